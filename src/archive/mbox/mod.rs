//! Mailboxes of messages behind `From ` lines: mboxo, mboxrd, mboxcl, mboxcl2, and what Takeout and Thunderbird make of them.
//!
//! A line separates only where it can: at the beginning or behind an empty line, with a sender and a date, before a line that
//! begins a message. What else begins with `From ` is text.

mod length;
mod prepended;
mod quoting;
mod separator;

use super::buffer::Buffer;
use super::error::Halt;
use super::member::Member;
use super::split::{self, Cut, Piece, Search};
use super::walk::Walk;
use crate::limits::{MAX_FIRST_LINE, MAX_SEPARATOR, MAX_SNIFF};
use crate::words::origin::{Container, Fact};
use length::Lengths;
use memchr::memmem;
pub(super) use quoting::{Quoting, decide};
use separator::{begins_message, is_separator};
use std::borrow::Cow;
use std::io::Read;

const FROM: &[u8] = b"\nFrom ";

/// A byte order mark, which editors put before a mailbox.
const BOM: &[u8] = b"\xef\xbb\xbf";

pub(super) fn sniff(head: &[u8]) -> bool {
    separates(&head[lead(head)..], true) == Some(true)
}

/// How much stands before the first message: a byte order mark, empty lines, what a disk fills files with.
fn lead(head: &[u8]) -> usize {
    let rest = head.strip_prefix(BOM).unwrap_or(head);
    let blank = rest
        .iter()
        .take_while(|byte| matches!(byte, b'\n' | b'\r' | 0));
    head.len() - rest.len() + blank.count()
}

pub(super) fn read(walk: &mut Walk<'_>, reader: &mut dyn Read) -> Result<(), Halt> {
    let mut buffer = Buffer::new(reader);
    buffer.reach(MAX_SNIFF)?;
    buffer.consume(lead(buffer.data()));
    let mut lengths = Lengths::default();
    let mut number = 0;
    loop {
        buffer.reach(1)?;
        if buffer.data().is_empty() {
            return Ok(buffer.end()?);
        }
        number += 1;
        let offset = buffer.offset();
        let stated = lengths.cut(&mut buffer)?;
        let piece = split::next(&mut buffer, |data, from, is_all| match stated {
            Some(cut) => Search::Found(cut),
            None => end(data, from, is_all),
        })?;
        let next = piece.next;
        mail(walk, Container::Mbox, number, offset, piece)?;
        buffer.consume(next);
    }
}

/// Hands on a message with its separator before it, if it has one.
pub(super) fn mail(
    walk: &mut Walk<'_>,
    container: Container,
    number: u64,
    offset: u64,
    piece: Piece<'_>,
) -> Result<(), Halt> {
    let bytes = piece.bytes;
    let line_end = memchr::memchr(b'\n', &bytes).map_or(bytes.len(), |at| at + 1);
    let first = bytes[..line_end].trim_ascii_end();
    let (mut facts, mut start) = (Vec::new(), 0);
    if is_separator(first) {
        let (added, length) = prepended::prepended(first, &bytes[line_end..]);
        facts.push(("separator", String::from_utf8_lossy(first).into_owned()));
        facts.extend(added);
        start = line_end + length;
    }
    let place = (offset + start as u64, piece.length - start as u64);
    let mut member = Member::numbered(container, number, place);
    for (name, value) in facts {
        member.fact(name, value);
    }
    let message = &bytes[start..];
    // Somebody may have meant it to separate: that it does not is said.
    if let Some((count, at)) = like_separators(message) {
        member.fact(UNUSED, unused(count, place.0 + at as u64));
    }
    // What is only the beginning has no hash of its body.
    let quoting = piece.whole.is_none().then(|| decide(message));
    if let Some(quoting) = quoting.flatten() {
        member.fact("quoting", quoting.text());
        if let Quoting::Removed { message, .. } = quoting {
            // They stand otherwise there.
            member.place = None;
            return walk.message(member, Cow::Owned(message), None);
        }
    }
    walk.message(member, Cow::Borrowed(message), piece.whole)
}

