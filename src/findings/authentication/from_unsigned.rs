//! AUT028: a signature that does not cover From.

use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Place, Severity};

pub(super) const FINDING: Finding = Finding {
    code: "AUT028",
    name: "from-unsigned",
    severity: Severity::Warning,
    basis: Basis::Observed,
    title: "DKIM signature does not cover From",
    meaning: "The h= tag of the signature does not list From, as RFC 6376 requires.",
    why: "The visible author could be changed without breaking the signature. Verifiers must ignore such a signature (permerror).",
    wrong: "Hardly any: signing software always includes From. The field may have been damaged.",
    references: &["RFC 6376 section 5.4"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    evidence
        .auth
        .dkim
        .iter()
        .filter(|check| !check.from_signed && !check.signed_headers.is_empty())
        .map(|check| {
            let domain = check.domain.as_deref().unwrap_or("an unnamed domain");
            Hit::new(format!(
                "the signature of {domain} covers {} but not From",
                check.signed_headers.join(", ")
            ))
            .at(Place::field(evidence, check.field))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::support::testing::{Mail, SIGNED};

    #[test]
    fn a_signature_without_from_is_told() {
        let signed = SIGNED.replace("h=from:to", "h=to:subject");
        let hits = Mail::new(&format!("{signed}From: a@a.example\r\n")).hits(&FINDING);
        assert_eq!(
            hits[0].detail,
            "the signature of a.example covers to, subject but not From"
        );
        Mail::new(&format!("{SIGNED}From: a@a.example\r\n")).lacks(&FINDING);
    }
}
