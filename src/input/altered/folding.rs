//! Folding that was lost, and lines that were broken anew.

use super::{Altered, Line, field_name, header, lines};
use crate::message::DamageKind;

/// The topmost Received field with the loose lines behind it.
pub(super) fn top_received(header: &[u8]) -> Option<&[u8]> {
    let mut start = None;
    for (at, line) in lines(header) {
        match (Line::of(line), start) {
            (Line::Field, Some(start)) => return header.get(start..at),
            (Line::Field, None) if is_received(line) => start = Some(at),
            _ => {}
        }
    }
    header.get(start?..)
}

fn is_received(line: &[u8]) -> bool {
    field_name(line).is_some_and(|name| name.eq_ignore_ascii_case(b"Received"))
}

/// Lines that have lost the white space before them, or were broken where they were long. The receiver's own field is
/// among them.
pub(super) fn rejoined(raw: &[u8]) -> Option<Altered> {
    let (header, _) = header(raw);
    let top = top_received(header)?;
    let (end, _) = lines(top).find(|(_, line)| Line::of(line) == Line::Loose)?;
    // Behind a field that is whole, the sender's own lines begin.
    if has_time(&top[..end]) {
        return None;
    }
    let (mut offset, mut loose, mut folded) = (None, 0, 0);
    for (at, line) in lines(header) {
        match Line::of(line) {
            Line::Loose => {
                loose += 1;
                offset.get_or_insert(at);
            }
            Line::Folded => folded += 1,
            Line::Field => {}
        }
    }
    if loose < MIN_LOOSE {
        return None;
    }
    let mut out = Vec::with_capacity(raw.len() + loose);
    let mut inside = false;
    for (_, line) in lines(header) {
        match Line::of(line) {
            // A mailbox's `From ` line and the like stand before the first field.
            Line::Loose if inside => out.push(b' '),
            Line::Field => inside = true,
            _ => {}
        }
        out.extend_from_slice(line);
    }
    out.extend_from_slice(&raw[header.len()..]);
    let kind = if folded == 0 {
        DamageKind::LostFolding
    } else {
        DamageKind::Rewrapped
    };
    Some(Altered {
        kind,
        offset: offset?,
        count: loose,
        text: Some(out),
    })
}

/// Whether a Received field goes as far as the time of day in its date.
fn has_time(field: &[u8]) -> bool {
    let date = memchr::memrchr(b';', field).map_or(&[][..], |at| &field[at..]);
    memchr::memchr_iter(b':', date).any(|at| {
        let is_digit = |at: usize| date.get(at).is_some_and(u8::is_ascii_digit);
        is_digit(at - 1) && is_digit(at + 1)
    })
}

/// One loose line may be an accident of the sender's.
const MIN_LOOSE: usize = 2;
