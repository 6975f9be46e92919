//! What makes honest mail look suspicious: the ways on which signatures break and senders change.
//!
//! Much of it is the sender's word: a `List-Id` is written as easily as any field. So a way that only the
//! message speaks of explains a little, and one that is shown by what our side saw explains more.

use crate::auth::AuthResult;
use crate::evidence::{Entry, Evidence};
use crate::message::Mailbox;
use crate::names::{is_within, same_organization};

/// How far a circumstance is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// The message says so.
    Said,
    /// What our side saw, or a signature, agrees.
    Shown,
}

/// Fields of old lists, which have no List-Id.
const OLD_LIST_FIELDS: &[&str] = &[
    "Mailing-List",
    "X-Mailing-List",
    "X-BeenThere",
    "X-Mailman-Version",
];

/// Fields that forwarders add.
const FORWARD_FIELDS: &[&str] = &[
    "X-Forwarded-To",
    "X-Forwarded-For",
    "Resent-From",
    "X-Forwarded-Encrypted",
];

/// Whether it came through a mailing list.
pub fn mailing_list(evidence: &Evidence<'_>) -> Option<Weight> {
    let Some((_, list)) = &evidence.facts.list else {
        let is_old = |name: &&str| evidence.message.first(name).is_some();
        return OLD_LIST_FIELDS.iter().any(is_old).then_some(Weight::Said);
    };
    let host = list_domain(list).unwrap_or_default();
    let is_lists = |domain: &str| !host.is_empty() && same_organization(domain, &host);
    Some(
        if vouched_domains(evidence).any(|domain| is_lists(&domain)) {
            Weight::Shown
        } else {
            Weight::Said
        },
    )
}

/// The domain in `<name.lists.example>` or `<mailto:name@lists.example>`.
fn list_domain(list: &str) -> Option<String> {
    let inner = list.rsplit_once('<').map_or(list, |(_, rest)| rest);
    let inner = inner.split('>').next()?.trim();
    let domain = inner.rsplit_once('@').map_or(inner, |(_, domain)| domain);
    domain
        .contains('.')
        .then(|| crate::names::normalize(domain))
}

/// Whether a forwarder handed it on: by its rewriting of the envelope sender or a field that it adds; shown when an
/// ARC chain is intact.
pub fn forwarded(evidence: &Evidence<'_>) -> Option<Weight> {
    if evidence.auth.arc() == Some(AuthResult::Pass) {
        return Some(Weight::Shown);
    }
    let rewritten = evidence
        .facts
        .return_path
        .as_ref()
        .is_some_and(|(_, sender)| is_rewritten(sender));
    let noted = FORWARD_FIELDS
        .iter()
        .any(|name| evidence.message.first(name).is_some());
    (rewritten || noted).then_some(Weight::Said)
}

/// SRS (`SRS0=`, `SRS1=`), Microsoft's `+SRS=`, and Google's `+caf_=`.
fn is_rewritten(sender: &str) -> bool {
    let is_prefix = |prefix: &str| {
        sender
            .get(..prefix.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(prefix))
    };
    ["SRS0=", "SRS1=", "SRS0+", "SRS1+", "SRS0-", "SRS1-"]
        .iter()
        .any(|prefix| is_prefix(prefix))
        || sender.contains("+SRS=")
        || sender.contains("+caf_=")
}

/// Whether the domain of From is vouched for: by a signature of its organisation that passes now, or by what our own
/// receiver said.
pub fn author_is_shown(evidence: &Evidence<'_>) -> bool {
    evidence.auth.dmarc() == Some(AuthResult::Pass)
        || receiver_said(evidence, "dmarc").is_some_and(|entry| entry.claim.result == "pass")
        || aligned_signature(evidence)
}

/// Whether a signature of the organisation in From passes, now or by our own receiver's word.
pub fn aligned_signature(evidence: &Evidence<'_>) -> bool {
    let is_authors = |signer: &str| {
        evidence
            .facts
            .from
            .iter()
            .filter_map(Mailbox::domain)
            .any(|from| same_organization(&from, signer))
    };
    let now = evidence
        .auth
        .signatures(AuthResult::Pass)
        .any(|check| check.domain.as_deref().is_some_and(is_authors));
    now || trusted(evidence).any(|entry| {
        entry.claim.method == "dkim"
            && entry.claim.result == "pass"
            && entry.claim.property("header.d").is_some_and(is_authors)
    })
}

/// Whether a platform sent it to many, and the author's domain signed it.
pub fn signed_bulk(evidence: &Evidence<'_>) -> bool {
    let is_bulk = ["List-Unsubscribe", "Feedback-ID", "Precedence"]
        .iter()
        .any(|name| evidence.message.first(name).is_some());
    is_bulk && aligned_signature(evidence)
}

/// Whether the client logged in where our side took the mail: it is a user of ours, not a stranger.
pub fn submitted(evidence: &Evidence<'_>) -> bool {
    evidence
        .route
        .boundary_hop()
        .is_some_and(|hop| hop.received.auth.is_some())
}

