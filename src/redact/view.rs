//! A text decoded, with the place of every byte in what it was decoded from.
//!
//! What is found in the decoded text is replaced where it stands in the source; a token of letters and digits means the
//! same in each of these encodings.

use super::key::nibble;
use std::borrow::Cow;
use std::ops::Range;

/// A decoded text over its source.
#[derive(Clone, Debug)]
pub(super) struct View<'s> {
    /// The decoded bytes.
    pub text: Cow<'s, [u8]>,
    /// The source range of each byte; `None` when the text is the source.
    places: Option<Vec<(u32, u32)>>,
}

impl<'s> View<'s> {
    /// The source as it is.
    pub fn identity(source: &'s [u8]) -> Self {
        Self {
            text: Cow::Borrowed(source),
            places: None,
        }
    }

    /// Where a range of the text stands in the source. Decoded-away bytes at its ends are not part of it.
    pub fn source(&self, range: &Range<usize>) -> Range<usize> {
        match &self.places {
            None => range.clone(),
            Some(places) => match (
                places.get(range.start),
                places.get(range.end.wrapping_sub(1)),
            ) {
                (Some(first), Some(last)) if !range.is_empty() => first.0 as usize..last.1 as usize,
                _ => 0..0,
            },
        }
    }

    /// The same source with one more decoder applied; `None` if that changes nothing.
    pub fn then(&self, decoder: Decoder) -> Option<View<'static>> {
        let (text, places) = decoder.decode(&self.text)?;
        let places = match &self.places {
            None => places,
            Some(below) => places
                .into_iter()
                .map(|(start, end)| (below[start as usize].0, below[end as usize - 1].1))
                .collect(),
        };
        Some(View {
            text: Cow::Owned(text),
            places: Some(places),
        })
    }
}

/// A way to decode that keeps bytes apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Decoder {
    /// White space and line ends taken out.
    Squeeze,
    /// `=40`, and soft line ends (RFC 2045 section 6.7).
    QuotedPrintable,
    /// `&#64;`, `&#x40;`, `&commat;`, `\u0040`, `\x40`.
    Escapes,
    /// `%40`.
    Url,
}

/// Decoded bytes, each with its range in what was decoded.
type Decoded = (Vec<u8>, Vec<(u32, u32)>);

impl Decoder {
    fn decode(self, text: &[u8]) -> Option<Decoded> {
        let trigger: fn(&u8) -> bool = match self {
            Self::Squeeze => |byte| byte.is_ascii_whitespace(),
            Self::QuotedPrintable => |byte| *byte == b'=',
            Self::Escapes => |byte| matches!(byte, b'&' | b'\\'),
            Self::Url => |byte| *byte == b'%',
        };
        if !text.iter().any(trigger) {
            return None;
        }
        let mut out = (
            Vec::with_capacity(text.len()),
            Vec::with_capacity(text.len()),
        );
        let mut changed = false;
        let mut at = 0;
        while at < text.len() {
            let rest = &text[at..];
            let (byte, used) = if trigger(&text[at]) {
                self.unit(rest).unwrap_or((Some(text[at]), 1))
            } else {
                (Some(text[at]), 1)
            };
            changed |= used > 1 || byte.is_none();
            if let Some(byte) = byte {
                out.0.push(byte);
                out.1.push((at as u32, (at + used) as u32));
            }
            at += used;
        }
        changed.then_some(out)
    }

    /// Reads one coded unit: the byte that it stands for, if any, and its length.
    fn unit(self, rest: &[u8]) -> Option<(Option<u8>, usize)> {
        match self {
            Self::Squeeze => Some((None, 1)),
            Self::QuotedPrintable => match rest.get(1..3).and_then(hex_pair) {
                Some(byte) => Some((Some(byte), 3)),
                None => soft_break(rest).map(|used| (None, used)),
            },
            Self::Url => Some((Some(hex_pair(rest.get(1..3)?)?), 3)),
            Self::Escapes => escape(rest).map(|(byte, used)| (Some(byte), used)),
        }
    }
}

