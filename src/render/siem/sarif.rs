//! SARIF 2.1.0: a run with a result for each finding, at the lines and bytes of the header that show it. Viewers show its messages
//! to people: links in them are defanged, and what would read as a link of SARIF's own is broken.

use super::facts;
use super::object::Object;
use super::region::Regions;
use crate::limits::MAX_RESULT_PLACES;
use crate::render::{defanged, escape};
use crate::report::{FindingReport, Report};
use crate::words::findings::Severity;
use serde_json::{Error, Value, json};
use std::collections::BTreeMap;

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";
const VERSION: &str = "2.1.0";

/// The log of one message.
pub(super) fn log(report: &Report) -> Result<Value, Error> {
    let rules: BTreeMap<&str, Value> = report
        .findings
        .iter()
        .map(|found| (found.code.as_ref(), rule(found)))
        .collect();
    let codes: Vec<&str> = rules.keys().copied().collect();
    let results = results(report, &codes);
    let driver = Object::new()
        .with("name", facts::NAME)
        .with("semanticVersion", facts::VERSION)
        .with_list("rules", rules.into_values().collect::<Vec<Value>>());
    let run = Object::new()
        .with("tool", Object::new().with("driver", driver))
        .with("columnKind", "utf16CodeUnits")
        .with("artifacts", vec![artifact(report)])
        .with_list("results", results)
        .with(
            "properties",
            Object::new().with("conclusion", report.verdict.summary.as_str()),
        );
    Ok(Object::new()
        .with("$schema", SCHEMA)
        .with("version", VERSION)
        .with("runs", vec![Value::from(run)])
        .into())
}

fn rule(found: &FindingReport) -> Value {
    Object::new()
        .with("id", found.code.as_ref())
        .with("name", pascal_case(&found.name))
        .with("shortDescription", text(&found.title))
        .with("fullDescription", text(&found.why))
        .with("help", text(&found.wrong))
        .into()
}

fn artifact(report: &Report) -> Value {
    let input = &report.input;
    let hashes = Object::new().with("sha-256", input.sha256.as_str());
    Object::new()
        .with("location", Object::new().with("uri", uri(report)))
        .with("length", input.size)
        .with("mimeType", "message/rfc822")
        .with("hashes", hashes)
        .into()
}

fn results(report: &Report, codes: &[&str]) -> Vec<Value> {
    let regions = Regions::of(&report.header.bytes);
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    report
        .findings
        .iter()
        .map(|found| {
            let number = seen.entry(found.code.as_ref()).or_default();
            *number += 1;
            // The same finding of the same bytes is the same, wherever the file lies.
            let print = format!("{}/{}/{number}", report.input.sha256, found.code);
            Object::new()
                .with("ruleId", found.code.as_ref())
                .with(
                    "ruleIndex",
                    codes.iter().position(|code| *code == found.code),
                )
                .with("level", level(found.severity))
                .with("kind", "fail")
                .with("message", text(&found.detail))
                .with("locations", locations(report, found, &regions))
                .with("partialFingerprints", json!({"hdrtrace/v1": print}))
                .with("properties", properties(report, found))
                .into()
        })
        .collect()
}

/// What the texts for people may have lost, and whether the places are those of the file.
fn properties(report: &Report, found: &FindingReport) -> Object {
    let input = &report.input;
    let is_mended = !input.damage.is_empty() || !input.original_bytes || report.session.is_some();
    Object::new()
        .with("severity", found.severity.word())
        .with("basis", json!(found.basis))
        .with("detail", found.detail.as_str())
        .with("placesInMendedHeader", is_mended.then_some(true))
}

/// The places; the artifact as a whole where no bytes of the header show it.
fn locations(report: &Report, found: &FindingReport, regions: &Regions<'_>) -> Vec<Value> {
    let artifact = || Object::new().with("uri", uri(report)).with("index", 0);
    let places = found.evidence.iter().take(MAX_RESULT_PLACES);
    let mut all: Vec<Value> = places
        .filter_map(|place| {
            let region = regions.region(place.span)?;
            let physical = Object::new()
                .with("artifactLocation", artifact())
                .with("region", region);
            Some(Object::new().with("physicalLocation", physical).into())
        })
        .collect();
    if all.is_empty() {
        let physical = Object::new().with("artifactLocation", artifact());
        all.push(Object::new().with("physicalLocation", physical).into());
    }
    all
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::High => "error",
        Severity::Warning => "warning",
        Severity::Notice | Severity::Info => "note",
    }
}

/// A message of SARIF: harmless, and with a full stop.
fn text(said: &str) -> Object {
    let shown = defanged(&escape::terminal(said.trim_end(), false));
    // A link of SARIF's own is `[text](target)`.
    let mut shown = shown.replace("](", "] (");
    if !shown.ends_with('.') {
        shown.push('.');
    }
    Object::new().with("text", shown)
}

/// `lookalike-domain` is `LookalikeDomain`.
fn pascal_case(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for word in name.split('-') {
        let mut letters = word.chars();
        out.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        out.push_str(letters.as_str());
    }
    out
}

/// The message's place as a URI reference (RFC 3986): of a container the way into it.
fn uri(report: &Report) -> String {
    match report.input.name.as_str() {
        "-" | "" => reference("stdin", &report.input.path()),
        name => reference(name, &report.input.path()),
    }
}

fn reference(name: &str, path: &str) -> String {
    let whole = if path.is_empty() {
        name.replace('\\', "/")
    } else {
        format!("{}/{path}", name.replace('\\', "/"))
    };
    let mut out = String::with_capacity(whole.len());
    for byte in whole.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                out.push(char::from(byte));
            }
            byte => {
                out.push('%');
                crate::codec::hex::push(&mut out, byte);
            }
        }
    }
    // A path from the root is no relative reference; two slashes in front would name a host.
    if out.starts_with('/') {
        format!("file:///{}", out.trim_start_matches('/'))
    } else {
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_end_with_a_full_stop_and_hold_no_link() {
        let said = |said| Value::from(text(said))["text"].as_str().unwrap().to_owned();
        assert_eq!(said("a"), "a.");
        assert_eq!(said("a. "), "a.");
        let hostile = said("[pay](https://evil.example/x) \u{202e}");
        assert_eq!(hostile, "[pay] (hxxps://evil[.]example/x) \\u{202e}.");
    }

    #[test]
    fn places_are_references() {
        for (name, path, found) in [
            ("mail/a b.eml", "", "mail/a%20b.eml"),
            ("/srv/mail/a.eml", "", "file:///srv/mail/a.eml"),
            ("//host/a.eml", "", "file:///host/a.eml"),
            ("box.mbox", "12", "box.mbox/12"),
            ("javascript:alert(1)", "", "javascript%3aalert%281%29"),
            ("a\u{202e}\"?#%.eml", "", "a%e2%80%ae%22%3f%23%25.eml"),
        ] {
            assert_eq!(reference(name, path), found);
        }
    }

    #[test]
    fn names_are_in_pascal_case() {
        assert_eq!(pascal_case("spf-fail"), "SpfFail");
    }
}
