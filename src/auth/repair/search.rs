//! The search itself: is this text, or a beginning of it, the body that was signed?

use super::budget::{Budget, Share};
use crate::auth::canonical::{BodyLines, Canonical, find_crlf};
use crate::auth::signature::{BodyHasher, Hash};
use crate::limits::MAX_FOOTER;

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

    fn cut_behind(&mut self, text: &[u8], from: usize) -> Option<usize> {
        let mut growing = Growing::new(self.target, self.target.canonical);
        for (line, end) in lines(text) {
            growing.line(self, line);
            if end > from && growing.is_match(self) {
                return Some(end);
            }
            if self.is_over() {
                return None;
            }
        }
        // An original that was empty, or all blank lines.
        growing.is_blank_match(self.target).then_some(0)
    }

    /// Whether a text is the original.
    pub fn whole(&mut self, text: &[u8]) -> bool {
        self.whole_as(self.target.canonical, text)
    }

    /// Whether a text is the original in another canonical form than the signature says.
    pub fn whole_as(&mut self, canonical: Canonical, text: &[u8]) -> bool {
        let mut growing = Growing::new(self.target, canonical);
        for (line, _) in lines(text) {
            growing.line(self, line);
        }
        growing.is_match(self)
    }
}

/// Where the last lines of a text begin, which what was appended to it is among.
pub(super) fn last_lines(text: &[u8]) -> usize {
    memchr::memrchr_iter(b'\n', text)
        .nth(MAX_FOOTER)
        .map_or(0, |at| at + 1)
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

/// A hash of a growing text that can be compared after every line. A clone goes on from there in another way.
#[derive(Clone)]
pub(super) struct Growing {
    lines: BodyLines,
    hasher: BodyHasher,
    canonical: Canonical,
    blank: bool,
}

impl Growing {
    pub fn new(target: &Target, canonical: Canonical) -> Self {
        Self {
            lines: BodyLines::new(canonical),
            hasher: BodyHasher::new(target.hash, target.length),
            canonical,
            blank: true,
        }
    }

    /// Takes in a line.
    pub fn line(&mut self, search: &mut Search<'_>, line: &[u8]) {
        if search.share.bytes == 0 {
            return;
        }
        search.share.read(line.len() + 2);
        self.blank = match self.canonical {
            Canonical::Simple => line.is_empty(),
            Canonical::Relaxed => line.iter().all(|byte| matches!(byte, b' ' | b'\t')),
        };
        let hasher = &mut self.hasher;
        self.lines.line(line, &mut |piece| hasher.update(piece));
    }

    /// Takes in lines that are in every canonical form, with their CRLF; none is empty.
    pub fn canonical(&mut self, search: &mut Search<'_>, lines: &[u8]) {
        search.share.read(lines.len());
        self.blank = false;
        self.hasher.update(lines);
    }

    /// Whether what was taken in is the original. Behind an empty line the answer is what it was before it.
    pub fn is_match(&self, search: &mut Search<'_>) -> bool {
        if search.is_over() || self.blank {
            return false;
        }
        search.share.compare();
        self.hasher.is(&search.target.stated)
    }

    /// Whether the last line, not taken in, makes it the original: for lines that would be other if more followed.
    pub fn is_match_with(&self, search: &mut Search<'_>, line: &[u8]) -> bool {
        if search.is_over() {
            return false;
        }
        search.share.compare();
        search.share.read(line.len() + 2);
        let (mut lines, mut hasher) = (self.lines, self.hasher.clone());
        lines.line(line, &mut |piece| hasher.update(piece));
        hasher.is(&search.target.stated)
    }

    fn is_blank_match(&self, target: &Target) -> bool {
        let mut empty = BodyHasher::new(target.hash, target.length);
        BodyLines::new(self.canonical).finish(&mut |piece| empty.update(piece));
        empty.is(&target.stated)
    }
}
