//! RTE011: a Received field holds something that was not understood.

use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Place, Severity};

pub(super) const FINDING: Finding = Finding {
    code: "RTE011",
    name: "unparsed-received",
    severity: Severity::Info,
    basis: Basis::Observed,
    title: "Received field not fully understood",
    meaning: "The field contains text in no known format, or a date that cannot be read.",
    why: "The report on this hop may be incomplete. Read the field itself.",
    wrong: "It says nothing about the sender: software formats this field in many ways.",
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
