//! BDY001: an attachment that hides that it is a program.

use crate::body::RiskKind;
use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Severity};
use crate::findings::support::body::{Risky, risky};

pub(super) const FINDING: Finding = Finding {
    code: "BDY001",
    name: "hidden-program-attached",
    severity: Severity::High,
    basis: Basis::Observed,
    title: "An attachment hides what it is",
    meaning: "The bytes are a program's while the name says otherwise, or the name has a harmless extension in front of the real one, or characters that turn or push the real one out of sight.",
    why: "Nobody who means well hides that a file runs. Many programs show only the first extension, or the name as the characters turn it.",
    wrong: "Files that were renamed to get past a filter, by agreement of both sides, look the same. Some exports double an extension by mistake, as in table.csv.html.",
    references: &["MITRE ATT&CK T1036.007", "MITRE ATT&CK T1036.002", "UAX 9"],
    check,
};

const KINDS: &[RiskKind] = &[
    RiskKind::HiddenProgram,
    RiskKind::DisguisedName,
    RiskKind::DoubledExtension,
];

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    risky(evidence, KINDS)
        .into_iter()
        .map(|Risky { kind, what }| {
            let how = match kind {
                RiskKind::HiddenProgram => "is a program under another name",
                RiskKind::DisguisedName => "has a name that hides its extension",
                _ => "has a harmless extension in front of the real one",
            };
            Hit::new(format!("{what} {how}"))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::support::testing::Mail;

    #[test]
    fn what_hides_is_found() {
        let mail = |name: &str, coded: &str| {
            Mail::raw(format!(
                "From: a@b.example\r\nContent-Type: application/octet-stream; name=\"{name}\"\r\n\
                 Content-Transfer-Encoding: base64\r\n\r\n{coded}\r\n"
            ))
        };
        // "MZ" and what follows it; "plain".
        let (program, text) = ("TVqQAAMAAAAEAAAA//8AALgAAAA=", "cGxhaW4=");
        mail("invoice.pdf", program).finds(&FINDING, &[(Severity::High, &[])]);
        mail("invoice.pdf.js", text).finds(&FINDING, &[(Severity::High, &[])]);
        mail("invoice.js", text).lacks(&FINDING);
        mail("invoice.pdf", text).lacks(&FINDING);
    }
}
