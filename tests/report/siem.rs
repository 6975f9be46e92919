//! What security systems read: what was not checked is no result, only the client that our side saw is a source, and no clock is
//! asked.

use crate::given::{Given, analyze};
use crate::hostile;
use crate::render::{offline, sample};
use hdrtrace::render::siem::{SYSTEMS, System};
use hdrtrace::render::{Format, Style, render};
use hdrtrace::{Clock, Known, Report, Settings};
use serde_json::{Value, json};

fn event(report: &Report, word: &str) -> Value {
    let system = System::by_word(word).expect("a system");
    let bytes = render(report, Format::Siem(system), &Style::default());
    serde_json::from_slice(&bytes).expect("JSON")
}

/// Where each system has the results of SPF and DMARC.
const RESULTS: &[(&str, &[&str])] = &[
    ("ocsf", &["/email_auth/spf", "/email_auth/dmarc"]),
    (
        "asim",
        &[
            "/EmailSpfResult",
            "/EmailSpfOriginalResult",
            "/EmailDmarcResult",
            "/EmailDmarcOriginalResult",
        ],
    ),
    (
        "ecs",
        &[
            "/hdrtrace/authentication/spf/result",
            "/hdrtrace/authentication/dmarc/result",
        ],
    ),
    (
        "cim",
        &[
            "/hdrtrace/authentication/spf/result",
            "/hdrtrace/authentication/dmarc/result",
        ],
    ),
];

#[test]
fn what_was_not_checked_is_no_result() {
    let checked = sample("spoofed-bank");
    let raw = std::fs::read(
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/spoofed-bank.eml"),
    );
    let skipped = offline(&raw.expect("a sample"));
    for (word, places) in RESULTS {
        for place in *places {
            let found = event(&checked, word);
            assert!(found.pointer(place).is_some(), "{word} {place}");
            let found = event(&skipped, word);
            assert_eq!(found.pointer(place), None, "{word} {place}");
        }
    }
    let predicates = |report| {
        let output = event(report, "cortex");
        let all = output["summary"]["taxonomies"].as_array().expect("a list");
        all.iter()
            .map(|one| one["predicate"].as_str().expect("a text").to_owned())
            .collect::<Vec<String>>()
    };
    let expected = ["Severity", "SPF", "DKIM", "DMARC", "Findings"];
    assert_eq!(predicates(&checked), expected);
    assert_eq!(predicates(&skipped), ["Severity", "Findings"]);
}

/// Where each system has the client.
const CLIENT: &[(&str, &str)] = &[
    ("ocsf", "/src_endpoint/ip"),
    ("ecs", "/source/ip"),
    ("asim", "/SrcIpAddr"),
    ("cim", "/src"),
    ("cortex", "/artifacts/0/data"),
];

#[test]
fn only_the_client_that_our_side_saw_is_a_source() {
    // The address of the border is 203.0.113.9; 192.0.2.7 stands in a field below.
    let report = offline(&hostile::message("x"));
    for (word, place) in CLIENT {
        let mut found = event(&report, word);
        assert_eq!(found.pointer(place), Some(&json!("203.0.113.9")), "{word}");
        // What is only claimed stands apart, under a name that says so; the report itself is a report.
        for part in ["unmapped", "hdrtrace", "AdditionalFields", "full"] {
            found.as_object_mut().expect("an object").remove(part);
        }
        assert!(!found.to_string().contains("192.0.2.7"), "{word}: {found}");
    }
}

#[test]
fn no_clock_is_asked() {
    let message = hostile::message("x");
    let at = |now: &str| {
        let options = Given {
            settings: Settings {
                clock: Clock::Fixed(now.parse().expect("a time")),
                ..Settings::default()
            },
            known: Known::default(),
        };
        analyze(&message, &options).expect("a report")
    };
    let (one, other) = (at("2026-11-01T12:00:00Z"), at("2031-01-01T00:00:00Z"));
    for system in SYSTEMS {
        assert_eq!(
            event(&one, system.word),
            event(&other, system.word),
            "{}",
            system.word
        );
    }
    let time = json!("2026-05-02T10:00:09.000Z");
    assert_eq!(event(&one, "ecs")["@timestamp"], time);
    assert_eq!(event(&one, "asim")["EventStartTime"], time);
    assert_eq!(event(&one, "ocsf")["time"], json!(1_777_716_009_000_i64));
}

#[test]
fn recipients_of_to_and_cc_stay_apart() {
    let report = offline(
        b"From: <a@a.example>\r\nTo: <b@b.example>\r\nCc: <c@c.example>, <d@d.example>\r\nTo: <e@e.example>\r\n\r\nx\r\n",
    );
    let ecs = event(&report, "ecs");
    assert_eq!(
        ecs["email"]["to"]["address"],
        json!(["b@b.example", "e@e.example"])
    );
    assert_eq!(
        ecs["email"]["cc"]["address"],
        json!(["c@c.example", "d@d.example"])
    );
    let ocsf = event(&report, "ocsf");
    assert_eq!(ocsf["email"]["cc"], json!(["c@c.example", "d@d.example"]));
    assert_eq!(ocsf["direction_id"], 0);
}

#[test]
fn regions_are_the_bytes_that_show_a_finding() {
    let report = sample("spoofed-bank");
    let log = event(&report, "sarif");
    let mut places = 0;
    for (result, finding) in log["runs"][0]["results"]
        .as_array()
        .expect("results")
        .iter()
        .zip(&report.findings)
    {
        assert_eq!(result["ruleId"], finding.code.as_ref());
        let rule = &log["runs"][0]["tool"]["driver"]["rules"];
        let index = usize::try_from(result["ruleIndex"].as_u64().expect("an index"));
        assert_eq!(rule[index.expect("small")]["id"], result["ruleId"]);
        for (location, place) in result["locations"]
            .as_array()
            .expect("a list")
            .iter()
            .zip(&finding.evidence)
        {
            let region = &location["physicalLocation"]["region"];
            let shown = String::from_utf8_lossy(place.span.of(&report.header.bytes));
            assert_eq!(region["snippet"]["text"], shown.as_ref());
            assert_eq!(region["byteOffset"], place.span.start);
            // Where the line begins, and the column in it, lead to the same byte.
            let number =
                usize::try_from(region["startLine"].as_u64().expect("a line")).expect("small");
            let column =
                usize::try_from(region["startColumn"].as_u64().expect("a column")).expect("small");
            let before: usize = report
                .header
                .bytes
                .split_inclusive(|byte| *byte == b'\n')
                .take(number - 1)
                .map(<[u8]>::len)
                .sum();
            assert_eq!(before + column - 1, place.span.start);
            places += 1;
        }
    }
    assert!(places > 3);
}
