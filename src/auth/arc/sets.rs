//! The sets that make up a chain, and what is wrong with their structure: RFC 8617 section 5.2, steps 1 to 3.

use super::fields::{ChainValidation, Fields, results};
use crate::limits::{MAX_CHAIN_BYTES, MAX_INSTANCE};
use crate::message::{Message, Span};
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;
use thiserror::Error;

listed! {
/// The three fields of a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// ARC-Authentication-Results.
    Results,
    /// ARC-Message-Signature.
    MessageSignature,
    /// ARC-Seal.
    Seal,
}
}

impl Part {
    pub fn field_name(self) -> &'static str {
        match self {
            Self::Results => "ARC-Authentication-Results",
            Self::MessageSignature => "ARC-Message-Signature",
            Self::Seal => "ARC-Seal",
        }
    }
}

/// What breaks a chain before any signature is checked.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Defect {
    /// A field cannot be read, or its instance not.
    #[error("{} cannot be read: {why}", .part.field_name())]
    Malformed {
        part: Part,
        /// Its instance, if that can be read.
        instance: Option<u8>,
        /// What is wrong with it.
        why: String,
    },
    /// A set lacks a field.
    #[error("instance {instance} has no {}", .part.field_name())]
    Missing {
        /// Which set.
        instance: u8,
        /// Which field.
        part: Part,
    },
    /// A set has a field twice.
    #[error("instance {instance} has several {}", .part.field_name())]
    Duplicate {
        /// Which set.
        instance: u8,
        /// Which field.
        part: Part,
    },
    /// `cv=` is not what it must be at its place.
    #[error("instance {instance} has cv={found}, which is not allowed there")]
    ChainValidation {
        /// Which set.
        instance: u8,
        /// The value.
        found: &'static str,
    },
    /// The last sealer found the chain broken.
    #[error("instance {0} has cv=fail: the chain was broken before it")]
    FailedBefore(u8),
    /// More fields or bytes than a chain may have.
    #[error("there are too many ARC fields")]
    TooMany,
}

impl Defect {
    /// The instance at which the chain breaks, if it can be told.
    pub fn instance(&self) -> Option<u8> {
        match self {
            Self::Malformed { instance, .. } => *instance,
            Self::Missing { instance, .. }
            | Self::Duplicate { instance, .. }
            | Self::ChainValidation { instance, .. }
            | Self::FailedBefore(instance) => Some(*instance),
            Self::TooMany => None,
        }
    }
}

impl Serialize for Defect {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A set: what one handler added.
#[derive(Clone, Debug, Default)]
pub(super) struct Set {
    /// Index of the field, and where its payload stands.
    pub results: Option<(usize, Span)>,
    pub message_signature: Option<(usize, Fields)>,
    pub seal: Option<(usize, Fields)>,
}

impl Set {
    fn index_of(&self, part: Part) -> Option<usize> {
        match part {
            Part::Results => self.results.map(|(index, _)| index),
            Part::MessageSignature => self.message_signature.as_ref().map(|(index, _)| *index),
            Part::Seal => self.seal.as_ref().map(|(index, _)| *index),
        }
    }

    /// The indices of its fields in the order in which a seal covers them; `None` if it is not complete.
    pub fn indices(&self) -> Option<[usize; 3]> {
        let [results, signature, seal] = Part::ALL.map(|part| self.index_of(part));
        Some([results?, signature?, seal?])
    }
}

/// All sets by instance, and what is wrong with them.
#[derive(Clone, Debug, Default)]
pub(super) struct Sets {
    pub sets: BTreeMap<u8, Set>,
    pub defects: Vec<Defect>,
}

impl Sets {
    /// Reads the ARC fields; `None` if there are none.
    pub fn read(message: &Message<'_>) -> Option<Self> {
        let mut sets = Self::default();
        let fields = || {
            Part::ALL
                .into_iter()
                .flat_map(|part| message.named(part.field_name()))
        };
        let bytes: usize = fields().map(|(_, field)| field.span().len()).sum();
        match fields().count() {
            0 => return None,
            count if count > 3 * usize::from(MAX_INSTANCE) || bytes > MAX_CHAIN_BYTES => {
                sets.defects.push(Defect::TooMany);
                return Some(sets);
            }
            _ => {}
        }
        for part in Part::ALL {
            for (index, _) in message.named(part.field_name()) {
                sets.add(part, index, message);
            }
        }
        sets.check_structure();
        Some(sets)
    }

    /// The highest instance.
    pub fn newest(&self) -> u8 {
        self.sets.keys().next_back().copied().unwrap_or(0)
    }

    fn add(&mut self, part: Part, index: usize, message: &Message<'_>) {
        let Some(field) = message.fields().get(index) else {
            return;
        };
        if part == Part::Results {
            let value = field.raw_value();
            let Some((instance, payload)) = results(value) else {
                let why = "no instance at its beginning".to_owned();
                return self.malformed(part, None, why);
            };
            let end = field.value_span().end;
            let span = Span::new(end - payload.len(), end);
            let set = self.sets.entry(instance).or_default();
            if set.results.replace((index, span)).is_some() {
                self.defects.push(Defect::Duplicate { instance, part });
            }
            return;
        }
        let read = if part == Part::Seal {
            Fields::seal(field)
        } else {
            Fields::message_signature(field)
        };
        if let Some(flaw) = &read.flaw {
            self.malformed(part, read.instance, flaw.to_string());
        }
        let Some(instance) = read.instance else {
            return;
        };
        let set = self.sets.entry(instance).or_default();
        let slot = if part == Part::Seal {
            &mut set.seal
        } else {
            &mut set.message_signature
        };
        if slot.replace((index, read)).is_some() {
            self.defects.push(Defect::Duplicate { instance, part });
        }
    }

    fn malformed(&mut self, part: Part, instance: Option<u8>, why: String) {
        self.defects.push(Defect::Malformed {
            part,
            instance,
            why,
        });
    }

    fn check_structure(&mut self) {
        let newest = self.newest();
        for instance in 1..=newest {
            let set = self.sets.entry(instance).or_default();
            for part in Part::ALL {
                if set.index_of(part).is_none() {
                    self.defects.push(Defect::Missing { instance, part });
                }
            }
            let cv = set.seal.as_ref().and_then(|(_, seal)| seal.cv);
            let defect = match (instance, cv) {
                (_, Some(ChainValidation::Fail)) if instance == newest => {
                    Defect::FailedBefore(instance)
                }
                (_, None)
                | (1, Some(ChainValidation::None))
                | (2.., Some(ChainValidation::Pass)) => continue,
                (_, Some(found)) => Defect::ChainValidation {
                    instance,
                    found: match found {
                        ChainValidation::None => "none",
                        ChainValidation::Pass => "pass",
                        ChainValidation::Fail => "fail",
                    },
                },
            };
            self.defects.push(defect);
        }
    }
}
