//! What the threads make of a message: all that is needed of it later, and in the journal.

use super::out::Shape;
use crate::input::{shown_member, unreadable};
use crate::remedies;
use anyhow::{Result, bail};
use chrono::{DateTime, Utc};
use hdrtrace::archive::ArchiveError;
use hdrtrace::dns::Capsule;
#[cfg(feature = "parquet")]
use hdrtrace::render::Value;
use hdrtrace::render::{self, Line, Style, Table};
use hdrtrace::rules::Filter;
use hdrtrace::scan::{Digest, Outcome, ScanError};
use hdrtrace::{Report, Severity};
use serde::{Deserialize, Serialize};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What came of a message, or of what could not be read.
#[derive(Serialize, Deserialize)]
pub(super) enum Done {
    Message(Box<Traced>),
    Error(String),
}

/// What is kept of a message.
#[derive(Serialize, Deserialize)]
pub(super) struct Traced {
    pub digest: Digest,
    pub shown: Shown,
    /// The answers of DNS, as a capsule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recorded: Option<String>,
    /// The questions that nobody was asked, as `NAME TYPE`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub wanted: Vec<String>,
    /// The bytes of the input.
    pub size: u64,
}

/// What is printed of a message.
#[derive(Serialize, Deserialize)]
pub(super) enum Shown {
    /// It is less severe than what is asked for, or not what is.
    Nothing,
    /// A line of the table, which takes its number where that is known.
    Line(Box<Line>),
    /// JSON, or a record of CSV.
    Text(String),
    /// Results of a log; empty where nothing was found.
    Results(String),
    /// The values of a row.
    #[cfg(feature = "parquet")]
    Row(Vec<Value>),
}

/// How they are made.
pub(super) struct Maker {
    pub shape: Shape,
    pub style: Style,
    /// What is printed at least.
    pub least: Option<Severity>,
    /// What must be true of a message for it to be printed.
    pub only: Option<Filter>,
    /// The domains that are protected.
    pub protected: Vec<String>,
    /// The moment of the recording, if answers are recorded.
    pub records: Option<DateTime<Utc>>,
    /// Whether the questions that are not asked are wanted.
    pub wants: bool,
}

impl Maker {
    /// What the results depend on, beside the settings. The table is painted when it is printed.
    pub(super) fn options(&self) -> impl std::fmt::Debug {
        let only = self.only.as_ref().map(Filter::text);
        let asked = (self.records.is_some(), self.wants);
        (self.shape, self.least, only.map(str::to_owned), asked)
    }

    pub(super) fn done(&self, outcome: Outcome) -> Vec<Done> {
        let path = outcome.path;
        let reports = outcome
            .reports
            .iter()
            .map(|report| match self.guarded(report) {
                Ok(traced) => Done::Message(Box::new(traced)),
                Err(error) => Done::Error(remedies::told_of(&path, &error)),
            });
        let failures = outcome.failures.into_iter().map(|failure| {
            let is_member = !failure.steps.is_empty();
            let error = match failure.error {
                // The name of the member stands before it.
                ScanError::Archive(ArchiveError::Io(error)) if is_member => error.into(),
                ScanError::Archive(error) => unreadable(&path, error),
                ScanError::Analyze(error) => error.into(),
            };
            Done::Error(if is_member {
                remedies::told_as(&shown_member(&path, &failure.steps), &error)
            } else {
                remedies::told_of(&path, &error)
            })
        });
        reports.chain(failures).collect()
    }

    /// A fault of ours in telling of one message does not end the others.
    fn guarded(&self, report: &Report) -> Result<Traced> {
        match catch_unwind(AssertUnwindSafe(|| self.traced(report))) {
            Ok(traced) => traced,
            Err(_) => bail!("cannot be shown: an internal error of hdrtrace; please report it"),
        }
    }

    fn traced(&self, report: &Report) -> Result<Traced> {
        let is_severe = self.least.is_none_or(|least| report.severity() >= least);
        let is_wanted = |only: &Filter| only.matches(report);
        let is_shown = is_severe && self.only.as_ref().is_none_or(is_wanted);
        let recorded = match self.records {
            Some(now) => {
                let log = report.log();
                Some(Capsule::from_log(&report.input.sha256, now, &log).try_to_json()?)
            }
            None => None,
        };
        Ok(Traced {
            digest: Digest::of(report, &self.protected),
            shown: if is_shown {
                self.shown(report)?
            } else {
                Shown::Nothing
            },
            recorded,
            wanted: if self.wants {
                report.not_asked()
            } else {
                Vec::new()
            },
            size: report.input.size as u64,
        })
    }

    fn shown(&self, report: &Report) -> Result<Shown> {
        let format = match self.shape {
            Shape::Table => return Ok(Shown::Line(Box::new(Line::of(report)))),
            #[cfg(feature = "parquet")]
            Shape::Parquet => return Ok(Shown::Row(render::values(report))),
            Shape::Json => render::Format::Json,
            Shape::Csv => render::Format::Csv(Table::Messages),
            Shape::Siem(system) => render::Format::Siem(system),
            Shape::Log => {
                let results = render::siem::log::results(report)?;
                return Ok(Shown::Results(String::from_utf8(results)?));
            }
        };
        let style = Style {
            columns: false,
            ..self.style
        };
        let rendered = render::try_render(report, format, &style)?;
        Ok(Shown::Text(String::from_utf8(rendered)?))
    }
}
