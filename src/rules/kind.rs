//! What kinds of values there are.

use super::record::Record;
use super::word::Words;

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A text; compared without case.
    Text,
    /// One of a few words.
    Word(Words),
    /// A number.
    Number,
    /// Yes or no; by itself a condition.
    Bool,
    /// A moment.
    Time,
    /// A length of time.
    Duration,
    /// An IP address.
    Address,
    /// A list, asked with `any`, `all`, `count` and `exists`.
    List(Record),
}

impl Kind {
    /// What it is called.
    pub fn text(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Word(_) => "word",
            Self::Number => "number",
            Self::Bool => "true or false",
            Self::Time => "time",
            Self::Duration => "duration",
            Self::Address => "IP address",
            Self::List(_) => "list",
        }
    }

    /// Whether values of it are texts.
    pub(super) fn is_text(self) -> bool {
        matches!(self, Self::Text | Self::Word(_))
    }
}
