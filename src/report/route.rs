//! The path.

use super::hop::HopReport;
use crate::words::route::SignKind;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::net::IpAddr;

/// The path.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RouteReport {
    /// The earliest first.
    pub hops: Vec<HopReport>,
    /// Where our side received the message.
    pub boundary: Option<Boundary>,
    /// From the first to the last known time, in milliseconds.
    pub total_delay_ms: Option<i64>,
    /// Neighboring hops that do not connect.
    pub gaps: Vec<Break>,
    /// What the receiver's side noted elsewhere about the boundary.
    pub cross_checks: Vec<CrossCheck>,
    /// Where the chain stops being supported.
    pub cut: Option<Cut>,
    /// Other fields that are traces of a step.
    pub traces: Vec<TraceField>,
    /// Hops that were left out because there are too many.
    pub left_out: usize,
}

/// The trust boundary.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Boundary {
    /// Number of the hop, the earliest first, from 1.
    pub hop: usize,
    /// The connecting client's address as our side saw it; null if the field does not show it.
    pub ip: Option<IpAddr>,
    /// The name that the client announced.
    pub helo: Option<String>,
    /// Why this hop is the trust boundary.
    pub reason: String,
    /// By which rule: a provider's name, `generic` or `given`.
    pub rule: Cow<'static, str>,
    /// Whether its client claims to be a host of the receiver's organization, without confirmation; omitted where it does
    /// not.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub peer_unconfirmed: bool,
}

/// Two neighboring hops that do not fit together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Break {
    /// Number of the later hop, the earliest first, from 1; the earlier one is the one before it.
    pub hop: usize,
    /// The receiving host, by the earlier hop.
    pub taken_by: String,
    /// The sending host, by the later hop.
    pub handed_on_by: String,
    /// Whether the later hop is the trust boundary: about 1 in 15 legitimate messages has a gap there.
    pub at_boundary: bool,
}

/// One note of the receiver's side, compared with the boundary.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CrossCheck {
    /// The field's name.
    pub field: String,
    /// Its index in the message.
    pub field_index: usize,
    /// The recorded value.
    pub value: String,
    /// Whether the boundary hop says the same.
    pub agrees: bool,
}

/// Where the chain stops being supported.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Cut {
    /// Number of the latest unsupported hop; disregard it and all earlier ones.
    pub hop: usize,
    /// Reasons against them.
    pub signs: Vec<Sign>,
}

/// One sign of a forged field.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Sign {
    /// The kind of sign.
    pub kind: SignKind,
    /// The hops that show it.
    pub hops: Vec<usize>,
}

/// One such field.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TraceField {
    /// The field's name.
    pub field: String,
    /// Its index in the message.
    pub field_index: usize,
    /// The hop after which it was written, by its place among the Received fields; 0 before the first.
    pub after_hop: usize,
    /// Whether our side added it, after the trust boundary.
    pub trusted: bool,
    /// What it shows.
    pub shows: Cow<'static, str>,
    /// An address in it.
    pub ip: Option<IpAddr>,
    /// An email address or host in it.
    pub value: Option<String>,
    /// A time in it: RFC 3339 in UTC; null where it does not give the exact time.
    pub time: Option<String>,
}
