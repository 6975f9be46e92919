//! The messages that a message carries.

use super::content::Content;
use super::formats::FORMATS;
use super::member::{Expect, Member};
use super::options::Options;
use super::walk::{Entry, Item, Summary, Walk};
use crate::body::{self, Carried};
use crate::limits::{MAX_CARRYING_NOTE, MAX_INNER};
use crate::message::Message;
use crate::words::origin::{Container, Inside, Wrapper};
use std::borrow::Cow;
use std::ops::ControlFlow;

/// How subjects begin that the report buttons of mail programs write. Microsoft's format for buttons of others; and its own.
const BUTTONS: &[&str] = &[
    "1|",
    "2|",
    "3|",
    "junk:",
    "not junk:",
    "phishing:",
    "[phish alert]",
    "[report phish]",
    "[user submission]",
];

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
/// and nothing else. A notice that a message could not be delivered is about the sender's own.
pub fn is_report(entry: &Entry<'_>, carried: &Carried) -> bool {
    if carried.messages.len() + entry.nested.len() != 1 {
        return false;
    }
    match (carried.kind.as_str(), carried.report_type.as_deref()) {
        (_, Some("feedback-report")) => return true,
        ("multipart/report", _) => return false,
        _ => {}
    }
    let message = Message::parse(&entry.bytes);
    let subject = message
        .first("Subject")
        .map(|field| field.text().trim().to_ascii_lowercase());
    let is_button =
        subject.is_some_and(|subject| BUTTONS.iter().any(|button| subject.starts_with(button)));
    is_button || (carried.files == 0 && carried.text <= MAX_CARRYING_NOTE)
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
        let content = Content::Bytes(Cow::Owned(attached.bytes));
        if walk.member(member, content).is_err() {
            break;
        }
    }
    walk.summary
}
