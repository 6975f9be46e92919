//! A text decoded, with the place of every byte in what it was decoded from.
//!
//! What is found in the decoded text can be shown, replaced or overwritten where it stands in the source.

use std::borrow::Cow;
use std::num::NonZeroU32;
use std::ops::Range;

/// What one coded unit stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    /// Nothing that is seen.
    Nothing,
    /// A byte.
    Byte(u8),
    /// A character, in UTF-8.
    Char(char),
}

/// A unit, and how many bytes it is written with: one or more.
pub(crate) type Read = (Unit, usize);

impl Unit {
    /// The bytes that it stands for.
    pub fn bytes(self, buffer: &mut [u8; 4]) -> &[u8] {
        match self {
            Self::Nothing => &[],
            Self::Byte(byte) => {
                buffer[0] = byte;
                &buffer[..1]
            }
            Self::Char(character) => character.encode_utf8(buffer).as_bytes(),
        }
    }
}

/// A decoded text over its source.
#[derive(Clone, Debug)]
pub(crate) struct View<'s> {
    /// The decoded bytes.
    pub text: Cow<'s, [u8]>,
    /// Where they stand in the source; `None` when the text is the source.
    pieces: Option<Vec<Piece>>,
}

/// A stretch of the text, up to the next.
#[derive(Clone, Copy, Debug)]
struct Piece {
    /// Where it begins in the text.
    at: u32,
    /// Where it begins in the source.
    from: u32,
    /// Where it ends there, if each of its bytes stands in the whole of that; else they stand there one by one.
    to: Option<NonZeroU32>,
}

impl Piece {
    /// Where a byte of the text, which is in this piece, stands in the source.
    fn place(self, at: usize) -> Range<usize> {
        let from = self.from as usize;
        if let Some(to) = self.to {
            return from..to.get() as usize;
        }
        let start = from + at - self.at as usize;
        start..start + 1
    }
}

impl Default for View<'static> {
    /// A text of nothing, for [`Self::push`].
    fn default() -> Self {
        Self {
            text: Cow::Owned(Vec::new()),
            pieces: Some(Vec::new()),
        }
    }
}

/// A place in four bytes, which an input of [`MAX_INPUT`](crate::limits::MAX_INPUT) has room in: there is one for every byte.
fn place(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

impl View<'static> {
    /// Adds a byte that stands in a range of the source.
    pub fn push(&mut self, byte: u8, at: Range<usize>) {
        self.extend(&[byte], at);
    }

    /// Adds bytes of which each stands in the whole of a range of the source, which is not empty.
    fn extend(&mut self, bytes: &[u8], at: Range<usize>) {
        if bytes.is_empty() {
            return;
        }
        self.begin(at.start, NonZeroU32::new(place(at.end)));
        self.text.to_mut().extend_from_slice(bytes);
    }

    /// Takes over a range of the source as it is.
    fn copy(&mut self, source: &[u8], range: Range<usize>) {
        if range.is_empty() {
            return;
        }
        self.begin(range.start, None);
        self.text.to_mut().extend_from_slice(&source[range]);
    }

    /// Begins a piece at the end of the text, unless what comes goes on with the last.
    fn begin(&mut self, from: usize, to: Option<NonZeroU32>) {
        let at = self.text.len();
        let pieces = self.pieces.get_or_insert_default();
        let goes_on = to.is_none()
            && pieces
                .last()
                .is_some_and(|last| last.to.is_none() && last.place(at).start == from);
        if !goes_on {
            pieces.push(Piece {
                at: place(at),
                from: place(from),
                to,
            });
        }
    }

    fn with_capacity(capacity: usize) -> Self {
        Self {
            text: Cow::Owned(Vec::with_capacity(capacity)),
            pieces: Some(Vec::new()),
        }
    }

    /// A source of which some ranges say something else: `said` gives the bytes for each, in order and apart from each
    /// other. Each byte of such a range stands in the whole of it.
    pub fn replaced(source: &[u8], said: &[(Range<usize>, &[u8])]) -> Self {
        let mut view = Self::with_capacity(source.len());
        let mut at = 0;
        for (range, bytes) in said {
            view.copy(source, at..range.start);
            view.extend(bytes, range.clone());
            at = range.end;
        }
        view.copy(source, at..source.len());
        view
    }
}

