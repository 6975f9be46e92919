//! Canonicalization of header fields and bodies, RFC 6376 section 3.4.
//!
//! All input here has CRLF line ends (see [`crate::message::to_crlf`]); a lone CR or LF is data like any other byte.

mod body;

pub use body::{BodyLines, body, find_crlf};

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

fn is_wsp(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

#[cfg(test)]
mod tests {
    use super::*;
    use Canonical::{Relaxed, Simple};

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
