//! RTE008: a host whose clock is wrong.

use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Place, Severity};
use crate::route::TimingKind;

pub(super) const FINDING: Finding = Finding {
    code: "RTE008",
    name: "wrong-clock",
    severity: Severity::Info,
    basis: Basis::Derived,
    title: "A host's clock is wrong, and its neighbours agree on by how much",
    meaning: "The step to this host and the step from it are off by the same amount in opposite directions: its clock is ahead or behind, and the mail was not held there.",
    why: "It explains a backwards step without suspicion. The host's times in logs are off by the same amount.",
    wrong: "A mail that was held at the host before for just as long looks alike.",
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
