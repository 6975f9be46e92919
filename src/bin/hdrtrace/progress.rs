//! How far long work has come: on a terminal that nothing else is written to.

use hdrtrace::scan::Summary;
use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

/// Time between two lines.
const PAUSE: Duration = Duration::from_millis(200);

/// A line that is written over.
pub(crate) struct Progress {
    is_shown: bool,
    since: Instant,
    last: Option<Instant>,
}

impl Progress {
    pub(crate) fn new() -> Self {
        Self {
            is_shown: io::stderr().is_terminal() && !io::stdout().is_terminal(),
            since: Instant::now(),
            last: None,
        }
    }

    /// Says how much is done, now and then.
    pub(crate) fn show(&mut self, summary: &Summary) {
        if !self.is_shown || self.last.is_some_and(|last| last.elapsed() < PAUSE) {
            return;
        }
        self.last = Some(Instant::now());
        let seconds = self.since.elapsed().as_secs().max(1);
        let rate = summary.messages / seconds;
        // Nobody is helped by an error about this.
        let _ = write!(
            io::stderr(),
            "\r{} messages, {rate}/s, {} errors\x1b[K",
            summary.messages,
            summary.errors
        );
    }

    /// Takes the line away.
    pub(crate) fn clear(&mut self) {
        if self.last.take().is_some() {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}
