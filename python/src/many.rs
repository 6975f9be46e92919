//! `analyze_many`: a list of messages on several threads.

use crate::borrowed::Borrowed;
use crate::error::{Failure, Kind};
use crate::input::{self, About};
use crate::object::object;
use crate::wait;
use hdrtrace::{Analyzer, Known, Report, scan};
use pyo3::prelude::*;
use pyo3::types::PyList;
use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread::{self, available_parallelism};

/// Reports that are finished and not yet dictionaries: enough that no thread waits.
const FINISHED: usize = 64;

/// What all threads work on.
struct Work {
    analyzer: Analyzer,
    items: Vec<Borrowed>,
    names: Option<Vec<String>>,
    next: AtomicUsize,
}

/// How many messages can be computed at once.
pub(crate) fn jobs(analyzer: &Analyzer, given: Option<usize>) -> usize {
    let cores = || available_parallelism().map_or(1, NonZero::get);
    match given {
        Some(jobs) => jobs.max(1),
        None => scan::threads(analyzer, cores()),
    }
}

/// The reports in the order of the items. What goes wrong is raised, or stands in its place.
pub(crate) fn analyze<'py>(
    py: Python<'py>,
    analyzer: &Analyzer,
    items: Vec<Borrowed>,
    threads: Option<usize>,
    names: Option<Vec<String>>,
    raises: bool,
) -> PyResult<Bound<'py, PyList>> {
    let count = items.len();
    if names.as_ref().is_some_and(|names| names.len() != count) {
        let text = format!("give as many as there are messages: {count}");
        return Err(Failure::option("names", text).into());
    }
    let threads = jobs(analyzer, threads).min(count);
    let work = Arc::new(Work {
        analyzer: analyzer.clone(),
        items,
        names,
        next: AtomicUsize::new(0),
    });
    let (to, from) = sync_channel(FINISHED);
    for _ in 0..threads {
        let (work, to) = (Arc::clone(&work), to.clone());
        thread::Builder::new().spawn(move || work.run(&to))?;
    }
    drop(to);
    // Whoever leaves early lets go of this, and the threads end with the message that they are at.
    let from = Mutex::new(from);
    let mut done: Vec<Option<Bound<'py, PyAny>>> = vec![None; count];
    while let Some((at, result)) = wait::receive(py, &from)? {
        let made = match result {
            Ok(report) => object(py, &*report)?,
            Err(failure) if raises => return Err(failure.into()),
            Err(failure) => failure.object(py)?,
        };
        if let Some(place) = done.get_mut(at) {
            *place = Some(made);
        }
    }
    let fault = || Failure::new(Kind::Fault, "a thread ended without a result");
    let done: Option<Vec<_>> = done.into_iter().collect();
    PyList::new(py, done.ok_or_else(fault)?)
}

type Numbered = (usize, Result<Box<Report>, Failure>);

impl Work {
    fn run(&self, to: &SyncSender<Numbered>) {
        loop {
            let at = self.next.fetch_add(1, Ordering::Relaxed);
            let Some(bytes) = self.items.get(at) else {
                return;
            };
            let mut about = About::default();
            if let Some(name) = self.names.as_ref().and_then(|names| names.get(at)) {
                about.known = Known {
                    name: name.clone(),
                    ..Known::default()
                };
            }
            let report = input::one(&self.analyzer, bytes, &about).map(Box::new);
            if to.send((at, report)).is_err() {
                return;
            }
        }
    }
}
