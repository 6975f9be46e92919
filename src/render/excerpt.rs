//! The line of the header that shows a finding, cut into what stands before the place, the place, and what stands behind it.

use super::defang::Defang;
use super::escape;
use crate::limits::MAX_EXCERPT;
use crate::report::{Header, PlaceReport};
use crate::words::Span;

/// One line of the header. Bytes that are no UTF-8 are shown by their number; nothing is harmless yet.
pub(super) struct Excerpt {
    pub before: String,
    pub marked: String,
    pub after: String,
}

impl Excerpt {
    /// The line with its links broken.
    pub(super) fn defanged(&self, defang: Defang) -> Self {
        self.defanged_but(defang, &[])
    }

    /// The same; these names stay whole.
    pub(super) fn defanged_but(&self, defang: Defang, whole: &[String]) -> Self {
        let mut parts = defang
            .parts(&[&self.before, &self.marked, &self.after], whole)
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
    Some(Excerpt {
        before: last(&bytes[line_start..start]),
        marked: first(&bytes[start..end]),
        after: first(&bytes[end..line_end]),
    })
}

/// As much of the beginning as is shown.
fn first(bytes: &[u8]) -> String {
    let mut end = bytes.len().min(MAX_EXCERPT);
    while end < bytes.len() && is_inside(bytes, end) && end + 4 > MAX_EXCERPT {
        end -= 1;
    }
    let mut text = escape::lossless(&bytes[..end]).into_owned();
    if end < bytes.len() {
        text.push('…');
    }
    text
}

/// As much of the end as is shown.
fn last(bytes: &[u8]) -> String {
    let least = bytes.len().saturating_sub(MAX_EXCERPT);
    let mut start = least;
    while is_inside(bytes, start) && start < least + 4 {
        start += 1;
    }
    let text = escape::lossless(&bytes[start..]);
    if start == 0 {
        text.into_owned()
    } else {
        format!("…{text}")
    }
}

/// Whether a byte continues a character of UTF-8.
fn is_inside(bytes: &[u8], at: usize) -> bool {
    at > 0 && bytes.get(at).is_some_and(|byte| byte & 0xc0 == 0x80)
}

fn is_end(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_is_shown_in_part() {
        let text = "\u{e9}".repeat(10 << 20);
        for part in [first(text.as_bytes()), last(text.as_bytes())] {
            assert!(part.len() <= MAX_EXCERPT + 8 && part.contains('…'));
            assert!(part.chars().all(|c| matches!(c, '\u{e9}' | '…')));
        }
        assert_eq!(first(b"ab\xff"), "ab\\xff");
        assert_eq!(last(&[0x80; 5]), "\\x80".repeat(5));
    }
}
