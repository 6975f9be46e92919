//! Counts of values that strangers choose.

use crate::limits::MAX_COUNTED;
use schemars::JsonSchema;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Counts by value: no more than so many different ones.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct Tally {
    counts: BTreeMap<String, u64>,
    /// Messages with values beyond those.
    others: u64,
}

impl Tally {
    /// Counts a message with this value.
    pub(super) fn count(&mut self, value: &str) {
        let has_room = self.counts.len() < MAX_COUNTED;
        match self.counts.get_mut(value) {
            Some(count) => *count += 1,
            None if has_room => {
                self.counts.insert(value.to_owned(), 1);
            }
            None => self.others += 1,
        }
    }

    /// The most frequent, the most first; of the same frequency by name.
    pub fn top(&self, most: usize) -> Vec<(&str, u64)> {
        let mut all: Vec<(&str, u64)> = self
            .counts
            .iter()
            .map(|(value, count)| (value.as_str(), *count))
            .collect();
        all.sort_by_key(|(_, count)| Reverse(*count));
        all.truncate(most);
        all
    }
}

impl From<BTreeMap<String, u64>> for Tally {
    fn from(counts: BTreeMap<String, u64>) -> Self {
        Self { counts, others: 0 }
    }
}
