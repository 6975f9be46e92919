//! Contacts over DNS, asked for only on request: Abusix for addresses, abuse.net for domains.

use super::contact::address;
use super::{Case, Contact, Party, Role, Source, Subject, is_reserved_ip, is_reserved_name};
use crate::checked::{Checked, Why};
use crate::dns::{Answer, Dns, Outcome, RecordType};
use crate::names::{organization, unmapped};
use futures::future::join_all;
use serde::Serialize;
use std::fmt::Write;
use std::net::IpAddr;
use std::sync::Arc;

/// The most addresses that are taken from one answer.
const MAX_CONTACTS: usize = 5;

/// A question and what came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Lookup {
    /// Who was asked.
    pub source: Source,
    /// The name that was asked for.
    pub name: String,
    /// The addresses that were found, or why there was no question.
    pub found: Checked<Vec<String>>,
}

/// How to look up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LookupOptions {
    /// Ask about private and documentation addresses and names too: for a resolver of one's own that knows them.
    pub allow_reserved: bool,
}

/// Asks for the contacts of all parties at once.
pub async fn look_up(dns: &Dns, case: &mut Case, options: LookupOptions) {
    let questions = case.parties.iter().map(|party| ask(dns, party, options));
    let answers = join_all(questions).await;
    for (party, lookup) in case.parties.iter_mut().zip(answers) {
        let Some(lookup) = lookup else { continue };
        for to in lookup.found.done().into_iter().flatten() {
            party
                .contacts
                .retain(|known| known.address != *to || known.source < lookup.source);
            if party.contacts.iter().any(|known| known.address == *to) {
                continue;
            }
            party.contacts.push(match lookup.source {
                Source::AbuseNet if is_default(to, &lookup.name) => {
                    Contact::confirm(to.clone(), Source::AbuseNetDefault)
                }
                source => Contact::automatic(to.clone(), source),
            });
        }
        party
            .contacts
            .sort_by_key(|contact| (contact.grade, contact.source));
        party.lookups.push(lookup);
    }
}

async fn ask(dns: &Dns, party: &Party, options: LookupOptions) -> Option<Lookup> {
    // A complaint address under signature, and a domain owner's own record, need no register.
    if matches!(party.role, Role::FeedbackLoop | Role::DomainOwner) {
        return None;
    }
    let (source, name, reserved) = match &party.subject {
        Subject::Ip(ip) => (
            Source::Abusix,
            format!("{}.abuse-contacts.abusix.zone", reversed(*ip)),
            is_reserved_ip(*ip),
        ),
        Subject::Domain(domain) => {
            let domain = organization(domain);
            (
                Source::AbuseNet,
                format!("{domain}.contacts.abuse.net"),
                is_reserved_name(&domain),
            )
        }
    };
    let found = if reserved && !options.allow_reserved {
        Checked::Skipped(Why::Reserved)
    } else {
        contacts(&dns.lookup(&name, RecordType::Txt).await)
    };
    Some(Lookup {
        source,
        name,
        found,
    })
}

fn contacts(answer: &Arc<Answer>) -> Checked<Vec<String>> {
    match &answer.outcome {
        Outcome::Skipped(why) => return Checked::Skipped(*why),
        Outcome::Timeout | Outcome::ServFail | Outcome::Refused | Outcome::Failed(_) => {
            return Checked::Skipped(Why::DnsUnreachable);
        }
        Outcome::Records(_) | Outcome::NoData | Outcome::NxDomain => {}
    }
    let mut found: Vec<String> = Vec::new();
    for text in answer.texts() {
        let text = String::from_utf8_lossy(&text).into_owned();
        for to in text.split([',', ';', ' ']).filter_map(address) {
            if found.len() < MAX_CONTACTS && !found.contains(&to) {
                found.push(to);
            }
        }
    }
    Checked::Done(found)
}

/// Whether abuse.net answered what it answers for a domain that it does not know: `postmaster@` or `abuse@` of the same.
fn is_default(to: &str, name: &str) -> bool {
    let domain = name.trim_end_matches(".contacts.abuse.net");
    to.split_once('@').is_some_and(|(local, of)| {
        matches!(local.to_ascii_lowercase().as_str(), "postmaster" | "abuse")
            && of.eq_ignore_ascii_case(domain)
    })
}

/// The labels of an address from right to left, as reverse names have them (RFC 1035 section 3.5, RFC 3596 section 2.5).
fn reversed(ip: IpAddr) -> String {
    match unmapped(ip) {
        IpAddr::V4(v4) => {
            let [a, b, c, d] = v4.octets();
            format!("{d}.{c}.{b}.{a}")
        }
        IpAddr::V6(v6) => {
            let mut out = String::with_capacity(63);
            for byte in v6.octets().iter().rev() {
                let dot = if out.is_empty() { "" } else { "." };
                let _ = write!(out, "{dot}{:x}.{:x}", byte & 15, byte >> 4);
            }
            out
        }
    }
}

#[cfg(test)]
mod tests {
    use super::reversed;

    #[test]
    fn addresses_are_reversed() {
        assert_eq!(reversed("192.0.2.7".parse().unwrap()), "7.2.0.192");
        let v6 = reversed("2001:db8::1".parse().unwrap());
        assert!(
            v6.starts_with("1.0.0.0.") && v6.ends_with(".8.b.d.0.1.0.0.2"),
            "{v6}"
        );
    }
}
