//! The golden cases: `tests/cases/<name>/`, one point each.
//!
//! - `message.eml`: the input, byte for byte.
//! - `dns.zone`: what a server on loopback answers (see `support::Zone`); the case fails on a question that the zone does
//!   not foresee. Without it nothing is asked.
//! - `options.json`: settings, and what is known of the message, if anything.
//! - `expected.json`: what must be true of the report, as `golden` says; or `{"error": text}`. Its `"about"` says which
//!   point the case makes. All findings of the report stand there, in order: a surplus one fails as a missing one does.
//!
//! `UPDATE_GOLDEN=1 cargo test --test report cases::` writes what is there in place of what was expected, and lists all findings. Read the difference before
//! it is committed: the expectations are thought out from the RFCs, not copied from the program.

use crate::given::{Given, analyze};
use crate::golden;
use crate::support::{self, Server, Zone};
use hdrtrace::dns::Limits;
use hdrtrace::message::DamageKind;
use hdrtrace::{AnalyzeError, Clock, DnsSettings, DnsSource, Known, Report, Settings, findings};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The present moment of every case.
const NOW: &str = "2026-06-01T12:00:00Z";

/// `options.json`, as settings are written, and what is known of the message.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct Written {
    settings: Settings,
    known: Known,
    /// For all of DNS, in milliseconds.
    dns_timeout_ms: Option<u64>,
}

impl Written {
    fn given(self, server: Option<&Server>) -> Given {
        let mut limits = Limits::default();
        if let Some(ms) = self.dns_timeout_ms {
            limits.message = Duration::from_millis(ms);
        }
        let source = server.map_or(DnsSource::Offline, |server| {
            DnsSource::Server(server.addr().into())
        });
        Given {
            settings: Settings {
                clock: Clock::Fixed(NOW.parse().expect("a time of RFC 3339")),
                dns: DnsSettings {
                    source,
                    limits,
                    rate: None,
                },
                ..self.settings
            },
            known: Known {
                name: "message.eml".to_owned(),
                ..self.known
            },
        }
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases")
}

/// The folders of the cases, by name.
fn cases() -> Vec<PathBuf> {
    let mut cases: Vec<PathBuf> = fs::read_dir(folder())
        .expect("the folder of the cases")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.is_dir())
        .collect();
    cases.sort();
    assert!(!cases.is_empty(), "there are no cases");
    cases
}

fn read_json(path: &Path) -> Option<Value> {
    let text = fs::read_to_string(path).ok()?;
    let value = serde_json::from_str(&text);
    Some(value.unwrap_or_else(|error| panic!("{}: {error}", path.display())))
}

fn expected(case: &Path) -> Value {
    read_json(&case.join("expected.json"))
        .unwrap_or_else(|| panic!("{} has no expected.json", case.display()))
}

/// The reports on all cases, by name.
pub fn reports() -> impl Iterator<Item = (String, Report)> {
    cases().into_iter().filter_map(|case| {
        let name = case.file_name()?.to_string_lossy().into_owned();
        Some((name, traced(&case).0.ok()?))
    })
}

/// What the program makes of a case, and what it asked that the zone does not foresee.
fn run(case: &Path) -> (Value, Vec<String>) {
    let (report, unforeseen) = traced(case);
    let actual = match report {
        Ok(report) => serde_json::to_value(&report).expect("a report is JSON"),
        Err(error) => json!({"error": error.to_string()}),
    };
    (actual, unforeseen)
}

fn traced(case: &Path) -> (Result<Report, AnalyzeError>, Vec<String>) {
    let message = fs::read(case.join("message.eml")).expect("message.eml");
    let written: Written = read_json(&case.join("options.json"))
        .map(|value| serde_json::from_value(value).expect("options.json"))
        .unwrap_or_default();
    let server = read_json(&case.join("dns.zone"))
        .map(|zone| Zone::from_json(&zone).serve(support::Options::default()));
    let report = analyze(&message, &written.given(server.as_ref()));
    let unforeseen = server.map(|server| server.unforeseen());
    (report, unforeseen.unwrap_or_default())
}

