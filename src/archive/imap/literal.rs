//! Where a literal ends: after as many bytes as the server said, however the dump was kept.
//!
//! Only the count tells it. What a message says may look like the next response, and whoever sent it may have meant it to.

use super::{items, line};
use crate::archive::buffer::Buffer;
use crate::limits::MAX_IMAP_SEARCH;
use std::borrow::Cow;
use std::io;
use std::ops::Range;

/// What a line may have beside what the server sent: a mark, and its end.
const BEHIND: usize = 16;

/// How many bytes behind a literal are looked at.
const REST: usize = 512;

/// A literal of a response, by its place from the beginning of the response.
#[derive(Debug)]
pub(super) struct Literal {
    range: Range<usize>,
    /// What the server sent, where the dump has it otherwise.
    restored: Option<Vec<u8>>,
    /// Where it would end by another reading that fits as well; its own end where there is none.
    pub doubt: usize,
}

impl Literal {
    /// Where what follows it begins.
    pub fn end(&self) -> usize {
        self.range.end
    }

    /// What the server sent.
    pub fn bytes<'d>(&self, data: &'d [u8]) -> Cow<'d, [u8]> {
        match &self.restored {
            Some(bytes) => Cow::Owned(bytes.clone()),
            None => Cow::Borrowed(&data[self.range.clone()]),
        }
    }

    /// Where it is in the dump, if it is there as it was sent.
    pub fn place(&self, offset: u64) -> Option<(u64, u64)> {
        let is_there = self.restored.is_none();
        is_there.then(|| (offset + self.range.start as u64, self.range.len() as u64))
    }
}

/// How a dump is kept.
#[derive(Clone, Copy, Debug)]
pub(super) struct Kept {
    /// Whether its lines are marked by speaker.
    pub is_marked: bool,
    /// Whether the line before the literal ends with CRLF.
    pub has_cr: bool,
}

/// What may still be searched without success: a literal whose count fits nothing is searched again for the next response.
#[derive(Debug)]
pub(super) struct Search {
    left: u64,
}

impl Default for Search {
    fn default() -> Self {
        Self {
            left: MAX_IMAP_SEARCH,
        }
    }
}

/// The literal of so many bytes that begins here. Where the count fits nothing, an error: how far it may have gone.
pub(super) fn measure(
    buffer: &mut Buffer<'_>,
    start: usize,
    count: usize,
    kept: Kept,
    search: &mut Search,
) -> io::Result<Result<Literal, usize>> {
    buffer.reach(start + BEHIND)?;
    let starts_marked = line::server_mark(buffer.data().get(start..).unwrap_or_default()) > 0;
    let mut readings = Readings {
        start,
        count,
        is_marked: kept.is_marked,
        stops: search.left == 0,
        first: None,
        farthest: start,
    };
    if kept.is_marked && starts_marked {
        readings.by_lines(buffer, true)?;
    }
    if !kept.has_cr {
        readings.by_lines(buffer, false)?;
    }
    readings.as_it_is(buffer)?;
    if kept.has_cr && readings.first.is_none() {
        readings.by_lines(buffer, false)?;
    }
    let Readings {
        first, farthest, ..
    } = readings;
    Ok(first.ok_or_else(|| {
        let read = farthest.min(buffer.data().len()) - start;
        search.left = search.left.saturating_sub(read as u64);
        farthest
    }))
}

/// Where a literal may end, by one reading after the other. The first that fits is taken.
struct Readings {
    start: usize,
    count: usize,
    /// Whether the response has marks.
    is_marked: bool,
    /// Whether a line that begins a response ends the search: too much has been searched without success.
    stops: bool,
    first: Option<Literal>,
    /// Behind all that was looked at, and all that the count may cover.
    farthest: usize,
}

impl Readings {
    /// As many bytes of the dump.
    fn as_it_is(&mut self, buffer: &mut Buffer<'_>) -> io::Result<()> {
        let end = self.start + self.count;
        self.farthest = self.farthest.max(end);
        buffer.reach(end + REST)?;
        self.take(buffer, end, None);
        Ok(())
    }

