//! The way through containers within containers, to each message.

use super::content::{Content, Peeked, ReadSeek};
use super::error::{ArchiveError, Halt};
use super::item::{Entry, Failure, Item, Summary};
use super::member::{Expect, Member, Nested};
use super::options::Options;
use super::tally::{Input, Tally};
use crate::fault;
use crate::input::{self, Whole};
use crate::limits::{MAX_CONTAINERS, MAX_SNIFF};
use crate::message::Message;
use crate::words::origin::{Container, Fact, Keeps, Origin};
use std::any::Any;
use std::borrow::Cow;
use std::io::Read;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;

/// Who takes what a walk comes upon.
pub(super) type Sink<'s> = dyn FnMut(Item<'_>) -> ControlFlow<()> + 's;

/// A format.
pub(super) struct Format {
    pub container: Container,
    /// Whether an input with this beginning may be one.
    pub sniff: fn(&[u8]) -> bool,
    pub read: Reader,
}

/// What is known of formats.
#[derive(Clone, Copy)]
pub(super) struct Formats {
    /// All of them. The first that recognizes an input reads it.
    pub all: &'static [Format],
    /// What is to be said of what none of them recognizes, if it may be one all the same.
    pub doubt: fn(&[u8]) -> Option<Fact>,
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
    formats: Formats,
    pub options: &'s Options,
    pub tally: Arc<Tally>,
    /// Whether it goes through what a message carries, within the limit of that message.
    is_within_carrier: bool,
    pub summary: Summary,
    sink: &'s mut Sink<'s>,
    /// The panic of whoever takes the messages: no fault of what is read.
    thrown: Option<Box<dyn Any + Send>>,
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
    pub fn new(formats: Formats, options: &'s Options, sink: &'s mut Sink<'s>) -> Self {
        Self {
            formats,
            options,
            tally: Arc::default(),
            is_within_carrier: false,
            summary: Summary::default(),
            sink,
            thrown: None,
            top: String::new(),
            at: Origin::default(),
            known_by: None,
            rebuilt: None,
            nested: Vec::new(),
        }
    }

    /// An input, or a file of a folder that is one, with its size noted or its bytes counted: what is unpacked of it counts from
    /// here on.
    pub fn counted<'a>(&mut self, content: Content<'a>) -> Result<Content<'a>, ArchiveError> {
        self.tally = Arc::default();
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

    /// Goes on from a message that was handed on before, within one limit for all that it carries. What was wrong with its own
    /// bytes, and what was said of it, is nothing of those that it carries.
    pub fn begin(&mut self, carrier: Origin, tally: Arc<Tally>) {
        self.tally = tally;
        self.is_within_carrier = true;
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
        for format in self.formats.all {
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
        let outer = self.at.facts.len();
        self.at.facts.extend((self.formats.doubt)(&bytes));
        let end = self.hand_on(bytes, whole);
        self.at.facts.truncate(outer);
        end
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
        let end = match self.guarded(work) {
            Err(Halt::Failed(error)) => self.tell(error),
            end => end,
        };
        self.at = outer;
        self.known_by = outer_known;
        self.rebuilt = outer_rebuilt;
        self.nested = outer_nested;
        end
    }

    /// Reads something; a fault that it brings out is an error in its place.
    fn guarded(&mut self, work: impl FnOnce(&mut Self) -> Result<(), Halt>) -> Result<(), Halt> {
        fault::caught(|| work(self)).unwrap_or_else(|said| Err(ArchiveError::Fault(said).into()))
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
            tally: self.is_within_carrier.then(|| Arc::clone(&self.tally)),
            origin,
        };
        self.give(Item::Message(entry))
    }

    fn give(&mut self, item: Item<'_>) -> Result<(), Halt> {
        let flow = catch_unwind(AssertUnwindSafe(|| (self.sink)(item)));
        if let Ok(ControlFlow::Continue(())) = flow {
            return Ok(());
        }
        self.thrown = flow.err();
        self.summary.stopped = true;
        Err(Halt::Stopped)
    }

    /// Reads the input, and gives what came of it. One of which nothing could be read is an error; damage behind messages is told
    /// in its place.
    pub fn run(
        mut self,
        work: impl FnOnce(&mut Self) -> Result<(), Halt>,
    ) -> Result<Summary, ArchiveError> {
        match self.guarded(work) {
            Err(Halt::Failed(error)) if self.summary == Summary::default() => return Err(error),
            Err(Halt::Failed(error)) => {
                // Whoever wants no more wants none of this, too.
                let _ = self.tell(error);
            }
            Ok(()) | Err(Halt::Stopped) => {}
        }
        if let Some(payload) = self.thrown {
            resume_unwind(payload);
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
                hidden,
                ignored,
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
