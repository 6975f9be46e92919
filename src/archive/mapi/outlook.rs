//! What becomes of a message that Outlook kept.

use super::properties::tag;
use super::{Attachment, Item, body, facts, header};
use crate::archive::error::Halt;
use crate::archive::member::{Expect, Member, Nested};
use crate::archive::rebuilt::{File, Rebuilt};
use crate::archive::walk::Walk;
use crate::input::Whole;
use crate::limits::MAX_RTF;
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
    pub fn of(item: Item) -> Option<Self> {
        let mut rtf_left = MAX_RTF;
        Self::within(item, &mut rtf_left)
    }

    /// The same within another: so many bytes of compressed RTF may still be read.
    fn within(mut item: Item, rtf_left: &mut usize) -> Option<Self> {
        let (header, source) = header::of(&mut item);
        if source == header::Source::MadeUp && !is_message(&item, &header) {
            return None;
        }
        let mut outlook = Self {
            facts: facts::of(&item, &header, source),
            header: header.into_bytes(),
            rebuilt: None,
            is_stored: source == header::Source::Stored,
            nested: Vec::new(),
        };
        match signed_original(&mut item) {
            Some(original) => {
                let message = [&b"MIME-Version: 1.0\r\n"[..], &original].concat();
                outlook.rebuilt = Some(message);
            }
            None => outlook.add_body(item, rtf_left),
        }
        Some(outlook)
    }

    /// Adds what is known of the body, and the messages that are attached.
    fn add_body(&mut self, item: Item, rtf_left: &mut usize) {
        let texts = body::texts(&item.properties, rtf_left);
        if texts.is_left_out {
            let what = "the body: its compressed RTF is damaged or too long";
            self.facts.push(Fact::new("left-out", what));
        }
        let rebuilt = rebuilt(&texts.all, &item.attachments);
        let mut behind = rebuilt.parts();
        self.rebuilt = rebuilt.message();
        let mut others = 0;
        for (number, attachment) in (1..).zip(item.attachments) {
            let name = attachment.name();
            let Some(inner) = attachment.message else {
                continue;
            };
            let is_damaged = inner.properties.is_damaged();
            let Some(outlook) = Self::within(*inner, rtf_left) else {
                if is_damaged {
                    let what = format!("attachment {number}");
                    self.facts.push(Fact::new("damaged", what));
                } else {
                    others += 1;
                }
                continue;
            };
            behind += 1;
            self.nested.push(Carried {
                part: behind.to_string(),
                name,
                outlook,
            });
        }
        if others > 0 {
            let what = format!("{others}: no message (a contact, a task, a note)");
            self.facts.push(Fact::new("attached-items", what));
        }
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
    let is_entity = only.data().is_some_and(|data| {
        data.get(..START.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(START))
    });
    (class.starts_with(SECURED) && is_entity)
        .then(|| only.properties.take_bytes(tag::ATTACH_DATA))
        .flatten()
}

/// The texts and the files.
fn rebuilt(texts: &[body::Text<'_>], attachments: &[Attachment]) -> Rebuilt {
    let mut rebuilt = Rebuilt::default();
    for text in texts {
        rebuilt.text(text.is_html, text.charset, &text.bytes);
    }
    for attachment in attachments {
        let Some(bytes) = attachment.data() else {
            continue;
        };
        let kind = attachment.properties.text(tag::ATTACH_MIME_TAG);
        let name = attachment.name();
        let id = attachment.properties.text(tag::ATTACH_CONTENT_ID);
        let file = File {
            kind: kind.as_deref(),
            name: name.as_deref(),
            id: id.as_deref(),
        };
        rebuilt.file(file, bytes);
    }
    rebuilt
}
