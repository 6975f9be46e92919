//! The pages on security systems: their commands run, and what they show is what arrives.

use crate::scratch::Scratch;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const SAMPLE: &str = "samples/spoofed-bank.eml";
const CAPSULE: &str = "samples/spoofed-bank.dns.json";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The pages by their formats.
const PAGES: &[(&str, &str)] = &[
    ("splunk.md", "cim"),
    ("elastic.md", "ecs"),
    ("sentinel.md", "asim"),
    ("ocsf.md", "ocsf"),
    ("code-scanning.md", "sarif"),
    ("cortex.md", "cortex"),
    ("misp.md", "misp"),
    ("stix.md", "stix"),
];

fn page(name: &str) -> String {
    fs::read_to_string(root().join("docs/systems").join(name)).expect("a page")
}

/// The contents of the fenced blocks with this info string.
fn blocks<'t>(text: &'t str, info: &str) -> Vec<&'t str> {
    let opening = format!("```{info}\n");
    text.split(&opening)
        .skip(1)
        .filter_map(|rest| rest.split("\n```").next())
        .collect()
}

fn run(arguments: &[String]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_hdrtrace"))
        .current_dir(root())
        .env("HDRTRACE_CONFIG", "")
        .args(arguments)
        .output()
        .expect("it runs")
}

/// Where a shown value is not in the real one.
fn difference(shown: &Value, real: &Value, at: &str) -> Option<String> {
    match (shown, real) {
        (Value::Object(shown), Value::Object(real)) => shown.iter().find_map(|(key, value)| {
            let at = format!("{at}/{key}");
            match real.get(key) {
                Some(real) => difference(value, real, &at),
                None => Some(at),
            }
        }),
        // A list may be cut.
        (Value::Array(shown), Value::Array(real)) => {
            let mut pairs = shown.iter().zip(real);
            let different = pairs.find_map(|(shown, real)| difference(shown, real, at));
            different.or_else(|| (shown.len() > real.len()).then(|| at.to_owned()))
        }
        _ => (shown != real).then(|| format!("{at}: {real}")),
    }
}

#[test]
fn what_the_pages_show_is_what_arrives() {
    for (name, word) in PAGES {
        let text = page(name);
        let shown: Value = serde_json::from_str(blocks(&text, "json")[0]).expect("JSON");
        let arguments = ["--replay-dns", CAPSULE, "--format", word, SAMPLE].map(str::to_owned);
        let output = run(&arguments);
        let real: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        assert_eq!(difference(&shown, &real, ""), None, "{name}");
    }
}

#[test]
fn every_format_has_a_page() {
    let overview = page("README.md");
    for system in hdrtrace::render::siem::SYSTEMS {
        let word = system.word;
        let (name, _) = PAGES
            .iter()
            .find(|(_, page)| *page == word)
            .unwrap_or_else(|| panic!("{word} has no page"));
        assert!(overview.contains(&format!("({name})")), "{name}");
        let text = page(name);
        assert!(text.contains(&format!("--format {word}")), "{name}: {word}");
        for part in ["| from |", "## Limits"] {
            assert!(text.contains(part), "{name} lacks {part}");
        }
    }
}

#[test]
fn the_commands_of_the_pages_run() {
    let scratch = Scratch::new();
    let message = fs::read(root().join(SAMPLE)).expect("a sample");
    let inbox = scratch.file(
        "inbox.mbox",
        [
            &b"From a@example.org Sat May  2 10:00:00 2026\n"[..],
            &message,
            b"\n",
        ]
        .concat(),
    );
    let json = ["--replay-dns", CAPSULE, "--format", "json", SAMPLE].map(str::to_owned);
    let report = scratch.file("report.json", run(&json).stdout);
    let job = PathBuf::from(scratch.path("job"));
    fs::create_dir_all(job.join("input")).expect("a folder");
    fs::write(job.join("input/mail"), &message).expect("a file");
    fs::write(
        job.join("input/input.json"),
        r#"{"dataType":"file","file":"mail","filename":"mail.eml","tlp":2,"pap":2}"#,
    )
    .expect("a file");
    let mut seen = 0;
    for (name, _) in PAGES.iter().chain(&[("README.md", "")]) {
        let text = page(name);
        let lines = blocks(&text, "sh").into_iter().flat_map(str::lines);
        for line in lines.filter(|line| line.starts_with("hdrtrace ")) {
            let line = line.split(['#', '>']).next().unwrap_or_default();
            let mut arguments: Vec<String> = line
                .split_whitespace()
                .skip(1)
                .map(|word| match word {
                    "mail.eml" => SAMPLE.to_owned(),
                    "inbox.mbox" => inbox.clone(),
                    "report.json" => report.clone(),
                    "/job" => job.display().to_string(),
                    "mail.ndjson" | "mail.sarif" => scratch.path(&format!("{seen}-{word}")),
                    other => other.to_owned(),
                })
                .collect();
            if !line.contains(" render ") {
                arguments.push("--offline".to_owned());
            }
            let output = run(&arguments);
            assert!(
                output.status.success(),
                "{line}: {}",
                String::from_utf8_lossy(&output.stderr)
            );
            seen += 1;
        }
    }
    assert!(seen >= 10, "{seen}");
    assert!(job.join("output/output.json").is_file());
}

#[test]
fn a_log_of_many_messages_has_the_results_of_each() {
    let scratch = Scratch::new();
    let path = scratch.path("all.sarif");
    let samples = ["samples/clean.eml", SAMPLE, "samples/forged-chain.eml"];
    let rules = ["--rules", "samples/rules.toml"];
    let mut arguments: Vec<String> = ["scan", "--offline", "--depth", "full", "--out", &path]
        .iter()
        .chain(&rules)
        .map(|argument| (*argument).to_owned())
        .collect();
    arguments.extend(samples.map(str::to_owned));
    assert!(run(&arguments).status.success());
    let log: Value = serde_json::from_slice(&fs::read(&path).expect("a log")).expect("JSON");
    let run_of_all = &log["runs"][0];
    let mut results = Vec::new();
    for sample in samples {
        let of_one = ["--offline", "--format", "sarif", rules[0], rules[1], sample];
        let output = run(&of_one.map(str::to_owned));
        let mut log: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        for mut result in log["runs"][0]["results"]
            .as_array_mut()
            .expect("a list")
            .drain(..)
        {
            result
                .as_object_mut()
                .expect("an object")
                .remove("ruleIndex");
            results.push(result);
        }
    }
    assert_eq!(run_of_all["results"], Value::Array(results));
    let rules = run_of_all["tool"]["driver"]["rules"]
        .as_array()
        .expect("rules");
    for result in run_of_all["results"].as_array().expect("results") {
        assert!(rules.iter().any(|rule| rule["id"] == result["ruleId"]));
    }
}
