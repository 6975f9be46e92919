//! IDN013: a From field that cannot be read whole.

use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Place, Severity};

pub(super) const FINDING: Finding = Finding {
    code: "IDN013",
    name: "unreadable-from",
    severity: Severity::Warning,
    basis: Basis::Observed,
    title: "Malformed From field",
    meaning: "From is not a valid address list of RFC 5322, not even in its obsolete forms, and part of it remains unparsed: an unclosed quotation mark, comment or bracket, a second address without a comma, or text next to an address. All addresses found in it were checked.",
    why: "Mail clients and filters guess at such a value, and each guesses differently: one may check an address that another does not show.",
    wrong: "Badly written programs, and addresses typed or cut off by hand.",
    references: &["RFC 5322 section 3.4", "RFC 5322 section 4.4"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    evidence
        .facts
        .from_unread
        .iter()
        .map(|(index, unread)| {
            let left = String::from_utf8_lossy(unread.span.of(evidence.message.raw()));
            let left = left.split_whitespace().collect::<Vec<_>>().join(" ");
            let cut = left.floor_char_boundary(MAX_SHOWN);
            let more = if cut < left.len() { "\u{2026}" } else { "" };
            let fault = unread.fault.text();
            Hit::new(format!("{fault}: `{}{more}`", &left[..cut]))
                .at(Place::new(*index, unread.span))
        })
        .collect()
}

/// How much of what is left over is shown, in bytes.
const MAX_SHOWN: usize = 80;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::support::testing::Mail;

    #[test]
    fn what_is_left_over_is_told() {
        for (value, left) in [
            (
                "\"PayPal Support,<x@evil.test>",
                "\"PayPal Support,<x@evil.test>",
            ),
            ("N <a@a.test> <b@b.test>", "b@b.test"),
            ("N <a@a.test> and more", "and more"),
            ("N <a@a.test", "<a@a.test"),
        ] {
            Mail::new(&format!("From: {value}\r\n"))
                .finds(&FINDING, &[(Severity::Warning, &[left])]);
        }
        for value in [
            "N <a@a.test>",
            "\"N\" <@r.test:a@a.test> (c), b @ b . test",
            "PayPal: Service <a@a.test>",
            "a@a.test <a@a.test>",
            "just a name",
        ] {
            Mail::new(&format!("From: {value}\r\n")).lacks(&FINDING);
        }
    }
}
