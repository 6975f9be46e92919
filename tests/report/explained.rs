//! Every word that a report uses is explained.
//!
//! The words are found by rule, from the reports on all cases:
//!
//! - of the JSON: each word that the schema lists for a value; methods, results and properties of claims; protocols of hops;
//!   keys of filters, and their codes where they have a meaning; codes and names of findings;
//! - of the terminal: titles (a line that begins with one space and a word in capitals) and labels (a line that begins with
//!   one space or three and a word with two spaces after it); severities and trust words are those of the JSON.

use crate::cases;
use hdrtrace::render::{Format, Style, render};
use hdrtrace::{Report, explain};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Words by the rule that found them.
type Words = BTreeMap<&'static str, BTreeSet<String>>;

fn schema_words(schema: &Value, out: &mut BTreeSet<String>) {
    match schema {
        Value::Object(all) => {
            if let Some(Value::String(word)) = all.get("const") {
                out.insert(word.clone());
            }
            if let Some(Value::Array(words)) = all.get("enum") {
                out.extend(words.iter().filter_map(Value::as_str).map(str::to_owned));
            }
            for value in all.values() {
                schema_words(value, out);
            }
        }
        Value::Array(all) => all.iter().for_each(|value| schema_words(value, out)),
        _ => {}
    }
}

fn texts<'v>(report: &'v Value, list: &str, key: &'v str) -> impl Iterator<Item = &'v str> {
    let all = report.pointer(list).and_then(Value::as_array);
    all.into_iter()
        .flatten()
        .filter_map(move |one| one[key].as_str())
}

/// What is written in place of a word where a sender may write anything.
fn is_word(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 40
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "-._/+".contains(c))
}

fn of_report(report: &Report, words: &mut Words) {
    let json = serde_json::to_value(report).expect("JSON");
    let mut add = |rule, word: &str| {
        words.entry(rule).or_default().insert(word.to_owned());
    };
    for method in texts(&json, "/claims", "method") {
        add("methods", method);
    }
    for result in texts(&json, "/claims", "result") {
        add("results", result);
    }
    for claim in json["claims"].as_array().into_iter().flatten() {
        for name in claim["properties"].as_object().into_iter().flatten() {
            add("properties", name.0);
        }
    }
    for with in texts(&json, "/route/hops", "with") {
        add("protocols", with);
    }
    for hop in json["route"]["hops"].as_array().into_iter().flatten() {
        if let Some(version) = hop["tls"]["version"].as_str() {
            add("TLS versions", version);
        }
    }
    for code in texts(&json, "/findings", "code") {
        add("findings", code);
    }
    for name in texts(&json, "/findings", "name") {
        add("findings", name);
    }
    for field in json["vendors"].as_array().into_iter().flatten() {
        if let Some(name) = field["field"].as_str() {
            add("filter fields", name);
        }
        for value in field["values"].as_array().into_iter().flatten() {
            let (Some(key), Some(text)) = (value["key"].as_str(), value["value"].as_str()) else {
                continue;
            };
            if value["known"] == "unknown" || !is_word(key) {
                continue;
            }
            add("filter keys", key);
            if value["meaning"].is_string() && is_word(text) {
                add("filter codes", &format!("{key}:{text}"));
            }
        }
    }
}

fn of_terminal(report: &Report, words: &mut Words) {
    let style = Style {
        detail: hdrtrace::render::Detail::Verbose,
        ..Style::default()
    };
    let text = render(report, Format::Terminal, &style);
    for line in String::from_utf8_lossy(&text).lines() {
        let indent = line.len() - line.trim_start_matches(' ').len();
        let line = &line[indent..];
        let end = line.find(' ').unwrap_or(line.len());
        let (word, rest) = line.split_at(end);
        let letters = |c: char| c.is_ascii_alphabetic() || c == '-';
        if word.len() < 3 || !word.chars().all(letters) {
            continue;
        }
        let is_title = indent == 1 && !word.contains(|c: char| c.is_ascii_lowercase());
        if is_title {
            let titles = words.entry("titles").or_default();
            titles.insert(word.to_owned());
        } else if matches!(indent, 1 | 3) && rest.starts_with("  ") {
            let labels = words.entry("labels").or_default();
            labels.insert(word.to_owned());
        }
    }
}

#[test]
fn every_word_of_a_report_is_explained() {
    let mut words = Words::new();
    let schema = serde_json::from_str(&Report::json_schema_document()).expect("JSON");
    schema_words(&schema, words.entry("schema").or_default());
    for (_, report) in cases::reports() {
        of_report(&report, &mut words);
        of_terminal(&report, &mut words);
    }
    let mut missing = Vec::new();
    let mut count = 0;
    for (rule, words) in &words {
        assert!(!words.is_empty(), "{rule}: no words");
        for word in words {
            count += 1;
            if explain::find(word).is_empty() {
                missing.push(format!("{rule}: {word}"));
            }
        }
    }
    assert!(count > 400, "{count} words only");
    assert!(missing.is_empty(), "\n{}", missing.join("\n"));
}
