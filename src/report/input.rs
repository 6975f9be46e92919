//! What was read, and the time that it was judged at.

use crate::words::evidence::{AsOfSource, InputKind};
use crate::words::message::DamageKind;
use crate::words::origin::{Container, Fact, Inside, Step, Wrapper};
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
    /// What it was taken out of: the innermost container.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub container: Option<Container>,
    /// Its path or number in that container.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<String>,
    /// Where its bytes begin in that container, if they stand there as they are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offset: Option<u64>,
    /// How many bytes it takes there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub length: Option<u64>,
    /// Whether these are the bytes that were received. Where they are not, none of them can be compared with a signature.
    #[serde(default = "yes")]
    pub original_bytes: bool,
    /// Why they are not, where the container is the reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_original: Option<String>,
    /// The containers around that one, outermost first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub within: Vec<Step>,
    /// What the containers say of the message beside its bytes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<Fact>,
    /// The messages that carry this one, outermost first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub wrappers: Vec<Wrapper>,
    /// The messages that this one carries.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inside: Vec<Inside>,
    /// What is wrong with it.
    pub damage: Vec<DamageReport>,
}

impl Input {
    /// The way to the message through all containers, outermost first; empty where it is the input itself.
    pub fn path(&self) -> String {
        let outer = self.within.iter().map(|step| step.member.as_str());
        let way: Vec<&str> = outer.chain(self.member.as_deref()).collect();
        way.join("/")
    }
}

/// What is not said is as it was received: reports of before did not know of anything else.
fn yes() -> bool {
    true
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
