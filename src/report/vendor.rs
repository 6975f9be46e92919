//! What filters noted.

use crate::words::vendor::{Known, VerdictKind};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// A filter's field with its standing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct VendorReport {
    /// What it says.
    #[serde(flatten)]
    pub field: VendorField,
    /// Whether it is our own side's.
    pub trusted: bool,
    /// Why it is trusted or not, for a reader.
    pub trust_reason: Cow<'static, str>,
}

/// One field of a vendor, decoded as far as it is understood.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct VendorField {
    /// The vendor whose field it is.
    pub vendor: Cow<'static, str>,
    /// The field's name as written.
    pub field: String,
    /// Index in the header.
    pub field_index: usize,
    /// What it is, for a reader.
    pub what: Cow<'static, str>,
    /// What was read from it, in the order written.
    pub values: Vec<Value>,
    /// The value as text, unfolded; truncated where it is long, and earlier where it is opaque.
    pub raw: String,
    /// The length of the whole value in bytes, when `raw` was cut.
    pub cut_from: Option<usize>,
    /// What the field says of the message, if it says so.
    pub verdict: Option<VendorVerdict>,
}

/// One piece of a field.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Value {
    /// The name of the piece: the vendor's where it has one, else ours in lower case with hyphens.
    pub key: Cow<'static, str>,
    /// The text, verbatim; decoded where it was encoded as letters or in base64.
    pub value: String,
    /// What it means, if that is known.
    pub meaning: Option<Cow<'static, str>>,
    /// How well it is known.
    pub known: Known,
}

/// What a vendor says of the message.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct VendorVerdict {
    /// Its verdict.
    pub kind: VerdictKind,
    /// Its score in its own unit, if it gives one.
    pub score: Option<f64>,
    /// The score from which the vendor acts, if it says.
    pub threshold: Option<f64>,
}
