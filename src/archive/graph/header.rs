//! The header of a message of Microsoft Graph: as Exchange keeps it, as the API lists it, or made up from properties.

use super::resource::{Message, Recipient};
use crate::archive::export::Block;
use crate::archive::member::Member;
use crate::message;
use chrono::DateTime;

const LISTED: &str = "Microsoft Graph unfolds header fields and converts the body";
const KEPT: &str = "Exchange keeps the header as decoded text and converts the body";
pub(super) const MADE_UP: &str =
    "the header was made up from properties of the message, and the body converted";

/// What Exchange writes above a header that came from outside.
const BANNER: &str = "Microsoft Mail Internet Headers";

/// The header, and why it is not as it was received; `None` where nothing is known of it.
pub(super) fn of(message: &Message<'_>, member: &mut Member) -> Option<(Vec<u8>, &'static str)> {
    if let Some(text) = message.transport_header().and_then(kept) {
        return Some((text, KEPT));
    }
    let mut listed = Block::default();
    listed.headers(&message.headers.all, message.headers.left_out);
    if !listed.is_empty() {
        return Some((listed.finish(member), LISTED));
    }
    let made_up = made_up(message);
    if made_up.is_empty() {
        return None;
    }
    member.fact(
        "header",
        "made up from properties: the export has no internetMessageHeaders; request them with $select=internetMessageHeaders",
    );
    Some((made_up.finish(member), MADE_UP))
}

/// The header in a property that may have more: a line above it, and the headers of parts below.
fn kept(text: &str) -> Option<Vec<u8>> {
    let text = text.trim_start_matches(['\r', '\n']);
    let text = match text.strip_prefix(BANNER) {
        Some(rest) => rest.split_once('\n')?.1,
        None => text,
    };
    let lines = text.split_inclusive('\n');
    let length = lines
        .take_while(|line| !line.trim_end_matches(['\r', '\n']).is_empty())
        .map(str::len)
        .sum();
    let mut header = text.as_bytes()[..length].to_vec();
    if !header.ends_with(b"\n") {
        header.extend_from_slice(b"\r\n");
    }
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
    let address: String = person
        .address()?
        .chars()
        .filter(|c| !c.is_control() && !c.is_whitespace() && !matches!(c, '<' | '>'))
        .collect();
    let Some(name) = person.name().filter(|name| *name != address) else {
        return Some(format!("<{address}>"));
    };
    let mut quoted = String::with_capacity(name.len() + address.len() + 5);
    quoted.push('"');
    for c in name.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => quoted.push(' '),
            c => quoted.push(c),
        }
    }
    Some(format!("{quoted}\" <{address}>"))
}
