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
    title: "HELO address differs from the client address",
    meaning: "In HELO or EHLO the client gave an IP address instead of a host name, and your side saw another address.",
    why: "Mail servers announce a host name. Programs that send directly to the recipient's server often announce an invented address.",
    wrong: "A host behind NAT announces its private address; that does not count here.",
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
        Hit::new(format!(
            "HELO says {announced}, the connection comes from {seen}"
        ))
        .at(Place::text(evidence, hop.field_index, announced)),
    ]
}
