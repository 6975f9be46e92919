//! `run.json` as it was written first, with names of its own for what [`Settings`] and [`Known`] hold.

use super::run::Run;
use crate::enrich::EnrichSettings;
use crate::input::Whole;
use crate::settings::{At, Clock, DnsSource, InputForm, Known, Settings};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use std::net::IpAddr;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FirstRun {
    schema: String,
    tool: String,
    version: String,
    written_at: String,
    arguments: Vec<String>,
    options: FirstOptions,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FirstOptions {
    name: String,
    now: DateTime<Utc>,
    at: At,
    offline: bool,
    client_ip: Option<IpAddr>,
    helo: Option<String>,
    mail_from: Option<String>,
    trust: Vec<crate::route::TrustSpec>,
    protect: Vec<String>,
    #[serde(default)]
    enrich: Option<FirstEnrich>,
    cut: bool,
    #[serde(default)]
    whole: Option<Whole>,
    #[serde(default)]
    input: InputForm,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FirstEnrich {
    kinds: Vec<crate::enrich::Kind>,
    lists: Vec<crate::enrich::List>,
    allow_reserved: bool,
}

impl FirstRun {
    pub fn into_run(self) -> Run {
        let written = self.options;
        let enrich = written
            .enrich
            .map_or_else(EnrichSettings::default, |enrich| EnrichSettings {
                sources: enrich.kinds.into_iter().collect(),
                dnsbl: enrich.lists,
                allow_reserved: enrich.allow_reserved,
                ..EnrichSettings::default()
            });
        Run {
            schema: self.schema,
            tool: self.tool,
            version: self.version,
            written_at: self.written_at,
            arguments: self.arguments,
            settings: Settings {
                trust: written.trust,
                protect: written.protect,
                at: written.at,
                input: written.input,
                dns: if written.offline {
                    DnsSource::Offline.into()
                } else {
                    DnsSource::System.into()
                },
                enrich,
                clock: Clock::Fixed(written.now),
                ..Settings::default()
            },
            known: Known {
                name: written.name,
                client_ip: written.client_ip,
                helo: written.helo,
                mail_from: written.mail_from,
                whole: written.whole,
                ..Known::default()
            },
            cut: written.cut,
        }
    }
}
