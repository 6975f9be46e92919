//! Undoing what mail programs, tickets and chats do to a pasted header block.

use memchr::memchr;

/// How many levels of quoting are removed; each costs a pass over the input.
const MAX_QUOTE_LEVELS: usize = 16;

/// UTF-16 with a byte order mark as UTF-8, without the mark; `None` for anything else.
pub(super) fn from_utf16(raw: &[u8]) -> Option<Vec<u8>> {
    let (decode, rest): (fn([u8; 2]) -> u16, _) = match raw {
        [0xff, 0xfe, rest @ ..] => (u16::from_le_bytes, rest),
        [0xfe, 0xff, rest @ ..] => (u16::from_be_bytes, rest),
        _ => return None,
    };
    let units = rest.chunks_exact(2).map(|pair| decode([pair[0], pair[1]]));
    let text: String = char::decode_utf16(units)
        .map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect();
    Some(text.into_bytes())
}

/// The text without its `>` quoting, if its first lines are all quoted and the first begins a field.
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
    let mut looked_at = lines(raw)
        .filter(|line| !line.trim_ascii().is_empty())
        .take(sniff_lines)
        .peekable();
    let first = looked_at.peek()?;
    if !first.starts_with(b">") || !looks_like_field(first) {
        return None;
    }
    if !looked_at.all(|line| line.starts_with(b">")) {
        return None;
    }
    Some(without(raw, |line| match line {
        [b'>', b' ', ..] => 2,
        [b'>', ..] => 1,
        _ => 0,
    }))
}

/// The text without the indentation of its first line, if that is indented and begins a field.
pub(super) fn outdented(raw: &[u8]) -> Option<Vec<u8>> {
    let first = lines(raw).find(|line| !line.trim_ascii().is_empty())?;
    let indent = first
        .iter()
        .take_while(|byte| matches!(byte, b' ' | b'\t'))
        .count();
    if indent == 0 || !looks_like_field(first) {
        return None;
    }
    let indent = first[..indent].to_vec();
    Some(without(raw, |line| {
        if line.starts_with(&indent) {
            indent.len()
        } else {
            0
        }
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
    memchr(b':', line).is_some_and(|colon| {
        colon > 1
            && line[..colon]
                .iter()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    })
}

fn lines(raw: &[u8]) -> impl Iterator<Item = &[u8]> {
    raw.split(|byte| matches!(byte, b'\n' | b'\r'))
}

/// Copies the text, leaving out as many bytes at the beginning of each line as `cut` says.
fn without(raw: &[u8], cut: impl Fn(&[u8]) -> usize) -> Vec<u8> {
    let mut out = Vec::with_capacity(raw.len());
    for line in raw.split_inclusive(|&byte| byte == b'\n') {
        out.extend_from_slice(&line[cut(line)..]);
    }
    out
}
