//! Quoted-printable (RFC 2045 section 6.7).

use super::hex;
use super::view::{Read, Unit};

/// Reads what a `=` at the beginning of a text stands for: a byte; or nothing, where it ends a line softly. White space
/// and lone CRs may have come between it and the line end on the way. `None` where it stands for itself.
pub(crate) fn unit(rest: &[u8]) -> Option<Read> {
    let behind = rest.strip_prefix(b"=")?;
    if let Some(byte) = hex::pair(behind) {
        return Some((Unit::Byte(byte), 3));
    }
    let blank = behind
        .iter()
        .take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r'))
        .count();
    (behind.get(blank) == Some(&b'\n')).then_some((Unit::Nothing, blank + 2))
}

/// The bytes of a text; what is no escape stays.
pub(crate) fn decode(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'=', &text[at..]) {
        out.extend_from_slice(&text[at..at + found]);
        at += found;
        let (unit, used) = unit(&text[at..]).unwrap_or((Unit::Byte(b'='), 1));
        out.extend_from_slice(unit.bytes(&mut [0; 4]));
        at += used;
    }
    out.extend_from_slice(&text[at..]);
    out
}

/// The same of the body of a part: white space at the end of a line, which was put there on the way, is left out, and so
/// is an escape that is cut off. Says whether one is.
pub(crate) fn decode_body(text: &[u8]) -> (Vec<u8>, bool) {
    let mut out = Vec::with_capacity(text.len());
    // Up to where white space was written as such, and may go.
    let mut fixed = 0;
    let mut at = 0;
    while let Some(found) = memchr::memchr2(b'=', b'\n', &text[at..]) {
        out.extend_from_slice(&text[at..at + found]);
        at += found;
        let rest = &text[at..];
        if let Some((unit, used)) = unit(rest) {
            out.extend_from_slice(unit.bytes(&mut [0; 4]));
            fixed = out.len();
            at += used;
        } else if rest[0] == b'\n' {
            end_line(&mut out, fixed);
            fixed = out.len();
            at += 1;
        } else if rest.len() < 3 && rest[1..].iter().all(u8::is_ascii_hexdigit) {
            return (out, true);
        } else {
            out.push(b'=');
            at += 1;
        }
    }
    out.extend_from_slice(&text[at..]);
    (out, false)
}

/// The same of a body that keeps to the letter of the RFC, and has lines that all end alike; `None` for another, of which
/// each reader makes what it likes.
pub(crate) fn strict(text: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len());
    let mut ends_with_cr = None;
    // Up to where white space was written as an escape, and stays.
    let mut fixed = 0;
    let mut at = 0;
    while let Some(found) = memchr::memchr3(b'=', b'\r', b'\n', &text[at..]) {
        out.extend_from_slice(&text[at..at + found]);
        at += found;
        let rest = &text[at..];
        let is_soft = rest[0] == b'=';
        if is_soft && let Some(byte) = hex::pair(&rest[1..]) {
            out.push(byte);
            fixed = out.len();
            at += 3;
            continue;
        }
        let line_end = &rest[usize::from(is_soft)..];
        let end: &[u8] = if line_end.starts_with(b"\r\n") {
            b"\r\n"
        } else {
            b"\n"
        };
        if !line_end.starts_with(end) || *ends_with_cr.get_or_insert(end.len()) != end.len() {
            return None;
        }
        at += usize::from(is_soft) + end.len();
        if !is_soft {
            let written = &out[fixed..];
            if written.last().is_some_and(u8::is_ascii_whitespace) {
                let kept = written.trim_ascii_end().len();
                out.truncate(fixed + kept);
            }
            out.extend_from_slice(end);
        }
        fixed = out.len();
    }
    let rest = &text[at..];
    out.extend_from_slice(rest);
    // Whether the line ends here only the caller knows.
    (!rest.last().is_some_and(u8::is_ascii_whitespace)).then_some(out)
}

