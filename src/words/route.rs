//! Of hops.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Whose word a hop is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Trust {
    /// Written by our own side, about our own side.
    Trusted,
    /// Written by our own side about the stranger who handed the mail over.
    Boundary,
    /// Written below the boundary: the stranger's word.
    Claimed,
    /// Shown by the SMTP session itself.
    Observed,
}

/// The role of a step (RFC 5598 section 4 names most of them).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// A user or program gave the mail to its first server.
    Submission,
    /// One server to another.
    Relay,
    /// A stranger to our side: the trust boundary.
    Border,
    /// A content filter on the same machine took it and gave it back.
    Filter,
    /// Within one organization or machine.
    Internal,
    /// Into the mailbox.
    Delivery,
    /// Out of a mailbox, by a program that fetches mail.
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
    /// The host's clock is ahead: the delay before and the one behind agree on it.
    ClockAhead,
    /// The host's clock is behind.
    ClockBehind,
    /// The mail lay at the host before.
    Held,
    /// Backwards by more than a minute, and nothing explains it.
    Backwards,
}

/// The signs. Shares are of 51 messages of one forging tool against 4,087 others.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum SignKind {
    /// A date where the peer's address stands (75 % against none).
    DateForAddress,
    /// A protocol that the field's host does not speak: NNFMP, QMQP, LOCAL (88 % against none).
    OddProtocol,
    /// All hops below the border bare, and the border broken (all 51 against 0.27 %).
    BareChain,
    /// A queue id whose clock is more than a day from the field's time: recycled or invented.
    IdClock,
    /// A zone that no place on earth has.
    ImpossibleZone,
    /// A break below the border (80 % against 0.86 %).
    Break,
}

impl SignKind {
    /// For a reader.
    pub fn text(self) -> &'static str {
        match self {
            Self::DateForAddress => "a date stands in place of the peer's address",
            Self::OddProtocol => "a protocol that this host does not speak",
            Self::BareChain => {
                "no hop has an ID or names its software, and none connects to the trust boundary"
            }
            Self::IdClock => "the time in the queue ID is more than a day off",
            Self::ImpossibleZone => "a time zone that does not exist",
            Self::Break => "does not connect to the next hop",
        }
    }
}
