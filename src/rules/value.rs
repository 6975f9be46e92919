//! Values of fields.

use super::record::Subject;
use chrono::{DateTime, TimeDelta, Utc};
use std::borrow::Cow;
use std::fmt::Write;
use std::net::IpAddr;

/// A value; it borrows from the report wherever it can.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'r> {
    /// Null: it is not there, or was not determined.
    Missing,
    Text(Cow<'r, str>),
    Number(f64),
    Bool(bool),
    Time(DateTime<Utc>),
    Duration(TimeDelta),
    Address(IpAddr),
}

/// The elements of a list.
pub(super) type List<'r> = Box<dyn Iterator<Item = Subject<'r>> + 'r>;

impl Value<'_> {
    /// As a reader is told it.
    pub(super) fn shown(&self) -> Option<String> {
        Some(match self {
            Self::Missing => return None,
            Self::Text(text) => text.clone().into_owned(),
            Self::Number(number) => number.to_string(),
            Self::Bool(is) => is.to_string(),
            Self::Time(time) => time.format("%Y-%m-%d %H:%M:%SZ").to_string(),
            Self::Duration(length) => duration(*length),
            Self::Address(address) => address.to_string(),
        })
    }

    pub(super) fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// A length of time in its largest units: `1h30m`.
pub(super) fn duration(length: TimeDelta) -> String {
    let mut rest = length.num_milliseconds();
    let mut out = String::new();
    if rest < 0 {
        out.push('-');
        rest = rest.saturating_neg();
    }
    for (unit, ms) in [
        ("d", 86_400_000),
        ("h", 3_600_000),
        ("m", 60_000),
        ("s", 1_000),
        ("ms", 1),
    ] {
        let many = rest / ms;
        rest %= ms;
        if many > 0 {
            // Writing to a String cannot fail.
            let _ = write!(out, "{many}{unit}");
        }
    }
    if out.is_empty() || out == "-" {
        "0s".to_owned()
    } else {
        out
    }
}

macro_rules! from {
    ($($kind:ty => |$value:ident| $made:expr;)+) => {
        $(impl<'r> From<$kind> for Value<'r> {
            fn from($value: $kind) -> Self {
                $made
            }
        })+
    };
}

from! {
    &'r str => |text| Self::Text(Cow::Borrowed(text));
    &'r String => |text| Self::Text(Cow::Borrowed(text));
    String => |text| Self::Text(Cow::Owned(text));
    &'r Cow<'static, str> => |text| Self::Text(Cow::Borrowed(text));
    Cow<'r, str> => |text| Self::Text(text);
    bool => |is| Self::Bool(is);
    f64 => |number| Self::Number(number);
    u8 => |number| Self::Number(number.into());
    u16 => |number| Self::Number(number.into());
    u32 => |number| Self::Number(number.into());
    usize => |number| Self::Number(count(number));
    u64 => |number| Self::Number(count(usize::try_from(number).unwrap_or(usize::MAX)));
    DateTime<Utc> => |time| Self::Time(time);
    TimeDelta => |length| Self::Duration(length);
    IpAddr => |address| Self::Address(address);
}

impl<'r, T: Into<Value<'r>>> From<Option<T>> for Value<'r> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Missing, Into::into)
    }
}

/// Sizes and counts are far below 2^53, from where on a number has gaps.
#[expect(clippy::cast_precision_loss, reason = "no count comes near")]
pub(super) fn count(number: usize) -> f64 {
    number as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_told_in_their_units() {
        for (ms, told) in [
            (0, "0s"),
            (5_400_000, "1h30m"),
            (-1_500, "-1s500ms"),
            (604_800_000, "7d"),
        ] {
            assert_eq!(duration(TimeDelta::milliseconds(ms)), told);
        }
    }
}
