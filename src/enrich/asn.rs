//! Who announces an address: Team Cymru's mapping of addresses to autonomous systems, over DNS.
//!
//! ```text
//! 7.2.0.192.origin.asn.cymru.com  TXT  "64496 64497 | 192.0.2.0/24 | US | arin | 2001-05-02"
//! AS64496.asn.cymru.com           TXT  "64496 | US | arin | 2001-05-02 | EXAMPLE-AS - Example, US"
//! ```
//!
//! Each text of the first kind is a prefix that holds the address; several systems in it announce the same prefix. Country
//! and registry are those of the registration: not where the machine stands.

use super::ask::{self, PublicIp};
use crate::checked::Checked;
use crate::dns::{Dns, RecordType};
use crate::names::reversed;
use chrono::NaiveDate;
use futures::future::join_all;
use ipnet::IpNet;
use std::net::IpAddr;

/// The most prefixes of one address; they nest, and three are many.
const MAX_PREFIXES: usize = 8;
/// The most autonomous systems whose name is asked for.
const MAX_SYSTEMS: usize = 4;
/// The most characters of a name or a malformed text.
const MAX_WORDS: usize = 200;

/// Which AS announces an address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// The prefixes that hold it, the longest first; empty if none is announced.
    pub prefixes: Vec<Prefix>,
    /// The autonomous systems that announce these, those of the longest prefix first.
    pub systems: Vec<System>,
    /// Texts that could not be read, as they came.
    pub malformed: Vec<String>,
}

/// An announced prefix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prefix {
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct System {
    /// Its number.
    pub asn: u32,
    /// Its name by the registries; null if they have none.
    pub name: Checked<Option<String>>,
}

/// Asks who announces an address.
pub(super) async fn look_up(dns: &Dns, ip: PublicIp) -> Checked<Origin> {
    let zone = match ip.ip() {
        IpAddr::V4(_) => "origin.asn.cymru.com",
        IpAddr::V6(_) => "origin6.asn.cymru.com",
    };
    let question = format!("{}.{zone}", reversed(ip.ip()));
    let answer = dns.lookup(&question, RecordType::Txt).await;
    let texts = match ask::texts(&answer) {
        Checked::Done(texts) => texts,
        Checked::Skipped(why) => return Checked::Skipped(why),
    };
    let mut origin = Origin::default();
    for text in texts.iter().take(MAX_PREFIXES) {
        match prefix(text) {
            Some(found) if found.prefix.contains(&ip.ip()) => origin.prefixes.push(found),
            _ => origin.malformed.push(words(text)),
        }
    }
    origin
        .prefixes
        .sort_by_key(|found| std::cmp::Reverse(found.prefix.prefix_len()));
    let mut asns: Vec<u32> = Vec::new();
    for asn in origin.prefixes.iter().flat_map(|found| &found.asns) {
        if asns.len() < MAX_SYSTEMS && !asns.contains(asn) {
            asns.push(*asn);
        }
    }
    let names = join_all(asns.iter().map(|asn| name_of(dns, *asn))).await;
    origin.systems = asns
        .into_iter()
        .zip(names)
        .map(|(asn, name)| System { asn, name })
        .collect();
    Checked::Done(origin)
}

/// Reads `ASN… | prefix | country | registry | date`.
fn prefix(text: &str) -> Option<Prefix> {
    let mut parts = text.split('|').map(str::trim);
    let asns = parts
        .next()?
        .split_ascii_whitespace()
        .map(|asn| asn.parse().ok())
        .collect::<Option<Vec<u32>>>()?;
    let prefix = parts.next()?.parse::<IpNet>().ok()?;
    let word = |part: Option<&str>| part.filter(|part| is_word(part)).map(str::to_owned);
    let country = word(parts.next());
    let registry = word(parts.next());
    let allocated = parts.next().and_then(|date| date.parse().ok());
    (!asns.is_empty()).then_some(Prefix {
        prefix,
        asns,
        country,
        registry,
        allocated,
    })
}

/// Whether a text is a code of letters: what else stands there is no country and no registry.
fn is_word(part: &str) -> bool {
    (2..=10).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// The name of a system: the last part of `ASN | country | registry | date | name`.
async fn name_of(dns: &Dns, asn: u32) -> Checked<Option<String>> {
    let question = format!("as{asn}.asn.cymru.com");
    let answer = dns.lookup(&question, RecordType::Txt).await;
    match ask::texts(&answer) {
        Checked::Done(texts) => Checked::Done(texts.iter().find_map(|text| system_name(text, asn))),
        Checked::Skipped(why) => Checked::Skipped(why),
    }
}

fn system_name(text: &str, asn: u32) -> Option<String> {
    let mut parts = text.splitn(5, '|').map(str::trim);
    let is_its = parts.next()?.parse() == Ok(asn);
    let name = parts.nth(3).filter(|name| !name.is_empty())?;
    is_its.then(|| words(name))
}

fn words(text: &str) -> String {
    text.chars().take(MAX_WORDS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefixes_are_read() {
        let read = prefix("64496 64497 | 192.0.2.0/24 | US | arin | 2001-05-02").unwrap();
        assert_eq!(read.asns, [64496, 64497]);
        assert_eq!(read.prefix.to_string(), "192.0.2.0/24");
        assert_eq!(read.country.as_deref(), Some("US"));
        assert_eq!(read.registry.as_deref(), Some("arin"));
        assert_eq!(read.allocated.unwrap().to_string(), "2001-05-02");
        let bare = prefix("4200000000|2001:db8::/32|||").unwrap();
        assert_eq!((bare.country, bare.allocated), (None, None));
    }

    #[test]
    fn what_is_none_is_malformed() {
        for text in [
            "",
            "64496",
            "| 192.0.2.0/24 | US | arin | 2001-05-02",
            "NA | 192.0.2.0/24 | US | arin | 2001-05-02",
            "64496 | 192.0.2.0/33 | US | arin |",
            "99999999999 | 192.0.2.0/24 | US",
            "-1 | 192.0.2.0/24",
        ] {
            assert_eq!(prefix(text), None, "{text}");
        }
    }

    #[test]
    fn names_may_hold_bars_and_belong_to_their_number() {
        let text = "64496 | US | arin | 2001-05-02 | A|B, US";
        assert_eq!(system_name(text, 64496).as_deref(), Some("A|B, US"));
        assert_eq!(system_name(text, 64497), None);
        assert_eq!(system_name("64496 | US", 64496), None);
    }
}
