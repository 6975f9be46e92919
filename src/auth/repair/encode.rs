//! Transfer encodings, decoded leniently and encoded in the styles that mailers have.

use super::search::{Growing, Search, lines};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// Decodes quoted-printable; what is no escape stays.
pub(super) fn decode_quoted_printable(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'=', &text[at..]) {
        let equals = at + found;
        out.extend_from_slice(&text[at..equals]);
        let rest = &text[equals + 1..];
        let hex = |byte: u8| u8::try_from(char::from(byte).to_digit(16)?).ok();
        if let [high, low, ..] = *rest
            && let (Some(high), Some(low)) = (hex(high), hex(low))
        {
            out.push(high << 4 | low);
            at = equals + 3;
            continue;
        }
        let blanks = rest
            .iter()
            .take_while(|&&b| b == b' ' || b == b'\t')
            .count();
        if rest[blanks..].starts_with(b"\r\n") {
            at = equals + 1 + blanks + 2;
        } else {
            out.push(b'=');
            at = equals + 1;
        }
    }
    out.extend_from_slice(&text[at..]);
    out
}

/// Where a mailer breaks a long line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Break {
    /// Before the escape or character that has no more room.
    Anywhere,
    /// The same, keeping the escapes of one character on one line.
    Character,
    /// Behind the last blank, if there is one.
    Word,
    /// Behind the last blank, else as by [`Self::Character`].
    WordOrCharacter,
}

/// How a mailer writes quoted-printable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct QuotedPrintable {
    /// The longest line, its `=` included.
    width: usize,
    breaks: Break,
    /// Escapes `From ` and a dot at the beginning of a line.
    careful: bool,
    /// Lets the last piece of a line have the full width, since no `=` follows it.
    full: bool,
}

impl QuotedPrintable {
    /// The commonest style.
    const PLAIN: Self = Self {
        width: 76,
        breaks: Break::Anywhere,
        careful: false,
        full: true,
    };

    /// The styles that are tried, the likeliest first. Gmail's, which all of its mail in the corpus has, is the one
    /// whose last pieces stay below the full width.
    pub const STYLES: [Self; 12] = [
        Self::PLAIN.narrow_end(),
        Self::PLAIN,
        Self::PLAIN.breaking(Break::Word),
        Self::PLAIN.breaking(Break::Character),
        Self::PLAIN.breaking(Break::Character).narrow_end(),
        Self::PLAIN.breaking(Break::WordOrCharacter),
        Self::PLAIN.escaping_starts(),
        Self::PLAIN.wide(75),
        Self::PLAIN.wide(74),
        Self::PLAIN.wide(73),
        Self::PLAIN.wide(72),
        Self::PLAIN.wide(74).breaking(Break::Word),
    ];

    const fn wide(self, width: usize) -> Self {
        Self { width, ..self }
    }

    const fn breaking(self, breaks: Break) -> Self {
        Self { breaks, ..self }
    }

    const fn narrow_end(self) -> Self {
        Self {
            full: false,
            ..self
        }
    }

    const fn escaping_starts(self) -> Self {
        Self {
            careful: true,
            ..self
        }
    }

    /// Where in a decoded text (CRLF) the original ends, if its beginning, so encoded, is the original.
    pub fn cut(self, search: &mut Search<'_>, text: &[u8]) -> Option<usize> {
        let canonical = search.target.canonical;
        let mut growing = Growing::new(search, canonical);
        let mut encoded = Vec::with_capacity(256);
        for (line, end) in lines(text) {
            encoded.clear();
            self.line(line, &mut encoded);
            for (piece, _) in lines(&encoded) {
                growing.line(piece);
            }
            if encoded.is_empty() {
                growing.line(b"");
            }
            if growing.is_match() {
                return Some(end);
            }
            if growing.is_over() {
                return None;
            }
        }
        None
    }

    /// Encodes a whole text.
    pub fn encode(self, text: &[u8]) -> Vec<u8> {
        let mut out = Vec::with_capacity(text.len() * 2);
        for (line, _) in lines(text) {
            self.line(line, &mut out);
            out.extend_from_slice(b"\r\n");
        }
        out
    }

