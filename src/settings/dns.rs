//! Where DNS answers come from, and what they may cost.

#[cfg(feature = "net")]
use crate::dns::Bounds;
use crate::dns::{Capsule, CapsuleError, Dns, Limits, NameServer, Resolver};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::num::NonZero;
use std::sync::Arc;
use std::time::Duration;

/// The most seconds that DNS may take for one message.
pub const MAX_TIMEOUT: u64 = 120;

/// Where DNS answers come from.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub enum DnsSource {
    /// Nothing is asked.
    #[default]
    Offline,
    /// The system's resolver: its configuration is read at the first question.
    System,
    /// One server.
    Server(NameServer),
    /// Recorded answers.
    Replay {
        /// The answers.
        capsule: Arc<Capsule>,
        /// Whether answers that were recorded for another message will do.
        any_message: bool,
    },
}

/// Where DNS answers come from, and what they may cost.
///
/// Written, it is the table of the configuration file: `offline`, `nameserver`, `dnssec`, `timeout` in seconds, and `rate` in
/// questions a second. Recorded answers are not written with it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(from = "Table", into = "Table")]
pub struct DnsSettings {
    /// Where they come from.
    pub source: DnsSource,
    /// What they may cost for one message.
    pub limits: Limits,
    /// How many questions of all messages together go out a second; as many as there are, if this is not said.
    pub rate: Option<NonZero<u32>>,
}

impl From<DnsSource> for DnsSettings {
    fn from(source: DnsSource) -> Self {
        Self {
            source,
            limits: Limits::default(),
            rate: None,
        }
    }
}

/// It as it is written.
#[derive(Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct Table {
    offline: bool,
    nameserver: Option<NameServer>,
    dnssec: bool,
    timeout: Timeout,
    rate: Option<NonZero<u32>>,
}

impl Default for Table {
    fn default() -> Self {
        Self {
            offline: false,
            nameserver: None,
            dnssec: Limits::default().dnssec,
            timeout: Timeout(Limits::default().message.as_secs()),
            rate: None,
        }
    }
}

impl From<Table> for DnsSettings {
    fn from(table: Table) -> Self {
        let mut settings = Self::from(match table.nameserver {
            _ if table.offline => DnsSource::Offline,
            Some(server) => DnsSource::Server(server),
            None => DnsSource::System,
        });
        settings.limits.dnssec = table.dnssec;
        settings.limits.message = Duration::from_secs(table.timeout.0);
        settings.rate = table.rate;
        settings
    }
}

impl From<DnsSettings> for Table {
    fn from(settings: DnsSettings) -> Self {
        let (offline, nameserver) = match settings.source {
            DnsSource::Offline => (true, None),
            DnsSource::Server(server) => (false, Some(server)),
            DnsSource::System | DnsSource::Replay { .. } => (false, None),
        };
        let seconds = settings.limits.message.as_secs();
        Self {
            offline,
            nameserver,
            dnssec: settings.limits.dnssec,
            timeout: Timeout(seconds.clamp(1, MAX_TIMEOUT)),
            rate: settings.rate,
        }
    }
}

/// Seconds.
#[derive(Clone, Serialize, Deserialize)]
#[serde(try_from = "u64", into = "u64")]
struct Timeout(u64);

impl TryFrom<u64> for Timeout {
    type Error = String;

    fn try_from(seconds: u64) -> Result<Self, String> {
        if (1..=MAX_TIMEOUT).contains(&seconds) {
            Ok(Self(seconds))
        } else {
            Err(format!("{seconds} is not in 1..={MAX_TIMEOUT}"))
        }
    }
}

impl From<Timeout> for u64 {
    fn from(timeout: Timeout) -> Self {
        timeout.0
    }
}

impl DnsSettings {
    /// A resolver that messages can share, if servers are asked.
    #[cfg(feature = "net")]
    pub(crate) fn servers(&self) -> Option<Resolver> {
        let bounds = Bounds {
            per_second: self.rate,
            ..Bounds::default()
        };
        match &self.source {
            DnsSource::Offline | DnsSource::Replay { .. } => None,
            DnsSource::System => Some(Resolver::system(&bounds)),
            DnsSource::Server(server) => Some(Resolver::servers([server.clone()], &bounds)),
        }
    }

    /// There is none without the network.
    #[cfg(not(feature = "net"))]
    #[expect(clippy::unused_self, reason = "the form of its twin")]
    pub(crate) fn servers(&self) -> Option<Resolver> {
        None
    }
}

impl DnsSource {
    /// Whether answers come from servers.
    pub(crate) fn asks_servers(&self) -> bool {
        matches!(self, Self::System | Self::Server(_))
    }

    /// A resolver for one message alone, by the digest that [`crate::sha256`] gives of it.
    pub fn resolver(&self, limits: Limits, sha256: &str) -> Result<Dns, CapsuleError> {
        match self {
            Self::Replay {
                capsule,
                any_message: false,
            } => capsule.dns_for(sha256),
            _ => Ok(self.resolver_for_any(limits)),
        }
    }

    /// A resolver for questions that belong to no message: of a recording all answers will do.
    #[cfg_attr(
        not(feature = "net"),
        expect(
            unused_variables,
            clippy::needless_pass_by_value,
            reason = "limits are of the network"
        )
    )]
    pub fn resolver_for_any(&self, limits: Limits) -> Dns {
        match self {
            Self::Offline => Dns::offline(),
            #[cfg(feature = "net")]
            Self::System => Dns::system(limits),
            #[cfg(feature = "net")]
            Self::Server(server) => Dns::server(server.clone(), limits),
            #[cfg(not(feature = "net"))]
            Self::System | Self::Server(_) => Dns::offline(),
            Self::Replay { capsule, .. } => capsule.dns(),
        }
    }

    /// When the answers of a run for this message were given: now, unless they are recorded ones.
    pub(crate) fn answered_at(&self, sha256: &str, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        match self {
            Self::Replay {
                capsule,
                any_message,
            } => capsule.recorded_at((!any_message).then_some(sha256)),
            Self::Offline | Self::System | Self::Server(_) => Some(now),
        }
    }
}
