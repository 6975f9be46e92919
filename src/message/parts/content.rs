//! What a part holds, decoded. A text that keeps to the letter of its encoding means one thing to all who read it and is
//! decoded by our own codecs; what does not is left to mail-parser.

use super::{End, Kind, Part, Parts};
use crate::codec::base64::{self, Rule};
use crate::codec::{charset, quoted_printable};
use mail_parser::parsers::MessageStream;
use std::borrow::Cow;

/// What a part that has no parts holds.
pub(crate) enum Content<'p> {
    /// A page.
    Html(Cow<'p, str>),
    /// A text of another kind.
    Text(Cow<'p, str>),
    /// Anything else.
    File(Cow<'p, [u8]>),
    /// What is not closed, or cannot be decoded.
    Broken,
}

impl<'m> Parts<'m> {
    /// Decodes a part that has no parts.
    pub fn content(&self, part: &Part<'m>) -> Content<'m> {
        let Some(bytes) = self.decoded(part) else {
            return Content::Broken;
        };
        let name = || part.fields.content_type()?.attribute("charset");
        match part.kind {
            Kind::Html => Content::Html(charset::to_the_letter(name(), bytes)),
            Kind::Text => Content::Text(charset::to_the_letter(name(), bytes)),
            Kind::File | Kind::Multipart(_) => Content::File(bytes),
        }
    }

    /// Whether a part is decoded, and can be.
    pub fn is_coded(&self, part: &Part<'m>) -> bool {
        coding(part).is_some() && self.decoded(part).is_some()
    }

    fn decoded(&self, part: &Part<'m>) -> Option<Cow<'m, [u8]>> {
        if part.end == End::Missing {
            return None;
        }
        let raw = self.raw(part);
        let Some(coding) = coding(part) else {
            return Some(Cow::Borrowed(raw));
        };
        let strict = match coding {
            // A form feed is white space to our reader, and none to mail-parser.
            Coding::Base64 if memchr::memchr(0x0c, raw).is_some() => None,
            Coding::Base64 => base64::decode(raw, Rule::Encoded),
            Coding::QuotedPrintable => quoted_printable::strict(raw),
        };
        if let Some(bytes) = strict {
            return Some(Cow::Owned(bytes));
        }
        let (end, bytes) = match coding {
            Coding::Base64 => {
                // Whether a `-` may stand before it depends on the delimiter.
                let (end, boundary) = match &part.end {
                    End::Delimiter(at) => (at.end, &self.source[at.start + 2..at.end]),
                    End::Message | End::Missing => (part.body.end, &b""[..]),
                };
                MessageStream::new(&self.source[part.body.start..end]).decode_base64_mime(boundary)
            }
            Coding::QuotedPrintable => {
                // Shown a delimiter, it takes away a line end before that, of which a soft one has added nothing.
                let text = match &part.end {
                    End::Delimiter(at) if at.start > part.body.end => without_blanks(raw),
                    _ => raw,
                };
                MessageStream::new(text).decode_quoted_printable_mime(b"")
            }
        };
        (end != usize::MAX).then_some(bytes)
    }
}

/// A text without the white space at the end of its last line.
fn without_blanks(text: &[u8]) -> &[u8] {
    let is_blank = |byte: &u8| byte.is_ascii_whitespace() && *byte != b'\n';
    let last = text.iter().rposition(|byte| !is_blank(byte));
    &text[..last.map_or(0, |at| at + 1)]
}

enum Coding {
    Base64,
    QuotedPrintable,
}

fn coding(part: &Part<'_>) -> Option<Coding> {
    let word = part.fields.encoding()?;
    if word.eq_ignore_ascii_case("base64") {
        Some(Coding::Base64)
    } else if word.eq_ignore_ascii_case("quoted-printable") {
        Some(Coding::QuotedPrintable)
    } else {
        None
    }
}
