//! Contacts over DNS, asked for only on request: Abusix for addresses, abuse.net for domains.

use super::{Case, Party, Role, Source, Subject};
use crate::checked::Checked;
use crate::dns::Dns;
use crate::enrich::contacts::Register;
use crate::enrich::{PublicIp, PublicName};
use crate::names::organization;
use futures::future::join_all;
use serde::Serialize;

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
            let register = Register {
                source: lookup.source,
                name: lookup.name.clone(),
            };
            party.contacts.push(register.contact(to.clone()));
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
    Some(Lookup {
        source: register.source,
        name: register.name,
        found,
    })
}
