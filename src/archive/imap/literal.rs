//! Where a literal ends: after as many bytes as the server said, however the dump was kept.

use super::line;
use crate::archive::buffer::Buffer;
use std::borrow::Cow;
use std::io;
use std::ops::Range;

/// How many bytes behind a literal are looked at.
const BEHIND: usize = 16;

/// A literal of a response, by its place from the beginning of the response.
#[derive(Debug)]
pub(super) struct Literal {
    range: Range<usize>,
    /// What the server sent, where the dump has it otherwise.
    restored: Option<Vec<u8>>,
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

/// The literal of so many bytes that begins here; `None` where the count fits nothing.
pub(super) fn measure(
    buffer: &mut Buffer<'_>,
    start: usize,
    count: usize,
    kept: Kept,
) -> io::Result<Option<Literal>> {
    if kept.is_marked && line::server_mark(buffer.data().get(start..).unwrap_or_default()) > 0 {
        let marked = by_lines(buffer, start, count, true)?;
        if marked.is_some() {
            return Ok(marked);
        }
    }
    if !kept.has_cr {
        let by_lines = by_lines(buffer, start, count, false)?;
        if by_lines.is_some() {
            return Ok(by_lines);
        }
    }
    let end = start + count;
    buffer.reach(end + BEHIND)?;
    if follows(buffer, end, kept.is_marked) {
        return Ok(Some(Literal {
            range: start..end,
            restored: None,
        }));
    }
    if kept.has_cr {
        return by_lines(buffer, start, count, false);
    }
    Ok(None)
}

/// Whether a response goes on here, or ends.
fn follows(buffer: &Buffer<'_>, at: usize, is_marked: bool) -> bool {
    let data = buffer.data();
    let Some(rest) = data.get(at..) else {
        return false;
    };
    let is_line = at > 0 && data[at - 1] == b'\n';
    let rest = if is_marked && is_line {
        &rest[line::server_mark(rest)..]
    } else {
        rest
    };
    match rest {
        // A dump may be cut off behind the last literal.
        [] => buffer.is_all,
        [b')'] => true,
        [b')', next, ..] => matches!(next, b'\r' | b'\n' | b')' | b' '),
        [b' ', next, ..] => next.is_ascii_alphanumeric() || b"\"({~)".contains(next),
        _ => false,
    }
}

/// The literal in lines that may have lost their CR or have a mark. A line that begins a response ends the search: what
/// comes behind it is searched once, by who looks for the next response.
fn by_lines(
    buffer: &mut Buffer<'_>,
    start: usize,
    count: usize,
    is_marked: bool,
) -> io::Result<Option<Literal>> {
    let (mut at, mut sent) = (start, Vec::new());
    loop {
        let Some(end) = line_end(buffer, at, start + count + BEHIND)? else {
            return Ok(None);
        };
        let whole = &buffer.data()[at..end];
        let (line, has_end) = match whole.strip_suffix(b"\n") {
            Some(line) => (line, true),
            None => (whole, false),
        };
        let mark = if is_marked {
            line::server_mark(line)
        } else {
            0
        };
        let is_wrong = is_marked && mark == 0 || line::fetch(line).is_some();
        let text = &line[mark..];
        let left = count - sent.len();
        if left <= text.len() && (left > 0 || at == start) && !is_wrong {
            sent.extend_from_slice(&text[..left]);
            return Ok(found(buffer, start, at + mark + left, sent, is_marked));
        }
        if is_wrong || !has_end {
            return Ok(None);
        }
        sent.extend_from_slice(text.strip_suffix(b"\r").unwrap_or(text));
        sent.extend_from_slice(b"\r\n");
        at = end;
        match sent.len().cmp(&count) {
            std::cmp::Ordering::Less => {}
            std::cmp::Ordering::Equal => {
                buffer.reach(at + BEHIND)?;
                return Ok(found(buffer, start, at, sent, is_marked));
            }
            std::cmp::Ordering::Greater => return Ok(None),
        }
    }
}

fn found(
    buffer: &Buffer<'_>,
    start: usize,
    end: usize,
    sent: Vec<u8>,
    is_marked: bool,
) -> Option<Literal> {
    follows(buffer, end, is_marked).then(|| {
        let is_as_sent = buffer.data()[start..end] == sent;
        Literal {
            range: start..end,
            restored: (!is_as_sent).then_some(sent),
        }
    })
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
