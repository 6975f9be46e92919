//! `Content-Length` (mboxcl and mboxcl2): how long a message is, in its own header.
//!
//! A sender can write the field as well, so that it would hide the messages behind his own. It is believed over lines that
//! look like separators only where the mailbox itself writes it: where each message before has a right one, so has the one
//! behind, and what would be hidden has none. That a message holds such lines is said in any case.

use super::{empty_line_before, end, separates};
use crate::archive::buffer::Buffer;
use crate::archive::split::{Cut, Search};
use crate::limits::{MAX_CONTENT_LENGTH, MAX_SEPARATOR, MAX_SNIFF};
use std::io;

/// What the mailbox has shown so far.
#[derive(Debug, Default)]
pub(super) struct Lengths {
    /// Whether a message had no length, or a wrong one.
    failed: bool,
    /// Whether one had a right one.
    held: bool,
}

impl Lengths {
    /// Where the message at the buffer's place ends by its length, if that can be believed.
    pub fn cut(&mut self, buffer: &mut Buffer<'_>) -> io::Result<Option<Cut>> {
        if self.failed {
            return Ok(None);
        }
        buffer.reach(MAX_SNIFF)?;
        let cut = match stated(buffer.data()) {
            Some(length) if length <= MAX_CONTENT_LENGTH => at(buffer, length)?,
            _ => None,
        };
        let Some(cut) = cut else {
            self.failed = true;
            return Ok(None);
        };
        let hidden = match end(buffer.data(), 0, buffer.is_all) {
            Search::Found(plain) if plain.next < cut.next => Some(plain.next),
            _ => None,
        };
        buffer.reach(cut.next + MAX_SNIFF)?;
        let data = buffer.data();
        let is_last = buffer.is_all && cut.next == data.len();
        if let Some(hidden) = hidden
            && (stated(&data[hidden..]).is_some()
                || if is_last {
                    !self.held
                } else {
                    stated(&data[cut.next..]).is_none()
                })
        {
            self.failed = true;
            return Ok(None);
        }
        self.held = true;
        Ok(Some(cut))
    }
}

/// How far a message reaches by its own header.
fn stated(data: &[u8]) -> Option<usize> {
    let head = &data[..data.len().min(MAX_SNIFF)];
    let mut start = 0;
    let mut length = None;
    for end in memchr::memchr_iter(b'\n', head) {
        let line = head[start..end].trim_ascii_end();
        if line.is_empty() {
            return length.and_then(|length: usize| length.checked_add(end + 1));
        }
        let value = line
            .get(..NAME.len())
            .filter(|name| name.eq_ignore_ascii_case(NAME))
            .map(|_| line[NAME.len()..].trim_ascii());
        if let Some(value) = value.filter(|value| value.iter().all(u8::is_ascii_digit)) {
            length = std::str::from_utf8(value).ok()?.parse().ok();
        }
        start = end + 1;
    }
    None
}

const NAME: &[u8] = b"Content-Length:";

/// The cut after so many bytes, if a separator or the end of the mailbox is there.
fn at(buffer: &mut Buffer<'_>, length: usize) -> io::Result<Option<Cut>> {
    buffer.reach(length + 2 * MAX_SEPARATOR)?;
    let data = buffer.data();
    let Some(rest) = data.get(length..) else {
        return Ok(None);
    };
    let blank = if rest.starts_with(b"\r\n") {
        2
    } else {
        usize::from(rest.starts_with(b"\n"))
    };
    // A length that counts the empty line, too.
    let counted = length
        .checked_sub(1)
        .filter(|&last| data[last] == b'\n')
        .and_then(|last| empty_line_before(data, last));
    let next = length + blank;
    let ends = next == data.len() && buffer.is_all;
    let end = if blank == 0 {
        counted.unwrap_or(length)
    } else {
        length
    };
    if ends || separates(&data[next..], buffer.is_all) == Some(true) {
        return Ok(Some(Cut { end, next }));
    }
    Ok(None)
}
