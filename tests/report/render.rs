//! Renderers: golden files of every format, and that nothing of a message gets out of its place in any of them.
//!
//! `UPDATE_GOLDEN=1 cargo test --test report render::` writes the golden files anew; look at the difference before it is committed.

use crate::given::{Given, analyze};
use crate::hostile::{self, PAYLOADS};
use crate::inert::{FORMATS, assert_inert, assert_inert_html, for_people, is_link, read, text};
use hdrtrace::dns::Capsule;
use hdrtrace::render::siem::SYSTEMS;
use hdrtrace::render::{Format, Style, Table, render};
use hdrtrace::{Analyzer, At, Clock, DnsSource, Known, Report, Settings};
use proptest::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The same with what security systems read, by the ends of their golden files.
fn formats() -> Vec<(String, Format)> {
    let own = FORMATS
        .iter()
        .map(|(end, format, _)| ((*end).to_owned(), *format));
    let systems = SYSTEMS.iter();
    let systems = systems.map(|system| (format!("{}.json", system.word), Format::Siem(system)));
    own.chain(systems).collect()
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The report on a sample.
pub fn sample(name: &str) -> Report {
    let folder = root().join("samples");
    let message = fs::read(folder.join(format!("{name}.eml"))).expect("a sample");
    let capsule = fs::read_to_string(folder.join(format!("{name}.dns.json"))).expect("a capsule");
    let options = Given {
        settings: Settings {
            clock: Clock::Fixed("2026-11-01T12:00:00Z".parse().expect("a time")),
            at: At::Received,
            dns: DnsSource::Replay {
                capsule: Arc::new(Capsule::parse(&capsule).expect("a capsule")),
                any_message: false,
            }
            .into(),
            ..Settings::default()
        },
        known: Known {
            name: format!("samples/{name}.eml"),
            ..Known::default()
        },
    };
    analyze(&message, &options).expect("a report")
}

/// The report on a message without DNS.
pub fn offline(message: &[u8]) -> Report {
    let options = Given {
        settings: Settings {
            clock: Clock::Fixed("2026-11-01T12:00:00Z".parse().expect("a time")),
            ..Settings::default()
        },
        known: Known::default(),
    };
    analyze(message, &options).expect("a report")
}

#[test]
fn samples_render_as_their_golden_files() {
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    let mut wrong = Vec::new();
    for name in ["spoofed-bank", "list-arc"] {
        let report = sample(name);
        for (extension, format) in &formats() {
            let path = root().join(format!("tests/golden/{name}.{extension}"));
            let bytes = render(&report, *format, &Style::default());
            assert_eq!(bytes, render(&sample(name), *format, &Style::default()));
            if update {
                fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
                fs::write(&path, &bytes).expect("written");
            } else if fs::read(&path).unwrap_or_default() != bytes {
                wrong.push(path.display().to_string());
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "these differ; UPDATE_GOLDEN=1 writes them anew:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn payloads_in_every_field_are_inert() {
    for payload in PAYLOADS {
        let report = offline(&hostile::message(payload));
        assert!(
            report.route.hops.len() == 3 && !report.findings.is_empty(),
            "{payload}"
        );
        assert_inert(&report);
    }
}

#[test]
fn whole_links_only_where_asked_for() {
    let report = offline(&hostile::message("see https://evil.example/x"));
    let whole = Style {
        defang: false,
        ..Style::default()
    };
    for format in for_people() {
        let shown = render(&report, format, &whole);
        let shown = String::from_utf8_lossy(&shown).replace("<wbr>", "");
        assert!(is_link(&shown), "{format:?}");
        let broken = read(&report, format);
        assert!(broken.contains("hxxps://evil[.]example"), "{format:?}");
        // In bytes of the message too.
        assert!(!broken.contains("evil.example"), "{format:?}");
    }
    for format in [Format::Json, Format::Csv(Table::Hops)] {
        assert_eq!(
            render(&report, format, &whole),
            render(&report, format, &Style::default())
        );
    }
}

#[test]
fn every_finding_of_the_samples_links_to_its_bytes() {
    for entry in fs::read_dir(root().join("samples")).expect("samples") {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|extension| extension != "eml") {
            continue;
        }
        let name = path
            .file_stem()
            .and_then(|name| name.to_str())
            .expect("a name");
        let html = text(&sample(name), Format::Html);
        assert_inert_html(&html);
        for (at, _) in html.match_indices("href=\"#") {
            let target = html[at + 7..].split('"').next().expect("a target");
            assert!(
                html.contains(&format!("id=\"{target}\"")),
                "{name}: #{target} leads nowhere"
            );
        }
        for (number, finding) in sample(name).findings.iter().enumerate() {
            for place in 0..finding.evidence.len() {
                assert!(
                    html.contains(&format!("href=\"#e{number}-{place}\"")),
                    "{name}"
                );
            }
        }
    }
}

#[test]
fn ten_thousand_hops_make_a_file_that_can_be_opened() {
    let mut message = String::new();
    for hop in (0..10_001).rev() {
        let field = format!(
            "Received: from h{hop}.example.org (h{hop}.example.org [198.51.100.{}])\r\n\tby h{}.example.net with ESMTPS id {hop}A;\r\n\tSat, 02 May 2026 {:02}:{:02}:{:02} +0000\r\n",
            hop % 250,
            hop + 1,
            hop / 3600,
            hop / 60 % 60,
            hop % 60
        );
        message.push_str(&field);
    }
    message.push_str("From: a@example.org\r\n\r\nx\r\n");
    let html = text(&offline(message.as_bytes()), Format::Html);
    assert!(html.len() < 5_000_000, "{} bytes", html.len());
    assert_inert_html(&html);
    for said in [
        "1 older Received fields were not read",
        "9960 more hops are left out",
        "9800 more hops are left out here",
        "more fields (",
    ] {
        assert!(html.contains(said), "{said}");
    }
    let markdown = text(&offline(message.as_bytes()), Format::Markdown);
    assert!(markdown.len() < 100_000 && markdown.contains("9960 more hops"));
}

#[test]
fn templates_leave_no_value_unescaped() {
    let mut folders = vec![root().join("templates")];
    let mut safe = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("templates") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let template = fs::read_to_string(&path).expect("a template");
            safe.extend(unescaped(&path, &template));
        }
    }
    safe.sort();
    // The style sheet and its hash are ours.
    assert_eq!(
        safe,
        [
            "report.html: {{ css|safe }}",
            "report.html: {{ style_hash|safe }}"
        ]
    );
}

fn unescaped(path: &Path, template: &str) -> Vec<String> {
    let file = path
        .file_name()
        .and_then(|name| name.to_str())
        .expect("a name");
    template
        .split("{{")
        .skip(1)
        .filter_map(|rest| rest.split("}}").next())
        .filter(|expression| expression.contains('|') && !expression.contains("||"))
        .map(|expression| format!("{file}: {{{{{expression}}}}}"))
        .collect()
}

/// A session in which no message was sent has findings, too.
#[test]
fn cases_and_sessions_without_a_message_are_inert() {
    let mut inputs = vec![
        b"S: 220 mx.example.net ESMTP\nC: EHLO c.example\nS: 250-mx.example.net\nS: 250 SIZE 100\nC: QUIT\nS: 221 bye\n\
          S: 220 mx.example.net ESMTP\nC: EHLO c.example\nS: 250-mx.example.net\nS: 250 STARTTLS\nC: QUIT\nS: 221 bye\n"
            .to_vec(),
    ];
    let cases = fs::read_dir(root().join("tests/cases")).expect("the cases");
    let mut cases: Vec<_> = cases.map(|case| case.expect("a case").path()).collect();
    cases.sort();
    inputs.extend(
        cases
            .iter()
            .filter_map(|case| fs::read(case.join("message.eml")).ok()),
    );
    let analyzer = Analyzer::new(Settings::default()).expect("an analyzer");
    let mut without_message = 0;
    for input in &inputs {
        let reports = analyzer.analyze_all(input, &Known::default());
        for report in reports.into_iter().flatten() {
            without_message += usize::from(!report.has_message() && !report.findings.is_empty());
            assert_inert(&report);
        }
    }
    assert!(without_message > 0);
}

/// Bytes that are likely to break something, more often than chance gives them.
fn hostile_text() -> impl Strategy<Value = String> {
    let pieces = prop_oneof![
        4 => any::<char>().prop_map(String::from),
        4 => "[<>\"'&`|\\\\=+@#:;(),.\\[\\]{}%-]{1,4}",
        2 => "[a-z.]{1,12}",
        1 => proptest::sample::select(PAYLOADS).prop_map(str::to_owned),
        1 => Just("https://a.evil.example/".to_owned()),
    ];
    proptest::collection::vec(pieces, 0..8)
        .prop_map(|pieces| pieces.concat().replace(['\r', '\n'], " "))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn hostile_reports_are_inert(payload in hostile_text()) {
        let report = offline(&hostile::message(&payload));
        assert_inert(&report);
    }
}
