//! What is not looked for by itself, and why: so that nobody takes it for redacted.

use std::fmt;

/// A name or local part that is not looked for where it stands alone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unprotected {
    /// As it was written.
    pub text: String,
    /// Why not.
    pub why: Why,
}

/// Why a text is not looked for by itself. None of it is the sender's to decide: it is read off the text, or the domain
/// behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// A role, or a word that mail itself is written with: without it no text and no structure would be left.
    OrdinaryWord,
    /// So short that it stands in every text.
    Short,
    /// Its domain holds lists: it is the topic of one.
    ListName,
}

impl Why {
    fn text(self) -> &'static str {
        match self {
            Self::OrdinaryWord => "a common word",
            Self::Short => "short",
            Self::ListName => "the name of a mailing list, by its domain",
        }
    }
}

impl fmt::Display for Unprotected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "not searched for by itself: '{}' ({})",
            self.text,
            self.why.text()
        )
    }
}
