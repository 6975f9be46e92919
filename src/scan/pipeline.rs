//! Work on many things with several threads, whose results come in the order of the things.

use crate::limits::{MAX_QUEUED, MAX_QUEUED_BYTES};
use std::collections::{BTreeMap, VecDeque};
use std::ops::ControlFlow;
use std::panic::resume_unwind;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// The most results that are handed on together, and for how long the first waits for others, beyond the work at hand: waking a
/// thread for each would cost a tenth of a message.
const TOGETHER: usize = 16;
const SOON: Duration = Duration::from_millis(5);

/// How much room there must be before the source, once it had to wait, is asked on: waking it for each thing would cost as much as
/// for each result.
const ROOM: usize = MAX_QUEUED / 8;
const ROOM_BYTES: usize = MAX_QUEUED_BYTES / 8;

/// A thing on its way, with its number and its size in bytes.
type Numbered<T> = (usize, usize, T);

/// What is under way.
struct Queue<T> {
    /// What nobody works on yet.
    waiting: VecDeque<Numbered<T>>,
    /// How much is under way, from the source to the sink.
    things: usize,
    bytes: usize,
    /// Nobody wants more.
    is_closed: bool,
    /// No more comes.
    is_over: bool,
}

/// Lets in no more than is kept in memory, and hands it to whoever works.
struct Gate<T> {
    queue: Mutex<Queue<T>>,
    has_room: Condvar,
    has_work: Condvar,
}

impl<T> Gate<T> {
    fn new() -> Self {
        Self {
            queue: Mutex::new(Queue {
                waiting: VecDeque::new(),
                things: 0,
                bytes: 0,
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

    /// Takes a thing in as soon as there is room. One is let in however long it is.
    fn enter(&self, (number, bytes, thing): Numbered<T>) -> ControlFlow<()> {
        let full = |queue: &mut Queue<T>| {
            let is_full =
                queue.things >= MAX_QUEUED || queue.bytes.saturating_add(bytes) > MAX_QUEUED_BYTES;
            queue.things > 0 && is_full && !queue.is_closed
        };
        let waited = self.has_room.wait_while(self.queue(), full);
        let mut queue = waited.unwrap_or_else(PoisonError::into_inner);
        if queue.is_closed {
            return ControlFlow::Break(());
        }
        queue.things += 1;
        queue.bytes += bytes;
        queue.waiting.push_back((number, bytes, thing));
        drop(queue);
        self.has_work.notify_one();
        ControlFlow::Continue(())
    }

    /// The next thing, if one is there.
    fn at_once(&self) -> Option<Numbered<T>> {
        self.queue().waiting.pop_front()
    }

    /// The next thing, as soon as there is one; nothing once no more comes.
    fn next(&self) -> Option<Numbered<T>> {
        let idle =
            |queue: &mut Queue<T>| queue.waiting.is_empty() && !queue.is_closed && !queue.is_over;
        let waited = self.has_work.wait_while(self.queue(), idle);
        let mut queue = waited.unwrap_or_else(PoisonError::into_inner);
        queue.waiting.pop_front()
    }

    /// So many things leave, of so many bytes together.
    fn leave(&self, things: usize, bytes: usize) {
        let mut queue = self.queue();
        queue.things -= things;
        queue.bytes -= bytes;
        let has_room =
            queue.things <= MAX_QUEUED - ROOM && queue.bytes <= MAX_QUEUED_BYTES - ROOM_BYTES;
        let is_empty = queue.things == 0;
        drop(queue);
        if has_room || is_empty {
            self.has_room.notify_all();
        }
    }

    /// No more comes.
    fn end(&self) {
        self.queue().is_over = true;
        self.has_work.notify_all();
    }

    /// Nobody wants more; what nobody works on yet goes unworked.
    fn close(&self) {
        let mut queue = self.queue();
        queue.is_closed = true;
        queue.waiting.clear();
        drop(queue);
        self.has_room.notify_all();
        self.has_work.notify_all();
    }
}

/// Takes things from `source`, which hands each to its argument with its size in bytes and ends where it is told to; works on them
/// with so many threads; and gives the results to `sink` in the order of the things, until it wants no more.
///
/// What is under way is bounded in number and bytes, however many things there are. One thread does all of it in turn: whoever
/// asks for one wants no more than a core to be busy.
pub(super) fn ordered<T: Send, R: Send, S: Send>(
    jobs: usize,
    source: impl FnOnce(&mut dyn FnMut(T, usize) -> ControlFlow<()>) -> S + Send,
    work: impl Fn(T) -> R + Sync,
    mut sink: impl FnMut(R) -> ControlFlow<()>,
) -> S {
    if jobs <= 1 {
        return source(&mut |thing, _| sink(work(thing)));
    }
    let gate = Gate::new();
    let (to_sink, results) = channel::<Vec<Numbered<R>>>();
    thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let _end = Finally(|| gate.end());
            let mut number = 0;
            source(&mut |thing, bytes| {
                let flow = gate.enter((number, bytes, thing));
                number += 1;
                flow
            })
        });
        for _ in 0..jobs {
            let (to_sink, work, gate) = (to_sink.clone(), &work, &gate);
            scope.spawn(move || worker(gate, &to_sink, work));
        }
        drop(to_sink);
        in_order(results, &gate, &mut sink);
        let end = reader.join();
        end.unwrap_or_else(|fault| resume_unwind(fault))
    })
}

