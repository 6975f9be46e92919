//! One header field: name, raw value, unfolded views.

use super::Span;
use crate::codec::{charset, encoded_word};
use memchr::{memchr, memchr2, memchr2_iter};
use std::borrow::Cow;

/// A header field as it stands in the message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeaderField<'a> {
    pub(super) name: &'a str,
    pub(super) raw: &'a [u8],
    pub(super) span: Span,
    pub(super) value: Span,
}

impl<'a> HeaderField<'a> {
    /// The field that stands in a header at a place that its reader noted.
    pub(crate) fn at(header: &'a [u8], span: Span) -> Option<Self> {
        let raw = header.get(span.start..span.end)?;
        let colon = field_colon(raw)?;
        Some(Self {
            name: std::str::from_utf8(raw[..colon].trim_ascii_end()).ok()?,
            raw,
            span,
            value: Span::new(span.start + colon + 1, span.end),
        })
    }

    /// The name as written, without white space before the colon.
    pub fn name(&self) -> &'a str {
        self.name
    }

    /// Whether the field has this name; names are compared without case (RFC 5322 section 1.2.2).
    #[inline]
    pub fn is(&self, name: &str) -> bool {
        // Most are told by their length.
        self.name.len() == name.len() && self.name.eq_ignore_ascii_case(name)
    }

    /// The whole field with name, colon, folding and its final line end.
    pub fn raw(&self) -> &'a [u8] {
        self.raw
    }

    /// Everything behind the colon, folding kept, without the final line end.
    pub fn raw_value(&self) -> &'a [u8] {
        &self.raw[self.value.start - self.span.start..self.value.end - self.span.start]
    }

    /// Where the whole field stands, its final line end included.
    pub fn span(&self) -> Span {
        self.span
    }

    /// Where [`Self::raw_value`] stands.
    pub fn value_span(&self) -> Span {
        self.value
    }

    /// Where the name and the value stand, without the final line end.
    pub fn text_span(&self) -> Span {
        Span::new(self.span.start, self.value.end)
    }

    /// The value with line ends removed (RFC 5322 section 2.2.3) and white space at both ends cut. Copies only when
    /// there is a line end within.
    pub fn unfolded(&self) -> Cow<'a, [u8]> {
        let value = self.raw_value().trim_ascii();
        if memchr2(b'\n', b'\r', value).is_none() {
            return Cow::Borrowed(value);
        }
        let mut out = Vec::with_capacity(value.len());
        let mut kept = 0;
        for at in memchr2_iter(b'\n', b'\r', value) {
            // A CR goes with its LF; one that folds nothing is data, unless CR is what ends the lines here.
            let folds = value[at] == b'\n'
                || matches!(value.get(at + 1), Some(b'\n' | b'\r' | b' ' | b'\t'));
            if folds {
                out.extend_from_slice(&value[kept..at]);
                kept = at + 1;
            }
        }
        out.extend_from_slice(&value[kept..]);
        Cow::Owned(out)
    }

    /// [`Self::unfolded`] as text; bytes that are no UTF-8 become U+FFFD. Control characters are still in it.
    pub fn text(&self) -> Cow<'a, str> {
        charset::utf8(self.unfolded())
    }
}

/// The offset of the colon behind a field name (RFC 5322 section 3.6.8: printable ASCII; section 4.5: white space may
/// stand before the colon). `None` if the line begins no field.
pub(super) fn field_colon(line: &[u8]) -> Option<usize> {
    let colon = memchr(b':', line)?;
    let mut name = &line[..colon];
    while let [front @ .., b' ' | b'\t'] = name {
        name = front;
    }
    let is_name = !name.is_empty() && name.iter().all(|byte| matches!(byte, 33..=126));
    is_name.then_some(colon)
}

/// A value with its encoded words decoded, as Subject has them.
pub fn decoded_text(field: &HeaderField<'_>) -> String {
    encoded_word::decode(&field.unfolded())
}
