//! `analyze_many`: a list of messages on several threads, each of which makes the objects of its reports, too.

use crate::borrowed::Borrowed;
use crate::error::{Failure, Kind};
use crate::gate::Gate;
use crate::input::{self, About};
use crate::object::{Pause, object};
use crate::spread::spread;
use crate::wait;
use hdrtrace::{Analyzer, Known, Report, scan};
use pyo3::prelude::*;
use pyo3::types::PyList;
use std::num::NonZero;
use std::sync::mpsc::Receiver;
use std::sync::{Arc, Mutex};
use std::thread::available_parallelism;

/// The most messages that a thread traces before it makes objects of their reports: handing the interpreter over costs as much as
/// making a few.
const TOGETHER: usize = 16;
/// How often each thread comes for messages, at least, so that all end at about the same time.
const TURNS: usize = 8;
/// Lists of objects that are finished and not yet in their place: enough that no thread waits.
const FINISHED: usize = 64;

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
    let threads = jobs(analyzer, threads);
    let together = (count / threads / TURNS).clamp(1, TOGETHER);
    let gate = Arc::new(Gate::default());
    let batch = Batch {
        analyzer: analyzer.clone(),
        items,
        names,
        raises,
    };
    let entrance = Arc::clone(&gate);
    let work = move |turn: usize| {
        let first = turn * together;
        let reports: Vec<_> = (first..count.min(first + together))
            .map_while(|at| entrance.is_open().then(|| batch.report(at)))
            .collect();
        let made = entrance.enter(|py| reports.iter().map(|one| batch.made(py, one)).collect())?;
        Some((first, made))
    };
    // Otherwise it takes a third of the time, during which the other threads wait.
    let _pause = Pause::begin(py);
    let turns = count.div_ceil(together);
    let done = spread(turns, threads, FINISHED, work).and_then(|from| collect(py, count, &from));
    gate.close(py);
    PyList::new(py, done?)
}

/// The number of the first of some messages, and the objects of their reports.
type Made = (usize, Vec<PyResult<Py<PyAny>>>);

/// What threads make, in its order.
fn collect(py: Python<'_>, count: usize, from: &Mutex<Receiver<Made>>) -> PyResult<Vec<Py<PyAny>>> {
    let mut done: Vec<Option<Py<PyAny>>> = Vec::new();
    done.resize_with(count, || None);
    while let Some((first, made)) = wait::receive(py, from)? {
        for (place, one) in done.iter_mut().skip(first).zip(made) {
            *place = Some(one?);
        }
    }
    let fault = || Failure::new(Kind::Fault, "a thread ended without a result");
    let done: Option<Vec<_>> = done.into_iter().collect();
    Ok(done.ok_or_else(fault)?)
}

/// Messages, and what is to be made of them.
struct Batch {
    analyzer: Analyzer,
    items: Vec<Borrowed>,
    names: Option<Vec<String>>,
    raises: bool,
}

impl Batch {
    fn report(&self, at: usize) -> Result<Box<Report>, Failure> {
        let fault = || Failure::new(Kind::Fault, "there is no such message");
        let bytes = self.items.get(at).ok_or_else(fault)?;
        let mut known = Known::default();
        if let Some(name) = self.names.as_ref().and_then(|names| names.get(at)) {
            known.name.clone_from(name);
        }
        let about = About {
            known,
            ..About::default()
        };
        input::one(&self.analyzer, bytes, &about).map(Box::new)
    }

    /// The object of a report. What went wrong is an error, or an object, too.
    fn made(&self, py: Python<'_>, one: &Result<Box<Report>, Failure>) -> PyResult<Py<PyAny>> {
        let made = match one {
            Ok(report) => object(py, &**report)?,
            Err(failure) if self.raises => return Err(failure.clone().into()),
            Err(failure) => failure.object(py)?,
        };
        Ok(made.unbind())
    }
}
