//! FRM003: a field that may stand once stands twice.

use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Place, Severity};

pub(super) const FINDING: Finding = Finding {
    code: "FRM003",
    name: "repeated-field",
    severity: Severity::Notice,
    basis: Basis::Observed,
    title: "Duplicate header field",
    meaning: "RFC 5322 allows one Date, Subject, To, Cc, Reply-To, Sender, Message-ID, In-Reply-To and References each. Here one of them is repeated (From has a finding of its own).",
    why: "Mail clients differ in which one they show, and a filter may check another. A field added to a signed message looks like this.",
    wrong: "Badly written senders, and gateways that add a second To or Message-ID.",
    references: &["RFC 5322 section 3.6"],
    check,
};

/// The fields of RFC 5322 section 3.6 with a maximum of one, but From.
const SINGLE: &[&str] = &[
    "Date",
    "Subject",
    "To",
    "Cc",
    "Bcc",
    "Reply-To",
    "Sender",
    "Message-ID",
    "In-Reply-To",
    "References",
    "MIME-Version",
    "Content-Type",
    "Content-Transfer-Encoding",
];

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    SINGLE
        .iter()
        .filter_map(|name| {
            let places = || evidence.message.named(name).map(|(index, _)| index);
            let times = places().count();
            (times > 1).then(|| {
                let hit = Hit::new(format!("{times} {name} fields"));
                places()
                    .take(MAX_PLACES)
                    .fold(hit, |hit, index| hit.at(Place::field(evidence, index)))
            })
        })
        .collect()
}

/// The most repetitions that are marked.
const MAX_PLACES: usize = 8;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::support::testing::Mail;

    #[test]
    fn doubles_are_marked() {
        Mail::new("Subject: one\r\nFrom: a@a.example\r\nSubject: two\r\n")
            .finds(&FINDING, &[(Severity::Notice, &["one", "two"])]);
        Mail::new("Subject: one\r\nComments: a\r\nComments: b\r\n").lacks(&FINDING);
    }
}
