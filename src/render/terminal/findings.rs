//! Findings with the bytes that show them.

use super::canvas::{Canvas, DIM, PLAIN, severity_ink};
use crate::render::{excerpt, text};
use crate::report::{FindingReport, PlaceReport, Report};
use crate::words::Remedy;

/// Columns of severity; of code.
const SEVERITY: usize = 9;
const INDENT: usize = 3 + SEVERITY;
/// The most places that are shown of one finding.
const MAX_PLACES: usize = 2;
/// The most findings that are shown one by one.
const MAX_FINDINGS: usize = 40;

pub(super) fn write(report: &Report, canvas: &mut Canvas) {
    if report.findings.is_empty() {
        canvas.title("FINDINGS", "none");
        return;
    }
    canvas.title("FINDINGS", "");
    for finding in report.findings.iter().take(MAX_FINDINGS) {
        one(report, finding, canvas);
    }
    if let Some(more @ 1..) = report.findings.len().checked_sub(MAX_FINDINGS) {
        let all_in = canvas.remedy(&Remedy::AllInJson);
        canvas
            .blanks(3)
            .put(DIM, &format!("{more} more; {all_in}"))
            .end();
    }
}

fn one(report: &Report, finding: &FindingReport, canvas: &mut Canvas) {
    let ink = severity_ink(finding.severity);
    canvas
        .blanks(3)
        .put_padded(ink, finding.severity.word(), SEVERITY);
    let (code, name) = (canvas.safe(&finding.code), canvas.safe(&finding.name));
    canvas.put(PLAIN, &code).blanks(1).put(ink, &name);
    let used = INDENT + text::width(&code) + 1 + text::width(&name) + 2;
    let detail = canvas.safe(&finding.detail);
    if used + text::width(&detail) < canvas.width() {
        canvas.blanks(2).put(PLAIN, &detail).end();
    } else {
        canvas.end();
        for line in text::wrap(&detail, canvas.width().saturating_sub(INDENT + 1)) {
            canvas.blanks(INDENT).put(PLAIN, &line).end();
        }
    }
    for place in finding.evidence.iter().take(MAX_PLACES) {
        excerpt(report, finding, place, canvas);
    }
}

/// One line of the header with carets under the bytes, as a compiler shows them. The line is made
/// harmless byte by byte, so that the carets stay under what they mean.
fn excerpt(report: &Report, finding: &FindingReport, place: &PlaceReport, canvas: &mut Canvas) {
    let Some(found) = excerpt::excerpt(&report.header, place) else {
        return;
    };
    let found = found.defanged(canvas.defang());
    let (before, marked, after) = (
        canvas.safe(&found.before),
        canvas.safe(&found.marked),
        canvas.safe(&found.after),
    );
    let room = canvas.width().saturating_sub(INDENT + 1);
    // What stands far left is left out where the place would not fit otherwise.
    let keep = room.saturating_sub(text::width(&marked).min(room / 2) + 8);
    let before = canvas.cut_left(&before, keep);
    let lead = text::width(&before);
    let marked = canvas.cut(&marked, room.saturating_sub(lead).max(4));
    let carets = text::width(&marked).max(1);
    let after = canvas.cut(&after, room.saturating_sub(lead + text::width(&marked)));
    let ink = severity_ink(finding.severity);
    canvas
        .blanks(INDENT)
        .put(DIM, &before)
        .put(PLAIN, &marked)
        .put(DIM, &after)
        .end();
    let caret = canvas.symbols().caret.repeat(carets);
    canvas.blanks(INDENT + lead).put(ink, &caret).end();
}
