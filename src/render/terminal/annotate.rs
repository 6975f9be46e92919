//! The header block itself, with findings under the exact bytes as a compiler shows them, and with who wrote which part.

use super::canvas::{BOLD, Canvas, DIM, DOUBT, GOOD, PLAIN, severity_ink};
use crate::limits::MAX_ANNOTATED;
use crate::render::{escape, text};
use crate::report::{FindingReport, Report};
use crate::words::Span;
use anstyle::Style as Ink;

/// The most findings that are written under one line.
const MAX_UNDER_LINE: usize = 12;
/// The most lines of the header that are shown; a forged one may have a million.
const MAX_LINES: usize = 5_000;

/// The most bytes of one line that are shown; RFC 5322 section 2.1.1 allows 998.
const MAX_LINE: usize = 16 << 10;

/// Who wrote a part of the header.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Ours,
    Border,
    Claimed,
    Unknown,
}

impl Part {
    /// The heading, the letter in the margin, and the ink of both.
    fn face(self) -> (&'static str, &'static str, Ink) {
        match self {
            Self::Ours => ("added by your side", "+", GOOD),
            Self::Border => ("added by your side: the trust boundary", "=", BOLD),
            Self::Claimed => ("sender-supplied from here on (unverified)", "?", DOUBT),
            Self::Unknown => ("no trust boundary found: nothing is verified", "?", DIM),
        }
    }
}

/// One character as it is shown, and the byte that it begins at.
struct Cell {
    at: usize,
    text: String,
    width: usize,
}

pub(in crate::render) fn write(report: &Report, canvas: &mut Canvas) {
    let bytes = &report.header.bytes;
    let border = border(report);
    let mut part = None;
    let (mut lines, mut room) = (0, MAX_ANNOTATED);
    for (start, end) in physical_lines(bytes) {
        if lines == MAX_LINES || room == 0 {
            canvas.put(DIM, "the rest of the header is not shown").end();
            break;
        }
        lines += 1;
        let most = room.min(MAX_LINE);
        let shown = start + most.min(end - start);
        room = room.saturating_sub(shown - start);
        let now = part_of(start, border);
        if part.replace(now) != Some(now) {
            heading(now, canvas);
        }
        line(report, Span::new(start, shown), lines, now, canvas);
        if shown < end {
            let rest = format!("the rest of this line is not shown: {} bytes", end - shown);
            canvas.blanks(MARGIN).put(DIM, &rest).end();
        }
    }
    without_place(report, canvas);
}

fn border(report: &Report) -> Option<Span> {
    let boundary = report.route.boundary.as_ref()?;
    let hop = report
        .route
        .hops
        .iter()
        .find(|hop| hop.index == boundary.hop)?;
    hop.span
}

fn part_of(start: usize, border: Option<Span>) -> Part {
    match border {
        None => Part::Unknown,
        Some(border) if start < border.start => Part::Ours,
        Some(border) if start < border.end => Part::Border,
        Some(_) => Part::Claimed,
    }
}

/// The lines without their ends.
fn physical_lines(bytes: &[u8]) -> impl Iterator<Item = (usize, usize)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        if at >= bytes.len() {
            return None;
        }
        let start = at;
        let end = memchr::memchr2(b'\n', b'\r', &bytes[at..]).map_or(bytes.len(), |len| at + len);
        at = end;
        // CRLF, CR CR LF, LF and CR all end one line.
        while bytes.get(at) == Some(&b'\r') && at < end + 2 {
            at += 1;
        }
        if bytes.get(at) == Some(&b'\n') {
            at += 1;
        }
        Some((start, end))
    })
}

fn heading(part: Part, canvas: &mut Canvas) {
    let (title, _, ink) = part.face();
    let rule = canvas.symbols().rule.repeat(2);
    canvas
        .blanks(MARGIN - 2)
        .put(ink, &rule)
        .blanks(1)
        .put(ink, title)
        .end();
}

