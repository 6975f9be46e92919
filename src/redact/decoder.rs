//! Ways to decode that keep bytes apart: each decoded character has a place of its own in the source.

use super::markup;
use super::seen::seen;
use crate::codec::view::{Read, Unit, View};
use crate::codec::{base64, entity, hex, percent, quoted_printable};
use memchr::{memchr, memchr2, memchr3};

/// A way to decode that keeps bytes apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Decoder {
    /// White space and line ends taken out.
    Squeeze,
    /// What stands between the pieces of a parameter taken out: `"; name*1="` (RFC 2231 section 3).
    Continue,
    /// Quotes and backslashes taken out: `"robin"@example."net"` (RFC 5322 section 3.2.4).
    Unquote,
    /// The marks of cited lines taken out, with the line end before: `\n> `.
    Cite,
    /// `[at]`, `(dot)`, ` dot `: signs in words.
    Spell,
    /// `=40`, and soft line ends (RFC 2045 section 6.7).
    QuotedPrintable,
    /// `&#64;`, `&#x40;`, `&commat;`, `\u0040`, `\u{40}`, `\x40`, `+AEA-` (UTF-7, RFC 2152).
    Escapes,
    /// `%40`, `%u0040`.
    Url,
    /// Tags, comments and invisible characters taken out, full-width signs made plain.
    Markup,
    /// Bytes that are no UTF-8, as readers show them: U+FFFD.
    Lossy,
}

