//! RTE009: the stranger announced an address that is not its own.

use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Place, Severity};
use crate::names::is_internal;
use crate::received::Helo;

pub(super) const FINDING: Finding = Finding {
    code: "RTE009",
    name: "helo-address",
    severity: Severity::Warning,
    basis: Basis::Observed,
    title: "The host that handed the mail over announced another address than its own",
    meaning: "In HELO or EHLO it gave an address in place of a name, and our side saw another address.",
    why: "Mail servers announce their name. Programs that send straight to the recipient's server make something up.",
    wrong: "A host behind address translation announces its inner address; that is not counted here.",
    references: &["RFC 5321 section 4.1.4"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    let Some(hop) = evidence.route.boundary_hop() else {
        return Vec::new();
    };
    let helo = hop
        .received
        .from
        .as_ref()
        .and_then(|from| from.helo.as_ref());
    let (Some(said), Some(seen)) = (helo.and_then(Helo::literal), hop.received.peer()) else {
        return Vec::new();
    };
    if said == seen || is_internal(said) {
        return Vec::new();
    }
    let announced = helo.map(Helo::as_str).unwrap_or_default();
    vec![
        Hit::new(format!("announced {announced}, but came from {seen}")).at(Place::text(
            evidence,
            hop.field_index,
            announced,
        )),
    ]
}
