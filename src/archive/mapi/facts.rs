//! What Outlook says of a message beside its header.

use super::addressee::{SENDER, is_internal};
use super::header::{self, Source};
use super::properties::{Properties, tag};
use super::{Item, page};
use crate::words::origin::Fact;

/// MS-OXCMSG section 2.2.1.6: still being composed.
const UNSENT: u32 = 0x8;

/// Sent by the mailbox's own user.
const FROM_ME: u32 = 0x20;

/// All of it, for a header of this kind.
pub(super) fn of(item: &Item, header: &str, source: Source) -> Vec<Fact> {
    let properties = &item.properties;
    let text = |id| properties.text(id).map(std::borrow::Cow::into_owned);
    let receiver = [
        tag::RECEIVED_BY_SMTP_ADDRESS,
        tag::RECEIVED_BY_EMAIL_ADDRESS,
        tag::RECEIVED_BY_NAME,
    ];
    let sender = [tag::SENDER_SMTP_ADDRESS, tag::SENDER_EMAIL_ADDRESS];
    let rows = [
        ("header", origin(item, header, source)),
        ("message-class", text(tag::MESSAGE_CLASS)),
        ("submitted", properties.time_text(tag::CLIENT_SUBMIT_TIME)),
        (
            "delivered",
            properties.time_text(tag::MESSAGE_DELIVERY_TIME),
        ),
        ("sender", sender.into_iter().find_map(text)),
        ("received-by", receiver.into_iter().find_map(text)),
        ("code-page", code_page(properties)),
        ("left-out", left_out(item)),
        ("damaged", damaged(item)),
    ];
    rows.into_iter()
        .filter_map(|(name, value)| Some(Fact::new(name, value?)))
        .collect()
}

/// Why the header is not that of a received message.
fn origin(item: &Item, header: &str, source: Source) -> Option<String> {
    let properties = &item.properties;
    // A sender can write the field. What was received was sent.
    let is_unsent = !header::has_field(header, "Received")
        && header::field(header, "X-Unsent").is_some_and(|value| value == "1");
    let missing = match source {
        Source::Stored if is_unsent => {
            return Some("X-Unsent: 1: the message was composed, and not received".to_owned());
        }
        Source::Stored => return None,
        _ if properties.is_unreadable(tag::TRANSPORT_MESSAGE_HEADERS) => {
            return Some(
                "made up from properties: the stored transport header is damaged".to_owned(),
            );
        }
        Source::Completed => {
            "completed from properties: the stored header has neither From nor Received"
        }
        Source::MadeUp => "made up from properties: Outlook stored no transport header",
    };
    let flags = properties.integer(tag::MESSAGE_FLAGS).unwrap_or(0);
    let why = if is_unsent || flags & UNSENT != 0 {
        "the item is a draft"
    } else if flags & FROM_ME != 0 {
        "the item was sent from this mailbox"
    } else if is_internal(properties, &SENDER) {
        "the sender's address is one of Exchange, and the message probably never left it"
    } else if properties.time(tag::MESSAGE_DELIVERY_TIME).is_none() {
        "the item has no time of delivery, and was probably not received"
    } else {
        "the item does not say why"
    };
    Some(format!("{missing}; {why}"))
}

/// The code page, where texts depend on it.
fn code_page(properties: &Properties) -> Option<String> {
    if !properties.is_narrow() {
        return None;
    }
    let read_as = page::name_or_usual(properties.page());
    Some(match properties.page() {
        Some(page) if !page::keeps_ascii(page) => {
            format!("{page}; a header is read as {}", page::name_or_usual(None))
        }
        None => format!("not stated; read as {read_as}"),
        Some(page) if page::name(page).is_none() => {
            format!("{page} is unknown; read as {read_as}")
        }
        Some(page) => page.to_string(),
    })
}

fn left_out(item: &Item) -> Option<String> {
    let counts = [
        (item.left_out.attachments, "attachments"),
        (item.left_out.recipients, "recipients"),
        (item.left_out.nested, "messages nested too deeply"),
    ];
    let said: Vec<String> = counts
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{what}: {count}"))
        .collect();
    (!said.is_empty()).then(|| said.join(", "))
}

/// The texts of the body.
const TEXTS: &[u16] = &[tag::BODY, tag::HTML, tag::RTF_COMPRESSED];

/// What is there and cannot be read: attachments by their numbers.
fn damaged(item: &Item) -> Option<String> {
    let is_text_lost = TEXTS.iter().any(|id| item.properties.is_unreadable(*id));
    let text = is_text_lost.then(|| "the body".to_owned());
    let lists = item.unreadable.iter().map(|list| (*list).to_owned());
    let attachments = (1..)
        .zip(&item.attachments)
        .filter(|(_, one)| one.properties.is_unreadable(tag::ATTACH_DATA))
        .map(|(number, _)| format!("attachment {number}"));
    let all: Vec<String> = text.into_iter().chain(lists).chain(attachments).collect();
    (!all.is_empty()).then(|| all.join(", "))
}
