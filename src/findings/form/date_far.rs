//! FRM005: Date is far from the receipt.

use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Place, Severity};

pub(super) const FINDING: Finding = Finding {
    code: "FRM005",
    name: "date-far",
    severity: Severity::Notice,
    basis: Basis::Derived,
    title: "Date far from the time of receipt",
    meaning: "Date is more than a day before, or more than an hour after, the time at which your side received the message.",
    why: "Scripts with a fixed or invented date look like this. A date in the future keeps a message at the top of the inbox.",
    wrong: "Messages that waited in a drafts folder, a queue or a moderated list; computers with a wrong clock.",
    references: &["RFC 5322 section 3.6.1"],
    check,
};

/// A day: what lies behind is drafts and queues, and rare.
const MAX_BEFORE: i64 = 86_400;
/// An hour: a wrong zone by the summer time, and no more.
const MAX_AFTER: i64 = 3_600 + 300;

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    let Some((index, Some(date))) = &evidence.facts.date else {
        return Vec::new();
    };
    let Some(received) = evidence.route.received_at() else {
        return Vec::new();
    };
    // Where the moment is not known, what holds for every reading of the date.
    let [earliest, latest] = date.range;
    let before = if latest < received {
        (received - latest).num_seconds()
    } else {
        -(earliest - received).num_seconds().max(0)
    };
    let least = match date.instant() {
        Some(_) => "",
        None => "at least ",
    };
    let span = |seconds: i64| match seconds {
        172_800.. => format!("{least}{} days", seconds / 86_400),
        7_200.. => format!("{least}{} hours", seconds / 3_600),
        _ => format!("{least}{} minutes", seconds / 60),
    };
    let detail = match before {
        before if before > MAX_BEFORE => {
            format!("{} before the message was received", span(before))
        }
        before if -before > MAX_AFTER => {
            format!("{} after the message was received", span(-before))
        }
        _ => return Vec::new(),
    };
    vec![Hit::new(detail).at(Place::field(evidence, *index))]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::support::testing::Mail;

    #[test]
    fn far_dates_are_told() {
        // Received on 2026-05-02 at 10:00:09 UTC.
        for (date, expected) in [
            (
                "Fri, 24 Apr 2026 10:00:00 +0000",
                Some("8 days before the message was received"),
            ),
            (
                "Sat, 02 May 2026 14:00:10 +0000",
                Some("4 hours after the message was received"),
            ),
            ("Sat, 02 May 2026 09:00:00 +0000", None),
            ("Sat, 02 May 2026 12:00:00 +0200", None),
            // Without zone or time: what holds in every zone.
            ("Sat, 02 May 2026 21:00:00", None),
            ("Sat, 02 May 2026 14:00:00 IST", None),
            (
                "Sat, 02 May 2026 14:00:00 CST",
                Some("9 hours after the message was received"),
            ),
            ("Fri, 01 May 2026", None),
            (
                "Fri, 24 Apr 2026",
                Some("at least 6 days before the message was received"),
            ),
            ("2/5/2026 10:00:00 +0000", None),
        ] {
            let hits = Mail::received("", &format!("Date: {date}\r\nFrom: a@a.example\r\n"))
                .hits(&FINDING);
            assert_eq!(hits.first().map(|hit| hit.detail.as_str()), expected);
        }
    }
}
