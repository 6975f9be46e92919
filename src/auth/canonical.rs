//! Canonicalization of header fields and bodies, RFC 6376 section 3.4.
//!
//! All input here has CRLF line ends (see [`crate::message::to_crlf`]); a lone CR or LF is data like any other byte.

use serde::Serialize;

/// How much change on the way a signature bears.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Canonical {
    /// Almost none: only empty lines at the end of the body.
    Simple,
    /// White space may change.
    Relaxed,
}

impl Canonical {
    /// The word of the `c=` tag.
    pub fn word(self) -> &'static str {
        match self {
            Self::Simple => "simple",
            Self::Relaxed => "relaxed",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        match word {
            "simple" => Some(Self::Simple),
            "relaxed" => Some(Self::Relaxed),
            _ => None,
        }
    }
}

/// The `c=` tag: one for the header, one for the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Canonicalization {
    /// For header fields.
    pub header: Canonical,
    /// For the body.
    pub body: Canonical,
}

impl Canonicalization {
    /// Without a `c=` tag both are simple.
    pub const DEFAULT: Self = Self {
        header: Canonical::Simple,
        body: Canonical::Simple,
    };

    /// Relaxed for both.
    pub const RELAXED: Self = Self {
        header: Canonical::Relaxed,
        body: Canonical::Relaxed,
    };

    /// Reads a `c=` value; without `/` the body is simple.
    pub fn parse(value: &str) -> Option<Self> {
        let (header, body) = match value.split_once('/') {
            Some((header, body)) => (header, Canonical::parse(body)?),
            None => (value, Canonical::Simple),
        };
        Some(Self {
            header: Canonical::parse(header)?,
            body,
        })
    }
}

impl std::fmt::Display for Canonicalization {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.header.word(), self.body.word())
    }
}

impl Serialize for Canonicalization {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Appends a header field (name, colon, value and final CRLF) in canonical form, ending with CRLF
/// (RFC 6376 sections 3.4.1 and 3.4.2).
pub fn header_field(canonical: Canonical, field: &[u8], out: &mut Vec<u8>) {
    match canonical {
        Canonical::Simple => {
            out.extend_from_slice(field);
            if !field.ends_with(b"\r\n") {
                out.extend_from_slice(b"\r\n");
            }
        }
        Canonical::Relaxed => relaxed_field(field, out),
    }
}

fn relaxed_field(field: &[u8], out: &mut Vec<u8>) {
    let colon = memchr::memchr(b':', field).unwrap_or(field.len());
    let name = &field[..colon];
    let name_end = name
        .iter()
        .rposition(|&byte| !is_wsp(byte))
        .map_or(0, |at| at + 1);
    out.extend(name[..name_end].iter().map(u8::to_ascii_lowercase));
    out.push(b':');
    let value_start = out.len();
    let value = field.get(colon + 1..).unwrap_or_default();
    let mut blank = false;
    let mut at = 0;
    while let Some(&byte) = value.get(at) {
        if byte == b'\r' && value.get(at + 1) == Some(&b'\n') {
            at += 2;
            continue;
        }
        if is_wsp(byte) {
            blank = true;
        } else {
            if blank && out.len() > value_start {
                out.push(b' ');
            }
            blank = false;
            out.push(byte);
        }
        at += 1;
    }
    out.extend_from_slice(b"\r\n");
}

/// Passes a body in canonical form to `sink`, piece by piece (RFC 6376 sections 3.4.3 and 3.4.4).
pub fn body(canonical: Canonical, body: &[u8], mut sink: impl FnMut(&[u8])) {
    let mut lines = BodyLines::new(canonical);
    let mut at = 0;
    while at < body.len() {
        let end = find_crlf(body, at);
        lines.line(&body[at..end.unwrap_or(body.len())], &mut sink);
        at = end.map_or(body.len(), |end| end + 2);
    }
    lines.finish(&mut sink);
}

/// The canonical form of a body line by line, for those who want to look at it between two lines.
#[derive(Clone, Copy, Debug)]
pub struct BodyLines {
    canonical: Canonical,
    /// Empty lines seen and not yet passed on: they count only if another line follows.
    pending: usize,
    written: bool,
}

impl BodyLines {
    /// At the beginning of a body.
    pub fn new(canonical: Canonical) -> Self {
        Self {
            canonical,
            pending: 0,
            written: false,
        }
    }

    /// Passes on one line, given without its CRLF. A last line without CRLF gets one, as both canonicalizations want.
    pub fn line(&mut self, line: &[u8], sink: &mut impl FnMut(&[u8])) {
        let line = match self.canonical {
            Canonical::Simple => line,
            Canonical::Relaxed => trim_end_wsp(line),
        };
        if line.is_empty() {
            self.pending += 1;
            return;
        }
        self.flush(sink);
        match self.canonical {
            Canonical::Simple => sink(line),
            Canonical::Relaxed => relaxed_line(line, sink),
        }
        sink(b"\r\n");
        self.written = true;
    }

    /// Ends the body: empty lines at its end are left out; an empty simple body is one CRLF, an empty relaxed one is
    /// nothing.
    pub fn finish(&self, sink: &mut impl FnMut(&[u8])) {
        if !self.written && self.canonical == Canonical::Simple {
            sink(b"\r\n");
        }
    }

