//! Messages of Microsoft Graph: a message resource, or a list of them, as the API and its PowerShell module write it.
//!
//! The header comes as `internetMessageHeaders`, only where a program asks for it, or as the MAPI property 0x007D, in which
//! Exchange keeps it as one text. The body is what Exchange made of it.

mod header;
mod resource;

use super::error::Halt;
use super::export::{self, Export, Found, Rebuilt, has_key, parse};
use super::member::{Expect, Member, Nested};
use super::walk::Walk;
use crate::limits::MAX_CONTAINERS;
use crate::words::origin::{Container, Keeps};
use resource::{Attachments, Message};
use std::borrow::Cow;

const KEYS: &[&str] = &[
    "internetmessageheaders",
    "singlevalueextendedproperties",
    "internetmessageid",
    "receiveddatetime",
    "torecipients",
    "@odata.etag",
];

const EXPORT: Export = Export {
    container: Container::Graph,
    lists: &["value"],
    read: element,
    bare: "has items without a message header; request it with $select=internetMessageHeaders",
};

pub(super) fn sniff(head: &[u8]) -> bool {
    has_key(head, KEYS)
}

pub(super) fn read(walk: &mut Walk<'_>, bytes: &[u8]) -> Result<bool, Halt> {
    export::read(walk, bytes, &EXPORT)
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
    let (bytes, reason) = header::of(message, member)?;
    member.keeps = if reason == header::MADE_UP {
        Keeps::Fields
    } else {
        Keeps::Nothing
    };
    member.reason = Some(reason.to_owned());
    for (name, value) in message.facts() {
        member.fact(name, value);
    }
    let attachments = Attachments::of(message);
    for (number, (name, text)) in (1..).zip(&attachments.attached) {
        member.fact("attached-message", name.clone());
        let Some(inner) = parse::<Message<'_>>(text)
            .ok()
            .filter(|_| depth < MAX_CONTAINERS)
        else {
            continue;
        };
        let mut own = Member {
            expect: Expect::Surely,
            ..Member::new(Container::Message, number.to_string())
        };
        if let Some(bytes) = taken(&inner, &mut own, depth + 1) {
            member.nested.push(Nested {
                name: Some(name.clone()),
                member: own,
                bytes,
            });
        }
    }
    body(message, &attachments, member);
    Some(bytes)
}

fn body(message: &Message<'_>, attachments: &Attachments<'_>, member: &mut Member) {
    let mut rebuilt = Rebuilt::default();
    if let Some((kind, content)) = message.body() {
        rebuilt.text(kind, content.as_bytes());
    }
    for file in &attachments.files {
        match file.content() {
            Some(content) => rebuilt.file(file.kind(), file.name(), content),
            None => rebuilt.missing(),
        }
    }
    rebuilt.left_out(attachments.left_out);
    if message.lacks_attachments() {
        let what = "not in the export; request them with $expand=attachments";
        member.fact("attachments", what);
    }
    rebuilt.finish(member);
}

#[cfg(test)]
mod tests;
