//! SMT019: the server refuses.

use super::{Basis, Finding, Hit, Severity};
use crate::evidence::Evidence;
use crate::findings::talk;

pub(super) const FINDING: Finding = Finding {
    code: "SMT019",
    name: "refused",
    severity: Severity::Notice,
    basis: Basis::Observed,
    title: "The server refuses",
    meaning: "A reply of the 5xx class: the server does not do it, and trying again changes nothing.",
    why: "The text behind the code says why, and what to change.",
    wrong: "Some servers refuse for good what they would take a minute later.",
    references: &["RFC 5321 section 4.2.1", "RFC 3463"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    talk::refusals(evidence, 500..600)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::testing::Talk;

    #[test]
    fn a_5xx_has_its_remedy() {
        Talk::new("C: MAIL FROM:<a@a.example>\nS: 550 5.7.1 no\n")
            .finds(&FINDING, &[Severity::Notice]);
        Talk::new("C: MAIL FROM:<a@a.example>\nS: 503 no\n").lacks(&FINDING);
    }
}
