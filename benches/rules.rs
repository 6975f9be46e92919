//! What a hundred rules of a team cost a message.

use hdrtrace::rules::{Filter, RuleSet};
use hdrtrace::{Analyzer, Known, Report, Settings};
use std::fmt::Write;
use std::path::PathBuf;

fn main() {
    divan::main();
}

/// The sample rules, as often as it takes, each time with other constants.
fn hundred() -> RuleSet {
    let text = sample("samples/rules.toml");
    let text = String::from_utf8(text).expect("text");
    let rules: Vec<&str> = text.split("[[rule]]").skip(1).collect();
    let rules = rules
        .iter()
        .map(|rule| rule.split("[[test]]").next().unwrap_or_default());
    let mut all = String::new();
    for (number, rule) in rules.cycle().take(100).enumerate() {
        let rule = rule
            .replace("evil.example", &format!("evil{number}.example"))
            .replace("invoice", &format!("invoice{number}"));
        let body: String = rule
            .lines()
            .filter(|line| !line.starts_with("code =") && !line.starts_with("name ="))
            .fold(String::new(), |mut body, line| {
                let _ = writeln!(body, "{line}");
                body
            });
        let _ = writeln!(
            all,
            "[[rule]]\ncode = \"USR{number:03}\"\nname = \"rule-{number}\"\n{body}"
        );
    }
    RuleSet::read(&all, "hundred.toml").expect("rules")
}

fn sample(name: &str) -> Vec<u8> {
    std::fs::read(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(name)).expect("a sample")
}

fn report() -> Report {
    let analyzer = Analyzer::new(Settings::default()).expect("settings");
    let raw = sample("samples/microsoft.eml");
    analyzer.analyze(&raw, &Known::default()).expect("a report")
}

/// The rules alone, over a report with some fifty header fields.
#[divan::bench]
fn hundred_rules(bencher: divan::Bencher) {
    let (set, report) = (hundred(), report());
    let sets = [set];
    bencher.bench_local(|| hdrtrace::rules::found(divan::black_box(&sets), &report).len());
}

#[divan::bench]
fn one_filter(bencher: divan::Bencher) {
    let filter = Filter::read("dmarc.result == \"fail\" or any hops (from.ip == \"192.0.2.7\")");
    let (filter, report) = (filter.expect("a condition"), report());
    bencher.bench_local(|| filter.matches(divan::black_box(&report)));
}

/// Reading and compiling them, once for a run.
#[divan::bench]
fn read_hundred(bencher: divan::Bencher) {
    bencher.bench_local(hundred);
}
