//! Work on many things with several threads, whose results come in the order of the things.
//!
//! Whoever reads works, too, once enough waits for the others; and whoever has a result that is the next in order hands it on. So
//! there are as many threads as are asked for, and hardly one waits for another.

mod gate;

use gate::{Gate, Numbered};
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;

/// How many things wait for each other thread before the one that reads works itself: enough that they last while it does.
const WAITING_EACH: usize = 32;

/// Who works.
#[derive(Clone, Copy, Debug)]
pub(super) struct Workers {
    /// So many threads.
    pub threads: usize,
    /// Whether the one that reads is among them. It is not where work is to wait: nothing is read meanwhile.
    pub reader_works: bool,
}

impl Workers {
    /// The threads beside the one that reads.
    fn others(self) -> usize {
        self.threads.max(1) - usize::from(self.reader_works)
    }
}

/// Results that came before an earlier one, by number, with the sizes of their things.
struct Order<R> {
    early: BTreeMap<usize, (usize, R)>,
    next: usize,
}

impl<R> Order<R> {
    /// Those that are next in order.
    fn ready(&mut self) -> Vec<(usize, R)> {
        let mut found = Vec::new();
        while let Some(result) = self.early.remove(&self.next) {
            self.next += 1;
            found.push(result);
        }
        found
    }
}

/// What the threads share.
struct Pool<T, R, W, K> {
    gate: Gate<T>,
    work: W,
    order: Mutex<Order<R>>,
    /// Where results go; nothing once it wants no more.
    sink: Mutex<Option<K>>,
}

impl<T, R, W: Fn(T) -> R, K: FnMut(R) -> ControlFlow<()>> Pool<T, R, W, K> {
    fn order(&self) -> MutexGuard<'_, Order<R>> {
        self.order.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn work_on(&self, (number, bytes, thing): Numbered<T>) {
        let result = (self.work)(thing);
        self.order().early.insert(number, (bytes, result));
        self.hand_on();
    }

    /// Hands on what is next in order, unless another thread is at it.
    fn hand_on(&self) {
        // What comes while nobody looks any more is seen by this look or by that of whoever brought it.
        while self.is_ready() {
            let Ok(mut sink) = self.sink.try_lock() else {
                return;
            };
            let Some(take) = sink.as_mut() else {
                return;
            };
            let ready = self.order().ready();
            let things = ready.len();
            let bytes = ready.iter().map(|(bytes, _)| bytes).sum();
            if ready
                .into_iter()
                .try_for_each(|(_, one)| take(one))
                .is_break()
            {
                *sink = None;
                self.gate.close();
                return;
            }
            self.gate.leave(things, bytes);
        }
    }

    fn is_ready(&self) -> bool {
        let order = self.order();
        order.early.contains_key(&order.next)
    }

    /// Works as long as there is something, or may be.
    fn run(&self) {
        let _close = self.gate.closed_by_a_fault();
        while let Some(next) = self.gate.next() {
            self.work_on(next);
        }
    }
}

/// Takes things from `source`, which hands each to its argument with its size in bytes and ends where it is told to; works on them
/// with several threads; and gives the results to `sink` in the order of the things, until it wants no more.
///
/// What is under way is bounded in number and bytes, however many things there are.
pub(super) fn ordered<T: Send, R: Send, S>(
    workers: Workers,
    source: impl FnOnce(&mut dyn FnMut(T, usize) -> ControlFlow<()>) -> S,
    work: impl Fn(T) -> R + Sync,
    sink: impl FnMut(R) -> ControlFlow<()> + Send,
) -> S {
    let pool = Pool {
        gate: Gate::new(),
        work,
        order: Mutex::new(Order {
            early: BTreeMap::new(),
            next: 0,
        }),
        sink: Mutex::new(Some(sink)),
    };
    thread::scope(|scope| {
        let _close = pool.gate.closed_by_a_fault();
        let start = || thread::Builder::new().spawn_scoped(scope, || pool.run());
        // Where the system has no more threads, those that there are do it, or the one that reads alone.
        let others = (0..workers.others())
            .take_while(|_| start().is_ok())
            .count();
        let reader_works = workers.reader_works || others == 0;
        let most = if reader_works {
            others * WAITING_EACH
        } else {
            usize::MAX
        };
        let mut number = 0;
        let end = source(&mut |thing, bytes| {
            let own = pool.gate.enter((number, bytes, thing), most)?;
            number += 1;
            if let Some(own) = own {
                pool.work_on(own);
            }
            ControlFlow::Continue(())
        });
        pool.gate.end();
        if reader_works {
            pool.run();
        }
        end
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;
    use std::panic::catch_unwind;

    /// So many threads, with and without the one that reads.
    fn workers(threads: usize) -> [Workers; 2] {
        [true, false].map(|reader_works| Workers {
            threads,
            reader_works,
        })
    }

    fn squares(workers: Workers, count: u64, wanted: usize) -> (Vec<u64>, u64) {
        let mut found = Vec::new();
        let end = ordered(
            workers,
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
        for workers in [0, 1, 2, 8].into_iter().flat_map(workers) {
            let (found, given) = squares(workers, 10_000, usize::MAX);
            assert_eq!(found, expected, "{workers:?}");
            assert_eq!(given, 10_000);
        }
    }

    #[test]
    fn no_more_threads_work_than_are_asked_for() {
        for threads in [1, 2, 8] {
            let [with_reader, _] = workers(threads);
            let seen = Mutex::new(HashSet::new());
            ordered(
                with_reader,
                |give| (0..1000).all(|number| give(number, 1).is_continue()),
                |_: i32| seen.lock().unwrap().insert(thread::current().id()),
                |_| ControlFlow::Continue(()),
            );
            let seen = seen.into_inner().unwrap();
            assert!((1..=threads).contains(&seen.len()), "{threads}: {seen:?}");
            // One is the caller's own.
            assert!(threads > 1 || seen.contains(&thread::current().id()));
        }
    }

    #[test]
    fn whoever_wants_no_more_ends_it() {
        for workers in [1, 4].into_iter().flat_map(workers) {
            let (found, given) = squares(workers, u64::MAX, 10);
            assert_eq!(found.len(), 10, "{workers:?}");
            assert!(given < 100_000);
        }
    }

    /// What faults: the source, the work, the sink.
    fn faults(workers: Workers, at: [bool; 3]) -> thread::Result<()> {
        catch_unwind(|| {
            let fault = |here: bool| assert!(!here, "a fault");
            ordered(
                workers,
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
        for workers in [1, 2, 8].into_iter().flat_map(workers) {
            for at in [
                [true, false, false],
                [false, true, false],
                [false, false, true],
            ] {
                assert!(faults(workers, at).is_err(), "{workers:?} {at:?}");
            }
        }
    }

    #[test]
    fn one_thing_is_let_in_however_long_it_is() {
        for workers in workers(2) {
            let mut found = 0;
            ordered(
                workers,
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
}
