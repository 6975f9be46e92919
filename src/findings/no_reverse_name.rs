//! RTE010: the stranger has no name in reverse DNS, or one like those that providers give to all
//! their customers.

use super::{Basis, Finding, Hit, Place, Severity};
use crate::evidence::Evidence;
use std::net::IpAddr;

pub(super) const FINDING: Finding = Finding {
    code: "RTE010",
    name: "no-reverse-name",
    severity: Severity::Notice,
    basis: Basis::Observed,
    title: "The host that handed the mail over has no reverse name, or a generic one",
    meaning: "Our side looked for the name of the address and noted none, or noted a name that is made of the address itself, as access providers name their customers' lines.",
    why: "Mail servers have a name of their own in forward and reverse DNS. Hijacked machines at home or in a cloud have not.",
    wrong: "Small servers on rented machines often keep the provider's generic name. The receiver's DNS may have failed.",
    references: &["RFC 1912 section 2.1"],
    check,
};

/// Software that always notes the reverse name, so that its absence means something.
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
        None if ALWAYS_NOTED_BY.contains(&hop.received.dialect) => format!("{ip} had none"),
        Some(name) if is_generic(name, ip) => format!("{name} is made of the address {ip}"),
        _ => return Vec::new(),
    };
    vec![Hit::new(detail).at(place)]
}

/// Whether a name holds all four parts of an IPv4 address, forwards or backwards, or its last two.
pub(super) fn is_generic(name: &str, ip: IpAddr) -> bool {
    let IpAddr::V4(ip) = ip else { return false };
    let Some(host) = name.split('.').next() else {
        return false;
    };
    let numbers = |text: &str| -> Vec<u32> {
        text.split(|c: char| !c.is_ascii_digit())
            .filter_map(|part| part.parse().ok())
            .collect()
    };
    let octets: Vec<u32> = ip.octets().iter().map(|octet| u32::from(*octet)).collect();
    let reversed: Vec<u32> = octets.iter().rev().copied().collect();
    let holds =
        |found: &[u32], wanted: &[u32]| found.windows(wanted.len()).any(|part| part == wanted);
    let (all, first) = (numbers(name), numbers(host));
    holds(&all, &octets)
        || holds(&all, &reversed)
        || holds(&first, &octets[2..])
        || holds(&first, &reversed[..2])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_made_of_the_address_are_generic() {
        let ip: IpAddr = "203.0.113.9".parse().unwrap();
        for name in [
            "203-0-113-9.dsl.example.net",
            "9.113.0.203.pool.example",
            "host113-9.example.net",
        ] {
            assert!(is_generic(name, ip), "{name}");
        }
        for name in ["mail.example.com", "mx9.example.net", "out-113.example.net"] {
            assert!(!is_generic(name, ip), "{name}");
        }
    }
}
