//! The answers that are at hand, and those that are wanted.
//!
//! The evaluation is a pure function of the answers at hand. When one is missing it stops and names what it wants;
//! the caller asks for that, together with what will likely be wanted next, and evaluates again. So everything that
//! does not depend on another answer is asked at once, and the set of questions does not depend on timing: a replay
//! asks exactly what was recorded.

use crate::dns::{Answer, RecordType};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A question.
pub(super) type Key = (String, RecordType);

/// Answers by question.
#[derive(Debug, Default)]
pub(super) struct Known {
    answers: BTreeMap<Key, Arc<Answer>>,
}

impl Known {
    pub(super) fn insert(&mut self, key: Key, answer: Arc<Answer>) {
        self.answers.insert(key, answer);
    }

    pub(super) fn get(&self, name: &str, rtype: RecordType) -> Option<&Arc<Answer>> {
        self.answers.get(&key(name, rtype))
    }
}

/// The key of a question.
pub(super) fn key(name: &str, rtype: RecordType) -> Key {
    (crate::names::normalize(name), rtype)
}

/// The questions that one round asks.
pub(super) type Wanted = BTreeSet<Key>;
