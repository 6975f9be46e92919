//! What to do next.

use super::canvas::{BOLD, Canvas, DIM, PLAIN};
use crate::render::next;
use crate::report::Report;
use crate::report::body::Body;

/// Columns of the title; of the labels (`Report`), each with the space behind it.
const TITLE: usize = 7;
const LABEL: usize = 8;

pub(super) fn write(report: &Report, canvas: &mut Canvas) {
    let steps = next::steps(report, canvas.phrases(), canvas.is_verbose());
    if steps.is_empty() {
        return;
    }
    // Links are what most of the steps are about: the two stand together.
    if report.body.done().is_none_or(Body::is_empty) {
        canvas.end();
    }
    for (at, step) in steps.iter().enumerate() {
        let text = canvas.safe(&step.text);
        canvas
            .blanks(1)
            .put_padded(BOLD, if at == 0 { "NEXT" } else { "" }, TITLE)
            .put_padded(DIM, step.label, LABEL)
            .wrapped(PLAIN, &text, 1 + TITLE + LABEL);
    }
}
