//! AUT023: a signature by a key or algorithm that is too weak.

use super::{Basis, Finding, Hit, Place, Severity};
use crate::auth::dkim::{DkimCheck, Note, Reason};
use crate::evidence::Evidence;

pub(super) const FINDING: Finding = Finding {
    code: "AUT023",
    name: "weak-key",
    severity: Severity::Info,
    basis: Basis::LookedUp,
    title: "A signature uses a key or algorithm that is too weak",
    meaning: "RFC 8301 forbids rsa-sha1 and RSA keys below 1024 bits, and recommends 2048.",
    why: "A short key can be broken, and then signs whatever its breaker wants. A signature with a forbidden one counts as none.",
    wrong: "Keys of 1024 bits are still common; nobody is known to have broken one for mail.",
    references: &["RFC 8301 section 3"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    evidence
        .auth
        .dkim
        .iter()
        .filter_map(|check| {
            let domain = check.domain.as_deref().unwrap_or("an unnamed domain");
            let hit = Hit::new(format!("{domain} signs with {}", weakness(check)?));
            Some(hit.at(Place::field(evidence, check.field)))
        })
        .collect()
}

/// What is weak about a signature. That it has expired, or what its result is, says nothing of it.
fn weakness(check: &DkimCheck) -> Option<String> {
    let is_sha1 = check.reason == Reason::Sha1;
    let is_short =
        matches!(check.reason, Reason::ShortKey { .. }) || check.notes.contains(&Note::SmallKey);
    match (is_sha1, check.key_bits.filter(|_| is_short)) {
        (true, Some(bits)) => Some(format!("rsa-sha1 and a key of {bits} bits")),
        (true, None) => Some("rsa-sha1".to_owned()),
        (false, Some(bits)) => Some(format!("a key of {bits} bits")),
        (false, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::signed::{
        BY_1024, BY_2048, BY_ED25519, EXPIRED, EXPIRED_2048, KEY_1024, KEY_2048, KEY_ED25519,
        SHA1_BY_1024, SHA1_BY_2048, mail,
    };

    #[test]
    fn sha1_and_small_keys_are_told() {
        for (signature, key, said) in [
            (
                BY_1024,
                KEY_1024,
                Some("a.example signs with a key of 1024 bits"),
            ),
            (
                SHA1_BY_1024,
                KEY_1024,
                Some("a.example signs with rsa-sha1 and a key of 1024 bits"),
            ),
            (
                SHA1_BY_2048,
                KEY_2048,
                Some("a.example signs with rsa-sha1"),
            ),
            (BY_2048, KEY_2048, None),
            (BY_ED25519, KEY_ED25519, None),
            // What has expired is not weak for it.
            (EXPIRED, KEY_ED25519, None),
            (EXPIRED_2048, KEY_2048, None),
        ] {
            let hits = mail(signature, key).hits(&FINDING);
            let details: Vec<&str> = hits.iter().map(|hit| hit.detail.as_str()).collect();
            assert_eq!(details, Vec::from_iter(said), "{signature}");
        }
    }
}
