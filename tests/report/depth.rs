//! How much is done, and what a report says of the rest.

use crate::given::{Given, analyze};
use hdrtrace::dns::Capsule;
use hdrtrace::{Clock, Depth, DnsSource, Settings};
use serde_json::{Value, json};
use std::sync::Arc;

/// A sample's report as JSON.
fn traced(name: &str, depth: Depth) -> Value {
    let path = |end: &str| format!("{}/samples/{name}{end}", env!("CARGO_MANIFEST_DIR"));
    let raw = std::fs::read(path(".eml")).expect("a sample");
    let capsule = std::fs::read_to_string(path(".dns.json")).expect("its answers");
    let given = Given {
        settings: Settings {
            depth,
            clock: Clock::Fixed("2026-11-01T00:00:00Z".parse().expect("a time")),
            dns: DnsSource::Replay {
                capsule: Arc::new(Capsule::parse(&capsule).expect("a capsule")),
                any_message: false,
            }
            .into(),
            ..Settings::default()
        },
        ..Given::default()
    };
    serde_json::to_value(analyze(&raw, &given).expect("a report")).expect("JSON")
}

fn signatures(report: &Value) -> &Vec<Value> {
    report["authentication"]["dkim"].as_array().expect("a list")
}

#[test]
fn a_verdict_is_that_of_the_whole_without_what_explains_it() {
    for name in ["clean", "gmail", "list-arc", "spoofed-bank", "forwarded"] {
        let (full, mut verdict) = (traced(name, Depth::Full), traced(name, Depth::Verdict));
        for (mine, whole) in signatures(&full).iter().zip(signatures(&verdict)) {
            assert_eq!(mine["result"], whole["result"], "{name}");
            let is_broken =
                mine["body_hash"] == "mismatch" || mine["header_signature"] == "invalid";
            let expected = if is_broken {
                json!({"skipped": "depth"})
            } else {
                Value::Null
            };
            assert_eq!(whole["diagnosis"], expected, "{name}");
        }
        if signatures(&full)
            .iter()
            .all(|one| one["diagnosis"].is_null())
        {
            for (at, one) in signatures(&full).iter().enumerate() {
                verdict["authentication"]["dkim"][at]["diagnosis"] = one["diagnosis"].clone();
            }
            assert_eq!(verdict, full, "{name}");
        }
    }
    let list = traced("list-arc", Depth::Verdict);
    assert_eq!(
        signatures(&list)[0]["diagnosis"],
        json!({"skipped": "depth"})
    );
}

#[test]
fn headers_alone_read_no_body_and_say_so() {
    let skipped = json!({"skipped": "depth"});
    for name in ["clean", "gmail", "list-arc"] {
        let (full, headers) = (traced(name, Depth::Full), traced(name, Depth::Headers));
        assert_eq!(headers["body"], skipped, "{name}");
        assert_eq!(headers["input"], full["input"], "{name}");
        assert_eq!(headers["route"], full["route"], "{name}");
        assert_eq!(
            headers["authentication"]["spf"],
            full["authentication"]["spf"]
        );
        for (mine, whole) in signatures(&headers).iter().zip(signatures(&full)) {
            assert_eq!(mine["body_hash"], "not-available", "{name}");
            assert_eq!(
                mine["header_signature"], whole["header_signature"],
                "{name}"
            );
            if whole["result"] == "pass" {
                assert_eq!(mine["result"], skipped, "{name}");
            }
            assert_ne!(mine["result"], "pass", "{name}");
            assert_ne!(mine["result"], "neutral", "{name}");
        }
    }
    // Without a body there is nothing that depth could leave out.
    let (full, headers) = (
        traced("headers-only", Depth::Full),
        traced("headers-only", Depth::Headers),
    );
    assert_eq!(headers["body"], json!({"skipped": "headers-only"}));
    assert_eq!(headers, full);
}
