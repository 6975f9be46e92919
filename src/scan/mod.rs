//! Many messages: whatever containers hold, traced by several threads, in the order in which they are read.

mod pipeline;
mod summary;

pub use summary::Summary;

use crate::analyze::{AnalyzeError, Analyzer};
use crate::archive::{self, ArchiveError, Entry, Failure, Item};
use crate::report::Report;
use crate::settings::Known;
use crate::words::origin::Step;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// What comes of one message, or of a part of an input that could not be read.
#[derive(Debug)]
pub struct Outcome {
    /// The input that it is of.
    pub path: PathBuf,
    /// Its reports.
    pub reports: Vec<Report>,
    /// What of it could not be read.
    pub failures: Vec<ScanFailure>,
}

/// Something that could not be read.
#[derive(Debug)]
pub struct ScanFailure {
    /// The way to it through containers, outermost first; nothing where it is the whole input.
    pub steps: Vec<Step>,
    /// Why.
    pub error: ScanError,
}

/// Why something could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ScanError {
    /// A container, or a member of one.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
    /// A message.
    #[error(transparent)]
    Analyze(#[from] AnalyzeError),
}

/// Something to be worked on.
enum Task {
    Message(PathBuf, Box<Entry<'static>>),
    Failed(PathBuf, Failure),
}

/// Traces every message of the inputs with so many threads. `shape` is called by these threads, with what came of each message;
/// `sink` takes what it makes of it, in order, until it wants no more.
///
/// What is under way is bounded, however many messages there are.
pub fn scan<R: Send>(
    analyzer: &Analyzer,
    paths: impl Iterator<Item = PathBuf> + Send,
    jobs: usize,
    shape: impl Fn(Outcome) -> R + Sync,
    sink: impl FnMut(R) -> ControlFlow<()>,
) {
    let options = &analyzer.settings().archive;
    pipeline::ordered(
        jobs,
        |give| {
            for path in paths {
                let mut is_over = false;
                let end = archive::walk_path(&path, options, &mut |item| {
                    let size = match &item {
                        Item::Message(entry) => entry.bytes.len(),
                        Item::Failed(_) => 0,
                    };
                    let flow = give(task(&path, item), size);
                    is_over = flow.is_break();
                    flow
                });
                if let Err(error) = end {
                    let steps = Vec::new();
                    let whole = Failure { steps, error };
                    is_over = give(Task::Failed(path, whole), 0).is_break();
                }
                if is_over {
                    return;
                }
            }
        },
        |task| shape(outcome(analyzer, task)),
        sink,
    );
}

fn task(path: &Path, item: Item<'_>) -> Task {
    let path = path.to_owned();
    match item {
        Item::Message(entry) => Task::Message(path, Box::new(entry.into_owned())),
        Item::Failed(failure) => Task::Failed(path, failure),
    }
}

fn outcome(analyzer: &Analyzer, task: Task) -> Outcome {
    match task {
        Task::Failed(path, failure) => Outcome {
            path,
            reports: Vec::new(),
            failures: vec![failed(failure)],
        },
        Task::Message(path, entry) => {
            let origin = entry.origin.as_ref();
            let steps = origin.map_or_else(Vec::new, |origin| origin.steps.clone());
            let known = Known {
                name: path.display().to_string(),
                ..Known::default()
            };
            let mut outcome = Outcome {
                path,
                reports: Vec::new(),
                failures: Vec::new(),
            };
            if let Err(error) = trace(analyzer, *entry, &known, &mut outcome) {
                let error = error.into();
                outcome.failures.push(ScanFailure { steps, error });
            }
            outcome
        }
    }
}

fn failed(failure: Failure) -> ScanFailure {
    ScanFailure {
        steps: failure.steps,
        error: failure.error.into(),
    }
}

fn trace(
    analyzer: &Analyzer,
    entry: Entry<'_>,
    known: &Known,
    outcome: &mut Outcome,
) -> Result<(), AnalyzeError> {
    let choice = analyzer.choose(entry, known)?;
    outcome
        .failures
        .extend(choice.failures.into_iter().map(failed));
    for chosen in choice.messages {
        outcome.reports.extend(match chosen.reports {
            Some(reports) => reports,
            None => analyzer.analyze_all(&chosen.bytes, &chosen.known)?,
        });
    }
    Ok(())
}
