//! The mailing list that distributed the message, if the host that it was received from is the list's.

use super::Source;
use super::incident::source_name;
use super::{Case, Contact, Facts, Party, Role, Subject};
use crate::auth::AuthResult;
use crate::enrich::contact::address;
use crate::names::{normalize, organization, same_organization};

pub(super) fn find(facts: &Facts<'_, '_>, case: &mut Case) {
    let Some((index, field)) = facts.evidence.message.named("List-Id").next() else {
        return;
    };
    let text = field.text();
    let name = match (text.rfind('<'), text.rfind('>')) {
        (Some(open), Some(close)) if open < close => &text[open + 1..close],
        _ => text.trim(),
    };
    let name = normalize(name.trim());
    if !name.contains('.') || name.contains([' ', '@']) {
        return;
    }
    let Some(proof) = proof(facts, &name, index) else {
        case.leave_out(
            name,
            "List-Id is sender-supplied (unverified): it does not prove that the message came from this list",
        );
        return;
    };
    // Bulk senders write List-Id too; a list is what takes posts.
    let takes_posts = facts
        .evidence
        .message
        .first("List-Post")
        .is_some_and(|post| post.text().contains("mailto:"));
    if !takes_posts {
        return;
    }
    let reason = format!("the list {name} distributed the message: {proof}");
    let mut party = Party::new(Role::List, Subject::Domain(name.clone()), reason);
    let owner = facts
        .evidence
        .message
        .first("List-Owner")
        .and_then(|owner| {
            let text = owner.text().into_owned();
            let start = text.find("mailto:")? + "mailto:".len();
            address(text[start..].split(['>', '?', ',']).next()?)
        });
    if let Some(owner) = owner.filter(|owner| {
        owner
            .rsplit_once('@')
            .is_some_and(|(_, domain)| same_organization(domain, &name))
    }) {
        party
            .contacts
            .push(Contact::confirm(owner, Source::SignedField));
    }
    party.contacts.extend(Contact::guess(&organization(&name)));
    case.add(party);
}

/// What shows that the host that the message was received from is the list's.
fn proof(facts: &Facts<'_, '_>, list: &str, field: usize) -> Option<String> {
    let auth = &facts.evidence.auth;
    if let Some(name) = source_name(facts.evidence).filter(|name| same_organization(name, list)) {
        return Some(format!("the recorded name of the client is {name}"));
    }
    let spf = auth.spf_mail_from.done();
    if let Some(check) = spf.filter(|check| {
        check.result.done() == Some(&AuthResult::Pass) && same_organization(&check.domain, list)
    }) {
        return Some(format!("SPF passes for {}", check.domain));
    }
    let signer = auth.dkim.iter().find(|check| {
        check.result.done() == Some(&AuthResult::Pass)
            && check.signed_fields.contains(&field)
            && check
                .domain
                .as_deref()
                .is_some_and(|domain| same_organization(domain, list))
    })?;
    Some(format!(
        "a valid DKIM signature of {} covers List-Id",
        signer.domain.as_deref().unwrap_or_default()
    ))
}
