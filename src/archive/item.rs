//! What a walk comes upon.

use super::error::ArchiveError;
use super::member::Nested;
use super::tally::Tally;
use crate::input::Whole;
use crate::words::origin::{Origin, Step};
use std::borrow::Cow;
use std::sync::Arc;

/// A message, and where it came from.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    /// Its bytes.
    pub bytes: Cow<'a, [u8]>,
    /// What it is known by, where the bytes are only its beginning.
    pub whole: Option<Whole>,
    /// What it is known by, where the bytes were made of something else.
    pub known_by: Option<Whole>,
    /// What is known of the body where the bytes have none: a MIME message, for links and attachments only.
    pub rebuilt: Option<Vec<u8>>,
    /// The messages that it carries, where its container has them apart from its bytes.
    pub(super) nested: Vec<Nested>,
    /// What has been unpacked of the message that carries it, if one does.
    pub(super) tally: Option<Arc<Tally>>,
    /// The containers that it was in; `None` for an input that is a message itself.
    pub origin: Option<Origin>,
}

impl Entry<'_> {
    /// Hands on everything that a report could be made of, piece by piece.
    pub(crate) fn pieces(&self, take: &mut dyn FnMut(&[u8])) {
        take(&self.bytes);
        for whole in [&self.whole, &self.known_by].into_iter().flatten() {
            take(whole.sha256.as_bytes());
        }
        take(self.rebuilt.as_deref().unwrap_or_default());
        for nested in &self.nested {
            take(&nested.bytes);
        }
        // What a container says of it beside its bytes; a container that is not there says nothing.
        let origin = serde_json::to_vec(&self.origin).unwrap_or_default();
        take(&origin);
    }

    /// The same with bytes of its own.
    pub fn into_owned(self) -> Entry<'static> {
        Entry {
            bytes: Cow::Owned(self.bytes.into_owned()),
            whole: self.whole,
            known_by: self.known_by,
            rebuilt: self.rebuilt,
            nested: self.nested,
            tally: self.tally,
            origin: self.origin,
        }
    }
}

/// Something that could not be read.
#[derive(Debug)]
pub struct Failure {
    /// The containers around it, outermost first.
    pub steps: Vec<Step>,
    /// Why.
    pub error: ArchiveError,
}

/// What a walk comes upon.
#[allow(
    clippy::large_enum_variant,
    reason = "nearly all of them are messages, and none is kept"
)]
#[derive(Debug)]
pub enum Item<'a> {
    /// A message.
    Message(Entry<'a>),
    /// A member that cannot be read; the walk goes on.
    Failed(Failure),
}

/// What a walk came upon.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Messages that were handed on.
    pub messages: u64,
    /// Members that could not be read.
    pub failed: u64,
    /// Members that are no messages.
    pub passed_over: u64,
    /// Files and folders that are hidden.
    pub hidden: u64,
    /// Files and folders that a file named `.ignore` or `.rgignore` names.
    pub ignored: u64,
    /// Whether whoever takes the messages wanted no more.
    pub stopped: bool,
}

impl Summary {
    /// Takes in what another walk came upon.
    pub(crate) fn add(&mut self, other: Self) {
        self.messages += other.messages;
        self.failed += other.failed;
        self.passed_over += other.passed_over;
        self.hidden += other.hidden;
        self.ignored += other.ignored;
        self.stopped |= other.stopped;
    }
}
