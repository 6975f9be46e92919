//! VND001: the receiver's filter says spam.

use super::filter;
use super::{Basis, Finding, Hit, Severity};
use crate::evidence::Evidence;
use crate::vendor::VerdictKind;

pub(super) const FINDING: Finding = Finding {
    code: "VND001",
    name: "filter-spam",
    severity: Severity::Warning,
    basis: Basis::Claimed,
    title: "The receiver's filter holds it for spam",
    meaning: "A filter of the receiving side judged the mail as spam, in a field that only the receiving side could write.",
    why: "The filter saw more than the header: the body, links, and what others reported.",
    wrong: "Filters are wrong now and then, and the recipient's own rules can make a mail spam.",
    references: &["Documentation of the filter that is named; `hdrtrace explain` has its codes"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    filter::said(evidence, &[VerdictKind::Spam])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::testing::Mail;

    #[test]
    fn only_the_receivers_filter_counts() {
        let said = "X-Spam-Status: Yes, score=12.3 required=5.0 tests=none\r\n";
        Mail::received(said, "From: a@a.example\r\n").finds(
            &FINDING,
            &[(
                Severity::Warning,
                &["Yes, score=12.3 required=5.0 tests=none"],
            )],
        );
        Mail::received("", &format!("{said}From: a@a.example\r\n")).lacks(&FINDING);
        Mail::received("", "From: a@a.example\r\n").lacks(&FINDING);
    }
}
