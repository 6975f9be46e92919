//! Messages of the Gmail API: with `format=raw` the message itself, else its header as a list and its parts decoded.

use super::error::{ArchiveError, Halt};
use super::export::{
    self, Block, Export, Found, Header, Later, List, Rebuilt, Shape, Text, has_key, later, parse,
    value,
};
use super::member::Member;
use super::walk::{Walk, is_message};
use crate::codec::base64::{self, Rule};
use crate::limits::{MAX_EXPORT_DEPTH, MAX_EXPORT_PARTS, MAX_FIELDS};
use crate::words::origin::{Container, Keeps};
use chrono::{DateTime, SecondsFormat};
use serde::de::MapAccess;
use std::borrow::Cow;

const KEYS: &[&str] = &[
    "threadid",
    "labelids",
    "internaldate",
    "historyid",
    "sizeestimate",
    "raw",
    "payload",
];

const EXPORT: Export = Export {
    container: Container::Gmail,
    lists: &["messages"],
    read: element,
    bare: "lists messages without their content; get each message with format=raw",
};

pub(super) fn sniff(head: &[u8]) -> bool {
    has_key(head, KEYS)
}

pub(super) fn read(walk: &mut Walk<'_>, bytes: &[u8]) -> Result<bool, Halt> {
    export::read(walk, bytes, &EXPORT)
}

/// A message resource.
#[derive(Default)]
struct Message<'j> {
    id: Text<'j>,
    thread_id: Text<'j>,
    labels: List<Text<'j>, MAX_EXPORT_PARTS>,
    internal_date: Text<'j>,
    size_estimate: Text<'j>,
    raw: Text<'j>,
    payload: Option<&'j str>,
}

impl<'j> Shape<'j> for Message<'j> {
    fn entry<A: MapAccess<'j>>(&mut self, key: &str, object: &mut A) -> Result<(), A::Error> {
        match key {
            "id" => self.id = value(object)?,
            "threadid" => self.thread_id = value(object)?,
            "labelids" => self.labels = value(object)?,
            "internaldate" => self.internal_date = value(object)?,
            "sizeestimate" => self.size_estimate = value(object)?,
            "raw" => self.raw = value(object)?,
            "payload" => self.payload = Some(later(object)?),
            _ => drop(later(object)?),
        }
        Ok(())
    }
}

fn element(mut member: Member, text: &str) -> Result<Found<'_>, serde_json::Error> {
    let message: Message<'_> = parse(text)?;
    let is_named = message.id.get().is_some() && message.thread_id.get().is_some();
    facts(&message, &mut member);
    if let Some(raw) = message.raw.get() {
        return Ok(match base64url(raw) {
            Some(bytes) if is_named || is_message(&bytes) => {
                Found::Message(member, Cow::Owned(bytes))
            }
            None if is_named => {
                let what = "raw is not valid base64url, or is cut off";
                Found::Failed(member, ArchiveError::damaged(Container::Gmail, what))
            }
            _ => Found::Other,
        });
    }
    let payload = message.payload.unwrap_or("null");
    let headers = parse::<Headers<'_>>(payload)?.0;
    let mut block = Block::default();
    block.headers(&headers.all, headers.left_out);
    if block.is_empty() {
        return Ok(if is_named { Found::Bare } else { Found::Other });
    }
    let bytes = block.finish(&mut member);
    member.keeps = Keeps::Nothing;
    member.reason =
        Some("the Gmail API unfolds header fields and decodes the body, except in raw".to_owned());
    let mut rebuilt = Rebuilt::default();
    parts(payload, MAX_EXPORT_DEPTH, &mut rebuilt)?;
    rebuilt.finish(&mut member);
    if member.rebuilt.is_none() {
        // As with format=METADATA, where a program names the fields that it wants.
        member.keeps = Keeps::Fields;
    }
    Ok(Found::Message(member, Cow::Owned(bytes)))
}

/// Base64 in either alphabet, in one line or in many, padded or not.
fn base64url(text: &str) -> Option<Vec<u8>> {
    if memchr::memchr2(b'-', b'_', text.as_bytes()).is_none() {
        return base64::decode(text.as_bytes(), Rule::Token);
    }
    let standard = text.replace('-', "+").replace('_', "/");
    base64::decode(standard.as_bytes(), Rule::Token)
}

