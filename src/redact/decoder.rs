//! Ways to decode that keep bytes apart: each decoded character has a place of its own in the source.

use super::block::sextet;
use super::entity;
use super::key::nibble;
use super::markup;
use super::unit::{Read, Unit};
use std::ops::Range;

/// A way to decode that keeps bytes apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Decoder {
    /// White space and line ends taken out.
    Squeeze,
    /// What stands between the pieces of a parameter taken out: `"; name*1="` (RFC 2231 section 3).
    Continue,
    /// Quotes and backslashes taken out: `"robin"@example."net"` (RFC 5322 section 3.2.4).
    Unquote,
    /// `=40`, and soft line ends (RFC 2045 section 6.7).
    QuotedPrintable,
    /// `&#64;`, `&#x40;`, `&commat;`, `\u0040`, `\u{40}`, `\x40`, `+AEA-` (UTF-7, RFC 2152).
    Escapes,
    /// `%40`, `%u0040`.
    Url,
    /// Tags, comments and invisible characters taken out, full-width signs made plain.
    Markup,
}

/// Decoded bytes, each with its range in what was decoded.
pub(super) type Decoded = (Vec<u8>, Vec<Place>);

/// A range of what was decoded. There are as many as bytes: a smaller number halves what they take.
pub(super) type Place = (u32, u32);

#[expect(
    clippy::cast_possible_truncation,
    reason = "what is redacted has at most `MAX_MESSAGE` bytes"
)]
pub(super) fn place(range: Range<usize>) -> Place {
    (range.start as u32, range.end as u32)
}

impl Decoder {
    /// A text decoded; `None` if that changes nothing.
    pub fn decode(self, text: &[u8]) -> Option<Decoded> {
        let trigger: fn(u8) -> bool = match self {
            Self::Squeeze => |byte| byte.is_ascii_whitespace(),
            Self::Continue => |byte| matches!(byte, b'"' | b';'),
            Self::Unquote => |byte| matches!(byte, b'"' | b'\\'),
            Self::QuotedPrintable => |byte| byte == b'=',
            Self::Escapes => |byte| matches!(byte, b'&' | b'\\' | b'+'),
            Self::Url => |byte| byte == b'%',
            Self::Markup => markup::is_trigger,
        };
        let mut out = (Vec::new(), Vec::new());
        let mut ends = markup::Ends::default();
        // What was copied so far, and where the next unit is looked for.
        let (mut copied, mut at) = (0, 0);
        while let Some(found) = text[at..].iter().position(|byte| trigger(*byte)) {
            at += found;
            let Some((unit, used)) = self.unit(text, at, &mut ends) else {
                at += 1;
                continue;
            };
            if out.1.is_empty() {
                out.0.reserve_exact(text.len());
                out.1.reserve_exact(text.len());
            }
            copy(text, copied..at, &mut out);
            let mut buffer = [0; 4];
            let bytes: &[u8] = match unit {
                Unit::Nothing => &[],
                Unit::Byte(byte) => {
                    buffer[0] = byte;
                    &buffer[..1]
                }
                Unit::Char(character) => character.encode_utf8(&mut buffer).as_bytes(),
            };
            let place = place(at..at + used);
            out.0.extend_from_slice(bytes);
            out.1.extend(bytes.iter().map(|_| place));
            at += used;
            copied = at;
        }
        if copied == 0 {
            return None;
        }
        copy(text, copied..text.len(), &mut out);
        Some(out)
    }

    /// Reads one coded unit.
    fn unit(self, text: &[u8], at: usize, ends: &mut markup::Ends) -> Option<Read> {
        let rest = &text[at..];
        match self {
            Self::Squeeze | Self::Unquote => Some((Unit::Nothing, 1)),
            Self::Continue => continuation(rest).map(|used| (Unit::Nothing, used)),
            Self::QuotedPrintable => match rest.get(1..3).and_then(hex_pair) {
                Some(byte) => Some((Unit::Byte(byte), 3)),
                None => soft_break(rest).map(|used| (Unit::Nothing, used)),
            },
            Self::Url => percent(rest),
            Self::Escapes => match rest[0] {
                b'\\' => backslash(rest),
                b'+' => utf7(rest),
                _ => entity::read(rest),
            },
            Self::Markup => markup::unit(text, at, ends),
        }
    }
}

/// Takes over what is not coded.
fn copy(text: &[u8], range: Range<usize>, out: &mut Decoded) {
    out.0.extend_from_slice(&text[range.clone()]);
    out.1.extend(range.map(|at| place(at..at + 1)));
}

fn hex_pair(pair: &[u8]) -> Option<u8> {
    Some(nibble(*pair.first()?)? << 4 | nibble(*pair.get(1)?)?)
}

fn four_digits(digits: &[u8]) -> Option<Unit> {
    let high = hex_pair(digits.get(..2)?)?;
    let low = hex_pair(digits.get(2..4)?)?;
    char::from_u32(u32::from(high) << 8 | u32::from(low)).map(Unit::seen)
}

/// `%40`, `%u0040`.
fn percent(rest: &[u8]) -> Option<Read> {
    if let Some(byte) = rest.get(1..3).and_then(hex_pair) {
        return Some((Unit::Byte(byte), 3));
    }
    let digits = rest.strip_prefix(b"%u").or(rest.strip_prefix(b"%U"))?;
    Some((four_digits(digits)?, 6))
}

