//! RTE008: a host whose clock is wrong.

use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Place, Severity};
use crate::route::TimingKind;

pub(super) const FINDING: Finding = Finding {
    code: "RTE008",
    name: "wrong-clock",
    severity: Severity::Info,
    basis: Basis::Derived,
    title: "Host with a wrong clock",
    meaning: "The delay to this host and the delay from it are off by the same amount in opposite directions: its clock is fast or slow. The message did not wait there.",
    why: "It is a harmless explanation for a timestamp that goes backwards. The logs of that host will have the same offset.",
    wrong: "A message that waited at the previous host for just as long looks the same.",
    references: &["RFC 5321 section 4.4"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    let hops = &evidence.route.hops;
    hops.iter()
        .filter_map(|hop| {
            let timing = hop.timing.as_ref()?;
            let off = matches!(
                timing.kind,
                TimingKind::ClockAhead | TimingKind::ClockBehind
            );
            let text = timing.text.clone().filter(|_| off)?;
            Some(Hit::new(text).at(Place::field(evidence, hop.field_index)))
        })
        .collect()
}
