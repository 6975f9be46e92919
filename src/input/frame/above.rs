//! Text above a header: a person's note, the summary of a page.
//!
//! A message that has a field of mail before its first empty line is read as it is: only the summary of a page has such
//! fields and is none. So nothing is skipped that was readable without it.

use super::{code, columns, summary};
use crate::input::lines::{Line, bare, begins_header, is_blank, lines, mail_field};
use crate::input::names::is_told;
use crate::input::step::{Altered, Left};
use crate::limits::{MAX_JUNK_RUN, MAX_LINES_ABOVE};
use crate::message::{Damage, DamageKind, Lines};

/// The text from its header on.
pub fn below_a_note(raw: &[u8]) -> Option<Altered> {
    let (_, first) = lines(raw).find(|(_, line)| !is_blank(line))?;
    if mail_field(first).is_some_and(|name| !is_told(name)) {
        return None;
    }
    let head: Vec<(usize, &[u8])> = lines(raw).take(MAX_LINES_ABOVE).collect();
    let start = start(&head)?;
    let (offset, _) = *head.get(start)?;
    let last = head[..start]
        .iter()
        .rposition(|(_, line)| !is_blank(line))?;
    let damage = Damage {
        lines: Lines::between(1, last + 1),
        ..Damage::new(DamageKind::TextAbove, 0, 1)
    };
    Some(Altered {
        left: Left::Below(start),
        ..Altered::seen(vec![damage], Some(raw[offset..].to_vec()))
    })
}

/// The line that the header begins with, if there is text above it.
fn start(head: &[(usize, &[u8])]) -> Option<usize> {
    let line = |at: usize| head.get(at).map_or(&[][..], |(_, line)| *line);
    let summary = summary::end(head);
    let floor = summary.unwrap_or(0);
    let begins = (floor..head.len()).find(|&at| begins_at(head, at))?;
    // The header may begin with fields that are not known.
    let mut start = begins;
    while start > floor && belongs(line(start - 1)) {
        start -= 1;
    }
    let is_fenced = start > floor && code::opens(line(start - 1)).is_some();
    start -= usize::from(is_fenced);
    // A mailbox's `From ` line is the message's reader's too.
    if (0..start).all(|at| is_blank(line(at)) || line(at).starts_with(b"From ")) {
        return None;
    }
    let is_marked = bare(line(start)).len() < line(start).len();
    let is_apart = is_fenced || is_marked || is_blank(line(start - 1)) || start > MAX_JUNK_RUN;
    // Invalid lines within a header are the message's reader's.
    (summary.is_some() || is_apart).then_some(start)
}

/// Whether a line belongs to the header that begins below it.
fn belongs(line: &[u8]) -> bool {
    let is_folded = Line::of(line) == Line::Folded;
    !is_blank(line) && (is_folded || begins_header(line) || Line::of(bare(line)) == Line::Field)
}

/// Whether a header begins with this line: with a Received field, which nobody writes in a note, or with another that has a
/// further field below it.
fn begins_at(head: &[(usize, &[u8])], at: usize) -> bool {
    let line = code::glued(bare(head[at].1));
    let Some(name) = mail_field(line).or_else(|| columns::name(head[at].1)) else {
        return false;
    };
    if name.eq_ignore_ascii_case(b"Received") {
        let value = line.get(name.len() + 1..).unwrap_or_default();
        let value = value.trim_ascii_start();
        return value.is_empty()
            || [&b"from"[..], b"by", b"(", b"|"]
                .iter()
                .any(|begin| value.starts_with(begin));
    }
    let below = head[at + 1..].iter().find(|(_, line)| !is_blank(line));
    let has_more = |line: &[u8]| {
        Line::of(bare(line)) == Line::Field
            || Line::of(line) == Line::Folded
            || columns::name(line).is_some()
    };
    memchr::memmem::find(line, b" Received: ").is_some()
        || below.is_some_and(|(_, line)| has_more(line))
}
