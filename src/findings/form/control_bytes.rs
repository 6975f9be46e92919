//! FRM006: NUL or control bytes in the header.

use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Place, Severity};
use crate::message::{DamageKind, Span};

pub(super) const FINDING: Finding = Finding {
    code: "FRM006",
    name: "control-bytes",
    severity: Severity::Warning,
    basis: Basis::Observed,
    title: "Control characters in the header",
    meaning: "The header contains NUL or other control bytes (below 32 except tab and line end, or 127). A lone CR counts if the lines end with CRLF.",
    why: "Some programs stop at NUL or act on control characters, so the filter and the reader may see different text.",
    wrong: "Damage in transfer and very old programs; escape sequences of East Asian encodings (ISO-2022) that were not encoded.",
    references: &["RFC 5322 section 2.2", "RFC 2047"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    let is_damaged = evidence
        .damage
        .iter()
        .any(|damage| matches!(damage.kind, DamageKind::Nul | DamageKind::ControlBytes));
    if !is_damaged {
        return Vec::new();
    }
    evidence
        .message
        .fields()
        .iter()
        .enumerate()
        .filter_map(|(index, field)| {
            let raw = field.raw();
            let at = raw.iter().position(|&byte| is_control(byte))?;
            let end = at
                + raw[at..]
                    .iter()
                    .take_while(|byte| is_control(**byte))
                    .count();
            let start = field.span().start;
            let hit = Hit::new(format!("byte 0x{:02x} in {}", raw[at], field.name()))
                .at(Place::new(index, Span::new(start + at, start + end)));
            // ISO-2022-JP and -KR switch character sets by ESC.
            Some(hit.graded_if(raw[at] == ESC, Severity::Notice))
        })
        .take(MAX_HITS)
        .collect()
}

const ESC: u8 = 0x1b;

/// A few show it.
const MAX_HITS: usize = 4;

fn is_control(byte: u8) -> bool {
    (byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r')) || byte == 0x7f
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::support::testing::Mail;

    #[test]
    fn control_bytes_are_marked() {
        Mail::new("Subject: a\0\0b\r\n").finds(&FINDING, &[(Severity::Warning, &["\0\0"])]);
        Mail::new("Subject: \x1b$B\r\n").finds(&FINDING, &[(Severity::Notice, &["\x1b"])]);
        Mail::new("Subject: a\tb\r\n").lacks(&FINDING);
    }
}
