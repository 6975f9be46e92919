//! A header made of properties, for a message that has none: drafts, sent messages, and those that never left Exchange.

use super::Item;
use super::addressee::{AUTHOR, Addressee, RECIPIENT, SENDER, clean};
use super::properties::tag;

/// Kinds of recipients (MS-OXOMSG section 2.2.3.1.2), with their fields.
const KINDS: &[(u32, &str)] = &[(1, "To"), (2, "Cc"), (3, "Bcc")];

/// The kind of one that does not say it.
const USUAL: u32 = 1;

/// What is flagged beside the kind: sent already, and by whom.
const KIND: u32 = 0x0F;

/// Fields of Message-IDs.
const IDS: &[(u16, &str)] = &[
    (tag::INTERNET_MESSAGE_ID, "Message-ID"),
    (tag::IN_REPLY_TO_ID, "In-Reply-To"),
    (tag::INTERNET_REFERENCES, "References"),
];

/// The fields, each on one line.
pub(super) fn fields(item: &Item) -> Vec<(&'static str, String)> {
    let mut fields = Vec::new();
    let properties = &item.properties;
    let sender = Addressee::of(properties, &SENDER);
    let author = Addressee::of(properties, &AUTHOR).or_else(|| sender.clone());
    if let Some(author) = &author {
        fields.push(("From", author.text()));
    }
    if let Some(sender) = sender.filter(|sender| {
        sender.address.is_some()
            && author
                .as_ref()
                .is_some_and(|author| author.address != sender.address)
    }) {
        fields.push(("Sender", sender.text()));
    }
    for (kind, name) in KINDS {
        let people: Vec<String> = item
            .recipients
            .iter()
            .filter(|one| {
                let own = one.integer(tag::RECIPIENT_TYPE).unwrap_or(USUAL);
                own & KIND == *kind
            })
            .filter_map(|one| Some(Addressee::of(one, &RECIPIENT)?.text()))
            .collect();
        if !people.is_empty() {
            fields.push((name, people.join(", ")));
        }
    }
    if let Some(subject) = properties.text(tag::SUBJECT) {
        fields.push(("Subject", clean(without_mark(&subject))));
    }
    if let Some(time) = properties.time(tag::CLIENT_SUBMIT_TIME) {
        fields.push(("Date", time.to_rfc2822()));
    }
    for (id, name) in IDS {
        if let Some(ids) = properties.text(*id) {
            fields.push((name, clean(&ids)));
        }
    }
    fields
}

/// A subject in a store may begin with U+0001 and a character that is the length of its prefix (`RE: `).
fn without_mark(subject: &str) -> &str {
    let mut rest = subject.chars();
    match (rest.next(), rest.next()) {
        (Some('\u{1}'), Some(_)) => rest.as_str(),
        _ => subject,
    }
}
