//! What a scan found, as numbers.

use crate::limits::MAX_COUNTED;
use crate::report::Report;
use crate::words::auth::AuthResult;
use crate::words::evidence::AsOfSource;
use crate::words::findings::Severity;
use chrono::{DateTime, Utc};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::net::IpAddr;

/// How many of a kind are told.
const SHOWN: usize = 10;

/// Counts over the messages of a scan.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Summary {
    /// Messages that were traced.
    pub messages: u64,
    /// Inputs and members that could not be read.
    pub errors: u64,
    /// Messages by severity.
    pub severities: BTreeMap<String, u64>,
    /// Messages by finding, by its code.
    pub findings: BTreeMap<String, u64>,
    /// Messages by the network of the client, /24 or /48, that our side received them from.
    pub client_networks: Tally,
    /// Messages by the domain in From, where DMARC failed.
    pub dmarc_failures: Tally,
    /// The first and the last time of receipt.
    pub received: Option<[DateTime<Utc>; 2]>,
}

/// Counts of values that strangers choose: no more than so many different ones.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Tally {
    counts: BTreeMap<String, u64>,
    /// Messages with values beyond those.
    others: u64,
}

impl Tally {
    fn count(&mut self, value: String) {
        let has_room = self.counts.len() < MAX_COUNTED;
        match self.counts.get_mut(&value) {
            Some(count) => *count += 1,
            None if has_room => {
                self.counts.insert(value, 1);
            }
            None => self.others += 1,
        }
    }

    /// The most frequent, the most first; of the same frequency by name.
    fn top(&self) -> Vec<(&str, u64)> {
        let mut all: Vec<(&str, u64)> = self
            .counts
            .iter()
            .map(|(value, count)| (value.as_str(), *count))
            .collect();
        all.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        all.truncate(SHOWN);
        all
    }
}

impl Summary {
    /// Counts a message.
    pub fn add(&mut self, report: &Report) {
        self.messages += 1;
        let severity = report.worst().unwrap_or(report.verdict.severity);
        *self
            .severities
            .entry(severity.word().to_owned())
            .or_default() += 1;
        let mut codes: Vec<&str> = report
            .findings
            .iter()
            .map(|finding| &*finding.code)
            .collect();
        codes.sort_unstable();
        codes.dedup();
        for code in codes {
            *self.findings.entry(code.to_owned()).or_default() += 1;
        }
        let boundary = report.route.boundary.as_ref();
        if let Some(ip) = boundary.and_then(|boundary| boundary.ip) {
            self.client_networks.count(network(ip));
        }
        let dmarc = &report.authentication.dmarc;
        if dmarc.result.done() == Some(&AuthResult::Fail)
            && let Some(from) = report.message.from.first()
            && let Some((_, domain)) = from.address.rsplit_once('@')
        {
            self.dmarc_failures.count(domain.to_ascii_lowercase());
        }
        if report.as_of.source == AsOfSource::Received {
            let time = report.as_of.time;
            self.received = Some(match self.received {
                Some([first, last]) => [first.min(time), last.max(time)],
                None => [time, time],
            });
        }
    }

    /// Counts something that could not be read.
    pub fn add_error(&mut self) {
        self.errors += 1;
    }

    /// For a reader. The texts are not harmless yet.
    pub fn text(&self) -> String {
        let mut out = String::new();
        let _ = writeln!(out, "{} messages, {} errors", self.messages, self.errors);
        let severities: Vec<String> = [
            Severity::High,
            Severity::Warning,
            Severity::Notice,
            Severity::Info,
        ]
        .iter()
        .filter_map(|severity| {
            let count = self.severities.get(severity.word())?;
            Some(format!("{count} {}", severity.word()))
        })
        .collect();
        let _ = writeln!(out, "severity: {}", severities.join(", "));
        if let Some([first, last]) = self.received {
            let _ = writeln!(
                out,
                "received: {} to {}",
                first.format("%Y-%m-%d %H:%MZ"),
                last.format("%Y-%m-%d %H:%MZ")
            );
        }
        let findings = Tally {
            counts: self.findings.clone(),
            others: 0,
        };
        for (title, tally) in [
            ("findings", &findings),
            ("client networks", &self.client_networks),
            ("DMARC fail", &self.dmarc_failures),
        ] {
            let top: Vec<String> = tally
                .top()
                .iter()
                .map(|(value, count)| format!("{value} {count}"))
                .collect();
            if !top.is_empty() {
                let _ = writeln!(out, "{title}: {}", top.join(", "));
            }
        }
        out
    }
}

/// The network of an address: what one customer of a provider has at least.
fn network(ip: IpAddr) -> String {
    match ip {
        IpAddr::V4(ip) => {
            let [a, b, c, _] = ip.octets();
            format!("{a}.{b}.{c}.0/24")
        }
        IpAddr::V6(ip) => {
            let [a, b, c, ..] = ip.segments();
            format!("{a:x}:{b:x}:{c:x}::/48")
        }
    }
}
