//! Mailboxes of MMDF: each message stands between lines of four control-A characters.

use super::buffer::Buffer;
use super::error::Halt;
use super::mbox::{begins_with_separator, empty_line_at_end, mail};
use super::split::{self, Cut, Piece, Search};
use super::walk::Walk;
use crate::words::origin::Container;
use memchr::memmem;
use std::borrow::Cow;
use std::io::Read;

const LINE: &[u8] = b"\x01\x01\x01\x01\n";
const END: &[u8] = b"\n\x01\x01\x01\x01\n";

pub(super) fn sniff(head: &[u8]) -> bool {
    head.starts_with(LINE)
}

pub(super) fn read(walk: &mut Walk<'_>, reader: &mut dyn Read) -> Result<(), Halt> {
    let mut buffer = Buffer::new(reader);
    let mut number = 0;
    loop {
        buffer.reach(LINE.len())?;
        while buffer.data().starts_with(LINE) {
            buffer.consume(LINE.len());
            buffer.reach(LINE.len())?;
        }
        if buffer.data().is_empty() {
            return Ok(buffer.end()?);
        }
        number += 1;
        let offset = buffer.offset();
        let piece = without_added_line(split::next(&mut buffer, end)?);
        let next = piece.next;
        mail(walk, Container::Mmdf, number, offset, piece)?;
        buffer.consume(next);
    }
}

/// Programs that write a `From ` line here, too, write an empty line behind the message as in an mbox.
fn without_added_line(mut piece: Piece<'_>) -> Piece<'_> {
    if piece.whole.is_some() || !begins_with_separator(&piece.bytes) {
        return piece;
    }
    let end = empty_line_at_end(&piece.bytes);
    piece.length = end as u64;
    piece.bytes = match piece.bytes {
        Cow::Borrowed(bytes) => Cow::Borrowed(&bytes[..end]),
        Cow::Owned(mut bytes) => {
            bytes.truncate(end);
            Cow::Owned(bytes)
        }
    };
    piece
}

fn end(data: &[u8], from: usize, _: bool) -> Search {
    match memmem::find(&data[from..], END) {
        Some(at) => Search::Found(Cut {
            end: from + at + 1,
            next: from + at + END.len(),
        }),
        None => Search::Beyond(data.len().saturating_sub(END.len()).max(from)),
    }
}
