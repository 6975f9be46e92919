//! The topmost Received field, which the receiver wrote.

use crate::input::lines::{Line, field_name, lines};

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

/// Whether a Received field goes as far as the time of day in its date.
pub(super) fn has_time(field: &[u8]) -> bool {
    let date = memchr::memrchr(b';', field).map_or(&[][..], |at| &field[at..]);
    memchr::memchr_iter(b':', date).any(|at| {
        let is_digit = |at: usize| date.get(at).is_some_and(u8::is_ascii_digit);
        is_digit(at - 1) && is_digit(at + 1)
    })
}
