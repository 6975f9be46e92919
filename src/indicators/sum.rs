//! Indicators of many messages: each type and value once, with how many messages have it, and which.

use super::model::{Blockable, Indicator, Sighting};
use super::of;
use crate::limits::{MAX_LISTED, MAX_MESSAGES_NAMED, MAX_SIGHTINGS};
use crate::report::Report;
use crate::words::indicators::{Kind, Reason, Word};
use chrono::{DateTime, Utc};
use serde::Serialize;
use std::collections::HashMap;

/// What indicators were taken of.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Source {
    /// The input's name.
    pub input: String,
    /// The way to the message in it; empty where it is the input itself.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub member: String,
    /// SHA-256 of the input's bytes.
    pub sha256: String,
    /// Its Message-ID.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message_id: Option<String>,
    /// The moment that its checks refer to: that of receipt, where it is known.
    pub as_of: DateTime<Utc>,
}

impl Source {
    /// The input and the way to the message in it.
    pub fn path(&self) -> String {
        if self.member.is_empty() {
            self.input.clone()
        } else {
            format!("{}/{}", self.input, self.member)
        }
    }
}

/// Of two messages: what one proves to be the sender's, it is; what one shows to be shared, the other does not make his.
fn joined(one: Blockable, other: Blockable) -> Blockable {
    let is_open = |blockable: Blockable| blockable.reason().is_some_and(Reason::is_of_one_message);
    match (is_open(one), is_open(other)) {
        (true, false) => other,
        (false, true) => one,
        _ => one.max(other),
    }
}

/// An indicator with the messages that have it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Occurrence {
    /// The indicator, as its first message has it, with what others add.
    #[serde(flatten)]
    pub indicator: Indicator,
    /// How many messages have it.
    pub count: usize,
    /// The first of them, by their place in the list of messages.
    pub messages: Vec<usize>,
    /// The earliest moment of these messages.
    pub first: DateTime<Utc>,
    /// The latest.
    pub last: DateTime<Utc>,
}

/// The indicators of all messages that were added.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Sum {
    /// The messages that an indicator names, in the order in which they were added.
    pub messages: Vec<Source>,
    /// How many messages there were in all.
    pub total: usize,
    /// The indicators: what may be blocked first, then by type, then those of the most messages.
    pub indicators: Vec<Occurrence>,
    /// How many indicators are left out because there are too many, counted for each message.
    pub left_out: usize,
    #[serde(skip)]
    places: HashMap<(Kind, String), usize>,
}

impl Sum {
    /// Of one message.
    pub fn of_one(report: &Report) -> Self {
        let mut sum = Self::default();
        sum.add(report);
        sum.sorted()
    }

    /// Adds those of a message.
    pub fn add(&mut self, report: &Report) {
        self.total += 1;
        let source = Source {
            input: report.input.name.clone(),
            member: report.input.path(),
            sha256: report.input.sha256.clone(),
            message_id: report.message.message_id.clone(),
            as_of: report.as_of.time,
        };
        let number = self.messages.len();
        let mut is_named = false;
        for indicator in of(report) {
            is_named |= self.one(indicator, number, source.as_of);
        }
        if is_named {
            self.messages.push(source);
        }
    }

    /// Adds one; whether the message is named for it.
    fn one(&mut self, indicator: Indicator, number: usize, time: DateTime<Utc>) -> bool {
        let key = (indicator.kind, indicator.value.clone());
        let Some(&place) = self.places.get(&key) else {
            if self.indicators.len() == MAX_LISTED {
                self.left_out += 1;
                return false;
            }
            self.places.insert(key, self.indicators.len());
            self.indicators.push(Occurrence {
                indicator,
                count: 1,
                messages: vec![number],
                first: time,
                last: time,
            });
            return true;
        };
        let known = &mut self.indicators[place];
        known.count += 1;
        known.first = known.first.min(time);
        known.last = known.last.max(time);
        known.indicator.blockable = joined(known.indicator.blockable, indicator.blockable);
        for sighting in indicator.seen {
            let seen = &mut known.indicator.seen;
            let same = |one: &Sighting| one.role == sighting.role && one.word == sighting.word;
            if seen.len() < MAX_SIGHTINGS && !seen.iter().any(same) {
                seen.push(sighting);
            }
        }
        let is_room = known.messages.len() < MAX_MESSAGES_NAMED;
        if is_room {
            known.messages.push(number);
        }
        is_room
    }

    /// Only what may be blocked.
    #[must_use]
    pub fn blockable(mut self) -> Self {
        self.indicators
            .retain(|one| one.indicator.blockable == Blockable::Yes);
        self.places.clear();
        self
    }

    /// What may be blocked first, then by type, then what a sender cannot have invented, then those of the most messages.
    #[must_use]
    pub fn sorted(mut self) -> Self {
        self.places.clear();
        self.indicators.sort_by(|one, other| {
            let key = |of: &Occurrence| -> (bool, Kind, Word, std::cmp::Reverse<usize>) {
                (
                    of.indicator.blockable != Blockable::Yes,
                    of.indicator.kind,
                    of.indicator.word(),
                    std::cmp::Reverse(of.count),
                )
            };
            key(one)
                .cmp(&key(other))
                .then_with(|| one.indicator.value.cmp(&other.indicator.value))
        });
        self
    }

    /// The latest moment of all messages; `None` without any.
    pub fn time(&self) -> Option<DateTime<Utc>> {
        self.messages.iter().map(|source| source.as_of).max()
    }
}
