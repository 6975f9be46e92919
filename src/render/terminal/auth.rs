//! What was checked now, beside what the receiver reported then.

use super::canvas::{BAD, BOLD, Canvas, DIM, DOUBT, GOOD, LINK, PLAIN};
use crate::render::ledger::{self, Row, Said};
use crate::render::text;
use crate::report::Report;
use crate::words::auth::AuthResult;
use anstyle::Style as Ink;

/// The most signatures that are listed; of the usual report.
const MAX_SIGNATURES: usize = 12;
const USUAL_SIGNATURES: usize = 4;
/// The most columns of a domain.
const MAX_DOMAIN: usize = 32;
/// Narrower terminals have short titles and little between the columns.
const MIN_WIDE: usize = 64;
/// With fewer columns than this, the detail stands under its row.
const MIN_DETAIL: usize = 24;
/// The most columns of the receiver's result with its mark; words of RFC 8601 have at most 9 letters.
const MAX_SAID: usize = 17;

const TITLE: &str = "AUTHENTICATION";
/// The titles of the last two columns; of the first one where there is little room.
const CHECKED: &str = "checked now";
const NOW: &str = "now";
const RECEIVER: &str = "receiver";

/// Where the columns stand.
struct Layout {
    grid: &'static Grid,
    domain: usize,
    said: usize,
    /// Columns of the detail; 0 where it stands under its row.
    detail: usize,
}

/// Columns that are the same in every report of about this width.
struct Grid {
    indent: usize,
    method: usize,
    min_domain: usize,
    gap: usize,
    result: usize,
    checked: &'static str,
}

const WIDE: Grid = Grid {
    indent: 3,
    method: 7,
    min_domain: 10,
    gap: 2,
    result: 11,
    checked: CHECKED,
};
const NARROW: Grid = Grid {
    indent: 1,
    method: 6,
    min_domain: 8,
    gap: 1,
    result: 10,
    checked: NOW,
};

impl Layout {
    /// The column of the result.
    fn result(&self) -> usize {
        self.grid.indent + self.grid.method + self.domain + self.grid.gap
    }
}

pub(super) fn write(report: &Report, canvas: &mut Canvas) {
    let verbose = canvas.is_verbose();
    let most = if verbose {
        MAX_SIGNATURES
    } else {
        USUAL_SIGNATURES
    };
    let all = ledger::rows(report, most);
    // That there is no chain is worth a line only where somebody says otherwise.
    let rows: Vec<Row> = all
        .iter()
        .filter(|row| verbose || !is_silent(row))
        .map(|row| safe(row, verbose, canvas))
        .collect();
    let layout = layout(&rows, canvas);
    title(report, &layout, canvas);
    for row in &rows {
        line(row, &layout, canvas);
    }
    let more = report.authentication.dkim.len().saturating_sub(most);
    if more > 0 {
        canvas
            .blanks(3)
            .put(DIM, &format!("{more} more DKIM signatures"))
            .end();
    }
    if verbose {
        envelope(report, canvas);
    }
}

/// The section's title over the first columns, and those of the others.
fn title(report: &Report, layout: &Layout, canvas: &mut Canvas) {
    canvas.end();
    let result = layout.result();
    canvas.blanks(1).put_padded(BOLD, TITLE, result - 1);
    // Where the title is longer than the columns below it, it has the line for itself.
    if TITLE.len() + 2 > result {
        canvas.end();
        canvas.blanks(result);
    }
    let checked = layout.grid.checked;
    canvas.put(DIM, checked);
    if layout.said > 0 {
        let column =
            result + (layout.grid.result + layout.detail).max(checked.len()) + layout.grid.gap;
        let name = ledger::receiver(report).unwrap_or_else(|| RECEIVER.to_owned());
        let name = canvas.own(&name);
        // A long name stands before the end of the line, over the column of detail.
        let room = canvas.width().saturating_sub(result + checked.len() + 3);
        let name = canvas.cut(&name, room);
        let at = column.min(canvas.width().saturating_sub(text::width(&name) + 1));
        canvas.blanks(at.saturating_sub(result + checked.len()));
        canvas.put(DIM, &name);
    }
    canvas.end();
}

fn is_silent(row: &Row) -> bool {
    row.method == "ARC" && row.domain.is_empty() && row.said.text.is_empty()
}