    /// Lines that may have lost their CR or have a mark.
    fn by_lines(&mut self, buffer: &mut Buffer<'_>, has_marks: bool) -> io::Result<()> {
        let (mut at, mut sent) = (self.start, Vec::new());
        loop {
            let left = self.count - sent.len();
            let Some(end) = line_end(buffer, at, at + left + BEHIND)? else {
                return Ok(());
            };
            let whole = &buffer.data()[at..end];
            let (line, has_end) = match whole.strip_suffix(b"\n") {
                Some(line) => (line, true),
                None => (whole, false),
            };
            let mark = if has_marks {
                line::server_mark(line)
            } else {
                0
            };
            if has_marks && mark == 0 || self.stops && line::fetch(line).is_some() {
                return Ok(());
            }
            let text = &line[mark..];
            if left <= text.len() {
                sent.extend_from_slice(&text[..left]);
                at += mark + left;
                break self.take_lines(buffer, at, sent);
            }
            sent.extend_from_slice(text.strip_suffix(b"\r").unwrap_or(text));
            sent.extend_from_slice(b"\r\n");
            at = end;
            self.farthest = self.farthest.max(at);
            match sent.len().cmp(&self.count) {
                std::cmp::Ordering::Less if has_end => {}
                std::cmp::Ordering::Equal if has_end => break self.take_lines(buffer, at, sent),
                _ => return Ok(()),
            }
        }
    }

    fn take_lines(&mut self, buffer: &mut Buffer<'_>, end: usize, sent: Vec<u8>) -> io::Result<()> {
        buffer.reach(end + REST)?;
        let is_as_sent = buffer.data()[self.start..end] == sent;
        self.take(buffer, end, (!is_as_sent).then_some(sent));
        Ok(())
    }

    /// Takes an end, if the response goes on there.
    fn take(&mut self, buffer: &Buffer<'_>, end: usize, restored: Option<Vec<u8>>) {
        let Some(rest) = behind(buffer, end, self.is_marked) else {
            return;
        };
        if let Some(first) = &mut self.first {
            if may_end(rest) {
                first.doubt = first.doubt.max(end);
            }
        } else if follows(rest, buffer.is_all) {
            self.first = Some(Literal {
                range: self.start..end,
                restored,
                doubt: end,
            });
        }
    }
}

/// What stands at a place, without a mark.
fn behind<'b>(buffer: &'b Buffer<'_>, at: usize, is_marked: bool) -> Option<&'b [u8]> {
    let data = buffer.data();
    let rest = data.get(at..)?;
    let is_line = at > 0 && data[at - 1] == b'\n';
    let mark = if is_marked && is_line {
        line::server_mark(rest)
    } else {
        0
    };
    Some(&rest[mark..])
}

/// Whether a response goes on here, or ends.
fn follows(rest: &[u8], is_all: bool) -> bool {
    match rest {
        // A dump may be cut off behind the last literal.
        [] => is_all,
        [b')'] => true,
        [b')', next, ..] => matches!(next, b'\r' | b'\n' | b')' | b' '),
        [b' ', next, ..] => next.is_ascii_alphanumeric() || b"\"({~)".contains(next),
        _ => false,
    }
}

/// Whether a response would go on here with a whole line that a server writes. In a text, too, words follow spaces.
fn may_end(rest: &[u8]) -> bool {
    let line = rest
        .split(|&byte| byte == b'\n')
        .next()
        .unwrap_or_default()
        .trim_ascii_end();
    let is_whole = line.ends_with(b")") || line.ends_with(b"}");
    let is_said = match line.strip_prefix(b" ") {
        Some(item) => items::begins(item),
        None => follows(rest, false),
    };
    is_whole && is_said
}

/// The end of a line behind its LF, or that of the dump; `None` beyond so many bytes.
fn line_end(buffer: &mut Buffer<'_>, at: usize, most: usize) -> io::Result<Option<usize>> {
    let mut from = at;
    loop {
        let data = buffer.data();
        if let Some(end) = memchr::memchr(b'\n', &data[from.min(data.len())..]) {
            return Ok(Some(from + end + 1));
        }
        from = data.len();
        if buffer.is_all || from > most {
            return Ok((from > at).then_some(from));
        }
        buffer.reach(from + 1)?;
    }
}