/// The fact that there are lines of the form of a separator.
const UNUSED: &str = "separator-lines";

fn unused(count: usize, first: u64) -> String {
    format!("{count}, the first at byte {first}; none was used as a separator")
}

/// What is to be said of something that is read as one message, and has lines in it that would separate messages if it were a
/// mailbox: it may be one whose beginning is lost.
pub(super) fn may_be_mailbox(bytes: &[u8]) -> Option<Fact> {
    let places = memmem::find_iter(bytes, FROM).filter(|&at| {
        empty_line_before(bytes, at).is_some() && separates(&bytes[at + 1..], true) == Some(true)
    });
    let mut places = places.map(|at| at + 1);
    let first = places.next()?;
    Some(Fact::new(UNUSED, unused(1 + places.count(), first as u64)))
}

/// Lines within a message that have the form of a separator: how many, and where the first begins.
fn like_separators(message: &[u8]) -> Option<(usize, usize)> {
    let places = memmem::find_iter(message, FROM).map(|at| at + 1);
    let mut alike = places.filter(|at| {
        let line = &message[*at..message.len().min(at + MAX_SEPARATOR + 1)];
        let end = memchr::memchr(b'\n', line).unwrap_or(line.len());
        is_separator(line[..end].trim_ascii_end())
    });
    let first = alike.next()?;
    Some((1 + alike.count(), first))
}

/// Where the message at the beginning of the data ends: before the empty line above the next separator.
fn end(data: &[u8], from: usize, is_all: bool) -> Search {
    for at in memmem::find_iter(&data[from..], FROM) {
        let at = from + at;
        let Some(empty) = empty_line_before(data, at) else {
            continue;
        };
        match separates(&data[at + 1..], is_all) {
            Some(true) => {
                return Search::Found(Cut {
                    end: empty,
                    next: at + 1,
                });
            }
            Some(false) => {}
            None => return Search::Beyond(at.saturating_sub(2).max(from)),
        }
    }
    if is_all {
        return Search::Found(Cut {
            end: empty_line_at_end(data),
            next: data.len(),
        });
    }
    Search::Beyond(data.len().saturating_sub(FROM.len() + 2).max(from))
}

/// Where the empty line begins that ends at this LF; `None` if the line is not empty.
fn empty_line_before(data: &[u8], lf: usize) -> Option<usize> {
    let line = match lf.checked_sub(1).map(|at| data[at]) {
        Some(b'\r') => lf - 1,
        _ => lf,
    };
    (line > 0 && data[line - 1] == b'\n').then_some(line)
}

/// Whether a message has its separator before it.
pub(super) fn begins_with_separator(bytes: &[u8]) -> bool {
    let end = memchr::memchr(b'\n', bytes).unwrap_or(bytes.len());
    is_separator(bytes[..end].trim_ascii_end())
}

/// The end of the last message: mailboxes end with an empty line.
pub(super) fn empty_line_at_end(data: &[u8]) -> usize {
    data.len()
        .checked_sub(1)
        .filter(|&last| data[last] == b'\n')
        .and_then(|last| empty_line_before(data, last))
        .unwrap_or(data.len())
}

/// Whether the data begin with a separator and then a message; `None` where that has not been read yet.
fn separates(data: &[u8], is_all: bool) -> Option<bool> {
    let seen = &data[..data.len().min(MAX_SEPARATOR + 2)];
    let Some(line_end) = memchr::memchr(b'\n', seen) else {
        return (is_all || seen.len() > MAX_SEPARATOR).then_some(false);
    };
    if !is_separator(seen[..line_end].trim_ascii_end()) {
        return Some(false);
    }
    let next = &data[line_end + 1..];
    let next = &next[..next.len().min(MAX_FIRST_LINE)];
    let length = memchr::memchr(b'\n', next);
    if length.is_none() && next.len() < MAX_FIRST_LINE && !is_all {
        return None;
    }
    Some(begins_message(&next[..length.unwrap_or(next.len())]))
}
