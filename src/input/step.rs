//! What one step of mending finds.

use crate::message::{Damage, DamageKind, Lines};

/// What was recognized, and the text with it undone where that can be.
#[derive(Debug)]
pub(super) struct Altered {
    /// What was recognized. Lines are those of the text that was looked at.
    pub damage: Vec<Damage>,
    /// The whole text again, mended; `None` where nothing can be.
    pub text: Option<Vec<u8>>,
    /// Where its lines stood.
    pub left: Left,
}

/// What lines of the text that was looked at are left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Left {
    /// All but so many at its beginning.
    Below(usize),
    /// One, of which all lines come, below so many.
    OneBelow(usize),
}

impl Altered {
    /// Something of which no line is passed over.
    pub fn new(kind: DamageKind, offset: usize, count: usize, text: Option<Vec<u8>>) -> Self {
        Self::seen(vec![Damage::new(kind, offset, count)], text)
    }

    /// Several things, of which lines may be passed over.
    pub fn seen(damage: Vec<Damage>, text: Option<Vec<u8>>) -> Self {
        Self {
            damage,
            text,
            left: Left::Below(0),
        }
    }
}

/// Which line of the input a line of what is left of it was.
#[derive(Debug, Default)]
pub(super) struct Origin {
    above: usize,
    is_one_line: bool,
}

impl Origin {
    /// The lines of the input that lines of what is left were.
    pub fn place(&self, lines: &mut Lines) {
        if self.is_one_line && !lines.is_empty() {
            *lines = Lines::between(self.above + 1, self.above + 1);
        } else {
            lines.shift(self.above);
        }
    }

    /// Goes on with what is left of it now.
    pub fn leave(&mut self, left: Left) {
        let (Left::Below(above) | Left::OneBelow(above)) = left;
        if !self.is_one_line {
            self.above += above;
        }
        self.is_one_line |= matches!(left, Left::OneBelow(_));
    }
}
