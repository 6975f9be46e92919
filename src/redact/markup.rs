//! What a reader of HTML does not see: tags, comments, characters without width. An address can be cut with them.

use super::seen::seen;
use crate::codec::view::{Read, Unit};
use memchr::memmem;

/// Where the next `>` and `-->` stand, each found once: searched for anew from every `<`, a text of nothing but `<` would
/// cost the square of its length.
#[derive(Debug, Default)]
pub(super) struct Ends {
    tag: Ahead,
    comment: Ahead,
}

/// Whether something can begin at a byte that is not seen, or not as it is written.
pub(super) fn is_trigger(byte: u8) -> bool {
    // Besides `<`, the first bytes of the characters in [`seen`].
    matches!(byte, b'<' | 0xc2 | 0xcd | 0xe1 | 0xe2 | 0xe3 | 0xef)
}

/// Reads a tag, a comment, or a character that is shown otherwise.
pub(super) fn unit(text: &[u8], at: usize, ends: &mut Ends) -> Option<Read> {
    let rest = &text[at..];
    if rest[0] != b'<' {
        let (character, used) = character(rest)?;
        let unit = seen(character);
        return (unit != Unit::Char(character)).then_some((unit, used));
    }
    let end = if rest.starts_with(b"<!--") {
        ends.comment.end(text, b"-->", at + 4)?
    } else if rest
        .get(1)
        .is_some_and(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'/' | b'!' | b'?'))
    {
        ends.tag.end(text, b">", at)?
    } else {
        return None;
    };
    Some((Unit::Nothing, end - at))
}

/// The character of UTF-8 that a text begins with, and its length.
fn character(rest: &[u8]) -> Option<(char, usize)> {
    let length = match rest[0] {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        _ => return None,
    };
    let text = std::str::from_utf8(rest.get(..length)?).ok()?;
    Some((text.chars().next()?, length))
}

/// The next place of one end.
#[derive(Debug, Default)]
struct Ahead {
    /// Where it begins; the length of the text if there is none.
    next: Option<usize>,
}

impl Ahead {
    /// Where the first of these ends at or behind a place is over. Places only grow.
    fn end(&mut self, text: &[u8], end: &[u8], from: usize) -> Option<usize> {
        let next = match self.next.filter(|next| *next >= from) {
            Some(next) => next,
            None => text
                .get(from..)
                .and_then(|rest| memmem::find(rest, end))
                .map_or(text.len(), |found| from + found),
        };
        self.next = Some(next);
        (next < text.len()).then_some(next + end.len())
    }
}
