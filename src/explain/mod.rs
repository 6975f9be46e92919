//! What a word of mail means: one lookup over the tables by which messages are analyzed, and a few that only explain.

mod ask;
mod codes;
mod commands;
mod fields;
mod lookups;
mod markdown;
mod plain;
mod protocols;
mod replies;
mod roles;
mod tags;
mod words;

pub use ask::{find, near};
pub use markdown::findings as findings_markdown;
pub use plain::Explanation;

use crate::claims::{METHODS, PROPERTIES, RESULTS};
use crate::findings::{CATALOGUE, Finding};
#[cfg(feature = "rules")]
use crate::rules::RuleSet;
use crate::vendor_headers;
use std::fmt::Write;

listed! {
/// What sort of word it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A finding of ours.
    Finding,
    /// A header field.
    Field,
    /// A protocol of a Received field's `with`.
    Protocol,
    /// A method of authentication.
    Method,
    /// A result of authentication.
    Result,
    /// A property of a result.
    Property,
    /// A tag or term of a DKIM, DMARC, ARC or SPF record or field.
    Tag,
    /// A filter's code.
    Code,
    /// A reply code of SMTP.
    Reply,
    /// A command or keyword of SMTP.
    Command,
    Port,
    /// A role of a program that handles mail.
    Role,
    /// A word of what is looked up beside authentication.
    LookUp,
    /// A word that reports use themselves.
    Word,
}
}

impl Kind {
    /// What it is called.
    pub fn text(self) -> &'static str {
        match self {
            Self::Finding => "finding",
            Self::Field => "header field",
            Self::Protocol => "protocol in Received",
            Self::Method => "authentication method",
            Self::Result => "authentication result",
            Self::Property => "property of a result",
            Self::Tag => "tag or term",
            Self::Code => "filter code",
            Self::Reply => "SMTP reply",
            Self::Command => "SMTP command or keyword",
            Self::Port => "port",
            Self::Role => "role",
            Self::LookUp => "lookup",
            Self::Word => "word of a report",
        }
    }

    /// Words of this kind, as they are asked for.
    pub fn examples(self) -> &'static [&'static str] {
        match self {
            Self::Finding => &["AUT010", "dmarc-fail"],
            Self::Field => &["Received", "ARC-Seal", "X-Forefront-Antispam-Report"],
            Self::Protocol => &["ESMTPS", "LMTP", "UTF8SMTPSA"],
            Self::Method => &["dkim", "compauth", "iprev"],
            Self::Result => &["softfail", "permerror", "bestguesspass"],
            Self::Property => &["smtp.mailfrom", "header.d"],
            Self::Tag => &["dkim l=", "dmarc sp=", "include", "~all"],
            Self::Code => &["SFV:SPM", "SCL 8", "compauth 001"],
            Self::Reply => &["550", "5.7.26", "4xx"],
            Self::Command => &["STARTTLS", "EHLO", "PLAIN"],
            Self::Port => &["25", "587"],
            Self::Role => &["MTA", "trust boundary", "envelope sender"],
            Self::LookUp => &["FCrDNS", "DNSBL", "MTA-STS"],
            Self::Word => &["unproven", "p=reject", "key-gone"],
        }
    }
}

/// One explanation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The word as it is written.
    pub term: String,
    /// Other words under which it is found.
    pub also: Vec<String>,
    /// What sort of word it is.
    pub kind: Kind,
    /// What it means, in a line or two.
    pub meaning: String,
    /// More, under headings.
    pub sections: Vec<(&'static str, String)>,
    /// Where that is defined.
    pub references: Vec<&'static str>,
}

impl Entry {
    fn new(kind: Kind, term: impl Into<String>, meaning: impl Into<String>) -> Self {
        Self {
            term: term.into(),
            also: Vec::new(),
            kind,
            meaning: meaning.into(),
            sections: Vec::new(),
            references: Vec::new(),
        }
    }

    fn or(mut self, also: impl Into<String>) -> Self {
        self.also.push(also.into());
        self
    }

    fn section(mut self, title: &'static str, text: impl Into<String>) -> Self {
        self.sections.push((title, text.into()));
        self
    }

    fn see(mut self, reference: &'static str) -> Self {
        self.references.push(match reference {
            // What no document defines.
            "the field" => "common practice",
            other => other,
        });
        self
    }

    /// The entry as plain text; every part of it is ours.
    pub fn to_text(&self) -> String {
        let mut out = format!("{}  ({})\n", self.term, self.kind.text());
        wrap(&self.meaning, &mut out);
        for (title, text) in &self.sections {
            // Writing to a String cannot fail.
            let _ = write!(out, "\n{title}\n");
            wrap(text, &mut out);
        }
        if !self.references.is_empty() {
            let _ = write!(out, "\nReferences\n");
            wrap(&self.references.join(", "), &mut out);
        }
        out
    }
}

