//! IDN018: replies go to a mailbox at a mailbox provider that is not the author's.

use crate::evidence::{Evidence, Facts};
use crate::findings::model::{Basis, Finding, Hit, Place, Severity};
use crate::findings::support::lookalike::is_mailbox_provider;
use crate::findings::support::{context, signs};
use crate::message::Mailbox;

pub(super) const FINDING: Finding = Finding {
    code: "IDN018",
    name: "reply-to-freemail",
    severity: Severity::Notice,
    basis: Basis::Observed,
    title: "Replies go to a freemail address",
    meaning: "The address in Reply-To is at a freemail or access provider, and it is not the one in From: that is at another domain, at none, or another mailbox at a provider.",
    why: "Business email compromise and advance-fee fraud live on replies, and a freemail address for them costs nothing. Authentication covers From only.",
    wrong: "Contact forms and ticket systems put the visitor's address in Reply-To; mailing lists that rewrite From put the author's there. People also use two mailboxes. If the domain in From verifiably signed the message and is not shared by many customers, this is only informational.",
    references: &[
        "RFC 5322 section 3.6.2",
        "SpamAssassin, rules/20_freemail.cf",
    ],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    let facts = &evidence.facts;
    let Some((index, reply_to)) = &facts.reply_to else {
        return Vec::new();
    };
    let Some(mailbox) = reply_to.iter().find(|mailbox| is_strange(facts, mailbox)) else {
        return Vec::new();
    };
    let from = facts.from_domains();
    let author = if from.is_empty() {
        "From has no domain".to_owned()
    } else {
        format!("From is at {}", from.join(", "))
    };
    let address = &mailbox.address;
    let hit = Hit::new(format!("{author}; replies go to {address}")).at(Place::text(
        evidence,
        evidence.field_of(mailbox).unwrap_or(*index),
        address,
    ));
    // Where anybody gets an address at From's domain, its signature speaks for that one customer.
    let is_shared = |one: &Mailbox| {
        is_at_provider(one)
            || one
                .domain()
                .is_some_and(|domain| signs::platform(&domain).is_some())
    };
    let signed = if facts.from.iter().any(is_shared) {
        None
    } else {
        context::aligned_signature(evidence)
    };
    let context = context::strongest([signed, context::mailing_list(evidence)]);
    vec![hit.in_context(context, Severity::Info)]
}

/// Whether a mailbox for replies is at a provider, and not the author's.
pub(super) fn is_strange(facts: &Facts, mailbox: &Mailbox) -> bool {
    let is_other = |from: &Mailbox| mailbox_of(from) != mailbox_of(mailbox);
    // Of several authors each counts: one may be named only to stand here.
    is_at_provider(mailbox) && (facts.from.is_empty() || facts.from.iter().any(is_other))
}

fn is_at_provider(mailbox: &Mailbox) -> bool {
    mailbox
        .domain()
        .is_some_and(|domain| is_mailbox_provider(&domain))
}

/// Whose mailbox it is: what follows a plus sign only sorts its mail.
fn mailbox_of(mailbox: &Mailbox) -> Option<(String, String)> {
    let (local, _) = mailbox.address.rsplit_once('@')?;
    let local = match local.split_once('+') {
        Some((user, _)) if !user.is_empty() => user,
        _ => local,
    };
    Some((local.to_lowercase(), mailbox.domain()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::support::testing::Mail;

    fn mail(from: &str, reply_to: &str) -> Mail {
        Mail::received("", &header(from, reply_to))
    }

    fn header(from: &str, reply_to: &str) -> String {
        format!("From: {from}\r\nReply-To: {reply_to}\r\n")
    }

    #[test]
    fn replies_to_a_strange_mailbox_are_told() {
        let told: &[(Severity, &[&str])] = &[(Severity::Notice, &["u7@gmail.com"])];
        for from in ["ceo@a.example", "Desk", "ceo@gmail.com", "u7@outlook.com"] {
            mail(from, "u7@gmail.com").finds(&FINDING, told);
        }
        // The author's own beside it makes it no better.
        mail("ceo@a.example", "ceo@a.example, u7@gmail.com").finds(&FINDING, told);
        mail("ceo@a.example, u7@gmail.com", "u7@gmail.com").finds(&FINDING, told);
    }

    #[test]
    fn every_field_is_read() {
        let told: &[(Severity, &[&str])] = &[(Severity::Notice, &["u7@gmail.com"])];
        let second = "Reply-To: u7@gmail.com\r\n";
        for first in ["", "ceo@a.example"] {
            let fields = header("ceo@a.example", first);
            Mail::received("", &format!("{fields}{second}")).finds(&FINDING, told);
            Mail::received("", &format!("{second}{fields}")).finds(&FINDING, told);
        }
    }

    #[test]
    fn the_authors_own_mailbox_is_not() {
        mail("u7@gmail.com", "U7@Gmail.com").lacks(&FINDING);
        mail("u7@gmail.com", "u7+lists@gmail.com").lacks(&FINDING);
        mail("ceo@a.example", "desk@b.example").lacks(&FINDING);
        Mail::received("", "From: ceo@a.example\r\n").lacks(&FINDING);
    }

    #[test]
    fn a_signature_explains_it_where_the_domain_is_one_owners() {
        let passed = |domain: &str| {
            format!("Authentication-Results: mx.example.net; dkim=pass header.d={domain}\r\n")
        };
        let signed = |from: &str| {
            let domain = from.rsplit_once('@').map_or("", |(_, domain)| domain);
            Mail::received(&passed(domain), &header(from, "u7@gmail.com"))
        };
        signed("form@a.example").finds(&FINDING, &[(Severity::Info, &["u7@gmail.com"])]);
        for from in ["ceo@outlook.com", "x1@x1-ab2.firebaseapp.com"] {
            signed(from).finds(&FINDING, &[(Severity::Notice, &["u7@gmail.com"])]);
        }
    }

    #[test]
    fn what_calls_itself_a_list_lowers_nothing() {
        let listed = format!(
            "List-Id: <l.lists.example>\r\n{}",
            header("l@lists.example", "u7@gmail.com")
        );
        Mail::received("", &listed).finds(&FINDING, &[(Severity::Notice, &["u7@gmail.com"])]);
    }
}
