//! The public suites: read from the folder that `HDRTRACE_SHARED` names (default `../shared`), never copied here.
// Each test uses a part of it.
#![allow(dead_code)]

use base64::Engine;
use hdrtrace::dns::{Answer, Data, Dns, Outcome, RecordType};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

/// The folder of the suites and corpora.
pub fn shared() -> PathBuf {
    let named = std::env::var_os("HDRTRACE_SHARED").map(PathBuf::from);
    named.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared"))
}

/// One case of a suite.
pub struct Case {
    pub id: String,
    pub expected: String,
    pub message: Vec<u8>,
    pub dns: Dns,
}

/// The cases of a suite. A missing file fails the test that asks: absence must show.
pub fn cases(suite: &str) -> Vec<Case> {
    let path = shared().join("conformance").join(format!("{suite}.json"));
    let text = std::fs::read(&path)
        .unwrap_or_else(|error| panic!("{}: {error} (set HDRTRACE_SHARED)", path.display()));
    let suite: Value = serde_json::from_slice(&text).expect("a suite is JSON");
    let zones: BTreeMap<&str, Arc<Zone>> = suite["zones"]
        .as_object()
        .expect("zones")
        .iter()
        .map(|(id, zone)| (id.as_str(), Arc::new(Zone::read(zone))))
        .collect();
    suite["cases"]
        .as_array()
        .expect("cases")
        .iter()
        .map(|case| Case {
            id: text_of(&case["id"]),
            expected: text_of(&case["expected"]),
            message: base64::engine::general_purpose::STANDARD
                .decode(text_of(&case["message_b64"]))
                .expect("base64"),
            dns: match &case["zone"] {
                Value::String(id) => Zone::dns(&zones[id.as_str()]),
                inline => Zone::dns(&Arc::new(Zone::read(inline))),
            },
        })
        .collect()
}

fn text_of(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// A zone in memory: TXT records and failures by name.
struct Zone(BTreeMap<String, Outcome>);

impl Zone {
    fn read(zone: &Value) -> Self {
        let names = zone.as_object().expect("a zone is an object");
        Self(
            names
                .iter()
                .map(|(name, records)| (hdrtrace::names::normalize(name), outcome(records)))
                .collect(),
        )
    }

    fn dns(zone: &Arc<Self>) -> Dns {
        let zone = Arc::clone(zone);
        Dns::from_fn(move |name, rtype| {
            let parent = || {
                let suffix = format!(".{name}");
                zone.0.keys().any(|owner| owner.ends_with(&suffix))
            };
            let outcome = match zone.0.get(name) {
                Some(Outcome::Records(_)) if rtype != RecordType::Txt => Outcome::NoData,
                Some(outcome) => outcome.clone(),
                None if parent() => Outcome::NoData,
                None => Outcome::NxDomain,
            };
            Answer::new(name, rtype, outcome)
        })
    }
}

fn outcome(records: &Value) -> Outcome {
    let mut texts = Vec::new();
    for record in records.as_array().expect("records") {
        match record["type"].as_str().unwrap_or_default() {
            "TIMEOUT" => return Outcome::Timeout,
            "SERVFAIL" => return Outcome::ServFail,
            "REFUSED" => return Outcome::Refused,
            "TXT" => texts.push(Data::Txt(strings(&record["data"]))),
            _ => {}
        }
    }
    if texts.is_empty() {
        Outcome::NoData
    } else {
        Outcome::Records(texts)
    }
}

fn strings(data: &Value) -> Vec<Vec<u8>> {
    match data {
        Value::String(text) => vec![text.clone().into_bytes()],
        Value::Array(parts) => parts
            .iter()
            .map(|part| text_of(part).into_bytes())
            .collect(),
        _ => Vec::new(),
    }
}

/// Runs a future to its end.
pub fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .build()
        .expect("a runtime")
        .block_on(future)
}
