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
    title: "Attachment type often used in attacks",
    meaning: "A document with macros, an HTML page, an encrypted archive, or a file whose content does not match its extension.",
    why: "Macros run code, a locally opened HTML page can be a fake login page that no filter sees, and filters cannot scan an encrypted archive.",
    wrong: "All of these are common in legitimate business mail, encrypted archives even for security. Programs also write wrong extensions.",
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
                RiskKind::WebPage => "is an HTML page",
                RiskKind::Encrypted => "is encrypted",
                _ => "has content that does not match its extension",
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
