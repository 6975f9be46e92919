//! What an IMAP server sent for FETCH (RFC 9051 section 7.5.2): as it came, or as a terminal or a log kept it.
//!
//! The server says how many bytes a message has, so that nothing in it can end it. Where a dump lost its CRs, the count tells
//! that, too, as far as the server had one on every line: what ends there is said to be counted so. Where the count fits nothing,
//! or fits twice, what is found within its reach is said to be in doubt: a sender may have written it.

mod items;
mod line;
mod literal;
mod response;

use super::buffer::Buffer;
use super::error::{ArchiveError, Halt};
use super::member::Member;
use super::walk::Walk;
use crate::limits::MAX_SNIFF;
use crate::message::Message;
use crate::words::origin::{Container, Keeps};
use items::{Item, What};
use literal::Search;
use response::Response;
use std::borrow::Cow;
use std::io::{self, Read};

pub(super) fn sniff(head: &[u8]) -> bool {
    line::begins_dump(&head[..head.len().min(MAX_SNIFF)])
}

pub(super) fn read(walk: &mut Walk<'_>, reader: &mut dyn Read) -> Result<(), Halt> {
    let mut buffer = Buffer::new(reader);
    let mut search = Search::default();
    // Up to here, what is found may be part of a message.
    let mut doubt_until = 0;
    while let Some(number) = next(&mut buffer)? {
        let offset = buffer.offset();
        let reach = |doubt: usize| offset.saturating_add(doubt as u64);
        let mut member = Member::new(Container::Imap, number.to_string());
        if offset < doubt_until {
            member.fact("doubt", WITHIN);
        }
        match response::read(&mut buffer, &mut search)? {
            Ok(response) => {
                if response.doubt > 0 {
                    member.fact("doubt", TWICE);
                    doubt_until = doubt_until.max(reach(response.doubt));
                }
                hand_on(walk, member, buffer.data(), offset, &response)?;
                buffer.consume(response.end);
            }
            Err(wrong) => {
                doubt_until = doubt_until.max(reach(wrong.doubt));
                let what = format!("the response at byte {offset} {}", wrong.what);
                let error = ArchiveError::damaged(Container::Imap, what);
                walk.failed(member, error)?;
                let is_line = buffer.data().get(wrong.resume - 1) == Some(&b'\n');
                buffer.consume(wrong.resume);
                if !is_line {
                    pass_line(&mut buffer)?;
                }
            }
        }
    }
    Ok(())
}

/// What is said of what may be the text of a message.
const WITHIN: &str =
    "found where the stated length of an earlier response reaches; may be text of that message";

/// What is said of a message that may end in two places.
const TWICE: &str = "the stated length fits in two ways; the message may go on beyond its end";

/// What is said of a message that does not stand in the dump as it was sent.
const COUNTED: &str = "its end was found by counting each line end as CRLF; a message with other line ends goes on beyond it";

/// Moves to the next line that begins a response to FETCH, and gives the number of its message.
fn next(buffer: &mut Buffer<'_>) -> io::Result<Option<u64>> {
    loop {
        buffer.reach(line::MOST)?;
        if buffer.data().is_empty() {
            buffer.end()?;
            return Ok(None);
        }
        let data = buffer.data();
        if let Some(fetch) = line::fetch(&data[..data.len().min(line::MOST)]) {
            return Ok(Some(fetch.number));
        }
        pass_line(buffer)?;
    }
}

/// Moves behind the line.
fn pass_line(buffer: &mut Buffer<'_>) -> io::Result<()> {
    loop {
        buffer.reach(1)?;
        let length = buffer.data().len();
        match memchr::memchr(b'\n', buffer.data()) {
            Some(end) => {
                buffer.consume(end + 1);
                return Ok(());
            }
            None if length == 0 => return Ok(()),
            None => buffer.consume(length),
        }
    }
}

/// Hands on the message of a response, if it has one.
fn hand_on(
    walk: &mut Walk<'_>,
    mut member: Member,
    data: &[u8],
    offset: u64,
    response: &Response,
) -> Result<(), Halt> {
    let items = items::read(&response.text);
    for (name, value) in items::facts(&items) {
        member.fact(name, value);
    }
    let bytes = |item: &Item| {
        let literal = response.literals.get(item.literal?)?;
        Some((literal.bytes(data), literal.place(offset)))
    };
    let find = |what: What| items.iter().find(|item| item.what == what).and_then(bytes);
    let whole = items.iter().filter(|item| item.what == What::Whole);
    let whole = whole.filter_map(|item| Some((item, bytes(item)?)));
    if let Some((item, (bytes, place))) = whole.min_by_key(|(item, _)| item.is_decoded()) {
        if place.is_none() {
            member.fact("counted", COUNTED);
        }
        member.place = place;
        if item.is_decoded() {
            decoded(&mut member);
        }
        return walk.message(member, bytes, None);
    }
    match (find(What::Header), find(What::Text)) {
        (Some((header, _)), Some((text, _))) => {
            let bytes = [header, text].concat();
            return walk.message(member, Cow::Owned(bytes), None);
        }
        (Some((header, place)), None) => {
            member.place = place;
            member.keeps = Keeps::Header;
            member.reason = Some("only the header was fetched".to_owned());
            return walk.message(member, header, None);
        }
        (None, _) => {}
    }
    let part = items.iter().find_map(|item| match item.what {
        What::From(start) => Some((start, item, bytes(item)?)),
        _ => None,
    });
    if let Some((start, item, (bytes, place))) = part {
        member.place = place;
        if item.is_decoded() {
            decoded(&mut member);
        }
        return partial(walk, member, start, bytes, items::size(&items));
    }
    if let Some((bytes, place)) = find(What::Fields) {
        member.place = place;
        member.keeps = Keeps::Fields;
        member.reason = Some("only some header fields were fetched".to_owned());
        return walk.message(member, bytes, None);
    }
    if items.iter().any(|item| item.what != What::Other) {
        let what = format!("the response at byte {offset} has no content");
        return walk.failed(member, ArchiveError::damaged(Container::Imap, what));
    }
    // A change of flags, say.
    walk.summary.passed_over += 1;
    Ok(())
}

/// Notes that the server changed what it received.
fn decoded(member: &mut Member) {
    member.keeps = Keeps::Nothing;
    member.reason =
        Some("BINARY[] gives the message with its transfer encodings undone".to_owned());
}

/// A message of which a part was fetched: what is whole in it is its header.
fn partial(
    walk: &mut Walk<'_>,
    mut member: Member,
    start: u64,
    bytes: Cow<'_, [u8]>,
    size: Option<u64>,
) -> Result<(), Halt> {
    if start > 0 {
        let what = format!("only a part of the message was fetched, from byte {start} on");
        return walk.failed(member, ArchiveError::damaged(Container::Imap, what));
    }
    if size == Some(bytes.len() as u64) {
        return walk.message(member, bytes, None);
    }
    let header = Message::parse(&bytes).body_span().map(|body| body.start);
    member.keeps = member.keeps.max(match header {
        Some(_) => Keeps::Header,
        None => Keeps::Fields,
    });
    let reason = "only the beginning of the message was fetched";
    member.reason.get_or_insert_with(|| reason.to_owned());
    member.rebuilt = header.map(|_| bytes.to_vec());
    let bytes = &bytes[..header.unwrap_or(bytes.len())];
    if let Some((_, length)) = &mut member.place {
        *length = bytes.len() as u64;
    }
    walk.message(member, Cow::Borrowed(bytes), None)
}

#[cfg(test)]
mod tests;
