//! The letters of a word, as bits: cheap to compare, and enough to tell nearly all pairs apart.

/// Which letters a word has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Letters(u32);

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

    /// All that there are.
    pub(super) const ALL: Self = Self(u32::MAX);

    /// Whether words of these letters may be one edit apart, and two: each brings one letter and takes one at most.
    pub(super) fn may_be_apart(self, other: Self) -> [bool; 2] {
        // Not by counting, which takes processors longer than taking the lowest away.
        let less = |letters: u32| letters & letters.wrapping_sub(1);
        let one_less = less(less(self.0 ^ other.0));
        [one_less, less(less(one_less))].map(|left| left == 0)
    }

    /// Whether a word of these letters could stand in a text of those.
    pub(super) fn may_be_in(self, text: Self) -> bool {
        self.0 & !text.0 == 0
    }
}

/// Lengths of words, as bits.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lengths(u32);

impl Lengths {
    pub(super) const NONE: Self = Self(0);

    /// Words of this length and more are not told apart.
    const LONGEST: usize = u32::BITS as usize - 1;

    pub(super) const fn of(word: &str) -> Self {
        let length = word.len();
        Self(
            1 << if length < Self::LONGEST {
                length
            } else {
                Self::LONGEST
            },
        )
    }

    /// These lengths and all between.
    pub(super) fn within(least: usize, most: usize) -> Self {
        let all = least.min(Self::LONGEST)..=most.min(Self::LONGEST);
        Self(all.fold(0, |all, length| all | 1 << length))
    }

    /// These and others.
    pub(super) fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether one is among both.
    pub(super) fn meet(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}
