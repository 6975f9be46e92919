//! Fields are those of the JSON report: by name where it has them, and always by value.

use crate::report::body::Archive;
use crate::rules::field::{Field, Get};
use crate::rules::kind::Kind;
use crate::rules::mail::Mail;
use crate::rules::record::{Record, Subject};
use crate::rules::testing::{MAIL, body, report};
use crate::rules::value::Value;
use crate::words::origin::Container;
use crate::{Analyzer, Capsule, DnsSource, Known, Report, Settings};
use chrono::DateTime;
use serde_json::Value as Json;
use std::collections::HashSet;
use std::sync::Arc;

/// Fields that the JSON has under another name, or not at all: what is computed of it.
const DERIVED: &[&str] = &[
    "message: from.domain",
    "message: date",
    "message: return_path.domain",
    "message: headers",
    "message: total_delay",
    "message: received",
    "message: client.network",
    "message: client.rdns",
    "message: client.confirmed_name",
    "message: client.tls",
    "message: client.authenticated",
    "message: client.asn",
    "message: client.country",
    "message: client.listed",
    "message: mail_from.domain",
    "message: receiver.spf",
    "message: receiver.dmarc",
    "message: receiver.arc",
    "message: session.tls",
    "address: domain",
    "hop: time",
    "hop: delay",
    "hop: authenticated",
    "hop: auth",
    "hop: tls",
    "DKIM signature: edit",
    "reported result: properties",
    "property: key",
    "property: value",
    "link: domain",
    "link: destination",
    "link: oddities",
    "attachment: extension",
    "attachment: names",
    "attachment: risks",
    "header field: trusted",
    "header field: index",
    "header field: name",
    "header field: value",
    "header field: raw",
    "text: value",
];

#[test]
fn names_are_plain_and_stand_once() {
    let mut derived = Vec::new();
    for record in Record::ALL {
        let mut names = HashSet::new();
        for field in record.fields() {
            let is_plain =
                |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "._".contains(c);
            assert!(field.name.chars().all(is_plain), "{}", field.name);
            assert!(names.insert(field.name), "{} stands twice", field.name);
            assert!(
                !field.noun.is_empty() && !field.noun.ends_with('.'),
                "{}",
                field.name
            );
            assert_eq!(
                matches!(field.kind, Kind::List(_)),
                matches!(field.get, Get::List(_)),
                "{}",
                field.name
            );
            if let Kind::Word(words) = field.kind {
                assert!(!words.all().is_empty(), "{} has no words", field.name);
            }
            if field.json.is_empty() {
                derived.push(format!("{}: {}", record.one(), field.name));
            }
        }
    }
    let known: HashSet<&str> = DERIVED.iter().copied().collect();
    let found: HashSet<&str> = derived.iter().map(String::as_str).collect();
    assert_eq!(known, found);
}

/// A value as the JSON would have it.
fn is_same(value: &Value<'_>, json: &Json) -> bool {
    match (value, json) {
        (Value::Missing, Json::Null) => true,
        (Value::Text(text), Json::String(other)) => text == other,
        (Value::Number(number), Json::Number(other)) => other.as_f64() == Some(*number),
        (Value::Bool(is), Json::Bool(other)) => is == other,
        (Value::Address(address), Json::String(other)) => address.to_string() == *other,
        (Value::Time(time), Json::String(other)) => {
            DateTime::parse_from_rfc3339(other).is_ok_and(|other| other == *time)
        }
        _ => false,
    }
}

/// Compares the fields of a subject with its JSON; notes those that had a value.
fn compare(record: Record, subject: Subject<'_>, json: &Json, seen: &mut HashSet<String>) {
    for field in record
        .fields()
        .iter()
        .filter(|field| !field.json.is_empty())
    {
        let there = json.pointer(field.json).unwrap_or(&Json::Null);
        // What was not checked says why in its place.
        let there = if there.get("skipped").is_some() {
            &Json::Null
        } else {
            there
        };
        let name = format!("{}: {}", record.one(), field.name);
        if let Kind::List(inner) = field.kind {
            lists(field, inner, subject, there, &name, seen);
            continue;
        }
        let value = field.value(subject);
        assert!(is_same(&value, there), "{name}: {value:?}, {there}");
        if value != Value::Missing {
            seen.insert(name);
        }
    }
}

