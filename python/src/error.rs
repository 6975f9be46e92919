//! What goes wrong → `hdrtrace.Error`, with a kind and a text.

use crate::phrases::phrase;
use hdrtrace::AnalyzeError;
use hdrtrace::archive::ArchiveError;
use hdrtrace::scan::{ScanError, ScanFailure};
use hdrtrace::words::origin::Step;
use hdrtrace::words::told;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyType;
use serde::{Deserialize, Serialize};
use std::path::Path;

/// What sort of thing went wrong: the words of `Error.kind`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Kind {
    /// An option that is unknown, has a wrong value, or does not go with another.
    Option,
    /// The input is no message.
    Input,
    /// The input holds several messages, and one was asked for.
    Several,
    /// A container, or a member of one, cannot be read.
    Archive,
    /// Recorded answers of DNS cannot be used.
    Dns,
    /// A kept report cannot be read or shown.
    Report,
    /// A term that nothing explains.
    Term,
    /// A fault of ours.
    Fault,
}

impl Kind {
    fn word(self) -> &'static str {
        match self {
            Self::Option => "option",
            Self::Input => "input",
            Self::Several => "several",
            Self::Archive => "archive",
            Self::Dns => "dns",
            Self::Report => "report",
            Self::Term => "term",
            Self::Fault => "fault",
        }
    }
}

/// Something that went wrong.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Failure {
    kind: Kind,
    text: String,
    /// The input that it is of, where there are several.
    source: Option<String>,
    /// The way to it through containers.
    member: Option<String>,
}

impl Failure {
    pub(crate) fn new(kind: Kind, text: impl ToString) -> Self {
        Self {
            kind,
            text: text.to_string(),
            source: None,
            member: None,
        }
    }

    /// Of an option.
    pub(crate) fn option(name: &str, text: impl std::fmt::Display) -> Self {
        Self::new(Kind::Option, format!("{name}: {text}"))
    }

    /// Of a part of an input.
    pub(crate) fn of_part(source: &Path, steps: &[Step], failure: impl Into<Self>) -> Self {
        let member: Vec<&str> = steps.iter().map(|step| step.member.as_str()).collect();
        Self {
            source: Some(source.display().to_string()),
            member: (!member.is_empty()).then(|| member.join("/")),
            ..failure.into()
        }
    }

    /// Of a scan.
    pub(crate) fn of_scan(source: &Path, failure: ScanFailure) -> Self {
        let steps = failure.steps;
        match failure.error {
            ScanError::Archive(error) => Self::of_part(source, &steps, error),
            ScanError::Analyze(error) => Self::of_part(source, &steps, error),
        }
    }

    /// It with the way to what it is of, for a table.
    pub(crate) fn told(&self) -> String {
        match &self.member {
            Some(member) => format!("{member}: {}", self.text),
            None => self.text.clone(),
        }
    }

    pub(crate) fn word(&self) -> &'static str {
        self.kind.word()
    }

    /// It as an object, which is raised or handed on.
    pub(crate) fn object<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let (source, member) = (self.source.as_deref(), self.member.as_deref());
        class(py)?.call1((self.kind.word(), &self.text, source, member))
    }
}

fn class(py: Python<'_>) -> PyResult<&Bound<'_, PyType>> {
    static CLASS: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    CLASS.import(py, "hdrtrace._error", "Error")
}

impl From<Failure> for PyErr {
    fn from(failure: Failure) -> Self {
        Python::attach(|py| match failure.object(py) {
            Ok(object) => PyErr::from_value(object),
            Err(error) => error,
        })
    }
}

impl From<ArchiveError> for Failure {
    fn from(error: ArchiveError) -> Self {
        let kind = match &error {
            ArchiveError::Fault(_) => Kind::Fault,
            _ => Kind::Archive,
        };
        let remedy = error.remedy();
        Self::new(kind, told(&error.to_string(), remedy.as_ref(), phrase))
    }
}

impl From<AnalyzeError> for Failure {
    fn from(error: AnalyzeError) -> Self {
        let kind = match &error {
            AnalyzeError::NoSuchHop { .. } => Kind::Option,
            AnalyzeError::Capsule(_) => Kind::Dns,
            AnalyzeError::Fault(_) => Kind::Fault,
            _ => Kind::Input,
        };
        let remedy = error.remedy();
        Self::new(kind, told(&error.to_string(), remedy.as_ref(), phrase))
    }
}
