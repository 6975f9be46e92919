//! What becomes of a message that Outlook kept.

use super::properties::tag;
use super::{Attachment, Item};
use super::{facts, header, rebuilt};
use crate::archive::error::Halt;
use crate::archive::member::{Expect, Member, promises_mail};
use crate::archive::walk::Walk;
use crate::input::Whole;
use crate::words::origin::{Fact, Keeps};
use std::borrow::Cow;

/// A message that Outlook kept, ready to be handed on.
#[derive(Debug)]
pub(in crate::archive) struct Outlook {
    /// The header, with CRLF line ends and without the empty line behind it.
    pub header: Vec<u8>,
    /// What is known of the body, as a MIME message.
    pub rebuilt: Option<Vec<u8>>,
    pub facts: Vec<Fact>,
    /// The messages that it carries.
    #[cfg_attr(
        not(test),
        expect(
            dead_code,
            reason = "which message is traced is decided where messages carry each other"
        )
    )]
    pub nested: Vec<Nested>,
}

/// A message that another carries.
#[derive(Debug)]
#[cfg_attr(
    not(test),
    expect(
        dead_code,
        reason = "which message is traced is decided where messages carry each other"
    )
)]
pub(in crate::archive) struct Nested {
    /// The number of its part in the message that was rebuilt, or behind all of them.
    pub part: String,
    pub name: Option<String>,
    pub content: Carried,
}

/// What there is of it.
#[derive(Debug)]
#[cfg_attr(
    not(test),
    expect(
        dead_code,
        reason = "which message is traced is decided where messages carry each other"
    )
)]
pub(in crate::archive) enum Carried {
    /// A file, which may be a message or hold messages.
    File(Vec<u8>),
    /// A message that Outlook keeps within the other.
    Outlook(Box<Outlook>),
}

/// Classes of items that have no header and are no messages (MS-OXOCNTC, MS-OXOTASK, MS-OXONOTE, MS-OXOJRNL).
const NO_MESSAGES: &[&str] = &[
    "IPM.Contact",
    "IPM.DistList",
    "IPM.Task",
    "IPM.StickyNote",
    "IPM.Activity",
    "IPM.Appointment",
];

impl Outlook {
    /// `None` for an item that is no message: a contact, a task, or one of which nothing is known.
    pub fn of(mut item: Item) -> Option<Self> {
        let (header, source) = header::of(&item);
        if source == header::Source::MadeUp && !is_message(&item, &header) {
            return None;
        }
        let facts = facts::of(&item, &header, source);
        let (rebuilt, nested) = match signed_original(&mut item) {
            Some(original) => {
                let nested = Nested {
                    part: "1".to_owned(),
                    name: None,
                    content: Carried::File(original.clone()),
                };
                let message = [&b"MIME-Version: 1.0\r\n"[..], &original].concat();
                (Some(message), vec![nested])
            }
            None => rebuilt_and_nested(item),
        };
        Some(Self {
            header: header.into_bytes(),
            rebuilt,
            facts,
            nested,
        })
    }

    /// Hands it on, without what it carries.
    pub fn hand_on(
        self,
        walk: &mut Walk<'_>,
        member: Member,
        whole: Option<Whole>,
    ) -> Result<(), Halt> {
        let mut member = Member {
            expect: Expect::Surely,
            keeps: Keeps::Nothing,
            reason: Some("Outlook keeps the header as text and the body converted".to_owned()),
            rebuilt: self.rebuilt,
            known_by: whole,
            ..member
        };
        for fact in self.facts {
            member.fact(&fact.name, fact.value);
        }
        walk.message(member, Cow::Owned(self.header), None)
    }
}

/// Whether an item without a stored header is a message.
fn is_message(item: &Item, header: &str) -> bool {
    let class = item.properties.text(tag::MESSAGE_CLASS);
    let is_other = class.is_some_and(|class| {
        NO_MESSAGES
            .iter()
            .any(|other| class.len() >= other.len() && class[..].starts_with(other))
    });
    !is_other && !header.is_empty()
}

/// The class of messages that are signed or encrypted (MS-OXOSMIME section 2.1.3).
const SECURED: &str = "IPM.Note.SMIME";

/// The body of a signed message as it was sent: the only attachment holds it, with its own type (MS-OXOSMIME section 2.1.3.1).
fn signed_original(item: &mut Item) -> Option<Vec<u8>> {
    const START: &[u8] = b"Content-Type:";
    let class = item.properties.text(tag::MESSAGE_CLASS)?;
    let [only] = &mut item.attachments[..] else {
        return None;
    };
    let is_entity = rebuilt::data(only).is_some_and(|data| {
        data.get(..START.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(START))
    });
    (class.starts_with(SECURED) && is_entity)
        .then(|| only.properties.take_bytes(tag::ATTACH_DATA))
        .flatten()
}

fn rebuilt_and_nested(item: Item) -> (Option<Vec<u8>>, Vec<Nested>) {
    let rebuilt = rebuilt::of(&item);
    let mut nested = Vec::new();
    let mut behind = rebuilt.parts;
    for (attachment, number) in item.attachments.into_iter().zip(rebuilt.numbers) {
        let name = rebuilt::name(&attachment.properties);
        let Some(content) = inner(attachment, name.as_deref()) else {
            continue;
        };
        let part = number.unwrap_or_else(|| {
            behind += 1;
            behind
        });
        nested.push(Nested {
            part: part.to_string(),
            name,
            content,
        });
    }
    (rebuilt.message, nested)
}

/// What an attachment is, if it may be a message.
fn inner(mut attachment: Attachment, name: Option<&str>) -> Option<Carried> {
    if let Some(message) = attachment.message {
        return Outlook::of(*message).map(|message| Carried::Outlook(Box::new(message)));
    }
    let properties = &mut attachment.properties;
    let says = properties
        .text(tag::ATTACH_MIME_TAG)
        .is_some_and(|kind| kind.eq_ignore_ascii_case("message/rfc822"));
    (says || name.is_some_and(promises_mail))
        .then(|| properties.take_bytes(tag::ATTACH_DATA))
        .flatten()
        .map(Carried::File)
}
