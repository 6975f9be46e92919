//! Mailboxes of Rmail (Babyl): each message has its header as it came, a line, the header as it is shown, and the body.

use super::buffer::Buffer;
use super::error::Halt;
use super::member::Member;
use super::split::{self, Cut, Search};
use super::walk::Walk;
use crate::words::origin::Container;
use memchr::memmem;
use std::borrow::Cow;
use std::io::Read;

const OPTIONS: &[u8] = b"BABYL OPTIONS:";
const BEGIN: &[u8] = b"\x1f\x0c\n";
const END: &[u8] = b"\n\x1f";
/// The end of the header as it came.
const SHOWN: &[u8] = b"*** EOOH ***\n";

pub(super) fn sniff(head: &[u8]) -> bool {
    head.starts_with(OPTIONS)
}

pub(super) fn read(walk: &mut Walk<'_>, reader: &mut dyn Read) -> Result<(), Halt> {
    let mut buffer = Buffer::new(reader);
    // What stands above the first message.
    let next = split::next(&mut buffer, options_end)?.next;
    buffer.consume(next);
    let mut number = 0;
    loop {
        buffer.reach(BEGIN.len())?;
        let Some(_) = buffer.data().strip_prefix(BEGIN) else {
            return Ok(buffer.end()?);
        };
        buffer.consume(BEGIN.len());
        number += 1;
        let offset = buffer.offset();
        let piece = split::next(&mut buffer, end)?;
        let next = piece.next;
        let line = memchr::memchr(b'\n', &piece.bytes).map_or(piece.bytes.len(), |at| at + 1);
        let (labels, rest) = piece.bytes.split_at(line);
        let mut member = Member::numbered(
            Container::Babyl,
            number,
            (offset + line as u64, piece.length - line as u64),
        );
        member.fact("labels", String::from_utf8_lossy(labels.trim_ascii()));
        let bytes = message(rest);
        if bytes.len() != rest.len() {
            // It stands in two pieces there, or behind another header.
            member.place = None;
        }
        walk.message(member, bytes, piece.whole)?;
        buffer.consume(next);
    }
}

fn options_end(data: &[u8], from: usize, _: bool) -> Search {
    match memchr::memchr(BEGIN[0], &data[from..]) {
        Some(at) => Search::Found(Cut {
            end: from + at,
            next: from + at,
        }),
        None => Search::Beyond(data.len()),
    }
}

/// A message ends before the mark; the mark begins the next.
fn end(data: &[u8], from: usize, _: bool) -> Search {
    match memmem::find(&data[from..], END) {
        Some(at) => Search::Found(Cut {
            end: from + at,
            next: from + at + 1,
        }),
        None => Search::Beyond(data.len().saturating_sub(END.len()).max(from)),
    }
}

/// The header as it came with the body; that which is shown stands in where there is no other.
fn message(stored: &[u8]) -> Cow<'_, [u8]> {
    let Some(at) = memmem::find(stored, SHOWN) else {
        return Cow::Borrowed(stored);
    };
    let (header, shown) = (&stored[..at], &stored[at + SHOWN.len()..]);
    if header.trim_ascii().is_empty() {
        return Cow::Borrowed(shown);
    }
    let body = memmem::find(shown, b"\n\n").map_or(shown.len(), |at| at + 2);
    Cow::Owned([header, &shown[body..]].concat())
}
