//! A text decoded, with the place of every byte in what it was decoded from.
//!
//! What is found in the decoded text can be shown, replaced or overwritten where it stands in the source.

use std::borrow::Cow;
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
    /// The source range of each byte; `None` when the text is the source.
    places: Option<Vec<(u32, u32)>>,
}

impl Default for View<'static> {
    /// A text of nothing, for [`Self::push`].
    fn default() -> Self {
        Self {
            text: Cow::Owned(Vec::new()),
            places: Some(Vec::new()),
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

    /// Adds bytes of which each stands in the whole of a range of the source.
    fn extend(&mut self, bytes: &[u8], at: Range<usize>) {
        self.text.to_mut().extend_from_slice(bytes);
        let place = (place(at.start), place(at.end));
        let places = self.places.get_or_insert_default();
        places.extend(bytes.iter().map(|_| place));
    }

    /// Takes over a range of the source as it is.
    fn copy(&mut self, source: &[u8], range: Range<usize>) {
        self.text.to_mut().extend_from_slice(&source[range.clone()]);
        let places = self.places.get_or_insert_default();
        places.extend(range.map(|at| (place(at), place(at + 1))));
    }

    fn with_capacity(capacity: usize) -> Self {
        Self {
            text: Cow::Owned(Vec::with_capacity(capacity)),
            places: Some(Vec::with_capacity(capacity)),
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
            places: None,
        }
    }

    /// Whether the text is the source.
    pub fn is_identity(&self) -> bool {
        self.places.is_none()
    }

    /// Where a range of the text stands in the source. Decoded-away bytes at its ends are not part of it. An empty range
    /// stands nowhere.
    pub fn source(&self, range: &Range<usize>) -> Option<Range<usize>> {
        if range.is_empty() {
            return None;
        }
        let Some(places) = &self.places else {
            return (range.end <= self.text.len()).then(|| range.clone());
        };
        let (first, last) = (places.get(range.start)?, places.get(range.end - 1)?);
        Some(first.0 as usize..last.1 as usize)
    }

    /// The same source with one more coding undone; `None` if that changes nothing. A unit can begin where `begins` says;
    /// `unit` reads the one that begins at a place of the text.
    pub fn then(
        &self,
        begins: impl Fn(u8) -> bool,
        mut unit: impl FnMut(&[u8], usize) -> Option<Read>,
    ) -> Option<View<'static>> {
        let text = &*self.text;
        let mut view: Option<View<'static>> = None;
        // What was copied so far, and where the next unit is looked for.
        let (mut copied, mut at) = (0, 0);
        while let Some(found) = text[at..].iter().position(|byte| begins(*byte)) {
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
        if let (Some(below), Some(places)) = (&self.places, &mut view.places) {
            for (start, end) in places {
                *start = below[*start as usize].0;
                *end = below[*end as usize - 1].1;
            }
        }
        Some(view)
    }
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
    }

    #[test]
    fn what_is_replaced_stands_in_all_of_its_range() {
        let view = View::replaced(b"a[..]b", &[(1..5, b"xyz")]);
        assert_eq!(&*view.text, b"axyzb");
        assert_eq!(view.source(&(2..3)), Some(1..5));
        assert_eq!(view.source(&(0..5)), Some(0..6));
    }
}
