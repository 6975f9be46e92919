//! A text decoded, with the place of every byte in what it was decoded from.
//!
//! What is found in the decoded text is replaced where it stands in the source; a token of letters and digits means the
//! same in each of these encodings.

use super::decoder::{Decoder, Place, place};
use std::borrow::Cow;
use std::ops::Range;

/// A decoded text over its source.
#[derive(Clone, Debug)]
pub(super) struct View<'s> {
    /// The decoded bytes.
    pub text: Cow<'s, [u8]>,
    /// The source range of each byte; `None` when the text is the source.
    places: Option<Vec<Place>>,
}

impl<'s> View<'s> {
    /// The source as it is.
    pub fn identity(source: &'s [u8]) -> Self {
        Self {
            text: Cow::Borrowed(source),
            places: None,
        }
    }

    /// Where a range of the text stands in the source. Decoded-away bytes at its ends are not part of it.
    pub fn source(&self, range: &Range<usize>) -> Range<usize> {
        match &self.places {
            None => range.clone(),
            Some(places) => match (
                places.get(range.start),
                places.get(range.end.wrapping_sub(1)),
            ) {
                (Some(first), Some(last)) if !range.is_empty() => first.0 as usize..last.1 as usize,
                _ => 0..0,
            },
        }
    }

    /// Whether a run of digits is the same run in the source, bounded there as here: what looked at the source has seen it.
    pub fn is_seen(&self, source: &[u8], run: &Range<usize>, is_digit: fn(u8) -> bool) -> bool {
        if self.places.is_none() {
            return false;
        }
        let place = self.source(run);
        let before = place.start.checked_sub(1).map(|at| source[at]);
        place.len() == run.len()
            && !before.is_some_and(is_digit)
            && !source.get(place.end).copied().is_some_and(is_digit)
    }

    /// A source of which some ranges say something else: `said` gives the bytes for each, in order and apart from each
    /// other. Each byte of such a range stands in the whole of it.
    pub fn replaced(source: &[u8], said: &[(Range<usize>, &[u8])]) -> View<'static> {
        let mut text = Vec::with_capacity(source.len());
        let mut places = Vec::with_capacity(source.len());
        let mut at = 0;
        let end = source.len()..source.len();
        for (range, bytes) in said.iter().cloned().chain([(end, &[][..])]) {
            text.extend_from_slice(&source[at..range.start]);
            places.extend((at..range.start).map(|at| place(at..at + 1)));
            text.extend_from_slice(bytes);
            places.extend(bytes.iter().map(|_| place(range.clone())));
            at = range.end;
        }
        View {
            text: Cow::Owned(text),
            places: Some(places),
        }
    }

    /// The same source with one more decoder applied; `None` if that changes nothing.
    pub fn then(&self, decoder: Decoder) -> Option<View<'static>> {
        let (text, places) = decoder.decode(&self.text)?;
        let places = match &self.places {
            None => places,
            Some(below) => places
                .into_iter()
                .map(|(start, end)| (below[start as usize].0, below[end as usize - 1].1))
                .collect(),
        };
        Some(View {
            text: Cow::Owned(text),
            places: Some(places),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_lead_back_through_two_decoders() {
        let source = b"x%25\r\n40y";
        let view = View::identity(source)
            .then(Decoder::Squeeze)
            .and_then(|view| view.then(Decoder::Url))
            .and_then(|view| view.then(Decoder::Url))
            .unwrap();
        assert_eq!(&*view.text, b"x@y");
        assert_eq!(&source[view.source(&(1..2))], b"%25\r\n40");
        assert_eq!(view.source(&(0..3)), 0..source.len());
        assert_eq!(view.source(&(2..2)), 0..0);
    }
}
