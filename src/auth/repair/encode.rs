//! Base64 in the styles that mailers write it in.

use super::ends::{Blank, last_lines, likely_ends};
use super::search::{Growing, Search};
use super::styles::Styles;
use crate::codec::base64;

/// How many lines of base64 are hashed together.
const MANY: usize = 64;

/// The bytes that a line holds, the likeliest first: 76 columns, then the 72, 64 and 60 of others.
const CHUNKS: [usize; 4] = [57, 54, 48, 45];

/// A decoded text whose lines end in one way, and its digits, which are the same in lines of every length.
pub(super) struct Base64<'t> {
    text: &'t [u8],
    digits: String,
    /// Where the original may end.
    ends: Vec<usize>,
}

impl<'t> Base64<'t> {
    pub fn new(text: &'t [u8], newline: &[u8]) -> Self {
        Self {
            text,
            digits: base64::encode(&text[..text.len() / 3 * 3]),
            ends: ends(text, newline),
        }
    }

    /// Where the original ends, if the beginning of the text, so encoded, is the original; and how many bytes its lines
    /// hold.
    pub fn cut(&self, search: &mut Search<'_>, styles: Styles) -> Option<(usize, usize)> {
        let count = match styles {
            Styles::All => CHUNKS.len(),
            Styles::Commonest => 1,
        };
        CHUNKS
            .into_iter()
            .take(count)
            .find_map(|chunk| Some((self.cut_in(search, chunk)?, chunk)))
    }

    fn cut_in(&self, search: &mut Search<'_>, chunk: usize) -> Option<usize> {
        let columns = chunk / 3 * 4;
        let digits = self.digits.as_bytes();
        let mut growing = Growing::new(search.target, search.target.canonical);
        let mut taken = 0;
        let mut lines = Vec::with_capacity(MANY * (columns + 2));
        for &end in &self.ends {
            // Those before the last line, which is never empty.
            let full = (end - 1) / chunk;
            while taken < full {
                let now = MANY.min(full - taken);
                lines.clear();
                for line in digits[taken * columns..].chunks_exact(columns).take(now) {
                    lines.extend_from_slice(line);
                    lines.extend_from_slice(b"\r\n");
                }
                growing.take_canonical(search, &lines);
                taken += now;
            }
            let whole = end / 3;
            lines.clear();
            lines.extend_from_slice(&digits[taken * columns..whole * 4]);
            lines.extend_from_slice(base64::encode(&self.text[whole * 3..end]).as_bytes());
            if growing.is_match_with(search, &lines) {
                return Some(end);
            }
            if search.is_over() || growing.is_full() {
                return None;
            }
        }
        None
    }
}

/// Where a text may end that was encoded: with the line end of its last line and without, since many a mailer sends none there.
fn ends(text: &[u8], newline: &[u8]) -> Vec<usize> {
    let mut found = Vec::new();
    for end in likely_ends(text, newline, last_lines(text), Blank::All) {
        let before = text[..end].strip_suffix(newline).map_or(end, <[u8]>::len);
        found.extend([before, end]);
    }
    found.dedup();
    found.retain(|&end| end > 0);
    found
}

/// Encodes a whole text in lines that hold so many bytes.
pub(super) fn encode(text: &[u8], chunk: usize) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len() * 3 / 2);
    for line in text.chunks(chunk) {
        out.extend_from_slice(base64::encode(line).as_bytes());
        out.extend_from_slice(b"\r\n");
    }
    out
}
