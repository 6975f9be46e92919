//! Every message of the corpus, from the bytes to what is shown, without DNS.

use crate::given::{Given, analyze};
use crate::shared;
use chrono::DateTime;
use hdrtrace::render::{self, Detail, Format, Style};
use hdrtrace::{Clock, Known, Report, Settings};
use std::fs;
use std::path::PathBuf;

/// The corpus as it was when this was written.
const MESSAGES: usize = 911;

pub(crate) fn messages() -> Vec<PathBuf> {
    let mut files = Vec::new();
    for kind in ["phish", "ham2002", "spam2002", "lists"] {
        let folder = shared::path("corpus").join(kind);
        let entries = fs::read_dir(&folder).unwrap_or_else(|error| {
            panic!(
                "{}: {error} (set HDRTRACE_SHARED to the folder that holds corpus/)",
                folder.display()
            )
        });
        files.extend(entries.map(|entry| entry.expect("an entry").path()));
    }
    files.sort();
    files
}

pub(crate) fn options() -> Given {
    Given {
        settings: Settings {
            clock: Clock::Fixed(DateTime::UNIX_EPOCH),
            ..Settings::default()
        },
        known: Known::default(),
    }
}

/// What is wrong with a report, whatever the message.
fn faults(report: &Report) -> Vec<String> {
    let mut faults = Vec::new();
    if report.verdict.summary.trim().is_empty() {
        faults.push("the verdict is empty".to_owned());
    }
    let header = &report.header;
    for finding in &report.findings {
        if finding.detail.trim().is_empty() {
            faults.push(format!("{} says nothing", finding.code));
        }
        for place in &finding.evidence {
            let (code, span) = (&finding.code, place.span);
            let Some(field) = header.fields.get(place.index) else {
                faults.push(format!("{code}: there is no field {}", place.index));
                continue;
            };
            if span.is_empty() || span.start < field.start || span.end > field.end {
                faults.push(format!("{code}: {span:?} is not within {field:?}"));
            }
            let name = &header.bytes[field.start..];
            if !name.starts_with(place.field.as_bytes()) {
                faults.push(format!(
                    "{code}: field {} is no {}",
                    place.index, place.field
                ));
            }
        }
    }
    for hop in &report.route.hops {
        let span = hop.span.expect("a field");
        if !header.bytes[span.start..].starts_with(b"Received")
            && !header.bytes[span.start..]
                .to_ascii_lowercase()
                .starts_with(b"received")
        {
            faults.push(format!(
                "hop {} does not stand at {:?}",
                hop.index, hop.span
            ));
        }
    }
    let carets = |text: &str| {
        text.lines()
            .filter(|line| !line.trim().is_empty() && line.trim().bytes().all(|byte| byte == b'^'))
            .count()
    };
    // Of each finding two places are shown at most.
    let places: usize = report
        .findings
        .iter()
        .take(40)
        .map(|finding| finding.evidence.len().min(2))
        .sum();
    for unicode in [true, false] {
        let style = Style {
            unicode,
            // The usual report shows the bytes of some findings only.
            detail: Detail::Verbose,
            ..Style::default()
        };
        let text = render::render(report, Format::Terminal, &style);
        let text = String::from_utf8(text).expect("UTF-8");
        if carets(&text) != places {
            faults.push(format!("{places} places, {} excerpts", carets(&text)));
        }
        if let Some(c) = text.chars().find(|&c| c != '\n' && c.is_control()) {
            faults.push(format!("{c:?} is shown"));
        }
    }
    let json = render::render(report, Format::Json, &Style::default());
    if serde_json::from_slice::<serde_json::Value>(&json).is_err() {
        faults.push("the JSON cannot be read".to_owned());
    }
    faults
}

#[test]
#[ignore = "needs HDRTRACE_SHARED"]
fn every_message_gives_a_report_whose_evidence_can_be_shown() {
    let files = messages();
    assert_eq!(files.len(), MESSAGES);
    let mut wrong = Vec::new();
    for path in files {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let raw = fs::read(&path).expect("a readable file");
        match analyze(&raw, &options()) {
            Ok(report) => wrong.extend(
                faults(&report)
                    .iter()
                    .map(|fault| format!("{name}: {fault}")),
            ),
            Err(error) => wrong.push(format!("{name}: {error}")),
        }
    }
    assert!(
        wrong.is_empty(),
        "{} faults:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
