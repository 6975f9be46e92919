//! Many messages: whatever containers hold, traced by several threads, in the order in which they are read.

mod pipeline;
mod summary;

pub use summary::Summary;

use crate::analyze::Analyzer;
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
    /// The way to it through containers, outermost first.
    pub steps: Vec<Step>,
    /// Its reports, or why there is none.
    pub result: Result<Vec<Report>, String>,
}

/// Something to be worked on.
enum Task {
    Message(PathBuf, Box<Entry<'static>>),
    Failed(PathBuf, Failure),
    /// An input that is nothing but an error.
    Unreadable(PathBuf, ArchiveError),
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
                    is_over = give(Task::Unreadable(path, error), 0).is_break();
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
        Task::Unreadable(path, error) => Outcome {
            path,
            steps: Vec::new(),
            result: Err(error.to_string()),
        },
        Task::Failed(path, failure) => Outcome {
            path,
            steps: failure.steps,
            result: Err(failure.error.to_string()),
        },
        Task::Message(path, entry) => {
            let steps = entry.origin.as_ref().map(|origin| origin.steps.clone());
            let known = Known {
                name: path.display().to_string(),
                ..Known::default()
            };
            Outcome {
                path,
                steps: steps.unwrap_or_default(),
                result: reports(analyzer, *entry, &known),
            }
        }
    }
}

fn reports(analyzer: &Analyzer, entry: Entry<'_>, known: &Known) -> Result<Vec<Report>, String> {
    let told = |error: crate::analyze::AnalyzeError| error.to_string();
    let mut all = Vec::new();
    let choice = analyzer.choose(entry, known).map_err(told)?;
    if let Some(failure) = choice.failures.first() {
        return Err(failure.error.to_string());
    }
    for chosen in choice.messages {
        match chosen.reports {
            Some(reports) => all.extend(reports),
            None => all.extend(
                analyzer
                    .analyze_all(&chosen.bytes, &chosen.known)
                    .map_err(told)?,
            ),
        }
    }
    Ok(all)
}
