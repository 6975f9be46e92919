//! The topmost Received field, which the receiver wrote.

use crate::input::lines::{Line, lines};
use crate::input::received::{Date, is_received};

/// The topmost Received field, as far as the receiver wrote it: up to its date, and at most to the next field. What follows
/// the date is the sender's, folded or not; but for the time zone, if that was broken off. Every receiver
/// writes a date (RFC 5321 section 4.4).
pub(super) fn top_received(header: &[u8]) -> Option<&[u8]> {
    let mut below = lines(header).skip_while(|(_, line)| !is_received(line));
    let (start, first) = below.next()?;
    let mut date = Date::default();
    date.read(first);
    let (mut last, mut end) = (first, header.len());
    for (at, line) in below {
        let is_more = !date.has_time() || (ends_with_time(last) && is_zone(line));
        if !is_more || Line::of(line) == Line::Field {
            end = at;
            break;
        }
        date.read(line);
        last = line;
    }
    header.get(start..end)
}

/// Whether a line ends with the time of day.
fn ends_with_time(line: &[u8]) -> bool {
    line.trim_ascii_end()
        .rsplit(u8::is_ascii_whitespace)
        .next()
        .is_some_and(|word| word.contains(&b':') && word.last().is_some_and(u8::is_ascii_digit))
}

/// Whether a line has a time zone in it and no more, but for its name in parentheses.
fn is_zone(line: &[u8]) -> bool {
    let mut words = line
        .split(u8::is_ascii_whitespace)
        .filter(|word| !word.is_empty());
    let is_offset = matches!(words.next(), Some([b'+' | b'-', digits @ ..]) if digits.len() == 4 && digits.iter().all(u8::is_ascii_digit));
    let is_name = |word: &[u8]| {
        let name = word
            .strip_prefix(b"(")
            .and_then(|word| word.strip_suffix(b")"));
        name.is_some_and(|name| name.iter().all(u8::is_ascii_alphabetic))
    };
    is_offset && words.next().is_none_or(is_name) && words.next().is_none()
}

/// What stands behind each `by` of a Received field that is in no comment; nothing if a comment has no end.
///
/// A client says its name before it, and could say `by`: that is passed over as the word behind `from`. Of what it says in
/// more words, or to hide the receiver's `by` in a comment, nothing is made: each must show what is looked for.
pub(super) fn behind_by(field: &[u8]) -> Vec<&[u8]> {
    let mut found = Vec::new();
    let mut depth = 0_usize;
    let (mut is_client, mut at) = (false, 0);
    for word in field.split(u8::is_ascii_whitespace) {
        let behind = (at + word.len() + 1).min(field.len());
        at += word.len() + 1;
        if word.is_empty() {
            continue;
        }
        let is = |known: &[u8]| depth == 0 && word.eq_ignore_ascii_case(known);
        if std::mem::take(&mut is_client) {
            // The client's name.
        } else if is(b"from") {
            is_client = true;
        } else if is(b"by") {
            found.push(&field[behind..]);
        }
        for byte in word {
            match byte {
                b'(' => depth += 1,
                b')' => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
    }
    if depth > 0 {
        found.clear();
    }
    found
}
