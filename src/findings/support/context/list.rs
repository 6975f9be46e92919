//! Lists and forwarders, which break signatures and change senders.

use super::Context;
use super::author::author_signatures;
use super::receiver::vouched_domains;
use crate::evidence::Evidence;
use crate::names::same_organization;

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

/// The mailing list that it is said to come through. A sender can name any list, and one of his own domain, which is vouched for:
/// it is told, and lowers nothing.
pub(in crate::findings) fn mailing_list(evidence: &Evidence<'_>) -> Option<Context> {
    let Some((_, list)) = &evidence.facts.list else {
        let is_old = |name: &&&str| evidence.message.first(name).is_some();
        return OLD_LIST_FIELDS.iter().find(is_old).map(|field| {
            Context::Said(format!(
                "{field} says that it came through a mailing list (unconfirmed)"
            ))
        });
    };
    let host = list_domain(list).unwrap_or_default();
    let is_lists = |domain: &str| !host.is_empty() && same_organization(domain, &host);
    let confirmed = evidence
        .route
        .boundary_hop()
        .and_then(|hop| hop.received.confirmed_name());
    let is_from_host = vouched_domains(evidence).any(|domain| is_lists(&domain))
        || confirmed.is_some_and(is_lists);
    Some(Context::Said(if is_from_host {
        format!("said to come through a mailing list at {host}, which sent it")
    } else {
        "said to come through a mailing list (unconfirmed)".to_owned()
    }))
}

/// The domain in `<name.lists.example>` or `<mailto:name@lists.example>`.
pub(in crate::findings) fn list_domain(list: &str) -> Option<String> {
    let inner = list.rsplit_once('<').map_or(list, |(_, rest)| rest);
    let inner = inner.split('>').next()?.trim();
    let domain = inner.rsplit_once('@').map_or(inner, |(_, domain)| domain);
    domain
        .contains('.')
        .then(|| crate::names::normalize(domain))
}

/// The list, and that it may have broken the author's signature. A broken one is as easily written as the list's name: what
/// proves that the author signed is a signature that verifies once the list's edits are undone.
pub(super) fn list_broke_it(evidence: &Evidence<'_>) -> Option<Context> {
    let list = mailing_list(evidence)?;
    let is_signed = author_signatures(evidence).next().is_some();
    let effect = if is_signed {
        "which may have broken the author's signature"
    } else {
        "without a signature of the author's domain"
    };
    Some(Context::Said(format!("{}, {effect}", list.text())))
}

/// A forwarder, by its rewriting of the envelope sender or a field that it adds. Anybody can write both.
pub(super) fn forwarded(evidence: &Evidence<'_>) -> Option<Context> {
    let rewritten = evidence
        .facts
        .return_path
        .as_ref()
        .is_some_and(|(_, sender)| is_rewritten(sender));
    let noted = FORWARD_FIELDS
        .iter()
        .any(|name| evidence.message.first(name).is_some());
    (rewritten || noted).then(|| Context::Said("claimed to be forwarded (unconfirmed)".to_owned()))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::support::testing::Mail;

    /// Whether a context is shown; `None` where there is none.
    fn shown(context: Option<Context>) -> Option<bool> {
        context.map(|context| context.is_shown())
    }

    #[test]
    fn a_list_is_said_and_never_shown() {
        let list = "List-Id: <news.lists.example>\r\nFrom: a@author.example\r\n";
        let said = |above: &str| {
            Mail::received(above, list).evidence(|evidence| {
                let found = mailing_list(evidence).expect("a list");
                assert!(!found.is_shown());
                found.text().contains("which sent it")
            })
        };
        assert!(!said(""));
        let results = "Authentication-Results: mx.example.net; spf=pass smtp.mailfrom=b@";
        assert!(said(&format!("{results}lists.example\r\n")));
        assert!(!said(&format!("{results}other.example\r\n")));
        let none = Mail::new("From: a@author.example\r\n");
        none.evidence(|evidence| assert_eq!(mailing_list(evidence), None));
    }

    #[test]
    fn forwarders_are_known_by_their_envelope_sender_and_never_shown_by_it() {
        for (sender, expected) in [
            ("SRS0=abcd=EF=author.example=a@fwd.example", Some(false)),
            ("a+caf_=b=example.net@author.example", Some(false)),
            ("a@author.example", None),
        ] {
            let mail = Mail::new(&format!(
                "Return-Path: <{sender}>\r\nFrom: a@author.example\r\n"
            ));
            mail.evidence(|evidence| assert_eq!(shown(forwarded(evidence)), expected, "{sender}"));
        }
    }
}
