//! What exports in JSON have in common: how their messages are found, and what is made of the texts in them.
//!
//! A text of JSON may hold anything. What becomes a header field or a part of MIME goes through [`Block`] and [`Rebuilt`],
//! in which no text can begin a second one.

mod block;
mod json;
mod rebuilt;
mod scan;

pub(super) use block::{Block, Header};
pub(super) use json::{Later, List, Shape, Text, has_key, later, parse, text, value};
pub(super) use rebuilt::Rebuilt;

use super::content::Content;
use super::error::{ArchiveError, Halt};
use super::member::Member;
use super::walk::Walk;
use crate::limits::MAX_MEMBERS;
use crate::words::origin::Container;
use scan::Scan;
use std::borrow::Cow;

/// What an element of an export is.
pub(super) enum Found<'j> {
    /// Nothing of this format.
    Other,
    /// A message of this format that was exported without what is needed of it.
    Bare,
    /// A message.
    Message(Member, Cow<'j, [u8]>),
    /// What may be packed.
    Packed(Member, Vec<u8>),
    /// A message that cannot be read.
    Failed(Member, ArchiveError),
}

/// A format of exports.
pub(super) struct Export {
    pub container: Container,
    /// The keys under which an object holds a list of messages, in lower case.
    pub lists: &'static [&'static str],
    /// Reads an element, which is JSON.
    pub read: for<'j> fn(Member, &'j str) -> Result<Found<'j>, serde_json::Error>,
    /// What is said of [`Found::Bare`].
    pub bare: &'static str,
}

/// Hands on the messages of an export; `false` where it has none of this format.
pub(super) fn read(walk: &mut Walk<'_>, bytes: &[u8], export: &Export) -> Result<bool, Halt> {
    let text = text(bytes);
    if !has_one(&text, export)? {
        return Ok(false);
    }
    for (number, element) in (1_u64..).zip(Scan::new(&text, export.lists)) {
        if number > MAX_MEMBERS as u64 {
            return Err(ArchiveError::TooManyMembers(number).into());
        }
        let member = Member::new(export.container, number.to_string());
        match element {
            Ok(element) => hand_on(walk, export, member, element)?,
            Err(wrong) => {
                walk.failed(member, ArchiveError::damaged(export.container, wrong))?;
            }
        }
    }
    Ok(true)
}

/// Whether any element is a message of this format. An error where none is and that is how the format is damaged, or was
/// exported.
fn has_one(text: &str, export: &Export) -> Result<bool, ArchiveError> {
    let (mut damage, mut is_bare) = (None, false);
    for element in Scan::new(text, export.lists).take(MAX_MEMBERS) {
        let found = element.and_then(|element| {
            let member = Member::new(export.container, "");
            (export.read)(member, element).map_err(|error| told(&error))
        });
        match found {
            Ok(Found::Other) => {}
            Ok(Found::Bare) => is_bare = true,
            Ok(_) => return Ok(true),
            Err(wrong) => damage = damage.or(Some(wrong)),
        }
    }
    match damage {
        Some(wrong) => Err(ArchiveError::damaged(export.container, wrong)),
        None if is_bare => Err(ArchiveError::NoHeader(export.bare)),
        None => Ok(false),
    }
}

fn hand_on(
    walk: &mut Walk<'_>,
    export: &Export,
    member: Member,
    element: &str,
) -> Result<(), Halt> {
    let again = || Member::new(export.container, member.step.member.clone());
    let (other, damaged) = (again(), again());
    match (export.read)(member, element) {
        Ok(Found::Message(member, bytes)) => walk.message(member, bytes, None),
        Ok(Found::Packed(member, bytes)) => walk.member(member, Content::Bytes(Cow::Owned(bytes))),
        Ok(Found::Failed(member, error)) => walk.failed(member, error),
        Ok(Found::Bare) => walk.failed(other, ArchiveError::NoHeader(export.bare)),
        Ok(Found::Other) => walk.failed(other, ArchiveError::NoMessage),
        Err(error) => {
            let error = ArchiveError::damaged(export.container, told(&error));
            walk.failed(damaged, error)
        }
    }
}

/// What is wrong with an element that the scan could tell from the others: a character that is none.
fn told(error: &serde_json::Error) -> String {
    format!("it is not valid JSON: {error}")
}

#[cfg(test)]
mod tests;
