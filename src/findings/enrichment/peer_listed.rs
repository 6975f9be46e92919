//! ENR001: a DNS list holds the stranger's address.

use crate::checked::Checked;
use crate::enrich::{ListStatus, Listing};
use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Place, Severity};

pub(super) const FINDING: Finding = Finding {
    code: "ENR001",
    name: "dnsbl-listed",
    severity: Severity::Notice,
    basis: Basis::LookedUp,
    title: "Sending host is on a DNS blocklist",
    meaning: "A list that you named, and that passes its own test, lists the connecting address. What a listing means is up to the list; its text is in the report.",
    why: "Operators of blocklists see much more mail than a single receiver.",
    wrong: "The list shows its current state, not that at the time of receipt. Shared mail platforms are listed because of one of their many customers. An allowlist reports entries in the same way: name blocklists only.",
    references: &["RFC 5782 section 2"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    let Some(peer) = evidence.enrichment.as_ref().and_then(|found| found.peer()) else {
        return Vec::new();
    };
    let place = evidence
        .route
        .boundary_hop()
        .and_then(|hop| Place::text(evidence, hop.field_index, &peer.ip.to_string()));
    let is_listed = |listing: &&Listing| listing.status == Checked::Done(ListStatus::Listed);
    let listings = peer.dnsbl.done().into_iter().flatten().filter(is_listed);
    listings
        .map(|listing| {
            let codes: Vec<String> = listing
                .codes
                .iter()
                .map(|code| code.code.to_string())
                .collect();
            let (ip, zone, codes) = (peer.ip, &listing.zone, codes.join(", "));
            Hit::new(format!("{ip} is listed on {zone} now ({codes})")).at(place)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::enrich::Kind;
    use crate::findings::support::testing::{Mail, Record};

    const LISTED: &[(&str, Record)] = &[
        ("2.0.0.127.bl.test", Record::A("127.0.0.2")),
        ("7.2.0.192.bl.test", Record::A("127.0.0.4")),
    ];

    fn mail() -> Mail {
        Mail::received("", "From: a@a.example\r\n")
    }

    #[test]
    fn a_listing_is_told() {
        let mail = mail().enriched(&[Kind::Dnsbl], &["bl.test"], LISTED);
        mail.finds(&FINDING, &[(Severity::Notice, &["192.0.2.7"])]);
        let hits = mail.hits(&FINDING);
        assert_eq!(
            hits[0].detail,
            "192.0.2.7 is listed on bl.test now (127.0.0.4)"
        );
    }

    #[test]
    fn nothing_is_told_unasked_nor_of_lists_that_do_not_work() {
        mail().enriched(&[], &["bl.test"], LISTED).lacks(&FINDING);
        mail()
            .enriched(&[Kind::Dnsbl], &["bl.test"], &LISTED[1..])
            .lacks(&FINDING);
        let refused = [
            LISTED[0],
            ("7.2.0.192.bl.test", Record::A("127.255.255.254")),
        ];
        mail()
            .enriched(&[Kind::Dnsbl], &["bl.test"], &refused)
            .lacks(&FINDING);
    }
}
