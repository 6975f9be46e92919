//! What is known and wanted beside the message.

use super::InputForm;
use crate::dns::{Capsule, CapsuleError, Dns, Limits, NameServer};
use crate::enrich;
use crate::input::Whole;
use crate::route::TrustSpec;
use chrono::{DateTime, Utc};
use std::net::IpAddr;
use std::sync::Arc;

/// Where DNS answers come from.
#[derive(Clone, Debug, Default)]
pub enum DnsSource {
    /// Nothing is asked.
    #[default]
    Offline,
    /// The system's resolver.
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

/// The time that expiry is judged at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum At {
    /// When our side took the mail; now if that is not known.
    #[default]
    Received,
    /// Now.
    Now,
    /// This time.
    Time(DateTime<Utc>),
}

/// What is known and wanted beside the message.
#[derive(Clone, Debug)]
pub struct Options {
    /// What to call the input in the report.
    pub name: String,
    /// What the whole input is known by, where the bytes that are given are only its beginning.
    pub whole: Option<Whole>,
    /// The present moment. A caller that wants the same report again gives the same one.
    pub now: DateTime<Utc>,
    /// The time that expiry is judged at.
    pub at: At,
    /// Where DNS answers come from.
    pub dns: DnsSource,
    /// What DNS may cost.
    pub limits: Limits,
    /// The client's address, if it is known from elsewhere.
    pub client_ip: Option<IpAddr>,
    /// What it announced.
    pub helo: Option<String>,
    /// The envelope sender; empty for the null sender.
    pub mail_from: Option<String>,
    /// Whose hops to believe.
    pub trust: Vec<TrustSpec>,
    /// Domains that others may try to look like, beside those of the recipients.
    pub protect: Vec<String>,
    /// What to look up beside what authentication needs.
    pub enrich: enrich::Options,
    /// What the input is taken for.
    pub input: InputForm,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            name: "-".to_owned(),
            whole: None,
            now: Utc::now(),
            at: At::default(),
            dns: DnsSource::default(),
            limits: Limits::default(),
            client_ip: None,
            helo: None,
            mail_from: None,
            trust: Vec::new(),
            protect: Vec::new(),
            enrich: enrich::Options::default(),
            input: InputForm::default(),
        }
    }
}

impl DnsSource {
    /// A resolver for one message alone, by the digest that [`super::sha256`] gives of it.
    pub fn resolver(&self, limits: Limits, sha256: &str) -> Result<Dns, CapsuleError> {
        Ok(match self {
            Self::Offline => Dns::offline(),
            Self::System => Dns::system(limits),
            Self::Server(server) => Dns::server(server.clone(), limits),
            Self::Replay {
                capsule,
                any_message: true,
            } => Dns::recorded(capsule.answers().cloned()).made_at(capsule.recorded_at(None)),
            Self::Replay {
                capsule,
                any_message: false,
            } => Dns::recorded(capsule.answers_for(sha256)?.to_vec())
                .made_at(capsule.recorded_at(Some(sha256))),
        })
    }
}

impl DnsSource {
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
