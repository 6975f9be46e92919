//! FRM004: Date cannot be read or is impossible.

use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Place, Severity};
use crate::received::DateOddity;

pub(super) const FINDING: Finding = Finding {
    code: "FRM004",
    name: "bad-date",
    severity: Severity::Notice,
    basis: Basis::Observed,
    title: "Date cannot be read, or no clock on earth says so",
    meaning: "The Date field cannot be read, or has a zone that does not exist or a wrong day of the week. A missing time of day or a zone that is missing or not known only leaves the moment open.",
    why: "Mail programs write Date by the system's clock and get it right. Scripts write it by hand.",
    wrong: "Broken scripts and devices of honest owners.",
    references: &["RFC 5322 section 3.3"],
    check,
};

/// What no clock says.
const IMPOSSIBLE: &[(DateOddity, &str)] = &[
    (
        DateOddity::ZoneOutOfRange,
        "its zone is more than 14 hours from UTC",
    ),
    (
        DateOddity::ZoneNotQuarterHour,
        "its zone is no multiple of 15 minutes",
    ),
    (
        DateOddity::WrongWeekday,
        "the day of the week is not that of the date",
    ),
];

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    let Some((index, date)) = &evidence.facts.date else {
        return Vec::new();
    };
    let place = Place::field(evidence, *index);
    let Some(date) = date else {
        return vec![Hit::new("it cannot be read").at(place)];
    };
    let mut hits: Vec<Hit> = IMPOSSIBLE
        .iter()
        .filter(|(oddity, _)| date.has(*oddity))
        .map(|(_, text)| Hit::new(*text).at(place))
        .collect();
    // What a missing time or zone leaves open is no fault. Numbers of which nobody can say which is the month are no date.
    if date.has(DateOddity::AmbiguousOrder) && date.has(DateOddity::NoTime) {
        let text = "it has no time of day, and day and month cannot be told apart";
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
