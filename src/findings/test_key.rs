//! AUT024: a key that is marked as a test.

use super::{Basis, Finding, Hit, Place, Severity};
use crate::evidence::Evidence;

pub(super) const FINDING: Finding = Finding {
    code: "AUT024",
    name: "test-key",
    severity: Severity::Info,
    basis: Basis::LookedUp,
    title: "The signing domain says that it is only testing DKIM",
    meaning: "The key record has t=y.",
    why: "The owner asks receivers not to treat its signed mail other than unsigned.",
    wrong: "The flag is often forgotten for years.",
    references: &["RFC 6376 section 3.6.1"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    evidence
        .auth
        .dkim
        .iter()
        .filter(|check| check.test_key)
        .map(|check| {
            let domain = check.domain.as_deref().unwrap_or("an unnamed domain");
            Hit::new(format!("the key of {domain} has t=y")).at(Place::field(evidence, check.field))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::signed::{BY_ED25519, KEY_ED25519, KEY_TESTING, mail};

    #[test]
    fn the_flag_is_told() {
        let hits = mail(BY_ED25519, KEY_TESTING).hits(&FINDING);
        assert_eq!(hits.len(), 1);
        assert_eq!(hits[0].detail, "the key of a.example has t=y");
        mail(BY_ED25519, KEY_ED25519).lacks(&FINDING);
    }
}
