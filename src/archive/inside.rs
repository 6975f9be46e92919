//! The messages that a message carries.

use super::content::Content;
use super::formats::FORMATS;
use super::mbox::{self, Quoting};
use super::member::{Expect, Member};
use super::options::Options;
use super::walk::{Entry, Item, Summary, Walk};
use crate::body::{self, Carried};
use crate::limits::{MAX_CARRYING_NOTE, MAX_INNER};
use crate::message::Message;
use crate::words::origin::{Container, Inside, Wrapper};
use std::borrow::Cow;
use std::ops::ControlFlow;

/// What the message of an entry carries; `None` if nothing.
pub fn inside(entry: &Entry<'_>) -> Option<Carried> {
    let bytes = entry.rebuilt.as_deref().unwrap_or(&entry.bytes);
    let carried = body::attached(bytes, MAX_INNER);
    match carried {
        None if entry.nested.is_empty() => None,
        carried => Some(carried.unwrap_or_default()),
    }
}

/// What is told of it.
pub fn listed(entry: &Entry<'_>, carried: &Carried) -> Vec<Inside> {
    let nested = entry.nested.iter().map(|one| Inside {
        part: one.member.step.member.clone(),
        name: one.name.clone(),
    });
    let attached = carried.messages.iter().map(|one| Inside {
        part: one.part.clone(),
        name: one.name.clone(),
    });
    nested.chain(attached).collect()
}

/// Whether a message looks like a report of the one that it carries: a report button's, a complaint, or a note above one message
/// and nothing else. A notice that a message could not be delivered is about the sender's own; and what has much to say itself
/// is looked at itself, whatever it calls itself.
pub fn is_report(entry: &Entry<'_>, carried: &Carried) -> bool {
    let is_one = carried.messages.len() + entry.nested.len() == 1;
    if !is_one || carried.cut || carried.files > 0 || carried.text > MAX_CARRYING_NOTE {
        return false;
    }
    let is_complaint = carried.report_type.as_deref() == Some("feedback-report");
    is_complaint || !is_notice(&Message::parse(&entry.bytes))
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

/// Hands on the messages that an entry carries.
pub fn walk_inside(
    entry: &Entry<'_>,
    carried: Carried,
    wrapper: &Wrapper,
    options: &Options,
    sink: &mut dyn FnMut(Item<'_>) -> ControlFlow<()>,
) -> Summary {
    let mut walk = Walk::new(FORMATS, options, sink);
    walk.begin(entry);
    // A mailbox quotes what stands in an attached message, too.
    let steps = entry.origin.iter().flat_map(|origin| &origin.steps);
    let is_quoted = steps
        .rev()
        .any(|step| matches!(step.container, Container::Mbox | Container::Mmdf));
    for nested in &entry.nested {
        let mut member = nested.member.clone();
        member.wrapper = Some(Wrapper {
            part: member.step.member.clone(),
            ..wrapper.clone()
        });
        if walk
            .message(member, Cow::Borrowed(&nested.bytes), None)
            .is_err()
        {
            return walk.summary;
        }
    }
    for attached in carried.messages {
        let expect = if attached.is_archive {
            Expect::Anything
        } else {
            Expect::Message
        };
        let member = Member {
            expect,
            wrapper: Some(Wrapper {
                part: attached.part.clone(),
                ..wrapper.clone()
            }),
            ..Member::new(Container::Message, attached.part)
        };
        let mut member = member;
        let mut bytes = attached.bytes;
        if is_quoted && let Some(quoting) = mbox::decide(&bytes) {
            member.fact("quoting", quoting.text());
            if let Quoting::Removed { message, .. } = quoting {
                bytes = message;
            }
        }
        let content = Content::Bytes(Cow::Owned(bytes));
        if walk.member(member, content).is_err() {
            break;
        }
    }
    walk.summary
}
