//! What was recovered, in a few lines.

use super::canvas::{BAD, BOLD, Canvas, GOOD, PLAIN};
use crate::render::{Style, text};
use crate::report::{Change, RecoveredReport};

pub(in crate::render) fn render(recovered: &RecoveredReport, style: &Style) -> Vec<u8> {
    let mut canvas = Canvas::of_own(*style);
    let (domain, selector) = (
        canvas.safe(&recovered.domain),
        canvas.safe(&recovered.selector),
    );
    let (ink, words) = match &recovered.doubt {
        None => (
            GOOD,
            format!(
                "This is what {domain} signed (s={selector}): header and body verify with its key."
            ),
        ),
        Some(why) => (
            PLAIN,
            format!(
                "The body is the one that {domain} signed (s={selector}), proven by bh=; the header is not proven: {}.",
                canvas.safe(why)
            ),
        ),
    };
    paragraph(&mut canvas, ink, &words);
    let detail = canvas.safe(&recovered.detail);
    paragraph(&mut canvas, PLAIN, &format!("Since then: {detail}."));
    if recovered.diff.is_empty() {
        return canvas.into_bytes();
    }
    canvas.put(BOLD, "What was changed:").end();
    for change in &recovered.diff {
        let (ink, sign, line) = match change {
            Change::Lost(line) => (BAD, "-", line),
            Change::Added(line) => (GOOD, "+", line),
        };
        let line = canvas.safe(line);
        let line = canvas.cut(&line, canvas.width().saturating_sub(4));
        canvas
            .blanks(1)
            .put(ink, sign)
            .blanks(1)
            .put(ink, &line)
            .end();
    }
    canvas.into_bytes()
}

fn paragraph(canvas: &mut Canvas, ink: anstyle::Style, words: &str) {
    for line in text::wrap(words, canvas.width().saturating_sub(1)) {
        canvas.put(ink, &line).end();
    }
}
