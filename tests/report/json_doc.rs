//! `docs/json.md` and real reports have the same fields.

use crate::given::{Given, analyze};
use crate::support::{self, Zone};
use chrono::DateTime;
use hdrtrace::archive::{self, Content, Inner, Item};
use hdrtrace::dns::Capsule;
use hdrtrace::enrich::{self, GeoFile, Kind};
use hdrtrace::rules::RuleSet;
use hdrtrace::{Analyzer, Clock, DnsSource, Known, Settings};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Fields by the path of the object that has them; the report itself is `""`.
type Fields = BTreeMap<String, BTreeSet<String>>;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The tables: below a heading that is a path, the first column of each row.
fn documented() -> Fields {
    let text = fs::read_to_string(root().join("docs/json.md")).expect("docs/json.md");
    let quoted = |text: &str| Some(text.split('`').nth(1)?.to_owned());
    let mut fields = Fields::new();
    let mut path = None;
    for line in text.lines() {
        if let Some(heading) = line.strip_prefix("## ") {
            path = Some(quoted(heading).unwrap_or_default());
        } else if let (Some(path), Some(row)) = (&path, line.strip_prefix("| `")) {
            let field = row.split('`').next().unwrap_or_default().to_owned();
            let is_new = fields
                .entry(path.clone())
                .or_default()
                .insert(field.clone());
            assert!(is_new, "{path} has {field} twice");
        }
    }
    fields
}

fn report(message: &Path, dns: DnsSource) -> Value {
    enriched(message, dns, enrich::EnrichSettings::default())
}

fn enriched(message: &Path, dns: DnsSource, enrich: enrich::EnrichSettings) -> Value {
    let options = Given {
        settings: Settings {
            clock: Clock::Fixed(DateTime::UNIX_EPOCH),
            enrich,
            dns: (dns).into(),
            ..Settings::default()
        },
        known: Known::default(),
    };
    let raw = fs::read(message).expect("a message");
    match analyze(&raw, &options) {
        Ok(report) => serde_json::to_value(report).expect("JSON"),
        Err(_) => Value::Null,
    }
}

fn files(folder: &str) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(root().join(folder))
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.sort();
    files
}

/// All look-ups there are.
fn everything() -> enrich::EnrichSettings {
    let path = std::env::temp_dir().join(format!("hdrtrace-doc-{}.mmdb", std::process::id()));
    let entry = serde_json::json!({"country": {"iso_code": "DE"}});
    let network = [203, 0, 113, 0].into();
    fs::write(&path, support::mmdb("Test", 0, network, 24, &entry)).expect("a file");
    let file = GeoFile::open(&path).expect("a geo file");
    fs::remove_file(&path).expect("the file was there");
    enrich::EnrichSettings {
        sources: Kind::ALL.into_iter().collect(),
        dnsbl: vec!["bl.example.net".parse().expect("a list")],
        geo_files: vec![Arc::new(file)],
        allow_reserved: true,
        ..enrich::EnrichSettings::default()
    }
}

/// Reports of all kinds: with and without DNS, whole and damaged.
fn reports() -> Vec<Value> {
    let mut reports = Vec::new();
    for message in files("samples") {
        if message.extension().is_some_and(|kind| kind == "eml") {
            let text = fs::read_to_string(message.with_extension("dns.json")).expect("a capsule");
            let capsule = Arc::new(Capsule::parse(&text).expect("a capsule"));
            let replay = DnsSource::Replay {
                capsule,
                any_message: true,
            };
            reports.push(report(&message, replay));
        }
    }
    for case in files("tests/cases") {
        let message = case.join("message.eml");
        reports.push(report(&message, DnsSource::Offline));
        if case.ends_with("dkim-key-alias") {
            let zone = fs::read_to_string(case.join("dns.zone")).expect("a zone");
            let zone = serde_json::from_str(&zone).expect("JSON");
            let server = Zone::from_json(&zone).serve(support::Options::default());
            reports.push(report(&message, DnsSource::Server(server.addr().into())));
        }
        if case.ends_with("enriched") {
            let zone = fs::read_to_string(case.join("dns.zone")).expect("a zone");
            let zone = serde_json::from_str(&zone).expect("JSON");
            let server = Zone::from_json(&zone).serve(support::Options::default());
            let dns = DnsSource::Server(server.addr().into());
            reports.push(enriched(&message, dns, everything()));
        }
    }
    reports.push(report(&root().join("samples/clean.eml"), validated()));
    reports.extend(of_containers());
    reports.push(of_a_team());
    reports
}

