//! The bytes of one input → its reports, as the program gives them for a file.

use crate::error::{Failure, Kind};
use hdrtrace::archive::{self, Content, Item, carries};
use hdrtrace::scan::outcome;
use hdrtrace::{Analyzer, Known, Report};
use pyo3::prelude::*;
use pyo3::types::PyDict;
use std::borrow::Cow;
use std::ops::ControlFlow;
use std::path::PathBuf;

/// What may be known of one message beside its bytes, by the names of the command line.
pub(crate) const MESSAGE_OPTIONS: [&str; 6] = [
    "name",
    "client_ip",
    "helo",
    "mail_from",
    "received_at",
    "message",
];

/// What the caller says of one input.
#[derive(Clone, Debug, Default)]
pub(crate) struct About {
    pub(crate) known: Known,
    /// Which message is wanted, counted from 1.
    pub(crate) number: Option<u64>,
}

impl About {
    /// By the names of options.
    pub(crate) fn of(given: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        let mut about = Self::default();
        for (name, value) in given.into_iter().flatten() {
            let name = name.extract::<String>()?;
            if value.is_none() {
                continue;
            }
            let known = &mut about.known;
            match name.as_str() {
                "name" => known.name = value.str()?.to_string(),
                "client_ip" => known.client_ip = Some(parsed(&name, &value)?),
                "helo" => known.helo = Some(value.extract()?),
                "mail_from" => known.mail_from = Some(value.extract()?),
                "received_at" => known.received_at = Some(moment(&name, &value)?),
                "message" => about.number = Some(number(&value)?),
                _ => return Err(Failure::option(&name, "is an option of the analyzer").into()),
            }
        }
        Ok(about)
    }
}

pub(crate) fn parsed<T: std::str::FromStr<Err: std::fmt::Display>>(
    name: &str,
    value: &Bound<'_, PyAny>,
) -> PyResult<T> {
    let text = value.str()?.to_string();
    let parsed = text.parse();
    parsed.map_err(|error| Failure::option(name, format!("{text}: {error}")).into())
}

fn moment(name: &str, value: &Bound<'_, PyAny>) -> PyResult<chrono::DateTime<chrono::Utc>> {
    let text = if value.hasattr("isoformat")? {
        value.call_method0("isoformat")?.extract::<String>()?
    } else {
        value.extract()?
    };
    let time = chrono::DateTime::parse_from_rfc3339(&text);
    Ok(time
        .map_err(|error| Failure::option(name, format!("{text}: {error}")))?
        .to_utc())
}

fn number(value: &Bound<'_, PyAny>) -> PyResult<u64> {
    match value.extract::<u64>() {
        Ok(number) if number > 0 => Ok(number),
        _ => Err(Failure::option("message", "give a number from 1").into()),
    }
}

/// What came of an input.
#[derive(Default)]
pub(crate) struct Traced {
    pub(crate) reports: Vec<Report>,
    /// What of it could not be read.
    pub(crate) failures: Vec<Failure>,
    /// How many messages there were.
    seen: u64,
}

/// Traces the messages of an input; with a number that one alone, and otherwise no more than so many.
fn traced(
    analyzer: &Analyzer,
    bytes: &[u8],
    about: &About,
    most: usize,
) -> Result<Traced, Failure> {
    let mut done = Traced::default();
    let path = PathBuf::from(&about.known.name);
    let content = Content::Bytes(Cow::Borrowed(bytes));
    archive::walk(content, &analyzer.settings().archive, &mut |item| {
        done.take(analyzer, &path, about, item);
        let is_enough = match about.number {
            Some(wanted) => done.seen >= wanted,
            None => done.reports.len() >= most,
        };
        if is_enough {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    })?;
    Ok(done)
}

impl Traced {
    fn take(&mut self, analyzer: &Analyzer, path: &std::path::Path, about: &About, item: Item<'_>) {
        let is_before = about.number.is_some_and(|wanted| self.seen + 1 < wanted);
        let is_message = match &item {
            // What is not wanted is not traced; but it has to be known how many messages it is.
            Item::Message(entry) if is_before && entry.origin.is_some() && !carries(entry) => {
                self.seen += 1;
                return;
            }
            Item::Message(_) => true,
            Item::Failed(_) => false,
        };
        let outcome = outcome(analyzer, path.to_owned(), &about.known, item);
        // A message that cannot be traced is one of them all the same.
        let is_missed = is_message && outcome.reports.is_empty();
        self.seen += u64::from(is_missed);
        for report in outcome.reports {
            self.seen += 1;
            if about.number.is_none_or(|wanted| wanted == self.seen) {
                self.reports.push(report);
            }
        }
        let failures = outcome.failures.into_iter();
        self.failures
            .extend(failures.map(|failure| Failure::of_scan(path, failure)));
    }

    fn nothing(self, number: Option<u64>) -> Failure {
        match (number, self.failures.into_iter().next()) {
            (Some(wanted), _) if wanted > self.seen => {
                let messages = if self.seen == 1 {
                    "message"
                } else {
                    "messages"
                };
                let seen = self.seen;
                Failure::option(
                    "message",
                    format!("{wanted}: the input has {seen} {messages}"),
                )
            }
            (_, Some(failure)) => failure,
            (_, None) => Failure::new(Kind::Input, "there is no message"),
        }
    }
}

/// The report of an input that is one message, or of the one that is wanted.
pub(crate) fn one(analyzer: &Analyzer, bytes: &[u8], about: &About) -> Result<Report, Failure> {
    let mut done = traced(analyzer, bytes, about, 2)?;
    match done.reports.pop() {
        None => Err(done.nothing(about.number)),
        Some(_) if !done.reports.is_empty() => Err(Failure::new(
            Kind::Several,
            "the input has several messages: use analyze_all, or choose one with message=N",
        )),
        Some(report) => Ok(report),
    }
}

/// The reports of all messages of an input, and what could not be read. Where there is no report, that is an error.
pub(crate) fn all(analyzer: &Analyzer, bytes: &[u8], about: &About) -> Result<Traced, Failure> {
    let done = traced(analyzer, bytes, about, usize::MAX)?;
    if done.reports.is_empty() {
        return Err(done.nothing(about.number));
    }
    Ok(done)
}
