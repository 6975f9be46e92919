//! AUT025: a signature that leaves a part of the body unsigned.

use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Place, Severity};

pub(super) const FINDING: Finding = Finding {
    code: "AUT025",
    name: "body-length",
    severity: Severity::Notice,
    basis: Basis::Observed,
    title: "DKIM signature covers only part of the body",
    meaning: "The signature has an l= tag: anything after that many bytes is not signed.",
    why: "Anyone who has such a message can append content, and the signature still verifies.",
    wrong: "Some senders set l= so that mailing lists can append a footer. If nothing was appended, it does no harm.",
    references: &["RFC 6376 section 8.2"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    evidence
        .auth
        .dkim
        .iter()
        .filter(|check| check.body_length.is_some())
        .map(|check| {
            let domain = check.domain.as_deref().unwrap_or("an unnamed domain");
            Hit::new(match check.body_bytes_unsigned {
                Some(0) => format!(
                    "the signature of {domain} covers the body as it is, and no more of it (l={})",
                    check.body_length.unwrap_or(0)
                ),
                None => format!(
                    "the signature of {domain} covers only the first {} bytes of the body",
                    check.body_length.unwrap_or(0)
                ),
                Some(rest) => format!(
                    "the signature of {domain} does not cover the last {rest} bytes of the body"
                ),
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
    fn a_length_is_told() {
        let signed = SIGNED.replace("; b=", "; l=3; b=");
        let hits = Mail::new(&format!("{signed}From: a@a.example\r\n")).hits(&FINDING);
        assert_eq!(
            hits[0].detail,
            "the signature of a.example does not cover the last 5 bytes of the body"
        );
        Mail::new(&format!("{SIGNED}From: a@a.example\r\n")).lacks(&FINDING);
    }
}