/// The length of `=`, optional white space, and a line end.
fn soft_break(rest: &[u8]) -> Option<usize> {
    let blank = rest[1..]
        .iter()
        .take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r'))
        .count();
    (rest.get(1 + blank) == Some(&b'\n')).then_some(blank + 2)
}

/// `\x40`, `\u0040`, `\u{40}`.
fn backslash(rest: &[u8]) -> Option<Read> {
    /// The most digits between braces (ECMA-262 section 12.9.4 bounds the value, not the digits).
    const MAX_BRACED: usize = 8;
    match (rest.get(1)?, rest.get(2)?) {
        (b'x', _) => Some((Unit::Byte(hex_pair(rest.get(2..4)?)?), 4)),
        (b'u', b'{') => {
            let digits = &rest[3..rest.len().min(4 + MAX_BRACED)];
            let digits = &digits[..memchr::memchr(b'}', digits)?];
            let text = std::str::from_utf8(digits).ok()?;
            let character = char::from_u32(u32::from_str_radix(text, 16).ok()?)?;
            Some((Unit::seen(character), digits.len() + 4))
        }
        (b'u', _) => Some((four_digits(&rest[2..])?, 6)),
        _ => None,
    }
}

/// `+AEA-`: one ASCII character in UTF-7.
fn utf7(rest: &[u8]) -> Option<Read> {
    let digits = rest.get(1..4)?;
    if rest.get(4) != Some(&b'-') {
        return None;
    }
    let mut bits = 0u32;
    for digit in digits {
        bits = bits << 6 | u32::from(sextet(*digit)?);
    }
    let byte = u8::try_from(bits >> 2).ok().filter(u8::is_ascii)?;
    Some((Unit::Byte(byte), 5))
}

/// The length of `"; name*1*="`, of which the quotes may be missing.
fn continuation(rest: &[u8]) -> Option<usize> {
    /// The longest name of a parameter that is read; those of RFC 2045 and 2183 have less than twenty characters.
    const MAX_NAME: usize = 64;
    let quote = |at: usize| usize::from(rest.get(at) == Some(&b'"'));
    let blanks = |at: usize| {
        rest[at.min(rest.len())..]
            .iter()
            .take(MAX_NAME)
            .take_while(|byte| byte.is_ascii_whitespace())
            .count()
    };
    let mut at = quote(0);
    at += blanks(at);
    if rest.get(at) != Some(&b';') {
        return None;
    }
    at += 1;
    at += blanks(at);
    let name = rest[at..]
        .iter()
        .take(MAX_NAME)
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
        .count();
    at += name;
    if name == 0 || rest.get(at) != Some(&b'*') {
        return None;
    }
    at += 1;
    let digits = rest[at..]
        .iter()
        .take(MAX_NAME)
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    at += digits;
    at += usize::from(rest.get(at) == Some(&b'*'));
    if digits == 0 || rest.get(at) != Some(&b'=') {
        return None;
    }
    at += 1;
    Some(at + quote(at))
}

#[cfg(test)]
mod tests {
    use super::super::view::View;
    use super::*;

    fn decoded(decoder: Decoder, text: &str) -> Option<String> {
        let view = View::identity(text.as_bytes()).then(decoder)?;
        Some(String::from_utf8_lossy(&view.text).into_owned())
    }

    #[test]
    fn each_decoder_reads_its_own() {
        for (decoder, text, want) in [
            (Decoder::Squeeze, "ro\r\n bin@ex", Some("robin@ex")),
            (Decoder::Squeeze, "robin", None),
            (Decoder::Unquote, "\"ro\\bin\"@ex", Some("robin@ex")),
            (
                Decoder::QuotedPrintable,
                "rob=\r\nin=40ex=",
                Some("robin@ex="),
            ),
            (Decoder::QuotedPrintable, "a=b", None),
            (Decoder::QuotedPrintable, "a= \r\nb", Some("ab")),
            (Decoder::Url, "robin%40ex%", Some("robin@ex%")),
            (Decoder::Url, "r%u0040e%u00", Some("r@e%u00")),
            (Decoder::Escapes, "r&#64;e&#x2E;x&commat;", Some("r@e.x@")),
            (Decoder::Escapes, "r\\u0040e\\x2ex", Some("r@e.x")),
            (Decoder::Escapes, "r\\u{40}e\\u{g}", Some("r@e\\u{g}")),
            (Decoder::Escapes, "r+AEA-e+1", Some("r@e+1")),
            (
                Decoder::Escapes,
                "M&uuml;ller &Ouml;&#252;",
                Some("Müller Öü"),
            ),
            (Decoder::Escapes, "r&shy;o&#8203;b", Some("rob")),
            (Decoder::Escapes, "a & b", None),
            (Decoder::Escapes, "&#;&#xg;&#9999999999;", None),
            (
                Decoder::Markup,
                "<b>ro</b>b<!-- > -->in\u{200b}\u{ff20}x < y",
                Some("robin@x < y"),
            ),
            (Decoder::Markup, "a < b, é", None),
            (
                Decoder::Continue,
                "name*0=\"ro\";name*1=\"bin\";\r\n a*2*=x; b=c",
                Some("name*0=\"robinx; b=c"),
            ),
        ] {
            assert_eq!(decoded(decoder, text).as_deref(), want, "{text:?}");
        }
    }
}
