//! What a word of mail means: one look-up over the tables by which messages are analysed, and a few that only explain.

mod codes;
mod commands;
mod fields;
mod lookups;
mod markdown;
mod protocols;
mod replies;
mod roles;
mod tags;

pub use markdown::findings as findings_markdown;

use crate::claims::{METHODS, PROPERTIES, RESULTS};
use crate::findings::{self, CATALOGUE, Finding};
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
}
}

impl Kind {
    /// What it is called.
    pub fn text(self) -> &'static str {
        match self {
            Self::Finding => "finding",
            Self::Field => "header field",
            Self::Protocol => "protocol of Received",
            Self::Method => "authentication method",
            Self::Result => "authentication result",
            Self::Property => "property of a result",
            Self::Tag => "tag or term",
            Self::Code => "filter's code",
            Self::Reply => "SMTP reply",
            Self::Command => "SMTP command or keyword",
            Self::Port => "port",
            Self::Role => "role",
            Self::LookUp => "look-up",
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
        self.references.push(reference);
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
    all
}

/// Everything under a word, compared without case, `:` and `=`: `SFV:SPM`, `sfv=spm` and `SFV SPM` are one.
pub fn find(term: &str) -> Vec<Entry> {
    let wanted = normal(term);
    let found: Vec<Entry> = entries()
        .into_iter()
        .filter(|entry| keys(entry).any(|key| normal(key) == wanted))
        .collect();
    if found.is_empty() {
        replies::composed(&wanted)
            .into_iter()
            .chain(codes::family(&wanted))
            .collect()
    } else {
        found
    }
}

/// Words that a mistyped one may have meant, the nearest first.
pub fn near(term: &str) -> Vec<String> {
    let wanted = normal(term);
    let mut ranked: Vec<(usize, String)> = Vec::new();
    for entry in entries() {
        let best = keys(&entry)
            .map(|key| rank(&wanted, &normal(key)))
            .min()
            .unwrap_or(usize::MAX);
        let is_new = !ranked
            .iter()
            .any(|(_, term)| term.eq_ignore_ascii_case(&entry.term));
        if best <= MAX_RANK && is_new {
            ranked.push((best, entry.term));
        }
    }
    ranked.sort();
    ranked
        .into_iter()
        .take(MAX_NEAR)
        .map(|(_, term)| term)
        .collect()
}

/// How far a word may be from what is suggested.
const MAX_RANK: usize = 2;
/// How many words are suggested.
const MAX_NEAR: usize = 5;

/// How far two words are apart: edits, where a word within the other counts as two.
fn rank(wanted: &str, key: &str) -> usize {
    let edits = findings::edit_distance(wanted.as_bytes(), key.as_bytes());
    let allowed = if wanted.len() < 5 { 1 } else { MAX_RANK };
    match edits {
        edits if edits <= allowed => edits,
        _ if wanted.len() >= 4 && key.contains(wanted) => MAX_RANK,
        _ => usize::MAX,
    }
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
        .section("What it rests on", finding.basis.text());
    let rates = finding.rates().map_or_else(
        || "Not measured: the corpora hold no answers of DNS and no SMTP sessions.".to_owned(),
        |rates| rates.text(),
    );
    entry = entry.section("How often it is made", rates);
    entry.references.extend(finding.references);
    entry
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(term: &str) -> Vec<String> {
        find(term).into_iter().map(|entry| entry.term).collect()
    }

    #[test]
    fn words_of_every_kind_are_found() {
        for (term, kind) in [
            ("AUT010", Kind::Finding),
            ("dmarc-fail", Kind::Finding),
            ("received", Kind::Field),
            ("Return-Path:", Kind::Field),
            ("ESMTPSA", Kind::Protocol),
            ("utf8smtps", Kind::Protocol),
            ("softfail", Kind::Result),
            ("dkim", Kind::Method),
            ("header.d", Kind::Property),
            ("d=", Kind::Tag),
            ("dkim bh", Kind::Tag),
            ("include", Kind::Tag),
            ("dmarc p=", Kind::Tag),
            ("SFV:SPM", Kind::Code),
            ("SCL 5", Kind::Code),
            ("compauth 001", Kind::Code),
            ("compauth=001", Kind::Code),
            ("550", Kind::Reply),
            ("2xx", Kind::Reply),
            ("5xx", Kind::Reply),
            ("compauth 604", Kind::Code),
            ("compauth=703", Kind::Code),
            ("compauth 109", Kind::Code),
            ("OAUTH2", Kind::Command),
            ("5.7.26", Kind::Reply),
            ("4.7.99", Kind::Reply),
            ("STARTTLS", Kind::Command),
            ("ehlo", Kind::Command),
            ("587", Kind::Port),
            ("MSA", Kind::Role),
            ("DNSBL", Kind::LookUp),
            ("FCrDNS", Kind::LookUp),
        ] {
            assert!(
                find(term).iter().any(|entry| entry.kind == kind),
                "{term}: {:?}",
                find(term)
            );
        }
    }

    #[test]
    fn near_misses_are_suggested() {
        assert!(
            near("Recieved").contains(&"Received".to_owned()),
            "{:?}",
            near("Recieved")
        );
        assert!(near("dmarc-fial").contains(&"AUT010".to_owned()));
        assert!(near("zzzzzzzzzz").is_empty());
        assert!(terms("zzzzzzzzzz").is_empty());
    }

    #[test]
    fn every_entry_says_something_and_where_from() {
        for entry in entries() {
            assert!(!entry.meaning.trim().is_empty(), "{}", entry.term);
            assert!(
                !entry.references.is_empty(),
                "{} names no reference",
                entry.term
            );
            assert!(
                !entry
                    .to_text()
                    .contains(|c: char| c.is_control() && c != '\n'),
                "{}",
                entry.term
            );
        }
    }

    #[test]
    fn hostile_terms_do_no_harm() {
        for term in [
            "",
            " ",
            "=",
            "::::",
            "5.7.99999999999999999999",
            &"x".repeat(10_000),
            "\u{202e}",
        ] {
            find(term);
            near(term);
        }
    }
}
