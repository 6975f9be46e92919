//! Base64 in the styles that mailers write it in.

use super::search::{Growing, Search, last_lines};
use crate::codec::base64;

/// How many lines of base64 are hashed together.
const MANY: usize = 32;

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
        let mut growing = Growing::new(search.target, search.target.canonical);
        let from = last_lines(text);
        let mut done = 0;
        let mut encoded = String::with_capacity(MANY * 80);
        for newline in memchr::memchr_iter(b'\n', text).chain([text.len()]) {
            if newline < from {
                continue;
            }
            let before = if self.crlf && text[..newline].ends_with(b"\r") {
                newline - 1
            } else {
                newline
            };
            let after = (newline + 1).min(text.len());
            for end in [before, after] {
                while done + self.chunk < end {
                    if search.is_over() {
                        return None;
                    }
                    encoded.clear();
                    // Many at once where none is looked at by itself.
                    for chunk in text[done..end - 1].chunks_exact(self.chunk).take(MANY) {
                        base64::encode_into(chunk, &mut encoded);
                        encoded.push_str("\r\n");
                        done += self.chunk;
                    }
                    growing.canonical(search, encoded.as_bytes());
                }
                encoded.clear();
                base64::encode_into(&text[done.min(end)..end], &mut encoded);
                if end > done && growing.is_match_with(search, encoded.as_bytes()) {
                    return Some(end);
                }
            }
            if search.is_over() {
                return None;
            }
        }
        None
    }

    /// Encodes a whole text.
    pub fn encode(self, text: &[u8]) -> Vec<u8> {
        let mut out = Vec::with_capacity(text.len() * 3 / 2);
        for chunk in text.chunks(self.chunk) {
            out.extend_from_slice(base64::encode(chunk).as_bytes());
            out.extend_from_slice(b"\r\n");
        }
        out
    }
}
