//! What is attached, and where links lead.

use super::canvas::{BOLD, Canvas, DIM, DOUBT, PLAIN};
use crate::render::body::{self, LinkRow};
use crate::render::text;
use crate::report::Report;
use crate::report::body::Body;
use crate::words::Remedy;

/// The most links in the usual report, lines of one of them, and lines of all.
const USUAL_LINKS: usize = 3;
const USUAL_LINES: usize = 2;
const USUAL_TOTAL: usize = 3;
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
    if one_link(found, canvas) {
        return;
    }
    let (links, lines) = if canvas.is_verbose() {
        (MAX_LINKS, MAX_LINES)
    } else {
        (USUAL_LINKS, USUAL_LINES)
    };
    let (links, more_links) = links_in(found, links, lines, canvas);
    canvas.title(title, &remark(found, more_links, canvas));
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
    for row in links {
        let url = canvas.safe(&row.url);
        let times = times(&row);
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
}

/// The links that are shown, and how many are not: in the usual report, so many that the lines are few.
fn links_in(found: &Body, most: usize, lines: usize, canvas: &Canvas) -> (Vec<LinkRow>, usize) {
    let (mut rows, mut more) = body::links(found, most);
    if !canvas.is_verbose() {
        let columns = canvas.width().saturating_sub(6);
        let mut total = 0;
        let kept = rows.iter().take_while(|row| {
            let before = total;
            total += text::width(&canvas.safe(&row.url))
                .div_ceil(columns)
                .min(lines);
            before < USUAL_TOTAL
        });
        let kept = kept.count();
        more += rows.len() - kept;
        rows.truncate(kept);
    }
    (rows, more)
}

/// `12 links to 2 hosts, not opened; --verbose shows all`.
fn remark(found: &Body, more: usize, canvas: &Canvas) -> String {
    if found.links.is_empty() {
        return "not opened".to_owned();
    }
    let remedy = if canvas.is_verbose() {
        Remedy::MoreInJson
    } else {
        Remedy::Verbose
    };
    let help = match more {
        0 => String::new(),
        _ => format!(", {more} of them not shown; {}", canvas.remedy(&remedy)),
    };
    format!("{}{help}", body::count(found))
}

/// The only link, beside the title; whether there is but one, and room for it.
fn one_link(found: &Body, canvas: &mut Canvas) -> bool {
    let (rows, more) = body::links(found, 1);
    let [row] = &rows[..] else { return false };
    let link = format!("{}{}", canvas.safe(&row.url), times(row));
    let room = canvas.width().saturating_sub("LINKS".len() + 5);
    let is_one = more == 0 && found.attachments.is_empty() && row.odd.is_empty();
    if !is_one || canvas.is_verbose() || text::width(&link) > room {
        return false;
    }
    canvas.end();
    canvas
        .blanks(1)
        .put(BOLD, "LINKS")
        .blanks(3)
        .put(PLAIN, &link)
        .end();
    true
}

/// How often a link stands in the message, where that is more than once.
fn times(row: &LinkRow) -> String {
    match row.count {
        0 | 1 => String::new(),
        count => format!(" (x{count})"),
    }
}

/// How many are not shown.
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
