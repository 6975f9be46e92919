//! SPF: the evaluation of one identity.

use crate::checked::Checked;
use crate::words::auth::{AuthResult, Identity, TermOutcome};
use crate::words::dns::RecordType;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::net::IpAddr;

/// The outcome of one check. When answers were missing, `result` says so and the rest is what was learned.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SpfCheck {
    /// The result, or why there is none. In JSON `"result": word` or `"skipped": reason`.
    #[serde(flatten, with = "super::outcome")]
    #[schemars(with = "super::outcome::Outcome")]
    pub result: Checked<AuthResult>,
    /// Which identity was checked.
    pub identity: Identity,
    /// The domain whose record was looked for first: the identity that a pass vouches for.
    pub domain: String,
    /// The sender, as the macros `%{s}` sees it.
    pub sender: String,
    /// The client's address, IPv4-mapped ones as IPv4.
    pub ip: IpAddr,
    /// The term that decided, as written, or at which an error or a missing answer was met; `default` when none matched
    /// (section 4.7); `None` when there was no record to evaluate. After a redirect it is a term of the record
    /// redirected to.
    pub mechanism: Option<String>,
    /// The path to the deciding term: redirects, includes, and the innermost term, as written.
    pub path: Vec<String>,
    /// Terms that caused DNS lookups.
    pub lookups: u32,
    /// Void lookups.
    pub void_lookups: u32,
    /// Why it is none, temperror, permerror or not checked, in words.
    pub reason: Option<String>,
    /// The owner's explanation of a fail (section 6.2): unverified text.
    pub explanation: Option<String>,
    /// What was done, record by record.
    pub trace: RecordTrace,
}

/// The evaluation of one domain's record (`check_host()`, RFC 7208 section 4).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RecordTrace {
    /// The domain whose record it is.
    pub domain: String,
    /// The question for the record; `None` where the domain is none that can be asked for.
    pub question: Option<Asked>,
    /// The record as published, cut when it is very long.
    pub text: Option<String>,
    /// Its result; null when it depends on a missing answer.
    pub result: Option<AuthResult>,
    /// Why, where the terms do not say it: no record, several, bad syntax, an error further down.
    pub reason: Option<String>,
    /// Its terms in the order written.
    pub terms: Vec<TermTrace>,
    /// How many terms more the record has.
    pub omitted_terms: usize,
}

/// One term of a record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TermTrace {
    /// The term as written in the record.
    pub text: String,
    /// Whether the term matched, and how it was used.
    pub outcome: TermOutcome,
    /// The name that it asks for, macros expanded; `None` for terms that ask for none.
    pub target: Option<String>,
    /// What was compared, or what went wrong.
    pub detail: Option<String>,
    /// What was asked, in order.
    pub questions: Vec<Asked>,
    /// Terms with DNS lookups so far in the whole check, this one and those within it included.
    pub lookups: u32,
    /// Void lookups so far.
    pub void_lookups: u32,
    /// The record that `include` or `redirect` led to.
    pub record: Option<Box<RecordTrace>>,
}

/// A question and how it ended, in short.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Asked {
    /// The DNS name, without a trailing dot.
    pub name: String,
    /// The type.
    #[serde(rename = "type")]
    pub rtype: RecordType,
    /// How it ended, in a word or two: `found`, `no data`, `no such name`, …
    pub outcome: String,
    /// The records, in short.
    pub answers: Vec<String>,
    /// How many records more there were.
    pub omitted_answers: usize,
}

/// One line of a trace put into text, for a renderer to style.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// How deep it stands; each level is one step of indentation.
    pub depth: usize,
    /// What became of the term, for a line that is a term.
    pub outcome: Option<TermOutcome>,
    /// The text; not escaped for any terminal.
    pub text: String,
}

impl RecordTrace {
    /// The tree as lines, the record itself first.
    pub fn lines(&self) -> Vec<Line> {
        let mut out = Vec::new();
        self.push_lines(0, &mut out);
        out
    }

    /// What stands in place of a record: that there is none is said only where DNS said so.
    fn without_text(&self) -> &'static str {
        match (&self.question, self.result) {
            (None, Some(AuthResult::None)) => "not a valid DNS name",
            (_, Some(AuthResult::None)) => "no SPF record",
            (_, None | Some(AuthResult::Temperror)) => "not known whether there is an SPF record",
            _ => "no usable SPF record",
        }
    }

    fn push_lines(&self, depth: usize, out: &mut Vec<Line>) {
        let mut push = |depth, outcome, text| {
            out.push(Line {
                depth,
                outcome,
                text,
            });
        };
        let text = self.text.as_deref().unwrap_or(self.without_text());
        push(depth, None, format!("{}: {text}", self.domain));
        let mut last = (depth, None, String::new());
        if self.result.is_some() || self.reason.is_some() {
            let result = self.result.map_or("not checked", AuthResult::word);
            let reason = self
                .reason
                .as_ref()
                .map_or_else(String::new, |why| format!(" ({why})"));
            last = (depth + 1, None, format!("= {result}{reason}"));
        }
        for term in &self.terms {
            term.push_lines(depth + 1, out);
        }
        let (depth, outcome, text) = last;
        if self.omitted_terms > 0 {
            let text = format!("… {} terms more", self.omitted_terms);
            out.push(Line {
                depth,
                outcome,
                text,
            });
        }
        if !text.is_empty() {
            out.push(Line {
                depth,
                outcome,
                text,
            });
        }
    }
}

impl TermTrace {
    fn push_lines(&self, depth: usize, out: &mut Vec<Line>) {
        let mut text = format!("{} ({}", self.text, self.outcome.text());
        if let Some(detail) = &self.detail {
            text.push_str(": ");
            text.push_str(detail);
        }
        text.push(')');
        out.push(Line {
            depth,
            outcome: Some(self.outcome),
            text,
        });
        for asked in &self.questions {
            out.push(Line {
                depth: depth + 1,
                outcome: None,
                text: asked.line(),
            });
        }
        if let Some(record) = &self.record {
            record.push_lines(depth + 1, out);
        }
    }
}

impl Asked {
    fn line(&self) -> String {
        let rtype = self.rtype.word();
        if self.answers.is_empty() {
            return format!("{rtype} {} → {}", self.name, self.outcome);
        }
        let more = match self.omitted_answers {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        format!("{rtype} {} → {}{more}", self.name, self.answers.join(", "))
    }
}
