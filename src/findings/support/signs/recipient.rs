//! Signs at how the recipient is named.

use super::Sign;
use crate::evidence::Evidence;
use crate::findings::model::Place;
use crate::findings::support::context;
use crate::names::same_organization;

/// Shorter front parts of addresses are words.
const MIN_LOCAL: usize = 5;

/// A stranger addresses the recipient by the address, in the subject or in the display name: a person would use the name.
pub(super) fn named_in_text(evidence: &Evidence<'_>) -> Option<Sign> {
    if context::submitted(evidence) {
        return None;
    }
    let facts = &evidence.facts;
    let from = facts.from_domains();
    let subject = facts.subject.as_deref().unwrap_or_default().to_lowercase();
    let displays: Vec<String> = facts
        .from
        .iter()
        .filter_map(|mailbox| Some(mailbox.display.as_deref()?.to_lowercase()))
        .collect();
    for address in facts.recipient_addresses().take(MAX_RECIPIENTS) {
        let address = address.to_lowercase();
        let Some((local, domain)) = address.rsplit_once('@') else {
            continue;
        };
        // Who writes to colleagues, or to oneself, may name them as they like.
        if from.iter().any(|from| same_organization(from, domain)) {
            continue;
        }
        let names = |text: &str| {
            text.contains(&address) || (local.len() >= MIN_LOCAL && is_first_word(text, local))
        };
        if names(&subject) {
            let index = evidence.message.named("Subject").next()?.0;
            return Some(Sign::new(
                "the subject contains the recipient's address",
                Place::field(evidence, index),
            ));
        }
        if displays.iter().any(|display| names(display)) {
            let place = facts
                .from_fields
                .first()
                .and_then(|&index| Place::field(evidence, index));
            return Some(Sign::new(
                "the display name contains the recipient's address",
                place,
            ));
        }
    }
    None
}

/// A mail to hundreds names nobody in its subject.
const MAX_RECIPIENTS: usize = 8;

/// Whether a text begins with a word that is no name: one with a digit, a dot or a line in it.
fn is_first_word(text: &str, local: &str) -> bool {
    let is_name = local.chars().all(char::is_alphabetic);
    !is_name
        && text
            .strip_prefix(local)
            .is_some_and(|rest| rest.starts_with([',', ' ', ':', '!', ';']))
}

/// No recipient is named at all.
pub(super) fn undisclosed(evidence: &Evidence<'_>) -> Option<Sign> {
    let facts = &evidence.facts;
    let has_address = facts
        .recipients
        .iter()
        .any(|mailbox| mailbox.address.contains('@'));
    (!has_address && !facts.from.is_empty()).then(|| Sign::new("no recipient in To or Cc", None))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::support::testing::Mail;

    fn sees(look: fn(&Evidence<'_>) -> Option<Sign>, header: &str) -> bool {
        Mail::received("", header).evidence(|evidence| look(evidence).is_some())
    }

    #[test]
    fn an_address_in_the_subject_is_told() {
        let to = |local: &str, subject: &str| {
            format!("From: A <a@a.example>\r\nTo: {local}@example.net\r\nSubject: {subject}\r\n")
        };
        assert!(sees(named_in_text, &to("robin", "Dear robin@example.net")));
        assert!(sees(named_in_text, &to("robin.d", "robin.d, your parcel")));
        assert!(!sees(named_in_text, &to("robin", "Robin, your parcel")));
        assert!(!sees(named_in_text, &to("robin", "Lunch")));
        let own = "From: a@example.net\r\nTo: robin@example.net\r\nSubject: robin@example.net\r\n";
        assert!(!sees(named_in_text, own));
    }

    #[test]
    fn mail_to_nobody_is_told() {
        assert!(sees(undisclosed, "From: a@a.example\r\n"));
        assert!(sees(
            undisclosed,
            "From: a@a.example\r\nTo: undisclosed-recipients:;\r\n"
        ));
        assert!(!sees(
            undisclosed,
            "From: a@a.example\r\nTo: u@example.net\r\n"
        ));
    }
}
