//! IDN015: From is at a domain that nobody on the Internet can have.

use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Place, Severity};
use crate::findings::support::{context, signs};
use crate::names::is_internal;

pub(super) const FINDING: Finding = Finding {
    code: "IDN015",
    name: "nonexistent-from-domain",
    severity: Severity::Warning,
    basis: Basis::Observed,
    title: "Nonexistent domain in From",
    meaning: "The domain in From has no registered top-level domain, has characters not allowed in host names, or is reserved for private networks, although the message came from a host on the Internet.",
    why: "Nobody can reply to it, and SPF, DKIM and DMARC have nothing to check. Scripts that invent a sender write such names.",
    wrong: "Servers that were never given a public name send notifications as root@localhost or under a private name. A top-level domain newer than the built-in list is not known yet.",
    references: &[
        "RFC 5321 section 2.3.5",
        "RFC 1123 section 2.1",
        "RFC 6762 appendix G",
    ],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    let facts = &evidence.facts;
    // Within one's own network such names are ordinary.
    let from_outside = evidence
        .route
        .boundary
        .as_ref()
        .is_some_and(|boundary| boundary.ip.is_none_or(|ip| !is_internal(ip)))
        && !context::submitted(evidence);
    let Some(&index) = facts.from_fields.first() else {
        return Vec::new();
    };
    let confirmed = evidence
        .route
        .boundary_hop()
        .and_then(|hop| hop.received.confirmed_name());
    facts
        .from_domains()
        .iter()
        .filter_map(|domain| {
            let why = signs::why_impossible(domain)?;
            let hit = Hit::new(format!("{domain} {why}")).at(Place::text(evidence, index, domain));
            // A host that calls itself by the front of its own name.
            let is_hosts =
                confirmed.is_some_and(|name| name.split('.').next() == domain.split('.').next());
            Some(hit.graded_if(!from_outside || is_hosts, Severity::Notice))
        })
        .take(MAX_HITS)
        .collect()
}

/// A few show it.
const MAX_HITS: usize = 4;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::support::testing::Mail;

    #[test]
    fn names_that_cannot_be_are_told() {
        for domain in ["correios", "a%b.example", "host.localdomain", "a.nosuchtld"] {
            Mail::received("", &format!("From: a@{domain}\r\n"))
                .finds(&FINDING, &[(Severity::Warning, &[domain])]);
        }
        for domain in ["a.example", "a.co.uk", "xn--mller-kva.example"] {
            Mail::received("", &format!("From: a@{domain}\r\n")).lacks(&FINDING);
        }
    }

    #[test]
    fn within_ones_own_network_they_are_ordinary() {
        Mail::new("From: root@web1\r\n").finds(&FINDING, &[(Severity::Notice, &["web1"])]);
        let named = "Received: from web1 (web1.a.example [192.0.2.7]) by mx.example.net (Postfix) with ESMTPS id 6C2A913D117;\r\n\
            \x20Sat, 02 May 2026 10:00:09 +0000\r\nFrom: root@web1\r\n";
        Mail::new(named).finds(&FINDING, &[(Severity::Notice, &["web1"])]);
    }
}
