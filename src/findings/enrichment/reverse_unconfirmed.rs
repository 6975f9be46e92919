//! ENR002: the stranger's name does not lead back to its address.

use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Place, Severity};

pub(super) const FINDING: Finding = Finding {
    code: "ENR002",
    name: "reverse-dns-unconfirmed",
    severity: Severity::Info,
    basis: Basis::LookedUp,
    title: "Reverse DNS is not forward-confirmed (FCrDNS)",
    meaning: "Reverse DNS gives a name for the connecting address, but that name does not resolve to the address. Whoever controls an address can publish any name for it; only the forward lookup shows that the owner of the name agrees.",
    why: "An unconfirmed name proves nothing about the sender. Many receivers reject or defer messages from such hosts.",
    wrong: "DNS shows the current state; the message may be older than the change. Small servers are often configured carelessly.",
    references: &["RFC 8601 section 3", "RFC 1912 section 2.1"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    let Some(peer) = evidence.enrichment.as_ref().and_then(|found| found.peer()) else {
        return Vec::new();
    };
    let Some(found) = peer
        .rdns
        .done()
        .filter(|found| found.confirmed == Some(false))
    else {
        return Vec::new();
    };
    let names: Vec<&str> = found.names.iter().map(|name| name.name.as_str()).collect();
    let place = evidence
        .route
        .boundary_hop()
        .and_then(|hop| Place::text(evidence, hop.field_index, &peer.ip.to_string()));
    let detail = format!("{} does not resolve to {}", names.join(", "), peer.ip);
    vec![Hit::new(detail).at(place)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::enrich::Kind;
    use crate::findings::support::testing::{Mail, Record};

    const NAMED: (&str, Record) = ("7.2.0.192.in-addr.arpa", Record::Ptr("mail.other.example"));

    fn mail() -> Mail {
        Mail::received("", "From: a@a.example\r\n")
    }

    #[test]
    fn a_name_that_does_not_lead_back_is_told() {
        let elsewhere = [NAMED, ("mail.other.example", Record::A("192.0.2.8"))];
        let mail = mail().enriched(&[Kind::Rdns], &[], &elsewhere);
        mail.finds(&FINDING, &[(Severity::Info, &["192.0.2.7"])]);
    }

    #[test]
    fn one_that_does_and_one_that_is_not_known_to_are_not() {
        let back = [NAMED, ("mail.other.example", Record::A("192.0.2.7"))];
        mail().enriched(&[Kind::Rdns], &[], &back).lacks(&FINDING);
        let failed = [NAMED, ("mail.other.example", Record::Fails)];
        mail().enriched(&[Kind::Rdns], &[], &failed).lacks(&FINDING);
        mail().enriched(&[Kind::Rdns], &[], &[]).lacks(&FINDING);
        mail().enriched(&[], &[], &[NAMED]).lacks(&FINDING);
    }
}
