//! Messages of Apple Mail: a line with a byte count, so many bytes of a message, and a property list.

use super::error::{ArchiveError, Halt};
use super::member::Member;
use super::walk::Walk;
use crate::limits::MAX_BYTE_COUNT;
use crate::message::Message;
use crate::words::origin::{Container, Keeps};
use std::borrow::Cow;

/// The field that Apple Mail adds where it keeps attachments elsewhere.
const PARTIAL: &str = "X-Apple-Content-Length";

pub(super) fn sniff(head: &[u8]) -> bool {
    counted(head).is_some_and(|(_, start)| start < head.len())
}

/// The count, and where the message begins.
fn counted(head: &[u8]) -> Option<(usize, usize)> {
    let end = memchr::memchr(b'\n', &head[..head.len().min(MAX_BYTE_COUNT)])?;
    let line = head[..end].trim_ascii();
    let is_count = !line.is_empty() && line.iter().all(u8::is_ascii_digit);
    let count = std::str::from_utf8(line).ok()?.parse().ok()?;
    is_count.then_some((count, end + 1))
}

pub(super) fn read(walk: &mut Walk<'_>, bytes: &[u8]) -> Result<bool, Halt> {
    let Some((count, start)) = counted(bytes) else {
        return Ok(false);
    };
    let Some(message) = start
        .checked_add(count)
        .and_then(|end| bytes.get(start..end))
    else {
        // A line of digits above something else.
        if !super::walk::is_message(&bytes[start..]) {
            return Ok(false);
        }
        let there = bytes.len() - start;
        let what = format!("it states {count} bytes, and {there} are there");
        return Err(ArchiveError::damaged(Container::Emlx, what).into());
    };
    if !super::walk::is_message(message) {
        return Ok(false);
    }
    let mut member = Member::numbered(Container::Emlx, 1, (start as u64, count as u64));
    let list = &bytes[start + count..];
    for (name, fact) in [("date-received", "date-received"), ("flags", "flags")] {
        if let Some(value) = integer(list, name) {
            member.fact(fact, value);
        }
    }
    let parsed = Message::parse(message);
    if parsed.first(PARTIAL).is_none() {
        walk.message(member, Cow::Borrowed(message), None)?;
        return Ok(true);
    }
    member.keeps = Keeps::Header;
    member.reason = Some("Apple Mail keeps its attachments in other files".to_owned());
    member.rebuilt = Some(message.to_vec());
    let header = parsed
        .body_span()
        .map_or(message, |body| &message[..body.start]);
    walk.message(member, Cow::Borrowed(header), None)?;
    Ok(true)
}

/// An integer of a property list in XML.
fn integer<'l>(list: &'l [u8], name: &str) -> Option<Cow<'l, str>> {
    let key = format!("<key>{name}</key>");
    let at = memchr::memmem::find(list, key.as_bytes())? + key.len();
    let rest = list[at..].trim_ascii_start();
    let rest = ["<integer>", "<real>"]
        .iter()
        .find_map(|tag| rest.strip_prefix(tag.as_bytes()))?;
    let end = memchr::memchr(b'<', rest)?;
    Some(String::from_utf8_lossy(&rest[..end]))
}
