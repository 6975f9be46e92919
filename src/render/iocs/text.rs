//! For a terminal: what may be blocked first, grouped by type.

use super::rows::{groups, remark};
use crate::indicators::Sum;
use crate::render::terminal::canvas::{BOLD, Canvas, DIM, DOUBT, GOOD, PLAIN};
use crate::render::{Style, text};
use crate::words::Remedy;

/// The most lines of one value.
const MAX_LINES: usize = 8;

/// Indicators by themselves.
pub(super) fn render(sum: &Sum, style: &Style) -> Vec<u8> {
    let mut canvas = Canvas::new(*style);
    write(sum, usize::MAX, &mut canvas);
    canvas.into_bytes()
}

/// A section of so many indicators at most.
pub(in crate::render) fn write(sum: &Sum, most: usize, canvas: &mut Canvas) {
    canvas.title("INDICATORS", &remark(sum));
    let (groups, more) = groups(sum, most);
    let mut last = None;
    for group in groups {
        if last != Some(group.blockable) {
            last = Some(group.blockable);
            let (ink, title) = if group.blockable {
                (GOOD, "May be blocked")
            } else {
                (DOUBT, "Not to be blocked")
            };
            canvas.blanks(3).put(ink, title).end();
        }
        canvas.blanks(3).put(BOLD, group.kind.title()).end();
        for row in group.rows {
            let facts = match row.reason {
                "" => row.facts(),
                reason => format!("{}; {reason}", row.facts()),
            };
            let value = canvas.safe(&row.value);
            one(&value, &facts, canvas);
        }
    }
    if more > 0 {
        let help = canvas.remedy(&Remedy::MoreInJson);
        let line = format!("{more} more; {help}");
        canvas.blanks(3).wrapped(DIM, &line, 5);
    }
}

/// A value, and its facts beside it or below.
fn one(value: &str, facts: &str, canvas: &mut Canvas) {
    let room = canvas.width().saturating_sub(6);
    if text::width(value) + 2 + text::width(facts) <= room {
        canvas
            .blanks(5)
            .put(PLAIN, value)
            .blanks(2)
            .put(DIM, facts)
            .end();
        return;
    }
    let mut lines = text::wrap(value, room);
    if lines.len() > MAX_LINES {
        lines.truncate(MAX_LINES);
        lines[MAX_LINES - 1] = canvas.goes_on(&lines[MAX_LINES - 1], room);
    }
    for line in &lines {
        canvas.blanks(5).put(PLAIN, line).end();
    }
    canvas.blanks(7).wrapped(DIM, facts, 7);
}
