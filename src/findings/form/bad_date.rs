//! FRM004: Date cannot be read or is impossible.

use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Place, Severity};
use crate::received::DateOddity;

pub(super) const FINDING: Finding = Finding {
    code: "FRM004",
    name: "bad-date",
    severity: Severity::Notice,
    basis: Basis::Observed,
    title: "Invalid Date",
    meaning: "The Date field cannot be read, or has a time zone that does not exist or a wrong day of the week. If only the time of day is missing, or the time zone is unknown, the exact time is not known.",
    why: "Mail clients write Date from the system clock and get it right. Scripts often do not.",
    wrong: "Broken scripts and devices of legitimate senders.",
    references: &["RFC 5322 section 3.3"],
    check,
};

/// What no clock says.
const IMPOSSIBLE: &[(DateOddity, &str)] = &[
    (
        DateOddity::ZoneOutOfRange,
        "the time zone is more than 14 hours from UTC",
    ),
    (
        DateOddity::ZoneNotQuarterHour,
        "the time zone is not a multiple of 15 minutes",
    ),
    (
        DateOddity::WrongWeekday,
        "the day of the week does not match the date",
    ),
];

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    let Some((index, date)) = &evidence.facts.date else {
        return Vec::new();
    };
    let place = Place::field(evidence, *index);
    let Some(date) = date else {
        return vec![Hit::new("it is not a valid date").at(place)];
    };
    let mut hits: Vec<Hit> = IMPOSSIBLE
        .iter()
        .filter(|(oddity, _)| date.has(*oddity))
        .map(|(_, text)| Hit::new(*text).at(place))
        .collect();
    // What a missing time or zone leaves open is no fault. Numbers of which nobody can say which is the month are no date.
    if date.has(DateOddity::AmbiguousOrder) && date.has(DateOddity::NoTime) {
        let text = "it has no time of day, and the order of day and month is not clear";
        hits.push(Hit::new(text).at(place));
    }
    hits
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::support::testing::Mail;

    #[test]
    fn impossible_dates_are_told() {
        for (date, wrong) in [
            ("yesterday", true),
            ("Sat, 02 May 2026 10:00:00 +1900", true),
            ("Mon, 02 May 2026 10:00:00 +0000", true),
            ("Sat, 02 May 2026 10:00:00 +0545", false),
            ("2 May 2026 10:00 GMT", false),
            ("Sat, 02 May 2026", false),
            ("02-05-2026", true),
            ("02-05-2026 10:00:00 +0000", false),
            ("Sat, 02 May 2026 10:00:00", false),
            ("Sat, 02 May 2026 10:00:00 XQT", false),
            ("Sat, 02 May 2026 10:00:00 IST", false),
        ] {
            let mail = Mail::new(&format!("Date: {date}\r\nFrom: a@a.example\r\n"));
            if wrong {
                mail.finds(&FINDING, &[(Severity::Notice, &[date])]);
            } else {
                mail.lacks(&FINDING);
            }
        }
    }
}
