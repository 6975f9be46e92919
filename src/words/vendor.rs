//! Of what filters say.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How well the meaning of a value is documented.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Known {
    /// The vendor documents it, its source code shows it, or it needs no code table.
    Known,
    /// A code without an entry in any table, or a part of the field that was not understood.
    Unknown,
    /// Guessed by others from many messages; the vendor does not document it.
    Folklore,
}

/// A filter's verdict.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum VerdictKind {
    /// Nothing found.
    Clean,
    /// Bulk mail that recipients may have asked for.
    Bulk,
    /// Between clean and spam: suspected, greylisted, tagged.
    Suspect,
    /// Unwanted mail.
    Spam,
    /// The sender is spoofed.
    Spoof,
    /// Phishing.
    Phish,
    /// Malware.
    Malware,
    /// Not filtered: bypassed by an allowlist, a rule or an authenticated sender.
    Bypassed,
}

impl VerdictKind {
    /// What a filter did, for a reader, followed by "by" and its name.
    pub fn marked(self) -> &'static str {
        match self {
            Self::Clean => "found clean",
            Self::Bulk => "marked as bulk mail",
            Self::Suspect => "marked as suspicious",
            Self::Spam => "marked as spam",
            Self::Spoof => "marked as spoofed",
            Self::Phish => "marked as phishing",
            Self::Malware => "marked as malware",
            Self::Bypassed => "passed unfiltered",
        }
    }

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
