//! A multipart as it may have been: with the parts 8-bit that a relay made quoted-printable, because the next one took
//! 7 bits only (RFC 6152 section 3), and closed before a part that was added.

use super::mime::{self, Encoding, Entity};
use super::search::{Growing, Search, lines};
use crate::codec::quoted_printable;
use crate::limits::{MAX_LEAVES, MAX_REPAIR_DEPTH};
use std::ops::Range;

/// The original of a multipart.
pub(super) struct Original {
    /// It, with what was appended.
    pub text: Vec<u8>,
    /// Where in that it ends.
    pub end: usize,
    /// Whether parts were 8-bit.
    pub is_downgraded: bool,
    /// Where in the multipart those parts begin that were added.
    pub added: Option<usize>,
}

/// Looks for the original of a multipart in all the forms that it may have had, which share the hashes of their beginnings.
pub(super) fn find(search: &mut Search<'_>, text: &[u8], boundary: &[u8]) -> Option<Original> {
    let multipart = mime::split(text, boundary);
    let walk = Walk {
        text,
        pieces: pieces(text, boundary, &multipart.delimiters),
        close: [b"--", boundary, b"--\r\n"].concat(),
        last_delimiter: multipart.last_delimiter(),
    };
    let begun = Growing::new(search.target, search.target.canonical);
    walk.follow(search, 0, begun, &[]).or_else(|| {
        search.is_empty().then(|| Original {
            text: text.to_vec(),
            end: 0,
            is_downgraded: false,
            added: None,
        })
    })
}

/// Whole lines of a multipart.
struct Piece {
    lines: Range<usize>,
    /// What they were if their part was 8-bit.
    other: Option<Vec<u8>>,
    /// Whether a part begins here that may have been added.
    may_be_added: bool,
}

struct Walk<'t> {
    text: &'t [u8],
    pieces: Vec<Piece>,
    /// The line that closes the multipart.
    close: Vec<u8>,
    last_delimiter: usize,
}

impl Walk<'_> {
    /// Goes on at a piece. `others` are those before it that were not what they are here.
    fn follow(
        &self,
        search: &mut Search<'_>,
        from: usize,
        mut growing: Growing,
        others: &[usize],
    ) -> Option<Original> {
        for (nth, piece) in self.pieces.iter().enumerate().skip(from) {
            if search.is_over() || growing.is_full() {
                return None;
            }
            if piece.may_be_added && growing.is_match_with(search, &self.close) {
                let mut text = self.form(nth, others);
                text.extend_from_slice(&self.close);
                return Some(Original {
                    end: text.len(),
                    text,
                    is_downgraded: !others.is_empty(),
                    added: Some(piece.lines.start),
                });
            }
            if let Some(other) = &piece.other {
                let (mut as_other, with_this) = (growing.clone(), [others, &[nth]].concat());
                if let Some(found) = self.take(search, nth, other, &mut as_other, &with_this) {
                    return Some(found);
                }
                if let Some(found) = self.follow(search, nth + 1, as_other, &with_this) {
                    return Some(found);
                }
            }
            let lines = &self.text[piece.lines.clone()];
            if let Some(found) = self.take(search, nth, lines, &mut growing, others) {
                return Some(found);
            }
        }
        None
    }

    /// Takes in a piece in one of its forms. In the last one the original may end; with `l=` in any.
    fn take(
        &self,
        search: &mut Search<'_>,
        nth: usize,
        lines: &[u8],
        growing: &mut Growing,
        others: &[usize],
    ) -> Option<Original> {
        if nth + 1 < self.pieces.len() && search.target.length.is_none() {
            growing.take(search, lines);
            return None;
        }
        let begin = self.pieces[nth].lines.start;
        let end = search.cut_on(growing, lines, self.last_delimiter.saturating_sub(begin))?;
        Some(Original {
            text: self.form(self.pieces.len(), others),
            end: self.form(nth, others).len() + end,
            is_downgraded: !others.is_empty(),
            added: None,
        })
    }

    /// So many pieces as they were.
    fn form(&self, count: usize, others: &[usize]) -> Vec<u8> {
        let mut out = Vec::with_capacity(self.text.len());
        for (nth, piece) in self.pieces[..count].iter().enumerate() {
            match &piece.other {
                Some(other) if others.contains(&nth) => out.extend_from_slice(other),
                _ => out.extend_from_slice(&self.text[piece.lines.clone()]),
            }
        }
        out
    }
}

fn pieces(text: &[u8], boundary: &[u8], delimiters: &[usize]) -> Vec<Piece> {
    let mut leaves = Vec::new();
    collect(text, 0, boundary, 0, &mut leaves);
    leaves.truncate(MAX_LEAVES);
    let mut marks: Vec<(usize, Option<Leaf>)> = leaves
        .into_iter()
        .map(|leaf| (leaf.lines.start, Some(leaf)))
        // The first part was not added.
        .chain(delimiters.iter().skip(1).map(|&at| (at, None)))
        .collect();
    marks.sort_by_key(|(at, _)| *at);
    let mut found = Vec::new();
    let (mut from, mut may_be_added) = (0, false);
    for (at, leaf) in marks {
        if at < from {
            continue;
        }
        if at > from {
            found.push(Piece {
                lines: from..at,
                other: None,
                may_be_added: std::mem::take(&mut may_be_added),
            });
        }
        from = at;
        may_be_added |= leaf.is_none();
        if let Some(leaf) = leaf {
            from = leaf.lines.end;
            found.push(Piece {
                other: Some(leaf.as_eight_bit(text)),
                lines: leaf.lines,
                may_be_added: std::mem::take(&mut may_be_added),
            });
        }
    }
    if from < text.len() {
        found.push(Piece {
            lines: from..text.len(),
            other: None,
            may_be_added,
        });
    }
    found
}

/// A part that is quoted-printable now.
struct Leaf {
    /// From the line of its header that says so to the line end behind it.
    lines: Range<usize>,
    /// Where in its header the words `quoted-printable` stand.
    word: Range<usize>,
    body: Range<usize>,
}

impl Leaf {
    fn as_eight_bit(&self, text: &[u8]) -> Vec<u8> {
        let mut out = Vec::with_capacity(self.lines.len());
        out.extend_from_slice(&text[self.lines.start..self.word.start]);
        out.extend_from_slice(b"8bit");
        out.extend_from_slice(&text[self.word.end..self.body.start]);
        out.extend_from_slice(&quoted_printable::decode(&text[self.body.clone()]));
        out.extend_from_slice(&text[self.body.end..self.lines.end]);
        out
    }
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
            && let Some((line, word)) = find_word(&part[..start])
        {
            // The line end before a delimiter belongs to that.
            let end = offset + range.end + line_end_at(&text[range.end..]);
            leaves.push(Leaf {
                lines: at + line..end,
                word: at + word.start..at + word.end,
                body: at + start..offset + range.end,
            });
        }
    }
}

/// The length of the line end that a text begins with.
fn line_end_at(text: &[u8]) -> usize {
    if text.starts_with(b"\r\n") { 2 } else { 0 }
}

/// Where the line of a header begins that says `quoted-printable`, and where that stands.
fn find_word(header: &[u8]) -> Option<(usize, Range<usize>)> {
    const WORD: &[u8] = b"quoted-printable";
    let mut at = 0;
    for (line, end) in lines(header) {
        let start = std::mem::replace(&mut at, end);
        let found = line
            .windows(WORD.len())
            .position(|window| window.eq_ignore_ascii_case(WORD));
        if let Some(found) = found {
            return Some((start, start + found..start + found + WORD.len()));
        }
    }
    None
}
