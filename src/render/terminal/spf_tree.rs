//! An SPF evaluation as a tree: record by record, term by term, with what DNS said.

use super::canvas::{BAD, Canvas, DIM, GOOD, PLAIN};
use crate::render::text;
use crate::report::spf::SpfCheck;
use crate::words::Remedy;
use crate::words::auth::TermOutcome;
use anstyle::Style as Ink;

/// Columns of one level.
const STEP: usize = 2;
/// The deepest level that is shown further right than the one above.
const MAX_DEPTH: usize = 12;
/// The most lines of one tree.
const MAX_LINES: usize = 200;

/// Writes the tree, indented by so many columns.
pub(super) fn write(check: &SpfCheck, indent: usize, canvas: &mut Canvas) {
    let lines = check.trace.lines();
    for line in lines.iter().take(MAX_LINES) {
        let (ink, mark) = look(line.outcome, &line.text, canvas);
        let at = indent + STEP * line.depth.min(MAX_DEPTH);
        let safe = canvas.safe(&plain(&line.text, canvas));
        let room = canvas.width().saturating_sub(at + STEP + 1).max(8);
        for (nth, piece) in text::wrap(&safe, room).iter().enumerate() {
            let shown = if nth == 0 { mark } else { "" };
            canvas.blanks(at).put_padded(ink, shown, STEP);
            canvas.put(ink, piece).end();
        }
    }
    if let Some(more @ 1..) = lines.len().checked_sub(MAX_LINES) {
        let all_in = canvas.remedy(&Remedy::AllInJson);
        canvas
            .blanks(indent)
            .put(DIM, &format!("{more} lines more; {all_in}"))
            .end();
    }
    // What was not checked has used nothing that is worth a number.
    if check.result.skipped().is_some() && check.lookups == 0 {
        return;
    }
    let spent = format!(
        "{} of 10 DNS lookups used, {} of 2 void lookups",
        check.lookups, check.void_lookups
    );
    canvas.blanks(indent).wrapped(DIM, &spent, indent + STEP);
}

fn look(outcome: Option<TermOutcome>, text: &str, canvas: &Canvas) -> (Ink, &'static str) {
    match outcome {
        Some(TermOutcome::Match) if text.starts_with('-') => (BAD, canvas.symbols().yes),
        Some(TermOutcome::Match | TermOutcome::Used) => (GOOD, canvas.symbols().yes),
        Some(TermOutcome::Error) => (BAD, canvas.symbols().no),
        Some(TermOutcome::NoMatch) => (PLAIN, "-"),
        Some(TermOutcome::NotReached | TermOutcome::Unused | TermOutcome::NotChecked) | None => {
            (DIM, "")
        }
    }
}

/// The characters that our own words use, for terminals that lack them.
fn plain(text: &str, canvas: &Canvas) -> String {
    let symbols = canvas.symbols();
    text.replace('\u{2192}', symbols.arrow)
        .replace('\u{2026}', symbols.ellipsis)
}
