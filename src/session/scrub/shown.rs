//! Texts with encoded words (RFC 2047), which are read otherwise than they stand.

use memchr::memmem;
use std::ops::Range;

/// Where lines stand that hold encoded words, each with those that are folded behind it, in order.
pub(super) fn fields(text: &[u8]) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    let ends = memchr::memchr_iter(b'\n', text).map(|at| at + 1);
    for end in ends.chain([text.len()]) {
        if matches!(text.get(end), Some(b' ' | b'\t')) {
            continue;
        }
        if words(&text[start..end]).is_some() {
            out.push(start..end);
        }
        start = end;
    }
    out
}

/// Overwrites the encoded words of a field, and what stands between them; its lines stay.
pub(super) fn hide(field: &mut [u8]) {
    if let Some(words) = words(field) {
        for byte in &mut field[words] {
            if !byte.is_ascii_whitespace() {
                *byte = b'*';
            }
        }
    }
}

/// From the beginning of the first word to the end of the last one.
fn words(field: &[u8]) -> Option<Range<usize>> {
    let start = memmem::find(field, b"=?")?;
    let end = memmem::rfind(field, b"?=")? + 2;
    (start < end).then_some(start..end)
}
