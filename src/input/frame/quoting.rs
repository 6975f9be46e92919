//! What mail programs, tickets and chats put before each line of a pasted header block.

use crate::input::lines::{begins_header, first_block, line_end, white, without, without_marks};
use crate::input::step::Altered;
use crate::limits::MAX_QUOTE_LEVELS;
use crate::message::DamageKind;

/// How far into the input quoting and indentation are looked for.
const SNIFF_LINES: usize = 24;

/// The text without its `>` quoting, if its first block of lines is all quoted and begins with a field. What a person
/// wrote below the quotation stays as it is.
pub fn unquoted(raw: &[u8]) -> Option<Altered> {
    let mut out = stripped(raw, b'>')?;
    // A reply to a forward of a paste: each level adds a mark.
    for _ in 1..MAX_QUOTE_LEVELS {
        match stripped(&out, b'>') {
            Some(again) => out = again,
            None => break,
        }
    }
    Some(Altered::new(DamageKind::QuotedPaste, 0, 1, Some(out)))
}

/// The same for lines that begin with bars, as tickets show what they quote.
pub fn unbarred(raw: &[u8]) -> Option<Altered> {
    let out = stripped(raw, b'|')?;
    Some(Altered::new(DamageKind::LinePrefix, 0, 1, Some(out)))
}

/// Whether a field begins behind the quoting and indentation of a line.
fn has_field(line: &[u8]) -> bool {
    begins_header(without_marks(line))
}

fn stripped(raw: &[u8], mark: u8) -> Option<Vec<u8>> {
    let mut block = first_block(raw, line_end(raw)).take(SNIFF_LINES).peekable();
    let first = block.peek()?;
    if first.first() != Some(&mark) || !has_field(first) {
        return None;
    }
    if !block.all(|line| line.first() == Some(&mark)) {
        return None;
    }
    Some(without(raw, |line| match line {
        [begin, b' ', ..] if *begin == mark => 2,
        [begin, ..] if *begin == mark => 1,
        _ => 0,
    }))
}

/// The text without the indentation of its first line, if that is indented and begins a field. Where the lines below are
/// not indented so, as when the selection began within a line, only the first line loses it: theirs is folding.
pub fn outdented(raw: &[u8]) -> Option<Altered> {
    let mut block = first_block(raw, line_end(raw)).take(SNIFF_LINES);
    let first = block.next()?;
    let indent = white(first);
    if indent == 0 || !has_field(first) {
        return None;
    }
    let indent = &first[..indent];
    let (mut all, mut a_field) = (true, false);
    for line in block {
        match line.strip_prefix(indent) {
            Some(rest) => a_field |= !rest.starts_with(b" ") && has_field(rest),
            None => all = false,
        }
    }
    let mut lines_left = if all || a_field { usize::MAX } else { 1 };
    let out = without(raw, |line| {
        if lines_left == 0 || !line.starts_with(indent) {
            return 0;
        }
        lines_left -= 1;
        indent.len()
    });
    Some(Altered::new(DamageKind::IndentedPaste, 0, 1, Some(out)))
}
