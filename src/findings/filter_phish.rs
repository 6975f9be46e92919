//! VND002: the receiver's filter says phishing or spoofing.

use super::filter;
use super::{Basis, Finding, Hit, Severity};
use crate::evidence::Evidence;
use crate::vendor::VerdictKind;

pub(super) const FINDING: Finding = Finding {
    code: "VND002",
    name: "filter-phish",
    severity: Severity::High,
    basis: Basis::Claimed,
    title: "The receiver's filter holds it for phishing",
    meaning: "A filter of the receiving side judged the mail as phishing, or its sender as forged, in a field that only the receiving side could write.",
    why: "The filter saw more than the header: the body, links, and what others reported.",
    wrong: "Filters are wrong now and then. Tests that a company runs on its own staff are marked so too.",
    references: &["Documentation of the filter that is named; `hdrtrace explain` has its codes"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    filter::said(evidence, &[VerdictKind::Phish, VerdictKind::Spoof])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::testing::Mail;

    #[test]
    fn only_the_receivers_filter_counts() {
        let said = "X-Forefront-Antispam-Report: CIP:192.0.2.7;SFV:SPM;CAT:PHSH;SCL:9\r\n";
        Mail::received(said, "From: a@a.example\r\n").finds(
            &FINDING,
            &[(Severity::High, &["CIP:192.0.2.7;SFV:SPM;CAT:PHSH;SCL:9"])],
        );
        Mail::received("", &format!("{said}From: a@a.example\r\n")).lacks(&FINDING);
        Mail::received("", "From: a@a.example\r\n").lacks(&FINDING);
    }
}
