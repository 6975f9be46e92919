//! AUT026: a signature whose time was over.

use crate::auth::dkim::Timing;
use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Place, Severity};

pub(super) const FINDING: Finding = Finding {
    code: "AUT026",
    name: "signature-expired",
    severity: Severity::Notice,
    basis: Basis::Observed,
    title: "Expired DKIM signature",
    meaning: "The signature has an expiration time (x=), and it had passed at the time of the check (by default the time of receipt).",
    why: "A message that is re-sent much later (replay) still verifies; the expiration is the signer's protection against that.",
    wrong: "A message that waited in a queue for days expires too. Checked for the present time, every older message with x= has expired.",
    references: &["RFC 6376 section 3.5", "RFC 6376 section 8.6"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    evidence
        .auth
        .dkim
        .iter()
        .filter(|check| check.timing == Timing::Expired)
        .map(|check| {
            let domain = check.domain.as_deref().unwrap_or("an unnamed domain");
            Hit::new(match check.expires_at {
                Some(at) => format!(
                    "the signature of {domain} expired at {}",
                    at.format("%Y-%m-%d %H:%M:%SZ")
                ),
                None => format!("the signature of {domain} expired"),
            })
            .at(Place::field(evidence, check.field))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::support::testing::{Mail, SIGNED};

    #[test]
    fn expiry_is_held_against_the_receipt() {
        let mail = |at: i64| {
            Mail::received(
                "",
                &format!(
                    "{}From: a@a.example\r\n",
                    SIGNED.replace("; b=", &format!("; x={at}; b="))
                ),
            )
        };
        // The mail was received at 1777716009.
        assert_eq!(mail(1_777_716_000).hits(&FINDING).len(), 1);
        mail(1_777_717_000).lacks(&FINDING);
    }
}
