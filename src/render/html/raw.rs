//! The header block with an anchor for every field, and marks with anchors where findings point.

use super::show::Show;
use crate::render::escape;
use crate::report::Report;
use crate::words::Span;
use crate::words::route::Trust;

/// The most fields that are shown. Mail has 20 to 150.
const MAX_FIELDS: usize = 1_000;
/// The most bytes of the header that are shown; escaped they are up to six times as many.
const MAX_BYTES: usize = 256 << 10;
/// The most bytes of one field.
const MAX_FIELD: usize = 16 << 10;

/// The part of the header that is shown.
pub(super) struct Raw {
    pub fields: Vec<RawField>,
    pub more_fields: usize,
    pub more_bytes: usize,
}

/// A field in pieces.
pub(super) struct RawField {
    /// Its index, topmost 0; its anchor is `h` and this.
    pub index: usize,
    /// Who added it, if it is a Received field of the route.
    pub trust: Option<Trust>,
    pub pieces: Vec<Piece>,
    /// Bytes that are left out at its end.
    pub cut: usize,
}

/// A stretch of a field; with anchors it is marked.
pub(super) struct Piece {
    pub text: String,
    pub anchors: Vec<String>,
    pub title: String,
}

/// The anchor of a finding's place.
pub(super) fn anchor(finding: usize, place: usize) -> String {
    format!("e{finding}-{place}")
}

/// How many of the fields are shown.
pub(super) fn shown_fields(report: &Report) -> usize {
    let mut bytes = 0;
    report
        .header
        .fields
        .iter()
        .take(MAX_FIELDS)
        .take_while(|span| {
            bytes += (span.end - span.start).min(MAX_FIELD);
            bytes <= MAX_BYTES
        })
        .count()
}

/// The field that begins at this byte or holds it.
pub(super) fn field_at(report: &Report, start: usize) -> Option<usize> {
    let fields = &report.header.fields;
    let at = fields
        .partition_point(|span| span.start <= start)
        .checked_sub(1)?;
    (start < fields[at].end.max(fields[at].start + 1)).then_some(at)
}

/// Whether a place can be linked to: its field is shown, and it begins before the field is cut.
pub(super) fn is_shown(report: &Report, shown: usize, index: usize, span: Span) -> bool {
    report.header.fields.get(index).is_some_and(|field| {
        index < shown && span.start >= field.start && span.start - field.start < MAX_FIELD
    })
}

/// A place that is marked.
struct Mark {
    span: Span,
    anchor: String,
    title: String,
}

/// `places` says how many findings and how many places of each are shown.
pub(super) fn of(report: &Report, show: Show<'_>, shown: usize, places: (usize, usize)) -> Raw {
    let header = &report.header;
    let mut marks: Vec<Vec<Mark>> = Vec::new();
    marks.resize_with(shown, Vec::new);
    for (at, finding) in report.findings.iter().enumerate().take(places.0) {
        for (number, place) in finding.evidence.iter().enumerate().take(places.1) {
            if is_shown(report, shown, place.index, place.span) {
                marks[place.index].push(Mark {
                    span: place.span,
                    anchor: anchor(at, number),
                    title: show.name_text(format!("{} {}", finding.code, finding.title)),
                });
            }
        }
    }
    let mut trust = vec![None; shown];
    for hop in &report.route.hops {
        let at = hop.span.and_then(|span| field_at(report, span.start));
        if let Some(at) = at.filter(|&at| at < shown) {
            trust[at] = Some(hop.trust);
        }
    }
    let fields: Vec<RawField> = marks
        .into_iter()
        .enumerate()
        .map(|(index, marks)| {
            let whole = header.fields[index];
            let field = Span::new(whole.start, whole.end.min(whole.start + MAX_FIELD));
            RawField {
                index,
                trust: trust[index],
                pieces: pieces(&header.bytes, field, marks, show),
                cut: whole.end - field.end,
            }
        })
        .collect();
    let rest = &header.fields[shown..];
    Raw {
        fields,
        more_fields: rest.len(),
        more_bytes: rest.iter().map(|span| span.end - span.start).sum(),
    }
}

/// A field cut at its marks; marks that overlap become one.
fn pieces(bytes: &[u8], field: Span, mut marks: Vec<Mark>, show: Show<'_>) -> Vec<Piece> {
    marks.sort_by_key(|mark| mark.span.start);
    let mut pieces: Vec<Piece> = Vec::new();
    let mut at = field.start;
    let mut marks = marks.into_iter().peekable();
    while let Some(mark) = marks.next() {
        let start = mark.span.start.clamp(at, field.end);
        let mut end = mark.span.end.clamp(start, field.end);
        let mut anchors = vec![mark.anchor];
        let mut title = mark.title;
        while let Some(next) = marks.next_if(|next| next.span.start < end) {
            end = end.max(next.span.end.min(field.end));
            anchors.push(next.anchor);
            title.push_str("; ");
            title.push_str(&next.title);
        }
        if start > at {
            pieces.push(plain(text(bytes, at, start)));
        }
        pieces.push(Piece {
            text: text(bytes, start, end),
            anchors,
            title,
        });
        at = end;
    }
    if at < field.end {
        pieces.push(plain(text(bytes, at, field.end)));
    }
    // Marks may cut a link in two: it is broken before it is cut.
    let texts: Vec<&str> = pieces.iter().map(|piece| piece.text.as_str()).collect();
    let broken = show.parts(&texts);
    for (piece, text) in pieces.iter_mut().zip(broken) {
        piece.text = text;
    }
    pieces
}

fn text(bytes: &[u8], start: usize, end: usize) -> String {
    let bytes = bytes.get(start..end).unwrap_or_default();
    escape::lossless(bytes).replace("\r\n", "\n")
}

fn plain(text: String) -> Piece {
    Piece {
        text,
        anchors: Vec::new(),
        title: String::new(),
    }
}
