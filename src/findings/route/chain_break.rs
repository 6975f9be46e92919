//! RTE003: neighbouring hops below the boundary that do not fit together.

use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Place, Severity};
use crate::route::Trust;

pub(super) const FINDING: Finding = Finding {
    code: "RTE003",
    name: "chain-break",
    severity: Severity::Notice,
    basis: Basis::Derived,
    title: "A hop was handed over by another host than the one that took the mail before",
    meaning: "The host that wrote one Received field (`by`) is not the one that the next field was handed over by (`from`): neither name, organisation nor address agree.",
    why: "In an unbroken chain each host takes the mail and hands it on. Who adds made-up fields below the real ones seldom gets this right.",
    wrong: "About 3 % of honest chains break: platforms that send from other hosts than they take mail on, hosts with several names, address translation.",
    references: &["RFC 5321 section 4.4"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    let route = &evidence.route;
    route
        .breaks
        .iter()
        .filter_map(|gap| {
            let newer = route
                .hops
                .get(gap.hop - 1)
                .filter(|hop| hop.trust != Trust::Trusted)?;
            if route.is_cut(&route.hops[gap.hop - 2]) {
                return None;
            }
            let detail = format!(
                "hop {} was taken by {}, but hop {} came from {}",
                gap.hop - 1,
                gap.taken_by,
                gap.hop,
                gap.handed_on_by
            );
            Some(Hit::new(detail).at(Place::field(evidence, newer.field_index)))
        })
        .collect()
}
