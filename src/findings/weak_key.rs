//! AUT023: a signature by a key or algorithm that is too weak.

use super::{Basis, Finding, Hit, Place, Severity};
use crate::auth::AuthResult;
use crate::auth::dkim::Note;
use crate::checked::Checked;
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
        .filter(|check| {
            check.result == Checked::Done(AuthResult::Policy)
                || check.notes.contains(&Note::SmallKey)
        })
        .map(|check| {
            let domain = check.domain.as_deref().unwrap_or("an unnamed domain");
            Hit::new(match check.key_bits {
                Some(bits) => format!("{domain} signs with a key of {bits} bits"),
                None => format!("the signature of {domain}: {}", check.reason),
            })
            .at(Place::field(evidence, check.field))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::testing::{Mail, SIGNED};

    #[test]
    fn sha1_and_small_keys_are_told() {
        let mail = Mail::new(&format!("{SIGNED}From: a@a.example\r\n"));
        mail.evidence(|evidence| {
            assert_eq!(check(evidence), []);
            evidence.auth.dkim[0].notes.push(Note::SmallKey);
            evidence.auth.dkim[0].key_bits = Some(1024);
            let hits = check(evidence);
            assert_eq!(hits[0].detail, "a.example signs with a key of 1024 bits");
        });
    }
}
