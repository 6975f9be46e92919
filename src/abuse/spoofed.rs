//! Who the message only pretends to come from: never reported.

use super::incident::source_name;
use super::{Case, Facts, Role, Subject};
use crate::auth::AuthResult;
use crate::evidence::Evidence;
use crate::message::Mailbox;
use crate::names::{is_within, same_organization};

/// The domains in From that nothing vouches for.
pub(super) fn spoofed(evidence: &Evidence<'_>) -> Vec<String> {
    let domains = evidence.facts.from_domains().iter();
    domains
        .filter(|domain| !is_vouched_for(evidence, domain))
        .cloned()
        .collect()
}

/// Whether SPF or a signature of the same organization passes, or the host that the message was received from is its own:
/// a name that its forward lookup confirms belongs to who runs the name.
fn is_vouched_for(evidence: &Evidence<'_>, domain: &str) -> bool {
    let auth = &evidence.auth;
    let by_spf = auth.spf_mail_from.done().is_some_and(|check| {
        check.result.done() == Some(&AuthResult::Pass) && same_organization(&check.domain, domain)
    });
    let by_signature = auth.dkim.iter().any(|check| {
        check.result.done() == Some(&AuthResult::Pass)
            && check
                .domain
                .as_deref()
                .is_some_and(|signer| same_organization(signer, domain))
    });
    let by_host = source_name(evidence).is_some_and(|name| same_organization(name, domain));
    by_spf || by_signature || by_host
}

/// The receiver's result of DMARC for the domain in From, as RFC 8601 has it.
fn receivers<'e>(evidence: &'e Evidence<'_>) -> Option<&'e str> {
    evidence.receiver_dmarc()?.claim.means()
}

/// Whether DMARC failed for the domain in From, by our own check or the receiver's. Not evaluated is not failed.
fn is_forged(evidence: &Evidence<'_>) -> bool {
    evidence.auth.dmarc() == Some(AuthResult::Fail) || receivers(evidence) == Some("fail")
}

/// The domains in From that the message imitates.
pub(super) fn imitated<'f>(facts: &'f Facts<'_, '_>) -> &'f [String] {
    if is_forged(facts.evidence) {
        &facts.spoofed
    } else {
        &[]
    }
}

/// Whether a signature speaks for a domain that our own checks do not: by the receiver's record, or of a parent domain.
fn is_signed(case: &Case, domain: &str) -> bool {
    case.parties.iter().any(|party| match &party.subject {
        Subject::Domain(signer) if party.role == Role::Signer => {
            same_organization(signer, domain) || is_within(domain, signer)
        }
        _ => false,
    })
}

/// Says of such a domain that it is not reported; the same of addresses that the sender only names.
pub(super) fn find(facts: &Facts<'_, '_>, case: &mut Case) {
    for domain in &facts.spoofed {
        if is_signed(case, domain) {
            continue;
        }
        let why = match receivers(facts.evidence) {
            Some("pass") => {
                "in From; the receiver reported dmarc=pass for it, but nothing was verified here"
            }
            _ => {
                "in From, but not authenticated (no aligned pass): the domain may have been spoofed"
            }
        };
        case.leave_out(domain, why);
    }
    let reply_to = facts.evidence.facts.reply_to.iter();
    for domain in reply_to
        .flat_map(|(_, reply_to)| reply_to)
        .filter_map(Mailbox::domain)
    {
        if !case
            .parties
            .iter()
            .any(|party| party.subject.to_string() == domain)
        {
            case.leave_out(domain, "in Reply-To: sender-supplied (unverified)");
        }
    }
}
