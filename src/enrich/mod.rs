//! Look-ups that nobody gets unasked: who has an address, who announces it, which lists hold it, where it stands, whom to
//! write to, and what the domains of a message publish.
//!
//! Each source is a file, gives [`Checked`] results, and its failure is data. Everything is asked over [`Dns`], so that it is
//! logged, limited, recorded and replayed with the rest. Only public addresses and names are asked about
//! ([`PublicIp`], [`PublicName`]); private and documentation ones never leave the machine.

mod about;
mod ask;
mod asn;
pub(crate) mod contact;
pub(crate) mod contacts;
mod dnsbl;
mod domains;
mod geo;
#[cfg(feature = "geo")]
mod geo_file;
mod list;
#[cfg(not(feature = "geo"))]
mod no_geo;
mod rdns;
mod settings;
mod subject;
mod work;

pub use crate::words::enrich::About;
pub use ask::{PublicIp, PublicName};
pub use asn::{Origin, Prefix, System};
pub use contact::{Contact, Grade, Source};
pub use dnsbl::{Code, ListHealth, ListStatus, Listing};
pub use domains::{Published, PublishedRecord, RecordKind};
pub use geo::{GeoError, GeoFacts, GeoSource};
#[cfg(feature = "geo")]
pub use geo_file::GeoFile;
pub use list::{List, ListError, MAX_LISTS};
#[cfg(not(feature = "geo"))]
pub use no_geo::GeoFile;
pub use rdns::{ReverseName, ReverseNames};
pub use settings::{EnrichSettings, Kind};
use subject::DomainSubject;
pub use subject::{DomainRole, MAX_ADDRESSES, MAX_DOMAINS, Named, Seen};

use crate::checked::Checked;
use crate::dns::Dns;
use crate::names::a_labels;
use crate::route::Route;
use std::net::IpAddr;
use work::Work;

/// Questions beside those that a message's authentication may cost. Eight addresses cost twelve each without lists, eight
/// domains twenty; a usual message with two lists stays below a hundred.
const QUESTIONS: usize = 300;

/// What was looked up.
#[derive(Clone, Debug)]
pub struct Enrichment {
    /// Which kinds were asked for.
    pub kinds: Vec<Kind>,
    /// IP addresses, the connecting client first.
    pub addresses: Vec<AddressReport>,
    /// About domains.
    pub domains: Vec<DomainReport>,
    /// How many DNS lists were named.
    pub lists_named: usize,
    /// The DNS lists for which there was something to ask, and whether they work.
    pub lists: Vec<ListHealth>,
    pub geo_files: Vec<GeoSource>,
    /// What was left out because there is too much.
    pub left_out: LeftOut,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Addresses beyond [`MAX_ADDRESSES`].
    pub addresses: usize,
    /// Domains beyond [`MAX_DOMAINS`].
    pub domains: usize,
    /// DNS lists beyond [`MAX_LISTS`].
    pub lists: usize,
}

/// What was found out about an address.
#[derive(Clone, Debug)]
pub struct AddressReport {
    pub ip: IpAddr,
    /// Whether it connected to our side: the one address that the sender cannot forge.
    pub peer: bool,
    /// The hops that name it.
    pub seen: Vec<Seen>,
    pub rdns: Checked<ReverseNames>,
    /// Which AS announces it.
    pub asn: Checked<Origin>,
    /// What DNS lists say, one entry a list.
    pub dnsbl: Checked<Vec<Listing>>,
    /// What geo files say, one entry a file.
    pub geo: Checked<Vec<GeoFacts>>,
    /// The abuse contact of its holder.
    pub contacts: Checked<Vec<Contact>>,
}

/// What was found out about a domain.
#[derive(Clone, Debug)]
pub struct DomainReport {
    /// The domain, in A-labels.
    pub domain: String,
    /// What it is in the message.
    pub roles: Vec<DomainRole>,
    /// What it publishes about its mail.
    pub records: Checked<Vec<Published>>,
    /// What DNS lists of domains say.
    pub dnsbl: Checked<Vec<Listing>>,
    /// Its abuse contact.
    pub contacts: Checked<Vec<Contact>>,
}

impl Enrichment {
    /// What was found out about the host that handed the mail over.
    pub fn peer(&self) -> Option<&AddressReport> {
        self.addresses.iter().find(|address| address.peer)
    }
}

/// Looks up what one domain publishes about its mail, whatever domain it is: somebody asks for this very one.
pub async fn look_up_domain(dns: &Dns, domain: &str) -> DomainReport {
    let settings = EnrichSettings {
        sources: [Kind::Domains].into(),
        allow_reserved: true,
        ..EnrichSettings::default()
    };
    let subject = DomainSubject {
        domain: a_labels(domain).unwrap_or_else(|| domain.to_owned()),
        roles: Vec::new(),
    };
    let work = Work {
        dns,
        settings: &settings,
    };
    work.domain(&subject).await
}

/// Looks up what the settings ask for; `None` if that is nothing. To be called when the verdicts stand: it takes what time they
/// left of the message's, and questions of its own.
pub async fn look_up(
    dns: &Dns,
    route: &Route,
    named: &Named,
    settings: &EnrichSettings,
) -> Option<Enrichment> {
    if settings.sources.is_empty() {
        return None;
    }
    dns.admit_more(QUESTIONS);
    Some(Work { dns, settings }.all(route, named).await)
}
