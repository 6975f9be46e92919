//! RTE003: neighboring hops below the boundary that do not fit together.

use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Place, Severity};
use crate::route::Trust;

pub(super) const FINDING: Finding = Finding {
    code: "RTE003",
    name: "received-chain-gap",
    severity: Severity::Notice,
    basis: Basis::Derived,
    title: "Gap in the Received chain",
    meaning: "The host that received the message at one hop (`by`) is not the host that sent it to the next hop (`from`): neither the name, the organization nor the address matches.",
    why: "In an unbroken chain, each host receives the message and passes it on. Forged Received fields seldom connect to the real ones.",
    wrong: "Legitimate chains can have a gap, too: platforms that send from hosts other than those they receive on, hosts with several names, and NAT.",
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
                "hop {} was received by {}, but hop {} was received from {}",
                gap.hop - 1,
                gap.taken_by,
                gap.hop,
                gap.handed_on_by
            );
            Some(Hit::new(detail).at(Place::field(evidence, newer.field_index)))
        })
        .collect()
}
