//! The capsule: recorded answers as a file that reproduces a report.
//!
//! ```json
//! {
//!   "schema": "hdrtrace-dns/1",
//!   "messages": [
//!     {
//!       "sha256": "3f2a…",
//!       "recorded_at": "2026-05-02T10:00:09Z",
//!       "answers": [
//!         {"name": "example.com", "type": "TXT", "rcode": "NOERROR", "answers": [["v=spf1 -all"]], "ttl": 300,
//!          "server": "192.0.2.53:53", "at": "2026-05-02T10:00:08.117Z", "ad": false}
//!       ]
//!     }
//!   ]
//! }
//! ```
//!
//! Each message has its own answers, since two messages may have met two answers to one question. Written by hand,
//! `sha256` may be left out (the answers then serve any message), as may all of an answer but name, type and rcode.
//! `rcode` is NOERROR (without answers: the name has no such records), NXDOMAIN, SERVFAIL, REFUSED, `timeout`, or
//! `failed` and `skipped` with a `detail`. `dnssec` is `secure`, `insecure`, `bogus` (with the rcode `failed`) or
//! `unchecked`, which it is where it is left out. A question that is not listed was not asked: that says nothing of its name.

use super::answer::{Answer, Outcome};
use super::index::Index;
use super::json::{RECORDED_SKIPS, Row};
use super::view::Dns;
use crate::limits::MAX_CAPSULE;
use crate::words::Remedy;
use crate::words::octets::escape;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The schema that is written and read.
const SCHEMA: &str = "hdrtrace-dns/1";
/// Hexadecimal digits of a SHA-256.
const SHA256_DIGITS: usize = 64;

/// Recorded answers, by the message that they were recorded for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Capsule {
    /// By the message's SHA-256; `None` are those that serve any message.
    messages: BTreeMap<Option<String>, Recording>,
    /// Of all answers.
    index: Index,
}

/// The answers for one message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Recording {
    at: Option<DateTime<Utc>>,
    answers: Vec<Answer>,
    index: Index,
}

/// Why a capsule cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum CapsuleError {
    /// Not JSON, or JSON of another shape.
    #[error("not a file of recorded DNS answers: {0}")]
    Shape(String),
    /// A file of another or a later kind.
    #[error(
        "the recorded DNS answers have the schema {0:?}; this version reads \"{SCHEMA}\": record them again"
    )]
    Schema(String),
    /// More than is read.
    #[error(
        "the recorded DNS answers have {0} bytes; at most {most} are read: record fewer messages in one file",
        most = Capsule::MAX_BYTES
    )]
    TooLarge(usize),
    /// A `sha256` that is none, or that stands twice.
    #[error("message {index} of the recorded DNS answers: sha256 {sha256:?} {fault}")]
    Message {
        /// Which message, counted from 1.
        index: usize,
        /// What stands there.
        sha256: String,
        /// What is wrong with it.
        fault: &'static str,
    },
    /// An answer that cannot be read.
    #[error("message {message}, answer {index} ({name:?}) of the recorded DNS answers: {fault}")]
    Answer {
        /// Which message, counted from 1.
        message: usize,
        /// Which of its answers, counted from 1.
        index: usize,
        /// The name that it is for.
        name: String,
        /// What is wrong with it.
        fault: String,
    },
    /// The answers were recorded for another message.
    #[error(
        "the recorded DNS answers belong to {recorded}, not to the message {wanted}: record its own"
    )]
    OtherMessage {
        /// The SHA-256 of the message at hand.
        wanted: String,
        /// The messages that the answers were recorded for.
        recorded: String,
    },
}

impl CapsuleError {
    /// What helps, if anything does.
    pub fn remedy(&self) -> Option<Remedy> {
        match self {
            Self::Shape(_) | Self::Schema(_) | Self::OtherMessage { .. } => Some(Remedy::RecordDns),
            _ => None,
        }
    }
}

