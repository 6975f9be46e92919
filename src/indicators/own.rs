//! What is the recipient's own: it is no indicator of anybody, and is never listed.
//!
//! By what our own side wrote and the caller named. What the sender can write (To, a Delivered-To below the client's hop) makes
//! nothing the recipient's: an attacker would name his own domain there.

use super::Read;
use super::model::Indicator;
use super::proof::domain_of;
use super::shared;
use crate::limits::MAX_OWN_DOMAINS;
use crate::message::mailboxes;
use crate::names::{host_of_url, is_within, normalize, organization, unmapped};
use crate::words::indicators::{Kind, Reason};
use crate::words::route::Trust;
use std::collections::HashSet;

/// The recipient's side.
#[derive(Default)]
pub(super) struct Own {
    /// Domains with all below them.
    domains: Vec<String>,
    /// Hosts and addresses, each by itself.
    names: HashSet<String>,
    /// Organizations that the sender names as the recipient's, where our side names none.
    pub said: Vec<String>,
}

/// Fields in which the last hosts note the recipient.
const DELIVERED: &[&str] = &[
    "Delivered-To",
    "X-Original-To",
    "Envelope-To",
    "X-Envelope-To",
];

impl Own {
    pub(super) fn of(read: &Read<'_>) -> Self {
        let mut own = Self::default();
        // Of a message that nobody vouches for, whoever attached it may have written the receiver's fields.
        let is_ours = !read.report.carried;
        for address in recipients(read).into_iter().filter(|_| is_ours) {
            own.recipient(&address);
        }
        let has_recipient = !own.domains.is_empty() || !own.names.is_empty();
        for domain in &read.report.protected {
            own.domains.push(normalize(domain));
        }
        let is_known = has_recipient || !own.domains.is_empty();
        for host in hosts(read).into_iter().filter(|_| is_ours) {
            // Where nothing else tells whose the receiver is, its hosts do.
            if !is_known {
                own.domain(&organization(&host));
            }
            own.names.insert(host);
        }
        if !is_known {
            own.said = said(read);
        }
        own
    }

    /// A recipient as our side noted it. At a mailbox provider only the address is the recipient's.
    fn recipient(&mut self, address: &str) {
        let Some(domain) = domain_of(address) else {
            return;
        };
        let domain = normalize(domain);
        self.names.insert(address.to_lowercase());
        self.domain(&organization(&domain));
    }

    fn domain(&mut self, domain: &str) {
        let is_room = self.domains.len() < MAX_OWN_DOMAINS && domain.contains('.');
        // A brand's domain is nobody else's; a mailbox provider's is everybody's.
        let shared = shared::of(domain).map(|shared| shared.reason);
        let is_one_owners = matches!(shared, None | Some(Reason::Brand | Reason::Social));
        if is_room && is_one_owners && !self.domains.iter().any(|own| own == domain) {
            self.domains.push(domain.to_owned());
        }
    }

    /// Whether an indicator is the recipient's.
    pub(super) fn has(&self, one: &Indicator) -> bool {
        match one.kind {
            Kind::Domain | Kind::Host => self.has_name(&one.value),
            Kind::Ip => self.names.contains(&one.value),
            Kind::Email => {
                self.names.contains(&one.value.to_lowercase())
                    || domain_of(&one.value).is_some_and(|domain| self.has_name(domain))
            }
            Kind::Url => host_of_url(&one.value).is_some_and(|host| self.has_name(&host)),
            Kind::Network
            | Kind::Sha256
            | Kind::FileName
            | Kind::MessageId
            | Kind::MessageIdShape
            | Kind::Mailer => false,
        }
    }

    fn has_name(&self, name: &str) -> bool {
        self.names.contains(name) || self.domains.iter().any(|own| is_within(name, own))
    }
}

/// The recipients that our own side noted.
fn recipients(read: &Read<'_>) -> Vec<String> {
    let report = read.report;
    let hops = report.route.hops.iter();
    let hops = hops.filter(|hop| hop.trust != Trust::Claimed);
    let mut found: Vec<String> = hops.filter_map(|hop| hop.for_.clone()).collect();
    if let Some(boundary) = read.boundary() {
        for (_, field) in read.message.fields().iter().enumerate().take(boundary) {
            if DELIVERED.iter().any(|name| field.is(name)) {
                found.extend(mailboxes(field).into_iter().map(|one| one.address));
            }
        }
    }
    let sessions = report.session.iter();
    let transactions = sessions.flat_map(|one| &one.session.transactions);
    let to = transactions.flat_map(|one| &one.recipients);
    found.extend(to.filter_map(|to| to.address.clone()));
    found
}

/// Hosts of our side, by name and address.
fn hosts(read: &Read<'_>) -> Vec<String> {
    let report = read.report;
    let mut found = Vec::new();
    for hop in report
        .route
        .hops
        .iter()
        .filter(|hop| hop.trust != Trust::Claimed)
    {
        found.extend(hop.by.name.as_deref().map(normalize));
        found.extend(hop.by.ip.map(|ip| unmapped(ip).to_string()));
        // Beyond the hop at which it came in, the sending host is ours too.
        if hop.trust == Trust::Trusted {
            let from = &hop.from;
            let names = [&from.name, &from.helo, &from.rdns];
            found.extend(names.into_iter().flatten().map(|name| normalize(name)));
            found.extend(from.ip.map(|ip| unmapped(ip).to_string()));
        }
    }
    let claims = report.claims.iter().filter(|claim| claim.trusted);
    found.extend(claims.filter_map(|claim| claim.authserv_id.as_deref().map(normalize)));
    if let Some(session) = &report.session {
        found.extend(session.session.server_name.as_deref().map(normalize));
        found.extend(
            session
                .session
                .server_address
                .map(|ip| unmapped(ip).to_string()),
        );
    }
    found
}

/// The organizations of To and Cc.
fn said(read: &Read<'_>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for mailbox in &read.report.message.recipients {
        let Some(domain) = domain_of(&mailbox.address) else {
            continue;
        };
        let domain = organization(&normalize(domain)).into_owned();
        if found.len() < MAX_OWN_DOMAINS && !found.contains(&domain) {
            found.push(domain);
        }
    }
    found
}