fn facts(message: &Message<'_>, member: &mut Member) {
    let id = message.id.get();
    // The number that IMAP and Takeout know the message by.
    let number = id.and_then(|id| u64::from_str_radix(id, 16).ok());
    let accepted = message.internal_date.get().and_then(|text| {
        let date = DateTime::from_timestamp_millis(text.parse().ok()?)?;
        Some(date.to_rfc3339_opts(SecondsFormat::Millis, true))
    });
    let labels: Vec<&str> = message.labels.all.iter().filter_map(Text::get).collect();
    for (name, value) in [
        ("id", id.map(str::to_owned)),
        ("X-GM-MSGID", number.map(|number| number.to_string())),
        ("threadId", message.thread_id.get().map(str::to_owned)),
        ("internalDate", accepted),
        (
            "labelIds",
            Some(labels.join(", ")).filter(|labels| !labels.is_empty()),
        ),
        (
            "sizeEstimate",
            message.size_estimate.get().map(str::to_owned),
        ),
    ] {
        if let Some(value) = value {
            member.fact(name, value);
        }
    }
}

/// The header of a payload.
#[derive(Default)]
struct Headers<'j>(List<Header<'j>, MAX_FIELDS>);

impl<'j> Shape<'j> for Headers<'j> {
    fn entry<A: MapAccess<'j>>(&mut self, key: &str, object: &mut A) -> Result<(), A::Error> {
        match key {
            "headers" => self.0 = value(object)?,
            _ => drop(later(object)?),
        }
        Ok(())
    }
}

/// A part of a message.
#[derive(Default)]
struct Part<'j> {
    kind: Text<'j>,
    name: Text<'j>,
    body: Body<'j>,
    parts: Later<'j, MAX_EXPORT_PARTS>,
}

impl<'j> Shape<'j> for Part<'j> {
    fn entry<A: MapAccess<'j>>(&mut self, key: &str, object: &mut A) -> Result<(), A::Error> {
        match key {
            "mimetype" => self.kind = value(object)?,
            "filename" => self.name = value(object)?,
            "body" => self.body = value(object)?,
            "parts" => self.parts = value(object)?,
            _ => drop(later(object)?),
        }
        Ok(())
    }
}

#[derive(Default)]
struct Body<'j> {
    data: Text<'j>,
    /// The name of a content that is to be asked for by itself.
    attachment: Text<'j>,
}

impl<'j> Shape<'j> for Body<'j> {
    fn entry<A: MapAccess<'j>>(&mut self, key: &str, object: &mut A) -> Result<(), A::Error> {
        match key {
            "data" => self.data = value(object)?,
            "attachmentid" => self.attachment = value(object)?,
            _ => drop(later(object)?),
        }
        Ok(())
    }
}

/// Adds a part and those within it, as deep as they are read.
fn parts(text: &str, depth: usize, rebuilt: &mut Rebuilt) -> Result<(), serde_json::Error> {
    let part: Part<'_> = parse(text)?;
    if part.body.attachment.get().is_some() {
        rebuilt.missing();
    } else if let Some(data) = part.body.data.get() {
        leaf(&part, data, rebuilt);
    }
    let Some(deeper) = depth.checked_sub(1) else {
        rebuilt.left_out(part.parts.all.len() + part.parts.left_out);
        return Ok(());
    };
    rebuilt.left_out(part.parts.left_out);
    for inner in part.parts.all {
        parts(inner, deeper, rebuilt)?;
    }
    Ok(())
}

fn leaf(part: &Part<'_>, data: &str, rebuilt: &mut Rebuilt) {
    let kind = part.kind.get().unwrap_or_default();
    let is_shown = ["text/plain", "text/html"]
        .iter()
        .any(|shown| kind.eq_ignore_ascii_case(shown));
    match (base64url(data), part.name.get()) {
        (None, _) => rebuilt.damaged(),
        (Some(bytes), None) if is_shown => rebuilt.text(kind, &bytes),
        (Some(bytes), name) => rebuilt.bytes(kind, name, &bytes),
    }
}

#[cfg(test)]
mod tests;
