//! Campaigns: messages that share what a sender cannot cheaply vary.
//!
//! One pass in the order of the messages. Each message has ties: combinations of its traits that hardly anybody else shares.
//! A tie that an earlier message had puts both in one group; a message with ties of two groups joins them. What is kept is
//! bounded: ties that do not come again for long are forgotten, and so are the smallest groups.

mod group;
mod shape;
#[cfg(test)]
mod tests;
mod ties;
mod traits;

pub use group::{Campaign, Sample, SharedTrait};
pub(super) use shape::short;
pub(super) use traits::traits;
pub use traits::{Trait, TraitKind};

use super::digest::Digest;
use crate::limits::{MAX_CAMPAIGNS, MAX_TIES};
use group::{Group, Seed};
use std::collections::HashMap;
use ties::ties;

/// What had a tie last.
#[derive(Clone, Copy, Debug)]
enum Holder {
    /// A message that nothing else is tied to yet.
    Alone(Seed),
    /// A group.
    Group(u32),
}

/// The groups so far.
#[derive(Debug, Default)]
pub struct Campaigns {
    /// Who had a tie last: those of late, and those of before, which are dropped when the young ones are too many.
    young: HashMap<u64, Holder>,
    old: HashMap<u64, Holder>,
    /// The numbers of the first message whose ties may be among the young ones, and among the old ones.
    since: [u32; 2],
    groups: HashMap<u32, Group>,
    /// Groups that went into others.
    joined: HashMap<u32, u32>,
    /// Messages that were alone when they came and are in a group now.
    settled: HashMap<u32, u32>,
    next: u32,
    forgotten: u64,
}

impl Campaigns {
    /// Takes a message in, with its number in the scan from 1.
    pub fn add(&mut self, number: u64, digest: &Digest) {
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        let seed = Seed {
            number,
            minutes: digest
                .received
                .and_then(|time| i32::try_from(time.timestamp().div_euclid(60)).ok()),
            severity: digest.severity,
        };
        let ties = ties(&digest.traits);
        let mut group = None;
        for tie in &ties {
            let holder = self
                .young
                .get(&tie.hash)
                .or_else(|| self.old.get(&tie.hash));
            let Some(holder) = holder.copied() else {
                continue;
            };
            let Some(id) = self.group_of(holder, group, number, digest) else {
                continue;
            };
            let id = self.join(group, id);
            group = Some(id);
            if let Some(group) = self.groups.get_mut(&id) {
                group.tied(tie.kinds(), &digest.traits);
            }
        }
        if let Some(group) = group.and_then(|id| self.groups.get_mut(&id)) {
            group.count(seed);
        }
        let holder = group.map_or(Holder::Alone(seed), Holder::Group);
        for tie in ties {
            self.young.insert(tie.hash, holder);
        }
        if self.young.len() >= MAX_TIES / 2 {
            self.old = std::mem::take(&mut self.young);
            self.since = [number, self.since[0]];
            // No tie of an earlier message that was alone is left.
            let oldest = self.since[1];
            self.settled.retain(|number, _| *number >= oldest);
            self.resolve();
        }
        if self.groups.len() > MAX_CAMPAIGNS {
            self.forget();
        }
    }

    /// The group that a message is tied to. Of a message that was alone it is made, or it is the one found already.
    fn group_of(
        &mut self,
        holder: Holder,
        found: Option<u32>,
        number: u32,
        digest: &Digest,
    ) -> Option<u32> {
        let seed = match holder {
            Holder::Group(id) => return self.root(id),
            Holder::Alone(seed) => seed,
        };
        if let Some(id) = self.settled.get(&seed.number) {
            return self.root(*id);
        }
        let id = found.unwrap_or(self.next);
        if let Some(group) = self.groups.get_mut(&id) {
            group.count(seed);
        } else {
            self.next += 1;
            self.groups.insert(id, Group::new(seed, number, digest));
        }
        self.settled.insert(seed.number, id);
        Some(id)
    }

    /// The group that one has gone into; `None` where it was forgotten.
    fn root(&self, mut id: u32) -> Option<u32> {
        while let Some(into) = self.joined.get(&id) {
            id = *into;
        }
        self.groups.contains_key(&id).then_some(id)
    }

    /// One group of two; the smaller number stays.
    fn join(&mut self, found: Option<u32>, id: u32) -> u32 {
        let Some(found) = found.filter(|found| *found != id) else {
            return id;
        };
        let (stays, goes) = (found.min(id), found.max(id));
        if let Some(group) = self.groups.remove(&goes)
            && let Some(into) = self.groups.get_mut(&stays)
        {
            into.join(group);
            self.joined.insert(goes, stays);
        }
        stays
    }

    /// Keeps the larger half of the groups.
    fn forget(&mut self) {
        let mut ranked: Vec<_> = self
            .groups
            .iter()
            .map(|(id, group)| (group.rank(), *id))
            .collect();
        ranked.sort_unstable();
        for (_, id) in ranked.drain(MAX_CAMPAIGNS / 2..) {
            self.groups.remove(&id);
            self.forgotten += 1;
        }
        self.resolve();
    }

    /// Lets every tie lead to its group at once, and none to a group that was forgotten.
    fn resolve(&mut self) {
        let joined = std::mem::take(&mut self.joined);
        let groups = &self.groups;
        let root = |mut id: u32| {
            while let Some(into) = joined.get(&id) {
                id = *into;
            }
            groups.contains_key(&id).then_some(id)
        };
        for table in [&mut self.young, &mut self.old] {
            table.retain(|_, holder| match holder {
                Holder::Alone(_) => true,
                Holder::Group(id) => {
                    let to = root(*id);
                    *id = to.unwrap_or(*id);
                    to.is_some()
                }
            });
        }
        // A message whose group was forgotten stays settled: it must not begin another.
        for id in self.settled.values_mut() {
            *id = root(*id).unwrap_or(*id);
        }
    }

    /// The groups, the largest first.
    pub fn told(&self) -> Vec<Campaign> {
        let mut groups: Vec<&Group> = self.groups.values().collect();
        groups.sort_unstable_by_key(|group| group.rank());
        groups.into_iter().map(Group::told).collect()
    }

    /// How many small groups were forgotten.
    pub fn forgotten(&self) -> u64 {
        self.forgotten
    }
}