/// Columns of the line number, the mark and the blanks around.
const MARGIN: usize = 8;

fn line(report: &Report, span: Span, number: usize, part: Part, canvas: &mut Canvas) {
    let cells = cells(span, &report.header.bytes, canvas);
    let room = canvas.width().saturating_sub(MARGIN + 1).max(20);
    let notes = notes(report, span);
    let (_, mark, ink) = part.face();
    let mut first = true;
    for row in rows(&cells, room) {
        let label = if first {
            format!("{number:>5}")
        } else {
            " ".repeat(5)
        };
        canvas.put(DIM, &label).blanks(1).put(ink, mark).blanks(1);
        for cell in row {
            let is_marked = notes
                .iter()
                .any(|note| note.span.start <= cell.at && cell.at < note.span.end);
            canvas.put(if is_marked { BOLD } else { PLAIN }, &cell.text);
        }
        canvas.end();
        first = false;
        let begins = row.first().map_or(span.start, |cell| cell.at);
        let ends = row.last().map_or(span.end, |cell| cell.at + 1);
        for note in &notes {
            carets(note, row, canvas);
            // The label stands under the row on which the place ends.
            let end = note.span.end.min(span.end).max(note.span.start + 1);
            if begins < end && end <= ends.max(begins + 1) || (row.is_empty() && first) {
                label_of(note, canvas);
            }
        }
    }
}

struct Note<'r> {
    finding: &'r FindingReport,
    /// The part of the place on this line.
    span: Span,
    /// Whether the place begins on this line: there it is labeled.
    begins: bool,
}

/// The findings that mark something on a line.
fn notes(report: &Report, line: Span) -> Vec<Note<'_>> {
    let places = report.findings.iter().flat_map(|finding| {
        finding
            .evidence
            .iter()
            .map(move |place| (finding, place.span))
    });
    places
        .filter(|(_, span)| span.start < line.end.max(line.start + 1) && span.end > line.start)
        .map(|(finding, span)| Note {
            finding,
            span: Span::new(span.start.max(line.start), span.end.min(line.end)),
            begins: span.start >= line.start,
        })
        .take(MAX_UNDER_LINE)
        .collect()
}

fn carets(note: &Note<'_>, row: &[Cell], canvas: &mut Canvas) {
    let is_marked = |cell: &&Cell| note.span.start <= cell.at && cell.at < note.span.end;
    let is_blank = |cell: &&Cell| cell.text.trim().is_empty();
    let lead: usize = row
        .iter()
        .take_while(|cell| !is_marked(cell) || is_blank(cell))
        .map(|cell| cell.width)
        .sum();
    let marked = row
        .iter()
        .skip_while(|cell| !is_marked(cell) || is_blank(cell))
        .take_while(is_marked);
    let width: usize = marked.map(|cell| cell.width).sum();
    if width == 0 || !note.begins {
        return;
    }
    let caret = canvas.symbols().caret.repeat(width);
    canvas
        .blanks(MARGIN + lead)
        .put(severity_ink(note.finding.severity), &caret)
        .end();
}

fn label_of(note: &Note<'_>, canvas: &mut Canvas) {
    if !note.begins {
        return;
    }
    let finding = note.finding;
    let label = format!(
        "{} {} {}: {}",
        finding.severity.word(),
        finding.code,
        finding.name,
        finding.detail
    );
    let label = canvas.safe(&label);
    let columns = canvas.width().saturating_sub(MARGIN + 3).max(20);
    for (at, line) in text::wrap(&label, columns).iter().enumerate() {
        canvas
            .blanks(MARGIN + if at == 0 { 0 } else { 2 })
            .put(severity_ink(finding.severity), line)
            .end();
    }
}

fn without_place(report: &Report, canvas: &mut Canvas) {
    let mut rest = report
        .findings
        .iter()
        .filter(|finding| finding.evidence.is_empty())
        .peekable();
    if rest.peek().is_none() {
        return;
    }
    canvas.title("FINDINGS WITHOUT A PLACE IN THE HEADER", "");
    for finding in rest {
        label_of(
            &Note {
                finding,
                span: Span::default(),
                begins: true,
            },
            canvas,
        );
    }
}

