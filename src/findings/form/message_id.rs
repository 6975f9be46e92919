//! FRM002: the Message-ID is missing or is none.

use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Place, Severity};
use crate::message::DamageKind;

pub(super) const FINDING: Finding = Finding {
    code: "FRM002",
    name: "message-id",
    severity: Severity::Notice,
    basis: Basis::Observed,
    title: "Missing or malformed Message-ID",
    meaning: "A Message-ID has the form `<left@right>`. The sending program generates it, and it is unique.",
    why: "Mail clients and servers write a correct one. Spam scripts often do not.",
    wrong: "Some devices and old programs leave it to the first server, which may not add one.",
    references: &["RFC 5322 section 3.6.4"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    // What was cut off may have held it, and a page that takes <…> for markup leaves nothing of it.
    if evidence.may_lack_fields() || evidence.is_damaged(&[DamageKind::LostAngleBrackets]) {
        return Vec::new();
    }
    match &evidence.facts.message_id {
        None => vec![Hit::new("no Message-ID")],
        Some((index, value)) if !is_well_formed(value) => {
            vec![Hit::new("not in the form <left@right>").at(Place::field(evidence, *index))]
        }
        Some(_) => Vec::new(),
    }
}

/// `<` left `@` right `>` without blanks. Comments around it are legal and hardly ever written.
fn is_well_formed(value: &str) -> bool {
    value
        .trim()
        .strip_prefix('<')
        .and_then(|inner| inner.strip_suffix('>'))
        .and_then(|inner| inner.rsplit_once('@'))
        .is_some_and(|(left, right)| {
            !left.is_empty()
                && !right.is_empty()
                && ![left, right]
                    .iter()
                    .any(|part| part.contains(|c: char| c.is_whitespace() || "<>".contains(c)))
        })
}
