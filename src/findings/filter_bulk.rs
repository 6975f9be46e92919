//! VND004: the receiver's filter says bulk or suspect.

use super::filter;
use super::{Basis, Finding, Hit, Severity};
use crate::evidence::Evidence;
use crate::vendor::VerdictKind;

pub(super) const FINDING: Finding = Finding {
    code: "VND004",
    name: "filter-bulk",
    severity: Severity::Info,
    basis: Basis::Claimed,
    title: "The receiver's filter holds it for bulk mail or in doubt",
    meaning: "A filter of the receiving side judged the mail as mass mail or as suspect, below what it calls spam.",
    why: "It tells what kind of mail the filter took it for.",
    wrong: "Every newsletter is bulk.",
    references: &["Documentation of the filter that is named; `hdrtrace explain` has its codes"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    filter::said(evidence, &[VerdictKind::Bulk, VerdictKind::Suspect])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::testing::Mail;

    #[test]
    fn only_the_receivers_filter_counts() {
        let said = "X-Forefront-Antispam-Report: CIP:192.0.2.7;SFV:NSPM;CAT:BULK;SCL:1\r\n";
        Mail::received(said, "From: a@a.example\r\n").finds(
            &FINDING,
            &[(Severity::Info, &["CIP:192.0.2.7;SFV:NSPM;CAT:BULK;SCL:1"])],
        );
        Mail::received("", &format!("{said}From: a@a.example\r\n")).lacks(&FINDING);
        Mail::received("", "From: a@a.example\r\n").lacks(&FINDING);
    }
}