impl Capsule {
    /// The log of one message's look-ups ([`Dns::log`](super::Dns::log)), as far as it says something of DNS.
    ///
    /// `recorded_at` is `None` for answers of a recording that does not say when it was made.
    pub fn from_log(
        sha256: &str,
        recorded_at: impl Into<Option<DateTime<Utc>>>,
        log: &[Arc<Answer>],
    ) -> Self {
        Self::record(Some(sha256.to_ascii_lowercase()), recorded_at.into(), log)
    }

    /// The log of look-ups that belong to no message; they serve any.
    pub fn for_any_message(recorded_at: DateTime<Utc>, log: &[Arc<Answer>]) -> Self {
        Self::record(None, Some(recorded_at), log)
    }

    fn record(
        sha256: Option<String>,
        recorded_at: Option<DateTime<Utc>>,
        log: &[Arc<Answer>],
    ) -> Self {
        let answers = log
            .iter()
            .filter(|answer| is_recorded(answer))
            .map(|answer| Answer::clone(answer))
            .collect();
        let recording = Recording {
            at: recorded_at,
            answers,
            index: Index::default(),
        };
        Self {
            messages: BTreeMap::from([(sha256, recording)]),
            index: Index::default(),
        }
    }

    /// Adds the messages of another capsule; those that both have are taken from the other.
    pub fn merge(&mut self, other: Self) {
        self.messages.extend(other.messages);
        self.index = Index::default();
    }

    /// The text of the file, ending with a line end: messages by SHA-256, answers in their order, one value a line.
    pub fn try_to_json(&self) -> serde_json::Result<String> {
        let messages = self
            .messages
            .iter()
            .map(|(sha256, recording)| MessageOut {
                sha256: sha256.as_deref(),
                recorded_at: recording.at,
                answers: &recording.answers,
            })
            .collect();
        let file = FileOut {
            schema: SCHEMA,
            messages,
        };
        let mut text = serde_json::to_string_pretty(&file)?;
        text.push('\n');
        Ok(text)
    }

    /// The same for those who only show it: an error stands in place of a text that cannot be written.
    pub fn to_json(&self) -> String {
        self.try_to_json().unwrap_or_else(|error| {
            format!("{}\n", serde_json::json!({ "error": error.to_string() }))
        })
    }

    /// The largest capsule that is read, in bytes: some ten thousand messages of twenty answers.
    pub const MAX_BYTES: u64 = MAX_CAPSULE;

    /// Reads the text of a file.
    pub fn parse(text: &str) -> Result<Self, CapsuleError> {
        if u64::try_from(text.len()).is_ok_and(|len| len > Self::MAX_BYTES) {
            return Err(CapsuleError::TooLarge(text.len()));
        }
        // The schema first: what another one holds is not an error of this one.
        let head: HeadIn = serde_json::from_str(text).map_err(shape)?;
        if head.schema != SCHEMA {
            return Err(CapsuleError::Schema(head.schema));
        }
        let file: FileIn = serde_json::from_str(text).map_err(shape)?;
        let mut messages = BTreeMap::new();
        for (index, message) in (1..).zip(file.messages) {
            let key = message.sha256.map(|sha256| sha256.to_ascii_lowercase());
            let fault = |fault| CapsuleError::Message {
                index,
                sha256: key.clone().unwrap_or_default(),
                fault,
            };
            if key.as_deref().is_some_and(|sha256| !is_sha256(sha256)) {
                return Err(fault("is not 64 hexadecimal digits"));
            }
            if messages.contains_key(&key) {
                return Err(fault("is repeated"));
            }
            let recording = Recording {
                at: message.recorded_at,
                answers: answers(index, message.answers)?,
                index: Index::default(),
            };
            messages.insert(key, recording);
        }
        Ok(Self {
            messages,
            index: Index::default(),
        })
    }

    /// All answers of all messages. Where messages met different answers to one question, all of them.
    pub fn answers(&self) -> impl Iterator<Item = &Answer> {
        self.messages
            .values()
            .flat_map(|recording| &recording.answers)
    }

    /// The answers for the message with this SHA-256, or else those that serve any message.
    pub fn answers_for(&self, sha256: &str) -> Result<&[Answer], CapsuleError> {
        self.recording(sha256)
            .map(|recording| recording.answers.as_slice())
    }

