//! What a term means.

use crate::error::{Failure, Kind};
use crate::object::object;
use hdrtrace::explain::{Explanation, find, near};
use pyo3::prelude::*;

/// The explanations of a term.
#[pyfunction]
pub(crate) fn explain<'py>(py: Python<'py>, term: &str) -> PyResult<Bound<'py, PyAny>> {
    let found = find(term);
    if found.is_empty() {
        let near = near(term);
        let text = if near.is_empty() {
            format!("unknown term {term:?}")
        } else {
            format!("unknown term {term:?}; did you mean {}?", near.join(", "))
        };
        return Err(Failure::new(Kind::Term, text).into());
    }
    let all: Vec<Explanation> = found.into_iter().map(Explanation::from).collect();
    object(py, &all)
}
