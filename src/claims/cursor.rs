//! The lexer of structured fields as RFC 8601 uses them: CFWS, comments, quoted strings, tokens.
//!
//! It walks the raw bytes of the value, folding included, so that offsets stay true. Every byte is looked at a bounded
//! number of times, and nesting is counted, not recursed into.

use super::Oddity;
use super::oddity::note;
use crate::codec::charset;
use std::borrow::Cow;
use std::ops::Range;

pub(super) struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
    /// What stands within the comments passed since they were last taken.
    comments: Vec<Range<usize>>,
    /// What was noticed since it was last taken.
    oddities: Vec<Oddity>,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            at: 0,
            comments: Vec::new(),
            oddities: Vec::new(),
        }
    }

    pub(super) fn at(&self) -> usize {
        self.at
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    pub(super) fn at_clause_end(&self) -> bool {
        matches!(self.peek(), None | Some(b';'))
    }

    /// Steps over `byte` if it is next.
    pub(super) fn eat(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    /// Goes back to where [`Self::at`] was before; comments passed since then are forgotten.
    pub(super) fn rewind(&mut self, at: usize) {
        self.at = at;
        while self.comments.last().is_some_and(|last| last.start > at) {
            self.comments.pop();
        }
    }

    pub(super) fn note(&mut self, oddity: Oddity) {
        note(&mut self.oddities, oddity);
    }

    pub(super) fn take_oddities(&mut self) -> Vec<Oddity> {
        std::mem::take(&mut self.oddities)
    }

    /// The comments passed since this was last asked, unfolded and without quoting, joined.
    pub(super) fn take_comments(&mut self) -> Option<String> {
        let mut text: Option<String> = None;
        for range in self.comments.drain(..) {
            let comment = unquote(&self.bytes[range]);
            let text = text.get_or_insert_default();
            if !text.is_empty() {
                text.push_str("; ");
            }
            text.push_str(comment.trim());
        }
        text
    }

    /// Passes over white space, line ends and comments.
    pub(super) fn skip_cfws(&mut self) {
        while let Some(byte) = self.peek() {
            match byte {
                b' ' | b'\t' | b'\r' | b'\n' => self.at += 1,
                b'(' => self.comment(),
                b')' => {
                    self.note(Oddity::UnbalancedParenthesis);
                    self.at += 1;
                }
                _ => return,
            }
        }
    }

    /// Passes over a comment. One that never ends takes the rest of the field with it: what a lenient reader would
    /// find in there was hidden from a strict one, so it is not read.
    fn comment(&mut self) {
        let start = self.at + 1;
        let mut depth = 0usize;
        let mut at = self.at;
        while let Some(&byte) = self.bytes.get(at) {
            match byte {
                b'\\' => at += 1,
                b'(' => {
                    depth += 1;
                    if depth == 2 {
                        self.note(Oddity::NestedComment);
                    }
                }
                b')' => {
                    depth -= 1;
                    if depth == 0 {
                        self.comments.push(start..at);
                        self.at = at + 1;
                        return;
                    }
                }
                _ => {}
            }
            at += 1;
        }
        self.note(Oddity::UnterminatedComment);
        self.at = self.bytes.len();
    }

    /// The bytes up to the next for which `part` does not hold.
    pub(super) fn run(&mut self, part: fn(u8) -> bool) -> &'a [u8] {
        let start = self.at;
        let rest = &self.bytes[start..];
        self.at += rest
            .iter()
            .position(|&byte| !part(byte))
            .unwrap_or(rest.len());
        &self.bytes[start..self.at]
    }

    /// Steps over a quoted string; gives what stands within. `None`, and the end of the field, if it never ends.
    pub(super) fn quoted(&mut self) -> Option<&'a [u8]> {
        let start = self.at + 1;
        let mut at = start;
        while let Some(&byte) = self.bytes.get(at) {
            match byte {
                b'\\' => at += 1,
                b'"' => {
                    self.at = at + 1;
                    return Some(&self.bytes[start..at]);
                }
                _ => {}
            }
            at += 1;
        }
        self.note(Oddity::UnterminatedQuote);
        self.at = self.bytes.len();
        None
    }

    /// Steps over a run of value characters in which quoted parts may stand (`"a;b"@example.com`). `None` if a quote in
    /// it never ends.
    pub(super) fn word(&mut self) -> Option<&'a [u8]> {
        let start = self.at;
        loop {
            self.run(is_value);
            match self.peek() {
                Some(b'"') => {
                    self.quoted()?;
                }
                _ => return Some(&self.bytes[start..self.at]),
            }
        }
    }

    /// Goes to the next `;` that is in no comment and no quoted string, or to the end.
    pub(super) fn skip_clause(&mut self) {
        loop {
            self.skip_cfws();
            match self.peek() {
                None | Some(b';') => return,
                Some(_) => {
                    if self.word().is_none() {
                        return;
                    }
                }
            }
        }
    }

    /// What stands between an offset and the cursor.
    pub(super) fn since(&self, start: usize) -> &'a [u8] {
        &self.bytes[start..self.at]
    }

    /// What is still to come.
    pub(super) fn rest(&self) -> &'a [u8] {
        &self.bytes[self.at..]
    }
}

/// A character of a key: letters, digits, `-` and `_` (RFC 8601 section 2.2, Keyword, and the field), and `.`.
pub(super) fn is_key(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.')
}

/// A character of an unquoted value: far more than RFC 2045's token, since the field writes `=`, `/`, `@`, `<>` there.
fn is_value(byte: u8) -> bool {
    !matches!(
        byte,
        b' ' | b'\t' | b'\r' | b'\n' | b';' | b'(' | b')' | b'"'
    )
}

/// Text as it is meant: line ends removed (unfolding) and quoted pairs undone.
pub(super) fn unquote(bytes: &[u8]) -> String {
    if !bytes
        .iter()
        .any(|byte| matches!(byte, b'\\' | b'\r' | b'\n'))
    {
        return charset::utf8(Cow::Borrowed(bytes)).into_owned();
    }
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes.iter();
    while let Some(&byte) = rest.next() {
        match byte {
            b'\r' | b'\n' => {}
            b'\\' => out.extend(rest.next()),
            other => out.push(other),
        }
    }
    charset::utf8(Cow::Owned(out)).into_owned()
}

/// Bytes as text in lower case.
pub(super) fn lower(bytes: &[u8]) -> String {
    let mut text = charset::utf8(Cow::Borrowed(bytes)).into_owned();
    text.make_ascii_lowercase();
    text
}
