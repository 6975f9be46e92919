//! The search itself: is this text, or a beginning of it, the body that was signed?

use super::budget::{Budget, Share};
use super::ends::{Blank, last_lines, likely_ends};
use crate::auth::canonical::{BodyLines, Canonical, find_crlf};
use crate::auth::signature::{BodyHasher, Hash};

/// What the original body is known by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The canonical form that was hashed.
    pub canonical: Canonical,
    /// The hash function.
    pub hash: Hash,
    /// `l=`.
    pub length: Option<u64>,
    /// `bh=`.
    pub stated: Vec<u8>,
}

/// The search for one original, with what it may still spend.
pub(super) struct Search<'t> {
    pub target: &'t Target,
    share: Share<'t>,
}

impl<'t> Search<'t> {
    pub fn new(target: &'t Target, budget: &'t mut Budget) -> Self {
        Self {
            target,
            share: budget.share(),
        }
    }

    /// Whether the budget is used up.
    pub fn is_over(&self) -> bool {
        self.share.is_spent()
    }

    /// Where in a text (CRLF line ends) the original ends, if the text begins with it.
    pub fn cut(&mut self, text: &[u8]) -> Option<usize> {
        self.cut_behind(text, 0)
    }

    /// The same among the last lines of a text.
    pub fn cut_among_last(&mut self, text: &[u8]) -> Option<usize> {
        self.cut_behind(text, last_lines(text))
    }

    /// The same for an original that ends behind a place.
    pub fn cut_behind(&mut self, text: &[u8], from: usize) -> Option<usize> {
        let mut growing = Growing::new(self.target, self.target.canonical);
        self.cut_on(&mut growing, text, from)
            .or_else(|| self.is_empty().then_some(0))
    }

    /// The same for one that begins with what was taken in before the text.
    pub fn cut_on(&mut self, growing: &mut Growing, text: &[u8], from: usize) -> Option<usize> {
        let mut at = 0;
        for end in self.ends(text, from) {
            growing.take(self, &text[at..end]);
            at = end;
            if growing.is_match(self) {
                return Some(end);
            }
            if self.is_over() || growing.is_full() {
                return None;
            }
        }
        None
    }

    /// Whether the original was empty, or all blank lines.
    pub fn is_empty(&self) -> bool {
        let mut empty = BodyHasher::new(self.target.hash, self.target.length);
        BodyLines::new(self.target.canonical).finish(&mut |piece| empty.update(piece));
        empty.is(&self.target.stated)
    }

    /// Where an original that a text begins with may end. What `l=` leaves out costs no hash, so that every line will do.
    fn ends(&self, text: &[u8], from: usize) -> Vec<usize> {
        let blank = match self.target.canonical {
            Canonical::Simple => Blank::OfSpaces,
            Canonical::Relaxed => Blank::None,
        };
        match self.target.length {
            Some(_) => lines(text).map(|(_, end)| end).collect(),
            None => likely_ends(text, b"\r\n", from, blank),
        }
    }

    /// Whether a text is the original in another canonical form than the signature says.
    pub fn whole_as(&mut self, canonical: Canonical, text: &[u8]) -> bool {
        let mut growing = Growing::new(self.target, canonical);
        growing.take(self, text);
        growing.is_match(self)
    }
}

/// The lines of a text without their CRLF, each with the offset behind it.
pub(super) fn lines(text: &[u8]) -> impl Iterator<Item = (&[u8], usize)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        if at >= text.len() {
            return None;
        }
        let end = find_crlf(text, at);
        let line = &text[at..end.unwrap_or(text.len())];
        at = end.map_or(text.len(), |end| end + 2);
        Some((line, at))
    })
}

/// A hash of a growing text that can be compared in between. A clone goes on from there in another way.
#[derive(Clone)]
pub(super) struct Growing {
    lines: BodyLines,
    hasher: BodyHasher,
}

impl Growing {
    pub fn new(target: &Target, canonical: Canonical) -> Self {
        Self {
            lines: BodyLines::new(canonical),
            hasher: BodyHasher::new(target.hash, target.length),
        }
    }

    /// Takes in whole lines with their CRLF, which only the last of all may lack.
    pub fn take(&mut self, search: &mut Search<'_>, lines: &[u8]) {
        if search.share.read(lines.len()) {
            let hasher = &mut self.hasher;
            self.lines.take(lines, &mut |piece| hasher.update(piece));
        }
    }

    /// Takes in lines that are in every canonical form, with their CRLF; none is empty.
    pub fn take_canonical(&mut self, search: &mut Search<'_>, lines: &[u8]) {
        if search.share.read(lines.len()) {
            self.hasher.update(lines);
        }
    }

    /// Whether what was taken in is the original.
    pub fn is_match(&self, search: &mut Search<'_>) -> bool {
        let is_short = search.target.length.is_some() && !self.is_full();
        if search.is_over() || is_short {
            return false;
        }
        search.share.compare();
        self.hasher.is(&search.target.stated)
    }

    /// Whether more lines, not taken in, make it the original: for those that would be others if more followed.
    pub fn is_match_with(&self, search: &mut Search<'_>, lines: &[u8]) -> bool {
        let mut other = self.clone();
        other.take(search, lines);
        other.is_match(search)
    }

    /// Whether nothing that follows changes the hash any more, because of `l=`.
    pub fn is_full(&self) -> bool {
        self.hasher.is_full()
    }
}
