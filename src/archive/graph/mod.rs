//! Messages of Microsoft Graph: a message resource, or a list of them, as the API and its PowerShell module write it.
//!
//! The header comes as `internetMessageHeaders`, only where a program asks for it, or as the MAPI property 0x007D, in which
//! Exchange keeps it as one text. The body is what Exchange made of it.

mod header;
mod resource;

use super::error::Halt;
use super::export::{self, Export, Found, has_key, parse, text};
use super::member::{Expect, Member, Nested};
use super::rebuilt::{Lost, Rebuilt};
use super::walk::Walk;
use crate::codec::base64::{self, Rule};
use crate::limits::MAX_CONTAINERS;
use crate::words::origin::Container;
use resource::{Attachments, Message};
use std::borrow::Cow;

const KEYS: &[&str] = &[
    "internetmessageheaders",
    "singlevalueextendedproperties",
    "internetmessageid",
    "receiveddatetime",
    "torecipients",
    "bccrecipients",
    "@odata.etag",
];

const EXPORT: Export = Export {
    container: Container::Graph,
    lists: &["value"],
    own: KEYS,
    read: element,
    bare: "has items without a message header; request it with $select=internetMessageHeaders",
};

pub(super) fn sniff(head: &[u8]) -> bool {
    has_key(head, KEYS)
}

pub(super) fn read(walk: &mut Walk<'_>, bytes: &[u8]) -> Result<bool, Halt> {
    export::read(walk, &text(bytes), &EXPORT)
}

fn element(mut member: Member, text: &str) -> Result<Found<'_>, serde_json::Error> {
    let message: Message<'_> = parse(text)?;
    if !message.is_message() {
        return Ok(if message.is_bare() {
            Found::Bare
        } else {
            Found::Other
        });
    }
    let Some(bytes) = taken(&message, &mut member, 1) else {
        return Ok(Found::Bare);
    };
    Ok(Found::Message(member, Cow::Owned(bytes)))
}

/// The header of a message, and in the member what else is known of it. A message that is attached to another is taken in the
/// same way, as deep as containers are opened.
fn taken(message: &Message<'_>, member: &mut Member, depth: usize) -> Option<Vec<u8>> {
    let header = header::of(message, member)?;
    member.keeps = header.keeps;
    member.reason = Some(header.reason.to_owned());
    for (name, value) in message.facts() {
        member.fact(name, value);
    }
    if message.lacks_attachments() {
        let what = "not in the export; request them with $expand=attachments";
        member.fact("attachments", what);
    }
    let attachments = Attachments::of(message);
    let mut rebuilt = files(message, &attachments);
    let mut inner: Vec<Nested> = attachments
        .attached
        .iter()
        .filter_map(|(name, text)| nested(name, text, depth, &mut rebuilt))
        .collect();
    // They are numbered behind the parts that were rebuilt.
    let behind = rebuilt.finish(member);
    for (number, one) in (behind + 1..).zip(&mut inner) {
        one.member.step.member = number.to_string();
        member.fact("attached-message", one.name.clone().unwrap_or_default());
    }
    member.nested = inner;
    Some(header.bytes)
}

/// The text of the body, and the files.
fn files(message: &Message<'_>, attachments: &Attachments<'_>) -> Rebuilt {
    let mut rebuilt = Rebuilt::default();
    if let Some((is_html, content)) = message.body() {
        rebuilt.text(is_html, "utf-8", content.as_bytes());
    }
    for file in &attachments.files {
        match file
            .content()
            .map(|content| base64::decode(content.as_bytes(), Rule::Token))
        {
            Some(Some(bytes)) => rebuilt.file(file.told(), &bytes),
            Some(None) => rebuilt.lost(Lost::Damaged, 1),
            None => rebuilt.lost(Lost::Missing, 1),
        }
    }
    rebuilt.lost(Lost::TooMany, attachments.left_out);
    rebuilt
}

/// A message that is attached; `None`, and noted, where it is none or cannot be read.
fn nested(name: &str, text: &str, depth: usize, rebuilt: &mut Rebuilt) -> Option<Nested> {
    let message = parse::<Message<'_>>(text).ok();
    let Some(message) = message.filter(|_| depth < MAX_CONTAINERS) else {
        rebuilt.lost(Lost::TooMany, 1);
        return None;
    };
    let mut member = Member {
        expect: Expect::Surely,
        ..Member::new(Container::Message, "")
    };
    let is_message = message.is_message() || message.is_called_one();
    let bytes = is_message
        .then(|| taken(&message, &mut member, depth + 1))
        .flatten();
    let Some(bytes) = bytes else {
        rebuilt.lost(Lost::NoMessage, 1);
        return None;
    };
    Some(Nested {
        name: Some(name.to_owned()),
        member,
        bytes,
    })
}

#[cfg(test)]
mod tests;
