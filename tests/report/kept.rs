//! Kept reports: read back they are the same, in every format; the schema describes them; and one that somebody made up does
//! no harm.

use crate::cases;
use crate::given::{Given, analyze_all};
use crate::hostile::PAYLOADS;
use crate::inert::{assert_inert, every};
use crate::render::{offline, sample};
use hdrtrace::render::siem::SYSTEMS;
use hdrtrace::render::{Format, Style, render};
use hdrtrace::report::KeptError;
use hdrtrace::{Report, Settings};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

fn formats() -> impl Iterator<Item = Format> {
    let systems = SYSTEMS.iter().map(Format::Siem);
    every().chain(systems)
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn styles() -> Vec<Style> {
    let usual = Style::default();
    let whole = Style {
        defang: false,
        ..usual
    };
    let verbose = Style {
        detail: hdrtrace::render::Detail::Verbose,
        ..usual
    };
    let plain = Style {
        unicode: false,
        width: 60,
        ..verbose
    };
    let colored = Style {
        color: true,
        columns: false,
        ..whole
    };
    vec![usual, whole, verbose, plain, colored]
}

/// The names of the samples.
fn samples() -> Vec<String> {
    let entries = fs::read_dir(root().join("samples")).expect("the samples");
    let names = entries.map(|entry| entry.expect("an entry").path());
    let mut names: Vec<String> = names
        .filter(|path| path.extension().is_some_and(|suffix| suffix == "eml"))
        .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
        .collect();
    names.sort();
    assert!(!names.is_empty());
    names
}

/// Reports of all kinds, by name.
fn reports() -> Vec<(String, Report)> {
    let mut reports: Vec<(String, Report)> = cases::reports().collect();
    reports.extend(samples().into_iter().map(|name| {
        let report = sample(&name);
        (name, report)
    }));
    let bytes = b"Subject: \xe9\xff\xfe \xef\xbf\xbd \xc3(\r\nX-\xff: \x00\x1b[31m\r\nFrom: J\xf6rg <a@a.test>\r\nnone\xfe\r\n\r\nx";
    reports.push(("bytes that are no text".to_owned(), offline(bytes)));
    reports.extend(PAYLOADS.iter().map(|payload| {
        let report = offline(&crate::hostile::message(payload));
        ((*payload).to_owned(), report)
    }));
    let sessions = "220 mx.example.net ESMTP\r\nEHLO a.example\r\n250 mx.example.net\r\nMAIL FROM:<a@a.example>\r\n250 ok\r\n\
        RCPT TO:<b@example.net>\r\n250 ok\r\nDATA\r\n354 go\r\nFrom: a@a.example\r\n\r\nx\r\n.\r\n250 ok\r\nMAIL FROM:<>\r\n\
        250 ok\r\nRCPT TO:<b@example.net>\r\n550 5.1.1 no\r\nQUIT\r\n221 bye\r\n";
    let given = Given {
        settings: Settings::default(),
        ..Given::default()
    };
    let found = analyze_all(sessions.as_bytes(), &given).expect("reports");
    reports.extend(
        found
            .into_iter()
            .map(|report| ("session".to_owned(), report)),
    );
    reports
}

fn json_of(report: &Report) -> Vec<u8> {
    render(report, Format::Json, &Style::default())
}

#[test]
fn a_kept_report_is_shown_as_the_direct_run_shows_it() {
    for (name, report) in reports() {
        let kept = json_of(&report);
        let read = Report::read(&kept).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(
            read == [report.clone()],
            "{name} is another when it is read back"
        );
        for style in styles() {
            for format in formats() {
                assert!(
                    render(&read[0], format, &style) == render(&report, format, &style),
                    "{name} in {format:?}"
                );
            }
        }
    }
}

#[test]
fn several_reports_are_read_one_behind_the_other() {
    let (first, second) = (sample("list-arc"), sample("spoofed-bank"));
    let mut kept = json_of(&first);
    kept.extend(json_of(&second));
    assert!(Report::read(&kept).expect("reports") == [first.clone(), second]);
    let pretty = serde_json::to_string_pretty(&first).expect("JSON");
    assert!(Report::read(pretty.as_bytes()).expect("a report") == [first]);
}

#[test]
fn what_is_no_report_is_refused_in_words() {
    let good = serde_json::to_value(sample("list-arc")).expect("JSON");
    let with = |pointer: &str, value: Value| {
        let mut report = good.clone();
        *report.pointer_mut(pointer).expect(pointer) = value;
        report.to_string()
    };
    let mut without = good.clone();
    without
        .as_object_mut()
        .expect("an object")
        .shift_remove("header");
    for (kept, said) in [
        (String::new(), "contains no report"),
        (
            "\n\nFrom: a@a.test\n".to_owned(),
            "line 3, column 1: is not JSON",
        ),
        ("{}".to_owned(), "names no schema"),
        ("[1]".to_owned(), "names no schema"),
        (
            json!({"schema": "hdrtrace/9"}).to_string(),
            "is a report of schema \"hdrtrace/9\"",
        ),
        (
            json!({"schema": "hdrtrace/1", "check": "spf"}).to_string(),
            "a single check",
        ),
        (without.to_string(), "missing field `header`"),
        (
            with("/findings/0/severity", json!("dire")),
            "unknown variant `dire`",
        ),
        (
            with("/route/hops/0/trust", json!("sure")),
            "unknown variant `sure`",
        ),
        (
            with("/route/hops/0/index", json!(7)),
            "hop 1 says that it is hop 7",
        ),
        (
            with("/route/hops/0/span", json!([9, 2])),
            "ends before it begins",
        ),
        (with("/route/boundary/hop", json!(99)), "there is no hop 99"),
        (
            with("/header/fields/0/1", json!(1_u64 << 40)),
            "not in order within",
        ),
        (
            with("/body", json!({"skipped": "lazy"})),
            "unknown variant `lazy`",
        ),
        (format!("{good}\n{{"), "line 2, column 1: is not JSON"),
    ] {
        let error = Report::read(kept.as_bytes()).expect_err(said).to_string();
        assert!(error.contains(said), "{error} lacks {said}");
        assert!(error.len() < 600, "{error}");
    }
    let deep = "[".repeat(1 << 20);
    assert!(matches!(
        Report::read(deep.as_bytes()),
        Err(KeptError::NotJson { .. })
    ));
}

#[test]
fn a_field_that_is_not_known_is_passed_over() {
    let report = sample("list-arc");
    let mut kept = serde_json::to_value(&report).expect("JSON");
    kept["new"] = json!(1);
    kept["route"]["hops"][0]["new"] = json!({"a": []});
    kept["authentication"]["dmarc"]["new"] = json!(true);
    assert!(Report::read(kept.to_string().as_bytes()).expect("a report") == [report]);
}

#[test]
fn the_schema_is_the_committed_one_and_describes_every_report() {
    let path = root().join("docs/report.schema.json");
    let document = Report::json_schema_document();
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&path, &document).expect("written");
    }
    assert!(
        fs::read_to_string(&path).unwrap_or_default() == document,
        "{} is another: `cargo xtask make-schema` writes it",
        path.display()
    );
    let schema: Value = serde_json::from_str(&document).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    for (name, report) in reports() {
        let value: Value = serde_json::from_slice(&json_of(&report)).expect("JSON");
        let wrong: Vec<String> = validator
            .iter_errors(&value)
            .map(|error| format!("{} at {}", error, error.instance_path()))
            .collect();
        assert!(wrong.is_empty(), "{name}: {}", wrong.join("\n"));
    }
    let mut other = serde_json::to_value(sample("list-arc")).expect("JSON");
    other["findings"][0]["severity"] = json!("dire");
    assert!(!validator.is_valid(&other));
}

