//! A header block that was damaged while copying: said in the report, and no reason for a fail.

use crate::given::{Given, analyze};
use hdrtrace::dns::Capsule;
use hdrtrace::{DnsSource, Known, Report, Settings};
use serde_json::Value;
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

fn sample(name: &str) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("samples")
        .join(name);
    fs::read_to_string(path).expect("a sample")
}

/// The header of a genuine, signed sample after some accident, traced with the sample's DNS.
fn damaged(accident: impl Fn(&str) -> String) -> Report {
    let text = sample("clean.eml").replace("\r\n", "\n");
    let (header, _) = text.split_once("\n\n").expect("a body");
    traced(&accident(header))
}

/// A text, traced with the sample's DNS.
fn traced(text: &str) -> Report {
    let capsule = Capsule::parse(&sample("clean.dns.json")).expect("a capsule");
    let options = Given {
        settings: Settings {
            dns: DnsSource::Replay {
                capsule: Arc::new(capsule),
                any_message: true,
            }
            .into(),
            ..Settings::default()
        },
        known: Known::default(),
    };
    analyze(text.as_bytes(), &options).expect("a report")
}

fn kinds(report: &Value) -> Vec<&str> {
    let damage = report["input"]["damage"].as_array().expect("a list");
    damage
        .iter()
        .filter_map(|one| one["kind"].as_str())
        .collect()
}

#[track_caller]
fn is_no_fail(report: &Report, kind: &str) {
    let json = serde_json::to_value(report).expect("a report in JSON");
    assert!(kinds(&json).contains(&kind), "{kind}: {:?}", kinds(&json));
    for check in json["authentication"]["dkim"].as_array().expect("a list") {
        assert_ne!(check["result"], "fail", "{kind}");
        assert_ne!(check["result"], "permerror", "{kind}");
    }
    assert_ne!(json["authentication"]["dmarc"]["result"], "fail", "{kind}");
    let damage = json["input"]["damage"].as_array().expect("a list");
    let said = damage.iter().find(|one| one["kind"] == kind);
    assert_eq!(
        said.map(|one| &one["rules_out"]),
        Some(&serde_json::json!(["dkim", "arc"]))
    );
}

#[test]
fn the_sample_is_good_before_the_accident() {
    let report = damaged(|header| format!("{header}\n"));
    let json = serde_json::to_value(&report).expect("JSON");
    let harmless = ["lf-line-ends", "no-body"];
    assert!(kinds(&json).iter().all(|kind| harmless.contains(kind)));
}

#[test]
fn lost_folding_is_no_fail() {
    let report = damaged(|header| {
        let lines: Vec<&str> = header.lines().map(str::trim_start).collect();
        lines.join("\n") + "\n"
    });
    is_no_fail(&report, "lost-folding");
    assert!(report.route.hops.iter().all(|hop| hop.time.is_some()));
}

/// Empty lines that were removed leave each line as it was: they are no reason to doubt a signature, and none to excuse one.
#[test]
fn empty_lines_change_no_signature() {
    let report = damaged(|header| format!("{header}\n").replace('\n', "\n\n"));
    let json = serde_json::to_value(&report).expect("a report in JSON");
    assert!(
        kinds(&json).contains(&"double-spaced"),
        "{:?}",
        kinds(&json)
    );
    let dkim = json["authentication"]["dkim"].as_array().expect("a list");
    assert!(
        !dkim.is_empty()
            && dkim
                .iter()
                .all(|check| check["header_signature"] == "valid")
    );
}

#[test]
fn markup_is_no_fail() {
    let escape = |header: &str| header.replace('<', "&lt;").replace('>', "&gt;");
    is_no_fail(&damaged(escape), "html-escaped");
}

#[test]
fn lost_brackets_are_no_fail() {
    let report = damaged(|header| {
        let mut out = String::new();
        let mut inside = false;
        for c in header.chars() {
            match c {
                '<' => inside = true,
                '>' => inside = false,
                _ if inside => {}
                c => out.push(c),
            }
        }
        out
    });
    is_no_fail(&report, "lost-angle-brackets");
}

#[test]
fn a_cut_is_no_fail() {
    let report = damaged(|header| {
        let at = header.find("\tbh=").expect("a signature");
        header[..at].to_owned()
    });
    is_no_fail(&report, "cut-off");
}

/// What a sender writes right below the receiver's field, so that it looks as each accident does, excuses no signature over
/// another text.
#[test]
fn an_imitated_accident_is_a_fail() {
    let text = sample("clean.eml").replace("\r\n", "\n");
    let at = text.find("\nReceived: from smtp").expect("a second hop") + 1;
    let (top, signed) = text.split_at(at);
    let forged = signed.replacen("\nSubject: ", "\nSubject: URGENT ", 1);
    assert_ne!(signed, forged);
    for own in [
        "",
        "x\ny\nz\n",
        "+0000 x\ny\nz\n",
        "+0000\nx\ny\n",
        "(UTC)\nx\ny\n",
        " x\ny\nz\n",
        " \u{a0}x\n",
        "\t\u{a0}\u{a0}x\n\u{a0}y\n",
        "x &lt;y&gt;\n",
        " for &lt;y&gt;\n",
        " by mx[.]example hxxp://a[.]example\n",
        "by mx[.]example\nby mx[.]example\n",
        "X: ```\n> To: b\n12: To: c\n",
        "Received: from x\nby y;\n10:00:09 +0000\n",
        "Received: from x y Received: from z\n",
        "X: \u{201c}y\u{201d} \\r\\n\\r\\n\n",
        "X-A\tb\n| X-B | c |\n",
    ] {
        let report = traced(&format!("{top}{own}{forged}"));
        let json = serde_json::to_value(&report).expect("a report in JSON");
        let dkim = json["authentication"]["dkim"].as_array().expect("a list");
        let results: Vec<&Value> = dkim.iter().map(|check| &check["result"]).collect();
        assert!(
            results.iter().all(|result| *result == "fail"),
            "{own:?}: {results:?}, {:?}",
            kinds(&json)
        );
        assert!(!results.is_empty(), "{own:?}");
    }
}
