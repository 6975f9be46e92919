//! What was heard lately, for a limited time and in a limited space.

use super::asked::Asked;
use super::heard::Heard;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::time::Duration;
use tokio::time::Instant;

/// What an entry takes beside what came over the wire.
const OVERHEAD: usize = 256;

/// Answers by question. Full, it forgets what was not used for the longest time.
#[derive(Debug)]
pub(super) struct Cache {
    entries: HashMap<Asked, Entry>,
    /// The questions by when they were used last.
    by_use: BTreeMap<u64, Asked>,
    uses: u64,
    bytes: usize,
    most: usize,
    most_bytes: usize,
}

#[derive(Debug)]
struct Entry {
    heard: Arc<Heard>,
    since: Instant,
    until: Instant,
    used: u64,
    bytes: usize,
}

impl Cache {
    pub(super) fn new(most: usize, most_bytes: usize) -> Self {
        Self {
            entries: HashMap::new(),
            by_use: BTreeMap::new(),
            uses: 0,
            bytes: 0,
            most,
            most_bytes,
        }
    }

    /// How many answers it has, those that are over included.
    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    /// What was heard, if it still counts and is not older than this.
    pub(super) fn get(&mut self, asked: &Asked, max_age: Option<Duration>) -> Option<Arc<Heard>> {
        let now = Instant::now();
        let entry = self.entries.get_mut(asked)?;
        if entry.until <= now {
            self.forget(asked);
            return None;
        }
        if max_age.is_some_and(|most| now.duration_since(entry.since) > most) {
            return None;
        }
        self.uses += 1;
        self.by_use.remove(&entry.used);
        self.by_use.insert(self.uses, asked.clone());
        entry.used = self.uses;
        Some(Arc::clone(&entry.heard))
    }

    /// Keeps an answer for a time.
    pub(super) fn put(&mut self, asked: Asked, heard: Arc<Heard>, lifetime: Duration) {
        self.forget(&asked);
        let bytes = heard.bytes + asked.name.len() + OVERHEAD;
        // One that would push out all others is not worth it; nor is one that is over at once.
        if bytes > self.most_bytes || self.most == 0 || lifetime.is_zero() {
            return;
        }
        while self.entries.len() >= self.most || self.bytes + bytes > self.most_bytes {
            let Some((_, oldest)) = self.by_use.pop_first() else {
                break;
            };
            self.forget(&oldest);
        }
        let now = Instant::now();
        self.uses += 1;
        self.bytes += bytes;
        self.by_use.insert(self.uses, asked.clone());
        let entry = Entry {
            heard,
            since: now,
            until: now + lifetime,
            used: self.uses,
            bytes,
        };
        self.entries.insert(asked, entry);
    }

    /// Has what is such end within this time.
    pub(super) fn shorten(&mut self, lifetime: Duration, is_such: impl Fn(&Heard) -> bool) {
        let until = Instant::now() + lifetime;
        for entry in self.entries.values_mut() {
            if entry.until > until && is_such(&entry.heard) {
                entry.until = until;
            }
        }
    }

    fn forget(&mut self, asked: &Asked) {
        if let Some(entry) = self.entries.remove(asked) {
            self.by_use.remove(&entry.used);
            self.bytes -= entry.bytes;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checked::Why;
    use hickory_proto::rr::RecordType;

    const LONG: Duration = Duration::from_mins(1);

    fn asked(name: &str) -> Asked {
        Asked {
            name: name.to_owned(),
            rtype: RecordType::A,
            signed: false,
        }
    }

    fn put(cache: &mut Cache, name: &str, bytes: usize, lifetime: Duration) {
        let mut heard = Heard::skipped(Why::LimitReached);
        heard.bytes = bytes;
        cache.put(asked(name), Arc::new(heard), lifetime);
    }

    fn has(cache: &mut Cache, name: &str) -> bool {
        cache.get(&asked(name), None).is_some()
    }

    #[test]
    fn what_was_not_used_goes_first() {
        let mut cache = Cache::new(2, usize::MAX);
        put(&mut cache, "a", 1, LONG);
        put(&mut cache, "b", 1, LONG);
        assert!(has(&mut cache, "a"));
        put(&mut cache, "c", 1, LONG);
        assert!(has(&mut cache, "a") && !has(&mut cache, "b") && has(&mut cache, "c"));
        put(&mut cache, "c", 1, LONG);
        assert_eq!((cache.len(), cache.by_use.len()), (2, 2));
    }

    #[test]
    fn bytes_are_bounded_too() {
        let mut cache = Cache::new(100, 2_000);
        for name in ["a", "b", "c", "d"] {
            put(&mut cache, name, 500, LONG);
        }
        assert_eq!(cache.len(), 2);
        assert!(cache.bytes <= 2_000);
        put(&mut cache, "huge", 10_000, LONG);
        assert!(!has(&mut cache, "huge") && has(&mut cache, "d"));
    }

    #[test]
    fn what_is_doubted_ends_sooner() {
        let mut cache = Cache::new(100, usize::MAX);
        put(&mut cache, "a", 1, LONG);
        put(&mut cache, "b", 2, LONG);
        cache.shorten(Duration::from_millis(1), |heard| heard.bytes == 2);
        std::thread::sleep(Duration::from_millis(5));
        assert!(has(&mut cache, "a") && !has(&mut cache, "b"));
    }

    #[test]
    fn what_is_over_is_gone() {
        let mut cache = Cache::new(100, usize::MAX);
        put(&mut cache, "a", 1, Duration::ZERO);
        put(&mut cache, "b", 1, Duration::from_millis(1));
        std::thread::sleep(Duration::from_millis(5));
        assert!(!has(&mut cache, "a") && !has(&mut cache, "b"));
        assert_eq!((cache.len(), cache.bytes), (0, 0));
        put(&mut cache, "c", 1, LONG);
        std::thread::sleep(Duration::from_millis(5));
        let recent = cache.get(&asked("c"), Some(Duration::from_millis(1)));
        assert!(recent.is_none() && has(&mut cache, "c"));
    }
}
