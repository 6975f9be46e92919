//! `run.json`: what was run, so that it can be run again.

use super::CasefileError;
use super::first_run::FirstRun;
use crate::dns::Capsule;
use crate::render::RenderError;
use crate::settings::{Clock, DnsSource, Known, Settings};
use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The schema that is written.
const SCHEMA: &str = "hdrtrace-evidence/2";
/// The one before it, which is still read.
const FIRST_SCHEMA: &str = "hdrtrace-evidence/1";

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Run {
    pub(super) schema: String,
    pub(super) tool: String,
    pub(super) version: String,
    pub(super) written_at: String,
    /// The command line, for a reader.
    pub(super) arguments: Vec<String>,
    /// What it meant, for [`super::verify`].
    pub(super) settings: Settings,
    pub(super) known: Known,
    /// Whether the input was longer than is read.
    pub(super) cut: bool,
}

/// What is looked at first.
#[derive(Deserialize)]
struct Head {
    pub(super) schema: String,
}

impl Run {
    pub fn of(
        settings: &Settings,
        known: &Known,
        now: DateTime<Utc>,
        arguments: &[String],
        cut: bool,
    ) -> Self {
        Self {
            schema: SCHEMA.to_owned(),
            tool: env!("CARGO_PKG_NAME").to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            written_at: now.to_rfc3339_opts(SecondsFormat::Secs, true),
            arguments: arguments.to_vec(),
            settings: Settings {
                clock: Clock::Fixed(now),
                ..settings.clone()
            },
            known: known.clone(),
            cut,
        }
    }

    pub fn read(bytes: &[u8]) -> Result<Self, CasefileError> {
        let fault = |error: serde_json::Error| CasefileError::Run(error.to_string());
        let head: Head = serde_json::from_slice(bytes).map_err(fault)?;
        match head.schema.as_str() {
            SCHEMA => serde_json::from_slice(bytes).map_err(fault),
            FIRST_SCHEMA => {
                let first: FirstRun = serde_json::from_slice(bytes).map_err(fault)?;
                Ok(first.into_run())
            }
            other => Err(CasefileError::Run(format!(
                "the schema is {other:?}; this version reads {SCHEMA:?} and {FIRST_SCHEMA:?}"
            ))),
        }
    }

    pub fn to_json(&self) -> Result<Vec<u8>, RenderError> {
        let mut bytes = serde_json::to_vec_pretty(self)?;
        bytes.push(b'\n');
        Ok(bytes)
    }

    /// Whether the input had been cut, and what the whole of it is known by was not written: so did older versions.
    pub fn cut_unknown(&self) -> bool {
        self.cut && self.known.whole.is_none()
    }

    /// What that run was given, with the recorded answers in place of DNS.
    pub fn given(&self, capsule: Capsule) -> (Settings, Known) {
        let mut settings = self.settings.clone();
        if !matches!(settings.dns.source, DnsSource::Offline) {
            settings.dns.source = DnsSource::Replay {
                capsule: Arc::new(capsule),
                any_message: false,
            };
        }
        (settings, self.known.clone())
    }
}
