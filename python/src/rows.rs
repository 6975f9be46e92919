//! Rows of a table: what each message gives, for those that keep tables of many.

use crate::borrowed::Borrowed;
use crate::error::{Failure, Kind};
use crate::render::{line, values};
use crate::wait;
use hdrtrace::archive::{self, Beside, Content, Entry, Item};
use hdrtrace::render::Value;
use hdrtrace::scan::{Outcome, outcome};
use hdrtrace::{Analyzer, Known};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyList};
use std::borrow::Cow;
use std::collections::VecDeque;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// The most rows, and about the most bytes of reports, that are handed over together: waking a thread costs as much as a tenth of a
/// row.
const TOGETHER: usize = 16;
const MANY_BYTES: usize = 1 << 20;
/// How many such lists wait for Python.
const WAITING: usize = 1;

/// A report as a line, its flat values, and the questions of DNS that nobody was asked.
type Made = Result<(Vec<u8>, Vec<Value>, Vec<String>), Failure>;

/// A row: of which input it is, and what came of it.
struct Row {
    at: usize,
    made: Made,
}

/// Yields for each message the number of its input, its report as a line of JSON, its flat values and the questions of DNS that
/// nobody was asked; or the number and the kind and text of what went wrong.
#[pyclass(frozen, module = "hdrtrace")]
pub(crate) struct Rows {
    from: Mutex<Receiver<Vec<Row>>>,
    /// What was handed over and not taken yet.
    there: Mutex<VecDeque<Row>>,
}

/// The inputs of a batch.
struct Batch {
    analyzer: Analyzer,
    contents: Vec<Borrowed>,
    names: Vec<Option<String>>,
    beside: Vec<Option<String>>,
}

impl Rows {
    pub(crate) fn begin(
        analyzer: &Analyzer,
        contents: Vec<Borrowed>,
        names: Vec<Option<String>>,
        beside: Vec<Option<String>>,
    ) -> PyResult<Self> {
        let batch = Batch {
            analyzer: analyzer.clone(),
            contents,
            names,
            beside,
        };
        let (to, from) = sync_channel(WAITING);
        thread::Builder::new().spawn(move || batch.run(&to))?;
        Ok(Self {
            from: Mutex::new(from),
            there: Mutex::default(),
        })
    }
}

/// Rows that are made and not handed over yet.
#[derive(Default)]
struct Ready {
    rows: Vec<Row>,
    bytes: usize,
}

impl Ready {
    /// Gives all, if they are enough.
    fn add(&mut self, row: Row) -> Option<Vec<Row>> {
        self.bytes += row.made.as_ref().map_or(0, |(line, ..)| line.len());
        self.rows.push(row);
        let is_enough = self.rows.len() >= TOGETHER || self.bytes >= MANY_BYTES;
        is_enough.then(|| std::mem::take(self).rows)
    }
}

impl Batch {
    fn run(&self, to: &SyncSender<Vec<Row>>) {
        let mut ready = Ready::default();
        for (at, bytes) in self.contents.iter().enumerate() {
            let mut give = |made| {
                let enough = ready.add(Row { at, made });
                let is_taken = enough.is_none_or(|rows| to.send(rows).is_ok());
                if is_taken {
                    ControlFlow::Continue(())
                } else {
                    ControlFlow::Break(())
                }
            };
            let end = match self.input(at, bytes, &mut give) {
                Ok(flow) => flow,
                Err(failure) => give(Err(failure)),
            };
            if end.is_break() {
                return;
            }
        }
        // Whoever wants no more takes none.
        let _ = to.send(ready.rows);
    }

    /// The rows of one input: one, unless it is a container.
    fn input(
        &self,
        at: usize,
        bytes: &[u8],
        give: &mut Give<'_>,
    ) -> Result<ControlFlow<()>, Failure> {
        let mut known = Known::default();
        if let Some(Some(name)) = self.names.get(at) {
            known.name.clone_from(name);
        }
        let path = PathBuf::from(&known.name);
        let mut take = |item: Item<'_>| {
            let outcome = outcome(&self.analyzer, path.clone(), &known, item);
            rows(&path, outcome).try_for_each(&mut *give)
        };
        if let Some(Some(beside)) = self.beside.get(at) {
            let beside: Beside = serde_json::from_str(beside).map_err(|error| {
                Failure::new(
                    Kind::Archive,
                    format!("what stands beside it is damaged: {error}"),
                )
            })?;
            let entry = Entry::of(Cow::Borrowed(bytes), beside);
            return Ok(take(Item::Message(entry)));
        }
        let content = Content::Bytes(Cow::Borrowed(bytes));
        let mut end = ControlFlow::Continue(());
        archive::walk(content, &self.analyzer.settings().archive, &mut |item| {
            end = take(item);
            end
        })?;
        Ok(end)
    }
}

/// Takes a row, or wants no more.
type Give<'g> = dyn FnMut(Made) -> ControlFlow<()> + 'g;

fn rows(path: &Path, outcome: Outcome) -> impl Iterator<Item = Made> {
    let reports = outcome.reports.into_iter().map(|report| {
        let line = line(&report)?;
        Ok((line, hdrtrace::render::values(&report), report.not_asked()))
    });
    let failures = outcome.failures.into_iter();
    let failures = failures.map(move |failure| Err(Failure::of_scan(path, failure)));
    reports.chain(failures)
}

/// Number, line, values, questions, kind, text.
type Handed<'py> = (
    usize,
    Option<Bound<'py, PyBytes>>,
    Option<Bound<'py, PyList>>,
    Vec<String>,
    Option<(&'static str, String)>,
);

#[pymethods]
impl Rows {
    fn __iter__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __next__<'py>(&self, py: Python<'py>) -> PyResult<Option<Handed<'py>>> {
        let there = || self.there.lock().unwrap_or_else(PoisonError::into_inner);
        let mut next = there().pop_front();
        if next.is_none() {
            let rows = wait::receive(py, &self.from)?.unwrap_or_default();
            let mut there = there();
            there.extend(rows);
            next = there.pop_front();
        }
        let Some(Row { at, made }) = next else {
            return Ok(None);
        };
        Ok(Some(match made {
            Ok((line, row, wanted)) => {
                // A row of a table is no line.
                let text = line.strip_suffix(b"\n").unwrap_or(&line);
                let line = PyBytes::new(py, text);
                (at, Some(line), Some(values(py, row)?), wanted, None)
            }
            Err(failure) => {
                let told = (failure.word(), failure.told());
                (at, None, None, Vec::new(), Some(told))
            }
        }))
    }
}
