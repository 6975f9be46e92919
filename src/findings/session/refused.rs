//! SMT018 and SMT019: the server refuses, for now or for good.

use crate::findings::model::{Basis, Finding, Severity};
use crate::findings::support::talk;

pub(super) const FOR_NOW: Finding = Finding {
    code: "SMT018",
    name: "temporary-failure",
    severity: Severity::Info,
    basis: Basis::Observed,
    title: "Temporary failure (4xx)",
    meaning: "The server replied with a 4xx code: it rejects the command for now, and the client should retry.",
    why: "The text after the code gives the reason. Most servers retry for days before they give up.",
    wrong: "Greylisting rejects the first attempt of every unknown client and accepts a later one.",
    references: &["RFC 5321 section 4.2.1", "RFC 3463"],
    check: |evidence| talk::refusals(evidence, 400..500),
};

pub(super) const FOR_GOOD: Finding = Finding {
    code: "SMT019",
    name: "permanent-failure",
    severity: Severity::Notice,
    basis: Basis::Observed,
    title: "Permanent failure (5xx)",
    meaning: "The server replied with a 5xx code: it rejects the command, and the client should not retry it unchanged.",
    why: "The text after the code gives the reason and often the fix.",
    wrong: "Some servers send a permanent code for a temporary problem.",
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
