//! What is asked about: addresses and domains of one message, the most telling first, each once.

use super::PublicName;
pub use crate::limits::{MAX_ADDRESSES, MAX_DOMAINS};
use crate::names::{a_labels, is_internal, is_reserved_ip, organization, unmapped};
use crate::route::{Hop, Route, Trust};
pub use crate::words::enrich::DomainRole;
use std::collections::{HashMap, HashSet};
use std::net::IpAddr;

/// The most hops that are named for one address.
const MAX_SEEN: usize = 8;

/// An address to ask about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct AddressSubject {
    pub ip: IpAddr,
    pub peer: bool,
    pub seen: Vec<Seen>,
}

/// A hop at which the message was received from an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The hop, from 1, origin first.
    pub hop: usize,
    /// Who wrote it.
    pub trust: Trust,
    /// The reverse name that its receiver recorded.
    pub rdns: Option<String>,
}

impl Seen {
    fn of(hop: &Hop) -> Self {
        Self {
            hop: hop.index,
            trust: hop.trust,
            rdns: hop.received.rdns().map(str::to_owned),
        }
    }
}

/// A domain to ask about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DomainSubject {
    pub domain: String,
    pub roles: Vec<DomainRole>,
}

/// Where a message came from, and in whose name.
#[derive(Clone, Debug, Default)]
pub struct Named {
    /// The address that handed the mail over to our side.
    pub peer: Option<IpAddr>,
    /// Domains of the authors in From.
    pub from: Vec<String>,
    /// The domain of the envelope's sender.
    pub return_path: Option<String>,
    /// `d=` of the signatures.
    pub signers: Vec<String>,
}

/// The addresses, the peer first, then those that strangers name, the nearest first; and how many are left out. Private ones
/// are nobody's business and left out without count, the peer's excepted, and so are our own side's: nobody outside is told
/// which hosts lie behind the border, and what is known of them says nothing of the sender.
pub(super) fn addresses(
    route: &Route,
    named: &Named,
    allow_reserved: bool,
) -> (Vec<AddressSubject>, usize) {
    let peer = named.peer.map(unmapped);
    let own = own_side(route);
    let is_wanted = |ip: IpAddr| {
        let is_public = !is_reserved_ip(ip) || (allow_reserved && !is_internal(ip));
        Some(ip) == peer || (is_public && !own.contains(&ip))
    };
    let mut found: Vec<AddressSubject> = Vec::new();
    let mut known: HashMap<IpAddr, usize> = HashMap::new();
    let mut add = |ip: IpAddr, hop: Option<&Hop>| {
        let ip = unmapped(ip);
        if !is_wanted(ip) {
            return;
        }
        let at = *known.entry(ip).or_insert_with(|| {
            found.push(AddressSubject {
                ip,
                peer: Some(ip) == peer,
                seen: Vec::new(),
            });
            found.len() - 1
        });
        if found[at].seen.len() < MAX_SEEN {
            found[at].seen.extend(hop.map(Seen::of));
        }
    };
    if let Some(ip) = peer {
        add(ip, None);
    }
    for trust in [Trust::Boundary, Trust::Claimed] {
        for hop in route.hops.iter().rev().filter(|hop| hop.trust == trust) {
            if let Some(ip) = hop.received.peer() {
                add(ip, Some(hop));
            }
        }
    }
    let left_out = found.len().saturating_sub(MAX_ADDRESSES);
    found.truncate(MAX_ADDRESSES);
    (found, left_out)
}

/// The addresses of our own side: of the hosts that handed the mail on after it came in, and of those that took it. A field
/// of the sender's that names one of them changes nothing.
fn own_side(route: &Route) -> HashSet<IpAddr> {
    let ours = |hop: &&Hop| matches!(hop.trust, Trust::Trusted | Trust::Boundary);
    let written = route.hops.iter().filter(ours);
    let by = written.filter_map(|hop| hop.received.by.as_ref()?.ip);
    let inner = route.hops.iter().filter(|hop| hop.trust == Trust::Trusted);
    by.chain(inner.filter_map(|hop| hop.received.peer()))
        .map(unmapped)
        .collect()
}

/// The domains, in the order of their roles; and how many are left out.
pub(super) fn domains(route: &Route, named: &Named) -> (Vec<DomainSubject>, usize) {
    let peer = route
        .boundary_hop()
        .filter(|hop| hop.received.peer().map(unmapped) == named.peer.map(unmapped))
        .filter(|hop| {
            let from = hop.received.from.as_ref();
            from.is_some_and(|from| !from.may_be_forged)
        })
        .and_then(|hop| hop.received.rdns())
        .map(|name| organization(name).into_owned());
    let all = named
        .from
        .iter()
        .map(|domain| (DomainRole::From, domain))
        .chain(
            named
                .return_path
                .iter()
                .map(|domain| (DomainRole::ReturnPath, domain)),
        )
        .chain(
            named
                .signers
                .iter()
                .map(|domain| (DomainRole::Signer, domain)),
        )
        .chain(peer.iter().map(|domain| (DomainRole::Peer, domain)));
    let mut found: Vec<DomainSubject> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for (role, domain) in all {
        // A literal such as [192.0.2.1] names no domain.
        let Some(domain) = a_labels(domain.trim()) else {
            continue;
        };
        let at = *known.entry(domain.clone()).or_insert_with(|| {
            found.push(DomainSubject {
                domain,
                roles: Vec::new(),
            });
            found.len() - 1
        });
        if !found[at].roles.contains(&role) {
            found[at].roles.push(role);
        }
    }
    let left_out = found.len().saturating_sub(MAX_DOMAINS);
    found.truncate(MAX_DOMAINS);
    (found, left_out)
}

/// The organization in a reverse name that was looked up, unless it is among the domains already.
pub(super) fn peer_domain(
    name: &str,
    known: &[DomainSubject],
    allow_reserved: bool,
) -> Option<DomainSubject> {
    let domain = organization(name);
    let is_known = known.iter().any(|subject| subject.domain == domain);
    (!is_known && PublicName::of(&domain, allow_reserved).is_ok()).then(|| DomainSubject {
        domain: domain.into_owned(),
        roles: vec![DomainRole::Peer],
    })
}
