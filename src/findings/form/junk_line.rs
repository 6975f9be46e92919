//! FRM013: a line in the header that is no field.

use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Place, Severity};
use crate::message::{PieceKind, Span};

pub(super) const FINDING: Finding = Finding {
    code: "FRM013",
    name: "invalid-header-line",
    severity: Severity::Notice,
    basis: Basis::Observed,
    title: "Invalid line in the header",
    meaning: "A line in the header has no field name with a colon and does not begin with whitespace.",
    why: "Programs disagree about where the header ends: one reads a field where another reads body text. Scripts that insert unchecked text into fields produce such lines.",
    wrong: "Badly split mbox files, and headers that were damaged while copying.",
    references: &["RFC 5322 section 2.2"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    let message = evidence.message;
    let mut last_field = 0;
    let mut hits = Vec::new();
    for piece in message.pieces() {
        match piece.kind {
            PieceKind::Field(index) => last_field = index,
            PieceKind::Junk if hits.len() < MAX_HITS => {
                let line = piece.span.of(message.raw());
                let length = line.trim_ascii_end().len();
                let span = Span::new(piece.span.start, piece.span.start + length);
                let after = message
                    .fields()
                    .get(last_field)
                    .map_or("at the beginning of the header", |field| field.name());
                // What copies of mailboxes leave behind says nothing of the sender.
                let is_mbox = line.starts_with(b"From ") || line.starts_with(b">From ");
                let hit = Hit::new(format!("after {after}")).at(Place::new(last_field, span));
                hits.push(hit.graded_if(is_mbox, Severity::Info));
            }
            _ => {}
        }
    }
    hits
}

/// A few show it.
const MAX_HITS: usize = 4;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::support::testing::Mail;

    #[test]
    fn lines_that_are_no_fields_are_marked() {
        Mail::new("Subject: a\r\nnonsense\r\nFrom: a@a.example\r\n")
            .finds(&FINDING, &[(Severity::Notice, &["nonsense"])]);
        Mail::new("Subject: a\r\n folded\r\nFrom: a@a.example\r\n").lacks(&FINDING);
    }
}
