//! What was looked up beside authentication.

use super::canvas::{BAD, BOLD, Canvas, DIM, DOUBT, GOOD, PLAIN};
use crate::render::enriched::{self, Block, Tone};
use crate::render::text;
use crate::report::Report;
use anstyle::Style as Ink;

/// Columns of a label.
const LABEL: usize = 14;
const INDENT: usize = 5 + LABEL;
/// The most lines of one row: a record of 2,000 characters does not drive the rest off the screen.
const MAX_LINES: usize = 8;

pub(super) fn write(report: &Report, canvas: &mut Canvas) {
    let Some(enrichment) = &report.enrichment else {
        return;
    };
    canvas.title("ENRICHMENT", &enriched::kinds(enrichment));
    for block in enriched::blocks(enrichment, canvas.phrases()) {
        write_block(&block, canvas);
    }
    for note in enriched::notes(enrichment, canvas.phrases()) {
        let note = canvas.safe(&note);
        for (nth, line) in text::wrap(&note, canvas.width().saturating_sub(6))
            .iter()
            .enumerate()
        {
            canvas
                .blanks(if nth == 0 { 3 } else { 5 })
                .put(DIM, line)
                .end();
        }
    }
}

pub(super) fn write_block(block: &Block, canvas: &mut Canvas) {
    let room = canvas.width().saturating_sub(4);
    let subject = canvas.cut(&canvas.safe(&block.subject), room);
    let remark = canvas.safe(&block.remark);
    let left = room.saturating_sub(text::width(&subject) + 2);
    canvas.blanks(3).put(BOLD, &subject);
    if left > 8 {
        let remark = canvas.cut(&remark, left);
        canvas.blanks(2).put(DIM, &remark);
    }
    canvas.end();
    let mut last = "";
    for row in &block.rows {
        let label = if row.label == last { "" } else { row.label };
        last = if row.label.is_empty() {
            last
        } else {
            row.label
        };
        let value = canvas.safe(&row.text);
        let room = canvas.width().saturating_sub(INDENT + 1);
        let mut lines = text::wrap(&value, room);
        if lines.len() > MAX_LINES {
            lines.truncate(MAX_LINES);
            lines[MAX_LINES - 1] = canvas.goes_on(&lines[MAX_LINES - 1], room);
        }
        for (nth, line) in lines.iter().enumerate() {
            canvas
                .blanks(5)
                .put_padded(DIM, if nth == 0 { label } else { "" }, LABEL);
            canvas.put(ink(row.tone), line).end();
        }
    }
}

fn ink(tone: Tone) -> Ink {
    match tone {
        Tone::Good => GOOD,
        Tone::Bad => BAD,
        Tone::Doubt => DOUBT,
        Tone::Plain => PLAIN,
        Tone::Dim => DIM,
    }
}
