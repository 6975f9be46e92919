//! What is reported of one published record.

use crate::checked::Checked;
pub use crate::words::enrich::RecordKind;
use serde::ser::{Serialize, SerializeMap, Serializer};

/// A record that was asked for.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Published {
    /// What it is for.
    pub kind: RecordKind,
    /// The name of the record, or the name it would have.
    pub name: String,
    /// What was found, or why that is not known.
    pub record: Checked<PublishedRecord>,
}

/// What was found under the name.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct PublishedRecord {
    /// Whether there is such a record.
    pub present: bool,
    /// The records as published.
    pub texts: Vec<String>,
    /// The step and its value.
    pub facts: Facts,
    /// What is wrong with it, or weak, in words.
    pub problems: Vec<String>,
}

impl PublishedRecord {
    /// These records, unread.
    pub(super) fn of(texts: Vec<String>) -> Self {
        Self {
            present: !texts.is_empty(),
            texts,
            ..Self::default()
        }
    }

    /// Notes what the record comes to.
    pub(super) fn say(&mut self, name: &'static str, value: impl Into<String>) {
        self.facts.0.push((name, value.into()));
    }

    /// Notes what is wrong.
    pub(super) fn blame(&mut self, problem: impl Into<String>) {
        self.problems.push(problem.into());
    }
}

/// Names with values, in their order. In JSON an object.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts(pub Vec<(&'static str, String)>);

impl Serialize for Facts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, value) in &self.0 {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}
