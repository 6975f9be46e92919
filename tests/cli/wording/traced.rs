//! The reports on all cases and samples.

use crate::given::{Given, analyze};
use crate::support::{self, Zone};
use hdrtrace::dns::{Capsule, Limits};
use hdrtrace::{Clock, DnsSettings, DnsSource, Known, Report, Settings};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// A message that was analyzed.
pub struct Traced {
    pub name: String,
    pub report: Report,
    /// What its output may quote, in lower case.
    pub quoted: Vec<String>,
}

pub fn reports() -> &'static [Traced] {
    static REPORTS: OnceLock<Vec<Traced>> = OnceLock::new();
    REPORTS.get_or_init(|| cases().into_iter().chain(samples()).collect())
}

fn traced(name: String, message: &[u8], given: &Given) -> Option<Traced> {
    let report = analyze(message, given).ok()?;
    let mut quoted = vec![String::from_utf8_lossy(message).to_lowercase()];
    // What was decoded of it is a quote as well.
    quoted.extend(
        report
            .message
            .subject
            .iter()
            .map(|text| text.to_lowercase()),
    );
    Some(Traced {
        name,
        report,
        quoted,
    })
}

fn settings(source: DnsSource, settings: Settings) -> Settings {
    Settings {
        clock: Clock::Fixed("2026-11-01T12:00:00Z".parse().expect("a time")),
        dns: DnsSettings {
            source,
            limits: Limits {
                message: std::time::Duration::from_millis(400),
                ..Limits::default()
            },
            rate: None,
        },
        ..settings
    }
}

fn read_json(path: &Path) -> Option<Value> {
    let text = fs::read_to_string(path).ok()?;
    Some(serde_json::from_str(&text).expect("JSON"))
}

fn cases() -> Vec<Traced> {
    let folder = root().join("tests/cases");
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("the cases") {
        let case = entry.expect("an entry").path();
        let name = case.file_name().unwrap_or_default().to_string_lossy();
        let message = fs::read(case.join("message.eml")).expect("message.eml");
        let written = read_json(&case.join("options.json")).unwrap_or_default();
        let part = |name: &str| written.get(name).cloned();
        let given = part("settings").map(|value| serde_json::from_value(value).expect("settings"));
        let known = part("known").map(|value| serde_json::from_value(value).expect("known"));
        let server = read_json(&case.join("dns.zone"))
            .map(|zone| Zone::from_json(&zone).serve(support::Options::default()));
        let source = server.as_ref().map_or(DnsSource::Offline, |server| {
            DnsSource::Server(server.addr().into())
        });
        let given = Given {
            settings: settings(source, given.unwrap_or_default()),
            known: known.unwrap_or_default(),
        };
        found.extend(traced(name.into_owned(), &message, &given));
    }
    assert!(found.len() > 100, "only {} cases", found.len());
    found
}

fn samples() -> Vec<Traced> {
    let folder = root().join("samples");
    let mut found = Vec::new();
    for entry in fs::read_dir(&folder).expect("the samples") {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|end| end != "eml") {
            continue;
        }
        let message = fs::read(&path).expect("a sample");
        let capsule = fs::read_to_string(path.with_extension("dns.json")).expect("a capsule");
        let source = DnsSource::Replay {
            capsule: Arc::new(Capsule::parse(&capsule).expect("a capsule")),
            any_message: false,
        };
        let given = Given {
            settings: settings(source, Settings::default()),
            known: Known::default(),
        };
        found.extend(traced(path.display().to_string(), &message, &given));
    }
    found
}
