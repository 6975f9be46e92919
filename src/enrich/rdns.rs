//! Reverse DNS: the names of an address, and whether they lead back to it.

use super::ask::{self, PublicIp, PublicName};
use crate::checked::Checked;
use crate::dns::{Data, Dns, RecordType};
use crate::names::{normalize, reversed};
use futures::future::join_all;
use std::net::IpAddr;

/// The most names of one address that are looked at; a mail server has one.
const MAX_NAMES: usize = 5;

/// The names of an address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReverseName {
    pub name: String,
    /// Whether the name resolves to the address (forward-confirmed). Whoever controls an address can publish any name for it.
    pub confirmed: Checked<bool>,
}

/// Asks for the names of an address, and for the addresses of these. `recorded` are the names that receivers on our side
/// noted for it.
pub(super) async fn look_up(
    dns: &Dns,
    ip: PublicIp,
    recorded: &[&str],
    allow_reserved: bool,
) -> Checked<ReverseNames> {
    let zone = match ip.ip() {
        IpAddr::V4(_) => "in-addr.arpa",
        IpAddr::V6(_) => "ip6.arpa",
    };
    let question = format!("{}.{zone}", reversed(ip.ip()));
    let answer = dns.lookup(&question, RecordType::Ptr).await;
    let records = match ask::records(&answer) {
        Checked::Done(records) => records,
        Checked::Skipped(why) => return Checked::Skipped(why),
    };
    let mut found: Vec<String> = records.iter().filter_map(ptr).collect();
    found.sort_unstable();
    found.dedup();
    let left_out = found.len().saturating_sub(MAX_NAMES);
    let as_recorded = (!recorded.is_empty())
        .then(|| recorded.iter().any(|name| found.contains(&normalize(name))));
    found.truncate(MAX_NAMES);
    let confirmations = found
        .iter()
        .map(|name| is_confirmed(dns, name, ip.ip(), allow_reserved));
    let confirmations = join_all(confirmations).await;
    let names: Vec<ReverseName> = found
        .into_iter()
        .zip(confirmations)
        .map(|(name, confirmed)| ReverseName { name, confirmed })
        .collect();
    Checked::Done(ReverseNames {
        confirmed: confirmed(&names, left_out),
        names,
        left_out,
        as_recorded,
    })
}

fn ptr(data: &Data) -> Option<String> {
    match data {
        Data::Ptr(name) => Some(normalize(name)),
        _ => None,
    }
}

/// Yes if one name is, no if all are known not to be.
fn confirmed(names: &[ReverseName], left_out: usize) -> Option<bool> {
    if names
        .iter()
        .any(|name| name.confirmed == Checked::Done(true))
    {
        return Some(true);
    }
    let all_known = left_out == 0 && names.iter().all(|name| name.confirmed.done().is_some());
    (all_known && !names.is_empty()).then_some(false)
}

/// The name is a stranger's word: one that nobody on the Internet can hold is not asked for, and confirms nothing.
async fn is_confirmed(dns: &Dns, name: &str, ip: IpAddr, allow_reserved: bool) -> Checked<bool> {
    let name = match PublicName::of(name, allow_reserved) {
        Ok(name) => name,
        Err(why) => return Checked::Skipped(why),
    };
    let rtype = match ip {
        IpAddr::V4(_) => RecordType::A,
        IpAddr::V6(_) => RecordType::Aaaa,
    };
    let answer = dns.lookup(name.as_str(), rtype).await;
    match ask::records(&answer) {
        Checked::Done(records) => Checked::Done(records.iter().any(|data| match data {
            Data::A(v4) => IpAddr::V4(*v4) == ip,
            Data::Aaaa(v6) => IpAddr::V6(*v6) == ip,
            _ => false,
        })),
        Checked::Skipped(why) => Checked::Skipped(why),
    }
}
