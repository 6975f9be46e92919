//! Questions of DNS, answered once for many messages.

use crate::error::{Failure, Kind};
use crate::many::jobs;
use crate::spread::spread;
use crate::{options, wait};
use chrono::{DateTime, Utc};
use futures::executor::block_on;
use hdrtrace::Analyzer;
use hdrtrace::dns::{Answer, Capsule, RecordType};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Answers that wait to be taken: no more than threads are at work.
const WAITING: usize = 256;

/// The answers to questions of the form `NAME TYPE`, as a recording that serves any message.
#[pyfunction]
#[pyo3(signature = (questions, **settings))]
pub(crate) fn resolve<'py>(
    py: Python<'py>,
    questions: Vec<String>,
    settings: Option<&Bound<'py, PyDict>>,
) -> PyResult<Bound<'py, PyBytes>> {
    let settings = options::settings(settings)?;
    let now = settings.clock.now();
    let analyzer = Analyzer::new(settings).map_err(|error| Failure::new(Kind::Option, error))?;
    if analyzer.resolver().is_none() {
        let text = "nobody is to be asked: give nameserver, or offline=False for the system's";
        return Err(Failure::new(Kind::Option, text).into());
    }
    let questions: Result<Vec<_>, Failure> = questions.iter().map(|one| question(one)).collect();
    let questions = questions?;
    let (count, threads) = (questions.len(), jobs(&analyzer, None));
    let work = move |at: usize| {
        let (name, kind) = questions.get(at)?;
        // A view for each: the limits are those of one message.
        let view = analyzer
            .resolver()?
            .dns(analyzer.settings().dns.limits.clone());
        Some(block_on(view.lookup(name, *kind)))
    };
    let from = spread(count, threads, WAITING, work)?;
    let mut answers = Answers::new();
    while let Some(answer) = wait::receive(py, &from)? {
        answers.insert((answer.name.clone(), answer.rtype.word()), answer);
    }
    written(py, now, answers)
}

/// Several recordings as one that serves any message. What two of them answer, the later one does.
#[pyfunction]
pub(crate) fn merge(py: Python<'_>, recordings: Vec<Vec<u8>>) -> PyResult<Bound<'_, PyBytes>> {
    let mut answers = Answers::new();
    let mut latest = DateTime::UNIX_EPOCH;
    for recording in &recordings {
        let text = String::from_utf8_lossy(recording);
        let capsule = Capsule::parse(&text).map_err(|error| Failure::new(Kind::Dns, error))?;
        latest = latest.max(capsule.recorded_at(None).unwrap_or(latest));
        for answer in capsule.answers() {
            let key = (answer.name.clone(), answer.rtype.word());
            answers.insert(key, Arc::new(answer.clone()));
        }
    }
    written(py, latest, answers)
}

type Answers = BTreeMap<(String, &'static str), Arc<Answer>>;

fn written(py: Python<'_>, at: DateTime<Utc>, answers: Answers) -> PyResult<Bound<'_, PyBytes>> {
    let answers: Vec<Arc<Answer>> = answers.into_values().collect();
    let json = Capsule::for_any_message(at, &answers).try_to_json();
    let json = json.map_err(|error| Failure::new(Kind::Dns, error))?;
    if json.len() as u64 > Capsule::MAX_BYTES {
        let text = format!(
            "the answers have {} bytes, and at most {} are replayed: resolve fewer questions at once",
            json.len(),
            Capsule::MAX_BYTES
        );
        return Err(Failure::new(Kind::Dns, text).into());
    }
    Ok(PyBytes::new(py, json.as_bytes()))
}

fn question(text: &str) -> Result<(String, RecordType), Failure> {
    let parts = text.rsplit_once(' ');
    let found = parts.and_then(|(name, word)| {
        let kind = RecordType::ALL
            .into_iter()
            .find(|kind| kind.word() == word)?;
        Some((name.to_owned(), kind))
    });
    found.ok_or_else(|| Failure::option("questions", format!("{text:?} is not NAME TYPE")))
}