impl Decoder {
    /// A view with one more coding undone; `None` if that changes nothing.
    pub fn undo(self, view: &View<'_>) -> Option<View<'static>> {
        let mut ends = markup::Ends::default();
        let unit = |text: &[u8], at: usize| self.unit(text, at, &mut ends);
        match self {
            Self::Squeeze => view.then(|byte| byte.is_ascii_whitespace(), unit),
            Self::Spell => view.then(|byte| matches!(byte, b' ' | b'[' | b'(' | b'{'), unit),
            Self::Markup => view.then(markup::is_trigger, unit),
            Self::Continue => view.then_at(|rest| memchr2(b'"', b';', rest), unit),
            Self::Cite => view.then_at(|rest| memchr2(b'\r', b'\n', rest), unit),
            Self::Unquote => view.then_at(|rest| memchr2(b'"', b'\\', rest), unit),
            Self::QuotedPrintable => view.then_at(|rest| memchr(b'=', rest), unit),
            Self::Escapes => view.then_at(|rest| memchr3(b'&', b'\\', b'+', rest), unit),
            Self::Url => view.then_at(|rest| memchr(b'%', rest), unit),
            Self::Lossy if std::str::from_utf8(&view.text).is_ok() => None,
            Self::Lossy => view.then(|byte| !byte.is_ascii(), unit),
        }
    }

    /// Reads one coded unit.
    fn unit(self, text: &[u8], at: usize, ends: &mut markup::Ends) -> Option<Read> {
        let rest = &text[at..];
        match self {
            Self::Squeeze | Self::Unquote => Some((Unit::Nothing, 1)),
            Self::Continue => continuation(rest).map(|used| (Unit::Nothing, used)),
            Self::Cite => cited(rest).map(|used| (Unit::Nothing, used)),
            Self::Spell => spelt(rest),
            Self::QuotedPrintable => quoted_printable::unit(rest),
            Self::Url => percent(rest),
            Self::Escapes => match rest[0] {
                b'\\' => backslash(rest),
                b'+' => utf7(rest),
                _ => entity::read(rest).map(|(character, used)| (seen(character), used)),
            },
            Self::Markup => markup::unit(text, at, ends),
            Self::Lossy => lossy(rest),
        }
    }
}

/// A character, or what stands for bytes that are none.
fn lossy(rest: &[u8]) -> Option<Read> {
    // None is longer.
    let chunk = rest[..rest.len().min(4)].utf8_chunks().next()?;
    let unit = chunk.valid().chars().next().map_or(
        (
            Unit::Char(char::REPLACEMENT_CHARACTER),
            chunk.invalid().len(),
        ),
        |character| (Unit::Char(character), character.len_utf8()),
    );
    Some(unit)
}

/// The length of a line end and the marks of a citation behind it.
fn cited(rest: &[u8]) -> Option<usize> {
    /// The most marks and blanks that are read; deeper citations nobody reads either.
    const MAX_MARKS: usize = 64;
    let marks = rest.strip_prefix(b"\r\n").or(rest.strip_prefix(b"\n"))?;
    let length = marks
        .iter()
        .take(MAX_MARKS)
        .take_while(|byte| matches!(byte, b'>' | b' ' | b'\t'))
        .count();
    marks[..length]
        .contains(&b'>')
        .then_some(rest.len() - marks.len() + length)
}

/// A sign in words, in brackets or between blanks.
fn spelt(rest: &[u8]) -> Option<Read> {
    /// The most blanks beside it.
    const MAX_BLANKS: usize = 4;
    let blanks = |at: usize| {
        let blanks = rest.iter().skip(at).take(MAX_BLANKS);
        blanks.take_while(|byte| **byte == b' ').count()
    };
    let mut at = blanks(0);
    let close = match rest.get(at)? {
        b'[' => Some(b']'),
        b'(' => Some(b')'),
        b'{' => Some(b'}'),
        _ => None,
    };
    at += usize::from(close.is_some());
    at += blanks(at);
    let (word, sign) = SIGNS.iter().find(|(word, _)| {
        let found = rest.get(at..at + word.len());
        found.is_some_and(|found| found.eq_ignore_ascii_case(word))
    })?;
    at += word.len();
    let gap = blanks(at);
    at += gap;
    match close {
        Some(close) if rest.get(at) == Some(&close) => at += 1,
        None if gap > 0 => return Some((Unit::Byte(*sign), at)),
        _ => return None,
    }
    Some((Unit::Byte(*sign), at + blanks(at)))
}

/// What people write for the signs of an address.
const SIGNS: &[(&[u8], u8)] = &[
    (b"at", b'@'),
    (b"dot", b'.'),
    (b"punkt", b'.'),
    (b"point", b'.'),
    (b"@", b'@'),
    (b".", b'.'),
];

fn four_digits(digits: &[u8]) -> Option<Unit> {
    let high = hex::pair(digits)?;
    let low = hex::pair(&digits[2..])?;
    char::from_u32(u32::from(high) << 8 | u32::from(low)).map(seen)
}

/// `%40`, `%u0040`.
fn percent(rest: &[u8]) -> Option<Read> {
    if let Some(byte) = percent::byte(rest) {
        return Some((Unit::Byte(byte), 3));
    }
    let digits = rest.strip_prefix(b"%u").or(rest.strip_prefix(b"%U"))?;
    Some((four_digits(digits)?, 6))
}

/// `\x40`, `\u0040`, `\u{40}`.
fn backslash(rest: &[u8]) -> Option<Read> {
    /// The most digits between braces (ECMA-262 section 12.9.4 bounds the value, not the digits).
    const MAX_BRACED: usize = 8;
    match (rest.get(1)?, rest.get(2)?) {
        (b'x', _) => Some((Unit::Byte(hex::pair(&rest[2..])?), 4)),
        (b'u', b'{') => {
            let digits = &rest[3..rest.len().min(4 + MAX_BRACED)];
            let digits = &digits[..memchr(b'}', digits)?];
            let text = std::str::from_utf8(digits).ok()?;
            let character = char::from_u32(u32::from_str_radix(text, 16).ok()?)?;
            Some((seen(character), digits.len() + 4))
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
        bits = bits << 6 | u32::from(base64::sextet(*digit)?);
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
    use super::*;

    fn decoded(decoder: Decoder, text: &str) -> Option<String> {
        let view = decoder.undo(&View::identity(text.as_bytes()))?;
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
                Decoder::Cite,
                "ro\r\n> > bin@\n>ex\n y",
                Some("robin@ex\n y"),
            ),
            (Decoder::Cite, "a\n b > c", None),
            (Decoder::Lossy, "\u{e9}", None),
            (
                Decoder::Spell,
                "ro [dot] bin(AT)ex dot org at (home)",
                Some("ro.bin@ex.org@(home)"),
            ),
            (Decoder::Spell, "a attack (at all) [at", None),
            (
                Decoder::Continue,
                "name*0=\"ro\";name*1=\"bin\";\r\n a*2*=x; b=c",
                Some("name*0=\"robinx; b=c"),
            ),
        ] {
            assert_eq!(decoded(decoder, text).as_deref(), want, "{text:?}");
        }
    }

    #[test]
    fn bytes_that_are_no_text_are_read_as_everybody_does() {
        for text in [
            &b"a\xff\xffb\xc3\xa9\xf0\x9f\x98"[..],
            b"\xe2\x82x\xed\xa0\x80",
            b"\xf0\x9f\x98\x80\xc3",
        ] {
            let view = Decoder::Lossy.undo(&View::identity(text)).expect("a view");
            assert_eq!(*view.text, *String::from_utf8_lossy(text).as_bytes());
        }
    }
}
