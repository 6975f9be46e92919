//! Undoing what mail programs, tickets and chats do to a pasted header block.

use crate::limits::MAX_QUOTE_LEVELS;
use memchr::memchr;

/// The byte order mark of UTF-8, which editors put before a paste. It is kept: the message's reader notes it.
const BOM: &[u8] = b"\xEF\xBB\xBF";

/// The text without its `>` quoting, if its first block of lines is all quoted and begins with a field. What a person
/// wrote below the quotation stays as it is.
pub(super) fn unquoted(raw: &[u8], sniff_lines: usize) -> Option<Vec<u8>> {
    let mut out = strip_quote(raw, sniff_lines)?;
    // A reply to a forward of a paste: each level adds a mark.
    for _ in 1..MAX_QUOTE_LEVELS {
        match strip_quote(&out, sniff_lines) {
            Some(again) => out = again,
            None => break,
        }
    }
    Some(out)
}

fn strip_quote(raw: &[u8], sniff_lines: usize) -> Option<Vec<u8>> {
    let mut block = first_block(raw).take(sniff_lines).peekable();
    let first = block.peek()?;
    if !first.starts_with(b">") || !looks_like_field(first) {
        return None;
    }
    if !block.all(|line| line.starts_with(b">")) {
        return None;
    }
    Some(without(raw, |line| match line {
        [b'>', b' ', ..] => 2,
        [b'>', ..] => 1,
        _ => 0,
    }))
}

/// The text without the indentation of its first line, if that is indented and begins a field. Where the lines below are
/// not indented so, as when the selection began within a line, only the first line loses it: theirs is folding.
pub(super) fn outdented(raw: &[u8], sniff_lines: usize) -> Option<Vec<u8>> {
    let mut block = first_block(raw).take(sniff_lines);
    let first = block.next()?;
    let indent = first.len() - first.trim_ascii_start().len();
    if indent == 0 || !looks_like_field(first) {
        return None;
    }
    let indent = &first[..indent];
    let (mut all, mut a_field) = (true, false);
    for line in block {
        match line.strip_prefix(indent) {
            Some(rest) => a_field |= !rest.starts_with(b" ") && looks_like_field(rest),
            None => all = false,
        }
    }
    let mut lines_left = if all || a_field { usize::MAX } else { 1 };
    Some(without(raw, |line| {
        if lines_left == 0 || !line.starts_with(indent) {
            return 0;
        }
        lines_left -= 1;
        indent.len()
    }))
}

/// Whether a line behind its quoting and indentation begins with a field name and a colon.
fn looks_like_field(line: &[u8]) -> bool {
    let start = line
        .iter()
        .position(|byte| !matches!(byte, b'>' | b' ' | b'\t'))
        .unwrap_or(line.len());
    let line = &line[start..];
    if line.starts_with(b"From ") {
        return true;
    }
    // A time of day in a folded line is no field: a name begins with a letter.
    line.first().is_some_and(u8::is_ascii_alphabetic)
        && memchr(b':', line).is_some_and(|colon| {
            colon > 1
                && line[..colon]
                    .iter()
                    .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
        })
}

/// What ends a line: LF, or CR where there is no LF.
fn line_end(raw: &[u8]) -> u8 {
    if memchr(b'\n', raw).is_some() {
        b'\n'
    } else {
        b'\r'
    }
}

/// The first lines that are not blank, up to the next blank one; a byte order mark is passed over.
fn first_block(raw: &[u8]) -> impl Iterator<Item = &[u8]> {
    let end = line_end(raw);
    let is_blank = |line: &&[u8]| line.trim_ascii().is_empty();
    raw.strip_prefix(BOM)
        .unwrap_or(raw)
        .split(move |&byte| byte == end)
        .skip_while(is_blank)
        .take_while(move |line| !is_blank(line))
}

/// Copies the text, leaving out as many bytes at the beginning of each line as `cut` says.
fn without(raw: &[u8], mut cut: impl FnMut(&[u8]) -> usize) -> Vec<u8> {
    let end = line_end(raw);
    let mut out = Vec::with_capacity(raw.len());
    let text = raw.strip_prefix(BOM).unwrap_or(raw);
    out.extend_from_slice(&raw[..raw.len() - text.len()]);
    for line in text.split_inclusive(|&byte| byte == end) {
        out.extend_from_slice(&line[cut(line)..]);
    }
    out
}
