//! Encoded words (RFC 2047): names and subjects as a reader sees them.
//!
//! As forgiving as mail programs are: words are read wherever they stand, also inside quoted strings and next to other
//! text, and with white space within. Adjacent words of one character set are joined before they are decoded, since
//! writers part a character between two of them.

use super::base64::{self, Alphabet, Padding};
use super::{charset, hex};
use crate::limits::{MAX_CHARSET, MAX_CODED};
use memchr::memmem;
use std::borrow::Cow;

/// The most bytes in one word as written, so that it keeps below 75 characters (section 2).
const CHUNK: usize = 30;

/// How a word is coded (section 4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Coding {
    /// Base64.
    B,
    /// A kind of quoted-printable.
    Q,
}

impl Coding {
    fn of(letter: u8) -> Option<Self> {
        match letter {
            b'B' | b'b' => Some(Self::B),
            b'Q' | b'q' => Some(Self::Q),
            _ => None,
        }
    }
}

/// What may stand within a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Extent {
    /// Anything but the beginning of another word, as programs that show mail have it. It is also why words without an
    /// end cost one pass.
    NoWord,
    /// Anything, and its character set may have no name: for whoever must miss nothing that some program could read.
    AnyText,
}

/// One encoded word.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word<'t> {
    /// Of the whole, in bytes.
    pub length: usize,
    /// The name of its character set, perhaps with a language (RFC 2231 section 5).
    pub name: &'t [u8],
    pub coding: Coding,
    /// What is coded.
    pub coded: &'t [u8],
}

impl<'t> Word<'t> {
    /// Reads the word at the start of a text.
    pub fn read(text: &'t [u8], extent: Extent) -> Option<Self> {
        let inner = text.strip_prefix(b"=?")?;
        let mark = inner
            .iter()
            .take(MAX_CHARSET)
            .position(|byte| *byte == b'?')?;
        let name = &inner[..mark];
        let coding = Coding::of(*inner.get(mark + 1)?)?;
        let is_name = name.iter().all(u8::is_ascii_graphic)
            && (extent == Extent::AnyText || name.first().is_some_and(|first| *first != b'*'));
        if !is_name || inner.get(mark + 2) != Some(&b'?') {
            return None;
        }
        let coded = &inner[mark + 3..];
        let end = match extent {
            Extent::AnyText => memmem::find(&coded[..coded.len().min(MAX_CODED)], b"?=")?,
            Extent::NoWord => memchr::memchr_iter(b'?', coded)
                .find(|at| coded.get(at + 1) == Some(&b'=') || coded[..*at].ends_with(b"="))
                .filter(|at| coded.get(at + 1) == Some(&b'='))?,
        };
        Some(Self {
            length: 2 + mark + 3 + end + 2,
            name,
            coding,
            coded: &coded[..end],
        })
    }

    /// The name of its character set alone.
    pub fn charset(&self) -> &'t [u8] {
        let end = memchr::memchr(b'*', self.name);
        &self.name[..end.unwrap_or(self.name.len())]
    }

    /// Whether it is one to the letter: no white space, no `?` within.
    pub fn is_strict(&self) -> bool {
        let is_plain = |byte: &u8| byte.is_ascii_graphic() && *byte != b'?';
        self.coded.iter().all(is_plain)
    }

    /// Adds what it says, in its character set.
    pub fn bytes_into(&self, padding: Padding, out: &mut Vec<u8>) {
        match self.coding {
            Coding::B => {
                let sink = |byte, _| out.push(byte);
                base64::each(self.coded, Alphabet::Standard, padding, sink);
            }
            Coding::Q => read_q(self.coded, out),
        }
    }
}

/// The kind of quoted-printable that words have (section 4.2).
fn read_q(coded: &[u8], out: &mut Vec<u8>) {
    let mut at = 0;
    while let Some(&byte) = coded.get(at) {
        let escaped = hex::pair(&coded[at + 1..]).filter(|_| byte == b'=');
        let plain = if byte == b'_' { b' ' } else { byte };
        out.push(escaped.unwrap_or(plain));
        at += if escaped.is_some() { 3 } else { 1 };
    }
}

/// The words in a text that are apart from each other, each with where it begins.
pub(crate) fn words(text: &[u8], extent: Extent) -> impl Iterator<Item = (usize, Word<'_>)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            // Most texts have no `=`, and to make a searcher ready would cost more than the search.
            let mut signs = memchr::memchr_iter(b'=', &text[at..]).map(|sign| at + sign);
            let start = signs.find(|sign| text.get(sign + 1) == Some(&b'?'))?;
            if let Some(word) = Word::read(&text[start..], extent) {
                at = start + word.length;
                return Some((start, word));
            }
            at = start + 2;
        }
    })
}

/// A text with its words decoded; bytes outside them that are no UTF-8 become U+FFFD.
pub(crate) fn decode(text: &[u8]) -> String {
    let mut out = String::with_capacity(text.len());
    // Words of one character set that wait for the next.
    let mut charset: &[u8] = b"";
    let mut waiting: Vec<u8> = Vec::new();
    let mut kept = 0;
    for (start, word) in words(text, Extent::NoWord) {
        let gap = &text[kept..start];
        let is_next = !waiting.is_empty() && gap.trim_ascii().is_empty();
        if !(is_next && charset.eq_ignore_ascii_case(word.charset())) {
            out.push_str(&charset::decode(charset, &waiting));
            waiting.clear();
            // White space between two words is not part of the text (section 6.2).
            if !is_next {
                out.push_str(&charset::utf8(Cow::Borrowed(gap)));
            }
        }
        charset = word.charset();
        // Careless writers join what was encoded apart.
        word.bytes_into(Padding::Ends, &mut waiting);
        kept = start + word.length;
    }
    out.push_str(&charset::decode(charset, &waiting));
    out.push_str(&charset::utf8(Cow::Borrowed(&text[kept..])));
    out
}

