//! What something costs, on a machine that others use as well.

use std::hint::black_box;
use std::time::{Duration, Instant};

/// The quickest of some rounds, and what it gave: the others tell of cold caches and of what else the machine was doing.
pub(crate) fn quickest<T>(rounds: usize, work: impl Fn() -> T) -> Option<(Duration, T)> {
    let round = || {
        let start = Instant::now();
        let given = black_box(work());
        (start.elapsed(), given)
    };
    std::iter::repeat_with(round)
        .take(rounds)
        .min_by_key(|(time, _)| *time)
}

/// The value below which this many percent of a sorted list lie.
pub(crate) fn percentile<T>(sorted: &[T], percent: usize) -> Option<&T> {
    sorted.get(sorted.len() * percent / 100)
}
