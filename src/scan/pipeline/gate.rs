//! What is between whoever reads and whoever works.

use crate::limits::{MAX_QUEUED, MAX_QUEUED_BYTES};
use std::collections::VecDeque;
use std::ops::ControlFlow;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

/// How much room there must be before reading, once it had to wait, goes on: to wake it for each thing would cost a tenth of one.
const ROOM: usize = MAX_QUEUED / 8;
const ROOM_BYTES: usize = MAX_QUEUED_BYTES / 8;

/// A thing on its way, with its number and its size in bytes.
pub(super) type Numbered<T> = (usize, usize, T);

/// What is under way.
struct Queue<T> {
    /// What nobody works on yet.
    waiting: VecDeque<Numbered<T>>,
    /// How much is under way, from the source to the sink.
    things: usize,
    bytes: usize,
    /// How many threads wait for a thing.
    idle: usize,
    /// Whether reading waits for room.
    is_full: bool,
    /// Nobody wants more.
    is_closed: bool,
    /// No more comes.
    is_over: bool,
}

/// Lets in no more than is kept in memory, and hands it to whoever works.
pub(super) struct Gate<T> {
    queue: Mutex<Queue<T>>,
    has_room: Condvar,
    has_work: Condvar,
}

impl<T> Gate<T> {
    pub fn new() -> Self {
        Self {
            queue: Mutex::new(Queue {
                waiting: VecDeque::new(),
                things: 0,
                bytes: 0,
                idle: 0,
                is_full: false,
                is_closed: false,
                is_over: false,
            }),
            has_room: Condvar::new(),
            has_work: Condvar::new(),
        }
    }

    fn queue(&self) -> MutexGuard<'_, Queue<T>> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes a thing in as soon as there is room; one is let in however long it is. Gives one to work on back where more than
    /// `most` would wait.
    pub fn enter(&self, thing: Numbered<T>, most: usize) -> ControlFlow<(), Option<Numbered<T>>> {
        let bytes = thing.1;
        let full = |queue: &mut Queue<T>| {
            let is_full =
                queue.things >= MAX_QUEUED || queue.bytes.saturating_add(bytes) > MAX_QUEUED_BYTES;
            queue.is_full = queue.things > 0 && is_full && !queue.is_closed;
            queue.is_full
        };
        let waited = self.has_room.wait_while(self.queue(), full);
        let mut queue = waited.unwrap_or_else(PoisonError::into_inner);
        if queue.is_closed {
            return ControlFlow::Break(());
        }
        queue.things += 1;
        queue.bytes += bytes;
        queue.waiting.push_back(thing);
        let own = if queue.waiting.len() > most {
            queue.waiting.pop_front()
        } else {
            None
        };
        let is_awaited = own.is_none() && queue.idle > 0;
        drop(queue);
        if is_awaited {
            self.has_work.notify_one();
        }
        ControlFlow::Continue(own)
    }

    /// The next thing, as soon as there is one; nothing once no more comes.
    pub fn next(&self) -> Option<Numbered<T>> {
        let mut queue = self.queue();
        while queue.waiting.is_empty() && !queue.is_closed && !queue.is_over {
            queue.idle += 1;
            let waited = self.has_work.wait(queue);
            queue = waited.unwrap_or_else(PoisonError::into_inner);
            queue.idle -= 1;
        }
        queue.waiting.pop_front()
    }

    /// So many things leave, of so many bytes together.
    pub fn leave(&self, things: usize, bytes: usize) {
        let mut queue = self.queue();
        queue.things -= things;
        queue.bytes -= bytes;
        let has_room =
            queue.things <= MAX_QUEUED - ROOM && queue.bytes <= MAX_QUEUED_BYTES - ROOM_BYTES;
        let is_awaited = queue.is_full && (has_room || queue.things == 0);
        drop(queue);
        if is_awaited {
            self.has_room.notify_all();
        }
    }

    /// Closes it if the thread that holds this fails.
    pub fn closed_by_a_fault(&self) -> ClosedByAFault<'_, T> {
        ClosedByAFault(self)
    }

    /// No more comes.
    pub fn end(&self) {
        self.queue().is_over = true;
        self.has_work.notify_all();
    }

    /// Nobody wants more; what nobody works on yet stays undone.
    pub fn close(&self) {
        let mut queue = self.queue();
        queue.is_closed = true;
        queue.waiting.clear();
        drop(queue);
        self.has_room.notify_all();
        self.has_work.notify_all();
    }
}

/// Closes a gate where a thread fails: what it was at is a gap that all others would wait at.
pub(super) struct ClosedByAFault<'g, T>(&'g Gate<T>);

impl<T> Drop for ClosedByAFault<'_, T> {
    fn drop(&mut self) {
        if thread::panicking() {
            self.0.close();
        }
    }
}