    fn flush(&mut self, sink: &mut impl FnMut(&[u8])) {
        const CRLFS: &[u8] = b"\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n";
        let mut left = std::mem::take(&mut self.pending) * 2;
        while left > 0 {
            let now = left.min(CRLFS.len());
            sink(&CRLFS[..now]);
            left -= now;
            self.written = true;
        }
    }
}

/// Whether a line that does not end in white space has no other than single blanks. Without branches.
fn is_relaxed(line: &[u8]) -> bool {
    let Some(rest) = line.get(1..) else {
        return true;
    };
    let odd = line.iter().zip(rest).fold(0, |odd, (&byte, &next)| {
        let is_double = u8::from(byte == b' ') & u8::from(is_wsp(next));
        odd | u8::from(byte == b'\t') | is_double
    });
    odd == 0
}

/// Every run of white space as one blank. The line has none at its end.
fn relaxed_line(line: &[u8], sink: &mut impl FnMut(&[u8])) {
    // Nearly all lines are so already, which is told for many bytes at once.
    if is_relaxed(line) {
        sink(line);
        return;
    }
    let (mut start, mut at) = (0, 0);
    while let Some(found) = memchr::memchr2(b' ', b'\t', &line[at..]) {
        let from = at + found;
        let run = line[from..]
            .iter()
            .take_while(|&&byte| is_wsp(byte))
            .count();
        at = from + run;
        if run == 1 && line[from] == b' ' {
            continue;
        }
        sink(&line[start..from]);
        sink(b" ");
        start = at;
    }
    sink(&line[start..]);
}

/// The offset of the next CRLF at or behind `from`.
pub fn find_crlf(bytes: &[u8], from: usize) -> Option<usize> {
    memchr::memchr_iter(b'\n', &bytes[from..])
        .map(|at| from + at)
        .find(|&at| at > from && bytes[at - 1] == b'\r')
        .map(|at| at - 1)
}

fn trim_end_wsp(line: &[u8]) -> &[u8] {
    let end = line.iter().rposition(|&byte| !is_wsp(byte));
    &line[..end.map_or(0, |at| at + 1)]
}

fn is_wsp(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

#[cfg(test)]
mod tests {
    use super::*;
    use Canonical::{Relaxed, Simple};

    fn body_of(canonical: Canonical, text: &str) -> String {
        let mut out = Vec::new();
        body(canonical, text.as_bytes(), |piece| {
            out.extend_from_slice(piece);
        });
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn bodies() {
        for (text, simple, relaxed) in [
            ("", "\r\n", ""),
            ("\r\n\r\n", "\r\n", ""),
            (" ", " \r\n", ""),
            (" \t\r\n\r\n", " \t\r\n", ""),
            ("a", "a\r\n", "a\r\n"),
            ("a\r\n\r\n\r\n", "a\r\n", "a\r\n"),
            ("a\r\n \r\n\t\r\n", "a\r\n \r\n\t\r\n", "a\r\n"),
            ("\r\n\r\na", "\r\n\r\na\r\n", "\r\n\r\na\r\n"),
            (" \r\na", " \r\na\r\n", "\r\na\r\n"),
            ("a \t b\t\r\n  c", "a \t b\t\r\n  c\r\n", "a b\r\n c\r\n"),
            ("a\tb\r\n", "a\tb\r\n", "a b\r\n"),
            ("a\rb\nc \r\r\n", "a\rb\nc \r\r\n", "a\rb\nc \r\r\n"),
            ("a\r", "a\r\r\n", "a\r\r\n"),
            ("a\n", "a\n\r\n", "a\n\r\n"),
        ] {
            assert_eq!(body_of(Simple, text), simple, "simple {text:?}");
            assert_eq!(body_of(Relaxed, text), relaxed, "relaxed {text:?}");
        }
    }

    #[test]
    fn the_example_of_the_rfc() {
        // RFC 6376 section 3.4.5.
        let text = " C \r\nD \t E\r\n\r\n\r\n";
        assert_eq!(body_of(Relaxed, text), " C\r\nD E\r\n");
        assert_eq!(body_of(Simple, text), " C \r\nD \t E\r\n");
    }

    #[test]
    fn header_fields() {
        for (field, relaxed) in [
            ("A: X\r\n", "a:X\r\n"),
            ("B : Y\t\r\n\tZ  \r\n", "b:Y Z\r\n"),
            ("SUBJect: AbC\r\n", "subject:AbC\r\n"),
            ("A:\r\n", "a:\r\n"),
            ("A: \r\n \r\n", "a:\r\n"),
            ("A:\r\n x", "a:x\r\n"),
            ("A: x\ry\r\n", "a:x\ry\r\n"),
            ("A: x\r\n  \r\n y\r\n", "a:x y\r\n"),
            ("A: b:c\r\n", "a:b:c\r\n"),
        ] {
            let mut out = Vec::new();
            header_field(Relaxed, field.as_bytes(), &mut out);
            assert_eq!(String::from_utf8(out).unwrap(), relaxed, "{field:?}");
        }
        let mut out = Vec::new();
        header_field(Simple, b"A : X\r\n y", &mut out);
        assert_eq!(out, b"A : X\r\n y\r\n");
    }

    #[test]
    fn the_c_tag() {
        let both = |header, body| Some(Canonicalization { header, body });
        assert_eq!(Canonicalization::parse("relaxed"), both(Relaxed, Simple));
        assert_eq!(
            Canonicalization::parse("simple/relaxed"),
            both(Simple, Relaxed)
        );
        for bad in [
            "",
            "nowsp",
            "relaxed/",
            "/simple",
            "Relaxed",
            "simple/simple/simple",
        ] {
            assert_eq!(Canonicalization::parse(bad), None, "{bad:?}");
        }
    }
}