/// Does something however a thread ends; others would wait for it without end.
struct Finally<F: FnMut()>(F);

impl<F: FnMut()> Drop for Finally<F> {
    fn drop(&mut self) {
        (self.0)();
    }
}

fn worker<T, R>(gate: &Gate<T>, to_sink: &Sender<Vec<Numbered<R>>>, work: &impl Fn(T) -> R) {
    let _close = Finally(|| {
        // The result of what it was at would be waited for without end.
        if thread::panicking() {
            gate.close();
        }
    });
    let mut done = Vec::new();
    let mut since = Instant::now();
    let hand_on = |done: &mut Vec<_>| {
        if done.is_empty() {
            Ok(())
        } else {
            to_sink.send(std::mem::take(done))
        }
    };
    loop {
        let next = match gate.at_once() {
            Some(next) => Some(next),
            // What is done does not wait for a thing: without it nothing more may come.
            None if hand_on(&mut done).is_err() => return,
            None => gate.next(),
        };
        let Some((number, bytes, thing)) = next else {
            return;
        };
        let result = work(thing);
        if done.is_empty() {
            since = Instant::now();
        }
        done.push((number, bytes, result));
        let is_time = done.len() == TOGETHER || since.elapsed() > SOON;
        if is_time && hand_on(&mut done).is_err() {
            return;
        }
    }
}

fn in_order<T, R>(
    results: Receiver<Vec<Numbered<R>>>,
    gate: &Gate<T>,
    sink: &mut impl FnMut(R) -> ControlFlow<()>,
) {
    let _close = Finally(|| gate.close());
    let mut early = BTreeMap::new();
    let mut next = 0;
    for several in results {
        for (number, bytes, result) in several {
            early.insert(number, (bytes, result));
        }
        let (mut things, mut all_bytes) = (0, 0);
        while let Some((bytes, result)) = early.remove(&next) {
            next += 1;
            things += 1;
            all_bytes += bytes;
            if sink(result).is_break() {
                return;
            }
        }
        gate.leave(things, all_bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::panic::catch_unwind;

    fn squares(jobs: usize, count: u64, wanted: usize) -> (Vec<u64>, u64) {
        let mut found = Vec::new();
        let end = ordered(
            jobs,
            |give| {
                let mut given = 0;
                for number in 0..count {
                    if give(number, 1).is_break() {
                        break;
                    }
                    given += 1;
                }
                given
            },
            |number| number * number,
            |square| {
                found.push(square);
                if found.len() == wanted {
                    ControlFlow::Break(())
                } else {
                    ControlFlow::Continue(())
                }
            },
        );
        (found, end)
    }

    #[test]
    fn results_come_in_order_whatever_finishes_first() {
        let expected: Vec<u64> = (0..10_000).map(|number| number * number).collect();
        for jobs in [0, 1, 2, 8] {
            let (found, given) = squares(jobs, 10_000, usize::MAX);
            assert_eq!(found, expected, "{jobs}");
            assert_eq!(given, 10_000);
        }
    }

    #[test]
    fn whoever_wants_no_more_ends_it() {
        let (found, given) = squares(4, u64::MAX, 10);
        assert_eq!(found.len(), 10);
        assert!(given < 100_000);
    }

    /// What faults: the source, the work, the sink.
    fn faults(jobs: usize, at: [bool; 3]) -> thread::Result<()> {
        catch_unwind(|| {
            let fault = |here: bool| assert!(!here, "a fault");
            ordered(
                jobs,
                |give| {
                    while give((), 1).is_continue() {
                        fault(at[0]);
                    }
                },
                |()| fault(at[1]),
                |()| {
                    fault(at[2]);
                    ControlFlow::Continue(())
                },
            );
        })
    }

    #[test]
    fn a_fault_anywhere_ends_it() {
        for jobs in [1, 2, 8] {
            for at in [
                [true, false, false],
                [false, true, false],
                [false, false, true],
            ] {
                assert!(faults(jobs, at).is_err(), "{jobs} {at:?}");
            }
        }
    }

    #[test]
    fn one_thing_is_let_in_however_long_it_is() {
        let mut found = 0;
        ordered(
            2,
            |give| {
                for _ in 0..3 {
                    let _ = give((), usize::MAX / 2);
                }
            },
            |()| (),
            |()| {
                found += 1;
                ControlFlow::Continue(())
            },
        );
        assert_eq!(found, 3);
    }
}