/// The characters of a line, each made harmless.
fn cells(span: Span, bytes: &[u8], canvas: &Canvas) -> Vec<Cell> {
    let mut cells = Vec::with_capacity(span.len());
    let mut at = span.start;
    let mut add = |at: usize, text: String| {
        let width = text::width(&text);
        cells.push(Cell { at, text, width });
    };
    for chunk in span.of(bytes).utf8_chunks() {
        for c in chunk.valid().chars() {
            let text = canvas.safe(c.encode_utf8(&mut [0; 4]));
            add(at, text);
            at += c.len_utf8();
        }
        for byte in chunk.invalid() {
            add(at, escape::terminal_bytes(&[*byte], false));
            at += 1;
        }
    }
    cells
}

/// The cells in rows of so many columns; an empty line is one empty row.
fn rows(cells: &[Cell], columns: usize) -> Vec<&[Cell]> {
    let mut rows = Vec::new();
    let (mut start, mut used) = (0, 0);
    for (at, cell) in cells.iter().enumerate() {
        if used + cell.width > columns && at > start {
            rows.push(&cells[start..at]);
            (start, used) = (at, 0);
        }
        used += cell.width;
    }
    rows.push(&cells[start..]);
    rows
}

#[cfg(test)]
mod tests {
    use crate::render::{Format, Style, render};
    use crate::{Analyzer, Known, Settings};

    fn annotated(raw: &str) -> String {
        let analyzer = Analyzer::new(Settings::default()).unwrap();
        let report = analyzer.analyze(raw.as_bytes(), &Known::default()).unwrap();
        String::from_utf8(render(&report, Format::Annotated, &Style::default())).unwrap()
    }

    const RAW: &str = "Received: from client.test ([192.0.2.7]) by mx.example.net with ESMTPS id 1;\r\n\
        \x20Sat, 02 May 2026 10:00:09 +0000\r\n\
        Message-ID: <1@a.test>\r\nDate: Sat, 02 May 2026 10:00:00 +0000\r\n\
        From: PayPal <x@a.test>\r\n\r\n";

    #[test]
    fn carets_stand_under_the_bytes() {
        let text = annotated(RAW);
        let lines: Vec<&str> = text.lines().collect();
        let at = lines
            .iter()
            .position(|line| line.contains("From: PayPal"))
            .unwrap();
        let column = lines[at].find("PayPal").unwrap();
        assert_eq!(lines[at + 1], format!("{}^^^^^^", " ".repeat(column)));
        assert!(
            lines[at + 2].contains("warning IDN002 display-name-brand"),
            "{text}"
        );
    }

    #[test]
    fn parts_are_told_apart_without_color() {
        let text = annotated(RAW);
        let border = text.find("added by your side: the trust boundary").unwrap();
        assert!(border < text.find("sender-supplied from here on").unwrap());
        assert!(
            text.contains("    1 = Received:") && text.contains("? From:"),
            "{text}"
        );
    }

    #[test]
    fn what_is_shown_of_a_long_line_is_bounded() {
        for unit in ["a", "\u{1}", "\u{301}"] {
            let long = unit.repeat(2 << 20);
            let text = annotated(&format!(
                "From: a@a.test\r\nSubject: {long}\r\nX-A: {long}\r\n\r\n"
            ));
            assert!(
                text.contains("is not shown") && text.len() < 4 << 20,
                "{}",
                text.len()
            );
        }
    }

    #[test]
    fn no_escape_of_the_message_gets_through() {
        let text = annotated("From: a@a.test\r\nSubject: \x1b[31mred \u{202e}\r\n\r\n");
        assert!(
            !text.contains('\u{1b}') && !text.contains('\u{202e}'),
            "{text:?}"
        );
    }
}
