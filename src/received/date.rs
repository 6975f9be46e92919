//! Dates in every form in which the field writes them.

use super::clock_time::Time;
use super::date_oddity::DateOddity;
use super::scan::Scan;
use crate::message::Span;
use chrono::{
    DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, SecondsFormat, TimeDelta, Utc,
};

/// When a field says that the mail was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceivedDate {
    /// The time, with its fraction; for showing. Where [`Self::instant`] is `None` it is one reading of several: UTC where
    /// no zone is given, midnight where no time is.
    pub utc: DateTime<Utc>,
    /// Between which moments the true one lies: both are [`Self::utc`] unless something is left open.
    pub range: [DateTime<Utc>; 2],
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
    /// The moment, if what is written tells it: whatever compares or subtracts times takes this.
    pub fn instant(&self) -> Option<DateTime<Utc>> {
        let [earliest, latest] = self.range;
        (earliest == latest).then_some(self.utc)
    }

    /// Why the moment is not known exactly; `None` where it is.
    pub fn doubt(&self) -> Option<String> {
        let [earliest, latest] = self.range;
        if earliest == latest {
            return None;
        }
        let open: Vec<_> = self
            .oddities
            .iter()
            .filter_map(|oddity| oddity.leaves_open())
            .collect();
        let hours = (latest - earliest).num_hours();
        let width = match hours {
            49.. => format!("{} days", hours / 24),
            _ => format!("{hours} hours"),
        };
        let minutes = self.offset.abs() / 60;
        let zone = match self.offset {
            0 => String::new(),
            1.. => format!("+{:02}:{:02}", minutes / 60, minutes % 60),
            _ => format!("-{:02}:{:02}", minutes / 60, minutes % 60),
        };
        Some(format!(
            "{}: the exact time is known only to within {width}; read as UTC{zone}",
            open.join(", ")
        ))
    }

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
            Self::Unreadable { .. } => "the text in place of the date is not a date",
            Self::OutOfRange { .. } => "the date has a day or time that does not exist",
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

/// The zones of the earth in minutes, for dates that name none: from UTC-12 to UTC+14.
const ZONES_OF_EARTH: (i32, i32) = (-12 * 60, MAX_ZONE_MINUTES);

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
    let local = date.and_time(clock);
    let shifted = |local: NaiveDateTime, minutes: i32| {
        let shift = i64::from(leap) - i64::from(minutes) * 60;
        let utc = local.checked_add_signed(TimeDelta::seconds(shift));
        utc.map(|utc| utc.and_utc())
    };
    let is = |oddity| oddities.contains(&oddity);
    let (least, most) = if is(DateOddity::NoZone) || is(DateOddity::UnknownZone) {
        ZONES_OF_EARTH
    } else {
        parts.zone_span.unwrap_or((minutes, minutes))
    };
    // The other way to read `7/2/2002`.
    let other = if is(DateOddity::AmbiguousOrder) {
        NaiveDate::from_ymd_opt(year, parts.day?, parts.month?)
    } else {
        None
    };
    let other = other.map_or(local, |date| date.and_time(clock));
    let end_of_day = TimeDelta::days(i64::from(is(DateOddity::NoTime)));
    let (Some(utc), Some(earliest), Some(latest)) = (
        shifted(local, minutes),
        shifted(local.min(other), most),
        shifted(local.max(other), least).and_then(|time| time.checked_add_signed(end_of_day)),
    ) else {
        return out_of_range;
    };
    Some(Found::Date(
        ReceivedDate {
            utc,
            range: [earliest, latest],
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
