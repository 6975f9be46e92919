//! BDY001: an attachment that hides that it is a program.

use crate::body::RiskKind;
use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Severity};
use crate::findings::support::body::{Risky, risky};

pub(super) const FINDING: Finding = Finding {
    code: "BDY001",
    name: "disguised-attachment",
    severity: Severity::High,
    basis: Basis::Observed,
    title: "Attachment disguises its type",
    meaning: "The content is an executable although the name says otherwise, or the name has a harmless extension before the real one, or characters that reverse the real extension or push it out of view.",
    why: "A legitimate sender does not hide that a file is executable. Many mail clients show only the first extension, or the reversed name.",
    wrong: "Files renamed by agreement to get past a filter. Some exports double an extension by mistake, as in table.csv.html.",
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
                RiskKind::HiddenProgram => "is an executable under another name",
                RiskKind::DisguisedName => "has a name with characters that hide its extension",
                _ => "has a harmless extension before the real one",
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
