//! What tells the present moment: the one place of the library that reads a clock.

use crate::texts::as_text;
use chrono::{DateTime, SecondsFormat, Utc};
use std::fmt;
use std::str::FromStr;

/// What tells the present moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Clock {
    /// The machine's clock, read once for each input.
    #[default]
    System,
    /// A moment that stays: who wants the same report again gives the same one.
    Fixed(DateTime<Utc>),
}

/// A text that names no clock.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}: give system, or a time such as 2026-05-02T10:00:00Z")]
pub struct ClockError(String);

impl Clock {
    /// The present moment.
    pub fn now(self) -> DateTime<Utc> {
        match self {
            Self::System => Utc::now(),
            Self::Fixed(time) => time,
        }
    }

    /// The machine's clock, stopped at this moment.
    #[must_use]
    pub fn stopped() -> Self {
        Self::Fixed(Self::System.now())
    }
}

impl FromStr for Clock {
    type Err = ClockError;

    fn from_str(text: &str) -> Result<Self, ClockError> {
        if text == "system" {
            return Ok(Self::System);
        }
        DateTime::parse_from_rfc3339(text)
            .map(|time| Self::Fixed(time.to_utc()))
            .map_err(|_| ClockError(text.to_owned()))
    }
}

impl fmt::Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::System => f.write_str("system"),
            Self::Fixed(time) => f.write_str(&time.to_rfc3339_opts(SecondsFormat::AutoSi, true)),
        }
    }
}

as_text!(Clock);
