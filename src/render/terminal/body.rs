//! What is attached, and where links lead.

use super::canvas::{Canvas, DIM, DOUBT, PLAIN};
use crate::render::body;
use crate::render::text;
use crate::report::Report;
use crate::words::Remedy;

pub(super) fn write(report: &Report, canvas: &mut Canvas) {
    let Some(found) = report.body.done().filter(|body| !body.is_empty()) else {
        return;
    };
    canvas.title("BODY", "the sender's word; nothing was opened or fetched");
    let (rows, more) = body::rows(found);
    for row in rows {
        let head = canvas.safe(&format!("{}  {}", row.name, row.facts));
        wrapped(canvas, 3, &head, PLAIN);
        if !row.careful.is_empty() {
            let careful = canvas.safe(&row.careful);
            wrapped(canvas, 5, &careful, DOUBT);
        }
        let room = canvas.width().saturating_sub(5);
        let sum = canvas.cut(&format!("sha256 {}", row.sha256), room);
        canvas.blanks(5).put(DIM, &sum).end();
    }
    left_out(canvas, more, "attachments");
    if found.links.is_empty() {
        return;
    }
    let count = format!("{}:", body::count(found));
    canvas.blanks(3).put(PLAIN, &count).end();
    let (hosts, more) = body::hosts(found);
    for row in hosts {
        // The name of a host alone is no link, but it is somebody's who may be waiting for visitors.
        let times = if row.count > 1 {
            format!(" ({})", row.count)
        } else {
            String::new()
        };
        let host = canvas.safe(&format!("{}{times}", row.host));
        if row.odd.is_empty() {
            wrapped(canvas, 5, &host, PLAIN);
        } else {
            let odd = canvas.safe(&row.odd);
            wrapped(canvas, 5, &format!("{host}  {odd}"), DOUBT);
        }
    }
    left_out(canvas, more, "hosts");
}

fn wrapped(canvas: &mut Canvas, indent: usize, line: &str, ink: anstyle::Style) {
    let width = canvas.width().saturating_sub(indent + 2);
    for (nth, part) in text::wrap(line, width).iter().enumerate() {
        canvas
            .blanks(indent + if nth == 0 { 0 } else { 2 })
            .put(ink, part)
            .end();
    }
}

fn left_out(canvas: &mut Canvas, more: usize, what: &str) {
    if more > 0 {
        let more_in = canvas.remedy(&Remedy::MoreInJson);
        let line = format!("{more} more {what}; {more_in}");
        canvas.blanks(5).put(DIM, &line).end();
    }
}
