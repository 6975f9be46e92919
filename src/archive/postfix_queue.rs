//! Queue files of Postfix (`hold`, `deferred`, `active`): one message as records of a type, a length and data.
//!
//! The envelope stands before the message, and some of it behind. What a milter added to the header stands at the end of the file,
//! and records that point there and back put it in its place; so the file is read as the queue manager reads it.

use super::error::{ArchiveError, Halt};
use super::member::Member;
use super::walk::Walk;
use crate::limits::MAX_FACTS;
use crate::words::origin::Container;
use chrono::{DateTime, SecondsFormat};
use std::borrow::Cow;

/// How wide a number of the first record is, with the space behind it.
const NUMBER: usize = 16;
/// How many numbers the first record has: two in Postfix 1.0, six in Postfix 3.
const NUMBERS: std::ops::RangeInclusive<usize> = 2..=7;

/// Types of records, as Postfix's `rec_type.h` names them.
mod kind {
    pub const SIZE: u8 = b'C';
    pub const ARRIVAL: u8 = b'T';
    pub const SENDER: u8 = b'S';
    pub const RECIPIENT: u8 = b'R';
    pub const DELIVERED: u8 = b'D';
    pub const ORIGINAL: u8 = b'O';
    pub const ATTRIBUTE: u8 = b'A';
    pub const MESSAGE: u8 = b'M';
    pub const LINE: u8 = b'N';
    pub const PART_OF_LINE: u8 = b'L';
    pub const POINTER: u8 = b'p';
    pub const EXTRACTED: u8 = b'X';
    pub const END: u8 = b'E';
}

/// What is told of the client: the attribute, and the fact. What a proxy or a content filter in front says of the client (`log_`)
/// is told beside the peer where it is something else.
const ATTRIBUTES: &[(&[u8], &str)] = &[
    (b"client_name", "client-name"),
    (b"client_address", "client-address"),
    (b"helo_name", "helo"),
    (b"log_client_name", "log-client-name"),
    (b"log_client_address", "log-client-address"),
    (b"log_helo_name", "log-helo"),
    (b"sasl_username", "sasl-username"),
];

/// How the facts from in front begin.
const LOGGED: &str = "log-";

/// The address that a recipient was rewritten from.
const ORIGINAL: &str = "original-recipient";

/// How many records of recipients are kept: an address and its original make up to two facts.
const MOST: usize = 2 * MAX_FACTS;

/// The first record is of numbers with a fixed width, since they are written again in place.
pub(super) fn sniff(head: &[u8]) -> bool {
    let [kind::SIZE, length, rest @ ..] = head else {
        return false;
    };
    let length = usize::from(*length);
    let is_long = (length + 1).is_multiple_of(NUMBER) && NUMBERS.contains(&((length + 1) / NUMBER));
    let Some(numbers) = rest.get(..length).filter(|_| is_long) else {
        return false;
    };
    numbers.chunks(NUMBER).all(|column| {
        let column = &column[..NUMBER - 1];
        let digits = column.trim_ascii_start();
        !digits.is_empty() && digits.iter().all(u8::is_ascii_digit)
    })
}

/// Where in the file a record belongs to.
#[derive(Clone, Copy, PartialEq)]
enum Part {
    Envelope,
    Message,
    Extracted,
}

pub(super) fn read(walk: &mut Walk<'_>, bytes: &[u8]) -> Result<bool, Halt> {
    let mut member = Member::new(Container::PostfixQueue, "1");
    let mut message = Vec::new();
    // The limit of facts cuts the recipients, not what is known of the client.
    let mut recipients = Vec::new();
    let mut part = Part::Envelope;
    let mut records = Records::new(bytes);
    loop {
        let (kind, data) = records.next()?;
        match (part, kind) {
            (Part::Message, kind::LINE) => {
                message.extend_from_slice(data);
                message.push(b'\n');
            }
            (Part::Message, kind::PART_OF_LINE) => message.extend_from_slice(data),
            (_, kind::POINTER) => records.go(data)?,
            (Part::Envelope, kind::MESSAGE) => part = Part::Message,
            (Part::Message, kind::EXTRACTED) => part = Part::Extracted,
            (Part::Extracted, kind::END) => break,
            (Part::Envelope, kind::ARRIVAL) => member.fact("arrival", time(data)),
            (Part::Envelope, kind::SENDER) => member.fact("sender", text(data)),
            (Part::Message, _) => {}
            (_, kind::ATTRIBUTE) => attribute(&mut member, data),
            _ if recipients.len() < MOST => recipients.extend(recipient(kind, data)),
            _ => {}
        }
    }
    let told = member.facts.clone();
    member.facts.retain(|fact| {
        let plain = fact.name.strip_prefix(LOGGED);
        !plain.is_some_and(|plain| {
            told.iter()
                .any(|one| one.name == plain && one.value == fact.value)
        })
    });
    for (at, (name, address)) in recipients.iter().enumerate() {
        // It stands before what it was rewritten to, also where that is the same.
        let is_same = recipients
            .get(at + 1)
            .is_some_and(|(_, next)| next == address);
        if *name != ORIGINAL || !is_same {
            member.fact(name, text(address));
        }
    }
    walk.message(member, Cow::Owned(message), None)?;
    Ok(true)
}

