//! IDN003: answers go to another organization.

use super::reply_to_freemail;
use crate::evidence::Evidence;
use crate::findings::model::{Basis, Finding, Hit, Place, Severity};
use crate::findings::support::context;
use crate::message::Mailbox;
use crate::names::same_organization;

pub(super) const FINDING: Finding = Finding {
    code: "IDN003",
    name: "reply-to-organization",
    severity: Severity::Notice,
    basis: Basis::Observed,
    title: "Reply-To points to another organization",
    meaning: "The domain in Reply-To belongs to a different organization than the domain in From. An address at a freemail provider is IDN018 (reply-to-freemail).",
    why: "A spoofer needs the replies at an address of its own.",
    wrong: "Mailing lists, newsletters and help desks set Reply-To elsewhere for good reasons.",
    references: &["RFC 5322 section 3.6.2"],
    check,
};

fn check(evidence: &Evidence<'_>) -> Vec<Hit> {
    let facts = &evidence.facts;
    let Some((index, reply_to)) = &facts.reply_to else {
        return Vec::new();
    };
    let from = facts.from_domains();
    if from.is_empty() {
        return Vec::new();
    }
    let strange = reply_to.iter().find(|mailbox| {
        // One at a mailbox provider is told by IDN018.
        !reply_to_freemail::is_strange(facts, mailbox)
            && mailbox
                .domain()
                .is_some_and(|domain| !from.iter().any(|from| same_organization(from, &domain)))
    });
    let Some((mailbox, domain)) =
        strange.and_then(|mailbox| Some((mailbox, Mailbox::domain(mailbox)?)))
    else {
        return Vec::new();
    };
    let hit = Hit::new(format!(
        "From is at {}; replies go to {domain}",
        from.join(", ")
    ))
    .at(Place::text(
        evidence,
        evidence.field_of(mailbox).unwrap_or(*index),
        &mailbox.address,
    ));
    let context = context::strongest([
        context::aligned_signature(evidence),
        context::mailing_list(evidence),
    ]);
    vec![hit.in_context(context, Severity::Info)]
}