/// A message that a team's rules add something to and make something of less severe.
fn of_a_team() -> Value {
    let rules = r#"
        [[rule]]
        code = "USR001"
        name = "from-the-bank"
        severity = "notice"
        title = "From the bank"
        meaning = "It says so."
        advice = "Ask the bank."
        when = 'domain_within(from.domain, "example-bank.test")'
        lowers = { finding = "IDN003", to = "info" }
    "#;
    let settings = Settings {
        rules: vec![RuleSet::read(rules, "team.toml").expect("rules")],
        protect: vec!["example.net".to_owned()],
        ..Settings::default()
    };
    let raw = fs::read(root().join("samples/spoofed-bank.eml")).expect("a sample");
    let analyzer = Analyzer::new(settings).expect("settings");
    let report = analyzer.analyze(&raw, &Known::default()).expect("a report");
    serde_json::to_value(report).expect("JSON")
}

/// A reported message in a mailbox, traced as what was reported and as it stands; and one whose container changed it.
fn of_containers() -> Vec<Value> {
    let wrapper = "From: a@example.org\nDate: Sat, 2 May 2026 10:00:00 +0000\nSubject: FW\nMessage-ID: <1@example.org>\n\
        Content-Type: multipart/mixed; boundary=b\n\n--b\n\nplease check\n--b\nContent-Type: message/rfc822\n\
        Content-Disposition: attachment; filename=x.eml\n\nFrom: b@example.net\nSubject: hi\n\nhi\n--b--\n";
    let mailbox = format!("From a@example.org Sat May  2 10:00:00 2026\n{wrapper}\n");
    let graph =
        r#"{"id": "1", "internetMessageHeaders": [{"name": "From", "value": "a@example.org"}]}"#;
    let graph = graph.to_owned();
    let mut found = Vec::new();
    for (bytes, inner) in [
        (&mailbox, Inner::Auto),
        (&mailbox, Inner::No),
        (&graph, Inner::Auto),
    ] {
        let mut settings = Settings::default();
        settings.archive.inner = inner;
        let analyzer = Analyzer::new(settings).expect("settings");
        let content = Content::Bytes(bytes.as_bytes().into());
        let taken = archive::walk(content, &analyzer.settings().archive, &mut |item| {
            let Item::Message(entry) = item else {
                panic!("{item:?}")
            };
            for chosen in analyzer
                .choose(entry, &Known::default())
                .expect("a message")
                .messages
            {
                let report = analyzer
                    .analyze(&chosen.bytes, &chosen.known)
                    .expect("a report");
                found.push(serde_json::to_value(report).expect("JSON"));
            }
            ControlFlow::Continue(())
        });
        assert_eq!(taken.expect("a container").messages, 1);
    }
    found
}

/// The answers for a sample, as if they had been validated.
fn validated() -> DnsSource {
    let text = fs::read_to_string(root().join("samples/clean.dns.json")).expect("a capsule");
    let mut capsule: Value = serde_json::from_str(&text).expect("JSON");
    for answer in capsule["messages"][0]["answers"]
        .as_array_mut()
        .expect("answers")
    {
        if answer["rcode"] == "NOERROR" {
            answer["dnssec"] = "secure".into();
        }
    }
    DnsSource::Replay {
        capsule: Arc::new(Capsule::parse(&capsule.to_string()).expect("a capsule")),
        any_message: true,
    }
}

/// Adds the fields of the objects at a path, `[]` standing for each element of a list.
fn collect(value: &Value, path: &str, fields: &mut BTreeSet<String>) {
    match (value, path) {
        (Value::Array(list), _) => {
            let rest = path.strip_prefix("[]").unwrap_or(path);
            for value in list {
                collect(value, rest.trim_start_matches('.'), fields);
            }
        }
        (Value::Object(object), "") => fields.extend(object.keys().cloned()),
        (Value::Object(object), _) => {
            let end = path.find(['.', '[']).unwrap_or(path.len());
            if let Some(value) = object.get(&path[..end]) {
                collect(value, path[end..].trim_start_matches('.'), fields);
            }
        }
        _ => {}
    }
}

#[test]
fn the_document_and_the_reports_have_the_same_fields() {
    let documented = documented();
    assert!(documented.len() > 20, "{documented:?}");
    let reports = reports();
    let mut wrong = Vec::new();
    for (path, named) in &documented {
        let mut there = BTreeSet::new();
        for report in &reports {
            collect(report, path, &mut there);
        }
        for field in named.difference(&there) {
            wrong.push(format!("{path}: no report has {field}"));
        }
        for field in there.difference(named) {
            wrong.push(format!("{path}: the document lacks {field}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
