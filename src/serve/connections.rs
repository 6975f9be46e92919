//! The connections that are open. Where there are as many as may be, the one that has waited the longest for a request, or for the
//! rest of one, makes room: whoever opens many and asks nothing, or never comes to an end, shuts nobody out.

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
    /// Those without a whole request, by when they began to wait for one or for the rest of it: who has just come is the last to go.
    waiting: BTreeMap<u64, Arc<Notify>>,
}

/// The place of one; dropped, it is free.
pub(super) struct Seat {
    connections: Arc<Connections>,
    leave: Arc<Notify>,
    /// Its number among those that wait; `None` while there is a whole request.
    waits: Mutex<Option<u64>>,
}

/// A request of one, until it is answered.
pub(super) struct Busy(Arc<Seat>);

/// A request that is still coming, and its number among those that wait.
pub(super) struct Coming(Arc<Seat>, u64);

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

    /// There is a request, until the first of these is dropped; all of it has come when the second is.
    pub(super) fn asks(self: &Arc<Self>) -> (Busy, Coming) {
        let number = self.waits();
        (Busy(Arc::clone(self)), Coming(Arc::clone(self), number))
    }

    /// It begins to wait, for a request or for the rest of one.
    fn waits(&self) -> u64 {
        let mut all = locked(&self.connections.all);
        let mut waits = locked(&self.waits);
        if let Some(number) = waits.take() {
            all.waiting.remove(&number);
        }
        *waits.insert(all.wait(&self.leave))
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        self.0.waits();
    }
}

impl Drop for Coming {
    fn drop(&mut self) {
        let mut all = locked(&self.0.connections.all);
        // What was answered already waits for the next request, with another number.
        if locked(&self.0.waits)
            .take_if(|number| *number == self.1)
            .is_some()
        {
            all.waiting.remove(&self.1);
        }
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
        let (request, coming) = first.asks();
        drop(coming);
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
        let (request, coming) = seat.asks();
        drop(coming);
        assert!(open.enter().is_none());
        drop(request);
        assert!(open.enter().is_some());
    }

    #[test]
    fn what_was_answered_before_all_of_it_had_come_makes_room_as_well() {
        let open = Connections::new(1);
        let seat = open.enter().unwrap();
        let (request, coming) = seat.asks();
        drop(request);
        drop(coming);
        assert!(open.enter().is_some());
        assert!(seat.is_to_leave().now_or_never().is_some());
    }

    #[test]
    fn a_request_that_does_not_come_to_an_end_makes_room_before_who_has_just_come() {
        let open = Connections::new(3);
        let (slow, slower) = (open.enter().unwrap(), open.enter().unwrap());
        let _slower = slower.asks();
        let _slow = slow.asks();
        let fresh = open.enter().unwrap();
        let leaves = |seat: &Arc<Seat>| seat.is_to_leave().now_or_never().is_some();
        open.free_one();
        assert!(leaves(&slower) && !leaves(&slow) && !leaves(&fresh));
        open.free_one();
        assert!(leaves(&slow) && !leaves(&fresh));
        open.free_one();
        assert!(leaves(&fresh));
    }
}
