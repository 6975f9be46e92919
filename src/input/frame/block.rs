//! The block of lines that a paste begins with.

use crate::input::lines::{BOM, line_end};
use memchr::memchr;

/// Whether a line behind its quoting and indentation begins with a field name and a colon.
pub(super) fn looks_like_field(line: &[u8]) -> bool {
    let start = line
        .iter()
        .position(|byte| !matches!(byte, b'>' | b'|' | b' ' | b'\t' | 0xC2 | 0xA0))
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

/// The first lines that are not blank, up to the next blank one; a byte order mark is passed over.
pub(super) fn first_block(raw: &[u8]) -> impl Iterator<Item = &[u8]> {
    let end = line_end(raw);
    let is_blank = |line: &&[u8]| line.trim_ascii().is_empty();
    raw.strip_prefix(BOM)
        .unwrap_or(raw)
        .split(move |&byte| byte == end)
        .skip_while(is_blank)
        .take_while(move |line| !is_blank(line))
}

/// Copies the text, leaving out as many bytes at the beginning of each line as `cut` says.
pub(super) fn without(raw: &[u8], mut cut: impl FnMut(&[u8]) -> usize) -> Vec<u8> {
    let end = line_end(raw);
    let mut out = Vec::with_capacity(raw.len());
    let text = raw.strip_prefix(BOM).unwrap_or(raw);
    out.extend_from_slice(&raw[..raw.len() - text.len()]);
    for line in text.split_inclusive(|&byte| byte == end) {
        out.extend_from_slice(&line[cut(line)..]);
    }
    out
}
