//! A block of code, as tickets and chats mark what is to be shown as it is.

use crate::input::lines::{begins_mail, is_blank, lines};
use crate::input::step::{Altered, Left};
use crate::limits::MAX_BLOCK_OPENING;
use crate::message::{Damage, DamageKind, Lines};
use memchr::memmem;

/// How a block begins and ends.
const MARKS: &[(&[u8], &[u8])] = &[
    (b"```", b"```"),
    (b"~~~", b"~~~"),
    (b"{noformat", b"{noformat}"),
    (b"{code", b"{code}"),
    (b"[code]", b"[/code]"),
    (b"<pre>", b"</pre>"),
    (b"<code>", b"</code>"),
];

/// The marks of the block that a line opens, and what of the line is in the block.
pub(super) fn opens(line: &[u8]) -> Option<(&'static [u8], &[u8])> {
    let line = line.trim_ascii();
    let (open, close) = MARKS.iter().find(|(open, _)| line.starts_with(open))?;
    let rest = &line[open.len()..];
    // `{code:title=x}` ends with its brace.
    let rest = match (open[0], memchr::memchr(b'}', rest)) {
        (b'{', Some(at)) => &rest[at + 1..],
        _ => rest,
    };
    if begins_mail(rest) {
        return Some((close, rest));
    }
    (line.len() <= MAX_BLOCK_OPENING).then_some((close, &[]))
}

/// A line without the mark that opens a block right before its field.
pub(super) fn glued(line: &[u8]) -> &[u8] {
    match opens(line) {
        Some((_, rest)) if !rest.is_empty() => rest,
        _ => line,
    }
}

/// What is in the block that the text begins with. Behind it, a person goes on; that a body has such a mark changes
/// nothing: the last one counts.
pub fn out_of_a_block(raw: &[u8]) -> Option<Altered> {
    let (number, (at, line)) = lines(raw)
        .enumerate()
        .find(|(_, (_, line))| !is_blank(line))?;
    let (close, rest) = opens(line)?;
    let start = if rest.is_empty() {
        at + line.len()
    } else {
        at + memmem::find(line, rest)?
    };
    let text = &raw[start..];
    let end = closing(text, close);
    let within = &text[..end.unwrap_or(text.len())];
    let above = number + usize::from(rest.is_empty());
    let mut passed = Lines::default();
    if above > 0 {
        passed.add_all(1, above);
    }
    if let Some(end) = end {
        // The mark may stand at the end of a line of the message, which is not passed over.
        let first = above + lines(within).count() + 1;
        let last = above + lines(text).count();
        if first <= last && end < text.len() {
            passed.add_all(first, last);
        }
    }
    let damage = Damage {
        lines: passed,
        ..Damage::new(DamageKind::CodeBlock, at, 1)
    };
    Some(Altered {
        left: Left::Below(above),
        ..Altered::seen(vec![damage], Some(within.to_vec()))
    })
}

/// Where the last mark that closes the block stands: on a line of its own, or at the end of the text.
fn closing(text: &[u8], close: &[u8]) -> Option<usize> {
    let trimmed = text.trim_ascii_end();
    if trimmed.ends_with(close) {
        return Some(trimmed.len() - close.len());
    }
    memmem::rfind_iter(text, close).find(|&at| {
        // A line has one mark at its beginning, so that what is behind each is read once.
        ends_line(&text[..at]) && is_blank_line(&text[at + close.len()..])
    })
}

/// Whether a text shows nothing up to the end of its first line.
fn is_blank_line(text: &[u8]) -> bool {
    let line = text.split(|byte| matches!(byte, b'\r' | b'\n')).next();
    line.is_some_and(|rest| rest.trim_ascii().is_empty())
}

fn ends_line(text: &[u8]) -> bool {
    matches!(text.last(), None | Some(b'\r' | b'\n'))
}
