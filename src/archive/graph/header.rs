//! The header of a message of Microsoft Graph: as Exchange keeps it, as the API lists it, or made up from properties.

use super::resource::{Message, Recipient};
use crate::archive::export::Block;
use crate::archive::mapi::{self, Addressee};
use crate::archive::member::Member;
use crate::message;
use crate::words::origin::Keeps;
use chrono::DateTime;

/// A header, and why it is not as it was received.
pub(super) struct Header {
    pub bytes: Vec<u8>,
    pub keeps: Keeps,
    pub reason: &'static str,
}

const LISTED: &str = "Microsoft Graph unfolds header fields and converts the body";
const KEPT: &str = "Exchange keeps the header as decoded text and converts the body";
const MADE_UP: &str =
    "the header was made up from properties of the message, and the body converted";

/// The header; `None` where nothing is known of it.
pub(super) fn of(message: &Message<'_>, member: &mut Member) -> Option<Header> {
    let of = |bytes, keeps, reason| {
        Some(Header {
            bytes,
            keeps,
            reason,
        })
    };
    if let Some(text) = message.transport_header().and_then(kept) {
        return of(text, Keeps::Nothing, KEPT);
    }
    let mut listed = Block::default();
    listed.headers(&message.headers.all, message.headers.left_out);
    if !listed.is_empty() {
        return of(listed.finish(member), Keeps::Nothing, LISTED);
    }
    let made_up = made_up(message);
    if made_up.is_empty() {
        return None;
    }
    member.fact(
        "header",
        "made up from properties: the export has no internetMessageHeaders; request them with $select=internetMessageHeaders",
    );
    of(made_up.finish(member), Keeps::Fields, MADE_UP)
}

/// The header in the property, as Outlook's own are read.
fn kept(text: &str) -> Option<Vec<u8>> {
    let header = mapi::block(text).into_bytes();
    let has_fields = !message::Message::parse(&header).fields().is_empty();
    has_fields.then_some(header)
}

fn made_up(message: &Message<'_>) -> Block {
    let mut block = Block::default();
    let sent = message.sent.get();
    if let Some(sent) = sent.and_then(|sent| DateTime::parse_from_rfc3339(sent).ok()) {
        block.field("Date", &sent.to_rfc2822());
    }
    if let Some(id) = message.internet_id.get() {
        block.field("Message-ID", id);
    }
    for (name, people) in [
        ("From", std::slice::from_ref(&message.from)),
        ("Sender", std::slice::from_ref(&message.sender)),
        ("Reply-To", &message.reply_to.all),
        ("To", &message.to.all),
        ("Cc", &message.cc.all),
        ("Bcc", &message.bcc.all),
    ] {
        let people: Vec<String> = people.iter().filter_map(mailbox).collect();
        if !people.is_empty() {
            block.field(name, &people.join(", "));
        }
    }
    if let Some(subject) = message.subject.get() {
        block.field("Subject", subject);
    }
    block
}

/// An address as RFC 5322 section 3.4 writes it, in which no name ends early.
fn mailbox(person: &Recipient<'_>) -> Option<String> {
    Some(Addressee::new(person.name(), person.address())?.text())
}
