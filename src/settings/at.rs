//! The time that expiry is judged at.

use crate::texts::as_text;
use chrono::{DateTime, SecondsFormat, Utc};
use std::fmt;
use std::str::FromStr;

/// The time that expiry is judged at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum At {
    /// When our side took the mail; now if that is not known.
    #[default]
    Received,
    /// Now.
    Now,
    /// This time.
    Time(DateTime<Utc>),
}

/// A text that names no time.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}: give received, now, or a time such as 2026-05-02T10:00:00Z")]
pub struct AtError(String);

impl FromStr for At {
    type Err = AtError;

    fn from_str(text: &str) -> Result<Self, AtError> {
        match text {
            "received" => Ok(Self::Received),
            "now" => Ok(Self::Now),
            _ => DateTime::parse_from_rfc3339(text)
                .map(|time| Self::Time(time.to_utc()))
                .map_err(|_| AtError(text.to_owned())),
        }
    }
}

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Received => f.write_str("received"),
            Self::Now => f.write_str("now"),
            Self::Time(time) => f.write_str(&time.to_rfc3339_opts(SecondsFormat::AutoSi, true)),
        }
    }
}

as_text!(At);
