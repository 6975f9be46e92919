//! Of findings.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How severe a finding is.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Unusual, but seen in more than 2 % of genuine mail.
    Notice,
    /// Rare in genuine mail.
    Warning,
    /// Strong evidence of deception.
    High,
}

impl Severity {
    /// The word in JSON and on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Notice => "notice",
            Self::Warning => "warning",
            Self::High => "high",
        }
    }
}

/// What a statement rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// The bytes of the input.
    Observed,
    /// A header that its writer could have made up.
    Claimed,
    /// A conclusion of ours from what was observed.
    Derived,
    /// An answer of DNS.
    LookedUp,
}

impl Basis {
    /// What it is, for a reader.
    pub fn text(self) -> &'static str {
        match self {
            Self::Observed => "observed in the bytes",
            Self::Claimed => "claimed by a header field",
            Self::Derived => "derived from observations",
            Self::LookedUp => "looked up in DNS",
        }
    }
}
