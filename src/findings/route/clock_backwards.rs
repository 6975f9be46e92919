//! RTE001: a later hop says an earlier time.

use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Place, Severity};
use crate::route::{SKEW_MS, TimingKind, Trust, describe_span};

pub(super) const FINDING: Finding = Finding {
    code: "RTE001",
    name: "clock-backwards",
    severity: Severity::Notice,
    basis: Basis::Derived,
    title: "Received timestamp earlier than the previous hop's",
    meaning: "A Received field is dated more than a minute earlier than that of the previous hop.",
    why: "Mail servers keep time to within seconds. A step back of more than a minute means a wrong clock, a wrong time zone or a forged field.",
    wrong: "A host with a wrong clock or time zone shows this on every message. Between two hops on your own side, it means nothing but a wrong clock or time zone.",
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
            let by = hop.received.by_name().unwrap_or("an unnamed host");
            let detail = format!(
                "hop {} at {by} is dated {} before the previous hop",
                hop.index,
                describe_span(delay)
            );
            let hit = Hit::new(detail).at(Place::field(evidence, hop.field_index));
            // Two of our own hosts disagree: a clock, not the sender.
            let is_ours = hop.trust == Trust::Trusted;
            Some(hit.graded_if(is_ours, Severity::Info))
        })
        .collect()
}