/// The length of the word at the start of a text, if it is one to the letter.
pub(crate) fn strict(text: &[u8]) -> Option<usize> {
    let word = Word::read(text, Extent::NoWord)?;
    word.is_strict().then_some(word.length)
}

/// The length of what stands between the texts of two words of a coding, if a text begins with it: `?= =?utf-8?q?`. It
/// says nothing.
pub(crate) fn joint(text: &[u8], coding: Coding) -> Option<usize> {
    let rest = text.strip_prefix(b"?=")?;
    let rest = rest.trim_ascii_start().strip_prefix(b"=?")?;
    let mark = memchr::memchr(b'?', &rest[..rest.len().min(MAX_CHARSET)])?;
    match rest.get(mark + 1..mark + 3)? {
        [letter, b'?'] if Coding::of(*letter) == Some(coding) => {
            Some(text.len() - rest.len() + mark + 3)
        }
        _ => None,
    }
}

/// Words that say these bytes of a character set, with something between each and the next.
pub(crate) fn encode(charset: &str, coding: Coding, bytes: &[u8], gap: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = bytes;
    while !rest.is_empty() || out.is_empty() {
        let (chunk, later) = rest.split_at(chunk_end(rest));
        rest = later;
        if !out.is_empty() {
            out.extend_from_slice(gap);
        }
        let text = match coding {
            Coding::B => format!("=?{charset}?B?{}?=", base64::encode(chunk)),
            Coding::Q => format!("=?{charset}?Q?{}?=", write_q(chunk)),
        };
        out.extend_from_slice(text.as_bytes());
    }
    out
}

/// Where a word may end: not within a character of UTF-8.
fn chunk_end(rest: &[u8]) -> usize {
    if rest.len() <= CHUNK {
        return rest.len();
    }
    (1..=CHUNK)
        .rev()
        .find(|end| rest[*end] & 0xc0 != 0x80)
        .unwrap_or(CHUNK)
}

fn write_q(chunk: &[u8]) -> String {
    let mut out = String::with_capacity(chunk.len() * 3);
    for byte in chunk {
        match byte {
            b' ' => out.push('_'),
            byte if byte.is_ascii_alphanumeric() => out.push(char::from(*byte)),
            byte => out.extend(hex::escape(b'=', *byte).map(char::from)),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_read_as_they_are_shown() {
        for (text, shown) in [
            ("=?utf-8?q?J=C3=BCr_gen?= x", "J\u{fc}r gen x"),
            ("=?UTF-8?Q?a=3Db_c?= =?us-ascii?B?ZGU=?=", "a=b cde"),
            ("plain =?UTF-8?Q?a?=", "plain a"),
            ("=?UTF-8?Q?a=?= =?x", "a= =?x"),
            // A character parted between two words, and folding.
            ("=?utf-8?q?=C3?=\r\n =?UTF-8?b?vA==?=", "\u{fc}"),
            ("=?utf-8?B?cm8=YmluQA==?=", "robin@"),
            ("=?utf-8*en?Q?a?=b", "ab"),
            ("\"=?x?q?a b?=\"", "\"a b\""),
            ("=?x?q?foo =?utf-8?q?bar?=", "=?x?q?foo bar"),
            (
                "=??q?a?= =?*en?q?a?= =?x?z?a?=",
                "=??q?a?= =?*en?q?a?= =?x?z?a?=",
            ),
            ("=?x?q?=+f=4?=", "=+f=4"),
            ("=?x?q?", "=?x?q?"),
            ("a\u{e9}", "a\u{e9}"),
        ] {
            assert_eq!(decode(text.as_bytes()), shown, "{text}");
        }
    }

    #[test]
    fn the_extent_of_a_word_has_two_readings() {
        for (text, shown, any) in [
            ("=?x?q?a?=b", Some(9), Some(9)),
            ("=?x?q?a =?y?q?b?=", None, Some(17)),
            ("=?x?q?a?b?=", Some(11), Some(11)),
            ("=??q?a?=", None, Some(8)),
            ("=?x?q??=", Some(8), Some(8)),
            ("=?x?q?a?", None, None),
            ("=?\u{e9}?q?a?=", None, None),
        ] {
            let length = |extent| Word::read(text.as_bytes(), extent).map(|word| word.length);
            assert_eq!(length(Extent::NoWord), shown, "{text}");
            assert_eq!(length(Extent::AnyText), any, "{text}");
        }
        assert_eq!(strict(b"=?x?q?a_b?= c"), Some(11));
        assert_eq!(strict(b"=?x?q?a b?="), None);
        assert_eq!(strict(b"=?x?q?a?b?="), None);
    }

    #[test]
    fn joints_are_of_one_coding() {
        for (text, length) in [
            ("?= =?utf-8?q?a", Some(13)),
            ("?==?x?Q?", Some(8)),
            ("?=\r\n =?x?b?", None),
            ("?= a =?x?q?", None),
            ("?=", None),
        ] {
            assert_eq!(joint(text.as_bytes(), Coding::Q), length, "{text:?}");
        }
    }

    #[test]
    fn words_that_are_written_keep_short() {
        let long = "\u{fc}ber ".repeat(20);
        for coding in [Coding::B, Coding::Q] {
            let text = encode("utf-8", coding, long.as_bytes(), b"\r\n ");
            let mut lines = text.split(|byte| *byte == b'\n');
            assert!(lines.all(|line| line.len() <= 115));
            assert_eq!(decode(&text), long);
        }
        assert_eq!(encode("x", Coding::Q, b"", b" "), b"=?x?Q??=");
    }
}
