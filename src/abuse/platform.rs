//! Sending platforms, by the identifiers that they put into every message.
//!
//! Anyone can write these fields. They count where the message was received from the platform's own host, or its signature
//! verifies; then they name the customer, which is what its desk needs.

use super::incident::{boundary_start, source_name};
use super::removed::is_own_business;
use super::{Case, Contact, Facts, Party, Role, Subject};
use crate::evidence::{PLATFORMS, Platform};

pub(super) fn find(facts: &Facts<'_, '_>, case: &mut Case) {
    for platform in PLATFORMS {
        let identifiers = identifiers(facts, platform);
        let Some((proof, doubts)) = proof(facts, case, platform) else {
            // A field that several platforms write names none of them.
            if let Some((field, _)) = identifiers
                .iter()
                .find(|(field, _)| is_own(platform, field))
            {
                case.leave_out(
                    platform.name,
                    format!(
                        "{field} is sender-supplied (unverified): neither the host nor a signature is the platform's"
                    ),
                );
            }
            continue;
        };
        if identifiers.is_empty() {
            continue;
        }
        let reason = format!(
            "{} sent it: {proof}, and the message has its identifiers",
            platform.name
        );
        let mut party = Party::new(
            Role::Platform,
            Subject::Domain(platform.desk.to_owned()),
            reason,
        );
        party.identifiers = identifiers;
        party.doubts = doubts;
        party.contacts.extend(Contact::guess(platform.desk));
        case.add(party);
    }
}

/// Whether no other row has this field.
fn is_own(platform: &Platform, field: &str) -> bool {
    !PLATFORMS.iter().any(|other| {
        other.name != platform.name
            && other
                .fields
                .iter()
                .any(|name| name.eq_ignore_ascii_case(field))
    })
}

/// The platform's identifiers that were added before the boundary: after it, the same fields are the receiver's own, and some
/// are so wherever they stand. They are whole, since an address in them is found only so; a report shortens them after
/// the redaction.
fn identifiers(facts: &Facts<'_, '_>, platform: &Platform) -> Vec<(String, String)> {
    let boundary = boundary_start(facts.evidence);
    platform
        .fields
        .iter()
        .filter_map(|name| {
            facts.evidence.message.named(name).find(|(index, field)| {
                field.span().start > boundary && !is_own_business(facts.evidence, *index, name)
            })
        })
        .map(|(_, field)| (field.name().to_owned(), field.text().into_owned()))
        .collect()
}

/// What shows that a message is the platform's, and what is doubtful about that.
fn proof(facts: &Facts<'_, '_>, case: &Case, platform: &Platform) -> Option<(String, Vec<String>)> {
    let owns = |name: &str| platform.owns(name);
    let name = source_name(facts.evidence);
    if let Some(name) = name.filter(|name| owns(name)) {
        return Some((
            format!("the forward-confirmed name of the client is {name}"),
            Vec::new(),
        ));
    }
    case.parties.iter().find_map(|party| match &party.subject {
        Subject::Domain(domain) if party.role == Role::Signer && owns(domain) => {
            Some((format!("it is signed by {domain}"), party.doubts.clone()))
        }
        _ => None,
    })
}
