//! FRM001: fields that every message has are missing.

use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Severity};
use crate::message::DamageKind;

pub(super) const FINDING: Finding = Finding {
    code: "FRM001",
    name: "missing-fields",
    severity: Severity::Notice,
    basis: Basis::Observed,
    title: "A field that every mail has is missing",
    meaning: "Date and From are the two fields that no message may lack.",
    why: "Mail programs write both. What lacks one was made by a script.",
    wrong: "A header block that was cut off while copying lacks what was cut.",
    references: &["RFC 5322 section 3.6"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    // What was cut off may have held it.
    if evidence.is_damaged(&[DamageKind::CutOff]) {
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
