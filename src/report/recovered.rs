//! An original that was put together again, without its bytes.

/// What is told of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecoveredReport {
    /// Who signed it (`d=`).
    pub domain: String,
    /// With which key (`s=`).
    pub selector: String,
    /// What keeps the header from being proven; `None` where all of it is.
    pub doubt: Option<String>,
    /// What had been done to it.
    pub detail: String,
    /// The lines that only one of the two has.
    pub diff: Vec<Change>,
}

/// A line of the diff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// The original has it, the message at hand does not.
    Lost(String),
    /// The message at hand has it, the original does not.
    Added(String),
}
