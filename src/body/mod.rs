//! The body, lightly: what is attached and where links lead. For reports and findings; no filter of content.
//!
//! Nothing is opened, run or fetched. All of it is the sender's word, and anybody on the way could have changed it.

mod archive;
mod attached;
mod encoded;
mod link;
mod name;
mod page;
mod part;
mod rewritten;
mod sniff;

pub use archive::{Archive, File};
pub use attached::{Attached, Carried, attached};
pub use link::{Link, Oddity};
pub use name::{Class, RiskKind, is_file_extension};
pub use part::Risk;

use crate::checked::{Checked, Why};
use crate::message::{Damage, DamageKind, Message};
use std::borrow::Cow;

pub use crate::limits::{MAX_ATTACHMENTS, MAX_LINKS};

/// What a body holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Body {
    /// The parts that are not the text itself, in the order of the message.
    pub attachments: Vec<Attachment>,
    /// How many more there are.
    pub attachments_left_out: usize,
    /// Link targets, each pair of address and text once, in message order.
    pub links: Vec<Link>,
    /// How many links there are beyond what is listed.
    pub links_left_out: usize,
    /// Whether parts are nested too deeply, or texts too long, to be examined in full.
    pub cut: bool,
}

impl Body {
    /// Adds what another reading of the same body shows beside.
    fn join(&mut self, other: Self) {
        for one in other.attachments {
            if !self.attachments.contains(&one) {
                self.attachments.push(one);
            }
        }
        for one in other.links {
            if !self.links.contains(&one) {
                self.links.push(one);
            }
        }
        self.attachments_left_out = self.attachments_left_out.max(other.attachments_left_out);
        self.links_left_out = self.links_left_out.max(other.links_left_out);
        self.cut |= other.cut;
    }

    /// Whether there is nothing to tell.
    pub fn is_empty(&self) -> bool {
        self.attachments.is_empty() && self.links.is_empty()
    }
}

/// A part that is not the text itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Its number, as IMAP counts: `2`, `2.1`.
    pub part: String,
    /// The name that it announces.
    pub name: Option<String>,
    /// The type that it says it is, in lower case.
    pub declared: Option<String>,
    /// The type that its first bytes show, if they are known.
    pub sniffed: Option<&'static str>,
    /// Bytes, decoded.
    pub size: usize,
    /// Whether the input ends within it: size and SHA-256 are those of what is there.
    pub cut: bool,
    /// SHA-256 of these, in hexadecimal.
    pub sha256: String,
    /// Whether it is meant to be shown within the text, as a logo is.
    pub inline: bool,
    /// What is inside, for an archive that could be read.
    pub archive: Option<Archive>,
    /// Why it is suspicious.
    pub risks: Vec<Risk>,
}

/// Whether archives are unpacked for the hashes of what is inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unpack {
    /// Their files, within limits.
    Files,
    /// Only their names are read.
    Nothing,
}

/// Looks at the body of a message.
pub fn read(message: &Message<'_>, unpack: Unpack) -> Checked<Body> {
    let Some(body) = message.body().filter(|body| !body.is_empty()) else {
        return Checked::Skipped(Why::HeadersOnly);
    };
    if is_plain_and_bare(message, body) {
        return Checked::Done(Body::default());
    }
    let whole = with_header_end(message);
    let mut read = part::read(&whole, unpack);
    // Which of two fields a mail program goes by is its own choice: the body is read by the first as well as by the last.
    if let Some(by_first) = without_repeated(message, &whole) {
        read.join(part::read(&by_first, unpack));
    }
    Checked::Done(read)
}

/// The fields that say what the body is.
const DESCRIBING: &[&str] = &["Content-Type", "Content-Transfer-Encoding"];

/// The message with only the first field of each name that says what the body is; `None` where none is repeated.
fn without_repeated(message: &Message<'_>, whole: &[u8]) -> Option<Vec<u8>> {
    let repeated: Vec<_> = DESCRIBING
        .iter()
        .flat_map(|name| message.named(name).skip(1))
        .map(|(_, field)| field.span())
        .collect();
    if repeated.is_empty() {
        return None;
    }
    let mut out = whole.to_vec();
    for span in repeated {
        // Another name of the same length: nothing moves.
        if let Some(first) = out.get_mut(span.start) {
            *first = b'X';
        }
    }
    Some(out)
}

/// The message with the empty line behind its header that it may lack.
fn with_header_end<'a>(message: &Message<'a>) -> Cow<'a, [u8]> {
    let lacks_it = |damage: &Damage| damage.kind == DamageKind::NoHeaderEnd;
    match message.body_span() {
        Some(body) if message.damage().iter().any(lacks_it) => {
            let (header, rest) = message.raw().split_at(body.start);
            Cow::Owned([header, b"\r\n", rest].concat())
        }
        _ => Cow::Borrowed(message.raw()),
    }
}

/// Whether there is nothing but a text without any link: what most mail of people is, told apart without parsing.
fn is_plain_and_bare(message: &Message<'_>, body: &[u8]) -> bool {
    // A text with a name is a file. Which of two fields counts is each mail program's own choice.
    let is_text = message.named("Content-Type").all(|(_, field)| {
        let value = field.raw_value().to_ascii_lowercase();
        starts_with(&value, b"text/plain") && memchr::memmem::find(&value, b"name").is_none()
    });
    let is_as_it_stands = message
        .named("Content-Transfer-Encoding")
        .all(|(_, field)| {
            [&b"7bit"[..], b"8bit", b"binary"]
                .iter()
                .any(|word| starts_with(field.raw_value(), word))
        });
    let is_attached = message.first("Content-Disposition").is_some();
    is_text && is_as_it_stands && !is_attached && !link::may_hold_one(body)
}

fn starts_with(value: &[u8], word: &[u8]) -> bool {
    let value = value.trim_ascii_start();
    value.len() >= word.len() && value[..word.len()].eq_ignore_ascii_case(word)
}

#[cfg(test)]
mod tests;
