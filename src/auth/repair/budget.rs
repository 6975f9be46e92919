//! What the searches for originals may cost, all signatures of a message together.

/// The most bytes that one search hashes: some 10 ms of work. A message of 20 KB of which nothing is found
/// needs half a MB.
const SEARCH_BYTES: usize = 6 * 1024 * 1024;

/// The most hashes that one search finishes and compares, each the work of some 150 bytes.
const SEARCH_HASHES: usize = 10_000;

/// The most header variants that a key is tried on for one signature, each the work of some 50 µs.
const SEARCH_TRIALS: usize = 256;

/// How many searches that find nothing a message may cost: its author's and a list's. What finds something costs a
/// fraction.
const SEARCHES: usize = 2;

/// What is left for a message.
#[derive(Debug)]
pub(in crate::auth) struct Budget {
    bytes: usize,
    hashes: usize,
    trials: usize,
}

impl Budget {
    /// For a message.
    pub fn new() -> Self {
        Self {
            bytes: SEARCHES * SEARCH_BYTES,
            hashes: SEARCHES * SEARCH_HASHES,
            trials: SEARCHES * SEARCH_TRIALS,
        }
    }

    /// Whether no body is searched for any more.
    pub fn is_spent(&self) -> bool {
        self.bytes == 0 || self.hashes == 0
    }

    /// Whether no key is tried any more.
    pub fn is_out_of_trials(&self) -> bool {
        self.trials == 0
    }

    /// What one search may spend; what it leaves comes back.
    pub(super) fn share(&mut self) -> Share<'_> {
        let (bytes, hashes) = (self.bytes.min(SEARCH_BYTES), self.hashes.min(SEARCH_HASHES));
        self.bytes -= bytes;
        self.hashes -= hashes;
        Share {
            bytes,
            hashes,
            budget: self,
        }
    }

    /// How many header variants may be tried for one signature.
    pub(super) fn trials(&mut self) -> Trials<'_> {
        Trials {
            left: self.trials.min(SEARCH_TRIALS),
            budget: self,
        }
    }
}

/// What one search may still spend.
#[derive(Debug)]
pub(super) struct Share<'b> {
    pub bytes: usize,
    hashes: usize,
    budget: &'b mut Budget,
}

impl Share<'_> {
    pub fn is_spent(&self) -> bool {
        self.bytes == 0 || self.hashes == 0
    }

    /// Bytes are to be hashed. Says whether they may; if not, the search is over.
    pub fn read(&mut self, bytes: usize) -> bool {
        let left = self.bytes.checked_sub(bytes);
        self.bytes = left.unwrap_or_default();
        left.is_some()
    }

    /// A hash is finished and compared.
    pub fn compare(&mut self) {
        self.hashes = self.hashes.saturating_sub(1);
    }
}

impl Drop for Share<'_> {
    fn drop(&mut self) {
        self.budget.bytes += self.bytes;
        self.budget.hashes += self.hashes;
    }
}

/// How many header variants may still be tried for one signature.
#[derive(Debug)]
pub(super) struct Trials<'b> {
    left: usize,
    budget: &'b mut Budget,
}

impl Trials<'_> {
    /// Takes one, if there is one.
    pub fn take(&mut self) -> bool {
        if self.left == 0 {
            return false;
        }
        self.left -= 1;
        self.budget.trials -= 1;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_has_two_searches_however_many_signatures_it_has() {
        let mut budget = Budget::new();
        let mut spent = 0;
        for _ in 0..10 {
            let mut share = budget.share();
            while !share.is_spent() {
                share.read(1 << 20);
                spent += 1;
            }
        }
        assert_eq!(spent, 2 * (SEARCH_BYTES >> 20));
        assert!(budget.is_spent());
        let tried: usize = (0..10)
            .map(|_| {
                let mut trials = budget.trials();
                (0..10_000).take_while(|_| trials.take()).count()
            })
            .sum();
        assert_eq!(tried, SEARCHES * SEARCH_TRIALS);
        assert!(budget.is_out_of_trials());
    }

    #[test]
    fn what_a_search_leaves_is_there_for_the_next() {
        let mut budget = Budget::new();
        for _ in 0..10 {
            budget.share().read(1 << 20);
        }
        assert!(!budget.is_spent());
        assert_eq!(budget.bytes, SEARCHES * SEARCH_BYTES - (10 << 20));
    }
}
