//! `run.json`: what was run, so that it can be run again.

use super::CasefileError;
use crate::analyze::{At, DnsSource, InputForm, Options};
use crate::dns::Capsule;
use crate::enrich::{self, Kind};
use crate::input::Whole;
use crate::render::RenderError;
use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Deserialize, Serialize};
use std::net::IpAddr;
use std::sync::Arc;

/// The schema that is written and read.
const SCHEMA: &str = "hdrtrace-evidence/1";

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Run {
    schema: String,
    tool: String,
    pub version: String,
    written_at: String,
    /// The command line, for a reader.
    arguments: Vec<String>,
    /// What it meant, for [`super::verify`].
    options: RunOptions,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RunOptions {
    name: String,
    now: DateTime<Utc>,
    at: String,
    /// Whether any question could be asked of DNS or of recorded answers.
    offline: bool,
    client_ip: Option<IpAddr>,
    helo: Option<String>,
    mail_from: Option<String>,
    trust: Vec<String>,
    protect: Vec<String>,
    /// What was looked up beside authentication, if anything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    enrich: Option<RunEnrich>,
    /// Whether the input was longer than is read.
    cut: bool,
    /// What the whole input is known by then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    whole: Option<Whole>,
    /// What the input was taken for, if that was insisted on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    input: Option<String>,
}

/// Look-ups beside authentication, in the words of the command line.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RunEnrich {
    kinds: Vec<String>,
    lists: Vec<String>,
    allow_reserved: bool,
}

impl RunEnrich {
    fn of(options: &enrich::Options) -> Option<Self> {
        (!options.kinds.is_empty()).then(|| Self {
            kinds: options
                .kinds
                .iter()
                .map(|kind| kind.word().to_owned())
                .collect(),
            lists: options.lists.iter().map(ToString::to_string).collect(),
            allow_reserved: options.allow_reserved,
        })
    }

    fn options(&self) -> Result<enrich::Options, CasefileError> {
        let kind = |word: &String| {
            Kind::by_word(word)
                .ok_or_else(|| CasefileError::Run(format!("no such look-up: {word:?}")))
        };
        let list = |text: &String| {
            text.parse()
                .map_err(|error: enrich::ListError| CasefileError::Run(error.to_string()))
        };
        Ok(enrich::Options {
            kinds: self.kinds.iter().map(kind).collect::<Result<_, _>>()?,
            lists: self.lists.iter().map(list).collect::<Result<_, _>>()?,
            allow_reserved: self.allow_reserved,
            geo: Vec::new(),
        })
    }
}

impl Run {
    pub fn of(options: &Options, arguments: &[String], cut: bool) -> Self {
        Self {
            schema: SCHEMA.to_owned(),
            tool: env!("CARGO_PKG_NAME").to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            written_at: Utc::now().to_rfc3339_opts(SecondsFormat::Secs, true),
            arguments: arguments.to_vec(),
            options: RunOptions {
                name: options.name.clone(),
                now: options.now,
                at: match options.at {
                    At::Received => "received".to_owned(),
                    At::Now => "now".to_owned(),
                    At::Time(time) => time.to_rfc3339_opts(SecondsFormat::AutoSi, true),
                },
                offline: matches!(options.dns, DnsSource::Offline),
                client_ip: options.client_ip,
                helo: options.helo.clone(),
                mail_from: options.mail_from.clone(),
                trust: options.trust.iter().map(ToString::to_string).collect(),
                protect: options.protect.clone(),
                enrich: RunEnrich::of(&options.enrich),
                cut,
                whole: options.whole.clone(),
                input: match options.input {
                    InputForm::Auto => None,
                    InputForm::Message => Some("message".to_owned()),
                    InputForm::Session => Some("smtp".to_owned()),
                },
            },
        }
    }

    pub fn read(bytes: &[u8]) -> Result<Self, CasefileError> {
        let run: Self =
            serde_json::from_slice(bytes).map_err(|error| CasefileError::Run(error.to_string()))?;
        if run.schema != SCHEMA {
            return Err(CasefileError::Run(format!(
                "the schema is {:?}; this version reads {SCHEMA:?}",
                run.schema
            )));
        }
        Ok(run)
    }

    pub fn to_json(&self) -> Result<Vec<u8>, RenderError> {
        let mut bytes = serde_json::to_vec_pretty(self)?;
        bytes.push(b'\n');
        Ok(bytes)
    }

    /// Whether the input had been cut, and what the whole of it is known by was not written: so did older versions.
    pub fn cut_unknown(&self) -> bool {
        self.options.cut && self.options.whole.is_none()
    }

    /// The options of that run, with the recorded answers in place of DNS.
    pub fn options(&self, capsule: Capsule) -> Result<Options, CasefileError> {
        let written = &self.options;
        let at = match written.at.as_str() {
            "received" => At::Received,
            "now" => At::Now,
            time => DateTime::parse_from_rfc3339(time)
                .map(|time| At::Time(time.to_utc()))
                .map_err(|error| CasefileError::Run(format!("at: {error}")))?,
        };
        let trust = written
            .trust
            .iter()
            .map(|spec| spec.parse())
            .collect::<Result<_, _>>()
            .map_err(|error: crate::route::TrustSpecError| CasefileError::Run(error.to_string()))?;
        Ok(Options {
            name: written.name.clone(),
            now: written.now,
            at,
            dns: if written.offline {
                DnsSource::Offline
            } else {
                DnsSource::Replay {
                    capsule: Arc::new(capsule),
                    any_message: false,
                }
            },
            client_ip: written.client_ip,
            helo: written.helo.clone(),
            mail_from: written.mail_from.clone(),
            trust,
            protect: written.protect.clone(),
            enrich: match &written.enrich {
                Some(enrich) => enrich.options()?,
                None => enrich::Options::default(),
            },
            input: match written.input.as_deref() {
                None => InputForm::Auto,
                Some("message") => InputForm::Message,
                Some("smtp") => InputForm::Session,
                Some(other) => return Err(CasefileError::Run(format!("input: {other}"))),
            },
            whole: written.whole.clone(),
            ..Options::default()
        })
    }
}
