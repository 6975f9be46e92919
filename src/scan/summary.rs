//! What a scan found, as numbers.

use super::campaign::{Campaign, Campaigns, TraitKind};
use super::digest::Digest;
use super::tally::Tally;
use crate::words::findings::Severity;
use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Write;

/// How many of a kind a text tells.
const SHOWN: usize = 10;

/// The order in which a reader wants them.
const MOST_FIRST: &[Severity] = &[
    Severity::High,
    Severity::Warning,
    Severity::Notice,
    Severity::Info,
];

/// Counts over the messages of a scan.
#[derive(Debug, Default)]
pub struct Counts {
    messages: u64,
    errors: u64,
    severities: BTreeMap<Severity, u64>,
    verdicts: BTreeMap<&'static str, BTreeMap<String, u64>>,
    findings: BTreeMap<String, u64>,
    client_networks: Tally,
    dmarc_failures: Tally,
    imitations: Tally,
    in_our_name: Tally,
    received: Option<[DateTime<Utc>; 2]>,
    campaigns: Campaigns,
}

/// What a scan found.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Summary {
    /// Messages that were traced.
    pub messages: u64,
    /// Inputs and members that could not be read.
    pub errors: u64,
    /// Hidden files and folders that were not looked at.
    pub skipped_hidden: u64,
    /// Files and folders that `.ignore` files left out.
    pub skipped_ignored: u64,
    /// Messages by severity.
    pub severities: BTreeMap<String, u64>,
    /// Messages by the result of each method, or by why there is none: `spf`, `dkim`, `dmarc`, `arc`.
    pub verdicts: BTreeMap<String, BTreeMap<String, u64>>,
    /// Messages by finding, by its code.
    pub findings: BTreeMap<String, u64>,
    /// Messages by the network of the client, /24 or /48, that our side received them from.
    pub client_networks: Tally,
    /// Messages by the domain in From, where DMARC failed.
    pub dmarc_failures: Tally,
    /// Messages by a domain that looks like a protected one, or like the recipient's own.
    pub imitations: Tally,
    /// Messages in the name of a protected domain that DMARC does not prove, by the network of the client.
    pub in_our_name: Tally,
    /// The first and the last time of receipt.
    pub received: Option<[DateTime<Utc>; 2]>,
    /// Messages that share what a sender cannot cheaply vary, the largest group first.
    pub campaigns: Vec<Campaign>,
    /// Groups that were too many to be kept, and small.
    pub campaigns_forgotten: u64,
}

impl Counts {
    /// Messages that were traced.
    pub fn messages(&self) -> u64 {
        self.messages
    }

    /// What could not be read.
    pub fn errors(&self) -> u64 {
        self.errors
    }

    /// Messages of at least this severity.
    pub fn at_least(&self, severity: Severity) -> u64 {
        self.severities
            .range(severity..)
            .map(|(_, count)| count)
            .sum()
    }

    /// Counts a message.
    pub fn add(&mut self, digest: &Digest) {
        self.messages += 1;
        *self.severities.entry(digest.severity).or_default() += 1;
        for (method, word) in [
            ("spf", &digest.spf),
            ("dkim", &digest.dkim),
            ("dmarc", &digest.dmarc),
            ("arc", &digest.arc),
        ] {
            let words = self.verdicts.entry(method).or_default();
            count(words, word);
        }
        for code in &digest.findings {
            count(&mut self.findings, code);
        }
        if let Some(network) = &digest.client_network {
            self.client_networks.count(network);
        }
        if digest.dmarc == "fail"
            && let Some(domain) = digest.author_domain()
        {
            self.dmarc_failures.count(&domain);
        }
        for domain in &digest.imitations {
            self.imitations.count(domain);
        }
        if digest.is_in_our_name {
            let network = digest.client_network.as_deref();
            self.in_our_name.count(network.unwrap_or("unknown"));
        }
        if let Some(time) = digest.received {
            let [first, last] = self.received.unwrap_or([time; 2]);
            self.received = Some([first.min(time), last.max(time)]);
        }
        self.campaigns.add(self.messages, digest);
    }

    /// Counts something that could not be read.
    pub fn add_error(&mut self) {
        self.errors += 1;
    }

    /// All of it.
    pub fn told(self) -> Summary {
        let severities = self.severities.iter();
        let verdicts = self.verdicts.into_iter();
        Summary {
            messages: self.messages,
            errors: self.errors,
            skipped_hidden: 0,
            skipped_ignored: 0,
            severities: severities
                .map(|(severity, count)| (severity.word().to_owned(), *count))
                .collect(),
            verdicts: verdicts
                .map(|(method, words)| (method.to_owned(), words))
                .collect(),
            findings: self.findings,
            client_networks: self.client_networks,
            dmarc_failures: self.dmarc_failures,
            imitations: self.imitations,
            in_our_name: self.in_our_name,
            received: self.received,
            campaigns: self.campaigns.told(),
            campaigns_forgotten: self.campaigns.forgotten(),
        }
    }
}

/// Counts a word; it is copied the first time only.
fn count(words: &mut BTreeMap<String, u64>, word: &str) {
    match words.get_mut(word) {
        Some(count) => *count += 1,
        None => {
            words.insert(word.to_owned(), 1);
        }
    }
}

impl Summary {
    /// For a reader. The texts are not harmless yet.
    pub fn text(&self) -> String {
        let mut out = String::new();
        let _ = writeln!(out, "{} messages, {} errors", self.messages, self.errors);
        let severities: Vec<String> = MOST_FIRST
            .iter()
            .filter_map(|severity| {
                let count = self.severities.get(severity.word())?;
                Some(format!("{count} {}", severity.word()))
            })
            .collect();
        line(&mut out, "severity", &severities);
        if let Some([first, last]) = self.received {
            let day = |time: DateTime<Utc>| time.format("%Y-%m-%d %H:%MZ").to_string();
            line(
                &mut out,
                "received",
                &[format!("{} to {}", day(first), day(last))],
            );
        }
        for (method, words) in &self.verdicts {
            let words: Vec<String> = words
                .iter()
                .map(|(word, count)| format!("{count} {word}"))
                .collect();
            line(&mut out, method, &words);
        }
        let findings = Tally::from(self.findings.clone());
        for (title, tally) in [
            ("findings", &findings),
            ("client networks", &self.client_networks),
            ("DMARC fail", &self.dmarc_failures),
            ("imitations", &self.imitations),
            ("unproven in our name, by network", &self.in_our_name),
        ] {
            let top: Vec<String> = tally
                .top(SHOWN)
                .iter()
                .map(|(value, count)| format!("{value} {count}"))
                .collect();
            line(&mut out, title, &top);
        }
        for campaign in self.campaigns.iter().take(SHOWN) {
            // Of each kind the most frequent, in the order of what tells a reader most.
            let traits: Vec<String> = TraitKind::MOST_TELLING
                .iter()
                .filter_map(|kind| campaign.traits.iter().find(|one| one.kind == *kind))
                .take(3)
                .map(|one| format!("{} {}", one.kind.text(), one.value))
                .collect();
            let _ = writeln!(
                out,
                "campaign of {}, from message {}: {}",
                campaign.messages,
                campaign.first_number,
                traits.join("; ")
            );
        }
        let more = self.campaigns.len().saturating_sub(SHOWN);
        if more > 0 {
            let _ = writeln!(out, "{more} more campaigns");
        }
        out
    }
}

/// A line, where there is anything to say.
fn line(out: &mut String, title: &str, values: &[String]) {
    if !values.is_empty() {
        let _ = writeln!(out, "{title}: {}", values.join(", "));
    }
}
