//! RTE006: the clock in a queue id contradicts the field's time.

use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Place, Severity};
use crate::route::describe_span;

/// A queue id is given minutes before the field is written at most; more than an hour needs a reason.
const LIMIT_MS: i64 = 3_600_000;
/// More than a day apart means an id that was recycled or invented.
const DAY_MS: i64 = 86_400_000;

pub(super) const FINDING: Finding = Finding {
    code: "RTE006",
    name: "id-clock",
    severity: Severity::Warning,
    basis: Basis::Derived,
    title: "Timestamp in a queue ID contradicts the Received date",
    meaning: "Many mail servers encode the time in the queue ID. The time in this one is more than an hour away from the date of its field.",
    why: "A forged field often carries an ID copied from another message, and a copied ID keeps its original time.",
    wrong: "Some IDs have the same form but encode no time. A client that keeps a session open for a long time gets an ID older than the message.",
    references: &["RFC 5321 section 4.4"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    let hops = &evidence.route.hops;
    hops.iter()
        .filter_map(|hop| {
            let clock = hop.received.id_time.as_ref()?;
            let apart = (hop.instant()? - clock.time).num_milliseconds();
            if apart.abs() <= LIMIT_MS.max(clock.tolerance.num_milliseconds()) {
                return None;
            }
            let id = hop.received.id.as_deref().unwrap_or_default();
            let detail = format!(
                "the queue ID of hop {} ({}) dates from {}, {} off the date of its field",
                hop.index,
                clock.kind.text(),
                clock.time.format("%Y-%m-%d %H:%M:%SZ"),
                describe_span(apart)
            );
            let hit = Hit::new(detail).at(Place::text(evidence, hop.field_index, id));
            Some(hit.graded_if(apart.abs() <= DAY_MS, Severity::Notice))
        })
        .collect()
}