impl<'s> View<'s> {
    /// The source as it is.
    pub fn identity(source: &'s [u8]) -> Self {
        Self {
            text: Cow::Borrowed(source),
            pieces: None,
        }
    }

    /// Whether the text is the source.
    pub fn is_identity(&self) -> bool {
        self.pieces.is_none()
    }

    /// Where a range of the text stands in the source. Decoded-away bytes at its ends are not part of it. An empty range
    /// stands nowhere.
    pub fn source(&self, range: &Range<usize>) -> Option<Range<usize>> {
        if range.is_empty() || range.end > self.text.len() {
            return None;
        }
        let Some(pieces) = &self.pieces else {
            return Some(range.clone());
        };
        let of = |at: usize| {
            let next = pieces.partition_point(|piece| piece.at as usize <= at);
            Some(pieces.get(next.checked_sub(1)?)?.place(at))
        };
        Some(of(range.start)?.start..of(range.end - 1)?.end)
    }

    /// The stretches of a range of the text that stand in the source byte by byte as here, in order.
    pub fn copied(&self, range: &Range<usize>) -> impl Iterator<Item = Range<usize>> + '_ {
        let (start, end) = (range.start, range.end);
        let pieces = self.pieces.as_deref().unwrap_or_default();
        let first = pieces.partition_point(|piece| piece.at as usize <= start);
        let first = first.saturating_sub(1);
        (first..pieces.len())
            .take_while(move |index| (pieces[*index].at as usize) < end)
            .filter(|index| pieces[*index].to.is_none())
            .map(move |index| {
                let next = pieces.get(index + 1).map_or(end, |next| next.at as usize);
                start.max(pieces[index].at as usize)..end.min(next)
            })
    }

    /// The same source with one more coding undone; `None` if that changes nothing. A unit can begin where `begins` says;
    /// `unit` reads the one that begins at a place of the text.
    pub fn then(
        &self,
        begins: impl Fn(u8) -> bool,
        unit: impl FnMut(&[u8], usize) -> Option<Read>,
    ) -> Option<View<'static>> {
        let next = |rest: &[u8]| rest.iter().position(|byte| begins(*byte));
        self.then_at(next, unit)
    }

    /// The same where `next` gives the next place at which a unit can begin.
    pub fn then_at(
        &self,
        next: impl Fn(&[u8]) -> Option<usize>,
        mut unit: impl FnMut(&[u8], usize) -> Option<Read>,
    ) -> Option<View<'static>> {
        let text = &*self.text;
        let mut view: Option<View<'static>> = None;
        // What was copied so far, and where the next unit is looked for.
        let (mut copied, mut at) = (0, 0);
        while let Some(found) = next(&text[at..]) {
            at += found;
            let Some((unit, used)) = unit(text, at) else {
                at += 1;
                continue;
            };
            let view = view.get_or_insert_with(|| View::with_capacity(text.len()));
            view.copy(text, copied..at);
            view.extend(unit.bytes(&mut [0; 4]), at..at + used);
            at += used;
            copied = at;
        }
        let mut view = view?;
        view.copy(text, copied..text.len());
        if let (Some(below), Some(pieces)) = (&self.pieces, &mut view.pieces) {
            *pieces = through(pieces, view.text.len(), below);
        }
        Some(view)
    }
}

