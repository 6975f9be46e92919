//! DNS as evidence: one place that asks, with limits, and a log of every question and answer.
//!
//! A [`Dns`] belongs to one message. Each name and type is asked once; what was answered can be written as a capsule
//! and replayed.

mod answer;

pub use answer::{Answer, Data, Outcome, RecordType};

use crate::checked::Why;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

/// A name and a type: what is asked once a message.
type Key = (String, RecordType);
/// Answers by what was asked.
type Answers = BTreeMap<Key, Arc<Answer>>;

/// What answers a question.
type Answerer = dyn Fn(&str, RecordType) -> Answer + Send + Sync;

/// Where answers come from.
#[derive(Clone)]
enum Source {
    /// Nowhere: no question may be asked.
    Offline,
    /// From recorded answers; what is not among them was not asked.
    Recorded(Arc<Answers>),
    /// From a function.
    Function(Arc<Answerer>),
}

impl std::fmt::Debug for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Offline => "Offline",
            Self::Recorded(_) => "Recorded",
            Self::Function(_) => "Function",
        })
    }
}

/// The resolver for one message, with its log.
#[derive(Clone, Debug)]
pub struct Dns {
    source: Source,
    log: Arc<Mutex<Answers>>,
}

impl Dns {
    /// A resolver that asks nothing.
    pub fn offline() -> Self {
        Self::new(Source::Offline)
    }

    /// A resolver that answers from recorded answers only.
    pub fn recorded(answers: impl IntoIterator<Item = Answer>) -> Self {
        let answers = answers
            .into_iter()
            .map(|answer| ((answer.name.clone(), answer.rtype), Arc::new(answer)));
        Self::new(Source::Recorded(Arc::new(answers.collect())))
    }

    /// A resolver that answers from a function of name (lower case, without trailing dot) and type.
    pub fn from_fn(answer: impl Fn(&str, RecordType) -> Answer + Send + Sync + 'static) -> Self {
        Self::new(Source::Function(Arc::new(answer)))
    }

    fn new(source: Source) -> Self {
        Self {
            source,
            log: Arc::default(),
        }
    }

    /// Asks for the records of one type at one name. Always gives an answer, which says how it ended.
    pub async fn lookup(&self, name: &str, rtype: RecordType) -> Arc<Answer> {
        let name = crate::names::normalize(name);
        let key = (name, rtype);
        let answer = match &self.source {
            Source::Offline => Arc::new(Answer::skipped(&key.0, rtype, Why::Offline)),
            Source::Recorded(answers) => answers
                .get(&key)
                .cloned()
                .unwrap_or_else(|| Arc::new(Answer::skipped(&key.0, rtype, Why::NotInCapsule))),
            Source::Function(answer) => Arc::new(answer(&key.0, rtype)),
        };
        if let Ok(mut log) = self.log.lock() {
            log.insert(key, Arc::clone(&answer));
        }
        answer
    }

    /// Every question of this message with its answer, by name and type.
    pub fn log(&self) -> Vec<Arc<Answer>> {
        self.log
            .lock()
            .map(|log| log.values().cloned().collect())
            .unwrap_or_default()
    }
}