#[test]
fn every_case_is_as_expected() {
    let update = std::env::var_os("UPDATE_GOLDEN").is_some_and(|value| value == "1");
    let mut failed = Vec::new();
    for case in cases() {
        let name = case.file_name().unwrap_or_default().to_string_lossy();
        let mut expected = expected(&case);
        let about = expected.as_object_mut().and_then(|all| all.remove("about"));
        let Some(Value::String(about)) = about else {
            failed.push(format!(
                "{name}: expected.json does not say what it is \"about\""
            ));
            continue;
        };
        let (actual, unforeseen) = run(&case);
        if !unforeseen.is_empty() {
            let names = unforeseen.join(", ");
            failed.push(format!("{name}: the zone does not foresee {names}"));
        }
        let mut differences = golden::differences(&expected, &actual);
        differences.extend(golden::findings_fault(&expected).map(str::to_owned));
        if differences.is_empty() {
            continue;
        }
        if update {
            let expected = golden::refresh_findings(&expected, &actual);
            let mut text = json!({"about": about});
            let there = golden::project(&expected, &actual);
            if let (Some(text), Value::Object(there)) = (text.as_object_mut(), there) {
                text.extend(there);
            }
            let text = serde_json::to_string_pretty(&text).expect("JSON") + "\n";
            fs::write(case.join("expected.json"), text).expect("expected.json can be written");
        }
        failed.push(format!(
            "{name} ({about})\n    {}",
            differences.join("\n    ")
        ));
    }
    let count = failed.len();
    assert!(
        failed.is_empty(),
        "{count} of the golden cases differ{}:\n\n{}\n",
        if update { " (now rewritten)" } else { "" },
        failed.join("\n\n")
    );
}

/// The values of `key` in the lists `list` that the cases assert.
fn proven(list: fn(&Value) -> Vec<&Value>, key: &str) -> BTreeSet<String> {
    cases()
        .iter()
        .flat_map(|case| {
            let expected = expected(case);
            let values = list(&expected);
            let words = values.iter().filter_map(|value| value[key].as_str());
            words.map(str::to_owned).collect::<Vec<_>>()
        })
        .collect()
}

/// Codes of the findings whose own file tests them, over the whole pipeline and from both sides: the file's tests name the
/// constant.
fn tested_beside() -> BTreeSet<String> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/findings");
    let entries = |folder: &std::path::Path| -> Vec<std::path::PathBuf> {
        let entries = fs::read_dir(folder).expect("a folder of the catalogue");
        entries
            .map(|entry| entry.expect("an entry").path())
            .collect()
    };
    let families = entries(&root).into_iter().filter(|path| path.is_dir());
    families
        .flat_map(|family| entries(&family))
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .flat_map(|path| {
            let text = fs::read_to_string(path).expect("text");
            let (code, tests) = text
                .split_once("#[cfg(test)]")
                .unwrap_or((text.as_str(), ""));
            let rows = code.split("const ").skip(1).filter_map(|row| {
                let (name, rest) = row.split_once(": Finding = Finding {")?;
                let (_, rest) = rest.split_once("code: \"")?;
                let is_tested = tests.contains("#[test]") && tests.contains(name);
                is_tested.then(|| rest.split('"').next().map(str::to_owned))?
            });
            rows.collect::<Vec<_>>()
        })
        .collect()
}

#[test]
fn every_finding_has_a_case() {
    let mut proven = proven(|expected| golden::asserted(expected, "findings"), "code");
    proven.extend(tested_beside());
    let without: Vec<&str> = findings::CATALOGUE
        .iter()
        .map(|finding| finding.code)
        .filter(|code| !proven.contains(*code))
        .collect();
    assert!(without.is_empty(), "no case shows {}", without.join(", "));
}

/// Damage that a small file cannot have; `tests/report/properties.rs` and `tests/report/left_out.rs` have it.
const TOO_BIG_FOR_A_CASE: &[DamageKind] = &[
    DamageKind::TooManyFields,
    DamageKind::TooManyResults,
    DamageKind::TooManyFilterFields,
    DamageKind::TooManyTraces,
    DamageKind::TooManyAddresses,
    DamageKind::TooLarge,
];

