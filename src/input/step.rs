//! What one step of mending finds.

use crate::message::{Damage, DamageKind, Lines};

/// What was recognized, and the text with it undone where that can be.
#[derive(Debug)]
pub(super) struct Altered {
    pub kind: DamageKind,
    /// Offset of the first sign of it.
    pub offset: usize,
    /// How many signs there are.
    pub count: usize,
    /// The lines that are passed over.
    pub lines: Lines,
    /// What else was seen.
    pub also: Option<Damage>,
    /// How many lines of the text are gone from its beginning.
    pub above: usize,
    /// The whole input again, mended; `None` where nothing can be.
    pub text: Option<Vec<u8>>,
}

impl Altered {
    /// Something of which no line is passed over.
    pub fn new(kind: DamageKind, offset: usize, count: usize, text: Option<Vec<u8>>) -> Self {
        Self {
            kind,
            offset,
            count,
            lines: Lines::default(),
            also: None,
            above: 0,
            text,
        }
    }
}
