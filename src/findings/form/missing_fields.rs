//! FRM001: fields that every message has are missing.

use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Severity};

pub(super) const FINDING: Finding = Finding {
    code: "FRM001",
    name: "missing-fields",
    severity: Severity::Notice,
    basis: Basis::Observed,
    title: "Missing Date or From",
    meaning: "Date and From are the two header fields that every message must have.",
    why: "Mail clients write both. A message without one was probably made by a script.",
    wrong: "A header that was cut off while it was copied.",
    references: &["RFC 5322 section 3.6"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    // What was cut off may have held it.
    if evidence.may_lack_fields() {
        return Vec::new();
    }
    let facts = &evidence.facts;
    let missing: Vec<&str> = [
        ("From", facts.from_fields.is_empty()),
        ("Date", facts.date.is_none()),
    ]
    .into_iter()
    .filter_map(|(name, missing)| missing.then_some(name))
    .collect();
    if missing.is_empty() {
        return Vec::new();
    }
    vec![Hit::new(format!("no {} field", missing.join(" and no ")))]
}
