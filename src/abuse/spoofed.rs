//! Whom the message only pretends to come from: never accused.

use super::incident::source_hop;
use super::{Case, Facts, Role, Subject};
use crate::auth::AuthResult;
use crate::names::{is_within, normalize, same_organization};
use crate::report::Report;

/// The domains in From that nothing vouches for.
pub(super) fn spoofed(report: &Report) -> Vec<String> {
    let mut domains: Vec<String> = Vec::new();
    for from in &report.message.from {
        let Some((_, domain)) = from.address.rsplit_once('@') else {
            continue;
        };
        let domain = normalize(domain.trim());
        if !is_vouched_for(report, &domain) && !domains.contains(&domain) {
            domains.push(domain);
        }
    }
    domains
}

/// Whether SPF or a signature of the same organisation passes, or the host that handed the mail over is its own: a name
/// that its forward look-up confirms is of who runs the name.
fn is_vouched_for(report: &Report, domain: &str) -> bool {
    let auth = &report.authentication;
    let by_spf = auth.spf.mail_from.done().is_some_and(|check| {
        check.result.done() == Some(&AuthResult::Pass) && same_organization(&check.domain, domain)
    });
    let by_signature = auth.dkim.iter().any(|check| {
        check.result.done() == Some(&AuthResult::Pass)
            && check
                .domain
                .as_deref()
                .is_some_and(|signer| same_organization(signer, domain))
    });
    let by_host = source_hop(report)
        .and_then(|hop| hop.from.confirmed_name())
        .is_some_and(|name| same_organization(name, domain));
    by_spf || by_signature || by_host
}

/// Whether a signature speaks for a domain that our own checks do not: by the receiver's record, or from above it.
fn is_signed(case: &Case, domain: &str) -> bool {
    case.parties.iter().any(|party| match &party.subject {
        Subject::Domain(signer) if party.role == Role::Signer => {
            same_organization(signer, domain) || is_within(domain, signer)
        }
        _ => false,
    })
}

/// Says of such a domain that it is not accused; the same of addresses that the sender only names.
pub(super) fn find(facts: &Facts<'_, '_>, case: &mut Case) {
    for domain in &facts.spoofed {
        if is_signed(case, domain) {
            continue;
        }
        case.leave_out(
            domain,
            "stands in From, and nothing shows that it had a part in this: its name was used",
        );
    }
    for reply in &facts.report.message.reply_to {
        if let Some((_, domain)) = reply.address.rsplit_once('@') {
            let domain = normalize(domain.trim());
            if !case
                .parties
                .iter()
                .any(|party| party.subject.to_string() == domain)
            {
                case.leave_out(domain, "stands in Reply-To: the sender's word");
            }
        }
    }
}
