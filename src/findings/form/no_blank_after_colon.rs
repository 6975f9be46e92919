//! FRM014: no blank behind the colon.

use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Place, Severity};
use crate::message::{HeaderField, Span};

pub(super) const FINDING: Finding = Finding {
    code: "FRM014",
    name: "missing-space-after-colon",
    severity: Severity::Notice,
    basis: Basis::Observed,
    title: "Missing space after the colon",
    meaning: "From, To, Subject, Date or Reply-To has no space between the colon and the value.",
    why: "It is legal, but all common mail clients write a space. Scripts that build the header by hand forget it.",
    wrong: "A few old programs and servers.",
    references: &["RFC 5322 section 2.2", "rspamd, rules/headers_checks.lua"],
    check,
};

const FIELDS: &[&str] = &["From", "To", "Subject", "Date", "Reply-To"];

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    let fields = evidence.message.fields().iter().enumerate();
    let mut bare = fields.filter(|(_, field)| {
        let first = field.raw_value().first();
        first.is_some_and(|byte| !byte.is_ascii_whitespace())
            && FIELDS.iter().any(|name| field.is(name))
    });
    let Some((index, field)) = bare.next() else {
        return Vec::new();
    };
    let names = std::iter::once(field)
        .chain(bare.map(|(_, field)| field))
        .map(HeaderField::name);
    let detail = format!(
        "in {}",
        names.take(FIELDS.len()).collect::<Vec<_>>().join(", ")
    );
    let start = field.span().start;
    let colon = Span::new(start, field.value_span().start + 1);
    vec![Hit::new(detail).at(Place::new(index, colon))]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::support::testing::Mail;

    #[test]
    fn a_bare_colon_is_marked() {
        Mail::new("From:a@a.example\r\nTo:b@b.example\r\n")
            .finds(&FINDING, &[(Severity::Notice, &["From:a"])]);
        Mail::new("From: a@a.example\r\nX-A:b\r\nSubject:\r\n").lacks(&FINDING);
    }
}
