//! The letters of a word, as bits: cheap to compare, and enough to tell nearly all pairs apart.

/// Which letters a word has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Letters(u32);

/// The most letters that a slip of the finger brings or takes, of the two that words may be apart.
const MOST_CHANGED: u32 = 4;

impl Letters {
    pub(super) const fn of(word: &str) -> Self {
        let bytes = word.as_bytes();
        let (mut at, mut letters) = (0, 0);
        while at < bytes.len() {
            letters |= 1 << (bytes[at] % 32);
            at += 1;
        }
        Self(letters)
    }

    /// These and others.
    pub(super) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// With `l` in place of `i`.
    pub(super) const fn one_stroke(self) -> Self {
        const I: u32 = Letters::of("i").0;
        if self.0 & I == 0 {
            return self;
        }
        Self(self.0 & !I | Self::of("l").0)
    }

    /// Those that any word may be held against.
    pub(super) const NONE: Self = Self(0);

    /// Whether words of these letters could be a typo of each other: an edit brings or takes two letters at most.
    pub(super) fn may_be_typo(self, other: Self) -> bool {
        // Not by counting, which takes processors longer than taking away.
        let changed = self.0 ^ other.0;
        let left = (0..MOST_CHANGED).fold(changed, |left, _| left & left.wrapping_sub(1));
        left == 0
    }

    /// Whether a word of these letters could stand in a text of those.
    pub(super) fn may_be_in(self, text: Self) -> bool {
        self.0 & !text.0 == 0
    }
}