/// Damage that only containers do; `src/archive/tests.rs` has it.
const OF_CONTAINERS: &[DamageKind] = &[
    DamageKind::HeaderConverted,
    DamageKind::HeaderIncomplete,
    DamageKind::BodyConverted,
];

#[test]
fn every_damage_has_a_case() {
    let proven = proven(
        |expected| golden::asserted(&expected["input"], "damage"),
        "kind",
    );
    let without: Vec<String> = DamageKind::ALL
        .iter()
        .filter(|kind| !TOO_BIG_FOR_A_CASE.contains(kind) && !OF_CONTAINERS.contains(kind))
        .filter_map(|kind| {
            let word = serde_json::to_value(kind).expect("a word");
            let word = word.as_str().expect("a word").to_owned();
            (!proven.contains(&word)).then_some(word)
        })
        .collect();
    assert!(without.is_empty(), "no case shows {}", without.join(", "));
}

#[test]
fn findings_are_stated_whole() {
    let report = json!({"findings": [
        {"code": "A", "severity": "info", "detail": "a"},
        {"code": "B", "severity": "high", "detail": "b"},
        {"code": "A", "severity": "notice", "detail": "c"},
    ]});
    for (wrong, said) in [
        (json!({}), "must be the list"),
        (
            json!({"findings": {"has": [{"code": "A"}], "lacks": []}}),
            "must be the list",
        ),
        (json!({"findings": [{"code": "A"}]}), "must state"),
        (json!({"findings": [{"severity": "info"}]}), "must state"),
    ] {
        let fault = golden::findings_fault(&wrong).unwrap_or_default();
        assert!(fault.contains(said), "{wrong}: {fault}");
        let refreshed = golden::refresh_findings(&wrong, &report);
        assert_eq!(golden::findings_fault(&refreshed), None);
        assert_eq!(golden::differences(&refreshed, &report), [""; 0]);
        assert_eq!(refreshed["findings"].as_array().map(Vec::len), Some(3));
    }
    // What was asserted of a finding is asserted of the same one after others came before it.
    let before = json!({"findings": [{"code": "B", "severity": "info", "detail": "b"}]});
    assert_eq!(
        golden::refresh_findings(&before, &report)["findings"],
        json!([
            {"code": "A", "severity": "info"},
            {"code": "B", "severity": "high", "detail": "b"},
            {"code": "A", "severity": "notice"},
        ])
    );
    assert_eq!(
        golden::refresh_findings(&json!({"error": "x"}), &report),
        json!({"error": "x"})
    );
    for list in [
        json!([{"code": "A", "severity": "info"}, {"code": "B", "severity": "high"}]),
        json!([{"code": "B", "severity": "high"}, {"code": "A", "severity": "info"},
            {"code": "A", "severity": "notice"}]),
    ] {
        assert_ne!(
            golden::differences(&json!({"findings": list}), &report),
            [""; 0]
        );
    }
}

#[test]
fn differences_are_seen_and_said() {
    let report = json!({"a": 1, "b": [{"code": "X", "n": 1}, {"code": "Y", "n": 2}]});
    for fits in [
        json!({}),
        json!({"a": 1}),
        json!({"b": [{"code": "X"}, {"n": 2}]}),
        json!({"b": {"has": [{"code": "Y", "n": 2}], "lacks": [{"code": "Z"}]}}),
    ] {
        assert_eq!(golden::differences(&fits, &report), [""; 0], "{fits}");
    }
    for (wrong, said) in [
        (json!({"a": 2}), ".a: expected 2, found 1"),
        (json!({"c": 2}), ".c: expected 2, found no such key"),
        (json!({"b": []}), ".b[0]: expected nothing"),
        (
            json!({"b": [{}, {}, {}]}),
            ".b[2]: expected {}, found nothing",
        ),
        (
            json!({"b": {"has": [{"code": "X", "n": 2}]}}),
            ".b: expected one like",
        ),
        (
            json!({"b": {"lacks": [{"code": "X"}]}}),
            ".b: expected none like",
        ),
    ] {
        let lines = golden::differences(&wrong, &report).join("\n");
        assert!(lines.starts_with(said), "{wrong}: {lines}");
    }
}
