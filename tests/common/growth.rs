//! Whether work grows as its input does, told by the processor time of this thread: that others use the machine does not
//! count.

use std::time::{Duration, Instant};

/// How many times what the quarter costs the whole may cost: linear work takes 4, quadratic 16.
const MOST: u32 = 8;
/// What the whole may cost beyond that: less tells nothing.
const SLACK: Duration = Duration::from_millis(20);

/// How often to measure again before it is believed that work grows faster.
const ATTEMPTS: usize = 3;

/// Fails where work over an input of a size costs far more than four times that over a quarter of it.
pub fn assert_linear(what: &str, size: usize, mut work: impl FnMut(usize)) {
    let mut said = String::new();
    for _ in 0..ATTEMPTS {
        let quarter = spent(|| work(size / 4));
        let whole = spent(|| work(size));
        if whole < quarter * MOST + SLACK {
            return;
        }
        said = format!("{quarter:?} for {}, {whole:?} for {size}", size / 4);
    }
    panic!("{what}: {said}");
}

/// The processor time that work takes.
fn spent(work: impl FnOnce()) -> Duration {
    let (start, before) = (Instant::now(), on_processor());
    work();
    match (before, on_processor()) {
        (Some(before), Some(after)) => after.saturating_sub(before),
        // Elsewhere than on Linux: the time that passed.
        _ => start.elapsed(),
    }
}

/// For how long this thread has run.
fn on_processor() -> Option<Duration> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds = text.split_whitespace().next()?.parse().ok()?;
    Some(Duration::from_nanos(nanoseconds))
}
