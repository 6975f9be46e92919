//! RTE002: a hop that took long.

use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Place, Severity};
use crate::route::TimingKind;

/// Delays over this are in the slowest hundredth of genuine hops (99 % take less than 59 minutes).
const LONG_MS: i64 = 3_600_000;

pub(super) const FINDING: Finding = Finding {
    code: "RTE002",
    name: "long-delay",
    severity: Severity::Notice,
    basis: Basis::Derived,
    title: "Delay of more than an hour between two hops",
    meaning: "More than an hour passed between two neighboring hops.",
    why: "The message was delayed by greylisting, a full queue, moderation or a host that was down. Alternatively, one of the two timestamps is wrong or forged.",
    wrong: "Moderated lists, scheduled sending and temporary failures delay legitimate mail for hours.",
    references: &["RFC 5321 section 4.5.4.1"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    let hops = &evidence.route.hops;
    hops.iter()
        .filter_map(|hop| {
            hop.delay_ms.filter(|&delay| delay > LONG_MS)?;
            let timing = hop
                .timing
                .as_ref()
                .filter(|timing| timing.kind == TimingKind::Held)?;
            // The step up from made-up hops is as made up as they are.
            let from_cut = hop.index > 1 && evidence.route.is_cut(&hops[hop.index - 2]);
            if from_cut || evidence.route.is_cut(hop) {
                return None;
            }
            let text = timing.text.as_deref().unwrap_or("held");
            let detail = format!("{text} (before hop {})", hop.index);
            Some(Hit::new(detail).at(Place::field(evidence, hop.field_index)))
        })
        .collect()
}
