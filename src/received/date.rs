//! Dates in every form in which the field writes them.

use super::scan::{Scan, Time};
use crate::message::Span;
use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, SecondsFormat, TimeDelta, Utc};

/// When a field says that the mail was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceivedDate {
    /// The time, with its fraction.
    pub utc: DateTime<Utc>,
    /// Seconds east of UTC, as written.
    pub offset: i32,
    /// How many digits the fraction of the second has, at most nine; 0 when there is none.
    pub fraction_digits: u8,
    /// What is unusual about the way in which it is written.
    pub oddities: Vec<DateOddity>,
    /// The text.
    pub raw: String,
}

impl ReceivedDate {
    /// RFC 3339 in UTC with the fraction as written.
    pub fn rfc3339(&self) -> String {
        if self.fraction_digits == 0 {
            return self.utc.to_rfc3339_opts(SecondsFormat::Secs, true);
        }
        let nanos = self.utc.to_rfc3339_opts(SecondsFormat::Nanos, true);
        let keep = nanos.len() - 1 - (9 - usize::from(self.fraction_digits.min(9)));
        format!("{}Z", &nanos[..keep])
    }

    /// Whether it is written in this odd way.
    pub fn has(&self, oddity: DateOddity) -> bool {
        self.oddities.contains(&oddity)
    }
}

/// Something unusual about a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DateOddity {
    /// No `;` stands before it (RFC 5321 section 4.4 wants one).
    NoSemicolon,
    /// It lacks the day of the week, which is optional.
    NoWeekday,
    /// The day of the week is not that of the date.
    WrongWeekday,
    /// Two digits of year (RFC 5322 section 4.3).
    TwoDigitYear,
    /// The year is counted from 1900 (`102`, `0102`): RFC 5322 section 4.3 reads three digits so.
    YearFrom1900,
    /// It has no seconds, which are optional.
    NoSeconds,
    /// It has no time of day; read as midnight.
    NoTime,
    /// It has no zone; read as UTC.
    NoZone,
    /// `-0000`: UTC, and nothing is said about the host's zone (RFC 5322 section 3.3).
    MinusZero,
    /// A zone by a name of RFC 5322 section 4.3 instead of a number.
    ObsoleteZone,
    /// A zone by a name that no RFC defines.
    NonstandardZone,
    /// A zone by a name that nothing defines; read as UTC (RFC 5322 section 4.3).
    UnknownZone,
    /// More than 14 hours from UTC: no place on earth has that.
    ZoneOutOfRange,
    /// Not a multiple of 15 minutes: no place on earth has that today.
    ZoneNotQuarterHour,
    /// Second 60.
    LeapSecond,
    /// `AM` or `PM`.
    TwelveHourClock,
    /// Neither RFC 5322's order of day, month and year, nor its month names: asctime, ISO 8601, slashes.
    UnusualOrder,
    /// Day and month are both numbers up to 12; read month first.
    AmbiguousOrder,
}

/// Why there is no date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DateProblem {
    /// Nothing in the field looks like one.
    Absent,
    /// Something stands in its place that is none.
    Unreadable {
        /// The text.
        raw: String,
    },
    /// It names a day or a time that does not exist.
    OutOfRange {
        /// The text.
        raw: String,
    },
}

impl DateProblem {
    /// The reason for a reader.
    pub fn text(&self) -> &'static str {
        match self {
            Self::Absent => "the field has no date",
            Self::Unreadable { .. } => "what stands in the date's place is no date",
            Self::OutOfRange { .. } => "the date names a day or a time that does not exist",
        }
    }
}

/// What one try at a date found.
pub(super) enum Found {
    /// A date and where it ends.
    Date(ReceivedDate, usize),
    /// Something shaped like one that does not exist.
    OutOfRange(Span),
}

/// The furthest that a real zone is from UTC, in minutes (Kiribati, UTC+14).
const MAX_ZONE_MINUTES: i32 = 14 * 60;

/// Two digits of year below this are 20xx (RFC 5322 section 4.3).
const TWO_DIGIT_PIVOT: i32 = 50;

/// Reads a date from the beginning of a text, as `Date:` holds one.
pub fn read(text: &str) -> Result<ReceivedDate, DateProblem> {
    match scan(text, 0) {
        Some(Found::Date(date, _)) => Ok(date),
        Some(Found::OutOfRange(span)) => Err(DateProblem::OutOfRange {
            raw: text[span.start..span.end].to_owned(),
        }),
        None => Err(DateProblem::Unreadable {
            raw: text.to_owned(),
        }),
    }
}

/// Reads a date that begins at `start`.
pub(super) fn scan(value: &str, start: usize) -> Option<Found> {
    let mut parts = Scan::run(value, start)?;
    let out_of_range = Some(Found::OutOfRange(Span::new(start, parts.end)));
    let mut oddities = std::mem::take(&mut parts.oddities);
    let year = full_year(parts.year?, parts.year_digits, &mut oddities);
    let Some(date) = NaiveDate::from_ymd_opt(year, parts.month?, parts.day?) else {
        return out_of_range;
    };
    let time = parts.time.unwrap_or_else(|| {
        oddities.push(DateOddity::NoTime);
        Time::default()
    });
    let leap = time.second == 60;
    if leap {
        oddities.push(DateOddity::LeapSecond);
    }
    let second = if leap { 59 } else { time.second };
    let Some(clock) = NaiveTime::from_hms_nano_opt(time.hour, time.minute, second, time.nanos)
    else {
        return out_of_range;
    };
    let weekday = date.weekday().num_days_from_monday();
    match parts.weekday {
        None => oddities.push(DateOddity::NoWeekday),
        Some(written) if written != weekday => oddities.push(DateOddity::WrongWeekday),
        Some(_) => {}
    }
    let minutes = parts.zone_minutes.unwrap_or_else(|| {
        oddities.push(DateOddity::NoZone);
        0
    });
    if minutes.abs() > MAX_ZONE_MINUTES {
        oddities.push(DateOddity::ZoneOutOfRange);
    }
    if minutes % 15 != 0 {
        oddities.push(DateOddity::ZoneNotQuarterHour);
    }
    let offset = minutes * 60;
    let shift = TimeDelta::seconds(i64::from(leap) - i64::from(offset));
    let Some(utc) = date.and_time(clock).checked_add_signed(shift) else {
        return out_of_range;
    };
    Some(Found::Date(
        ReceivedDate {
            utc: utc.and_utc(),
            offset,
            fraction_digits: time.fraction_digits,
            oddities,
            raw: value[start..parts.end].to_owned(),
        },
        parts.end,
    ))
}

fn full_year(year: i32, digits: usize, oddities: &mut Vec<DateOddity>) -> i32 {
    if digits <= 2 {
        oddities.push(DateOddity::TwoDigitYear);
        return if year < TWO_DIGIT_PIVOT {
            2000 + year
        } else {
            1900 + year
        };
    }
    if (100..200).contains(&year) {
        oddities.push(DateOddity::YearFrom1900);
        return 1900 + year;
    }
    year
}

#[cfg(test)]
#[path = "date_tests.rs"]
mod tests;
