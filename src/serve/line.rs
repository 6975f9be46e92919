//! A line of the log: nothing of a message, no option and no name of anybody.

use chrono::{DateTime, Utc};
use serde::Serialize;

/// What is logged of a request.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Line {
    /// When it was answered.
    pub time: DateTime<Utc>,
    /// `GET`, `POST` …; `other` where it is none that is known.
    pub method: &'static str,
    /// The pattern of its path: `/api/v1/explain/{term}`; `other` where nothing is served there.
    pub route: &'static str,
    /// The status of its answer.
    pub status: u16,
    /// The bytes of its answer, without the header.
    pub bytes: u64,
    /// How long it took from the end of its header until there was an answer.
    pub milliseconds: u64,
}
