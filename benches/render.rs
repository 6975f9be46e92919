//! What rendering costs: `cargo bench --bench render`.

#[path = "../tests/common/given.rs"]
mod given;

use divan::Bencher;
use given::{Given, analyze};
use hdrtrace::dns::Capsule;
use hdrtrace::render::{Format, Style, Table, render};
use hdrtrace::{DnsSource, Known, Report, Settings};
use std::fs;
use std::path::Path;
use std::sync::Arc;

fn main() {
    divan::main();
}

fn sample(name: &str) -> Report {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let message = fs::read(folder.join(format!("{name}.eml"))).expect("a sample");
    let capsule = fs::read_to_string(folder.join(format!("{name}.dns.json"))).expect("a capsule");
    let options = Given {
        settings: Settings {
            dns: DnsSource::Replay {
                capsule: Arc::new(Capsule::parse(&capsule).expect("a capsule")),
                any_message: false,
            }
            .into(),
            ..Settings::default()
        },
        known: Known::default(),
    };
    analyze(&message, &options).expect("a report")
}

const FORMATS: &[(&str, Format)] = &[
    ("terminal", Format::Terminal),
    ("json", Format::Json),
    ("html", Format::Html),
    ("markdown", Format::Markdown),
    ("csv", Format::Csv(Table::Hops)),
];

#[divan::bench(args = ["terminal", "json", "html", "markdown", "csv"])]
fn typical(bencher: Bencher, name: &str) {
    let report = sample("list-arc");
    let format = FORMATS
        .iter()
        .find(|(known, _)| *known == name)
        .expect("a format")
        .1;
    bencher.bench(|| render(&report, format, &Style::default()));
}

#[divan::bench]
fn html_of_microsoft(bencher: Bencher) {
    let report = sample("microsoft");
    bencher.bench(|| render(&report, Format::Html, &Style::default()));
}

#[divan::bench(sample_count = 10)]
fn html_of_ten_thousand_hops(bencher: Bencher) {
    let hop = "Received: from a.example.org ([198.51.100.7]) by b.example.net with ESMTPS id 1A;\r\n\tSat, 02 May 2026 10:00:00 +0000\r\n";
    let message = hop.repeat(10_000) + "From: a@example.org\r\n\r\nx\r\n";
    let report = analyze(message.as_bytes(), &Given::default()).expect("a report");
    bencher.bench(|| render(&report, Format::Html, &Style::default()));
}
