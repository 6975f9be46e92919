//! What is wrong with a condition, and where.

use std::ops::Range;

/// What is wrong with a condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The bytes of the condition that are meant.
    pub at: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What helps.
    pub hint: Option<String>,
}

impl Fault {
    pub(in crate::rules) fn new(at: Range<usize>, message: impl Into<String>) -> Self {
        Self {
            at,
            message: message.into(),
            hint: None,
        }
    }

    pub(in crate::rules) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Suggests what is near.
    pub(in crate::rules) fn near(self, near: Option<&str>) -> Self {
        match near {
            Some(near) => self.hint(format!("did you mean {near}?")),
            None => self,
        }
    }
}