fn lists(
    field: &Field,
    inner: Record,
    subject: Subject<'_>,
    there: &Json,
    name: &str,
    seen: &mut HashSet<String>,
) {
    let Some(list) = field.list(subject) else {
        assert!(there.is_null(), "{name}: {there}");
        return;
    };
    let list: Vec<_> = list.collect();
    let elements = there.as_array().expect(name);
    assert_eq!(list.len(), elements.len(), "{name}");
    if !list.is_empty() {
        seen.insert(name.to_owned());
    }
    for (element, json) in list.into_iter().zip(elements) {
        compare(inner, element, json, seen);
    }
}

/// The samples with their answers, and what they lack.
fn reports() -> Vec<Report> {
    let samples = concat!(env!("CARGO_MANIFEST_DIR"), "/samples");
    let mut all = vec![report(MAIL), report(ATTACHED), report(SESSION)];
    for entry in std::fs::read_dir(samples).expect("the samples") {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|extension| extension != "eml") {
            continue;
        }
        let answers = std::fs::read_to_string(path.with_extension("dns.json")).expect("answers");
        let capsule = Arc::new(Capsule::parse(&answers).expect("a capsule"));
        let settings = Settings {
            dns: DnsSource::Replay {
                capsule,
                any_message: false,
            }
            .into(),
            ..Settings::default()
        };
        let analyzer = Analyzer::new(settings).expect("settings");
        let raw = std::fs::read(path).expect("a sample");
        all.push(analyzer.analyze(&raw, &Known::default()).expect("a report"));
    }
    all[0].input.container = Some(Container::Mbox);
    all[0].input.member = Some("1".to_owned());
    body(&mut all[0]).links[0].goes_on_to = Some("https://evil.example/".to_owned());
    body(&mut all[1]).attachments[0].archive = Some(Archive {
        names: vec!["a.js".to_owned()],
        left_out: 0,
        encrypted: true,
        files: Vec::new(),
    });
    all
}

#[test]
fn fields_have_the_values_of_the_json() {
    let mut seen = HashSet::new();
    let reports = reports();
    for report in &reports {
        let json = serde_json::to_value(report).expect("JSON");
        let mail = Mail::of(report);
        compare(Record::Message, Subject::Message(&mail), &json, &mut seen);
    }
    let mut unseen: Vec<String> = Vec::new();
    for record in Record::ALL {
        for field in record
            .fields()
            .iter()
            .filter(|field| !field.json.is_empty())
        {
            let name = format!("{}: {}", record.one(), field.name);
            if !seen.contains(&name) {
                unseen.push(name);
            }
        }
    }
    assert!(unseen.is_empty(), "no sample has {unseen:?}");
}

const ATTACHED: &str = concat!(
    "Received: from a.example ([192.0.2.7]) by mx.example.net via TCP with LMTP id 1 for <b@example.net>;\r\n",
    " Sat, 02 May 2026 10:00:09 +0000\r\nFrom: A <a@a.example>\r\nList-Id: <l.example>\r\n",
    "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nHi\r\n--x\r\n",
    "Content-Type: application/pdf\r\nContent-Disposition: attachment; filename=\"a.pdf\"\r\n\r\nMZ\r\n--x--\r\n",
);

const SESSION: &str = concat!(
    "S: 220 mx.example.net ESMTP\nC: EHLO client.example\nS: 250 mx.example.net\nC: MAIL FROM:<a@a.example>\nS: 250 ok\n",
    "C: RCPT TO:<b@example.net>\nS: 250 ok\nC: DATA\nS: 354 go on\nC: From: a@a.example\nC: \nC: Hi\nC: .\nS: 250 ok\n",
);
