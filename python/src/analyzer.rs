//! `Analyzer`: settings that were read once, and the resolver that all messages share.

use crate::borrowed::Borrowed;
use crate::error::{Failure, Kind};
use crate::input::{self, About};
use crate::many;
use crate::object::object;
use crate::options;
use crate::render::line;
use crate::rows::Rows;
use crate::scan::Scan;
use crate::wait::aside;
use hdrtrace::Report;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyList};
use std::path::PathBuf;

/// Traces messages that share settings and a resolver. Make one and keep it; any thread may use it.
#[pyclass(frozen, module = "hdrtrace")]
pub(crate) struct Analyzer {
    inner: hdrtrace::Analyzer,
}

#[pymethods]
impl Analyzer {
    #[new]
    #[pyo3(signature = (**settings))]
    fn new(settings: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        let settings = options::settings(settings)?;
        let inner =
            hdrtrace::Analyzer::new(settings).map_err(|error| Failure::new(Kind::Option, error))?;
        Ok(Self { inner })
    }

    /// The report of one message.
    #[pyo3(signature = (data, **about))]
    fn analyze<'py>(
        &self,
        py: Python<'py>,
        data: Borrowed,
        about: Option<&Bound<'py, PyDict>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let report = self.report(py, data, About::of(about)?)?;
        object(py, &report)
    }

    /// The same as a line of JSON: the program's, to the byte.
    #[pyo3(signature = (data, **about))]
    fn analyze_json<'py>(
        &self,
        py: Python<'py>,
        data: Borrowed,
        about: Option<&Bound<'py, PyDict>>,
    ) -> PyResult<Bound<'py, PyBytes>> {
        let report = self.report(py, data, About::of(about)?)?;
        Ok(PyBytes::new(py, &line(&report)?))
    }

    /// The reports of all messages of an input, and what of it could not be read.
    #[pyo3(signature = (data, **about))]
    fn _analyze_all<'py>(
        &self,
        py: Python<'py>,
        data: Borrowed,
        about: Option<&Bound<'py, PyDict>>,
    ) -> PyResult<(Bound<'py, PyList>, Bound<'py, PyList>)> {
        let about = About::of(about)?;
        let analyzer = self.inner.clone();
        let done = aside(py, self.waits(), move || {
            input::all(&analyzer, &data, &about)
        })??;
        let reports: PyResult<Vec<_>> = done.reports.iter().map(|one| object(py, one)).collect();
        let failures: PyResult<Vec<_>> = done.failures.iter().map(|one| one.object(py)).collect();
        Ok((PyList::new(py, reports?)?, PyList::new(py, failures?)?))
    }

    /// The reports of many messages, in their order, on several threads. What goes wrong stands in its place.
    fn _analyze_many<'py>(
        &self,
        py: Python<'py>,
        items: Vec<Borrowed>,
        threads: Option<usize>,
        names: Option<Vec<String>>,
        raises: bool,
    ) -> PyResult<Bound<'py, PyList>> {
        many::analyze(py, &self.inner, items, threads, names, raises)
    }

    /// The reports of everything in some files and folders.
    fn _scan(&self, paths: Vec<PathBuf>, jobs: Option<usize>, lines: bool) -> PyResult<Scan> {
        Scan::begin(&self.inner, paths, jobs, lines)
    }

    /// Rows of a table: for each message its report as JSON and its flat columns, or what went wrong.
    fn _rows(
        &self,
        contents: Vec<Borrowed>,
        names: Vec<Option<String>>,
        beside: Vec<Option<String>>,
    ) -> PyResult<Rows> {
        Rows::begin(&self.inner, contents, names, beside)
    }
}

impl Analyzer {
    /// Whether a message may have to wait for others.
    fn waits(&self) -> bool {
        self.inner.resolver().is_some()
    }

    fn report(&self, py: Python<'_>, data: Borrowed, about: About) -> PyResult<Report> {
        let analyzer = self.inner.clone();
        Ok(aside(py, self.waits(), move || {
            input::one(&analyzer, &data, &about)
        })??)
    }
}
