//! What becomes of a message that Outlook kept.

use super::Item;
use super::properties::tag;
use super::{facts, header, rebuilt};
use crate::archive::error::Halt;
use crate::archive::member::{Expect, Member, Nested};
use crate::archive::walk::Walk;
use crate::input::Whole;
use crate::words::origin::{Container, Fact, Keeps};
use std::borrow::Cow;

/// A message that Outlook kept, ready to be handed on.
#[derive(Debug)]
pub(in crate::archive) struct Outlook {
    /// The header, with CRLF line ends and without the empty line behind it.
    pub header: Vec<u8>,
    /// What is known of the body, as a MIME message.
    pub rebuilt: Option<Vec<u8>>,
    pub facts: Vec<Fact>,
    /// Whether the header was stored.
    is_stored: bool,
    /// The messages that it carries and Outlook keeps within it. Those that are files are in `rebuilt`.
    pub nested: Vec<Carried>,
}

/// A message that another carries.
#[derive(Debug)]
pub(in crate::archive) struct Carried {
    /// The number of its part, behind those of the message that was rebuilt.
    pub part: String,
    pub name: Option<String>,
    pub outlook: Outlook,
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
                let message = [&b"MIME-Version: 1.0\r\n"[..], &original].concat();
                (Some(message), Vec::new())
            }
            None => rebuilt_and_nested(item),
        };
        Some(Self {
            header: header.into_bytes(),
            rebuilt,
            facts,
            is_stored: source == header::Source::Stored,
            nested,
        })
    }

    /// Hands it on with what it carries.
    pub fn hand_on(
        self,
        walk: &mut Walk<'_>,
        member: Member,
        whole: Option<Whole>,
    ) -> Result<(), Halt> {
        let (mut member, header) = self.told(member);
        member.known_by = whole;
        walk.message(member, Cow::Owned(header), None)
    }

    /// What is told of it, and its header.
    fn told(self, member: Member) -> (Member, Vec<u8>) {
        let nested = self.nested.into_iter().map(|carried| {
            let own = Member::new(Container::Message, carried.part);
            let (member, bytes) = carried.outlook.told(own);
            Nested {
                name: carried.name,
                member,
                bytes,
            }
        });
        let mut member = Member {
            expect: Expect::Surely,
            keeps: if self.is_stored {
                Keeps::Nothing
            } else {
                Keeps::Fields
            },
            reason: Some("Outlook keeps the header as text and the body converted".to_owned()),
            rebuilt: self.rebuilt,
            nested: nested.collect(),
            ..member
        };
        for fact in self.facts {
            member.fact(&fact.name, fact.value);
        }
        (member, self.header)
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

fn rebuilt_and_nested(item: Item) -> (Option<Vec<u8>>, Vec<Carried>) {
    let rebuilt = rebuilt::of(&item);
    let mut behind = rebuilt.parts;
    let mut nested = Vec::new();
    for attachment in item.attachments {
        let name = rebuilt::name(&attachment.properties);
        let Some(outlook) = attachment.message.and_then(|inner| Outlook::of(*inner)) else {
            continue;
        };
        behind += 1;
        nested.push(Carried {
            part: behind.to_string(),
            name,
            outlook,
        });
    }
    (rebuilt.message, nested)
}
