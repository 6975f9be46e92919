//! Messages of the Gmail API: with `format=raw` the message itself, else its header as a list and its parts decoded.

mod payload;

use super::error::{ArchiveError, Halt};
use super::export::{self, Export, Found, List, Shape, Text, has_key, later, parse, text, value};
use super::member::Member;
use super::walk::{Walk, is_message};
use crate::codec::base64::{self, Rule};
use crate::limits::MAX_EXPORT_PARTS;
use crate::words::origin::Container;
use chrono::{DateTime, SecondsFormat};
use serde::de::MapAccess;
use std::borrow::Cow;

/// Keys that only the Gmail API has.
const OWN: &[&str] = &[
    "threadid",
    "labelids",
    "internaldate",
    "historyid",
    "sizeestimate",
];

/// Those that others have, too: what has one of them is an export only if there is a message in it.
const SHARED: &[&str] = &["raw", "payload"];

const EXPORT: Export = Export {
    container: Container::Gmail,
    lists: &["messages"],
    own: OWN,
    read: element,
    bare: "lists messages without their content; get each message with format=raw",
};

pub(super) fn sniff(head: &[u8]) -> bool {
    has_key(head, OWN) || has_key(head, SHARED)
}

pub(super) fn read(walk: &mut Walk<'_>, bytes: &[u8]) -> Result<bool, Halt> {
    export::read(walk, &text(bytes), &EXPORT)
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
        return Ok(match base64::decode(raw.as_bytes(), Rule::Mixed) {
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
    Ok(match payload::message(payload, &mut member)? {
        Some(bytes) => Found::Message(member, Cow::Owned(bytes)),
        None if is_named => Found::Bare,
        None => Found::Other,
    })
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

#[cfg(test)]
mod tests;
