//! Folders of messages, traced without DNS: what is found in how many of them.
// Each user needs a part of it.
#![allow(dead_code)]

mod stripped;

use crate::given::{Given, analyze};
use hdrtrace::Report;
use hdrtrace::findings::Severity;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Whether the receiver and its filters are heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Words {
    /// The messages as they are.
    Heard,
    /// Without the receiver's words: our own judgment.
    Cut,
}

/// How often each finding and each severity of the verdict occurs.
#[derive(Default)]
pub struct Counts {
    /// Messages looked at.
    pub messages: usize,
    findings: BTreeMap<String, usize>,
    severe: BTreeMap<(String, Severity), usize>,
    verdicts: BTreeMap<Severity, usize>,
}

impl Counts {
    /// Counts over a folder.
    pub fn of(folder: &Path, words: Words) -> Self {
        let mut counts = Self::default();
        for (_, report) in reports(folder, words) {
            counts.messages += 1;
            *counts.verdicts.entry(report.verdict.severity).or_default() += 1;
            let mut worst: BTreeMap<&str, Severity> = BTreeMap::new();
            for finding in &report.findings {
                let severity = worst.entry(&finding.code).or_insert(finding.severity);
                *severity = finding.severity.max(*severity);
            }
            for (code, severity) in worst {
                *counts.findings.entry(code.to_owned()).or_default() += 1;
                *counts
                    .severe
                    .entry((code.to_owned(), severity))
                    .or_default() += 1;
            }
        }
        counts
    }

    /// The share of messages on which a finding is made.
    pub fn percent(&self, code: &str) -> f64 {
        self.share(self.findings.get(code).copied().unwrap_or_default())
    }

    /// The share of messages on which a finding is made with this severity or more.
    pub fn percent_at(&self, code: &'static str, least: Severity) -> f64 {
        let severe = self
            .severe
            .iter()
            .filter(|((of, severity), _)| *of == code && *severity >= least);
        self.share(severe.map(|(_, times)| times).sum())
    }

    /// The share of messages with this severity of verdict.
    pub fn verdict_percent(&self, severity: Severity) -> f64 {
        self.share(self.verdicts.get(&severity).copied().unwrap_or_default())
    }

    /// The share of messages whose verdict is a warning or more.
    pub fn severe_percent(&self) -> f64 {
        self.verdict_percent(Severity::Warning) + self.verdict_percent(Severity::High)
    }

    fn share(&self, times: usize) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "messages are a few thousands")]
        let share = 100.0 * times as f64 / self.messages.max(1) as f64;
        share
    }
}

/// The reports on the messages of a folder, by name.
pub fn reports(folder: &Path, words: Words) -> impl Iterator<Item = (PathBuf, Report)> {
    let entries = std::fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("{}: {error} (set HDRTRACE_SHARED)", folder.display()));
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|suffix| suffix == "eml"))
        .collect();
    files.sort();
    assert!(!files.is_empty(), "{} has no messages", folder.display());
    files.into_iter().map(move |path| {
        let mut bytes = std::fs::read(&path).expect("a message");
        if words == Words::Cut {
            bytes = stripped::stripped(&bytes);
        }
        let report = analyze(&bytes, &Given::default()).expect("a report");
        (path, report)
    })
}
