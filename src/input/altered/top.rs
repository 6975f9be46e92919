//! The topmost Received field, which the receiver wrote.

use crate::input::lines::{Line, lines};
use crate::input::received::{Date, is_received};

/// The topmost Received field, as far as the receiver wrote it: up to its date, which every receiver writes (RFC 5321 section
/// 4.4), and at most to the next field. What follows the date is the sender's, folded or not; but for the time zone, if that
/// was broken off.
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

/// The topmost Received field, with all that may belong to it: as far as the next field.
///
/// A client may write a date before the receiver's own. Where everything of a kind must show a sign, more of it asks for more.
fn wide_top(header: &[u8]) -> Option<&[u8]> {
    let mut below = lines(header).skip_while(|(_, line)| !is_received(line));
    let (start, _) = below.next()?;
    let end = below.find(|(_, line)| Line::of(line) == Line::Field);
    header.get(start..end.map_or(header.len(), |(at, _)| at))
}

/// What stands behind each `by` in or below the topmost Received field; nothing where there is none.
///
/// A client's name stands before the receiver's, and may be `by`: the word behind `from`, with which the field begins, is
/// passed over. One of more words may have a `by` in it as well, and a parenthesis. So each `by` counts, wherever it stands, and
/// what each must show is the receiver's to show, too.
pub(super) fn behind_by(header: &[u8]) -> Vec<&[u8]> {
    let Some(field) = wide_top(header) else {
        return Vec::new();
    };
    let value = memchr::memchr(b':', field).map_or(field, |colon| &field[colon + 1..]);
    let words = value
        .split(u8::is_ascii_whitespace)
        .scan(0, |at, word| {
            *at += word.len() + 1;
            Some((word, *at))
        })
        .filter(|(word, _)| !word.is_empty());
    let (mut found, mut is_client) = (Vec::new(), false);
    for (nth, (word, end)) in words.enumerate() {
        if !is_client && word.eq_ignore_ascii_case(b"by") {
            found.extend(value.get(end..));
        }
        is_client = nth == 0 && word.eq_ignore_ascii_case(b"from");
    }
    found
}
