//! The line before each message of a mailbox.
//!
//! RFC 4155 appendix A: `From `, the sender's address, a date as of asctime. Programs write more: a zone before or behind the
//! year, no seconds, `remote from`, a hyphen for the sender (Thunderbird), spaces in it (archives that hide addresses).

use crate::limits::{MAX_SEPARATOR, MAX_SEPARATOR_WORDS};

/// How many words a date takes, its zone included.
const DATE_WORDS: usize = 7;

const DAYS: &[&[u8]] = &[b"Mon", b"Tue", b"Wed", b"Thu", b"Fri", b"Sat", b"Sun"];

const MONTHS: &[&[u8]] = &[
    b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec",
];

/// Whether a line, without its end, has the form of a separator. What only begins with `From ` has no date.
pub(super) fn is_separator(line: &[u8]) -> bool {
    let Some(rest) = line
        .strip_prefix(b"From ")
        .filter(|_| line.len() <= MAX_SEPARATOR)
    else {
        return false;
    };
    let words: Vec<&[u8]> = rest
        .split(|byte| matches!(byte, b' ' | b'\t'))
        .filter(|word| !word.is_empty())
        .take(MAX_SEPARATOR_WORDS)
        .collect();
    // A sender stands before the date.
    (1..words.len()).any(|at| {
        let is_day = is_one_of(words[at].strip_suffix(b",").unwrap_or(words[at]), DAYS);
        is_day && is_date(&words[at + 1..words.len().min(at + DATE_WORDS)])
    })
}

/// A month, a day, a time of day and a year, in any order.
fn is_date(words: &[&[u8]]) -> bool {
    let has = |is: fn(&[u8]) -> bool| words.iter().any(|word| is(word));
    has(|word| is_one_of(word, MONTHS)) && has(is_day_of_month) && has(is_time) && has(is_year)
}

fn is_one_of(word: &[u8], known: &[&[u8]]) -> bool {
    known.iter().any(|one| word.eq_ignore_ascii_case(one))
}

fn is_number(word: &[u8]) -> bool {
    !word.is_empty() && word.iter().all(u8::is_ascii_digit)
}

fn is_day_of_month(word: &[u8]) -> bool {
    word.len() <= 2 && is_number(word)
}

fn is_year(word: &[u8]) -> bool {
    word.len() == 4 && is_number(word)
}

/// `10:00` or `10:00:05`.
fn is_time(word: &[u8]) -> bool {
    let mut parts = 0;
    word.split(|byte| *byte == b':').all(|part| {
        parts += 1;
        is_day_of_month(part)
    }) && matches!(parts, 2 | 3)
}

/// Whether the line behind a separator begins a message: with a field, or with a line that a mailbox has quoted.
pub(super) fn begins_message(line: &[u8]) -> bool {
    let name = line
        .iter()
        .position(|byte| !matches!(byte, 33..=57 | 59..=126))
        .unwrap_or(line.len());
    line.starts_with(b">From ")
        || (name > 0
            && matches!(line[name..].first(), Some(b':' | b' ' | b'\t'))
            && line[name..].trim_ascii_start().starts_with(b":"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_mailboxes_write_separates() {
        for line in [
            "From ann@example.org Tue Mar  5 10:00:05 2024",
            "From ann@example.org Tue Mar  5 10:00 2024",
            "From - Fri Jan  1 00:00:00 2021",
            "From 1457861861978585811@xxx Tue Jan 21 05:30:14 2014",
            "From 1654953015393719153@xxx Mon Jan 06 04:49:45 +0000 2020",
            "From MAILER-DAEMON Fri Jul  8 12:08:34 2011",
            "From user at example.com  Tue Mar  5 10:00:05 2024",
            "From ann@example.org Tue Mar  5 10:00:05 2024 +0100",
            "From ann@example.org Tue Mar  5 10:00:05 MET 2024 remote from relay",
            "From ann@example.org  Tue, 5 Mar 2024 10:00:05 +0000",
            "From \"a b\"@example.org Tue Mar  5 10:00:05 2024",
        ] {
            assert!(is_separator(line.as_bytes()), "{line}");
        }
    }

    #[test]
    fn what_people_write_does_not() {
        for line in [
            "From the start, Tue was bad",
            "From Mon to Fri at 10:00 we are open",
            "From ann@example.org",
            "From Tue Mar  5 10:00:05 2024",
            "From: Ann <ann@example.org>",
            ">From ann@example.org Tue Mar  5 10:00:05 2024",
            "From ann@example.org Tue Mar  5 2024",
            "From ",
        ] {
            assert!(!is_separator(line.as_bytes()), "{line}");
        }
        let long = format!("From {} Tue Mar  5 10:00:05 2024", "x".repeat(2000));
        assert!(!is_separator(long.as_bytes()));
    }

    #[test]
    fn a_message_begins_with_a_field() {
        for (line, is) in [
            ("Return-Path: <a@example.org>", true),
            ("Received: x", true),
            ("X :y", true),
            (">From ann@example.org Tue Mar  5 10:00:05 2024", true),
            ("", false),
            ("the text goes on: here", false),
            (" folded: x", false),
        ] {
            assert_eq!(begins_message(line.as_bytes()), is, "{line}");
        }
    }
}
