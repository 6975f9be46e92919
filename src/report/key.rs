//! A key record of DKIM or ARC.

use crate::words::Span;
use crate::words::auth::{KeyStatus, KeyType};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What DNS says now about a key.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct KeyCheck {
    /// The name that was asked.
    pub name: String,
    /// Whether there is a key.
    pub status: KeyStatus,
    /// Why not, if not.
    pub problem: Option<String>,
    /// The TXT records at the name; bytes that are no UTF-8 became U+FFFD.
    pub records: Vec<String>,
    /// The index in `records` of the one that the rest of this is about.
    pub used: Option<usize>,
    /// The aliases that were followed to it.
    pub aliases: Vec<String>,
    /// `k=`.
    pub key_type: Option<KeyType>,
    /// Size in bits.
    pub bits: Option<usize>,
    /// `t=y`: the domain is testing DKIM.
    pub testing: bool,
    /// `t=s`: the domain of `i=` must be `d=` itself.
    pub strict: bool,
    /// `h=`: the hashes that the key allows, if it says.
    pub hashes: Option<Vec<String>>,
    /// `s=`: the services that the key is for, if it says.
    pub services: Option<Vec<String>>,
    /// `g=` of RFC 4871, which RFC 6376 removed; it has no effect.
    pub granularity: Option<String>,
    /// `n=`: a note to administrators.
    pub notes: Option<String>,
}

/// A tag for a report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TagView {
    /// The tag name, such as `p`.
    pub name: String,
    /// Its value as written, folding included.
    pub value: String,
    /// Its position in the message.
    pub span: Span,
}
