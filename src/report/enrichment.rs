//! What was looked up beside authentication.

use super::pairs::Pairs;
use crate::checked::Checked;
use crate::words::enrich::{About, DomainRole, Grade, Kind, ListStatus, RecordKind, Source};
use crate::words::route::Trust;
use chrono::{DateTime, NaiveDate, Utc};
use ipnet::IpNet;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::net::{IpAddr, Ipv4Addr};

/// What was looked up.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
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
    /// The geo files.
    pub geo_files: Vec<GeoSource>,
    /// What was left out because there is too much.
    pub left_out: LeftOut,
}

impl Enrichment {
    /// What was found out about the host that handed the mail over.
    pub fn peer(&self) -> Option<&AddressReport> {
        self.addresses.iter().find(|address| address.peer)
    }
}

/// What was left out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LeftOut {
    /// Addresses beyond `MAX_ADDRESSES`.
    pub addresses: usize,
    /// Domains beyond `MAX_DOMAINS`.
    pub domains: usize,
    /// DNS lists beyond `MAX_LISTS`.
    pub lists: usize,
}

/// What was found out about an address.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AddressReport {
    /// The address.
    pub ip: IpAddr,
    /// Whether it connected to our side: the one address that the sender cannot forge.
    pub peer: bool,
    /// The hops that name it.
    pub seen: Vec<Seen>,
    /// Its names.
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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
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

/// A hop at which the message was received from an address.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Seen {
    /// The hop, from 1, origin first.
    pub hop: usize,
    /// Who wrote it.
    pub trust: Trust,
    /// The reverse name that its receiver recorded.
    pub rdns: Option<String>,
}

/// The names of an address.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ReverseNames {
    /// The names, in alphabetical order; empty if there are none.
    pub names: Vec<ReverseName>,
    /// Number of further ones that were not examined.
    pub left_out: usize,
    /// Whether one of the names is forward-confirmed (`iprev`, RFC 8601 section 3): `None` if that is not known.
    pub confirmed: Option<bool>,
    /// Whether one of the names is what a receiver on our side recorded on receipt: `None` if none did.
    pub as_recorded: Option<bool>,
}

/// A name of an address.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ReverseName {
    /// The host name from the PTR record.
    pub name: String,
    /// Whether the name resolves to the address (forward-confirmed). Whoever controls an address can publish any name for it.
    pub confirmed: Checked<bool>,
}

/// Which AS announces an address.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Origin {
    /// The prefixes that hold it, the longest first; empty if none is announced.
    pub prefixes: Vec<Prefix>,
    /// The autonomous systems that announce these, those of the longest prefix first.
    pub systems: Vec<System>,
    /// Texts that could not be read, as they came.
    pub malformed: Vec<String>,
}

/// An announced prefix.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Prefix {
    /// The prefix.
    #[schemars(with = "String")]
    pub prefix: IpNet,
    /// The numbers of the systems that announce it (RFC 6793).
    pub asns: Vec<u32>,
    /// The country that it is registered for, ISO 3166-1.
    pub country: Option<String>,
    /// The registry: `arin`, `ripencc`, `apnic`, `lacnic`, `afrinic`.
    pub registry: Option<String>,
    /// When it was allocated.
    pub allocated: Option<NaiveDate>,
}

/// An autonomous system.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct System {
    /// The AS number.
    pub asn: u32,
    /// Its name by the registries; null if they have none.
    pub name: Checked<Option<String>>,
}

/// What a file is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct GeoSource {
    /// Its name without the folders that it lies in.
    pub file: String,
    /// What it calls itself, such as `GeoLite2-City`.
    pub kind: String,
    /// When it was built.
    pub built: Option<DateTime<Utc>>,
}

/// A geo file's entry for an address.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct GeoFacts {
    /// The file's name.
    pub file: String,
    /// The network that the entry is for; null if the file has none for the address.
    pub network: Option<String>,
    /// The country, ISO 3166-1.
    pub country: Option<String>,
    /// The city, in English.
    pub city: Option<String>,
    /// The number of the autonomous system.
    pub asn: Option<u32>,
    /// The organization that operates it.
    pub organization: Option<String>,
    /// Why the file says nothing, if it could not be asked.
    pub problem: Option<String>,
}

/// A list, and whether it works.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ListHealth {
    /// Its zone.
    pub zone: String,
    /// What it was tried for.
    pub about: About,
    /// Whether its test points are as they must be, or why that is not known. What it says counts only if they are.
    pub works: Checked<bool>,
    /// What is wrong with it, in words.
    pub problem: Option<String>,
}

/// A list's result for an address or domain.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Listing {
    /// The list's zone.
    pub zone: String,
    /// The address or name that was asked about.
    pub subject: String,
    /// Whether it is listed. Never "not listed" when the list did not say so.
    pub status: Checked<ListStatus>,
    /// Its answers, each by itself.
    pub codes: Vec<Code>,
    /// The list's text about a listing.
    pub reasons: Vec<String>,
}

/// One answer of a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Code {
    /// As received. Each list defines what its answers mean.
    pub code: Ipv4Addr,
    /// Whether it can mean a listing (RFC 5782 section 2.1).
    pub is_listing: bool,
}

/// A record that was asked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Published {
    /// The purpose of the record, such as SPF or MTA-STS.
    pub kind: RecordKind,
    /// The name of the record, or the name it would have.
    pub name: String,
    /// What was found, or why that is not known.
    pub record: Checked<PublishedRecord>,
}

/// What was found under the name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PublishedRecord {
    /// Whether there is such a record.
    pub present: bool,
    /// The records as published.
    pub texts: Vec<String>,
    /// The step and its value.
    pub facts: Pairs,
    /// What is wrong with it, or weak, in words.
    pub problems: Vec<String>,
}

/// Where to write to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Contact {
    /// The address.
    pub address: String,
    /// The source of the contact.
    pub source: Source,
    /// Whether it can be used without manual review.
    pub grade: Grade,
}
