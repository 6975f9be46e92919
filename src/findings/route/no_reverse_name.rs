//! RTE010: the stranger has no name in reverse DNS that resolves to it, or one like those that providers give to all
//! their customers.

use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Place, Severity};
use crate::names::is_generic;

pub(super) const FINDING: Finding = Finding {
    code: "RTE010",
    name: "no-reverse-dns",
    severity: Severity::Notice,
    basis: Basis::Observed,
    title: "Missing or generic reverse DNS name",
    meaning: "Your side looked up the name of the connecting address. It found none that resolves to the address, or a generic name made from the address, as access providers assign to customers.",
    why: "Mail servers have forward and reverse DNS names of their own. Compromised home or cloud machines usually do not.",
    wrong: "Small servers on rented machines often keep the provider's generic name. The receiver's DNS lookup may have failed, in reverse or forward.",
    references: &["RFC 1912 section 2.1"],
    check,
};

/// Software that always notes the reverse name, so that its absence means something. Postfix's `unknown` is also an
/// address whose name does not resolve to it, or could not be looked up (`smtpd_peer.c`).
const ALWAYS_NOTED_BY: &[&str] = &["postfix"];

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    let Some(hop) = evidence.route.boundary_hop() else {
        return Vec::new();
    };
    let Some(ip) = hop.received.peer() else {
        return Vec::new();
    };
    let shown = ip.to_string();
    let place = Place::text(evidence, hop.field_index, &shown);
    let detail = match hop.received.rdns() {
        None if ALWAYS_NOTED_BY.contains(&hop.received.dialect) => {
            format!("{ip} had no confirmed reverse DNS name")
        }
        Some(name) if is_generic(name, ip) => format!("generic reverse DNS name {name} for {ip}"),
        _ => return Vec::new(),
    };
    vec![Hit::new(detail).at(place)]
}
