//! SMT018 and SMT019: the server refuses, for now or for good.

use crate::findings::model::{Basis, Finding, Severity};
use crate::findings::support::talk;

pub(super) const FOR_NOW: Finding = Finding {
    code: "SMT018",
    name: "refused-for-now",
    severity: Severity::Info,
    basis: Basis::Observed,
    title: "The server refuses for now",
    meaning: "A reply of the 4xx class: the server does not do it now, and the client should come back.",
    why: "The text behind the code says why; most servers try again for days before they give up.",
    wrong: "Greylisting refuses every stranger's first attempt and takes the second.",
    references: &["RFC 5321 section 4.2.1", "RFC 3463"],
    check: |evidence| talk::refusals(evidence, 400..500),
};

pub(super) const FOR_GOOD: Finding = Finding {
    code: "SMT019",
    name: "refused",
    severity: Severity::Notice,
    basis: Basis::Observed,
    title: "The server refuses",
    meaning: "A reply of the 5xx class: the server does not do it, and trying again changes nothing.",
    why: "The text behind the code says why, and what to change.",
    wrong: "Some servers refuse for good what they would take a minute later.",
    references: &["RFC 5321 section 4.2.1", "RFC 3463"],
    check: |evidence| talk::refusals(evidence, 500..600),
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::support::testing::Talk;

    #[test]
    fn each_class_has_its_remedy() {
        let later = "C: MAIL FROM:<a@a.example>\nS: 451 4.7.1 Greylisted\n";
        Talk::new(later).finds(&FOR_NOW, &[Severity::Info]);
        Talk::new("C: MAIL FROM:<a@a.example>\nS: 550 no\n").lacks(&FOR_NOW);
        let never = "C: MAIL FROM:<a@a.example>\nS: 550 5.7.1 no\n";
        Talk::new(never).finds(&FOR_GOOD, &[Severity::Notice]);
        Talk::new("C: MAIL FROM:<a@a.example>\nS: 503 no\n").lacks(&FOR_GOOD);
    }
}
