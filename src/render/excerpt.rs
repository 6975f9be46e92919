//! The line of the header that shows a finding, cut into what stands before the place, the place, and what stands behind it.

use super::defang::Defang;
use super::escape;
use crate::message::Span;
use crate::report::{Header, PlaceReport};

/// One line of the header. Bytes that are no UTF-8 are shown by their number; nothing is harmless yet.
pub(super) struct Excerpt {
    pub before: String,
    pub marked: String,
    pub after: String,
}

impl Excerpt {
    /// The line with its links broken.
    pub(super) fn defanged(&self, defang: Defang) -> Self {
        let mut parts = defang
            .parts(&[&self.before, &self.marked, &self.after])
            .into_iter();
        let mut next = || parts.next().unwrap_or_default();
        Self {
            before: next(),
            marked: next(),
            after: next(),
        }
    }
}

/// The physical line on which the place begins; `None` if the header does not hold it.
pub(super) fn excerpt(header: &Header, place: &PlaceReport) -> Option<Excerpt> {
    let bytes = &header.bytes;
    let field = header
        .fields
        .get(place.index)
        .filter(|span| span.end <= bytes.len())?;
    // A line that is no field stands behind the one that it is counted to.
    let is_within = field.start <= place.span.start && place.span.start <= field.end;
    let whole = Span::new(0, bytes.len());
    let field = if is_within { field } else { &whole };
    let start = place.span.start.clamp(field.start, field.end);
    let line_start = bytes[field.start..start]
        .iter()
        .rposition(|byte| is_end(*byte))
        .map_or(field.start, |at| field.start + at + 1);
    let line_end = bytes[start..field.end]
        .iter()
        .position(|byte| is_end(*byte))
        .map_or(field.end, |at| start + at);
    let end = place.span.end.clamp(start, line_end);
    let shown = |from: usize, to: usize| escape::lossless(&bytes[from..to]).into_owned();
    Some(Excerpt {
        before: shown(line_start, start),
        marked: shown(start, end),
        after: shown(end, line_end),
    })
}

fn is_end(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}
