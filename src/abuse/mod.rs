//! Who can act on an abusive message, and why: the router behind reports to abuse desks.
//!
//! Only what cannot be forged leads to a party: the address that our own receiver saw, a signature that verifies, and
//! what such a signature covers. The domain in From is never reported for what others sent in its name, and no hop before
//! the trust boundary is ever reported. What was left out, and why, stands in [`Case::not_accused`].

mod arf;
mod cfbl;
mod complaint;
mod failure;
mod incident;
mod letter;
mod links;
mod list;
mod lookup;
mod network;
mod platform;
mod receiver;
mod removed;
mod results;
mod signer;
mod spoofed;
mod xarf;

pub use crate::enrich::{Contact, Grade, Source};
pub use crate::names::{is_reserved_ip, is_reserved_name};
pub use arf::{arf, fields as arf_fields, lacks as arf_lacks};
pub use complaint::{Complaint, Exhibit, Kind, Reporter, ReporterError};
pub use failure::{AuthFailure, identity_alignment};
pub use incident::Incident;
pub use letter::{letter, letter_with_header};
pub use links::Links;
pub use lookup::{Lookup, LookupOptions, ask_registries, look_up};
pub use removed::removable;
pub use results::authentication_results;
pub use xarf::{XarfError, xarf};

use crate::evidence::Evidence;
use crate::words::{self, Phrases, Remedy};
use std::net::IpAddr;

/// What makes a party able to act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// The network of the address that the message was received from.
    Network,
    /// The domain whose valid signature takes responsibility (RFC 6376 section 1.2).
    Signer,
    /// A complaint address that a valid signature covers (RFC 9477).
    FeedbackLoop,
    /// The mailing list that distributed it.
    List,
    /// The platform whose identifiers the message carries.
    Platform,
    /// The owner of the domain in From: told of a failure in its name, blamed for nothing (RFC 6591).
    DomainOwner,
}

impl Role {
    /// Its word in file names.
    pub fn word(self) -> &'static str {
        match self {
            Self::Network => "network",
            Self::Signer => "signer",
            Self::FeedbackLoop => "feedback-loop",
            Self::List => "list",
            Self::Platform => "platform",
            Self::DomainOwner => "domain-owner",
        }
    }
}

/// What is reported.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// An address of the Internet.
    Ip(IpAddr),
    /// A domain.
    Domain(String),
}

impl std::fmt::Display for Subject {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Ip(ip) => ip.fmt(f),
            Self::Domain(domain) => f.write_str(domain),
        }
    }
}

/// Somebody who can act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// As what.
    pub role: Role,
    /// What is theirs.
    pub subject: Subject,
    /// Why they, in sentences for a reader.
    pub reasons: Vec<String>,
    /// Why a person should look before a report is sent; empty when the evidence speaks for itself.
    pub doubts: Vec<String>,
    /// Where to write to, the best first.
    pub contacts: Vec<Contact>,
    /// What was asked to find them.
    pub lookups: Vec<Lookup>,
    /// Names by which the party knows the sender: `X-SG-EID`, `CFBL-Feedback-ID` and their like.
    pub identifiers: Vec<(String, String)>,
}

impl Party {
    fn new(role: Role, subject: Subject, reason: String) -> Self {
        Self {
            role,
            subject,
            reasons: vec![reason],
            doubts: Vec::new(),
            contacts: Vec::new(),
            lookups: Vec::new(),
            identifiers: Vec::new(),
        }
    }

    /// How far a report to this party can go without a person: as far as its best contact, and not at all with a doubt.
    pub fn grade(&self) -> Grade {
        match self.contacts.first() {
            Some(contact) if self.doubts.is_empty() => contact.grade,
            _ => Grade::Confirm,
        }
    }
}

/// Somebody who is not reported, although the message names them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotAccused {
    /// Who.
    pub who: String,
    /// Why not.
    pub why: String,
    /// What would let them be found, if anything does.
    pub remedy: Option<Remedy>,
}

impl NotAccused {
    /// In a line, with what helps as the caller says it.
    pub fn told(&self, phrases: Phrases) -> String {
        let text = format!("{}: {}", self.who, self.why);
        words::told(&text, self.remedy.as_ref(), phrases)
    }
}

/// A message as a case for abuse desks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// What happened.
    pub incident: Incident,
    /// What the receiver made of it: sentences without a subject.
    pub receiver: Vec<String>,
    /// Where its links lead.
    pub links: Links,
    /// Who can act, the network first.
    pub parties: Vec<Party>,
    /// Who is named and was left out.
    pub not_accused: Vec<NotAccused>,
}

impl Case {
    /// Finds who can act on a message, which is known by the SHA-256 of its bytes as given. Asks nobody; see [`look_up`].
    pub fn of(evidence: &Evidence<'_>, sha256: &str) -> Self {
        let facts = Facts {
            evidence,
            spoofed: spoofed::spoofed(evidence),
        };
        let mut case = Self {
            incident: Incident::of(evidence, sha256),
            receiver: receiver::said(evidence),
            links: Links::of(evidence, spoofed::imitated(&facts)),
            parties: Vec::new(),
            not_accused: Vec::new(),
        };
        for rule in RULES {
            rule(&facts, &mut case);
        }
        for party in &mut case.parties {
            // Best first; a stable sort keeps the rules' order among equals.
            party
                .contacts
                .sort_by_key(|contact| (contact.grade, contact.source));
        }
        case
    }

    /// Adds a party, or its reasons and contacts to one that is already there.
    fn add(&mut self, party: Party) {
        let known = self
            .parties
            .iter_mut()
            .find(|known| known.role == party.role && known.subject == party.subject);
        let Some(known) = known else {
            self.parties.push(party);
            return;
        };
        for reason in party.reasons {
            if !known.reasons.contains(&reason) {
                known.reasons.push(reason);
            }
        }
        // One signature without doubt is enough.
        if party.doubts.is_empty() {
            known.doubts.clear();
        }
    }

    fn leave_out(&mut self, who: impl Into<String>, why: impl Into<String>) {
        let left = NotAccused {
            who: who.into(),
            why: why.into(),
            remedy: None,
        };
        if !self.not_accused.contains(&left) {
            self.not_accused.push(left);
        }
    }
}

/// What the rules look at.
struct Facts<'e, 'm> {
    evidence: &'e Evidence<'m>,
    /// The domains in From that nothing vouches for.
    spoofed: Vec<String>,
}

/// The rules, in the order in which their parties are listed.
const RULES: &[fn(&Facts<'_, '_>, &mut Case)] = &[
    network::find,
    cfbl::find,
    signer::find,
    list::find,
    platform::find,
    spoofed::find,
];