fn layout(rows: &[Row], canvas: &Canvas) -> Layout {
    let widest = |of: fn(&Row) -> &str| {
        let widths = rows.iter().map(|row| text::width(of(row)));
        widths.max().unwrap_or(0)
    };
    let symbols = canvas.symbols();
    let mark = text::width(symbols.yes).max(text::width(symbols.no));
    let said = match widest(|row| &row.said.text) {
        0 => 0,
        // The mark behind the word takes a space before it.
        longest => (longest + 1 + mark).clamp(RECEIVER.len(), MAX_SAID),
    };
    let grid = if canvas.width() < MIN_WIDE {
        &NARROW
    } else {
        &WIDE
    };
    let around = grid.indent + grid.method + grid.gap + grid.result + grid.gap + said;
    let free = canvas.width().saturating_sub(around + 1);
    let domain = widest(|row| &row.domain).clamp(grid.min_domain, MAX_DOMAIN);
    let wanted = widest(|row| &row.detail);
    // A long domain gives way before the detail.
    let least = free.saturating_sub(wanted.min(MIN_DETAIL));
    let domain_beside = domain.min(least.max(grid.min_domain));
    let detail = free.saturating_sub(domain_beside).min(wanted);
    let is_beside = detail >= wanted.min(MIN_DETAIL);
    Layout {
        grid,
        domain: if is_beside {
            domain_beside
        } else {
            domain.min(free).max(grid.min_domain)
        },
        said,
        detail: if is_beside { detail } else { 0 },
    }
}

fn line(row: &Row, layout: &Layout, canvas: &mut Canvas) {
    let domain = canvas.cut_left(&row.domain, layout.domain);
    canvas
        .blanks(layout.grid.indent)
        .put_padded(PLAIN, row.method, layout.grid.method)
        .put_padded(PLAIN, &domain, layout.domain + layout.grid.gap);
    let (ink, word) = match row.result {
        Some(result) => (result_ink(result), result.word()),
        None => (DIM, "unchecked"),
    };
    canvas.put_padded(ink, word, layout.grid.result);
    // A detail that does not fit beside stands under the row, whole.
    let is_beside = text::width(&row.detail) <= layout.detail;
    if is_beside {
        canvas.put_padded(PLAIN, &row.detail, layout.detail);
    } else {
        canvas.blanks(layout.detail);
    }
    if !row.said.text.is_empty() {
        let (ink, mark) = match row.said.agrees {
            Some(true) => (GOOD, canvas.symbols().yes),
            Some(false) => (BAD, canvas.symbols().no),
            None => (DIM, ""),
        };
        let word = canvas.cut(
            &row.said.text,
            layout.said.saturating_sub(1 + text::width(mark)),
        );
        canvas
            .blanks(layout.grid.gap)
            .put(PLAIN, &word)
            .blanks(1)
            .put(ink, mark);
    }
    canvas.end();
    if !is_beside {
        let indent = layout.grid.indent + layout.grid.method;
        if canvas.is_verbose() {
            canvas.blanks(indent).wrapped(DIM, &row.detail, indent);
        } else {
            let room = canvas.width().saturating_sub(indent + 1);
            let detail = canvas.cut(&row.detail, room);
            canvas.blanks(indent).put(DIM, &detail).end();
        }
    }
}

/// The row with its values made harmless.
fn safe(row: &Row, verbose: bool, canvas: &Canvas) -> Row {
    let method = match row.method {
        "HELO" => "  helo",
        method => method,
    };
    Row {
        method,
        domain: canvas.safe(&row.domain),
        detail: canvas.safe(if verbose { &row.detail } else { &row.reason }),
        reason: String::new(),
        said: Said {
            text: canvas.safe(&row.said.text),
            proven: None,
            agrees: row.said.agrees,
        },
        ..*row
    }
}

pub(super) fn result_ink(result: AuthResult) -> Ink {
    match result {
        AuthResult::Pass => GOOD,
        AuthResult::Fail => BAD,
        AuthResult::Softfail | AuthResult::Policy | AuthResult::Permerror => DOUBT,
        AuthResult::Temperror | AuthResult::Neutral => LINK,
        AuthResult::None => DIM,
    }
}

/// Where SPF's inputs came from.
fn envelope(report: &Report, canvas: &mut Canvas) {
    let envelope = &report.authentication.spf.envelope;
    let mut parts: Vec<String> = Vec::new();
    if let Some(ip) = &envelope.client_ip {
        parts.push(format!("client {} from {}", ip.value, ip.source));
    }
    if let Some(sender) = &envelope.mail_from {
        let shown = if sender.value.is_empty() {
            "<>"
        } else {
            &sender.value
        };
        parts.push(format!("sender {shown} from {}", sender.source));
    }
    if parts.is_empty() {
        return;
    }
    let note = canvas.safe(&format!("SPF checked for {}", parts.join(", ")));
    canvas.blanks(3).wrapped(DIM, &note, 3);
}
