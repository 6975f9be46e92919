//! FRM007: a header line that is too long.

use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Place, Severity};
use crate::message::DamageKind;

pub(super) const FINDING: Finding = Finding {
    code: "FRM007",
    name: "overlong-line",
    severity: Severity::Notice,
    basis: Basis::Observed,
    title: "Header line longer than 998 bytes",
    meaning: "RFC 5322 limits a line to 998 bytes without its line end; longer fields must be folded.",
    why: "Mail clients fold long fields. An unfolded line comes from a script, or pushes something out of view.",
    wrong: "Some servers write References or vendor fields of any length.",
    references: &["RFC 5322 section 2.1.1"],
    check,
};

/// RFC 5322 section 2.1.1.
const MAX_LINE: usize = 998;

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    if !evidence
        .damage
        .iter()
        .any(|damage| damage.kind == DamageKind::OverlongLine)
    {
        return Vec::new();
    }
    let fields = evidence.message.fields().iter().enumerate();
    fields
        .filter_map(|(index, field)| {
            let longest = field
                .raw()
                .split(|byte| matches!(byte, b'\n' | b'\r'))
                .map(<[u8]>::len)
                .max()?;
            (longest > MAX_LINE).then(|| {
                Hit::new(format!("a line of {} has {longest} bytes", field.name()))
                    .at(Place::field(evidence, index))
            })
        })
        .take(MAX_HITS)
        .collect()
}

/// A few show it.
const MAX_HITS: usize = 4;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::support::testing::Mail;

    #[test]
    fn long_lines_are_told() {
        let long = "x".repeat(1000);
        Mail::new(&format!("Subject: {long}\r\n"))
            .finds(&FINDING, &[(Severity::Notice, &[long.as_str()])]);
        let folded = "x\r\n ".repeat(1000);
        Mail::new(&format!("Subject: {folded}x\r\n")).lacks(&FINDING);
    }
}
