//! `analyze_many`: a list of messages on several threads.

use crate::borrowed::Borrowed;
use crate::error::{Failure, Kind};
use crate::input::{self, About};
use crate::object::object;
use crate::spread::spread;
use crate::wait;
use hdrtrace::{Analyzer, Known, scan};
use pyo3::prelude::*;
use pyo3::types::PyList;
use std::num::NonZero;
use std::thread::available_parallelism;

/// Reports that are finished and not yet dictionaries: enough that no thread waits.
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
    let worker = analyzer.clone();
    let work = move |at: usize| {
        let mut known = Known::default();
        if let Some(name) = names.as_ref().and_then(|names| names.get(at)) {
            known.name.clone_from(name);
        }
        let about = About {
            known,
            ..About::default()
        };
        let report = input::one(&worker, items.get(at)?, &about);
        Some((at, report.map(Box::new)))
    };
    let from = spread(count, jobs(analyzer, threads), FINISHED, work)?;
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
