//! SMT018: the server refuses for now.

use super::{Basis, Finding, Hit, Severity};
use crate::evidence::Evidence;
use crate::findings::talk;

pub(super) const FINDING: Finding = Finding {
    code: "SMT018",
    name: "refused-for-now",
    severity: Severity::Info,
    basis: Basis::Observed,
    title: "The server refuses for now",
    meaning: "A reply of the 4xx class: the server does not do it now, and the client should come back.",
    why: "The text behind the code says why; most servers try again for days before they give up.",
    wrong: "Greylisting refuses every stranger's first attempt and takes the second.",
    references: &["RFC 5321 section 4.2.1", "RFC 3463"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    talk::refusals(evidence, 400..500)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::testing::Talk;

    #[test]
    fn a_4xx_has_its_remedy() {
        Talk::new("C: MAIL FROM:<a@a.example>\nS: 451 4.7.1 Greylisted\n")
            .finds(&FINDING, &[Severity::Info]);
        Talk::new("C: MAIL FROM:<a@a.example>\nS: 550 no\n").lacks(&FINDING);
    }
}
