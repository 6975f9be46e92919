//! AUT027: the key of a signature is gone.

use crate::auth::dkim::DkimCheck;
use crate::auth::key::KeyStatus;
use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Place, Severity};

pub(super) const FINDING: Finding = Finding {
    code: "AUT027",
    name: "key-not-published",
    severity: Severity::Info,
    basis: Basis::LookedUp,
    title: "DKIM key not published",
    meaning: "DNS has no key, or a revoked key, under the selector in the signature, so the signature cannot be verified now.",
    why: "A key that never existed indicates a forged signature. A key that existed on receipt and was removed later is normal rotation: the receiver's result is shown where there is one.",
    wrong: "Selectors are rotated regularly and old keys are removed; for mail older than a year this is normal.",
    references: &["RFC 6376 section 3.6.1", "RFC 6376 section 6.1.2"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    evidence
        .auth
        .dkim
        .iter()
        .enumerate()
        .filter(|(_, check)| key_gone(check))
        .map(|(index, check)| {
            let domain = check.domain.as_deref().unwrap_or("an unnamed domain");
            let selector = check.selector.as_deref().unwrap_or_default();
            let then = match evidence.receiver_dkim(index) {
                Some(entry) => format!("; the receiver found dkim={} then", entry.claim.result),
                None => String::new(),
            };
            let now = if evidence.auth.dns_knows_a_name {
                "has no key now"
            } else {
                // Of a resolver that finds nothing at all, it is not known whether it could.
                "does not exist in DNS now, and neither does any other name in this message"
            };
            Hit::new(format!("{selector}._domainkey.{domain} {now}{then}"))
                .at(Place::field(evidence, check.field))
        })
        .collect()
}

/// Whether DNS has no key for a signature any more, or never had.
pub(super) fn key_gone(check: &DkimCheck) -> bool {
    check
        .key
        .done()
        .is_some_and(|key| matches!(key.status, KeyStatus::Absent | KeyStatus::Revoked))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::support::testing::{Mail, SIGNED};

    #[test]
    fn an_absent_key_is_told_with_the_receivers_word() {
        let said = "Authentication-Results: mx.example.net; dkim=pass header.d=a.example\r\n";
        let mail = Mail::received(said, &format!("{SIGNED}From: a@a.example\r\n")).with_dns(&[]);
        let hits = mail.hits(&FINDING);
        assert_eq!(
            hits[0].detail,
            "s._domainkey.a.example has no key now; the receiver found dkim=pass then"
        );
        Mail::received(said, &format!("{SIGNED}From: a@a.example\r\n")).lacks(&FINDING);
    }
}
