//! What exports in JSON have in common: how their messages are found, and what is made of the texts in them.
//!
//! A text of JSON may hold anything. What becomes a header field or a part of MIME goes through [`Block`] and
//! [`Rebuilt`](super::rebuilt::Rebuilt), in which no text can begin a second one.

mod block;
mod json;
mod scan;

pub(super) use block::{Block, Header};
pub(super) use json::{
    Later, List, Shape, Text, has_key, later, may_begin_with, parse, text, value,
};

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
    /// Keys that nothing else has, in lower case: without one of them near its beginning, what is damaged is something else.
    pub own: &'static [&'static str],
    /// Reads an element, which is JSON.
    pub read: for<'j> fn(Member, &'j str) -> Result<Found<'j>, serde_json::Error>,
    /// What is said of [`Found::Bare`].
    pub bare: &'static str,
}

/// Hands on the messages of an export; `false` where it has none of this format. An error where it would have some, if it were
/// not damaged, or had been exported otherwise.
pub(super) fn read(walk: &mut Walk<'_>, text: &str, export: &Export) -> Result<bool, Halt> {
    // What comes before the first message is wrong only if there is one.
    let mut held = Some(Vec::new());
    let mut is_all = true;
    for (number, element) in (1_u64..).zip(Scan::new(text, export.lists)) {
        if number > MAX_MEMBERS as u64 {
            is_all = false;
            break;
        }
        let new = || Member::new(export.container, number.to_string());
        let found =
            element.and_then(|text| (export.read)(new(), text).map_err(|error| told(&error)));
        let wrong = match found {
            Ok(Found::Other) => ArchiveError::NoMessage,
            Ok(Found::Bare) => ArchiveError::NoHeader(export.bare),
            Err(wrong) => ArchiveError::damaged(export.container, wrong),
            Ok(found) => {
                for (member, error) in held.take().into_iter().flatten() {
                    walk.failed(member, error)?;
                }
                hand_on(walk, found)?;
                continue;
            }
        };
        match &mut held {
            Some(held) => held.push((new(), wrong)),
            None => walk.failed(new(), wrong)?,
        }
    }
    match held {
        None if is_all => Ok(true),
        None => Err(ArchiveError::TooManyMembers(MAX_MEMBERS as u64 + 1).into()),
        Some(_) if !has_key(text.as_bytes(), export.own) => Ok(false),
        Some(held) => why_none(held).map_or(Ok(false), |error| Err(error.into())),
    }
}

/// Why there is no message, where this is the format.
fn why_none(held: Vec<(Member, ArchiveError)>) -> Option<ArchiveError> {
    let mut errors: Vec<ArchiveError> = held.into_iter().map(|(_, error)| error).collect();
    let is_damaged = |error: &ArchiveError| matches!(error, ArchiveError::Damaged { .. });
    let is_bare = |error: &ArchiveError| matches!(error, ArchiveError::NoHeader(_));
    let at = errors
        .iter()
        .position(is_damaged)
        .or_else(|| errors.iter().position(is_bare))?;
    Some(errors.swap_remove(at))
}

/// Hands on what was found.
pub(super) fn hand_on(walk: &mut Walk<'_>, found: Found<'_>) -> Result<(), Halt> {
    match found {
        Found::Message(member, bytes) => walk.message(member, bytes, None),
        Found::Packed(member, bytes) => walk.member(member, Content::Bytes(Cow::Owned(bytes))),
        Found::Failed(member, error) => walk.failed(member, error),
        Found::Other | Found::Bare => Ok(()),
    }
}

/// What is wrong with an element that the scan could tell from the others: a character that is none.
fn told(error: &serde_json::Error) -> String {
    format!("it is not valid JSON: {error}")
}

#[cfg(test)]
mod tests;
