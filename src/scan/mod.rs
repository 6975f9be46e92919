//! Many messages: whatever containers hold, traced by several threads, in the order in which they are read.

mod campaign;
mod digest;
mod journal;
mod pipeline;
mod summary;
mod tally;

pub use campaign::{Campaign, Sample, SharedTrait, Trait, TraitKind};
pub use digest::Digest;
pub use journal::{Journal, JournalError};
pub use summary::{Counts, Summary};
pub use tally::Tally;

use crate::analyze::{AnalyzeError, Analyzer};
use crate::archive::{self, ArchiveError, Entry, Failure, Item, Options};
use crate::codec::hex;
use crate::limits::MAX_QUEUED;
use crate::report::Report;
use crate::settings::Known;
use crate::words::origin::Step;
use journal::{Kept, Past};
use pipeline::Workers;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest as _, Sha256};
use std::io;
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

/// Messages in work for each thread where DNS is asked: most of them wait for an answer.
const WAITING: usize = 32;

/// What a message asks in a second, as a rule. Where the rate of queries is limited, no more messages are in work than get so
/// many: a message whose queries wait for those of others would find no answers in its time.
const QUERIES: u32 = 16;

/// How many threads work on messages where so many can compute at once.
pub fn threads(analyzer: &Analyzer, jobs: usize) -> usize {
    if analyzer.resolver().is_none() {
        return jobs;
    }
    // No more messages are in work than that.
    let most = (jobs * WAITING).min(MAX_QUEUED);
    let rate = analyzer.settings().dns.rate;
    rate.map_or(most, |rate| {
        let fed = usize::try_from(rate.get() / QUERIES).unwrap_or(MAX_QUEUED);
        fed.clamp(1, most)
    })
}

/// Something to be worked on.
enum Task {
    Message(PathBuf, Box<Entry<'static>>),
    Failed(PathBuf, Failure),
}

/// What came of one thing, and what it is known by in the journal.
struct Done<R> {
    key: String,
    result: R,
    /// Where it stands in the journal.
    kept: Option<u64>,
}

/// Traces every message of the inputs with so many threads. `shape` is called by these threads, with what came of each message;
/// `sink` takes what it makes of it, in order, from one of them at a time, until it wants no more. With a journal, what that has
/// is not done again.
///
/// What is under way is bounded, however many messages there are. It gives what the walk came upon.
///
/// # Errors
///
/// The journal could not be written.
pub fn scan<R: Send + Serialize + DeserializeOwned>(
    analyzer: &Analyzer,
    paths: impl Iterator<Item = PathBuf>,
    jobs: usize,
    journal: Option<&mut Journal>,
    shape: impl Fn(Outcome) -> R + Sync,
    mut sink: impl FnMut(R) -> ControlFlow<()> + Send,
) -> io::Result<archive::Summary> {
    let (mut past, mut present) = journal.map(Journal::sides).unzip();
    let has_journal = past.is_some();
    let mut end = Ok(());
    let walked = pipeline::ordered(
        Workers {
            threads: jobs,
            // Answers of DNS are waited for.
            reader_works: analyzer.resolver().is_none(),
        },
        |give| {
            let options = &analyzer.settings().archive;
            walk(paths, options, &mut |path, item| {
                let size = match &item {
                    Item::Message(entry) => entry.bytes.len(),
                    Item::Failed(_) => 0,
                };
                let task = task(path, item);
                let kept = past.as_mut().and_then(Past::next::<R>);
                give((task, kept), size)
            })
        },
        |(task, kept): (Task, Option<Kept<R>>)| {
            let key = if has_journal {
                task.key()
            } else {
                String::new()
            };
            match kept {
                Some(kept) if kept.key == key => Done {
                    key,
                    result: kept.done,
                    kept: Some(kept.end),
                },
                _ => Done {
                    key,
                    result: shape(of_task(analyzer, task)),
                    kept: None,
                },
            }
        },
        |Done { key, result, kept }| {
            if let Some(present) = &mut present {
                end = present.note(&key, &result, kept);
                if end.is_err() {
                    return ControlFlow::Break(());
                }
            }
            sink(result)
        },
    );
    end?;
    present.map_or(Ok(()), |mut present| present.finish())?;
    Ok(walked)
}

/// Hands on what is in some files and folders, with the one that it is of; gives what was skipped.
pub fn walk(
    paths: impl Iterator<Item = PathBuf>,
    options: &Options,
    give: &mut dyn FnMut(&Path, Item<'_>) -> ControlFlow<()>,
) -> archive::Summary {
    let mut walked = archive::Summary::default();
    for path in paths {
        let mut is_over = false;
        let end = archive::walk_path(&path, options, &mut |item| {
            let flow = give(&path, item);
            is_over = flow.is_break();
            flow
        });
        match end {
            Ok(one) => walked.add(one),
            Err(error) => {
                if let ArchiveError::Empty {
                    hidden, ignored, ..
                } = error
                {
                    walked.hidden += hidden;
                    walked.ignored += ignored;
                }
                let steps = Vec::new();
                let whole = Failure { steps, error };
                is_over = give(&path, Item::Failed(whole)).is_break();
            }
        }
        if is_over {
            break;
        }
    }
    walked
}

impl Task {
    /// What it is known by: the file, the way into it, and all bytes.
    fn key(&self) -> String {
        let mut hasher = Sha256::new();
        let mut add = |bytes: &[u8]| {
            hasher.update((bytes.len() as u64).to_le_bytes());
            hasher.update(bytes);
        };
        match self {
            Self::Message(path, entry) => {
                add(path.as_os_str().as_encoded_bytes());
                entry.pieces(&mut add);
            }
            Self::Failed(path, failure) => {
                add(path.as_os_str().as_encoded_bytes());
                for step in &failure.steps {
                    add(step.member.as_bytes());
                }
                add(failure.error.to_string().as_bytes());
            }
        }
        hex::encode(&hasher.finalize())
    }
}

fn task(path: &Path, item: Item<'_>) -> Task {
    let path = path.to_owned();
    match item {
        Item::Message(entry) => Task::Message(path, Box::new(entry.into_owned())),
        Item::Failed(failure) => Task::Failed(path, failure),
    }
}

fn of_task(analyzer: &Analyzer, task: Task) -> Outcome {
    let (path, item) = match task {
        Task::Message(path, entry) => (path, Item::Message(*entry)),
        Task::Failed(path, failure) => (path, Item::Failed(failure)),
    };
    let known = Known {
        name: path.display().to_string(),
        ..Known::default()
    };
    outcome(analyzer, path, &known, item)
}

/// What comes of a thing that the walk through an input came upon.
pub fn outcome(analyzer: &Analyzer, path: PathBuf, known: &Known, item: Item<'_>) -> Outcome {
    let mut outcome = Outcome {
        path,
        reports: Vec::new(),
        failures: Vec::new(),
    };
    match item {
        Item::Failed(failure) => outcome.failures.push(failed(failure)),
        Item::Message(entry) => {
            let origin = entry.origin.as_ref();
            let steps = origin.map_or_else(Vec::new, |origin| origin.steps.clone());
            if let Err(error) = trace(analyzer, entry, known, &mut outcome) {
                let error = error.into();
                outcome.failures.push(ScanFailure { steps, error });
            }
        }
    }
    outcome
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
