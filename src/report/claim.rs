//! What header fields say was found out, by whom, and whether that is believed.

use super::pairs::Pairs;
use crate::words::Span;
use crate::words::evidence::{Disagreement, Standing};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// One claim with its standing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ClaimReport {
    /// The Received field of the host that could have written it.
    pub received_index: Option<usize>,
    /// The field's name.
    pub field: String,
    /// The claiming host.
    pub authserv_id: Option<String>,
    /// Whether it comes from our own receiver.
    pub trusted: bool,
    /// Why it is trusted or not, for a reader.
    pub trust_reason: Cow<'static, str>,
    /// The same as a word.
    pub standing: Standing,
    /// The method.
    pub method: String,
    /// The result claimed.
    pub result: String,
    /// What that means in the words of RFC 8601, if anything that can be compared.
    pub means: Option<Cow<'static, str>>,
    /// The `reason=` of the claim.
    pub reason: Option<String>,
    /// The comment beside it.
    pub comment: Option<String>,
    /// Its properties; the first value where a name is repeated.
    pub properties: Pairs,
    /// The whole value as written, where a name is repeated; omitted otherwise.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub properties_written: Vec<(String, String)>,
    /// Whether our own verdict says the same.
    pub agrees: Option<bool>,
    /// Why it does not, as far as can be told.
    pub disagreement: Option<DisagreementReport>,
    /// Its position.
    pub span: Span,
}

/// Why a claim and our verdict differ.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DisagreementReport {
    /// A stable keyword.
    pub kind: Disagreement,
    /// The reason for a reader.
    pub text: Cow<'static, str>,
}

impl ClaimReport {
    /// Whether it is shown as the receiver's: believed, or standing where the receiver's filter writes.
    pub fn may_be_receivers(&self) -> bool {
        self.trusted || self.standing == Standing::Unproven
    }

    /// What it speaks of, name and value, as written.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        let pairs = match self.properties_written.as_slice() {
            [] => self.properties.as_slice(),
            written => written,
        };
        pairs
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }
}
