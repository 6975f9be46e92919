//! One response: its text, and the literals in it.

use super::line::{self, PLACE};
use super::literal::{self, Kept, Literal, Search};
use crate::archive::buffer::Buffer;
use crate::limits::{MAX_IMAP_LITERALS, MAX_IMAP_TEXT, MAX_INPUT};
use std::io;

/// A response.
#[derive(Debug, Default)]
pub(super) struct Response {
    /// Its text from the list of items on.
    pub text: Vec<u8>,
    /// In the order of their places in the text.
    pub literals: Vec<Literal>,
    /// Where what follows it begins.
    pub end: usize,
    /// Where its literals would end if they were counted in another way that fits as well.
    pub doubt: usize,
}

/// Why it cannot be read.
#[derive(Debug)]
pub(super) struct Wrong {
    /// What is wrong with it.
    pub what: String,
    /// Where the next one is looked for: behind all that could be read. A literal that is whole is not searched.
    pub resume: usize,
    /// Where its literal may end, which fits nothing: what is found before that may be part of it.
    pub doubt: usize,
}

fn form(what: impl Into<String>, resume: usize) -> Result<Response, Wrong> {
    Err(Wrong {
        what: what.into(),
        resume,
        doubt: 0,
    })
}

/// Reads the response that begins at the buffer's place. The buffer stays there.
pub(super) fn read(
    buffer: &mut Buffer<'_>,
    search: &mut Search,
) -> io::Result<Result<Response, Wrong>> {
    let mut response = Response::default();
    let Some(fetch) = line::fetch(buffer.data()) else {
        return Ok(form("is none", 1));
    };
    let is_marked = fetch.mark > 0;
    let mut at = fetch.start;
    let mut depth = 0;
    loop {
        let Some(end) = line_end(buffer, at)? else {
            return Ok(form("has a line that is too long", buffer.data().len()));
        };
        let data = buffer.data();
        let whole = &data[at..end];
        let is_line = data[at - 1] == b'\n';
        let line = whole.strip_suffix(b"\n").unwrap_or(whole);
        let has_cr = line.ends_with(b"\r");
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let mark = if is_marked && is_line {
            line::server_mark(line)
        } else {
            0
        };
        let line = &line[mark..];
        let (length, is_quoted) = scan(line, &mut depth);
        let literal = line::literal(line).filter(|_| depth > 0 && !is_quoted);
        let Some((start, count)) = literal else {
            response.text.extend_from_slice(&line[..length]);
            // A dump may be cut off behind the last literal.
            let is_cut = line.is_empty() && buffer.is_all && end == data.len();
            let is_whole = is_cut && !response.literals.is_empty();
            if depth > 0 && !is_whole {
                return Ok(form("does not end", end));
            }
            response.end = end;
            return Ok(Ok(response));
        };
        response.text.extend_from_slice(&line[..start]);
        response.text.push(PLACE);
        if count > MAX_INPUT || end + count > MAX_INPUT + MAX_IMAP_TEXT {
            return Ok(Err(Wrong {
                what: format!("is longer than {} MiB", MAX_INPUT >> 20),
                resume: end,
                doubt: end.saturating_add(count),
            }));
        }
        if response.text.len() > MAX_IMAP_TEXT || response.literals.len() == MAX_IMAP_LITERALS {
            return Ok(form("is too long", end));
        }
        let kept = Kept { is_marked, has_cr };
        let literal = match literal::measure(buffer, end, count, kept, search)? {
            Ok(literal) => literal,
            Err(doubt) => {
                return Ok(Err(Wrong {
                    what: format!("states {count} bytes, and is not that long"),
                    resume: end,
                    doubt,
                }));
            }
        };
        at = literal.end();
        if literal.doubt > at {
            response.doubt = response.doubt.max(literal.doubt);
        }
        response.literals.push(literal);
    }
}

/// Follows the parentheses of a line, up to where they are closed, and says whether it ends within quotes.
fn scan(line: &[u8], depth: &mut usize) -> (usize, bool) {
    let (mut is_quoted, mut is_escaped) = (false, false);
    for (at, byte) in line.iter().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_quoted => is_escaped = true,
            b'"' => is_quoted = !is_quoted,
            _ if is_quoted => {}
            b'(' => *depth += 1,
            b')' => {
                *depth = depth.saturating_sub(1);
                if *depth == 0 {
                    return (at + 1, false);
                }
            }
            _ => {}
        }
    }
    (line.len(), is_quoted)
}

/// The end of a line of text behind its LF, or that of the dump; `None` where it is too long.
fn line_end(buffer: &mut Buffer<'_>, at: usize) -> io::Result<Option<usize>> {
    let mut from = at;
    loop {
        let data = buffer.data();
        if let Some(end) = memchr::memchr(b'\n', &data[from.min(data.len())..]) {
            let end = from + end + 1;
            return Ok((end - at <= MAX_IMAP_TEXT).then_some(end));
        }
        from = data.len();
        if from > at + MAX_IMAP_TEXT {
            return Ok(None);
        }
        if buffer.is_all {
            return Ok(Some(from));
        }
        buffer.reach(from + 1)?;
    }
}
