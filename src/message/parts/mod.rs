//! The parts of a message (RFC 2046 section 5.1), each where mail-parser finds it: who reads a part of a message finds it
//! in the same place whatever else reads it. Nothing is decoded to find them, and a message within another is a part
//! with bytes, which the caller opens by itself, as deep as he likes.

mod content;
mod fields;

pub(crate) use content::Content;
pub(crate) use fields::Fields;

use crate::limits::{MAX_DELIMITERS, MAX_MESSAGES, MAX_STRAY};
use fields::Header;
use mail_parser::ContentType;
use memchr::memmem::Finder;
use std::ops::Range;

/// The parts of a message.
pub(crate) struct Parts<'m> {
    source: &'m [u8],
    list: Vec<Part<'m>>,
    is_cut: bool,
}

/// One of them.
pub(crate) struct Part<'m> {
    /// What its header says.
    pub fields: Fields<'m>,
    /// Where its body stands.
    body: Range<usize>,
    /// What ends it.
    end: End,
    kind: Kind,
}

/// What ends a part.
#[derive(Clone, Debug, PartialEq, Eq)]
enum End {
    /// A delimiter, without the rest of its line.
    Delimiter(Range<usize>),
    /// The end of the message, as it should.
    Message,
    /// The same, where a delimiter should.
    Missing,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Kind {
    /// The places of its parts in the list.
    Multipart(Vec<usize>),
    Html,
    Text,
    File,
}

/// How far behind its header the first delimiter of a multipart stands at most, where others are lacking. What precedes
/// it is a line or two.
const NEAR: usize = 64 * 1024;

/// A multipart that is not closed yet.
struct Open {
    /// Its place in the list.
    id: usize,
    delimiter: Finder<'static>,
    parts: Vec<usize>,
}

impl Open {
    /// The next delimiter from here on.
    fn find(&self, source: &[u8], from: usize) -> Option<Range<usize>> {
        let start = from + self.delimiter.find(source.get(from..)?)?;
        Some(start..start + self.delimiter.needle().len())
    }
}

impl<'m> Parts<'m> {
    /// Finds the parts of a message, header included; `None` where there is nothing.
    pub fn of(source: &'m [u8]) -> Option<Self> {
        let mut reader = Reader {
            found: Self {
                source,
                list: Vec::new(),
                is_cut: false,
            },
            open: Vec::new(),
            messages: 0,
            stray: 0,
        };
        let mut at = 0;
        while let Some(next) = reader.part(at) {
            at = next;
        }
        // What the message ends within.
        while let Some(open) = reader.open.pop() {
            reader.found.close(open, source.len());
        }
        let mut found = reader.found;
        found.list.first_mut()?.body.end = source.len();
        Some(found)
    }

    /// The message itself.
    pub fn root(&self) -> &Part<'m> {
        &self.list[0]
    }

    /// Whether not all parts were looked for, or a type was not read to its end.
    pub fn is_cut(&self) -> bool {
        self.is_cut
    }

    /// The parts of a part; `None` for one that is no multipart.
    pub fn within<'a>(&'a self, part: &'a Part<'m>) -> Option<impl Iterator<Item = &'a Part<'m>>> {
        match &part.kind {
            Kind::Multipart(ids) => Some(ids.iter().filter_map(|id| self.list.get(*id))),
            _ => None,
        }
    }

    /// The bytes of a part as they stand.
    pub fn raw(&self, part: &Part<'m>) -> &'m [u8] {
        self.source.get(part.body.clone()).unwrap_or_default()
    }

    /// Whether nothing but white space follows a part.
    pub fn is_last(&self, part: &Part<'m>) -> bool {
        let rest = self.source.get(part.body.end..).unwrap_or_default();
        rest.trim_ascii_start().is_empty()
    }

    fn close(&mut self, open: Open, end: usize) {
        let part = &mut self.list[open.id];
        part.body.end = end;
        part.kind = Kind::Multipart(open.parts);
    }
}

impl Part<'_> {
    /// Whether it is a message; `in_digest` says that its type is that by default (RFC 2046 section 5.1.5).
    pub fn is_message(&self, in_digest: bool) -> bool {
        match self.fields.content_type() {
            Some(_) => self.fields.is("message", "rfc822") || self.fields.is("message", "global"),
            None => in_digest,
        }
    }

    /// Whether its parts are messages by default.
    pub fn is_digest(&self) -> bool {
        self.fields.is("multipart", "digest")
    }
}

struct Reader<'m> {
    found: Parts<'m>,
    open: Vec<Open>,
    messages: usize,
    /// How many multiparts had no delimiter.
    stray: usize,
}

