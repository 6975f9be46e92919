//! Messages of the quarantine of Exchange Online: what `Export-QuarantineMessage` gives, as `ConvertTo-Json` or
//! `Export-Clixml` wrote it.

mod clixml;

use super::error::{ArchiveError, Halt};
use super::export::{self, Export, Found, Shape, Text, has_key, later, parse, text, value};
use super::member::Member;
use super::walk::{Walk, is_message};
use crate::codec::base64::{self, Rule};
use crate::words::origin::{Container, Keeps};
use serde::de::MapAccess;
use std::borrow::Cow;

const KEYS: &[&str] = &["eml", "quarantinetypes"];

const EXPORT: Export = Export {
    container: Container::Quarantine,
    lists: &["value"],
    own: KEYS,
    read: element,
    bare: "lists quarantined messages without their content; use Export-QuarantineMessage for each",
};

pub(super) fn sniff(head: &[u8]) -> bool {
    has_key(head, KEYS) || clixml::sniff(head)
}

pub(super) fn read(walk: &mut Walk<'_>, bytes: &[u8]) -> Result<bool, Halt> {
    let text = text(bytes);
    if !clixml::is_clixml(&text) {
        return export::read(walk, &text, &EXPORT);
    }
    let mut number = 0_u64;
    clixml::each(&text, &mut |object| {
        number += 1;
        let member = Member::new(Container::Quarantine, number.to_string());
        if object.is_cut {
            let error = ArchiveError::damaged(Container::Quarantine, "it is cut off");
            return walk.failed(member, error);
        }
        export::hand_on(walk, message(&object.told(), member))
    })?;
    Ok(number > 0)
}

/// What is said of a message.
#[derive(Clone, Copy)]
struct Told<'e> {
    eml: &'e str,
    identity: Option<&'e str>,
    /// How the service wrote it: `Base64`, or as text.
    encoding: Option<&'e str>,
}

#[derive(Default)]
struct Exported<'j> {
    eml: Text<'j>,
    identity: Text<'j>,
    encoding: Text<'j>,
    types: Text<'j>,
    status: Text<'j>,
}

impl<'j> Shape<'j> for Exported<'j> {
    fn entry<A: MapAccess<'j>>(&mut self, key: &str, object: &mut A) -> Result<(), A::Error> {
        match key {
            "eml" => self.eml = value(object)?,
            "identity" => self.identity = value(object)?,
            "bodyencoding" => self.encoding = value(object)?,
            "quarantinetypes" => self.types = value(object)?,
            "releasestatus" => self.status = value(object)?,
            _ => drop(later(object)?),
        }
        Ok(())
    }
}

fn element(member: Member, text: &str) -> Result<Found<'_>, serde_json::Error> {
    let exported: Exported<'_> = parse(text)?;
    let is_listed = exported.types.get().is_some() || exported.status.get().is_some();
    Ok(match exported.eml.get() {
        Some(eml) => message(
            &Told {
                eml,
                identity: exported.identity.get(),
                encoding: exported.encoding.get(),
            },
            member,
        ),
        None if exported.identity.get().is_some() && is_listed => Found::Bare,
        None => Found::Other,
    })
}

/// The message: base64, or text. Where the service does not say which, it is what it looks like.
fn message(told: &Told<'_>, mut member: Member) -> Found<'static> {
    for (name, value) in [("Identity", told.identity), ("BodyEncoding", told.encoding)] {
        if let Some(value) = value {
            member.fact(name, value);
        }
    }
    let is_base64 = told
        .encoding
        .map(|encoding| encoding.eq_ignore_ascii_case("base64"));
    let eml = told.eml.as_bytes();
    match base64::decode(eml, Rule::Token) {
        // With -CompressOutput.
        Some(bytes) if bytes.starts_with(b"PK\x03\x04") => Found::Packed(member, bytes),
        Some(bytes) if is_base64 == Some(true) || is_message(&bytes) => {
            Found::Message(member, Cow::Owned(bytes))
        }
        _ if is_base64 != Some(true) && is_message(eml) => {
            if !eml.is_ascii() {
                member.keeps = Keeps::Nothing;
                member.reason = Some(
                    "PowerShell kept the message as text, in which non-ASCII bytes may have changed"
                        .to_owned(),
                );
            }
            Found::Message(member, Cow::Owned(eml.to_vec()))
        }
        _ => {
            let what = "Eml is neither a message nor valid base64 of one";
            let error = ArchiveError::damaged(Container::Quarantine, what);
            Found::Failed(member, error)
        }
    }
}

#[cfg(test)]
mod tests;