/// The paths to all values of a report that are neither list nor object; of lists only the first element.
fn leaves(value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    walk(value, String::new(), &mut found);
    found
}

fn walk(value: &Value, path: String, found: &mut Vec<String>) {
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                let key = key.replace('~', "~0").replace('/', "~1");
                walk(value, format!("{path}/{key}"), found);
            }
        }
        Value::Array(list) => {
            for (at, value) in list.iter().enumerate().take(2) {
                walk(value, format!("{path}/{at}"), found);
            }
        }
        _ => found.push(path),
    }
}

fn shown_in_every_format(report: &Report) {
    for style in styles() {
        for format in formats() {
            render(report, format, &style);
        }
    }
}

#[test]
fn a_report_that_somebody_made_up_is_as_inert_as_mail() {
    let mut reached = BTreeSet::new();
    for name in ["spoofed-bank", "list-arc"] {
        let good = serde_json::to_value(sample(name)).expect("JSON");
        // Where any text may stand: not where a word must.
        let takes_text = |path: &String| {
            let mut made_up = good.clone();
            let place = made_up.pointer_mut(path).expect("a leaf");
            let may = place.is_string() || place.is_null();
            *place = json!("any text");
            may && Report::read(made_up.to_string().as_bytes()).is_ok()
        };
        let paths: Vec<String> = leaves(&good).into_iter().filter(takes_text).collect();
        reached.extend(paths.iter().cloned());
        for payload in PAYLOADS {
            let mut made_up = good.clone();
            for path in &paths {
                *made_up.pointer_mut(path).expect("a leaf") = json!(payload);
            }
            let read = Report::read(made_up.to_string().as_bytes()).expect("a report");
            assert_inert(&read[0]);
            shown_in_every_format(&read[0]);
        }
    }
    for path in [
        "/findings/0/code",
        "/claims/0/trust_reason",
        "/input/sha256",
        "/route/hops/0/dialect",
    ] {
        assert!(reached.contains(path), "{path} took no text");
    }
}

fn wrong_value() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        Just(json!([])),
        Just(json!({})),
        Just(json!("")),
        Just(json!("\u{fffd}\u{1f600}\u{301}")),
        Just(json!("x".repeat(1 << 16))),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        (0..9_u64).prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        (0..2_000_usize, 0..2_000_usize).prop_map(|(start, end)| json!([start, end])),
        "\\PC{0,20}".prop_map(Value::from),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(96) })]

    #[test]
    fn no_change_of_a_report_panics(changes in proptest::collection::vec((any::<prop::sample::Index>(), wrong_value()), 1..5)) {
        let mut report = serde_json::to_value(sample("list-arc")).expect("JSON");
        let paths = leaves(&report);
        for (index, value) in changes {
            let path = &paths[index.index(paths.len())];
            if let Some(place) = report.pointer_mut(path) {
                let kept = std::mem::replace(place, value);
                if Report::read(report.to_string().as_bytes()).is_err() {
                    *report.pointer_mut(path).expect("a leaf") = kept;
                }
            }
        }
        let read = Report::read(report.to_string().as_bytes()).expect("a report");
        shown_in_every_format(&read[0]);
    }

    #[test]
    fn no_bytes_panic(at in any::<prop::sample::Index>(), byte: u8) {
        let mut kept = json_of(&sample("list-arc"));
        let place = at.index(kept.len());
        kept[place] = byte;
        if let Ok(reports) = Report::read(&kept) {
            reports.iter().for_each(shown_in_every_format);
        }
        kept.truncate(at.index(kept.len()));
        let _ = Report::read(&kept);
    }
}
