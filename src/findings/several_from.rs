//! IDN005: more than one author.

use super::{Basis, Finding, Hit, Place, Severity};
use crate::evidence::Evidence;

pub(super) const FINDING: Finding = Finding {
    code: "IDN005",
    name: "several-from",
    severity: Severity::Warning,
    basis: Basis::Observed,
    title: "The mail names more than one author",
    meaning: "There are several From fields, or one with addresses at several domains.",
    why: "A message must have exactly one From field. A filter may check one of them and the mail program show another.",
    wrong: "Several authors in one From are legal, if rare.",
    references: &["RFC 5322 section 3.6", "RFC 9989 section 4.3"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    let facts = &evidence.facts;
    let domains = facts.from_domains();
    let detail = match (facts.from_fields.len(), domains.len()) {
        (fields @ 2.., _) => format!("{fields} From fields"),
        (_, count @ 2..) => format!("addresses at {count} domains: {}", domains.join(", ")),
        _ => return Vec::new(),
    };
    vec![
        facts
            .from_fields
            .iter()
            .fold(Hit::new(detail), |hit, &index| {
                hit.at(Place::field(evidence, index))
            }),
    ]
}