impl<'m> Reader<'m> {
    /// Reads a part whose header begins here; gives where the next begins.
    fn part(&mut self, at: usize) -> Option<usize> {
        let source = self.found.source;
        let id = self.found.list.len();
        let header = Header::read(source, at);
        let body = header.end;
        self.found.is_cut |= header.is_cut;
        if !header.is_ended {
            if id == 0 && header.has_any {
                // A header and nothing else.
                self.push(header.fields, body..body, End::Missing, Kind::Text);
            }
            return None;
        }
        let fields = header.fields;
        let is_message = |given: &ContentType<'_>| given.ctype() == "message";
        self.messages += usize::from(fields.content_type().is_some_and(is_message));
        if id > MAX_DELIMITERS || self.messages > MAX_MESSAGES {
            self.found.is_cut = true;
            return None;
        }
        let mut kind = kind(&fields);
        if let Some(delimiter) = delimiter(&fields) {
            let open = Open {
                id,
                delimiter: Finder::new(&delimiter).into_owned(),
                parts: Vec::new(),
            };
            if delimiter.len() > 2
                && let Some(first) = self.first(&open, body)
            {
                self.push(fields, body..body, End::Message, kind);
                self.open.push(open);
                return Some(past_line(source, first.end));
            }
            // What has no parts is a text.
            kind = Kind::Text;
        }
        let Some(open) = self.open.last() else {
            self.push(fields, body..source.len(), End::Message, kind);
            return None;
        };
        let Some(delimiter) = open.find(source, body) else {
            self.push(fields, body..source.len(), End::Missing, kind);
            return None;
        };
        let next = delimiter.end;
        let text = body..before_line_end(source, body, delimiter.start);
        self.push(fields, text, End::Delimiter(delimiter), kind);
        self.behind(next)
    }

    fn push(&mut self, fields: Fields<'m>, body: Range<usize>, end: End, kind: Kind) {
        if let Some(open) = self.open.last_mut() {
            open.parts.push(self.found.list.len());
        }
        self.found.list.push(Part {
            fields,
            body,
            end,
            kind,
        });
    }

    /// The first delimiter of a multipart whose body begins here.
    fn first(&mut self, open: &Open, body: usize) -> Option<Range<usize>> {
        let source = self.found.source;
        if self.stray < MAX_STRAY {
            let first = open.find(source, body);
            self.stray += usize::from(first.is_none());
            return first;
        }
        // Many that have none must not each be searched for one to the end of the message.
        let near = &source[..source.len().min(body + NEAR)];
        let first = open.find(near, body);
        self.found.is_cut |= first.is_none();
        first
    }

    /// Looks what follows a delimiter; gives where the next part begins.
    fn behind(&mut self, delimiter: usize) -> Option<usize> {
        let source = self.found.source;
        let mut at = delimiter;
        loop {
            let Some(end) = closing(source, at) else {
                return Some(past_delimiter(source, at));
            };
            let closed = self.open.pop()?;
            let next = self.open.last().and_then(|outer| outer.find(source, end));
            let Some(next) = next else {
                self.found.close(closed, end);
                // What encloses it is not closed.
                return None;
            };
            let line = memchr::memrchr(b'\n', &source[end..next.start])
                .map_or(end, |line| before_line_end(source, end, end + line + 1));
            self.found.close(closed, line);
            at = next.end;
        }
    }
}

/// What stands in front of each part of a multipart; `None` for another type, and for one without a boundary.
fn delimiter(fields: &Fields<'_>) -> Option<Vec<u8>> {
    let given = fields.content_type()?;
    let boundary = given.attribute("boundary")?;
    (given.ctype() == "multipart").then(|| [b"--", boundary.as_bytes()].concat())
}

/// What a part is by its type alone.
fn kind(fields: &Fields<'_>) -> Kind {
    match fields.content_type() {
        Some(given) if given.ctype() != "text" => Kind::File,
        Some(given) if given.subtype() == Some("html") => Kind::Html,
        _ => Kind::Text,
    }
}

/// The end of a text, of which the line end before a delimiter is no part.
fn before_line_end(source: &[u8], start: usize, end: usize) -> usize {
    let text = &source[start..end];
    let Some(line) = text.strip_suffix(b"\n") else {
        return end;
    };
    start + line.strip_suffix(b"\r").unwrap_or(line).len()
}

/// Behind the `--` that closes a multipart, if it stands here.
fn closing(source: &[u8], at: usize) -> Option<usize> {
    source.get(at..)?.starts_with(b"--").then_some(at + 2)
}

/// Behind the rest of a delimiter's line, if nothing else stands on it.
fn past_delimiter(source: &[u8], at: usize) -> usize {
    match (source.get(at), source.get(at + 1)) {
        (Some(b'\r'), Some(b'\n')) => at + 2,
        (Some(b'\n'), _) => at + 1,
        (Some(byte), _) if byte.is_ascii_whitespace() => past_line(source, at + 1),
        _ => at,
    }
}

/// Behind white space, and the line end behind that.
fn past_line(source: &[u8], at: usize) -> usize {
    let is_blank = |byte: &&u8| matches!(byte, b'\r' | b' ' | b'\t');
    let end = at + source[at..].iter().take_while(is_blank).count();
    end + usize::from(source.get(end) == Some(&b'\n'))
}

#[cfg(test)]
mod tests;
