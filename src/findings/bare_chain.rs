//! RTE004: everything below the boundary is bare, and does not connect to it.

use super::{Basis, Finding, Hit, Place, Severity};
use crate::evidence::Evidence;
use crate::received::Received;
use crate::route::Trust;

pub(super) const FINDING: Finding = Finding {
    code: "RTE004",
    name: "bare-chain",
    severity: Severity::High,
    basis: Basis::Derived,
    title: "The Received fields below the boundary look made up",
    meaning: "No hop below the trust boundary has a queue id or names the software that wrote it, and the newest of them does not connect to the host that handed the mail over.",
    why: "Mail servers write an id to find the mail in their logs. Tools that forge a history leave it out; of 51 mails of one such tool all look like this, of 4,087 others 11.",
    wrong: "A chain of old or home-made software may be bare. One that breaks at the border as well is rare.",
    references: &["RFC 5321 section 4.4"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    let route = &evidence.route;
    let claimed: Vec<_> = route
        .hops
        .iter()
        .filter(|hop| hop.trust == Trust::Claimed)
        .collect();
    let broken_at_border = route.breaks.iter().any(|gap| gap.at_boundary);
    let Some(newest) = claimed.last() else {
        return Vec::new();
    };
    if !broken_at_border || !claimed.iter().all(|hop| is_bare(&hop.received)) {
        return Vec::new();
    }
    let detail = format!(
        "{} hop{} without id or software, and {} did not hand the mail over",
        claimed.len(),
        if claimed.len() == 1 { "" } else { "s" },
        newest.received.by_name().unwrap_or("the newest of them"),
    );
    vec![claimed.iter().rev().fold(Hit::new(detail), |hit, hop| {
        hit.at(Place::field(evidence, hop.field_index))
    })]
}

/// Whether a field shows neither an id nor any software.
fn is_bare(field: &Received) -> bool {
    field.id.is_none() && field.remarks.is_empty() && field.tls.is_none() && field.from.is_some()
}
