//! Pacific time, in which Gmail writes its ids.

use chrono::{Datelike, NaiveDate, NaiveDateTime, Weekday};

/// Hours east of UTC on the coast of California at a local time. Daylight saving time by 15 U.S.C. 260a: since 2007
/// from the second Sunday of March to the first of November; before that (and since 1987, long before any Gmail) from
/// the first Sunday of April to the last of October.
pub(super) fn hours_east(local: NaiveDateTime) -> i64 {
    const STANDARD: i64 = -8;
    const DAYLIGHT: i64 = -7;
    let year = local.year();
    let (starts, ends) = if year >= 2007 {
        (nth_sunday(year, 3, 2), nth_sunday(year, 11, 1))
    } else {
        let last = nth_sunday(year, 10, 5).or_else(|| nth_sunday(year, 10, 4));
        (nth_sunday(year, 4, 1), last)
    };
    let at_two = |day: Option<NaiveDate>| day.and_then(|day| day.and_hms_opt(2, 0, 0));
    match (at_two(starts), at_two(ends)) {
        (Some(starts), Some(ends)) if (starts..ends).contains(&local) => DAYLIGHT,
        _ => STANDARD,
    }
}

fn nth_sunday(year: i32, month: u32, n: u8) -> Option<NaiveDate> {
    NaiveDate::from_weekday_of_month_opt(year, month, Weekday::Sun, n)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn borders() {
        for (local, hours) in [
            ("2023-03-12T01:59:59", -8),
            ("2023-03-12T03:00:00", -7),
            ("2023-11-05T00:30:00", -7),
            ("2023-11-05T02:00:00", -8),
            ("2006-04-02T03:00:00", -7),
            ("2006-10-29T02:00:00", -8),
        ] {
            assert_eq!(hours_east(local.parse().unwrap()), hours, "{local}");
        }
    }
}
