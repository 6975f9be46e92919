//! SMT013: envelope and header name different senders.

use crate::evidence::Evidence;
use crate::findings::model::Place;
use crate::findings::model::{Basis, Finding, Hit, Severity};
use crate::findings::support::talk;
use crate::names::same_organization;

pub(super) const FINDING: Finding = Finding {
    code: "SMT013",
    name: "envelope-sender-differs",
    severity: Severity::Info,
    basis: Basis::Derived,
    title: "Envelope sender and From differ",
    meaning: "The address in MAIL FROM belongs to a different organization than the one in From.",
    why: "People see From; bounces and SPF use the envelope sender. If the two differ, SPF says nothing about the visible From.",
    wrong: "Mailing lists, forwarders and sending platforms do this by design.",
    references: &["RFC 5321 section 3.3", "RFC 7489 section 3.1"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    let Some(from) = talk::mail(evidence).and_then(|mail| mail.mail_from.as_ref()) else {
        return Vec::new();
    };
    let (Some(envelope), Some(header)) =
        (from.path.domain(), evidence.facts.from_domains().first())
    else {
        return Vec::new();
    };
    if same_organization(&envelope, header) {
        return Vec::new();
    }
    let place = evidence
        .facts
        .from_fields
        .first()
        .and_then(|&at| Place::text(evidence, at, header));
    vec![
        Hit::new(format!("MAIL FROM is at {envelope}, From is at {header}"))
            .at(place)
            .in_step(from.step),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::support::testing::Talk;

    #[test]
    fn only_another_organization() {
        Talk::mail(
            "a@b.example",
            "b@example.net",
            "From: a@a.example\nTo: b@example.net",
        )
        .finds(&FINDING, &[Severity::Info]);
        Talk::mail(
            "bounce@mail.a.example",
            "b@example.net",
            "From: a@a.example\nTo: b@example.net",
        )
        .lacks(&FINDING);
    }
}
