//! RTE011: a Received field holds something that was not understood.

use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Place, Severity};

pub(super) const FINDING: Finding = Finding {
    code: "RTE011",
    name: "unparsed-received",
    severity: Severity::Info,
    basis: Basis::Observed,
    title: "A part of a Received field was not understood",
    meaning: "The field holds text that fits no known way of writing it, or a time that cannot be read.",
    why: "What is said about this hop may be incomplete; read the field yourself.",
    wrong: "It says nothing about the sender: software writes what it likes there.",
    references: &["RFC 5321 section 4.4"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    let hops = &evidence.route.hops;
    hops.iter()
        .filter_map(|hop| {
            let field = &hop.received;
            let (detail, text) = match (field.unparsed.first(), &field.date) {
                (Some(rest), _) => (
                    format!("hop {}: {:?}", hop.index, rest.text),
                    rest.text.as_str(),
                ),
                (None, Err(problem)) => (format!("hop {}: {}", hop.index, problem.text()), ""),
                (None, Ok(_)) => return None,
            };
            Some(Hit::new(detail).at(Place::text(evidence, hop.field_index, text)))
        })
        .collect()
}
