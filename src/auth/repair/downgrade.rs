//! 8-bit parts that a relay made quoted-printable, because the next one took 7 bits only (RFC 6152 section 3).

use super::mime::{self, Encoding, Entity};
use super::search::lines;
use crate::codec::quoted_printable;
use crate::limits::{MAX_LEAVES, MAX_REPAIR_DEPTH};
use std::ops::Range;

/// A part that is quoted-printable now.
struct Leaf {
    /// Where the words `quoted-printable` stand in its header.
    word: Range<usize>,
    body: Range<usize>,
}

/// The texts that a multipart body could have been before: all parts 8-bit first, then each combination.
pub(super) fn undone<'t>(text: &'t [u8], entity: &Entity) -> impl Iterator<Item = Vec<u8>> + 't {
    let mut leaves = Vec::new();
    if let Some(boundary) = &entity.boundary {
        collect(text, 0, boundary, 0, &mut leaves);
    }
    leaves.truncate(MAX_LEAVES);
    let all = (1_u32 << leaves.len()) - 1;
    (1..=all)
        .rev()
        .map(move |mask| rebuild(text, &leaves, mask))
}

fn collect(text: &[u8], offset: usize, boundary: &[u8], depth: usize, leaves: &mut Vec<Leaf>) {
    if depth == MAX_REPAIR_DEPTH {
        return;
    }
    for range in mime::split(text, boundary).parts {
        let part = &text[range.clone()];
        let (entity, start) = Entity::of_part(part);
        let at = offset + range.start;
        if let Some(inner) = &entity.boundary {
            collect(&part[start..], at + start, inner, depth + 1, leaves);
        } else if entity.encoding == Encoding::QuotedPrintable
            && let Some(word) = find_word(&part[..start])
        {
            leaves.push(Leaf {
                word: at + word.start..at + word.end,
                body: at + start..offset + range.end,
            });
        }
    }
}

fn find_word(header: &[u8]) -> Option<Range<usize>> {
    const WORD: &[u8] = b"quoted-printable";
    let mut at = 0;
    for (line, end) in lines(header) {
        let start = std::mem::replace(&mut at, end);
        let found = line
            .windows(WORD.len())
            .position(|window| window.eq_ignore_ascii_case(WORD));
        if let Some(found) = found {
            return Some(start + found..start + found + WORD.len());
        }
    }
    None
}

fn rebuild(text: &[u8], leaves: &[Leaf], mask: u32) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut at = 0;
    for (nth, leaf) in leaves.iter().enumerate() {
        if mask & (1 << nth) == 0 {
            continue;
        }
        out.extend_from_slice(&text[at..leaf.word.start]);
        out.extend_from_slice(b"8bit");
        out.extend_from_slice(&text[leaf.word.end..leaf.body.start]);
        out.extend_from_slice(&quoted_printable::decode(&text[leaf.body.clone()]));
        at = leaf.body.end;
    }
    out.extend_from_slice(&text[at..]);
    out
}
