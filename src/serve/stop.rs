//! When the work on a request ends before it is done: its time is over, or nobody waits for the answer any more.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Tells the work when to end.
#[derive(Clone, Debug)]
pub(super) struct Stop {
    until: Instant,
    is_abandoned: Arc<AtomicBool>,
}

/// Whoever waits for the answer; dropped, it stops the work.
pub(super) struct Waiter(Arc<AtomicBool>);

impl Stop {
    pub(super) fn after(time: Duration) -> (Self, Waiter) {
        let is_abandoned = Arc::new(AtomicBool::new(false));
        let stop = Self {
            until: Instant::now() + time,
            is_abandoned: Arc::clone(&is_abandoned),
        };
        (stop, Waiter(is_abandoned))
    }

    /// Whether nothing further is to be begun.
    pub(super) fn is_now(&self) -> bool {
        self.is_abandoned.load(Ordering::Relaxed) || Instant::now() >= self.until
    }
}

impl Drop for Waiter {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}
