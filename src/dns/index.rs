//! Recorded answers by what was asked: made once, and shared by all messages that are answered from the recording.

use super::answer::{Answer, RecordType};
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// A name and a type: what is asked once a message.
pub(super) type Key = (String, RecordType);
/// Answers by what was asked.
pub(super) type Answers = BTreeMap<Key, Arc<Answer>>;

/// The index of a recording, made when it is first needed. It says nothing that the recording does not.
#[derive(Clone, Debug, Default)]
pub(super) struct Index(OnceLock<Arc<Answers>>);

impl PartialEq for Index {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Index {}

impl Index {
    /// Of these answers.
    pub fn of<'a>(&self, answers: impl IntoIterator<Item = &'a Answer>) -> Arc<Answers> {
        let made = self
            .0
            .get_or_init(|| Arc::new(keyed(answers.into_iter().cloned())));
        Arc::clone(made)
    }
}

/// Answers by what was asked; of two to one question the later one.
pub(super) fn keyed(answers: impl IntoIterator<Item = Answer>) -> Answers {
    let answers = answers.into_iter();
    answers
        .map(|answer| ((answer.name.clone(), answer.rtype), Arc::new(answer)))
        .collect()
}
