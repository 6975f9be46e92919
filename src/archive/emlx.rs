//! Messages of Apple Mail: a line with a byte count, so many bytes of a message, and a property list.

use super::error::{ArchiveError, Halt};
use super::member::Member;
use super::walk::Walk;
use crate::limits::MAX_BYTE_COUNT;
use crate::message::Message;
use crate::words::origin::{Container, Keeps};
use std::borrow::Cow;

/// The field that Apple Mail adds to a part that it keeps elsewhere.
const PARTIAL: &[u8] = b"X-Apple-Content-Length:";

/// How the names of such files end.
const PARTIAL_NAME: &str = ".partial.emlx";

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
    // A sender can write the field as well, but names no file.
    let is_partial = walk.name().ends_with(PARTIAL_NAME) && lacks_parts(message);
    let Some(body) = parsed.body_span().filter(|_| is_partial) else {
        walk.message(member, Cow::Borrowed(message), None)?;
        return Ok(true);
    };
    let header = &message[..body.start];
    member.place = Some((start as u64, header.len() as u64));
    member.keeps = Keeps::Header;
    member.reason = Some("Apple Mail keeps its attachments in other files".to_owned());
    member.rebuilt = Some(message.to_vec());
    walk.message(member, Cow::Borrowed(header), None)?;
    Ok(true)
}

/// Whether a part has the field that stands for what was taken out.
fn lacks_parts(message: &[u8]) -> bool {
    memchr::memmem::find_iter(message, PARTIAL).any(|at| at > 0 && message[at - 1] == b'\n')
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
