//! Of findings.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How severe a finding is.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// For information.
    Info,
    /// Unusual, but seen in more than 2 % of legitimate mail.
    Notice,
    /// Rare in legitimate mail.
    Warning,
    /// Strong evidence of spoofing or an attack.
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
    /// A header field that its writer could have forged.
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
