//! Hops of the path.

use crate::words::Span;
use crate::words::route::{Role, TimingKind, Trust};
use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::net::IpAddr;

/// One hop.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct HopReport {
    /// From 1, the earliest first.
    pub index: usize,
    /// From 0 at the top; null for the step that an SMTP session shows.
    pub received_index: Option<usize>,
    /// RFC 3339 in UTC with the fraction as written.
    pub time: Option<String>,
    /// The earliest and latest possible time, where the field does not give it: `time` is then one reading of several, and
    /// nothing is computed from it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_range: Option<[DateTime<Utc>; 2]>,
    /// Why there is no time, or what is odd about it.
    pub time_note: Option<String>,
    /// Milliseconds since the hop before.
    pub delay_ms: Option<i64>,
    /// What explains the delay.
    pub timing: Option<Timing>,
    /// What the step is for.
    pub role: Role,
    /// Who wrote it.
    pub trust: Trust,
    /// The host that sent the message.
    pub from: FromReport,
    /// The host that received it.
    pub by: ByReport,
    /// All words of `via`.
    pub via: Option<String>,
    /// The protocol.
    pub with: Option<String>,
    /// The text after `id`: the queue ID, or Exchange's build number.
    pub id: Option<String>,
    /// The recipient.
    #[serde(rename = "for")]
    pub for_: Option<String>,
    /// The envelope sender.
    pub envelope_from: Option<String>,
    /// The authenticated user, `true` if only that is known.
    pub auth: Option<AuthReport>,
    /// TLS.
    pub tls: Option<TlsReport>,
    /// The time encoded in the queue ID.
    pub id_time: Option<IdTimeReport>,
    /// The format by which the field was read.
    pub dialect: Cow<'static, str>,
    /// What was not understood.
    pub unparsed: Vec<String>,
    /// The position of the field; null for the step that an SMTP session shows.
    pub span: Option<Span>,
}

/// The host that sent the message.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FromReport {
    /// The first token.
    pub name: Option<String>,
    /// What the client announced.
    pub helo: Option<String>,
    /// Its name by reverse DNS, as recorded.
    pub rdns: Option<String>,
    /// Its address, as the receiver saw it.
    pub ip: Option<IpAddr>,
    /// The receiver recorded that forward and reverse DNS disagree.
    pub may_be_forged: bool,
    /// The receiver's software records a reverse name only if it is forward-confirmed (`FCrDNS`).
    pub rdns_confirmed: bool,
}

/// The host that received the message.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ByReport {
    /// The host name, verbatim.
    pub name: Option<String>,
    /// The address.
    pub ip: Option<IpAddr>,
}

/// TLS of a hop.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TlsReport {
    /// `TLSv1.2` and the like.
    pub version: Option<String>,
    /// The cipher suite.
    pub cipher: Option<String>,
}

/// The time encoded in a queue ID.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct IdTimeReport {
    /// RFC 3339 in UTC.
    pub time: String,
    /// The software whose ID format it is.
    pub kind: Cow<'static, str>,
    /// The header's time minus the ID's, in milliseconds.
    pub difference_ms: Option<i64>,
    /// The normal difference between the two, in milliseconds.
    pub tolerance_ms: i64,
}

/// A delay with its explanation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Timing {
    /// The explanation of the delay, as a keyword.
    pub kind: TimingKind,
    /// By how much the host's clock is off, in milliseconds, ahead positive; estimated.
    pub clock_offset_ms: Option<i64>,
    /// In words, where there is something to say.
    pub text: Option<String>,
}

impl FromReport {
    /// The reverse name, if nobody but its owner could have put it there.
    pub fn confirmed_name(&self) -> Option<&str> {
        self.rdns.as_deref().filter(|_| self.rdns_confirmed)
    }
}

/// The authenticated user; in JSON a string, or `true` where only the fact of a login is known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "Login", into = "Login")]
#[schemars(with = "Login")]
pub enum AuthReport {
    /// By name.
    User(String),
    /// Somebody.
    Yes,
}

/// How a log-in is written.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
enum Login {
    Name(String),
    Somebody(bool),
}

impl From<AuthReport> for Login {
    fn from(auth: AuthReport) -> Self {
        match auth {
            AuthReport::User(name) => Self::Name(name),
            AuthReport::Yes => Self::Somebody(true),
        }
    }
}

impl TryFrom<Login> for AuthReport {
    type Error = &'static str;

    fn try_from(written: Login) -> Result<Self, Self::Error> {
        match written {
            Login::Name(name) => Ok(Self::User(name)),
            Login::Somebody(true) => Ok(Self::Yes),
            Login::Somebody(false) => Err("auth is a user's name, true, or null"),
        }
    }
}
