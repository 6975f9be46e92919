//! Lists and forwarders, which break signatures and change senders.

use super::author::{author_signatures, is_authors, signer};
use super::receiver::{trusted, vouched_domains};
use super::{Context, Shown};
use crate::auth::AuthResult;
use crate::auth::dkim::DkimCheck;
use crate::auth::key::KeyStatus;
use crate::checked::Checked;
use crate::evidence::{Entry, Evidence};
use crate::message::Mailbox;
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

/// The mailing list that it came through. It is shown where the list's own organization is vouched for, by a signature or
/// SPF that passes or by the confirmed name of the host that handed the message over.
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
    // Somebody's own list explains nothing about their own mail.
    let is_authors = evidence
        .facts
        .from
        .iter()
        .filter_map(Mailbox::domain)
        .any(|from| is_lists(&from));
    let is_shown = !is_authors
        && (vouched_domains(evidence).any(|domain| is_lists(&domain))
            || confirmed.is_some_and(is_lists));
    Some(if is_shown {
        Context::shown(format!("relayed by a mailing list at {host}"))
    } else {
        Context::Said("said to come through a mailing list (unconfirmed)".to_owned())
    })
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

/// A list that is shown, where the author's signature was found broken: by us, with the key that is published for it, or
/// by our own receiver. Lists break signatures, and make none. One that nobody checked is as easily written as the
/// list's name.
pub(super) fn list_broke_it(evidence: &Evidence<'_>) -> Option<Context> {
    let is_broken = |check: &DkimCheck| {
        check.result == Checked::Done(AuthResult::Fail)
            && check
                .key
                .done()
                .is_some_and(|key| key.status == KeyStatus::Present)
    };
    let was_broken = |entry: &Entry| {
        entry.claim.method == "dkim"
            && entry.claim.means() == Some(AuthResult::Fail.word())
            && signer(&entry.claim).is_some_and(|domain| is_authors(evidence, domain))
    };
    let found_broken =
        author_signatures(evidence).any(is_broken) || trusted(evidence).any(was_broken);
    Some(match mailing_list(evidence)? {
        Context::Shown(Shown(text)) if found_broken => {
            Context::shown(format!("{text}, and the author's signature was broken"))
        }
        // That the author signed at all is nobody's finding but the signature's own word.
        Context::Shown(Shown(text)) if author_signatures(evidence).next().is_some() => {
            Context::Said(format!(
                "{text}, which may have broken the author's signature"
            ))
        }
        Context::Shown(Shown(text)) => Context::Said(format!(
            "{text}, without a signature of the author's domain"
        )),
        said @ Context::Said(_) => said,
    })
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
    fn a_list_that_only_says_so_is_not_shown() {
        let list = "List-Id: <news.lists.example>\r\nFrom: a@author.example\r\n";
        let said = |above: &str| {
            Mail::received(above, list).evidence(|evidence| shown(mailing_list(evidence)))
        };
        assert_eq!(said(""), Some(false));
        let results = "Authentication-Results: mx.example.net; spf=pass smtp.mailfrom=b@";
        assert_eq!(said(&format!("{results}lists.example\r\n")), Some(true));
        assert_eq!(said(&format!("{results}other.example\r\n")), Some(false));
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
