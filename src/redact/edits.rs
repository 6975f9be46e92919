//! Edits of a text: in order, apart from each other.

use super::sought::Edit;
use std::cmp::Reverse;
use std::ops::Range;

/// Where what edits put in stands in the text with these edits applied.
pub(super) fn places(edits: &[Edit]) -> Vec<Range<usize>> {
    let (mut gone, mut come) = (0, 0);
    let mut out = Vec::with_capacity(edits.len());
    for edit in edits {
        let start = edit.range.start - gone + come;
        gone += edit.range.len();
        come += edit.with.len();
        out.push(start..start + edit.with.len());
    }
    out
}

/// A text with edits applied; they are in order and apart from each other.
pub(super) fn apply(text: &[u8], edits: &[Edit]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        out.extend_from_slice(&text[at..edit.range.start]);
        out.extend_from_slice(&edit.with);
        at = edit.range.end;
    }
    out.extend_from_slice(&text[at..]);
    out
}

/// Edits in order, and where some overlap, one that covers them.
pub(super) fn apart(mut edits: Vec<Edit>) -> Vec<Edit> {
    edits.sort_by_key(|edit| (edit.range.start, Reverse(edit.range.end)));
    let mut out: Vec<Edit> = Vec::with_capacity(edits.len());
    for edit in edits {
        match out.last_mut() {
            Some(last) if edit.range.start < last.range.end => {
                last.range.end = last.range.end.max(edit.range.end);
            }
            _ => out.push(edit),
        }
    }
    out
}
