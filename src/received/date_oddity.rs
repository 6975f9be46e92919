//! What is odd about a date, though it can be read.

impl DateOddity {
    /// What it leaves open of the moment, if anything.
    pub(super) fn leaves_open(self) -> Option<&'static str> {
        Some(match self {
            Self::NoTime => "no time of day",
            Self::NoZone => "no time zone",
            Self::UnknownZone => "unknown time zone",
            Self::AmbiguousZone => "ambiguous time zone name",
            Self::AmbiguousOrder => "day and month may be swapped",
            _ => return None,
        })
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
    /// A zone by a name that several places use for different times, and that no RFC defines.
    AmbiguousZone,
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
