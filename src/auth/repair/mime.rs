//! As much of MIME as the search needs: where parts begin and end, and how they are encoded (RFC 2045, RFC 2046).

use super::search::lines;
use crate::auth::canonical::find_crlf;
use crate::codec::multipart::delimiters;
use crate::limits::MAX_REPAIR_PARTS;
use std::ops::Range;

/// How a body is encoded for transfer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    /// 7bit, 8bit, binary, or not said.
    Plain,
    QuotedPrintable,
    Base64,
}

/// What a header says about the body below it.
#[derive(Clone, Debug)]
pub(super) struct Entity {
    /// For a multipart.
    pub boundary: Option<Vec<u8>>,
    pub encoding: Encoding,
}

impl Entity {
    /// Reads it off two field values.
    pub fn new(content_type: Option<&[u8]>, encoding: Option<&[u8]>) -> Self {
        let is = |word: &str| {
            encoding.is_some_and(|value| value.trim_ascii().eq_ignore_ascii_case(word.as_bytes()))
        };
        Self {
            boundary: content_type
                .filter(|value| starts_with_ignore_case(value.trim_ascii_start(), b"multipart/"))
                .and_then(|value| parameter(value, b"boundary")),
            encoding: if is("base64") {
                Encoding::Base64
            } else if is("quoted-printable") {
                Encoding::QuotedPrintable
            } else {
                Encoding::Plain
            },
        }
    }

    /// Splits a part into what its header says and where its body begins.
    pub fn of_part(part: &[u8]) -> (Self, usize) {
        let mut fields: Vec<(&[u8], Vec<u8>)> = Vec::new();
        let mut start = part.len();
        for (line, end) in lines(part) {
            if line.is_empty() {
                start = end;
                break;
            }
            if line[0] == b' ' || line[0] == b'\t' {
                if let Some((_, value)) = fields.last_mut() {
                    value.extend_from_slice(line);
                }
            } else if let Some(colon) = memchr::memchr(b':', line) {
                fields.push((line[..colon].trim_ascii(), line[colon + 1..].to_vec()));
            }
        }
        let value = |name: &str| {
            fields
                .iter()
                .find(|(field, _)| field.eq_ignore_ascii_case(name.as_bytes()))
                .map(|(_, value)| value.as_slice())
        };
        let entity = Self::new(value("content-type"), value("content-transfer-encoding"));
        (entity, start)
    }
}

/// Where the pieces of a multipart stand.
#[derive(Clone, Debug)]
pub(super) struct Multipart {
    /// Each part with its header, without the CRLF before the next delimiter.
    pub parts: Vec<Range<usize>>,
    /// Where the delimiter line before each part begins.
    pub delimiters: Vec<usize>,
    /// Where the closing delimiter begins and the text behind it, if there is one.
    pub close: Option<Range<usize>>,
}

impl Multipart {
    /// Where the delimiter begins behind which no other part does.
    pub fn last_delimiter(&self) -> usize {
        let last = self.delimiters.last().copied().unwrap_or_default();
        self.close.as_ref().map_or(last, |close| close.start)
    }
}

/// Finds the parts of a multipart body.
pub(super) fn split(body: &[u8], boundary: &[u8]) -> Multipart {
    let mut found = Multipart {
        parts: Vec::new(),
        delimiters: Vec::new(),
        close: None,
    };
    let mut part_start = None;
    for delimiter in delimiters(body, boundary) {
        // Behind one that closes, some write more.
        if !(delimiter.closes || delimiter.is_whole) {
            continue;
        }
        let Range { start, end } = delimiter.line;
        if let Some(from) = part_start.take() {
            // The CRLF before a delimiter belongs to it.
            found.parts.push(from..start.saturating_sub(2).max(from));
        }
        if delimiter.closes {
            found.close = Some(start..end);
            break;
        }
        if found.parts.len() == MAX_REPAIR_PARTS {
            return found;
        }
        found.delimiters.push(start);
        part_start = Some(end);
    }
    if let Some(from) = part_start {
        found.parts.push(from..body.len());
    }
    found
}

fn starts_with_ignore_case(text: &[u8], prefix: &[u8]) -> bool {
    text.get(..prefix.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}

/// A parameter of a Content-Type.
pub(super) fn parameter(value: &[u8], name: &[u8]) -> Option<Vec<u8>> {
    let mut rest = value;
    while let Some(at) = memchr::memchr(b';', rest) {
        rest = rest[at + 1..].trim_ascii_start();
        if !starts_with_ignore_case(rest, name) {
            continue;
        }
        let Some(text) = rest[name.len()..].trim_ascii_start().strip_prefix(b"=") else {
            continue;
        };
        let text = text.trim_ascii_start();
        let value = match text.strip_prefix(b"\"") {
            Some(quoted) => quoted.split(|&byte| byte == b'"').next()?,
            None => text
                .split(|byte| byte.is_ascii_whitespace() || *byte == b';')
                .next()?,
        };
        return (!value.is_empty()).then(|| value.to_vec());
    }
    None
}

/// Text with CRLF line ends, whatever they were.
pub(super) fn with_crlf(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len() + text.len() / 32);
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'\n', &text[at..]) {
        let end = at + found;
        let line = &text[at..end];
        out.extend_from_slice(line.strip_suffix(b"\r").unwrap_or(line));
        out.extend_from_slice(b"\r\n");
        at = end + 1;
    }
    out.extend_from_slice(&text[at..]);
    out
}

/// Text with LF line ends.
pub(super) fn with_lf(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut at = 0;
    while let Some(end) = find_crlf(text, at) {
        out.extend_from_slice(&text[at..end]);
        out.push(b'\n');
        at = end + 2;
    }
    out.extend_from_slice(&text[at..]);
    out
}
