//! Messages that belong together.

use super::traits::{Trait, TraitKind};
use crate::limits::MAX_TRAITS;
use crate::scan::digest::Digest;
use crate::words::findings::Severity;
use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// A message of which nothing is known but that it was there.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seed {
    pub number: u32,
    /// When it was received, in minutes.
    pub minutes: Option<i32>,
    pub severity: Severity,
}

/// Messages that are tied together.
#[derive(Debug)]
pub(super) struct Group {
    size: u64,
    /// The number of the first message, and of the last.
    numbers: [u32; 2],
    minutes: Option<[i32; 2]>,
    severities: BTreeMap<Severity, u64>,
    traits: Vec<(Trait, u64)>,
    sample: Sample,
}

/// One message of a campaign.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Sample {
    /// Its number in the scan, from 1.
    pub number: u64,
    /// The file that it is in.
    pub input: String,
    /// Where it is in there.
    pub member: String,
    /// The address in From.
    pub from: Option<String>,
    /// Its subject.
    pub subject: Option<String>,
}

/// Messages that share what a sender cannot cheaply vary: probably one sender's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Campaign {
    /// How many messages.
    pub messages: u64,
    /// The number of the first message in the scan, from 1.
    pub first_number: u64,
    /// The earliest and the latest time of receipt.
    pub received: Option<[DateTime<Utc>; 2]>,
    /// Messages by severity.
    pub severities: BTreeMap<String, u64>,
    /// What ties them together, the most frequent first. Sender-supplied.
    pub traits: Vec<SharedTrait>,
    /// One of them.
    pub sample: Sample,
}

/// A trait that messages of a campaign share.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SharedTrait {
    /// What it is.
    pub kind: TraitKind,
    /// Its value, sender-supplied.
    pub value: String,
    /// How many messages were tied by it to earlier ones.
    pub messages: u64,
}

impl Group {
    /// A group of one message, which another one is about to join.
    pub fn new(seed: Seed, number: u32, digest: &Digest) -> Self {
        let mut group = Self {
            size: 0,
            numbers: [seed.number; 2],
            minutes: None,
            severities: BTreeMap::new(),
            traits: Vec::new(),
            sample: Sample {
                number: number.into(),
                input: digest.input.clone(),
                member: digest.member.clone(),
                from: digest.from.clone(),
                subject: digest.subject.clone(),
            },
        };
        group.count(seed);
        group
    }

    /// Counts a message.
    pub fn count(&mut self, seed: Seed) {
        self.size += 1;
        *self.severities.entry(seed.severity).or_default() += 1;
        let [first, last] = self.numbers;
        self.numbers = [first.min(seed.number), last.max(seed.number)];
        if let Some(time) = seed.minutes {
            let [first, last] = self.minutes.unwrap_or([time; 2]);
            self.minutes = Some([first.min(time), last.max(time)]);
        }
    }

    /// Notes that these kinds of a message's traits were those of earlier ones.
    pub fn tied(&mut self, kinds: &[TraitKind], traits: &[Trait]) {
        for one in traits.iter().filter(|one| kinds.contains(&one.kind)) {
            self.share(one.clone(), 1);
        }
    }

    fn share(&mut self, one: Trait, messages: u64) {
        let has_room = self.traits.len() < MAX_TRAITS;
        match self.traits.iter_mut().find(|(known, _)| *known == one) {
            Some((_, count)) => *count += messages,
            None if has_room => self.traits.push((one, messages)),
            None => {}
        }
    }

    /// Takes in another group.
    pub fn join(&mut self, other: Self) {
        self.size += other.size;
        for (severity, count) in other.severities {
            *self.severities.entry(severity).or_default() += count;
        }
        if other.numbers[0] < self.numbers[0] {
            self.sample = other.sample;
        }
        let numbers = [self.numbers, other.numbers];
        self.numbers = [
            numbers[0][0].min(numbers[1][0]),
            numbers[0][1].max(numbers[1][1]),
        ];
        self.minutes = match (self.minutes, other.minutes) {
            (Some(a), Some(b)) => Some([a[0].min(b[0]), a[1].max(b[1])]),
            (a, b) => a.or(b),
        };
        for (one, count) in other.traits {
            self.share(one, count);
        }
    }

    /// Its place where the most important come first: the larger, then the earlier.
    pub fn rank(&self) -> (std::cmp::Reverse<u64>, u32) {
        (std::cmp::Reverse(self.size), self.numbers[0])
    }

    /// What is told of it.
    pub fn told(&self) -> Campaign {
        let time = |minutes: i32| DateTime::from_timestamp(i64::from(minutes) * 60, 0);
        let received = self
            .minutes
            .and_then(|[first, last]| Some([time(first)?, time(last)?]));
        let mut traits: Vec<SharedTrait> = self
            .traits
            .iter()
            .map(|(one, messages)| SharedTrait {
                kind: one.kind,
                value: one.value.clone(),
                messages: *messages,
            })
            .collect();
        traits.sort_by(|a, b| (b.messages, a.kind, &a.value).cmp(&(a.messages, b.kind, &b.value)));
        Campaign {
            messages: self.size,
            first_number: self.numbers[0].into(),
            received,
            severities: self
                .severities
                .iter()
                .map(|(severity, count)| (severity.word().to_owned(), *count))
                .collect(),
            traits,
            sample: self.sample.clone(),
        }
    }
}
