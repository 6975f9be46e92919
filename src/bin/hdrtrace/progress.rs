//! How far long work has come: on a terminal, in one line that is written over.

use hdrtrace::Severity;
use hdrtrace::limits::grouped;
use hdrtrace::scan::Counts;
use std::fmt::Write as _;
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// Time between two lines.
const PAUSE: Duration = Duration::from_millis(200);

/// The most files whose sizes are added up beforehand; with more, nobody is told how long it takes.
const MAX_FILES: usize = 100_000;

/// A line that is written over.
pub(crate) struct Progress {
    is_shown: bool,
    since: Instant,
    last: Option<Instant>,
    /// Bytes that are done, and those of all inputs.
    bytes: u64,
    total: Option<u64>,
}

impl Progress {
    pub(crate) fn new(paths: &[PathBuf], is_unwanted: bool) -> Self {
        let is_shown = !is_unwanted && io::stderr().is_terminal();
        Self {
            is_shown,
            since: Instant::now(),
            last: None,
            bytes: 0,
            total: is_shown.then(|| total(paths)).flatten(),
        }
    }

    /// So many bytes are done.
    pub(crate) fn add(&mut self, bytes: u64) {
        self.bytes = self.bytes.saturating_add(bytes);
    }

    /// Says how much is done, now and then.
    pub(crate) fn show(&mut self, counts: &Counts) {
        if !self.is_shown || self.last.is_some_and(|last| last.elapsed() < PAUSE) {
            return;
        }
        self.last = Some(Instant::now());
        let mut line = self.line(counts, self.since.elapsed());
        // A terminal goes on in the next line, where nothing is written over. It may have become narrower.
        if let Some((width, _)) = terminal_size::terminal_size_of(io::stderr()) {
            cut(&mut line, usize::from(width.0).saturating_sub(1));
        }
        // Nobody is helped by an error about this.
        let _ = write!(io::stderr(), "\r{line}\x1b[K");
    }

    fn line(&self, counts: &Counts, elapsed: Duration) -> String {
        let seconds = elapsed.as_secs().max(1);
        let mut line = format!(
            "{} messages, {}",
            grouped(counts.messages()),
            size(self.bytes)
        );
        if let Some(total) = self.total {
            let _ = write!(line, " of {}", size(total));
        }
        let _ = write!(line, ", {}/s", grouped(counts.messages() / seconds));
        // What was packed is more than the files are.
        if let Some(total) = self.total.filter(|total| *total > self.bytes)
            && self.bytes > 0
        {
            let left =
                u128::from(total - self.bytes) * elapsed.as_millis() / u128::from(self.bytes);
            let _ = write!(line, ", {} left", duration(left / 1000));
        }
        let warnings = counts.at_least(Severity::Warning);
        let _ = write!(line, ", {} warnings", grouped(warnings));
        if counts.errors() > 0 {
            let _ = write!(line, ", {} errors", grouped(counts.errors()));
        }
        line
    }

    /// Takes the line away.
    pub(crate) fn clear(&mut self) {
        if self.last.take().is_some() {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}

/// Cuts a line of ASCII to so many columns.
fn cut(line: &mut String, width: usize) {
    line.truncate(line.floor_char_boundary(width));
}

/// The bytes of all files; `None` where there are very many.
fn total(paths: &[PathBuf]) -> Option<u64> {
    let mut left = MAX_FILES;
    let mut waiting = paths.to_vec();
    let mut sum = 0_u64;
    while let Some(path) = waiting.pop() {
        let Ok(meta) = path.metadata() else {
            continue;
        };
        if !meta.is_dir() {
            sum = sum.saturating_add(meta.len());
            continue;
        }
        for entry in path.read_dir().into_iter().flatten().flatten() {
            left = left.checked_sub(1)?;
            // Links to folders within folders are not followed.
            let is_link = entry.file_type().is_ok_and(|kind| kind.is_symlink());
            if !(is_link && entry.path().is_dir()) {
                waiting.push(entry.path());
            }
        }
    }
    Some(sum)
}

fn size(bytes: u64) -> String {
    const UNITS: &[(u64, &str)] = &[(1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "kB")];
    for (unit, name) in UNITS {
        if bytes >= *unit {
            return format!("{}.{} {name}", bytes / unit, bytes % unit * 10 / unit);
        }
    }
    format!("{bytes} B")
}

fn duration(seconds: u128) -> String {
    match seconds {
        0..60 => format!("{seconds} s"),
        60..3600 => format!("{} min", seconds.div_ceil(60)),
        _ => format!("{} h {} min", seconds / 3600, seconds % 3600 / 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_cut_to_what_a_terminal_shows() {
        for (width, told) in [(0, ""), (9, "12 messag"), (80, "12 messages, 3.4 kB")] {
            let mut line = "12 messages, 3.4 kB".to_owned();
            cut(&mut line, width);
            assert_eq!(line, told);
        }
    }

    #[test]
    fn sizes_and_times_are_told_as_people_do() {
        assert_eq!(size(999), "999 B");
        assert_eq!(size(1_250_000), "1.2 MB");
        assert_eq!(duration(59), "59 s");
        assert_eq!(duration(61), "2 min");
        assert_eq!(duration(3_700), "1 h 1 min");
    }
}
