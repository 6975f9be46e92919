//! The search itself: is this text, or a beginning of it, the body that was signed?

use super::budget::{Budget, Share};
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
        let mut growing = Growing::new(self, self.target.canonical);
        for (line, end) in lines(text) {
            growing.line(line);
            if growing.is_match() {
                return Some(end);
            }
            if growing.is_over() {
                return None;
            }
        }
        // An original that was empty, or all blank lines.
        growing.is_blank_match().then_some(0)
    }

    /// Whether a text is the original.
    pub fn whole(&mut self, text: &[u8]) -> bool {
        self.whole_as(self.target.canonical, text)
    }

    /// Whether a text is the original in another canonical form than the signature says.
    pub fn whole_as(&mut self, canonical: Canonical, text: &[u8]) -> bool {
        let mut growing = Growing::new(self, canonical);
        for (line, _) in lines(text) {
            growing.line(line);
        }
        growing.is_match()
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

/// A hash of a growing text that can be compared after every line.
pub(super) struct Growing<'s, 't> {
    search: &'s mut Search<'t>,
    lines: BodyLines,
    hasher: BodyHasher,
    canonical: Canonical,
    blank: bool,
}

impl<'s, 't> Growing<'s, 't> {
    pub fn new(search: &'s mut Search<'t>, canonical: Canonical) -> Self {
        let hasher = BodyHasher::new(search.target.hash, search.target.length);
        Self {
            search,
            lines: BodyLines::new(canonical),
            hasher,
            canonical,
            blank: true,
        }
    }

    /// Whether the budget is used up.
    pub fn is_over(&self) -> bool {
        self.search.is_over()
    }

    /// Takes in a line.
    pub fn line(&mut self, line: &[u8]) {
        if self.search.share.bytes == 0 {
            return;
        }
        self.search.share.read(line.len() + 2);
        self.blank = match self.canonical {
            Canonical::Simple => line.is_empty(),
            Canonical::Relaxed => line.iter().all(|byte| matches!(byte, b' ' | b'\t')),
        };
        let hasher = &mut self.hasher;
        self.lines.line(line, &mut |piece| hasher.update(piece));
    }

    /// Whether what was taken in is the original. Behind an empty line the answer is what it was before it.
    pub fn is_match(&mut self) -> bool {
        if self.search.is_over() || self.blank {
            return false;
        }
        self.search.share.compare();
        self.hasher.is(&self.search.target.stated)
    }

    /// Whether the last line, not taken in, makes it the original: for lines that would be other if more followed.
    pub fn is_match_with(&mut self, line: &[u8]) -> bool {
        if self.search.is_over() {
            return false;
        }
        self.search.share.compare();
        self.search.share.read(line.len() + 2);
        let (mut lines, mut hasher) = (self.lines, self.hasher.clone());
        lines.line(line, &mut |piece| hasher.update(piece));
        hasher.is(&self.search.target.stated)
    }

    fn is_blank_match(&mut self) -> bool {
        let mut empty = BodyHasher::new(self.search.target.hash, self.search.target.length);
        BodyLines::new(self.canonical).finish(&mut |piece| empty.update(piece));
        empty.is(&self.search.target.stated)
    }
}
