//! Of hops.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Who wrote a hop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Trust {
    /// Written by our own side, about our own side.
    Trusted,
    /// Written by our own side about the connecting client.
    Boundary,
    /// Written before the trust boundary: sender-supplied (unverified).
    Claimed,
    /// From the SMTP session itself.
    Observed,
}

/// The role of a step (RFC 5598 section 4 names most of them).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// A user or program submitted the message to its first server.
    Submission,
    /// One server to another.
    Relay,
    /// From outside to our side: the trust boundary.
    Border,
    /// A content filter on the same machine received the message and returned it.
    Filter,
    /// Within one organization or machine.
    Internal,
    /// Into the mailbox.
    Delivery,
    /// Fetched from a mailbox by a program.
    Retrieval,
}

impl Role {
    /// The word for a reader; the same as in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Submission => "submission",
            Self::Relay => "relay",
            Self::Border => "border",
            Self::Filter => "filter",
            Self::Internal => "internal",
            Self::Delivery => "delivery",
            Self::Retrieval => "retrieval",
        }
    }
}

/// What explains a hop's delay.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TimingKind {
    /// Within a minute forwards.
    Prompt,
    /// Backwards by at most a minute: two clocks differ.
    Skew,
    /// The host's clock is fast: the delays before and after it agree.
    ClockAhead,
    /// The host's clock is slow.
    ClockBehind,
    /// The message waited at the previous host.
    Held,
    /// Backwards by more than a minute, and nothing explains it.
    Backwards,
}

/// The signs, with their rates in 51 messages of one forging tool against 4,087 other messages.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum SignKind {
    /// A date in place of the client's address (75 % against none).
    DateForAddress,
    /// A protocol that the field's host does not use: NNFMP, QMQP, LOCAL (88 % against none).
    OddProtocol,
    /// All hops before the trust boundary bare, with a gap at the boundary (all 51 against 0.27 %).
    BareChain,
    /// A queue ID whose time is more than a day off the field's date: copied or invented.
    IdClock,
    /// A time zone that does not exist.
    ImpossibleZone,
    /// A gap before the trust boundary (80 % against 0.86 %).
    Break,
}

impl SignKind {
    /// For a reader.
    pub fn text(self) -> &'static str {
        match self {
            Self::DateForAddress => "a date in place of the client's address",
            Self::OddProtocol => "a protocol that such a host does not use",
            Self::BareChain => {
                "no hop has an ID or names its software, and none connects to the trust boundary"
            }
            Self::IdClock => "the time in the queue ID is more than a day off",
            Self::ImpossibleZone => "a time zone that does not exist",
            Self::Break => "does not connect to the next hop",
        }
    }
}
