//! Lines of an input, and what each looks like.

use super::names::is_mail_field;
use crate::limits::MAX_LINE_DIGITS;

/// A space that does not break, as pages write indentation.
pub(super) const NBSP: &[u8] = b"\xC2\xA0";

/// A line of the header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// It begins a field.
    Field,
    /// It begins with white space.
    Folded,
    /// Neither: it has lost its white space, or is none of the header's.
    Loose,
}

impl Line {
    pub fn of(line: &[u8]) -> Self {
        match line {
            [b' ' | b'\t', ..] | [0xC2, 0xA0, ..] => Self::Folded,
            _ if field_name(line).is_some() => Self::Field,
            _ => Self::Loose,
        }
    }
}

/// The name of the field that a line begins; nothing for what only looks like one (`h=from:to`, `http://…`).
pub(super) fn field_name(line: &[u8]) -> Option<&[u8]> {
    // Most lines are folded ones or text, and their first byte tells.
    if !line.first()?.is_ascii_alphabetic() {
        return None;
    }
    let length = line.iter().position(|&byte| !may_be_in_name(byte))?;
    let behind = line[length..].trim_ascii_start();
    let is_name = length > 1 && line.len() - behind.len() <= MAX_NAME;
    let value = behind.strip_prefix(b":")?;
    (is_name && !value.starts_with(b"//")).then(|| &line[..length])
}

/// The name of a field that only mail has, if a line begins one.
pub(super) fn mail_field(line: &[u8]) -> Option<&[u8]> {
    field_name(line).filter(|name| is_mail_field(name))
}

/// Whether a header begins with a line: with a field, or a mailbox's `From ` line.
pub(super) fn begins_header(line: &[u8]) -> bool {
    Line::of(line) == Line::Field || line.starts_with(b"From ")
}

/// The same where only a field of mail will do.
pub(super) fn begins_mail(line: &[u8]) -> bool {
    mail_field(line).is_some() || line.starts_with(b"From ")
}

/// Whether text could be the name of a field.
pub(super) fn is_name(name: &[u8]) -> bool {
    let begins = name.first().is_some_and(u8::is_ascii_alphabetic);
    let is_length = name.len() > 1 && name.len() <= MAX_NAME;
    begins && is_length && name.iter().all(|&byte| may_be_in_name(byte))
}

fn may_be_in_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.')
}

/// The longest field name that a line is believed to begin with.
const MAX_NAME: usize = 77;

/// A text that is looked at for what copying did to its header.
#[derive(Clone, Copy, Debug)]
pub(super) struct Copied<'t> {
    pub raw: &'t [u8],
    /// The header, up to the empty line.
    pub header: &'t [u8],
    /// Whether the empty line that ends it is there.
    pub has_end: bool,
    /// Whether anything but white space follows it.
    pub has_body: bool,
}

impl<'t> Copied<'t> {
    pub fn new(raw: &'t [u8]) -> Self {
        let header = header(raw);
        let rest = &raw[header.len()..];
        Self {
            raw,
            header,
            has_end: !rest.is_empty(),
            has_body: !rest.trim_ascii().is_empty(),
        }
    }
}

/// The header, up to the empty line.
fn header(raw: &[u8]) -> &[u8] {
    let mut has_begun = false;
    for (at, line) in lines(raw) {
        // Nearly all lines are told by their first byte.
        if line[0].is_ascii_graphic() {
            has_begun = true;
            continue;
        }
        let is_empty = line[0].is_ascii_whitespace() && line.trim_ascii().is_empty();
        if has_begun && is_empty && !matches!(line.first(), Some(b' ' | b'\t')) {
            return &raw[..at];
        }
        has_begun |= !is_empty;
    }
    raw
}

/// Lines with their offsets, line ends included.
pub(super) fn lines(raw: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    lines_by(raw, line_end(raw))
}

/// The same where it is known what ends a line: for the parts of a text, which are not searched for it again.
pub(super) fn lines_by(raw: &[u8], end: u8) -> impl Iterator<Item = (usize, &[u8])> {
    let mut start = 0;
    let ends = memchr::memchr_iter(end, raw).map(|at| at + 1);
    // What follows the last line end is a line if there is anything.
    ends.chain((raw.last() != Some(&end)).then_some(raw.len()))
        .filter_map(move |end| {
            let line = (start, raw.get(start..end)?);
            start = end;
            (!line.1.is_empty()).then_some(line)
        })
}

/// The first lines that are not blank, up to the next blank one.
pub(super) fn first_block(raw: &[u8], end: u8) -> impl Iterator<Item = &[u8]> {
    lines_by(raw, end)
        .map(|(_, line)| line)
        .skip_while(|line| is_blank(line))
        .take_while(|line| !is_blank(line))
}

/// Copies the text, leaving out as many bytes at the beginning of each line as `cut` says.
pub(super) fn without(raw: &[u8], mut cut: impl FnMut(&[u8]) -> usize) -> Vec<u8> {
    let mut out = Vec::with_capacity(raw.len());
    for (_, line) in lines(raw) {
        out.extend_from_slice(&line[cut(line)..]);
    }
    out
}

/// What ends a line: LF, or CR where there is no LF.
pub(super) fn line_end(raw: &[u8]) -> u8 {
    if memchr::memchr(b'\n', raw).is_some() {
        b'\n'
    } else {
        b'\r'
    }
}

/// How many bytes of white space a line begins with, spaces that do not break among it.
pub(super) fn white(line: &[u8]) -> usize {
    let mut at = 0;
    loop {
        match &line[at..] {
            [b' ' | b'\t', ..] => at += 1,
            rest if rest.starts_with(NBSP) => at += NBSP.len(),
            _ => return at,
        }
    }
}

/// Whether a line shows nothing.
pub(super) fn is_blank(line: &[u8]) -> bool {
    // Nearly all lines are told by their first byte.
    !line.first().is_some_and(u8::is_ascii_graphic) && line[white(line)..].trim_ascii().is_empty()
}

/// A line without what a paste puts before it: marks of quoting, indentation, its number.
pub(super) fn bare(line: &[u8]) -> &[u8] {
    let line = without_marks(line);
    let digits = line.iter().take_while(|byte| byte.is_ascii_digit()).count();
    if digits == 0 || digits > MAX_LINE_DIGITS {
        return line;
    }
    let rest = &line[digits..];
    let signs = rest
        .iter()
        .take_while(|byte| matches!(byte, b'.' | b':' | b')' | b'|' | b' ' | b'\t'))
        .count();
    if signs == 0 { line } else { &rest[signs..] }
}

/// A line without marks of quoting and indentation.
pub(super) fn without_marks(line: &[u8]) -> &[u8] {
    let mut rest = line;
    loop {
        let next = match rest {
            [b'>' | b'|', next @ ..] => next,
            _ => &rest[white(rest)..],
        };
        if next.len() == rest.len() {
            return rest;
        }
        rest = next;
    }
}
