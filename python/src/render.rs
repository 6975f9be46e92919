//! Reports → text, lines of JSON, and rows of flat columns.

use crate::error::{Failure, Kind};
use crate::phrases::phrase;
use hdrtrace::render::siem::SYSTEMS;
use hdrtrace::render::{ColumnType, Detail, Format, Style, Table, Value, try_render};
use hdrtrace::rules::near;
use hdrtrace::{Report, render as lib};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyList, PyString};

/// A report as the program writes it: one line, ending with a line end.
pub(crate) fn line(report: &Report) -> Result<Vec<u8>, Failure> {
    try_render(report, Format::Json, &Style::default())
        .map_err(|error| Failure::new(Kind::Report, error))
}

/// A report that is a dictionary, or a line of JSON.
pub(crate) fn report(kept: &Bound<'_, PyAny>) -> PyResult<Report> {
    let bytes = if let Ok(bytes) = kept.cast::<PyBytes>() {
        bytes.as_bytes().to_vec()
    } else if kept.is_instance_of::<PyString>() {
        kept.extract::<String>()?.into_bytes()
    } else {
        let json = kept.py().import("json")?;
        json.call_method1("dumps", (kept,))?
            .extract::<String>()?
            .into_bytes()
    };
    let wrong = |text: String| Failure::new(Kind::Report, text);
    let mut reports = Report::read(&bytes).map_err(|error| wrong(error.to_string()))?;
    match (reports.pop(), reports.is_empty()) {
        (Some(report), true) => Ok(report),
        (Some(_), false) => {
            Err(wrong("there are several reports: give them one by one".to_owned()).into())
        }
        (None, _) => Err(wrong("there is no report".to_owned()).into()),
    }
}

/// The formats that are no security system's.
const FORMATS: &[(&str, Format)] = &[
    ("terminal", Format::Terminal),
    ("annotated", Format::Annotated),
    ("json", Format::Json),
    ("html", Format::Html),
    ("markdown", Format::Markdown),
    ("csv", Format::Csv(Table::Messages)),
];

const TABLES: &[(&str, Table)] = &[
    ("messages", Table::Messages),
    ("hops", Table::Hops),
    ("findings", Table::Findings),
];

fn chosen<T: Copy>(option: &str, rows: &[(&str, T)], word: &str) -> Result<T, Failure> {
    if let Some((_, found)) = rows.iter().find(|(known, _)| *known == word) {
        return Ok(*found);
    }
    let words: Vec<&str> = rows.iter().map(|(word, _)| *word).collect();
    let meant = near(word, words.iter().copied());
    let meant = meant.map_or_else(
        || format!("give one of {}", words.join(", ")),
        |meant| format!("did you mean {meant}?"),
    );
    Err(Failure::option(option, format!("{word}: {meant}")))
}

/// A report in a format, as text.
#[pyfunction]
#[pyo3(signature = (kept, format, table, width, color, unicode, defang, detail))]
#[expect(clippy::too_many_arguments, reason = "Python gives them by name")]
pub(crate) fn render(
    kept: &Bound<'_, PyAny>,
    format: &str,
    table: &str,
    width: usize,
    color: bool,
    unicode: bool,
    defang: bool,
    detail: &str,
) -> PyResult<String> {
    let systems = SYSTEMS
        .iter()
        .map(|system| (system.word, Format::Siem(system)));
    let formats: Vec<(&str, Format)> = FORMATS.iter().copied().chain(systems).collect();
    let format = match chosen("format", &formats, format)? {
        Format::Csv(_) => Format::Csv(chosen("table", TABLES, table)?),
        format => format,
    };
    let details = [
        ("brief", Detail::Brief),
        ("usual", Detail::Usual),
        ("verbose", Detail::Verbose),
    ];
    let style = Style {
        width: width.clamp(MIN_WIDTH, MAX_WIDTH),
        color,
        unicode,
        defang,
        detail: chosen("detail", &details, detail)?,
        phrases: phrase,
        ..Style::default()
    };
    let report = report(kept)?;
    let rendered = kept.py().detach(|| try_render(&report, format, &style));
    text(rendered.map_err(|error| error.to_string()))
}

/// The narrowest and the widest text for a terminal, as of the program.
const MIN_WIDTH: usize = 40;
const MAX_WIDTH: usize = 400;

/// Rendered bytes as text, which they are.
pub(crate) fn text(rendered: Result<Vec<u8>, String>) -> PyResult<String> {
    let wrong = |text: String| Failure::new(Kind::Report, text);
    let bytes = rendered.map_err(wrong)?;
    Ok(String::from_utf8(bytes).map_err(|error| wrong(error.to_string()))?)
}

/// The flat columns: names and types.
#[pyfunction]
pub(crate) fn columns() -> Vec<(&'static str, &'static str)> {
    let word = |kind| match kind {
        ColumnType::Text => "text",
        ColumnType::Whole => "whole",
        ColumnType::Flag => "flag",
        ColumnType::Time => "time",
        ColumnType::Texts => "texts",
    };
    lib::columns()
        .map(|(name, kind)| (name, word(kind)))
        .collect()
}

/// The flat values of a report, in the order of the columns.
#[pyfunction]
pub(crate) fn row<'py>(kept: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyList>> {
    let report = report(kept)?;
    values(kept.py(), lib::values(&report))
}

/// Values as Python has them; times in milliseconds since 1970.
pub(crate) fn values(py: Python<'_>, row: Vec<Value>) -> PyResult<Bound<'_, PyList>> {
    let made = row.into_iter().map(|value| {
        Ok(match value {
            Value::Text(text) => text.into_pyobject(py)?,
            Value::Whole(number) => number.into_pyobject(py)?,
            Value::Flag(flag) => flag.into_pyobject(py)?.to_owned().into_any(),
            Value::Time(time) => time.timestamp_millis().into_pyobject(py)?.into_any(),
            Value::Texts(texts) => texts.into_pyobject(py)?,
        })
    });
    let made: PyResult<Vec<Bound<'_, PyAny>>> = made.collect();
    PyList::new(py, made?)
}
