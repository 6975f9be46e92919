//! BDY003: an attachment of a kind that attacks like to use.

use crate::body::RiskKind;
use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Severity};
use crate::findings::support::body::{Risky, risky};

pub(super) const FINDING: Finding = Finding {
    code: "BDY003",
    name: "risky-attachment",
    severity: Severity::Notice,
    basis: Basis::Observed,
    title: "An attachment is of a kind that attacks like to use",
    meaning: "A document with macros, a web page, an encrypted archive, or a file whose bytes are of another kind than its name says.",
    why: "Macros run programs, a page that is opened from the disk can be a false log-in that no filter sees, and filters cannot look into an encrypted archive.",
    wrong: "All of these are sent in honest business every day, encrypted archives even for safety. Programs also write wrong extensions.",
    references: &["MITRE ATT&CK T1566.001", "MITRE ATT&CK T1027.006"],
    check,
};

const KINDS: &[RiskKind] = &[
    RiskKind::Macro,
    RiskKind::WebPage,
    RiskKind::OtherType,
    RiskKind::Encrypted,
];

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    risky(evidence, KINDS)
        .into_iter()
        .map(|Risky { kind, what }| {
            let is = match kind {
                RiskKind::Macro => "is a document with macros",
                RiskKind::WebPage => "is a web page",
                RiskKind::Encrypted => "is encrypted",
                _ => "is of another kind than its name says",
            };
            Hit::new(format!("{what} {is}"))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::support::testing::Mail;

    #[test]
    fn kinds_are_told_apart() {
        let mail = |name: &str| {
            Mail::raw(format!(
                "From: a@b.example\r\nContent-Type: text/plain; name=\"{name}\"\r\n\r\nplain\r\n"
            ))
        };
        mail("login.html").finds(&FINDING, &[(Severity::Notice, &[])]);
        mail("table.xlsm").finds(&FINDING, &[(Severity::Notice, &[])]);
        mail("table.xlsx").lacks(&FINDING);
    }
}
