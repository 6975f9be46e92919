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
    /// Origin first.
    pub hops: Vec<HopReport>,
    /// Where our side took the mail.
    pub boundary: Option<Boundary>,
    /// From the first to the last known time.
    pub total_delay_ms: Option<i64>,
    /// Neighbors that do not fit together.
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
    /// Number of the hop, origin first, from 1.
    pub hop: usize,
    /// The stranger's address as our side saw it; `None` if the field does not show it.
    pub ip: Option<IpAddr>,
    /// What the stranger called itself.
    pub helo: Option<String>,
    /// Why this hop.
    pub reason: String,
    /// By which rule: a provider's name, `generic` or `given`.
    pub rule: Cow<'static, str>,
    /// Whether its peer calls itself a host of the receiver's organization, which nothing confirms; left out where it does
    /// not.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub peer_unconfirmed: bool,
}

/// Two neighboring hops that do not fit together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Break {
    /// Number of the newer hop, origin first, from 1; the older one is the one before it.
    pub hop: usize,
    /// Who took the mail in the older hop.
    pub taken_by: String,
    /// Who handed it on, by the newer hop.
    pub handed_on_by: String,
    /// Whether the newer hop is the boundary: about one honest mail in fifteen breaks there.
    pub at_boundary: bool,
}

/// One note of the receiver's side, held against the boundary.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CrossCheck {
    /// The field's name.
    pub field: String,
    /// Its index in the message.
    pub field_index: usize,
    /// What it notes.
    pub value: String,
    /// Whether the boundary hop says the same.
    pub agrees: bool,
}

/// Where the chain stops being supported.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Cut {
    /// Number of the newest hop that nothing supports; it and all older ones are to be left out.
    pub hop: usize,
    /// What speaks against them.
    pub signs: Vec<Sign>,
}

/// One sign of a made-up field.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Sign {
    /// Which.
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
    /// Whether our side wrote it: it stands above the boundary.
    pub trusted: bool,
    /// What it shows.
    pub shows: Cow<'static, str>,
    /// An address in it.
    pub ip: Option<IpAddr>,
    /// A mail address or host in it.
    pub value: Option<String>,
    /// A time in it: RFC 3339 in UTC; null where it does not tell the moment.
    pub time: Option<String>,
}
