//! RTE001: a later hop says an earlier time.

use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Place, Severity};
use crate::route::{SKEW_MS, TimingKind, Trust};

pub(super) const FINDING: Finding = Finding {
    code: "RTE001",
    name: "clock-backwards",
    severity: Severity::Notice,
    basis: Basis::Derived,
    title: "A hop took the mail before the hop below it did",
    meaning: "The time in a Received field is more than a minute earlier than that of the hop which handed the mail over.",
    why: "Clocks of mail servers agree within seconds. A step back by more than a minute is a wrong clock, a wrong time zone, or a field that was made up.",
    wrong: "A host whose clock or zone is set wrong shows it on every mail. Between two hops of our own side it is nothing but that.",
    references: &["RFC 5321 section 4.4"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    let hops = &evidence.route.hops;
    hops.iter()
        .filter_map(|hop| {
            let delay = hop.delay_ms.filter(|&delay| delay < -SKEW_MS)?;
            // A host whose clock is known to be wrong explains it, and made-up hops prove nothing.
            let timing = hop.timing.as_ref()?;
            if timing.kind != TimingKind::Backwards || evidence.route.is_cut(hop) {
                return None;
            }
            let by = hop.received.by_name().unwrap_or("a host without a name");
            let detail = format!(
                "hop {} at {by} is {} s earlier than the hop before it",
                hop.index,
                -delay / 1000
            );
            let hit = Hit::new(detail).at(Place::field(evidence, hop.field_index));
            // Two of our own hosts disagree: a clock, not the sender.
            let is_ours = hop.trust == Trust::Trusted;
            Some(hit.graded_if(is_ours, Severity::Info))
        })
        .collect()
}
