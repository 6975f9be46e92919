//! AUT023 and AUT024: what a signature's key says against it: too weak, or only for testing.

use crate::auth::dkim::{DkimCheck, Note, Reason};
use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Place, Severity};

pub(super) const WEAK: Finding = Finding {
    code: "AUT023",
    name: "weak-key",
    severity: Severity::Info,
    basis: Basis::LookedUp,
    title: "Weak DKIM key or algorithm",
    meaning: "RFC 8301 forbids rsa-sha1 and RSA keys shorter than 1024 bits, and recommends 2048 bits.",
    why: "Whoever breaks a short key can sign anything for the domain. A signature with a forbidden key or algorithm counts as no signature.",
    wrong: "Keys of 1024 bits are still common; no forgery by breaking one is publicly known.",
    references: &["RFC 8301 section 3"],
    check: |evidence| {
        told(evidence, |check, domain| {
            Some(format!("{domain} signs with {}", weakness(check)?))
        })
    },
};

pub(super) const TEST: Finding = Finding {
    code: "AUT024",
    name: "test-key",
    severity: Severity::Info,
    basis: Basis::LookedUp,
    title: "DKIM key in test mode",
    meaning: "The key record has t=y.",
    why: "The domain owner asks receivers to treat its signed mail like unsigned mail.",
    wrong: "The flag is often forgotten for years.",
    references: &["RFC 6376 section 3.6.1"],
    check: |evidence| {
        told(evidence, |check, domain| {
            check
                .test_key
                .then(|| format!("the key of {domain} has t=y"))
        })
    },
};

/// A hit for each signature of which something is told.
fn told(evidence: &Evidence<'_>, tell: fn(&DkimCheck, &str) -> Option<String>) -> Vec<Hit> {
    let signatures = evidence.auth.dkim.iter();
    signatures
        .filter_map(|check| {
            let domain = check.domain.as_deref().unwrap_or("an unnamed domain");
            let hit = Hit::new(tell(check, domain)?);
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
    use crate::findings::support::signed::{
        BY_1024, BY_2048, BY_ED25519, EXPIRED, EXPIRED_2048, KEY_1024, KEY_2048, KEY_ED25519,
        KEY_TESTING, SHA1_BY_1024, SHA1_BY_2048, mail,
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
            let hits = mail(signature, key).hits(&WEAK);
            let details: Vec<&str> = hits.iter().map(|hit| hit.detail.as_str()).collect();
            assert_eq!(details, Vec::from_iter(said), "{signature}");
        }
    }

    #[test]
    fn the_flag_is_told() {
        let hits = mail(BY_ED25519, KEY_TESTING).hits(&TEST);
        assert_eq!(hits.len(), 1);
        assert_eq!(hits[0].detail, "the key of a.example has t=y");
        mail(BY_ED25519, KEY_ED25519).lacks(&TEST);
    }
}
