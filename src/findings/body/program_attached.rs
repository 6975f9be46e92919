//! BDY002: a program, a script or a disk image is attached.

use crate::body::RiskKind;
use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Severity};
use crate::findings::support::body::{Risky, risky};

pub(super) const FINDING: Finding = Finding {
    code: "BDY002",
    name: "executable-attachment",
    severity: Severity::Warning,
    basis: Basis::Observed,
    title: "Executable attachment",
    meaning: "The name of an attachment, or of a file in an attached archive (ZIP, 7z, tar, gzip), has the extension of a program, a script, a shortcut or a disk image.",
    why: "Opening it runs code, directly or through another program. On unpatched Windows, files in a disk image lose the Mark of the Web.",
    wrong: "Developers and administrators send each other scripts.",
    references: &["MITRE ATT&CK T1566.001", "MITRE ATT&CK T1204.002"],
    check,
};

const KINDS: &[RiskKind] = &[RiskKind::Program, RiskKind::DiskImage];

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    risky(evidence, KINDS)
        .into_iter()
        .map(|Risky { kind, what }| {
            let is = match kind {
                RiskKind::DiskImage => "a disk image",
                _ => "a program or a script",
            };
            Hit::new(format!("{what} is {is}"))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::support::testing::Mail;

    #[test]
    fn programs_are_found() {
        let mail = |name: &str| {
            Mail::raw(format!(
                "From: a@b.example\r\nContent-Type: text/plain; name=\"{name}\"\r\n\r\nplain\r\n"
            ))
        };
        mail("run.vbs").finds(&FINDING, &[(Severity::Warning, &[])]);
        mail("disk.iso").finds(&FINDING, &[(Severity::Warning, &[])]);
        mail("notes.txt").lacks(&FINDING);
    }
}
