//! The fields of a part that say what it is, read as mail-parser reads them, and no others.

use crate::limits::MAX_TYPE_FIELD;
use mail_parser::parsers::MessageStream;
use mail_parser::{ContentType, HeaderValue};
use std::borrow::Cow;

/// What the header of a part says of it. Of fields that are repeated the last counts.
#[derive(Default)]
pub(crate) struct Fields<'m> {
    content_type: Option<ContentType<'m>>,
    disposition: Option<ContentType<'m>>,
    encoding: Option<Cow<'m, str>>,
    has_id: bool,
}

/// What was read of a header.
pub(super) struct Header<'m> {
    pub fields: Fields<'m>,
    /// Where it ends.
    pub end: usize,
    /// Whether an empty line ends it.
    pub is_ended: bool,
    /// Whether there is any field.
    pub has_any: bool,
    /// Whether a field was too long to be read.
    pub is_cut: bool,
}

/// A field that matters, or whose end mail-parser finds in its own way.
#[derive(Clone, Copy)]
enum Kind {
    Type,
    Disposition,
    Encoding,
    Id,
    Text,
}

/// Their names, in lower case.
const NAMES: &[(&[u8], Kind)] = &[
    (b"content-type", Kind::Type),
    (b"content-disposition", Kind::Disposition),
    (b"content-transfer-encoding", Kind::Encoding),
    (b"content-id", Kind::Id),
    (b"content-description", Kind::Text),
    (b"content-location", Kind::Text),
];

impl<'m> Header<'m> {
    /// Reads the header that begins at a place.
    pub fn read(source: &'m [u8], start: usize) -> Self {
        let mut header = Self {
            fields: Fields::default(),
            end: source.len(),
            is_ended: false,
            has_any: false,
            is_cut: false,
        };
        let mut at = start;
        while let Some(byte) = source.get(at) {
            match byte {
                b'\n' => {
                    header.end = at + 1;
                    header.is_ended = true;
                    break;
                }
                byte if byte.is_ascii_whitespace() => at += 1,
                _ => at = header.field(source, at),
            }
        }
        header
    }

    /// Reads the field that begins at a place, or passes over a line that is none; gives where it ends.
    fn field(&mut self, source: &'m [u8], start: usize) -> usize {
        let is_lead = |byte: &u8| *byte == b':' || byte.is_ascii_whitespace() && *byte != b'\n';
        let lead = source[start..].iter().take_while(|byte| is_lead(byte));
        let start = start + lead.count();
        let Some(first) = source.get(start) else {
            return start;
        };
        let colon = match memchr::memchr2(b':', b'\n', &source[start..]) {
            Some(found) if source[start + found] == b'\n' => return start + found + 1,
            Some(found) => start + found,
            None => source.len(),
        };
        self.has_any = true;
        let value = source.len().min(colon + 1);
        let kind = if first.eq_ignore_ascii_case(&b'c') {
            kind(&source[start..colon])
        } else {
            None
        };
        match kind {
            Some(kind) => self.fill(source, value, kind),
            None => field_end(source, value),
        }
    }

    /// Reads a value; gives where it ends.
    fn fill(&mut self, source: &'m [u8], start: usize, kind: Kind) -> usize {
        let mut stream = MessageStream::new(&source[start..]);
        let fields = &mut self.fields;
        match kind {
            Kind::Type | Kind::Disposition => {
                let end = field_end(source, start);
                let given = if end - start > MAX_TYPE_FIELD {
                    self.is_cut = true;
                    beginning(&source[start..end])
                } else {
                    content_type(stream.parse_content_type())
                };
                match kind {
                    Kind::Type => fields.content_type = given,
                    _ => fields.disposition = given,
                }
                return end;
            }
            Kind::Encoding => fields.encoding = text(stream.parse_unstructured()),
            Kind::Id => fields.has_id = stream.parse_id().as_text().is_some(),
            Kind::Text => drop(stream.parse_unstructured()),
        }
        start + stream.offset()
    }
}

/// What a long field says at its beginning.
fn beginning(value: &[u8]) -> Option<ContentType<'static>> {
    let mut seen = value[..MAX_TYPE_FIELD].to_vec();
    // What is not read is white space, in which a text in quotes does not end.
    let rest = value[MAX_TYPE_FIELD..].trim_ascii_end().len();
    seen.resize(MAX_TYPE_FIELD + rest, b' ');
    seen.push(b'\n');
    let value = MessageStream::new(&seen).parse_content_type();
    content_type(value.into_owned())
}

fn content_type(value: HeaderValue<'_>) -> Option<ContentType<'_>> {
    match value {
        HeaderValue::ContentType(given) => Some(given),
        _ => None,
    }
}

fn text(value: HeaderValue<'_>) -> Option<Cow<'_, str>> {
    match value {
        HeaderValue::Text(text) => Some(text),
        _ => None,
    }
}

/// Which field has this name. White space in it is passed over.
fn kind(name: &[u8]) -> Option<Kind> {
    let found = NAMES.iter().find(|(known, _)| {
        let bare = name.iter().filter(|byte| !byte.is_ascii_whitespace());
        bare.map(u8::to_ascii_lowercase).eq(known.iter().copied())
    })?;
    Some(found.1)
}

/// Where a field ends: behind the line end that no white space follows.
fn field_end(source: &[u8], value: usize) -> usize {
    let is_last = |end: &usize| !matches!(source.get(value + end + 1), Some(b' ' | b'\t'));
    let ends = memchr::memchr_iter(b'\n', &source[value..]).find(is_last);
    ends.map_or(source.len(), |end| value + end + 1)
}

impl<'m> Fields<'m> {
    /// The type and its parameters.
    pub fn content_type(&self) -> Option<&ContentType<'m>> {
        self.content_type.as_ref()
    }

    /// The disposition and its parameters.
    pub fn disposition(&self) -> Option<&ContentType<'m>> {
        self.disposition.as_ref()
    }

    /// The value of Content-Transfer-Encoding.
    pub fn encoding(&self) -> Option<&str> {
        self.encoding.as_deref()
    }

    /// Whether there is a Content-ID.
    pub fn has_id(&self) -> bool {
        self.has_id
    }

    /// The name of the file that the part is.
    pub fn file_name(&self) -> Option<&str> {
        self.disposition()
            .and_then(|given| given.attribute("filename"))
            .or_else(|| self.content_type()?.attribute("name"))
    }

    /// Whether the type has these two halves.
    pub fn is(&self, main: &str, sub: &str) -> bool {
        self.content_type()
            .is_some_and(|given| given.ctype() == main && given.subtype() == Some(sub))
    }
}
