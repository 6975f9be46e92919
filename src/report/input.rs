//! What was read, and the time that it was judged at.

use crate::words::evidence::{AsOfSource, InputKind};
use crate::words::message::DamageKind;
use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// The input.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Input {
    /// A file's name, or `-`.
    pub name: String,
    /// SHA-256 of the bytes as given, in hexadecimal.
    pub sha256: String,
    /// Number of bytes given.
    pub size: usize,
    /// Message or headers only.
    pub kind: InputKind,
    /// What is wrong with it.
    pub damage: Vec<DamageReport>,
}

/// Damage to the message.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DamageReport {
    /// The kind of damage.
    pub kind: DamageKind,
    /// Offset of the first occurrence.
    pub offset: usize,
    /// How often it occurs.
    pub count: usize,
    /// What it is and what was done about it.
    pub text: Cow<'static, str>,
    /// The checks that it makes impossible.
    pub rules_out: Vec<Cow<'static, str>>,
}

/// The time for which expiration was checked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AsOf {
    /// The time.
    pub time: DateTime<Utc>,
    /// Whether it is the time of receipt, the present time, or was given.
    pub source: AsOfSource,
    /// The earliest and latest possible time, where it is not known exactly: nothing counts as expired that had not at
    /// the first of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub range: Option<[DateTime<Utc>; 2]>,
}

impl AsOf {
    /// Whether the moment is known only about.
    pub fn is_approximate(&self) -> bool {
        self.range.is_some()
    }
}
