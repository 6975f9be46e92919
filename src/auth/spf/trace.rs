//! What an evaluation did, as data: per record its text, per term whether it matched and what DNS said.

use crate::auth::AuthResult;
use crate::dns::{Answer, Data, Outcome, RecordType};
use serde::Serialize;

/// How much of a record's text is kept, in characters. Real ones are below 1,000.
const MAX_TEXT: usize = 2_000;
/// How many terms of a record are kept. Real ones have below 40.
pub(super) const MAX_TERMS: usize = 100;
/// How many records of one answer are kept.
const MAX_ANSWERS: usize = 12;

/// The evaluation of one domain's record (`check_host()`, RFC 7208 section 4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RecordTrace {
    /// The domain whose record it is.
    pub domain: String,
    /// The question for the record; `None` where the domain is none that can be asked for.
    pub question: Option<Asked>,
    /// The record as published, cut when it is very long.
    pub text: Option<String>,
    /// What came of it; `None` when that hangs on an answer that is missing.
    pub result: Option<AuthResult>,
    /// Why, where the terms do not say it: no record, several, bad syntax, an error further down.
    pub reason: Option<String>,
    /// Its terms in the order written.
    pub terms: Vec<TermTrace>,
    /// How many terms more the record has.
    pub omitted_terms: usize,
}

/// What became of a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TermOutcome {
    /// A mechanism that matched: it decides.
    Match,
    /// A mechanism that did not match.
    NoMatch,
    /// An error that ends the evaluation.
    Error,
    /// It could not be checked; nothing behind it was.
    NotChecked,
    /// Something before it decided.
    NotReached,
    /// A `redirect` that was followed or an `exp` that was used.
    Used,
    /// A modifier that had no part in it.
    Unused,
}

impl TermOutcome {
    /// In words.
    pub fn text(self) -> &'static str {
        match self {
            Self::Match => "match",
            Self::NoMatch => "no match",
            Self::Error => "error",
            Self::NotChecked => "not checked",
            Self::NotReached => "not reached",
            Self::Used => "used",
            Self::Unused => "not used",
        }
    }
}

/// One term of a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TermTrace {
    /// As written.
    pub text: String,
    /// What became of it.
    pub outcome: TermOutcome,
    /// The name that it asks for, macros expanded; `None` for terms that ask for none.
    pub target: Option<String>,
    /// What was compared, or what went wrong.
    pub detail: Option<String>,
    /// What was asked, in order.
    pub questions: Vec<Asked>,
    /// Terms with DNS look-ups so far in the whole check, this one and those within it included.
    pub lookups: u32,
    /// Terms so far whose look-ups found nothing.
    pub void_lookups: u32,
    /// The record that `include` or `redirect` led to.
    pub record: Option<Box<RecordTrace>>,
}

impl TermTrace {
    pub(super) fn new(text: &str, outcome: TermOutcome) -> Self {
        Self {
            text: clip(text),
            outcome,
            target: None,
            detail: None,
            questions: Vec::new(),
            lookups: 0,
            void_lookups: 0,
            record: None,
        }
    }
}

/// A question and how it ended, in short.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Asked {
    /// The name.
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

impl Asked {
    pub(super) fn new(answer: &Answer) -> Self {
        let records = answer.records();
        Self {
            name: answer.name.clone(),
            rtype: answer.rtype,
            outcome: outcome_text(&answer.outcome),
            answers: records.iter().take(MAX_ANSWERS).map(data_text).collect(),
            omitted_answers: records.len().saturating_sub(MAX_ANSWERS),
        }
    }
}

/// How a question ended, for a reader.
pub(super) fn outcome_text(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Records(_) => "found".to_owned(),
        Outcome::NoData => "no such record".to_owned(),
        Outcome::NxDomain => "no such name".to_owned(),
        Outcome::ServFail => "server failure".to_owned(),
        Outcome::Refused => "refused".to_owned(),
        Outcome::Timeout => "no answer in time".to_owned(),
        Outcome::Failed(why) => clip(why),
        Outcome::Skipped(why) => format!("not asked: {}", why.text()),
    }
}

fn data_text(data: &Data) -> String {
    match data {
        Data::A(ip) => ip.to_string(),
        Data::Aaaa(ip) => ip.to_string(),
        Data::Mx {
            preference,
            exchange,
        } if exchange.is_empty() => format!("{preference} ."),
        Data::Mx {
            preference,
            exchange,
        } => format!("{preference} {}", clip(exchange)),
        Data::Txt(strings) => clip(&String::from_utf8_lossy(&strings.concat())),
        Data::Ptr(name) | Data::Ns(name) => clip(name),
    }
}

/// At most [`MAX_TEXT`] characters of a text.
pub(super) fn clip(text: &str) -> String {
    match text.char_indices().nth(MAX_TEXT) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", &text[..end]),
    }
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
            (None, Some(AuthResult::None)) => "no name that can be asked for",
            (_, Some(AuthResult::None)) => "no SPF record",
            (_, None | Some(AuthResult::Temperror)) => "not known whether there is an SPF record",
            _ => "no SPF record that can be used",
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
        let rtype = format!("{:?}", self.rtype).to_ascii_uppercase();
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
