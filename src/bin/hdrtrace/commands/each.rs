//! The reports on each message of an input.

use crate::input::{shown_member, walk};
use crate::output::{say, say_skipped};
use crate::remedies;
use anyhow::{Error, Result};
use hdrtrace::archive::{Entry, Item, carries};
use hdrtrace::dns::Capsule;
use hdrtrace::words::origin::Step;
use hdrtrace::{Analyzer, Chosen, Known, Report};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// What came of an input.
#[derive(Default)]
pub(super) struct Seen {
    /// How many messages there were, up to the one that is wanted.
    pub count: u64,
    /// Whether a part could not be read, which was said.
    pub has_failed: bool,
    /// What ended it.
    pub error: Option<Error>,
}

/// Takes the reports on a message, of which a session may have several, with how many messages were before; counts them.
pub(super) type Take<'t> = dyn FnMut(&Chosen<'_>, Vec<Report>, &mut u64) -> Result<()> + 't;

/// Traces the messages of an input, in their order; with a number, up to that one. Not all before it are traced. One bad message does
/// not stop the others.
pub(super) fn each(
    file: &Path,
    known: &Known,
    analyzer: &Analyzer,
    number: Option<u64>,
    take: &mut Take<'_>,
) -> Result<Seen> {
    let mut way = Way {
        analyzer,
        known,
        number,
        take,
        seen: Seen::default(),
    };
    let walked = walk(file, &analyzer.settings().archive, &mut |item| {
        let end = match item {
            Item::Message(entry) => way.entry(entry),
            Item::Failed(failure) => {
                way.failed(&failure.steps, &failure.error.into());
                Ok(())
            }
        };
        match end {
            Ok(()) if number.is_none_or(|wanted| way.seen.count < wanted) => {
                ControlFlow::Continue(())
            }
            Ok(()) => ControlFlow::Break(()),
            Err(error) => {
                way.seen.error = Some(error);
                ControlFlow::Break(())
            }
        }
    })?;
    say_skipped(&walked);
    Ok(way.seen)
}

/// The way through an input.
struct Way<'w, 't> {
    analyzer: &'w Analyzer,
    known: &'w Known,
    number: Option<u64>,
    take: &'w mut Take<'t>,
    seen: Seen,
}

impl Way<'_, '_> {
    /// A message of a container, or the whole of an input that is none.
    fn entry(&mut self, entry: Entry<'_>) -> Result<()> {
        let is_before = self
            .number
            .is_some_and(|wanted| self.seen.count + 1 < wanted);
        let is_member = entry.origin.is_some();
        // What is not wanted is not traced; but it has to be known how many messages it is.
        if is_before && is_member && !carries(&entry) {
            self.seen.count += 1;
            return Ok(());
        }
        let steps = entry.origin.as_ref().map(|origin| origin.steps.clone());
        let steps = steps.unwrap_or_default();
        let choice = match self.analyzer.choose(entry, self.known) {
            Ok(choice) => choice,
            Err(error) if is_member => {
                self.missed(&steps, &error.into());
                return Ok(());
            }
            Err(error) => return Err(error.into()),
        };
        for failure in choice.failures {
            self.failed(&failure.steps, &failure.error.into());
        }
        for mut chosen in choice.messages {
            let reports = match chosen.reports.take() {
                Some(reports) => reports,
                None => match self.analyzer.analyze_all(&chosen.bytes, &chosen.known) {
                    Ok(reports) => reports,
                    Err(error) if is_member => {
                        self.missed(&steps, &error.into());
                        continue;
                    }
                    Err(error) => return Err(error.into()),
                },
            };
            (self.take)(&chosen, reports, &mut self.seen.count)?;
        }
        Ok(())
    }

    /// A message that cannot be traced is one of them all the same.
    fn missed(&mut self, steps: &[Step], error: &Error) {
        self.seen.count += 1;
        self.failed(steps, error);
    }

    fn failed(&mut self, steps: &[Step], error: &Error) {
        self.seen.has_failed = true;
        let name = shown_member(Path::new(&self.known.name), steps);
        say(&remedies::told_as(&name, error));
    }
}

/// The files that were named, or standard input.
pub(super) fn inputs(files: &[PathBuf]) -> Vec<PathBuf> {
    match files {
        [] => vec![Path::new("-").to_owned()],
        files => files.to_vec(),
    }
}

/// The answers of DNS so far, if they are recorded.
pub(super) struct Recorded(Option<(Capsule, chrono::DateTime<chrono::Utc>)>);

impl Recorded {
    /// Of a run at this moment.
    pub fn new(is_wanted: bool, now: chrono::DateTime<chrono::Utc>) -> Self {
        Self(is_wanted.then(|| (Capsule::default(), now)))
    }

    pub fn add(&mut self, report: &Report) {
        if let Some((recorded, now)) = &mut self.0 {
            recorded.merge(Capsule::from_log(&report.input.sha256, *now, &report.log()));
        }
    }

    /// It as a file; `None` where nothing is recorded.
    pub fn written(&self) -> Result<Option<String>> {
        let recorded = self.0.as_ref().map(|(recorded, _)| recorded.try_to_json());
        Ok(recorded.transpose()?)
    }
}