/// Our own receiver's word on a method: the topmost.
pub fn receiver_said<'e>(evidence: &'e Evidence<'_>, method: &str) -> Option<&'e Entry> {
    trusted(evidence).find(|entry| entry.claim.method == method)
}

/// Who says it: by the name it gives itself, if it gives one.
pub fn who_says(entry: &Entry) -> &str {
    entry.claim.authserv_id.as_deref().unwrap_or("the receiver")
}

/// What is known to be our own receiver's word.
pub fn trusted<'e>(evidence: &'e Evidence<'_>) -> impl Iterator<Item = &'e Entry> {
    evidence
        .ledger
        .iter()
        .filter(|entry| entry.standing.trusted())
}

/// Domains that SPF or DKIM passes for, now or by our own receiver's word.
pub fn vouched_domains<'e>(evidence: &'e Evidence<'_>) -> impl Iterator<Item = String> + 'e {
    let now = evidence
        .auth
        .signatures(AuthResult::Pass)
        .filter_map(|check| check.domain.clone());
    let spf = evidence
        .auth
        .spf_mail_from
        .done()
        .filter(|check| check.result.done() == Some(&AuthResult::Pass))
        .map(|check| check.domain.clone());
    let said = trusted(evidence)
        .filter(|entry| entry.claim.result == "pass")
        .filter_map(|entry| {
            let value = match entry.claim.method.as_str() {
                "dkim" => entry.claim.property("header.d")?,
                "spf" => entry.claim.property("smtp.mailfrom")?,
                _ => return None,
            };
            Some(
                value
                    .rsplit_once('@')
                    .map_or(value, |(_, domain)| domain)
                    .to_owned(),
            )
        });
    now.chain(spf).chain(said)
}

/// The recipients' domains: as the last hosts noted them, in front of what To says.
pub fn recipient_domains(evidence: &Evidence<'_>) -> Vec<String> {
    let facts = &evidence.facts;
    let hops = evidence
        .route
        .hops
        .iter()
        .rev()
        .filter_map(|hop| hop.received.for_.as_deref());
    let noted: Vec<&str> = facts
        .delivered_to
        .iter()
        .map(String::as_str)
        .chain(hops)
        .collect();
    let addresses: Vec<&str> = if noted.is_empty() {
        facts
            .recipients
            .iter()
            .map(|mailbox| mailbox.address.as_str())
            .collect()
    } else {
        noted
    };
    let mut domains: Vec<String> = Vec::new();
    for domain in addresses
        .iter()
        .filter_map(|address| address.rsplit_once('@'))
        .map(|(_, domain)| domain)
    {
        let domain = crate::names::organization(domain.trim_end_matches('>'));
        if domain.contains('.')
            && !domains.iter().any(|known| *known == domain)
            && domains.len() < MAX_RECIPIENT_DOMAINS
        {
            domains.push(domain.into_owned());
        }
    }
    domains
}

/// The most domains of recipients that are looked at; a mail to hundreds of strangers has no house of its own.
const MAX_RECIPIENT_DOMAINS: usize = 8;

/// Whether a name is one of these or below it.
pub fn is_any(name: &str, domains: &[String]) -> bool {
    domains.iter().any(|domain| is_within(name, domain))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::testing::Mail;

    #[test]
    fn a_list_that_only_says_so_weighs_less() {
        let said = Mail::new("List-Id: <news.lists.example>\r\nFrom: a@author.example\r\n");
        said.evidence(|evidence| assert_eq!(mailing_list(evidence), Some(Weight::Said)));
        let none = Mail::new("From: a@author.example\r\n");
        none.evidence(|evidence| assert_eq!(mailing_list(evidence), None));
        let shown = Mail::received(
            "Authentication-Results: mx.example.net; spf=pass smtp.mailfrom=b@lists.example\r\n",
            "List-Id: <news.lists.example>\r\nFrom: a@author.example\r\n",
        );
        shown.evidence(|evidence| assert_eq!(mailing_list(evidence), Some(Weight::Shown)));
    }

    #[test]
    fn forwarders_are_known_by_their_envelope_sender() {
        for (sender, expected) in [
            (
                "SRS0=abcd=EF=author.example=a@fwd.example",
                Some(Weight::Said),
            ),
            ("a+caf_=b=example.net@author.example", Some(Weight::Said)),
            ("a@author.example", None),
        ] {
            let mail = Mail::new(&format!(
                "Return-Path: <{sender}>\r\nFrom: a@author.example\r\n"
            ));
            mail.evidence(|evidence| assert_eq!(forwarded(evidence), expected, "{sender}"));
        }
    }

    #[test]
    fn the_recipients_house_is_where_it_was_delivered() {
        let mail = Mail::new(
            "Delivered-To: u@mail.example.co.uk\r\nTo: x@other.example\r\nFrom: a@b.example\r\n",
        );
        mail.evidence(|evidence| assert_eq!(recipient_domains(evidence), ["example.co.uk"]));
    }
}
