//! Of what filters say.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How well a value is understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Known {
    /// The vendor documents it, its source code shows it, or it needs no code table.
    Known,
    /// A code that no table has, or a part of the field that was not understood.
    Unknown,
    /// Guessed by others from many messages; the vendor does not document it.
    Folklore,
}

/// A filter's judgment.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum VerdictKind {
    /// Nothing found.
    Clean,
    /// Mass mail that recipients may have asked for.
    Bulk,
    /// Between clean and spam: suspected, greylisted, tagged.
    Suspect,
    /// Unwanted mail.
    Spam,
    /// The sender is not who the message says.
    Spoof,
    /// Phishing.
    Phish,
    /// Malware.
    Malware,
    /// Not filtered: an allow list, a rule or a log-in let it pass by.
    Bypassed,
}

impl VerdictKind {
    /// The word in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Clean => "clean",
            Self::Bulk => "bulk",
            Self::Suspect => "suspect",
            Self::Spam => "spam",
            Self::Spoof => "spoof",
            Self::Phish => "phish",
            Self::Malware => "malware",
            Self::Bypassed => "bypassed",
        }
    }
}