    fn recording(&self, sha256: &str) -> Result<&Recording, CapsuleError> {
        let wanted = sha256.to_ascii_lowercase();
        self.messages
            .get(&Some(wanted))
            .or_else(|| self.messages.get(&None))
            .ok_or_else(|| CapsuleError::OtherMessage {
                wanted: sha256.to_owned(),
                recorded: self.belongs_to(),
            })
    }

    /// A resolver for the message with this SHA-256, which answers from this recording. However many answers there are, a
    /// message costs no more than its own questions.
    pub(crate) fn dns_for(&self, sha256: &str) -> Result<Dns, CapsuleError> {
        let recording = self.recording(sha256)?;
        let answers = recording.index.of(&recording.answers);
        Ok(Dns::indexed(answers).made_at(recording.at))
    }

    /// The same for any message, from all answers.
    pub(crate) fn dns(&self) -> Dns {
        let answers = self.index.of(self.answers());
        Dns::indexed(answers).made_at(self.recorded_at(None))
    }

    /// When the answers for the message with this SHA-256, or those that serve any, were recorded; with `None` the
    /// latest moment of all.
    pub fn recorded_at(&self, sha256: Option<&str>) -> Option<DateTime<Utc>> {
        match sha256 {
            Some(sha256) => {
                self.messages
                    .get(&Some(sha256.to_ascii_lowercase()))
                    .or_else(|| self.messages.get(&None))?
                    .at
            }
            None => self
                .messages
                .values()
                .filter_map(|recording| recording.at)
                .max(),
        }
    }

    /// Whether the answers belong to the message with this SHA-256.
    pub fn check(&self, sha256: &str) -> Result<(), CapsuleError> {
        self.answers_for(sha256).map(|_| ())
    }

    fn belongs_to(&self) -> String {
        let mut known = self.messages.keys().flatten();
        match (known.next(), known.count()) {
            (None, _) => "no message".to_owned(),
            (Some(first), 0) => format!("the message {first}"),
            (Some(first), others) => format!("the message {first} and {others} more"),
        }
    }
}

/// A question of a run without servers, and one that no server can be asked, end the same at every replay.
fn is_recorded(answer: &Answer) -> bool {
    match &answer.outcome {
        Outcome::Skipped(why) => RECORDED_SKIPS.contains(why),
        _ => !answer.is_invalid_name(),
    }
}

/// The text of the error may quote the file, so it is made safe to show.
#[allow(clippy::needless_pass_by_value, reason = "the form of `map_err`")]
fn shape(error: serde_json::Error) -> CapsuleError {
    CapsuleError::Shape(escape(error.to_string().as_bytes()))
}

fn is_sha256(text: &str) -> bool {
    text.len() == SHA256_DIGITS && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn answers(message: usize, rows: Vec<Row>) -> Result<Vec<Answer>, CapsuleError> {
    let mut seen = BTreeSet::new();
    let mut answers = Vec::with_capacity(rows.len());
    for (index, row) in (1..).zip(rows) {
        let name = row.name.clone();
        let fault = |fault| CapsuleError::Answer {
            message,
            index,
            name,
            fault,
        };
        match row.answer() {
            Err(text) => return Err(fault(text)),
            Ok(answer) if !seen.insert((answer.name.clone(), answer.rtype)) => {
                return Err(fault(
                    "an earlier entry already has an answer for this name and type".to_owned(),
                ));
            }
            Ok(answer) => answers.push(answer),
        }
    }
    Ok(answers)
}

#[derive(Serialize)]
struct FileOut<'a> {
    schema: &'static str,
    messages: Vec<MessageOut<'a>>,
}

#[derive(Serialize)]
struct MessageOut<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    sha256: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    recorded_at: Option<DateTime<Utc>>,
    answers: &'a [Answer],
}

#[derive(Deserialize)]
struct HeadIn {
    schema: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileIn {
    #[serde(rename = "schema")]
    _schema: String,
    messages: Vec<MessageIn>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MessageIn {
    sha256: Option<String>,
    recorded_at: Option<DateTime<Utc>>,
    answers: Vec<Row>,
}
