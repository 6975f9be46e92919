//! The delimiter of parts that a header declares, to know it where a header runs into it.

use super::HeaderField;
use crate::codec::multipart;
use crate::limits::{MAX_BOUNDARY, MAX_BOUNDARY_FIELD};

/// The boundary of a multipart Content-Type (RFC 2045 section 5.1, RFC 2231 section 3); `None` for every other field.
pub(crate) fn declared(field: &HeaderField<'_>) -> Option<Vec<u8>> {
    if !field.is("Content-Type") {
        return None;
    }
    let value = field.unfolded();
    let value = without_comments(&value[..value.len().min(MAX_BOUNDARY_FIELD)]);
    let mut parameters = parameters(&value);
    let kind = parameters.next()?.0;
    let is_multipart = kind
        .get(..10)
        .is_some_and(|head| head.eq_ignore_ascii_case(b"multipart/"));
    if !is_multipart {
        return None;
    }
    let mut boundary = Vec::new();
    for (name, value) in parameters {
        if name.eq_ignore_ascii_case(b"boundary") {
            boundary = value;
            break;
        }
        // `boundary*0`, `boundary*1`: a value in pieces.
        let piece = name.split(|byte| *byte == b'*').next();
        if piece.is_some_and(|name| name.eq_ignore_ascii_case(b"boundary")) {
            boundary.extend_from_slice(&value);
        }
    }
    (1..=MAX_BOUNDARY)
        .contains(&boundary.len())
        .then_some(boundary)
}

/// Whether a line delimits parts: `--boundary`, or `--boundary--` behind the last; white space may follow.
pub(super) fn is_delimiter(line: &[u8], declared: &[Vec<u8>]) -> bool {
    declared
        .iter()
        .any(|boundary| multipart::is_delimiter(line, boundary.trim_ascii_end()))
}

/// The value without comments; quoted strings stay as they are.
fn without_comments(value: &[u8]) -> Vec<u8> {
    let (mut out, mut depth, mut quoted) = (Vec::with_capacity(value.len()), 0_usize, false);
    let mut bytes = value.iter().copied();
    while let Some(byte) = bytes.next() {
        let next = if byte == b'\\' && (quoted || depth > 0) {
            bytes.next()
        } else {
            None
        };
        match byte {
            b'(' if !quoted => depth += 1,
            b')' if !quoted && depth > 0 => depth -= 1,
            _ if depth > 0 => {}
            _ => {
                quoted ^= byte == b'"';
                out.push(byte);
                out.extend(next);
            }
        }
    }
    out
}

/// What stands between the semicolons: name and value without quotes. The first has only a name.
fn parameters(value: &[u8]) -> impl Iterator<Item = (&[u8], Vec<u8>)> {
    let (mut quoted, mut escaped) = (false, false);
    value
        .split(move |&byte| {
            let ends = byte == b';' && !quoted;
            if !escaped {
                quoted ^= byte == b'"';
            }
            escaped = byte == b'\\' && quoted && !escaped;
            ends
        })
        .map(|part| {
            let at = part.iter().position(|byte| *byte == b'=');
            let (name, value) = part.split_at(at.unwrap_or(part.len()));
            let value = value.get(1..).unwrap_or_default().trim_ascii();
            (name.trim_ascii(), unquoted(value))
        })
}

fn unquoted(value: &[u8]) -> Vec<u8> {
    let Some(inner) = value.strip_prefix(b"\"") else {
        // A token ends at white space.
        let token = value.split(u8::is_ascii_whitespace).next();
        return token.unwrap_or_default().to_vec();
    };
    let mut out = Vec::with_capacity(inner.len());
    let mut bytes = inner.iter().copied();
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' => break,
            b'\\' => out.extend(bytes.next()),
            _ => out.push(byte),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::Message;

    #[test]
    fn boundaries_are_read_as_they_are_written() {
        for (value, boundary) in [
            ("multipart/mixed; boundary=\"0__x\"", Some("0__x")),
            ("multipart/mixed; boundary=0__x", Some("0__x")),
            (
                "MULTIPART/Mixed;\r\n\tcharset=utf-8;\r\n BOUNDARY = 0__x ; a=b",
                Some("0__x"),
            ),
            ("multipart/mixed; boundary=\"=_a;b: c\"", Some("=_a;b: c")),
            (
                "multipart/mixed; a=\"; boundary=no\"; boundary=yes",
                Some("yes"),
            ),
            (
                "multipart/mixed; a=\"\\\"; boundary=no\"; boundary=yes",
                Some("yes"),
            ),
            (
                "multipart/mixed (c; boundary=no); boundary=(d)yes",
                Some("yes"),
            ),
            (
                "multipart/mixed; boundary*0=\"ab\"; boundary*1=cd",
                Some("abcd"),
            ),
            ("multipart/mixed; boundary=\"a\\\"b\"", Some("a\"b")),
            ("multipart/mixed; boundary=\"\"", None),
            ("multipart/mixed", None),
            ("text/plain; boundary=x", None),
        ] {
            let raw = format!("Content-Type: {value}\r\n\r\n");
            let message = Message::parse(raw.as_bytes());
            let found = declared(&message.fields()[0]);
            assert_eq!(found.as_deref(), boundary.map(str::as_bytes), "{value}");
        }
    }

    #[test]
    fn delimiters_are_whole_lines() {
        let declared = [b"0__x".to_vec()];
        for (line, expected) in [
            ("--0__x", true),
            ("--0__x--", true),
            ("--0__x \t", true),
            ("--0__xy", false),
            ("--0__x-", false),
            ("-0__x", false),
            ("--", false),
            (" --0__x", false),
        ] {
            assert_eq!(is_delimiter(line.as_bytes(), &declared), expected, "{line}");
        }
    }
}
