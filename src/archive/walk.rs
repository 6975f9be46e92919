//! The way through containers within containers, to each message.

use super::content::{Content, Peeked, ReadSeek};
use super::error::{ArchiveError, Halt};
use super::member::{Expect, Member, Nested};
use super::options::Options;
use super::tally::{Input, Tally};
use crate::input::{self, Whole};
use crate::limits::{MAX_CONTAINERS, MAX_SNIFF};
use crate::message::Message;
use crate::words::origin::{Container, Keeps, Origin, Step};
use std::borrow::Cow;
use std::io::Read;
use std::ops::ControlFlow;
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
    /// What the input has been unpacked to so far.
    pub(super) tally: Arc<Tally>,
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

/// Who takes what a walk comes upon.
pub(super) type Sink<'s> = dyn FnMut(Item<'_>) -> ControlFlow<()> + 's;

/// A format.
pub(super) struct Format {
    pub container: Container,
    /// Whether an input with this beginning may be one.
    pub sniff: fn(&[u8]) -> bool,
    pub read: Reader,
}

/// How a format is read.
pub(super) enum Reader {
    /// From its beginning to its end.
    Stream(fn(&mut Walk<'_>, &mut dyn Read) -> Result<(), Halt>),
    /// From any place.
    Seek(fn(&mut Walk<'_>, &mut dyn ReadSeek) -> Result<(), Halt>),
    /// From all of its bytes; `false` where it turns out to be none.
    Whole(fn(&mut Walk<'_>, &[u8]) -> Result<bool, Halt>),
}

/// The way, and where on it we are.
pub(super) struct Walk<'s> {
    formats: &'static [Format],
    pub options: &'s Options,
    pub tally: Arc<Tally>,
    pub summary: Summary,
    sink: &'s mut Sink<'s>,
    /// What the input is called, where that is known.
    pub top: String,
    /// What is known on the way down.
    at: Origin,
    /// What the innermost member is known by, if not by its bytes.
    known_by: Option<Whole>,
    rebuilt: Option<Vec<u8>>,
    nested: Vec<Nested>,
}

impl<'s> Walk<'s> {
    pub fn new(formats: &'static [Format], options: &'s Options, sink: &'s mut Sink<'s>) -> Self {
        Self {
            formats,
            options,
            tally: Arc::default(),
            summary: Summary::default(),
            sink,
            top: String::new(),
            at: Origin::default(),
            known_by: None,
            rebuilt: None,
            nested: Vec::new(),
        }
    }

    /// The input, with its size noted or its bytes counted.
    pub fn counted<'a>(&self, content: Content<'a>) -> Result<Content<'a>, ArchiveError> {
        match &content {
            Content::File(file) => {
                let known = file.metadata().map_err(ArchiveError::Io)?;
                if known.is_file() {
                    self.tally.note_size(known.len());
                    return Ok(content);
                }
            }
            Content::Bytes(bytes) => {
                self.tally.note_size(bytes.len() as u64);
                return Ok(content);
            }
            Content::Stream(_) => {}
        }
        let tally = Arc::clone(&self.tally);
        Ok(Content::Stream(match content {
            // A pipe with a name.
            Content::File(reader) => Box::new(Input { reader, tally }),
            Content::Stream(reader) => Box::new(Input { reader, tally }),
            Content::Bytes(bytes) => Box::new(Input {
                reader: std::io::Cursor::new(bytes),
                tally,
            }),
        }))
    }

    /// Goes on from a message that was handed on before, within one limit for all that an input unpacks to. What was wrong with
    /// its own bytes, and what was said of it, is nothing of those that it carries.
    pub fn begin(&mut self, carrier: Origin, tally: Arc<Tally>) {
        self.tally = tally;
        self.at = Origin {
            keeps: Keeps::All,
            reason: None,
            inside: Vec::new(),
            facts: Vec::new(),
            ..carrier
        };
    }

    /// What the input, or the member at hand, is called.
    pub fn name(&self) -> &str {
        self.at.steps.last().map_or(&self.top, |step| &step.member)
    }

    /// Opens what may be a container; what is none is a message.
    pub fn open(&mut self, content: Content<'_>, expect: Expect) -> Result<(), Halt> {
        let mut content = content.peek()?;
        for format in self.formats {
            if !(format.sniff)(content.head()) {
                continue;
            }
            match format.read {
                Reader::Stream(read) => return read(self, &mut *content.into_reader()),
                Reader::Seek(read) => {
                    return read(self, &mut *content.into_seekable(format.container)?);
                }
                Reader::Whole(read) => {
                    let (bytes, whole) = content.into_bytes()?;
                    if whole.is_some() {
                        return Err(ArchiveError::TooLarge(format.container).into());
                    }
                    if read(self, &bytes)? {
                        return Ok(());
                    }
                    content = Content::Bytes(bytes).peek()?;
                }
            }
        }
        self.leaf(content, expect)
    }

    /// What is no container.
    fn leaf(&mut self, content: Peeked<'_>, expect: Expect) -> Result<(), Halt> {
        let is_inside = !self.at.steps.is_empty();
        if is_inside && expect != Expect::Surely && !is_message(content.head()) {
            if expect == Expect::Message {
                // If it is damaged, that says more.
                content.into_bytes()?;
                return Err(ArchiveError::NoMessage.into());
            }
            self.summary.passed_over += 1;
            return Ok(());
        }
        let (bytes, whole) = content.into_bytes()?;
        self.hand_on(bytes, whole)
    }

    /// Opens a member of a container. What is wrong with it does not end the walk.
    pub fn member(&mut self, member: Member, content: Content<'_>) -> Result<(), Halt> {
        let expect = member.expect;
        self.within(member, |walk| {
            if walk.at.steps.len() > MAX_CONTAINERS {
                return Err(ArchiveError::TooDeep.into());
            }
            walk.open(content, expect)
        })
    }

    /// Hands on a member that is a message, whatever it looks like.
    pub fn message(
        &mut self,
        member: Member,
        bytes: Cow<'_, [u8]>,
        whole: Option<Whole>,
    ) -> Result<(), Halt> {
        self.within(member, |walk| walk.hand_on(bytes, whole))
    }

    /// Notes a member that cannot be read.
    pub fn failed(&mut self, member: Member, error: ArchiveError) -> Result<(), Halt> {
        self.within(member, |_| Err(error.into()))
    }

    fn within(
        &mut self,
        member: Member,
        work: impl FnOnce(&mut Self) -> Result<(), Halt>,
    ) -> Result<(), Halt> {
        let outer = self.at.clone();
        self.at.steps.push(member.step);
        (self.at.offset, self.at.length) = member.place.unzip();
        self.at.facts.extend(member.facts);
        self.at.wrappers.extend(member.wrapper);
        if member.keeps != Keeps::All {
            self.at.keeps = self.at.keeps.max(member.keeps);
            self.at.reason = member.reason;
        }
        let outer_known = std::mem::replace(&mut self.known_by, member.known_by);
        let outer_rebuilt = std::mem::replace(&mut self.rebuilt, member.rebuilt);
        let outer_nested = std::mem::replace(&mut self.nested, member.nested);
        let end = work(self);
        let end = match end {
            Err(Halt::Failed(error)) => self.tell(error),
            end => end,
        };
        self.at = outer;
        self.known_by = outer_known;
        self.rebuilt = outer_rebuilt;
        self.nested = outer_nested;
        end
    }

    /// Tells of what could not be read here.
    fn tell(&mut self, error: ArchiveError) -> Result<(), Halt> {
        self.summary.failed += 1;
        let failure = Failure {
            steps: self.at.steps.clone(),
            error,
        };
        self.give(Item::Failed(failure))
    }

    fn hand_on(&mut self, bytes: Cow<'_, [u8]>, whole: Option<Whole>) -> Result<(), Halt> {
        self.summary.messages += 1;
        let origin = (self.at != Origin::default()).then(|| self.at.clone());
        let entry = Entry {
            bytes,
            whole,
            known_by: self.known_by.take(),
            rebuilt: self.rebuilt.take(),
            nested: std::mem::take(&mut self.nested),
            tally: Arc::clone(&self.tally),
            origin,
        };
        self.give(Item::Message(entry))
    }

    fn give(&mut self, item: Item<'_>) -> Result<(), Halt> {
        match (self.sink)(item) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => {
                self.summary.stopped = true;
                Err(Halt::Stopped)
            }
        }
    }

    /// What came of it. An input of which nothing could be read is an error; damage behind messages is told in its place.
    pub fn finish(mut self, end: Result<(), Halt>) -> Result<Summary, ArchiveError> {
        match end {
            Err(Halt::Failed(error)) if self.summary == Summary::default() => return Err(error),
            Err(Halt::Failed(error)) => {
                // Whoever wants no more wants none of this, too.
                let _ = self.tell(error);
            }
            Ok(()) | Err(Halt::Stopped) => {}
        }
        let Summary {
            messages,
            failed,
            passed_over,
            hidden,
            ignored,
            stopped,
        } = self.summary;
        if messages + failed == 0 && !stopped {
            return Err(ArchiveError::Empty {
                looked_at: passed_over,
                skipped: hidden + ignored,
            });
        }
        Ok(self.summary)
    }
}

/// Whether something of unknown kind is a message, by its beginning.
pub(super) fn is_message(head: &[u8]) -> bool {
    let head = &head[..head.len().min(MAX_SNIFF)];
    // Nearly all messages begin so, and mending leaves them one.
    if input::begins_with_mail(head) {
        return true;
    }
    input::mend(head).is_ok_and(|raw| input::require_mail(&Message::parse(&raw.bytes)).is_ok())
}
