//! Contacts that are asked for only on request: over DNS by Abusix for addresses and abuse.net for domains, over RDAP by the
//! registries of networks.

use super::{Case, Contact, Party, Role, Source, Subject};
use crate::checked::{Checked, Why};
use crate::dns::Dns;
use crate::enrich::contacts::Register;
use crate::enrich::{PublicIp, PublicName};
use crate::names::organization;
use crate::rdap::Client;
use futures::future::join_all;

/// A question and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
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
        if let Some((lookup, register)) = lookup {
            note(party, lookup, |address| register.contact(address));
        }
    }
}

/// Asks the registries of the parties' networks, one after another. What went wrong is told, a line each.
pub fn ask_registries(client: &Client, case: &mut Case, options: LookupOptions) -> Vec<String> {
    let mut warnings = Vec::new();
    for party in &mut case.parties {
        let Subject::Ip(ip) = party.subject else {
            continue;
        };
        let mut lookup = Lookup {
            source: Source::Rdap,
            name: ip.to_string(),
            found: Checked::Done(Vec::new()),
        };
        match PublicIp::of(ip, options.allow_reserved).map(|_| client.network(ip)) {
            Err(why) => lookup.found = Checked::Skipped(why),
            Ok(Err(error)) => {
                warnings.push(format!("RDAP for {ip}: {error}"));
                lookup.found = Checked::Skipped(Why::RegistryUnreachable);
            }
            Ok(Ok(network)) => {
                lookup.name = network.url;
                lookup.found = Checked::Done(network.abuse);
            }
        }
        note(party, lookup, |address| {
            Contact::automatic(address, Source::Rdap)
        });
    }
    warnings
}

/// Adds what was found to a party's contacts, the best first, each address once.
fn note(party: &mut Party, lookup: Lookup, contact: impl Fn(String) -> Contact) {
    for to in lookup.found.done().into_iter().flatten() {
        party
            .contacts
            .retain(|known| known.address != *to || known.source < lookup.source);
        if party.contacts.iter().all(|known| known.address != *to) {
            party.contacts.push(contact(to.clone()));
        }
    }
    party
        .contacts
        .sort_by_key(|contact| (contact.grade, contact.source));
    party.lookups.push(lookup);
}

async fn ask(dns: &Dns, party: &Party, options: LookupOptions) -> Option<(Lookup, Register)> {
    // A complaint address under signature, and a domain owner's own record, need no register.
    if matches!(party.role, Role::FeedbackLoop | Role::DomainOwner) {
        return None;
    }
    let (register, allowed) = match &party.subject {
        Subject::Ip(ip) => (
            Register::of_ip(*ip),
            PublicIp::of(*ip, options.allow_reserved).map(|_| ()),
        ),
        Subject::Domain(domain) => {
            let domain = organization(domain);
            (
                Register::of_domain(&domain),
                PublicName::of(&domain, options.allow_reserved).map(|_| ()),
            )
        }
    };
    let found = match allowed {
        Ok(()) => register.ask(dns).await,
        Err(why) => Checked::Skipped(why),
    };
    let lookup = Lookup {
        source: register.source,
        name: register.name.clone(),
        found,
    };
    Some((lookup, register))
}
