//! The messages that a message carries.

use super::content::Content;
use super::error::ArchiveError;
use super::formats::FORMATS;
use super::item::{Entry, Failure, Item};
use super::mbox::{self, Quoting};
use super::member::{Expect, Member, Nested};
use super::options::Options;
use super::tally::Tally;
use super::walk::Walk;
use crate::body::{self, Attached, Carried};
use crate::limits::{MAX_CARRYING_NOTE, MAX_INNER};
use crate::message::Message;
use crate::words::origin::{Container, Inside, Keeps, Origin, Wrapper};
use std::borrow::Cow;
use std::ops::ControlFlow;
use std::sync::Arc;

/// What a message carries, and where it stands itself.
#[derive(Debug)]
pub struct Cargo {
    carried: Carried,
    nested: Vec<Nested>,
    origin: Origin,
    /// Whether what it carries is a part of its own bytes: a container may keep files apart.
    is_within: bool,
    /// What it unpacks to: a count of this message alone, or of the one that carries it, however deep.
    tally: Arc<Tally>,
}

/// Whether the message of an entry carries others.
pub fn carries(entry: &Entry<'_>) -> bool {
    !entry.nested.is_empty() || attached(entry).is_some()
}

fn attached(entry: &Entry<'_>) -> Option<Carried> {
    let bytes = entry.rebuilt.as_deref().unwrap_or(&entry.bytes);
    body::attached(bytes, MAX_INNER)
}

/// Whether what is known of the body is the beginning of the message as it was sent.
fn is_beginning(entry: &Entry<'_>) -> bool {
    let origin = entry.origin.as_ref();
    let innermost = origin.and_then(|origin| origin.steps.last());
    innermost.is_some_and(|step| step.container == Container::Imap)
}

impl Cargo {
    /// Takes what the message of an entry carries; `None` if nothing.
    pub fn of(entry: &mut Entry<'_>) -> Option<Self> {
        let carried = attached(entry);
        let nested = std::mem::take(&mut entry.nested);
        if carried.is_none() && nested.is_empty() {
            return None;
        }
        let tally = entry.tally.clone().unwrap_or_else(|| {
            let rebuilt = entry.rebuilt.as_ref().map_or(0, Vec::len);
            Arc::new(Tally::of_carrier(entry.bytes.len() + rebuilt))
        });
        Some(Self {
            carried: carried.unwrap_or_default(),
            nested,
            is_within: entry.rebuilt.is_none() || is_beginning(entry),
            origin: entry.origin.clone().unwrap_or_default(),
            tally,
        })
    }

    /// What is told of it.
    pub fn listed(&self) -> Vec<Inside> {
        let nested = self.nested.iter().map(|one| Inside {
            part: one.member.step.member.clone(),
            name: one.name.clone(),
        });
        let attached = self.carried.messages.iter().map(|one| Inside {
            part: one.part.clone(),
            name: one.name.clone(),
        });
        nested.chain(attached).collect()
    }

    /// Whether the message that carries it looks like a report of it: a report button's, a complaint, or a note above one message
    /// and nothing else. A notice that a message could not be delivered is about the sender's own; and what has much to say
    /// itself is looked at itself, whatever it calls itself.
    pub fn is_reported(&self, carrier: &[u8]) -> bool {
        let Self {
            carried, nested, ..
        } = self;
        let is_one = carried.messages.len() + nested.len() == 1;
        if !is_one || carried.cut || carried.files > 0 || carried.text > MAX_CARRYING_NOTE {
            return false;
        }
        let is_complaint = carried.report_type.as_deref() == Some("feedback-report");
        is_complaint || !is_notice(&Message::parse(carrier))
    }

    /// Hands on the messages, each with what is told of the one that carries it.
    pub fn walk(
        self,
        wrapper: &Wrapper,
        options: &Options,
        sink: &mut dyn FnMut(Item<'_>) -> ControlFlow<()>,
    ) {
        // A mailbox quotes what stands in an attached message, too.
        let mut steps = self.origin.steps.iter();
        let is_quoted =
            steps.any(|step| matches!(step.container, Container::Mbox | Container::Mmdf));
        let carrier = Carrier {
            is_quoted,
            keeps: if self.is_within {
                self.origin.keeps
            } else {
                Keeps::All
            },
            reason: self.origin.reason.clone(),
        };
        let steps = self.origin.steps.clone();
        let mut walk = Walk::new(FORMATS, options, sink);
        walk.begin(self.origin, self.tally);
        let wrapped = |member: Member| Member {
            wrapper: Some(Wrapper {
                part: member.step.member.clone(),
                ..wrapper.clone()
            }),
            ..member
        };
        let end = walk.run(|walk| {
            for nested in self.nested {
                walk.message(wrapped(nested.member), Cow::Owned(nested.bytes), None)?;
            }
            for attached in self.carried.messages {
                let (member, bytes) = member(attached, &carrier);
                walk.member(wrapped(member), Content::Bytes(Cow::Owned(bytes)))?;
            }
            Ok(())
        });
        // What is wrong with a message was told; whoever wants no more has said so.
        if let Err(error @ ArchiveError::Fault(_)) = end {
            let _ = sink(Item::Failed(Failure { steps, error }));
        }
    }
}

/// What the message that carries others is to their bytes.
struct Carrier {
    /// Whether a mailbox may have quoted lines in it.
    is_quoted: bool,
    /// How much of it is as it was received, where they are a part of it.
    keeps: Keeps,
    /// Why not all.
    reason: Option<String>,
}

/// An attached file as a member.
fn member(attached: Attached, carrier: &Carrier) -> (Member, Vec<u8>) {
    let expect = if attached.is_archive {
        Expect::Anything
    } else {
        Expect::Message
    };
    let mut member = Member {
        expect,
        ..Member::new(Container::Message, attached.part)
    };
    match carrier.keeps {
        // What was changed in the one that carries it may have been changed in it.
        Keeps::Nothing | Keeps::Fields => {
            member.keeps = Keeps::Nothing;
            member.reason.clone_from(&carrier.reason);
        }
        // It may end where the one that carries it was cut.
        Keeps::Header if attached.is_last => {
            member.keeps = Keeps::Header;
            member.reason.clone_from(&carrier.reason);
        }
        Keeps::Header | Keeps::All => {}
    }
    if carrier.is_quoted
        && let Some(quoting) = mbox::decide(&attached.bytes)
    {
        member.fact("quoting", quoting.text());
        if let Quoting::Removed { message, .. } = quoting {
            return (member, message);
        }
    }
    (member, attached.bytes)
}

/// Whether a program wrote a message about another one's delivery (RFC 3464, 3834, 8098).
fn is_notice(message: &Message<'_>) -> bool {
    let has = |name: &str, word: &str| {
        message
            .named(name)
            .any(|(_, field)| field.text().to_ascii_lowercase().contains(word))
    };
    has("Content-Type", "delivery-status")
        || has("Content-Type", "disposition-notification")
        || has("From", "mailer-daemon@")
        || message
            .named("Return-Path")
            .any(|(_, field)| field.text().trim() == "<>")
        || message
            .named("Auto-Submitted")
            .any(|(_, field)| !field.text().trim().eq_ignore_ascii_case("no"))
}