    /// Encodes one line, soft breaks included, without its final CRLF.
    fn line(self, line: &[u8], out: &mut Vec<u8>) {
        let mut start = out.len();
        let mut blank_end = None;
        let mut char_start = start;
        for (at, &byte) in line.iter().enumerate() {
            let last = at + 1 == line.len();
            let plain = match byte {
                b'=' => false,
                b' ' | b'\t' => !last,
                b'.' if self.careful => at > 0,
                b'F' if self.careful => at > 0 || !line.starts_with(b"From "),
                33..=126 => true,
                _ => false,
            };
            if byte & 0xC0 != 0x80 {
                char_start = out.len();
            }
            let size = if plain { 1 } else { 3 };
            let room = if last && self.full {
                self.width
            } else {
                self.width - 1
            };
            if out.len() - start + size > room {
                let word = blank_end
                    .filter(|_| matches!(self.breaks, Break::Word | Break::WordOrCharacter));
                let character = Some(char_start).filter(|&at| {
                    at > start && matches!(self.breaks, Break::Character | Break::WordOrCharacter)
                });
                let at = word.or(character).unwrap_or(out.len());
                out.splice(at..at, *b"=\r\n");
                start = at + 3;
                char_start = char_start.max(start);
                blank_end = None;
            }
            if plain {
                out.push(byte);
            } else {
                const HEX: &[u8; 16] = b"0123456789ABCDEF";
                out.extend([
                    b'=',
                    HEX[usize::from(byte >> 4)],
                    HEX[usize::from(byte & 15)],
                ]);
            }
            if matches!(byte, b' ' | b'\t') {
                blank_end = Some(out.len());
            }
        }
    }
}

/// How a mailer writes base64.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Base64 {
    /// Bytes that a line holds.
    chunk: usize,
    /// Whether the lines of the text within end with CRLF, else LF.
    pub crlf: bool,
}

impl Base64 {
    /// The styles that are tried, the likeliest first: 76 columns, then the 72, 64 and 60 of others.
    pub const STYLES: [Self; 8] = [
        Self::style(57, true),
        Self::style(57, false),
        Self::style(54, true),
        Self::style(54, false),
        Self::style(48, true),
        Self::style(48, false),
        Self::style(45, true),
        Self::style(45, false),
    ];

    const fn style(chunk: usize, crlf: bool) -> Self {
        Self { chunk, crlf }
    }

    /// Where in a decoded text the original ends, if its beginning, so encoded, is the original. The text has the line
    /// ends of this style. Each line end is tried with and without it, since many a mailer sends none behind the last
    /// line.
    pub fn cut(self, search: &mut Search<'_>, text: &[u8]) -> Option<usize> {
        let canonical = search.target.canonical;
        let mut growing = Growing::new(search, canonical);
        let mut done = 0;
        let mut encoded = String::with_capacity(80);
        for newline in memchr::memchr_iter(b'\n', text).chain([text.len()]) {
            let before = if self.crlf && text[..newline].ends_with(b"\r") {
                newline - 1
            } else {
                newline
            };
            let after = (newline + 1).min(text.len());
            for end in [before, after] {
                while done + self.chunk < end {
                    encoded.clear();
                    STANDARD.encode_string(&text[done..done + self.chunk], &mut encoded);
                    growing.line(encoded.as_bytes());
                    done += self.chunk;
                }
                encoded.clear();
                STANDARD.encode_string(&text[done.min(end)..end], &mut encoded);
                if end > done && growing.is_match_with(encoded.as_bytes()) {
                    return Some(end);
                }
            }
            if growing.is_over() {
                return None;
            }
        }
        None
    }

    /// Encodes a whole text.
    pub fn encode(self, text: &[u8]) -> Vec<u8> {
        let mut out = Vec::with_capacity(text.len() * 3 / 2);
        for chunk in text.chunks(self.chunk) {
            out.extend_from_slice(STANDARD.encode(chunk).as_bytes());
            out.extend_from_slice(b"\r\n");
        }
        out
    }
}

/// Decodes base64 line by line, passing over what is none (a footer behind it, for one).
pub(super) fn decode_base64(text: &[u8]) -> Option<Vec<u8>> {
    let compact: Vec<u8> = text
        .iter()
        .copied()
        .filter(|byte| !byte.is_ascii_whitespace())
        .collect();
    STANDARD.decode(compact).ok()
}
