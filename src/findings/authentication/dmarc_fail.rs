//! AUT010: DMARC fails.

use crate::auth::AuthResult;
use crate::auth::dmarc::Policy;
use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Place, Severity};
use crate::findings::support::context;

pub(super) const FINDING: Finding = Finding {
    code: "AUT010",
    name: "dmarc-fail",
    severity: Severity::High,
    basis: Basis::LookedUp,
    title: "DMARC fail for the From domain",
    meaning: "The domain in From publishes a DMARC policy, and neither SPF nor DKIM passed for an aligned domain.",
    why: "With p=reject or p=quarantine the domain owner asks receivers to reject or quarantine messages that fail.",
    wrong: "Mailing lists and some forwarders break signatures and send from their own hosts, so their legitimate mail fails DMARC too. If a DKIM key has been removed since, an old message fails now although it passed on receipt.",
    references: &["RFC 9989"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    let check = &evidence.auth.dmarc;
    let Some(domain) = &check.domain else {
        return Vec::new();
    };
    let policy = check.policy.unwrap_or(Policy::None);
    let published = check
        .policy_text()
        .unwrap_or_else(|| policy.published(None, false));
    let receiver_found_fail = || {
        let entry = evidence.receiver_dmarc()?;
        entry.claim.fails().then(|| context::who_says(entry))
    };
    let detail = match evidence.auth.dmarc() {
        Some(AuthResult::Fail) => format!("no aligned pass for {domain} ({published})"),
        // A signature whose key no server gives is no way out of what the receiver found when it could ask.
        Some(AuthResult::Temperror) if check.policy.is_some() => match receiver_found_fail() {
            Some(receiver) => format!(
                "no aligned pass for {domain} ({published}), as {receiver} reported; a check now failed on DNS"
            ),
            None => return Vec::new(),
        },
        _ => return Vec::new(),
    };
    let place = evidence
        .facts
        .from_fields
        .first()
        .and_then(|&index| Place::text(evidence, index, domain));
    let hit = Hit::new(detail).at(place);
    // Asking for reports only is not asking to turn mail away.
    vec![context::explained(
        hit.graded_if(policy == Policy::None, Severity::Notice),
        evidence,
    )]
}