/// An address, with what it is there.
fn recipient(kind: u8, address: &[u8]) -> Option<(&'static str, &[u8])> {
    let name = match kind {
        kind::RECIPIENT => "recipient",
        kind::DELIVERED => "delivered-recipient",
        kind::ORIGINAL => ORIGINAL,
        _ => return None,
    };
    Some((name, address))
}

fn attribute(member: &mut Member, data: &[u8]) {
    let Some(equals) = memchr::memchr(b'=', data) else {
        return;
    };
    let (name, value) = (&data[..equals], &data[equals + 1..]);
    for (attribute, fact) in ATTRIBUTES {
        if *attribute == name && !member.facts.iter().any(|told| told.name == *fact) {
            member.fact(fact, text(value));
        }
    }
}

/// Seconds since 1970; Postfix 2.3 and later write microseconds behind them.
fn time(data: &[u8]) -> String {
    let stored = text(data);
    let seconds = stored.split_whitespace().next();
    let time = seconds
        .and_then(|seconds| seconds.parse().ok())
        .and_then(|seconds| DateTime::from_timestamp(seconds, 0));
    time.map_or(stored, |time| {
        time.to_rfc3339_opts(SecondsFormat::Secs, true)
    })
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// The records, in the order in which they are to be read.
struct Records<'b> {
    bytes: &'b [u8],
    at: usize,
    /// How many bytes have been read: each belongs to one record, so that more than there are means a circle.
    taken: usize,
}

impl<'b> Records<'b> {
    fn new(bytes: &'b [u8]) -> Self {
        Self {
            bytes,
            at: 0,
            taken: 0,
        }
    }

    fn next(&mut self) -> Result<(u8, &'b [u8]), Halt> {
        let start = self.at;
        let Some((kind, data, size)) = record(self.bytes.get(start..).unwrap_or_default()) else {
            return Err(damaged(format!("no whole record at byte {start}")));
        };
        self.at += size;
        self.taken += size;
        if self.taken > self.bytes.len() {
            return Err(damaged("its pointers lead in a circle".to_owned()));
        }
        Ok((kind, data))
    }

    /// Goes where a pointer points. Zero holds the place of one that has not been needed.
    fn go(&mut self, data: &[u8]) -> Result<(), Halt> {
        let digits = std::str::from_utf8(data.trim_ascii()).unwrap_or_default();
        match digits.parse() {
            Ok(0) => {}
            Ok(place) => self.at = place,
            Err(_) => {
                return Err(damaged(format!(
                    "no number in the pointer before byte {}",
                    self.at
                )));
            }
        }
        Ok(())
    }
}

/// The type, the data, and how many bytes both take with the length between them: seven bits a byte, the lowest first.
fn record(bytes: &[u8]) -> Option<(u8, &[u8], usize)> {
    let (kind, rest) = bytes.split_first()?;
    let mut length = 0_usize;
    // Five bytes hold what a C `int` holds.
    for (at, byte) in (0_usize..5).zip(rest) {
        length |= usize::from(byte & 0x7f) << (7 * at);
        if byte & 0x80 == 0 {
            let start = 2 + at;
            let end = start.checked_add(length)?;
            return Some((*kind, bytes.get(start..end)?, end));
        }
    }
    None
}

fn damaged(what: String) -> Halt {
    ArchiveError::damaged(Container::PostfixQueue, what).into()
}
