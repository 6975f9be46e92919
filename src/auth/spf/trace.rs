//! What an evaluation did, as data: per record its text, per term whether it matched and what DNS said.

use crate::auth::AuthResult;
use crate::dns::{Answer, Data, Outcome, RecordType};
use crate::limits::{MAX_SPF_ANSWERS, MAX_SPF_RECORD};
pub use crate::words::auth::TermOutcome;
use serde::Serialize;

/// The evaluation of one domain's record (`check_host()`, RFC 7208 section 4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
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
    /// Terms with DNS lookups so far in the whole check, this one and those within it included.
    pub lookups: u32,
    /// Void lookups so far.
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
    pub name: String,
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
            answers: records
                .iter()
                .take(MAX_SPF_ANSWERS)
                .map(data_text)
                .collect(),
            omitted_answers: records.len().saturating_sub(MAX_SPF_ANSWERS),
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
        Outcome::Skipped(why) => format!("not queried: {}", why.text()),
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

/// At most [`MAX_SPF_RECORD`] characters of a text.
pub(super) fn clip(text: &str) -> String {
    match text.char_indices().nth(MAX_SPF_RECORD) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", &text[..end]),
    }
}
