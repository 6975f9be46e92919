//! The connections that are open. Where there are as many as may be, the one that has waited the longest without a request makes
//! room: whoever opens many and asks nothing shuts nobody out.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::Notify;

/// All of them.
pub(super) struct Connections {
    most: usize,
    all: Mutex<All>,
}

#[derive(Default)]
struct All {
    count: usize,
    /// The number that is given next.
    next: u64,
    /// Those without a request, by when they began to wait.
    waiting: BTreeMap<u64, Arc<Notify>>,
}

/// The place of one; dropped, it is free.
pub(super) struct Seat {
    connections: Arc<Connections>,
    leave: Arc<Notify>,
    /// Its number among those that wait; `None` while there is a request.
    waits: Mutex<Option<u64>>,
}

/// A request of one.
pub(super) struct Busy(Arc<Seat>);

impl Connections {
    pub(super) fn new(most: usize) -> Arc<Self> {
        Arc::new(Self {
            most,
            all: Mutex::new(All::default()),
        })
    }

    /// A place for one more; `None` if all others have requests.
    pub(super) fn enter(self: &Arc<Self>) -> Option<Arc<Seat>> {
        let mut all = locked(&self.all);
        if all.count >= self.most && !all.free_one() {
            return None;
        }
        all.count += 1;
        let leave = Arc::new(Notify::new());
        let number = all.wait(&leave);
        Some(Arc::new(Seat {
            connections: Arc::clone(self),
            leave,
            waits: Mutex::new(Some(number)),
        }))
    }

    /// Makes room, if one waits.
    pub(super) fn free_one(&self) {
        locked(&self.all).free_one();
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        locked(&self.all).count
    }
}

impl All {
    fn wait(&mut self, leave: &Arc<Notify>) -> u64 {
        self.next += 1;
        self.waiting.insert(self.next, Arc::clone(leave));
        self.next
    }

    fn free_one(&mut self) -> bool {
        match self.waiting.pop_first() {
            Some((_, leave)) => {
                leave.notify_one();
                true
            }
            None => false,
        }
    }
}

impl Seat {
    /// Comes when the connection is to make room.
    pub(super) async fn is_to_leave(&self) {
        self.leave.notified().await;
    }

    /// There is a request, until what this gives is dropped.
    pub(super) fn busy(self: &Arc<Self>) -> Busy {
        let mut all = locked(&self.connections.all);
        if let Some(number) = locked(&self.waits).take() {
            all.waiting.remove(&number);
        }
        Busy(Arc::clone(self))
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        let mut all = locked(&self.0.connections.all);
        *locked(&self.0.waits) = Some(all.wait(&self.0.leave));
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut all = locked(&self.connections.all);
        all.count -= 1;
        if let Some(number) = locked(&self.waits).take() {
            all.waiting.remove(&number);
        }
    }
}

/// What is behind a lock stays whole whatever happens to its holder.
fn locked<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::FutureExt;

    #[test]
    fn the_one_that_waits_the_longest_makes_room() {
        let open = Connections::new(3);
        let first = open.enter().unwrap();
        let second = open.enter().unwrap();
        let third = open.enter().unwrap();
        let request = first.busy();
        let _fourth = open.enter().unwrap();
        assert!(second.is_to_leave().now_or_never().is_some());
        assert!(first.is_to_leave().now_or_never().is_none());
        assert!(third.is_to_leave().now_or_never().is_none());
        drop((second, request));
        assert_eq!(open.count(), 3);
        // It has been served just now; the third still waits.
        let _fifth = open.enter().unwrap();
        assert!(third.is_to_leave().now_or_never().is_some());
        assert!(first.is_to_leave().now_or_never().is_none());
    }

    #[test]
    fn requests_are_not_cut_off_for_newcomers() {
        let open = Connections::new(1);
        let seat = open.enter().unwrap();
        let request = seat.busy();
        assert!(open.enter().is_none());
        drop(request);
        assert!(open.enter().is_some());
    }
}
