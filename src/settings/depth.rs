//! How much is done for a message.

use serde::{Deserialize, Serialize};

listed! {
/// How much is done for a message. What is left out says so in the report: `{"skipped": "depth"}`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Depth {
    /// No body is read: none is hashed, and none is searched for links and attachments.
    Headers,
    /// Bodies are hashed and read, and nobody looks for what broke a signature.
    Verdict,
    /// Everything.
    #[default]
    Full,
}
}

impl Depth {
    /// Its word in settings.
    pub fn word(self) -> &'static str {
        match self {
            Self::Headers => "headers",
            Self::Verdict => "verdict",
            Self::Full => "full",
        }
    }

    /// What it means, for a reader.
    pub fn text(self) -> &'static str {
        match self {
            Self::Headers => "do not read the body: neither its hash nor its links",
            Self::Verdict => "do not search for what broke a signature",
            Self::Full => "everything",
        }
    }

    /// Whether bodies are read.
    pub fn reads_bodies(self) -> bool {
        self >= Self::Verdict
    }

    /// Whether it is searched for what broke a signature.
    pub fn explains(self) -> bool {
        self >= Self::Full
    }
}
