//! Contacts for reports of abuse, over DNS: Abusix for addresses, abuse.net for domains.

use super::ask;
use super::contact::{Contact, Source, address};
use super::{PublicIp, PublicName};
use crate::checked::Checked;
use crate::dns::{Dns, RecordType};
use crate::names::{organization, reversed};
use std::net::IpAddr;

/// The most addresses that are taken from one answer.
const MAX_CONTACTS: usize = 5;
const ABUSIX: &str = "abuse-contacts.abusix.zone";
const ABUSE_NET: &str = "contacts.abuse.net";

/// A register of contacts, and the name that is asked for there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Register {
    pub source: Source,
    pub name: String,
}

impl Register {
    /// Abusix, for an address.
    pub fn of_ip(ip: IpAddr) -> Self {
        Self {
            source: Source::Abusix,
            name: format!("{}.{ABUSIX}", reversed(ip)),
        }
    }

    /// abuse.net, for a domain.
    pub fn of_domain(domain: &str) -> Self {
        Self {
            source: Source::AbuseNet,
            name: format!("{domain}.{ABUSE_NET}"),
        }
    }

    /// The addresses that it has.
    pub async fn ask(&self, dns: &Dns) -> Checked<Vec<String>> {
        let answer = dns.lookup(&self.name, RecordType::Txt).await;
        let texts = match ask::texts(&answer) {
            Checked::Done(texts) => texts,
            Checked::Skipped(why) => return Checked::Skipped(why),
        };
        let mut found: Vec<String> = Vec::new();
        for text in &texts {
            for to in text.split([',', ';', ' ']).filter_map(address) {
                if found.len() < MAX_CONTACTS && !found.contains(&to) {
                    found.push(to);
                }
            }
        }
        Checked::Done(found)
    }

    /// An address that it gave, with how well that is known.
    pub fn contact(&self, address: String) -> Contact {
        match self.source {
            Source::AbuseNet if self.is_default(&address) => {
                Contact::confirm(address, Source::AbuseNetDefault)
            }
            source => Contact::automatic(address, source),
        }
    }

    /// Whether abuse.net answered what it answers for a domain that it does not know: `postmaster@` or `abuse@` of the
    /// same.
    fn is_default(&self, to: &str) -> bool {
        let domain = self.name.trim_end_matches(ABUSE_NET).trim_end_matches('.');
        to.split_once('@').is_some_and(|(local, of)| {
            matches!(local.to_ascii_lowercase().as_str(), "postmaster" | "abuse")
                && of.eq_ignore_ascii_case(domain)
        })
    }

    async fn contacts(&self, dns: &Dns) -> Checked<Vec<Contact>> {
        match self.ask(dns).await {
            Checked::Done(found) => {
                Checked::Done(found.into_iter().map(|to| self.contact(to)).collect())
            }
            Checked::Skipped(why) => Checked::Skipped(why),
        }
    }
}

/// Whom the holder of an address wants to be told of abuse.
pub(super) async fn of_ip(dns: &Dns, ip: PublicIp) -> Checked<Vec<Contact>> {
    Register::of_ip(ip.ip()).contacts(dns).await
}

/// Whom a domain wants to be told of abuse. Without an entry the mailbox that RFC 2142 asks every domain to have stands
/// in, as a guess.
pub(super) async fn of_domain(dns: &Dns, domain: &PublicName) -> Checked<Vec<Contact>> {
    let domain = organization(domain.as_str());
    match Register::of_domain(&domain).contacts(dns).await {
        Checked::Done(found) if found.is_empty() => {
            Checked::Done(Contact::guess(&domain).into_iter().collect())
        }
        other => other,
    }
}
