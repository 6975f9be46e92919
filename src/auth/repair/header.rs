//! What was done to signed header fields. Here the key is needed: an edit is proven when the signature verifies over
//! the fields as they were before it.

use super::budget::{Budget, Trials};
use super::covered::Covered;
use super::{Edit, candidates};
use crate::auth::canonical::header_field;
use crate::limits::{MAX_HEADER_CHANGES, MAX_REPAIR_FIELDS, MAX_REPAIR_HEADER, MAX_SIGNED_NAMES};
use crate::message::to_crlf;
use serde::Serialize;

/// A field as it was signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RestoredField {
    /// How it was changed since.
    pub edit: Edit,
    /// Its name, in lower case.
    pub name: String,
    /// Its value as signed, unfolded; null when there was no such field.
    pub was: Option<String>,
    /// The index of the field that replaces it.
    pub field: Option<usize>,
    /// The whole field as signed, with its CRLF; empty when there was none.
    #[serde(skip)]
    pub raw: Vec<u8>,
}

/// One place of what is signed, with the forms that it may have had.
struct Slot {
    /// As it is now.
    now: Vec<u8>,
    /// As it may have been, in canonical form.
    alternatives: Vec<(RestoredField, Vec<u8>)>,
}

/// Looks for the fields as they were signed; `verify` says whether the signature verifies over some bytes.
pub(in crate::auth) fn explain(
    covered: &Covered<'_>,
    budget: &mut Budget,
    verify: impl FnMut(&[u8]) -> bool,
) -> Option<Vec<RestoredField>> {
    if covered.names.len() > MAX_SIGNED_NAMES || covered.message.fields().len() > MAX_REPAIR_FIELDS
    {
        return None;
    }
    let slots = slots(covered);
    let size: usize = slots.iter().map(|slot| slot.now.len()).sum();
    if size > MAX_REPAIR_HEADER {
        return None;
    }
    let open: Vec<usize> = (0..slots.len())
        .filter(|&at| !slots[at].alternatives.is_empty())
        .collect();
    let mut walk = Walk {
        slots: &slots,
        own: covered.own,
        verify,
        trials: budget.trials(),
        choice: Vec::with_capacity(MAX_HEADER_CHANGES),
    };
    for changes in 1..=MAX_HEADER_CHANGES.min(open.len()) {
        match walk.choose(&open, changes) {
            Progress::Found => {
                let restored =
                    |&(slot, nth): &(usize, usize)| slots[slot].alternatives[nth].0.clone();
                return Some(walk.choice.iter().map(restored).collect());
            }
            Progress::Spent => return None,
            Progress::GoOn => {}
        }
    }
    None
}

/// How a walk stands.
enum Progress {
    Found,
    Spent,
    GoOn,
}

/// A walk through all choices of some changes, few changes before many.
struct Walk<'w, V> {
    slots: &'w [Slot],
    own: &'w [u8],
    verify: V,
    trials: Trials<'w>,
    /// Which alternative of which slots.
    choice: Vec<(usize, usize)>,
}

impl<V: FnMut(&[u8]) -> bool> Walk<'_, V> {
    /// Tries all choices of a number of changes among the open slots, beside those already chosen.
    fn choose(&mut self, open: &[usize], changes: usize) -> Progress {
        if changes == 0 {
            return self.attempt();
        }
        for (at, &slot) in open.iter().enumerate() {
            if open.len() - at < changes {
                break;
            }
            for nth in 0..self.slots[slot].alternatives.len() {
                self.choice.push((slot, nth));
                match self.choose(&open[at + 1..], changes - 1) {
                    Progress::GoOn => {}
                    end => return end,
                }
                self.choice.pop();
            }
        }
        Progress::GoOn
    }

    fn attempt(&mut self) -> Progress {
        if !self.trials.take() {
            return Progress::Spent;
        }
        if (self.verify)(&signed_data(self.slots, &self.choice, self.own)) {
            Progress::Found
        } else {
            Progress::GoOn
        }
    }
}

fn signed_data(slots: &[Slot], choice: &[(usize, usize)], own: &[u8]) -> Vec<u8> {
    let mut data = Vec::with_capacity(4096);
    for (at, slot) in slots.iter().enumerate() {
        let changed = choice.iter().find(|(slot, _)| *slot == at);
        data.extend_from_slice(changed.map_or(&slot.now, |&(_, nth)| &slot.alternatives[nth].1));
    }
    data.extend_from_slice(own);
    data
}

fn slots(covered: &Covered<'_>) -> Vec<Slot> {
    let ends = covered.message.line_ends();
    let form = |raw: &[u8]| {
        let mut out = Vec::new();
        if !raw.is_empty() {
            header_field(covered.canonical, raw, &mut out);
        }
        out
    };
    let mut absent_seen = Vec::new();
    let slot = |(name, &index): (&String, &Option<usize>)| {
        let field = index.and_then(|index| covered.message.fields().get(index));
        let raw = field.map_or_else(Vec::new, |field| to_crlf(field.raw(), ends).into_owned());
        let now = form(&raw);
        let mut alternatives: Vec<(RestoredField, Vec<u8>)> = Vec::new();
        // A name listed once more than it occurs stands for nothing the first time only.
        let first_absence = index.is_some() || !absent_seen.contains(name);
        if index.is_none() {
            absent_seen.push(name.clone());
        }
        if first_absence {
            for (edit, raw) in candidates::of(covered, name, index, &raw) {
                let canonical = form(&raw);
                let known =
                    canonical == now || alternatives.iter().any(|(_, other)| *other == canonical);
                if !known {
                    let was = candidates::value_text(&raw);
                    let name = name.clone();
                    let field = index;
                    alternatives.push((
                        RestoredField {
                            edit,
                            name,
                            was,
                            field,
                            raw,
                        },
                        canonical,
                    ));
                }
            }
        }
        Slot { now, alternatives }
    };
    covered.names.iter().zip(covered.slots).map(slot).collect()
}
