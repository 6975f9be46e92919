//! AUT029: fields that could be added to a signed mail.

use crate::auth::AuthResult;
use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Place, Severity};

pub(super) const FINDING: Finding = Finding {
    code: "AUT029",
    name: "addable-fields",
    severity: Severity::Notice,
    basis: Basis::LookedUp,
    title: "DKIM signature allows added header fields",
    meaning: "The signature passes, but does not list these field names once more than they occur (oversigning), so another one can be added.",
    why: "A message re-sent with a second From or Subject still verifies, and some mail clients show the second one.",
    wrong: "Most signers oversign From only, or nothing. It matters if the field really occurs twice.",
    references: &["RFC 6376 section 5.4.2", "RFC 6376 section 8.15"],
    check,
};

/// The names of which a second one deceives a reader.
const SEEN: &[&str] = &["from", "subject", "to", "reply-to"];

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    evidence
        .auth
        .signatures(AuthResult::Pass)
        .filter_map(|check| {
            let open: Vec<&str> = SEEN
                .iter()
                .copied()
                .filter(|name| check.addable.contains(name))
                .collect();
            if !open.contains(&"from") {
                return None;
            }
            let domain = check.domain.as_deref().unwrap_or("an unnamed domain");
            let doubled = open
                .iter()
                .any(|name| evidence.message.named(name).count() > 1);
            let hit = Hit::new(format!(
                "the signature of {domain} allows another {}",
                open.join(", ")
            ))
            .at(Place::field(evidence, check.field));
            Some(if doubled {
                hit
            } else {
                hit.graded(Severity::Info)
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::support::signed::{BY_1024, BY_ED25519, KEY_ED25519, OVERSIGNED, mail};

    #[test]
    fn only_signatures_that_pass_are_looked_at() {
        let hits = mail(BY_ED25519, KEY_ED25519).hits(&FINDING);
        assert_eq!(hits.len(), 1);
        assert_eq!(
            hits[0].detail,
            "the signature of a.example allows another from, subject, to, reply-to"
        );
        mail(OVERSIGNED, KEY_ED25519).lacks(&FINDING);
        // Signed with another key than DNS has.
        mail(BY_1024, KEY_ED25519).lacks(&FINDING);
    }
}
