//! Reply codes of SMTP and enhanced status codes.

use super::{Entry, Kind};
use crate::session::{ENHANCED, REPLIES, remedy};

/// The classes, the first number of an enhanced code.
const CLASSES: &[(&str, &str)] = &[
    ("2", "success"),
    ("4", "a temporary failure: the client will retry"),
    ("5", "a permanent failure"),
];

/// The subjects, the second number.
const SUBJECTS: &[(&str, &str)] = &[
    ("0", "no further detail"),
    ("1", "the address"),
    ("2", "the mailbox"),
    ("3", "the mail system"),
    ("4", "network and routing"),
    ("5", "the protocol"),
    ("6", "the content"),
    ("7", "security or policy"),
];

/// The classes of replies, the first digit (RFC 5321 section 4.2.1).
const REPLY_CLASSES: &[(&str, &str)] = &[
    ("2xx", "success: the command was carried out"),
    (
        "3xx",
        "the server expects more: the message after DATA, or the next step of a login",
    ),
    (
        "4xx",
        "a temporary failure: the client keeps the message and retries later",
    ),
    (
        "5xx",
        "a permanent failure: the client gives up and bounces the message",
    ),
];

pub(super) fn entries() -> impl Iterator<Item = Entry> {
    let classes = REPLY_CLASSES.iter().map(|(class, meaning)| {
        Entry::new(Kind::Reply, *class, *meaning).see("RFC 5321 section 4.2.1")
    });
    let replies = REPLIES.iter().map(|(code, meaning, reference)| {
        let entry = Entry::new(Kind::Reply, *code, *meaning)
            .section("Class", class_of_reply(code))
            .see(reference);
        match remedy(code.parse().unwrap_or_default(), None) {
            Some(remedy) => entry.section("What to do", remedy),
            None => entry,
        }
    });
    let enhanced = ENHANCED.iter().map(|(code, meaning, reference)| {
        let detail = code.trim_start_matches('X');
        let mut entry = Entry::new(Kind::Reply, *code, *meaning)
            .section(
                "Class",
                "X is 2 (success), 4 (temporary failure) or 5 (permanent failure)",
            )
            .see(reference);
        for class in ["2", "4", "5"] {
            entry = entry.or(format!("{class}{detail}"));
        }
        match remedy(550, Some(&format!("5{detail}"))).filter(|_| !detail.ends_with(".0")) {
            Some(remedy) => entry.section("What to do", remedy),
            None => entry,
        }
    });
    classes.chain(replies).chain(enhanced)
}

fn class_of_reply(code: &str) -> &'static str {
    match code.as_bytes().first() {
        Some(b'2') => "success",
        Some(b'3') => "the server expects more",
        Some(b'4') => "a temporary failure: the client retries",
        _ => "a permanent failure: the client gives up",
    }
}

/// An enhanced code that is in no table, by its class and subject.
pub(super) fn composed(term: &str) -> Option<Entry> {
    let mut numbers = term.split('.');
    let (class, subject, detail) = (numbers.next()?, numbers.next()?, numbers.next()?);
    let is_number = |text: &str| {
        !text.is_empty() && text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let (_, class) = CLASSES.iter().find(|(number, _)| *number == class)?;
    let (_, subject) = SUBJECTS.iter().find(|(number, _)| *number == subject)?;
    if !is_number(detail) || numbers.next().is_some() {
        return None;
    }
    let meaning = format!("{class}; about {subject}; the last number is unknown");
    Some(Entry::new(Kind::Reply, term, meaning).see("RFC 3463"))
}
