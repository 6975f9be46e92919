//! Bodies in base64 (RFC 2045 section 6.8): decoded as a whole, and encoded anew if anything was taken out.

use super::edits;
use super::find::Finder;
use super::sought::Edit;
use crate::codec::base64::{self, Alphabet, Padding};

/// Characters in a line (RFC 2045 section 6.8).
const LINE: usize = 76;

/// The edits that take everything protected out of a body.
pub(super) fn edits(finder: &Finder, text: &[u8]) -> Vec<Edit> {
    for decoded in decodings(text) {
        let inner = finder.edits(&decoded);
        if let Some(first) = inner.first() {
            return vec![Edit {
                // The blank end of a body belongs to the boundary behind it.
                range: 0..text.trim_ascii_end().len(),
                with: wrapped(&edits::apply(&decoded, &inner), text),
                digest: None,
                form: first.form,
            }];
        }
    }
    if is_bare(text) {
        finder.plain_edits(text)
    } else {
        finder.edits(text)
    }
}

/// Whether a body holds nothing but lines of base64. What a list appended behind them, or somebody put between, is text, and
/// coded as any text may be.
pub(super) fn is_bare(text: &[u8]) -> bool {
    text.split(|byte| *byte == b'\n').all(|line| {
        let mut digits = line.trim_ascii().iter();
        digits.all(|byte| base64::sextet(*byte).is_some() || *byte == b'=')
    })
}

/// Bytes in base64, in lines that end as those of another text do; without the last line end.
fn wrapped(bytes: &[u8], like: &[u8]) -> Vec<u8> {
    let coded = base64::encode(bytes);
    let line_end: &[u8] = if memchr::memmem::find(like, b"\r\n").is_some() {
        b"\r\n"
    } else {
        b"\n"
    };
    coded
        .as_bytes()
        .chunks(LINE)
        .collect::<Vec<_>>()
        .join(line_end)
}

/// A body as forgiving readers decode it: what is no digit is passed over. Some begin a new group behind padding, and
/// some pass over that, too; both are given where they differ.
pub(super) fn decodings(text: &[u8]) -> Vec<Vec<u8>> {
    let mut out = vec![decode(text, Padding::Ends)];
    let is_padded = memchr::memchr(b'=', text).is_some_and(|at| {
        text[at..]
            .iter()
            .any(|byte| base64::sextet(*byte).is_some())
    });
    if is_padded {
        out.push(decode(text, Padding::Ignored));
    }
    out
}

fn decode(text: &[u8], padding: Padding) -> Vec<u8> {
    base64::lenient(text, Alphabet::Either, padding).0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn padding_in_the_middle_is_read_in_both_ways() {
        assert_eq!(decodings(b"cm9iaW4=\r\n"), [b"robin".to_vec()]);
        let both = decodings(b"cm9iaW4=\r\nQGE=");
        assert_eq!(both[0], b"robin@a");
        assert_ne!(both[1], b"robin@a");
        assert_eq!(decodings(b"cm9=iaW4")[1], b"robin");
    }
}