fn hex_pair(pair: &[u8]) -> Option<u8> {
    Some(nibble(*pair.first()?)? << 4 | nibble(*pair.get(1)?)?)
}

/// The length of `=`, optional white space, and a line end.
fn soft_break(rest: &[u8]) -> Option<usize> {
    let blank = rest[1..]
        .iter()
        .take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r'))
        .count();
    (rest.get(1 + blank) == Some(&b'\n')).then_some(blank + 2)
}

/// Names of characters that addresses are made of (HTML, section "Named character references").
const NAMED: &[(&[u8], u8)] = &[
    (b"&commat;", b'@'),
    (b"&period;", b'.'),
    (b"&equals;", b'='),
    (b"&plus;", b'+'),
    (b"&lowbar;", b'_'),
    (b"&percnt;", b'%'),
    (b"&amp;", b'&'),
];

/// The most digits that a numeric reference is read with; leading zeros are allowed without bound in HTML, and more than
/// these hide nothing from a person.
const MAX_DIGITS: usize = 12;

/// Reads an escape that stands for an ASCII character.
fn escape(rest: &[u8]) -> Option<(u8, usize)> {
    if rest[0] == b'\\' {
        return match rest.get(1)? {
            b'u' => (rest.get(2..4)? == b"00")
                .then(|| hex_pair(rest.get(4..6)?))
                .flatten()
                .map(|byte| (byte, 6)),
            b'x' => hex_pair(rest.get(2..4)?).map(|byte| (byte, 4)),
            _ => None,
        };
    }
    if let Some((name, byte)) = NAMED.iter().find(|(name, _)| {
        rest.get(..name.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(name))
    }) {
        return Some((*byte, name.len()));
    }
    let digits = rest.strip_prefix(b"&#")?;
    let (radix, digits, lead) = match digits.strip_prefix(b"x").or(digits.strip_prefix(b"X")) {
        Some(digits) => (16, digits, 3),
        None => (10, digits, 2),
    };
    let mut value: u32 = 0;
    let mut count = 0;
    for digit in digits.iter().take(MAX_DIGITS) {
        let Some(digit) = char::from(*digit).to_digit(radix) else {
            break;
        };
        value = value.saturating_mul(radix).saturating_add(digit);
        count += 1;
    }
    let byte = u8::try_from(value).ok().filter(u8::is_ascii)?;
    let semicolon = usize::from(digits.get(count) == Some(&b';'));
    (count > 0).then_some((byte, lead + count + semicolon))
}

#[cfg(test)]
mod tests {
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
            (
                Decoder::QuotedPrintable,
                "rob=\r\nin=40ex=",
                Some("robin@ex="),
            ),
            (Decoder::QuotedPrintable, "a=b", None),
            (Decoder::QuotedPrintable, "a= \r\nb", Some("ab")),
            (Decoder::Url, "robin%40ex%", Some("robin@ex%")),
            (Decoder::Escapes, "r&#64;e&#x2E;x&commat;", Some("r@e.x@")),
            (Decoder::Escapes, "r\\u0040e\\x2ex", Some("r@e.x")),
            (Decoder::Escapes, "a & b", None),
            (Decoder::Escapes, "&#;&#xg;&#9999999999;", None),
        ] {
            assert_eq!(decoded(decoder, text).as_deref(), want, "{text:?}");
        }
    }

    #[test]
    fn places_lead_back_through_two_decoders() {
        let source = b"x%25\r\n40y";
        let view = View::identity(source)
            .then(Decoder::Squeeze)
            .and_then(|view| view.then(Decoder::Url))
            .and_then(|view| view.then(Decoder::Url))
            .unwrap();
        assert_eq!(&*view.text, b"x@y");
        assert_eq!(&source[view.source(&(1..2))], b"%25\r\n40");
        assert_eq!(view.source(&(0..3)), 0..source.len());
        assert_eq!(view.source(&(2..2)), 0..0);
    }
}
