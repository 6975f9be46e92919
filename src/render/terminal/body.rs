//! What is attached, and where links lead.

use super::canvas::{Canvas, DIM, DOUBT, PLAIN};
use crate::render::body;
use crate::render::text;
use crate::report::Report;
use crate::words::Remedy;

/// The most links in the usual report, lines of one of them, and lines of all.
const USUAL_LINKS: usize = 3;
const USUAL_LINES: usize = 2;
const USUAL_TOTAL: usize = 4;
/// The same in a verbose one.
const MAX_LINKS: usize = 24;
const MAX_LINES: usize = 8;

pub(super) fn write(report: &Report, canvas: &mut Canvas) {
    let Some(found) = report.body.done().filter(|body| !body.is_empty()) else {
        return;
    };
    let title = match (found.attachments.is_empty(), found.links.is_empty()) {
        (true, _) => "LINKS",
        (false, true) => "FILES",
        (false, false) => "FILES AND LINKS",
    };
    let remark = if found.links.is_empty() {
        "not opened".to_owned()
    } else {
        format!("{}; nothing was opened or fetched", body::count(found))
    };
    canvas.title(title, &remark);
    let (rows, more) = body::rows(found);
    for row in rows {
        let head = canvas.safe(&format!("{}  {}", row.name, row.facts));
        canvas.blanks(3).wrapped(PLAIN, &head, 5);
        if !row.careful.is_empty() {
            let careful = canvas.safe(&row.careful);
            canvas.blanks(5).wrapped(DOUBT, &careful, 5);
        }
        let sum = format!("sha256 {}", row.sha256);
        canvas.blanks(5).wrapped(DIM, &sum, 5);
    }
    left_out(canvas, more, "attachments");
    let (links, lines) = if canvas.is_verbose() {
        (MAX_LINKS, MAX_LINES)
    } else {
        (USUAL_LINKS, USUAL_LINES)
    };
    let (rows, mut more) = body::links(found, links);
    let first = canvas.lines();
    for row in rows {
        if !canvas.is_verbose() && canvas.lines() - first >= USUAL_TOTAL - 1 {
            more += 1;
            continue;
        }
        let url = canvas.safe(&row.url);
        let times = match row.count {
            0 | 1 => String::new(),
            count => format!(" (x{count})"),
        };
        let columns = canvas.width().saturating_sub(6);
        let mut told = text::wrap(&format!("{url}{times}"), columns);
        if told.len() > lines {
            told.truncate(lines);
            told[lines - 1] = canvas.goes_on(&told[lines - 1], columns);
        }
        for (at, line) in told.iter().enumerate() {
            canvas
                .blanks(if at == 0 { 3 } else { 5 })
                .put(PLAIN, line)
                .end();
        }
        if !row.odd.is_empty() {
            let odd = canvas.safe(&row.odd);
            canvas.blanks(5).wrapped(DOUBT, &odd, 5);
        }
    }
    left_out(canvas, more, "links");
}

fn left_out(canvas: &mut Canvas, more: usize, what: &str) {
    if more == 0 {
        return;
    }
    let remedy = if canvas.is_verbose() {
        Remedy::MoreInJson
    } else {
        Remedy::Verbose
    };
    let help = canvas.remedy(&remedy);
    let line = format!("{more} more {what}; {help}");
    canvas.blanks(3).wrapped(DIM, &line, 5);
}