/// Pieces of a text over a second, as pieces over the source of that.
fn through(pieces: &[Piece], end: usize, below: &[Piece]) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::with_capacity(pieces.len());
    // Both are in order: the piece below in which the current one begins.
    let mut under = 0;
    let seek = |at: u32, under: &mut usize| {
        while below.get(*under + 1).is_some_and(|next| next.at <= at) {
            *under += 1;
        }
        below.get(*under).copied()
    };
    for (index, piece) in pieces.iter().enumerate() {
        let Some(mut lower) = seek(piece.from, &mut under) else {
            continue;
        };
        if let Some(to) = piece.to {
            let from = lower.place(piece.from as usize).start;
            let last = to.get() - 1;
            let mut ahead = under;
            let Some(upper) = seek(last, &mut ahead) else {
                continue;
            };
            out.push(Piece {
                at: piece.at,
                from: place(from),
                to: NonZeroU32::new(place(upper.place(last as usize).end)),
            });
            continue;
        }
        let end = pieces.get(index + 1).map_or(place(end), |next| next.at);
        let mut at = piece.at;
        while at < end {
            let middle = piece.from + (at - piece.at);
            out.push(Piece {
                at,
                from: place(lower.place(middle as usize).start),
                to: lower.to,
            });
            let Some(next) = below.get(under + 1) else {
                break;
            };
            at = piece.at + (next.at - piece.from);
            if at < end {
                under += 1;
                lower = *next;
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codec::percent;

    #[test]
    fn places_lead_back_through_several_codings() {
        let source = b"x%25\r\n40y";
        let url = |view: &View<'_>| {
            view.then(
                |byte| byte == b'%',
                |text, at| Some((Unit::Byte(percent::byte(&text[at..])?), 3)),
            )
        };
        let view = View::identity(source)
            .then(
                |byte| byte.is_ascii_whitespace(),
                |_, _| Some((Unit::Nothing, 1)),
            )
            .and_then(|view| url(&view))
            .and_then(|view| url(&view))
            .unwrap();
        assert_eq!(&*view.text, b"x@y");
        assert_eq!(view.source(&(1..2)), Some(1..8));
        assert_eq!(&source[1..8], b"%25\r\n40");
        assert_eq!(view.source(&(0..3)), Some(0..source.len()));
        for nowhere in [2..2, 3..4, 2..4] {
            assert_eq!(view.source(&nowhere), None);
        }
        assert!(url(&View::identity(b"x%y")).is_none());
        let copied: Vec<_> = view.copied(&(0..3)).collect();
        assert_eq!(copied, [0..1, 2..3]);
    }

    #[test]
    fn pieces_lead_back_through_units_and_gaps() {
        let undo = |view: &View<'_>, sign: u8| {
            view.then(
                |byte| byte == sign,
                |text, at| match text.get(at + 1..at + 3) {
                    Some(b"41") => Some((Unit::Byte(b'%'), 3)),
                    Some(b"42") => Some((Unit::Char('\u{e9}'), 3)),
                    Some(b"43") => Some((Unit::Nothing, 3)),
                    _ => None,
                },
            )
        };
        let source = b"a=42b=4142c=4143d%42e";
        let view = undo(&View::identity(source), b'=').and_then(|view| undo(&view, b'%'));
        let view = view.unwrap();
        assert_eq!(
            String::from_utf8_lossy(&view.text),
            "a\u{e9}b\u{e9}cd\u{e9}e"
        );
        for (text, written) in [
            ("a", "a"),
            ("a\u{e9}b", "a=42b"),
            ("b\u{e9}c", "b=4142c"),
            ("cd", "c=4143d"),
            ("d\u{e9}", "d%42"),
            ("\u{e9}e", "%42e"),
        ] {
            let at = memchr::memmem::find(&view.text, text.as_bytes()).unwrap();
            let place = view.source(&(at..at + text.len())).unwrap();
            assert_eq!(&source[place], written.as_bytes(), "{text}");
        }
    }

    #[test]
    fn what_is_replaced_stands_in_all_of_its_range() {
        let view = View::replaced(b"a[..]b", &[(1..5, b"xyz")]);
        assert_eq!(&*view.text, b"axyzb");
        assert_eq!(view.source(&(2..3)), Some(1..5));
        assert_eq!(view.source(&(0..5)), Some(0..6));
    }
}
