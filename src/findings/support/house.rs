//! The recipients' own domains, which others may try to look like.

use crate::evidence::Evidence;
use crate::names::{is_within, normalize, organization};
use crate::route::Trust;

/// The domains of the recipients' organizations, and those that the caller named.
pub(in crate::findings) struct House {
    /// What may be imitated.
    pub guarded: Vec<String>,
    /// Those of them that our own side wrote down or the caller named: mail from there is the house's own. What the sender
    /// can write (To, a Delivered-To below the boundary) makes no sender one of the house.
    pub shown: Vec<String>,
}

/// The most domains of recipients that are guarded; a mail to hundreds of strangers has no house of its own, and one that names
/// some strangers first has.
const MAX_RECIPIENT_DOMAINS: usize = 64;

impl House {
    /// By what our own side noted of the delivery; where it noted nothing, by what the message says.
    pub(in crate::findings) fn of(evidence: &Evidence<'_>) -> Self {
        let facts = &evidence.facts;
        let route = &evidence.route;
        let boundary = route.boundary_hop().map(|hop| hop.field_index);
        let is_ours = |index: usize| boundary.is_some_and(|at| index < at);
        let noted = |ours: bool| {
            let fields = facts.delivered_to.iter();
            let fields = fields.filter(move |(index, _)| is_ours(*index) == ours);
            let hops = route.hops.iter().rev();
            let hops = hops.filter(move |hop| (hop.trust != Trust::Claimed) == ours);
            fields
                .map(|(_, address)| address.as_str())
                .chain(hops.filter_map(|hop| hop.received.for_.as_deref()))
        };
        let mut shown = domains(noted(true));
        let mut guarded = if shown.is_empty() {
            let said = facts
                .recipients
                .iter()
                .map(|mailbox| mailbox.address.as_str());
            domains(said.chain(noted(false)))
        } else {
            shown.clone()
        };
        let named = evidence.protected.iter().map(|domain| normalize(domain));
        guarded.extend(named.clone());
        shown.extend(named);
        Self { guarded, shown }
    }

    /// Whether a name is known to be of the house.
    pub(in crate::findings) fn has(&self, name: &str) -> bool {
        self.shown.iter().any(|domain| is_within(name, domain))
    }
}

/// The organizations of addresses, each once.
fn domains<'a>(addresses: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut domains: Vec<String> = Vec::new();
    for (_, domain) in addresses.filter_map(|address| address.rsplit_once('@')) {
        let domain = organization(domain.trim_end_matches('>'));
        if domain.contains('.')
            && !domains.iter().any(|known| *known == domain)
            && domains.len() < MAX_RECIPIENT_DOMAINS
        {
            domains.push(domain.into_owned());
        }
    }
    domains
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::support::testing::Mail;

    #[test]
    fn the_recipients_house_is_where_our_side_delivered() {
        let from = "To: x@other.example\r\nFrom: a@b.example\r\n";
        let ours = "Delivered-To: u@mail.example.co.uk\r\n";
        Mail::received(ours, from).evidence(|evidence| {
            let house = House::of(evidence);
            assert_eq!(house.guarded, ["example.co.uk"]);
            assert!(house.has("example.co.uk") && !house.has("other.example"));
        });
        // The sender may have written it: it guards, and makes nobody one of the house.
        Mail::received("", &format!("{ours}{from}")).evidence(|evidence| {
            let house = House::of(evidence);
            assert_eq!(house.guarded, ["other.example", "example.co.uk"]);
            assert!(!house.has("example.co.uk"));
        });
    }
}