/// Ends a line, without the white space before its end.
fn end_line(out: &mut Vec<u8>, fixed: usize) {
    let ends_with_cr = out[fixed..].last() == Some(&b'\r');
    out.truncate(out.len() - usize::from(ends_with_cr));
    let line = &out[fixed..];
    let kept = line.iter().rposition(|byte| !matches!(byte, b' ' | b'\t'));
    out.truncate(fixed + kept.map_or(0, |at| at + 1));
    out.extend_from_slice(if ends_with_cr { b"\r\n" } else { b"\n" });
}

/// The kind of it that stands in DKIM's tags (RFC 6376 section 2.11): white space says nothing wherever it stands, and a
/// `=` that is no escape breaks the rule.
pub(crate) fn decode_dkim(text: &[u8]) -> Option<Vec<u8>> {
    let packed: Vec<u8> = text
        .iter()
        .copied()
        .filter(|byte| !matches!(byte, b' ' | b'\t' | b'\r' | b'\n'))
        .collect();
    let mut pieces = packed.split(|byte| *byte == b'=');
    let mut out = pieces.next()?.to_vec();
    for piece in pieces {
        out.push(hex::pair(piece)?);
        out.extend_from_slice(&piece[2..]);
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_has_its_rules() {
        // The text, what it says, what it says as a body, whether that is cut.
        for (text, plain, body, is_cut) in [
            ("a=3Db =\r\nc \r\nd", "a=b c \r\nd", "a=b c\r\nd", false),
            ("rob=\nin=40ex=3d", "robin@ex=", "robin@ex=", false),
            ("a= \t\r\nb", "ab", "ab", false),
            ("a=\r\r\nb", "ab", "ab", false),
            ("a=\rb", "a=\rb", "a=\rb", false),
            ("a=zz=", "a=zz=", "a=zz", true),
            ("a=3", "a=3", "a", true),
            ("a=3=", "a=3=", "a=3", true),
            ("a=+f", "a=+f", "a=+f", false),
            ("a\t\nb=20\n \r\n", "a\t\nb \n \r\n", "a\nb \n\r\n", false),
            ("", "", "", false),
        ] {
            let show = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
            assert_eq!(show(&decode(text.as_bytes())), plain, "{text:?}");
            let (bytes, cut) = decode_body(text.as_bytes());
            assert_eq!((show(&bytes).as_str(), cut), (body, is_cut), "{text:?}");
        }
    }

    #[test]
    fn a_body_to_the_letter_is_read_alike_by_all() {
        for (text, expected) in [
            ("a=3Db =\r\nc \r\nd", Some("a=b c\r\nd")),
            ("a=\nb\t\n=20\n", Some("ab\n \n")),
            ("", Some("")),
            // A line end of another kind, a CR alone, and what is no escape or cut off.
            ("a\r\nb\n", None),
            ("a\rb", None),
            ("a= \nb", None),
            ("a=b", None),
            ("a=3", None),
            ("a=", None),
            ("a ", None),
        ] {
            let found = strict(text.as_bytes());
            assert_eq!(found.as_deref(), expected.map(str::as_bytes), "{text:?}");
            if let Some(found) = found {
                assert_eq!((found, false), decode_body(text.as_bytes()), "{text:?}");
            }
        }
    }

    #[test]
    fn tags_of_dkim_are_strict() {
        for (text, bytes) in [
            ("joe=40example.com", Some(&b"joe@example.com"[..])),
            (" j\r\n oe= 4\t0", Some(b"joe@")),
            ("=3D=3D", Some(b"==")),
            ("", Some(b"")),
            ("joe=4", None),
            ("joe=", None),
            ("joe=\r\n", None),
            ("joe=4x0", None),
        ] {
            assert_eq!(decode_dkim(text.as_bytes()).as_deref(), bytes, "{text:?}");
        }
    }
}