/// Columns of an explanation.
const COLUMNS: usize = 78;

/// Adds a text of ours in indented lines.
fn wrap(text: &str, out: &mut String) {
    let mut used = 0;
    for word in text.split_ascii_whitespace() {
        let width = word.chars().count();
        if used > 0 && used + 1 + width > COLUMNS {
            out.push('\n');
            used = 0;
        }
        out.push_str(if used == 0 { "  " } else { " " });
        out.push_str(word);
        used += width + if used == 0 { 2 } else { 1 };
    }
    out.push('\n');
}

/// Everything that is explained, by kind.
pub fn entries() -> Vec<Entry> {
    let mut all: Vec<Entry> = CATALOGUE
        .iter()
        .map(|finding| of_finding(finding))
        .collect();
    all.extend(fields::entries());
    all.extend(protocols::entries());
    all.extend(METHODS.iter().map(|row| {
        let entry = Entry::new(Kind::Method, row.method, row.meaning).see(row.reference);
        if row.results.is_empty() {
            entry
        } else {
            entry.section("Results", row.results.join(", "))
        }
    }));
    all.extend(
        RESULTS
            .iter()
            .map(|row| Entry::new(Kind::Result, row.result, row.meaning).see(row.reference)),
    );
    all.extend(
        PROPERTIES
            .iter()
            .map(|row| Entry::new(Kind::Property, row.property, row.meaning).see(row.reference)),
    );
    all.extend(tags::entries());
    all.extend(vendor_headers::codes().map(|row| codes::of_code(&row)));
    all.extend(replies::entries());
    all.extend(commands::entries());
    all.extend(roles::entries());
    all.extend(lookups::entries());
    all.extend(words::entries());
    all
}

fn keys(entry: &Entry) -> impl Iterator<Item = &str> {
    std::iter::once(entry.term.as_str()).chain(entry.also.iter().map(String::as_str))
}

/// A word in the form in which words are compared. A `=` at the end stays: `d=` is a tag, `d` is not.
fn normal(term: &str) -> String {
    let term = term.trim().trim_end_matches(':');
    let is_tag = term.ends_with('=');
    let words: Vec<String> = term
        .split([':', '=', ' ', '\t', '_'])
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let joined = words.join(" ");
    if is_tag { format!("{joined}=") } else { joined }
}

fn of_finding(finding: &Finding) -> Entry {
    let mut entry = Entry::new(Kind::Finding, finding.code, finding.title)
        .or(finding.name)
        .section(
            "Name and severity",
            format!("{}, {}", finding.name, finding.severity.word()),
        )
        .section("What it means", finding.meaning)
        .section("Why it matters", finding.why)
        .section("How it can be wrong", finding.wrong)
        .section("Basis", finding.basis.text());
    let rates = finding.rates().map_or_else(
        || "Not measured: the corpora have no DNS answers and no SMTP sessions.".to_owned(),
        |rates| rates.text(),
    );
    entry = entry.section("How often it is found", rates);
    for former in finding.former() {
        entry = entry.or(former);
    }
    entry.references.extend(finding.references);
    entry
}

/// The rule of a team with this code or name.
#[cfg(feature = "rules")]
pub fn rule(sets: &[RuleSet], term: &str) -> Option<Entry> {
    let term = term.trim();
    let all = sets
        .iter()
        .flat_map(|set| set.rules().iter().map(move |rule| (set, rule)));
    let mut found = all.filter(|(_, rule)| {
        rule.code.eq_ignore_ascii_case(term) || rule.name.eq_ignore_ascii_case(term)
    });
    let (set, rule) = found.next()?;
    let severity = rule
        .severity
        .map_or("adds no finding", |severity| severity.word());
    let mut entry = Entry::new(Kind::Finding, rule.code.clone(), rule.title.clone())
        .or(rule.name.clone())
        .section("Name and severity", format!("{}, {severity}", rule.name))
        .section(
            "Source",
            format!("a rule of your team, {}:{}", set.name(), rule.line),
        )
        .section("When it hits", rule.told())
        .section("Condition", rule.when.clone())
        .section("Effect", rule.effect())
        .section("Why it matters", rule.meaning.clone());
    if let Some(advice) = &rule.advice {
        entry = entry.section("What to do", advice.clone());
    }
    if let Some(wrong) = &rule.wrong {
        entry = entry.section("How it can be wrong", wrong.clone());
    }
    Some(entry)
}

#[cfg(test)]
mod tests;
