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
    title: "Nothing proves that the mail is from its From domain, which asks for proof",
    meaning: "The domain in From publishes a DMARC policy, and neither SPF nor DKIM passed for a domain that belongs to it.",
    why: "The domain's owner says that mail of theirs is authenticated. With a policy of reject or quarantine they ask receivers to turn away what is not.",
    wrong: "Mailing lists and some forwarders break signatures and send from their own hosts; their honest mail fails DMARC too. A key that has since been removed makes an old mail fail now that passed then.",
    references: &["RFC 9989"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    let check = &evidence.auth.dmarc;
    let Some(domain) = &check.domain else {
        return Vec::new();
    };
    let policy = check.policy.unwrap_or(Policy::None);
    let receiver_found_fail = || {
        let entry = evidence.receiver_dmarc()?;
        entry.claim.fails().then(|| context::who_says(entry))
    };
    let detail = match evidence.auth.dmarc() {
        Some(AuthResult::Fail) => format!(
            "no aligned pass for {domain}, which publishes p={}",
            policy.word()
        ),
        // A signature whose key no server gives is no way out of what the receiver found when it could ask.
        Some(AuthResult::Temperror) if check.policy.is_some() => match receiver_found_fail() {
            Some(receiver) => format!(
                "no aligned pass for {domain}, which publishes p={}: {receiver} found that; DNS fails for what could be \
                 checked again now",
                policy.word()
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
