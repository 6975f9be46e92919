//! `scan`: an iterator over the reports of everything in some files and folders.

use crate::error::Failure;
use crate::many::jobs;
use crate::object::object;
use crate::render::line;
use crate::wait;
use hdrtrace::archive::Summary;
use hdrtrace::scan::{Outcome, scan};
use hdrtrace::{Analyzer, Report};
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use serde::{Deserialize, Serialize};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// Reports that wait for Python: a few, since each has some hundred kilobytes.
const WAITING: usize = 64;

/// What comes of a message, or of a part of an input.
#[derive(Serialize, Deserialize)]
enum Found {
    Report(Box<Report>),
    Line(Vec<u8>),
    Failed(Failure),
}

/// What a scan sends.
enum Sent {
    Found(Found),
    /// It is done, and this is what it left out.
    Done(Summary),
}

/// Yields a pair for each thing: a report and nothing, or nothing and what went wrong. When nobody wants more it ends.
#[pyclass(frozen, module = "hdrtrace")]
pub(crate) struct Scan {
    from: Mutex<Option<Mutex<Receiver<Sent>>>>,
    walked: Mutex<Summary>,
}

/// A report or a line, and an error: one of them.
type Pair<'py> = (Option<Bound<'py, PyAny>>, Option<Bound<'py, PyAny>>);

impl Scan {
    pub(crate) fn begin(
        analyzer: &Analyzer,
        paths: Vec<PathBuf>,
        threads: Option<usize>,
        lines: bool,
    ) -> PyResult<Self> {
        let analyzer = analyzer.clone();
        let threads = jobs(&analyzer, threads);
        let (to, from) = sync_channel(WAITING);
        thread::Builder::new().spawn(move || run(&analyzer, paths, threads, lines, &to))?;
        Ok(Self {
            from: Mutex::new(Some(Mutex::new(from))),
            walked: Mutex::default(),
        })
    }
}

fn run(
    analyzer: &Analyzer,
    paths: Vec<PathBuf>,
    threads: usize,
    lines: bool,
    to: &SyncSender<Sent>,
) {
    let shape = |outcome| found(outcome, lines);
    // Without a journal there is nothing that could not be written.
    let walked = scan(analyzer, paths.into_iter(), threads, None, shape, |found| {
        for one in found {
            if to.send(Sent::Found(one)).is_err() {
                return ControlFlow::Break(());
            }
        }
        ControlFlow::Continue(())
    });
    if let Ok(walked) = walked {
        // Whoever wants no more wants no summary.
        let _ = to.send(Sent::Done(walked));
    }
}

fn found(outcome: Outcome, lines: bool) -> Vec<Found> {
    let path = outcome.path;
    let reports = outcome.reports.into_iter().map(|report| {
        if !lines {
            return Found::Report(Box::new(report));
        }
        line(&report).map_or_else(Found::Failed, Found::Line)
    });
    let failures = outcome.failures.into_iter();
    let failures = failures.map(|failure| Found::Failed(Failure::of_scan(&path, failure)));
    reports.chain(failures).collect()
}

#[pymethods]
impl Scan {
    fn __iter__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __next__<'py>(&self, py: Python<'py>) -> PyResult<Option<Pair<'py>>> {
        // One thread of Python at a time; another one that asks meanwhile finds nothing.
        let taken = locked(&self.from).take();
        let Some(from) = taken else {
            return Ok(None);
        };
        let pair = match wait::receive(py, &from)? {
            Some(Sent::Found(Found::Report(report))) => (Some(object(py, &*report)?), None),
            Some(Sent::Found(Found::Line(line))) => {
                (Some(PyBytes::new(py, &line).into_any()), None)
            }
            Some(Sent::Found(Found::Failed(failure))) => (None, Some(failure.object(py)?)),
            Some(Sent::Done(walked)) => {
                *locked(&self.walked) = walked;
                return Ok(None);
            }
            None => return Ok(None),
        };
        *locked(&self.from) = Some(from);
        Ok(Some(pair))
    }

    /// Ends it.
    fn close(&self) {
        locked(&self.from).take();
    }

    /// How many files and folders were left out: hidden ones, and ignored ones. Known when it is done.
    fn left_out(&self) -> (u64, u64) {
        let walked = *locked(&self.walked);
        (walked.hidden, walked.ignored)
    }
}

fn locked<T>(what: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    what.lock().unwrap_or_else(PoisonError::into_inner)
}
