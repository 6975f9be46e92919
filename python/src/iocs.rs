//! The indicators of reports, each once.

use crate::error::{Failure, Kind};
use crate::object::object;
use crate::render::{report, text};
use hdrtrace::indicators::Sum;
use hdrtrace::render::{self, Iocs, IocsDocument, Style};
use pyo3::prelude::*;

const FORMATS: &[(&str, Iocs)] = &[
    ("json", Iocs::Json),
    ("text", Iocs::Text),
    ("csv", Iocs::Csv),
    ("stix", Iocs::Stix),
    ("misp", Iocs::Misp),
];

fn sum(reports: &Bound<'_, PyAny>, blockable: bool) -> PyResult<Sum> {
    let mut sum = Sum::default();
    for kept in reports.try_iter()? {
        sum.add(&report(&kept?)?);
    }
    let sum = sum.sorted();
    Ok(if blockable { sum.blockable() } else { sum })
}

/// The indicators of some reports as an object.
#[pyfunction]
pub(crate) fn iocs<'py>(
    reports: &Bound<'py, PyAny>,
    blockable: bool,
) -> PyResult<Bound<'py, PyAny>> {
    object(reports.py(), &IocsDocument::of(&sum(reports, blockable)?))
}

/// The same as text in a format.
#[pyfunction]
pub(crate) fn iocs_as(
    reports: &Bound<'_, PyAny>,
    format: &str,
    blockable: bool,
    defang: bool,
) -> PyResult<String> {
    let found = FORMATS.iter().find(|(word, _)| *word == format);
    let Some((_, form)) = found else {
        let words: Vec<&str> = FORMATS.iter().map(|(word, _)| *word).collect();
        let text = format!("{format}: give one of {}", words.join(", "));
        return Err(Failure::new(Kind::Option, format!("format: {text}")).into());
    };
    let style = Style {
        defang,
        ..Style::default()
    };
    let rendered = render::iocs(&sum(reports, blockable)?, *form, &style);
    text(rendered.map_err(|error| error.to_string()))
}
