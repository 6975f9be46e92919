//! Work on many things with several threads, whose results come in the order of the things.

use crate::limits::{MAX_QUEUED, MAX_QUEUED_BYTES};
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Condvar, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// The most results that are handed on together, and for how long the first waits for others, beyond the work at hand: waking a
/// thread for each would cost a tenth of a message.
const TOGETHER: usize = 16;
const SOON: Duration = Duration::from_millis(5);

/// How much is under way.
#[derive(Default)]
struct Queue {
    things: usize,
    bytes: usize,
    /// Nobody wants more.
    is_closed: bool,
}

/// Lets in no more than is kept in memory.
#[derive(Default)]
struct Gate {
    queue: Mutex<Queue>,
    changed: Condvar,
}

impl Gate {
    /// Waits until there is room. One thing is let in however long it is.
    fn enter(&self, bytes: usize) -> ControlFlow<()> {
        let full = |queue: &mut Queue| {
            let is_full =
                queue.things >= MAX_QUEUED || queue.bytes.saturating_add(bytes) > MAX_QUEUED_BYTES;
            queue.things > 0 && is_full && !queue.is_closed
        };
        let queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.changed.wait_while(queue, full);
        let mut queue = waited.unwrap_or_else(PoisonError::into_inner);
        if queue.is_closed {
            return ControlFlow::Break(());
        }
        queue.things += 1;
        queue.bytes += bytes;
        ControlFlow::Continue(())
    }

    /// So many things leave, of so many bytes together.
    fn leave(&self, things: usize, bytes: usize) {
        self.change(|queue| {
            queue.things -= things;
            queue.bytes -= bytes;
        });
    }

    fn close(&self) {
        self.change(|queue| queue.is_closed = true);
    }

    fn change(&self, change: impl FnOnce(&mut Queue)) {
        change(&mut self.queue.lock().unwrap_or_else(PoisonError::into_inner));
        self.changed.notify_all();
    }
}

/// A thing on its way, with its number.
type Numbered<T> = (usize, usize, T);

/// Takes things from `source`, which hands each to its argument with its size in bytes and ends where it is told to; works on them
/// with so many threads; and gives the results to `sink` in the order of the things, until it wants no more.
///
/// What is under way is bounded in number and bytes, however many things there are.
pub(super) fn ordered<T: Send, R: Send, S: Send>(
    jobs: usize,
    source: impl FnOnce(&mut dyn FnMut(T, usize) -> ControlFlow<()>) -> S + Send,
    work: impl Fn(T) -> R + Sync,
    mut sink: impl FnMut(R) -> ControlFlow<()>,
) -> Option<S> {
    let gate = Gate::default();
    let (to_workers, things) = channel::<Numbered<T>>();
    let things = Mutex::new(things);
    let (to_sink, results) = channel::<Vec<Numbered<R>>>();
    thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let mut number = 0;
            let end = source(&mut |thing, bytes| {
                gate.enter(bytes)?;
                let sent = to_workers.send((number, bytes, thing));
                number += 1;
                match sent {
                    Ok(()) => ControlFlow::Continue(()),
                    Err(_) => ControlFlow::Break(()),
                }
            });
            drop(to_workers);
            end
        });
        for _ in 0..jobs.max(1) {
            let (things, to_sink, work, gate) = (&things, to_sink.clone(), &work, &gate);
            scope.spawn(move || worker(things, &to_sink, work, gate));
        }
        drop(to_sink);
        in_order(&results, &gate, &mut sink);
        gate.close();
        // Whoever is still at work may hand over what nobody takes.
        drop(results);
        reader.join().ok()
    })
}

fn worker<T, R>(
    things: &Mutex<Receiver<Numbered<T>>>,
    to_sink: &Sender<Vec<Numbered<R>>>,
    work: &impl Fn(T) -> R,
    gate: &Gate,
) {
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
        // What is done waits neither for a thing nor for another worker that waits for one: without it nothing more may come.
        let at_once = things.try_lock().ok().and_then(|all| all.try_recv().ok());
        let next = match at_once {
            Some(next) => Ok(next),
            None if hand_on(&mut done).is_err() => return,
            None => things.lock().unwrap_or_else(PoisonError::into_inner).recv(),
        };
        let Ok((number, bytes, thing)) = next else {
            return;
        };
        match catch_unwind(AssertUnwindSafe(|| work(thing))) {
            Ok(result) => {
                if done.is_empty() {
                    since = Instant::now();
                }
                done.push((number, bytes, result));
                let is_time = done.len() == TOGETHER || since.elapsed() > SOON;
                if is_time && hand_on(&mut done).is_err() {
                    return;
                }
            }
            // Its result would be waited for without end.
            Err(fault) => {
                // What was done before is; whether somebody takes it makes no difference here.
                let _ = hand_on(&mut done);
                gate.close();
                resume_unwind(fault);
            }
        }
    }
}

fn in_order<R>(
    results: &Receiver<Vec<Numbered<R>>>,
    gate: &Gate,
    sink: &mut impl FnMut(R) -> ControlFlow<()>,
) {
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

    fn squares(jobs: usize, count: u64, wanted: usize) -> (Vec<u64>, Option<u64>) {
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
            assert_eq!(given, Some(10_000));
        }
    }

    #[test]
    fn whoever_wants_no_more_ends_it() {
        let (found, given) = squares(4, u64::MAX, 10);
        assert_eq!(found.len(), 10);
        assert!(given.is_some_and(|given| given < 100_000));
    }

    #[test]
    fn a_fault_at_work_ends_it() {
        let end = catch_unwind(|| {
            ordered(
                2,
                |give| while give((), 1).is_continue() {},
                |()| panic!("a fault"),
                |()| ControlFlow::Continue(()),
            )
        });
        assert!(end.is_err());
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
