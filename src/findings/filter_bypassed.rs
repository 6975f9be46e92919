//! VND005: the receiver's filter was passed by.

use super::filter;
use super::{Basis, Finding, Hit, Severity};
use crate::evidence::Evidence;
use crate::vendor::VerdictKind;

pub(super) const FINDING: Finding = Finding {
    code: "VND005",
    name: "filter-bypassed",
    severity: Severity::Notice,
    basis: Basis::Claimed,
    title: "The receiver's filter did not look, or was told to let it through",
    meaning: "The receiving side did not filter the mail, or an allow list or rule overrode what the filter found.",
    why: "That the mail was delivered says nothing for it then.",
    wrong: "Allow lists are there to be used; internal mail is not filtered at all.",
    references: &["Documentation of the filter that is named; `hdrtrace explain` has its codes"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    filter::said(evidence, &[VerdictKind::Bypassed])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::testing::Mail;

    #[test]
    fn only_the_receivers_filter_counts() {
        let said = "X-Forefront-Antispam-Report: CIP:192.0.2.7;SFV:SKN;SCL:-1\r\n";
        Mail::received(said, "From: a@a.example\r\n").finds(
            &FINDING,
            &[(Severity::Notice, &["CIP:192.0.2.7;SFV:SKN;SCL:-1"])],
        );
        Mail::received("", &format!("{said}From: a@a.example\r\n")).lacks(&FINDING);
        Mail::received("", "From: a@a.example\r\n").lacks(&FINDING);
    }
}
