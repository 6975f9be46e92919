//! Markup and typography: what web pages and word processors do to a copied header.

use super::top::behind_by;
use crate::codec::entity;
use crate::input::lines::{Copied, field_name, lines};
use crate::input::names::is_structured;
use crate::input::received::date_at;
use crate::input::step::Altered;
use crate::message::DamageKind;
use memchr::memmem;

/// `&lt;` where nothing stands between real angle brackets.
pub fn unescaped(copied: Copied<'_>) -> Option<Altered> {
    let Copied {
        raw,
        header,
        has_body,
        ..
    } = copied;
    let offset = memmem::find(header, b"&lt;")?;
    if header.contains(&b'<') || memmem::find(header, b"&gt;").is_none() {
        return None;
    }
    // In a whole message the receiver's own bracket must be so: right behind its `for`, where no address has a semicolon.
    if has_body && !escapes_recipient(header) {
        return None;
    }
    let mut out = Vec::with_capacity(raw.len());
    let mut rest = header;
    let mut count = 0;
    while let Some(at) = memchr::memchr(b'&', rest) {
        out.extend_from_slice(&rest[..at]);
        rest = &rest[at..];
        let read = entity::read(rest);
        let (character, length) = read.unwrap_or(('&', 1));
        // A blank that does not break is none of the message's.
        let character = if character == '\u{a0}' {
            ' '
        } else {
            character
        };
        out.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
        rest = &rest[length..];
        count += usize::from(read.is_some());
    }
    out.extend_from_slice(rest);
    out.extend_from_slice(&raw[header.len()..]);
    Some(Altered::new(
        DamageKind::HtmlEscaped,
        offset,
        count,
        Some(out),
    ))
}

/// Whether the recipient begins with `&lt;` behind each `by` in or below the topmost Received field, before the date.
fn escapes_recipient(header: &[u8]) -> bool {
    let mut behind = behind_by(header).into_iter().map(|rest| {
        let mut words = rest[..date_at(rest)]
            .split(u8::is_ascii_whitespace)
            .filter(|word| !word.is_empty());
        let mut next = words.find(|word| word.eq_ignore_ascii_case(b"for"));
        next = next.and_then(|_| words.next());
        next.is_some_and(|word| word.starts_with(b"&lt;"))
    });
    behind.next() == Some(true) && behind.all(|is_so| is_so)
}

/// Typographic quotes, dashes, dots and blanks in UTF-8.
const TYPOGRAPHIC: &[&[u8]] = &[
    b"\xe2\x80\x98",
    b"\xe2\x80\x99",
    b"\xe2\x80\x9c",
    b"\xe2\x80\x9d",
    b"\xe2\x80\x9e",
    b"\xe2\x80\x93",
    b"\xe2\x80\x94",
    b"\xe2\x80\xa6",
    b"\xc2\xa0",
];

/// Typographic punctuation in fields that programs write.
pub fn typographic(copied: Copied<'_>) -> Option<Altered> {
    let Copied {
        header, has_body, ..
    } = copied;
    if has_body || header.is_ascii() {
        return None;
    }
    let (mut offset, mut count, mut inside) = (None, 0, false);
    for (at, line) in lines(header) {
        if let Some(name) = field_name(line) {
            inside = is_structured(name);
        }
        if !inside || line.is_ascii() {
            continue;
        }
        for mark in TYPOGRAPHIC {
            for found in memmem::find_iter(line, mark) {
                count += 1;
                offset.get_or_insert(at + found);
            }
        }
    }
    Some(Altered::new(
        DamageKind::SmartPunctuation,
        offset?,
        count,
        None,
    ))
}

/// Fields whose angle brackets, or all that stood in them, are gone.
pub fn without_brackets(copied: Copied<'_>) -> Option<Altered> {
    let Copied {
        header, has_body, ..
    } = copied;
    if has_body || header.contains(&b'<') || header.contains(&b'>') {
        return None;
    }
    let (mut offset, mut count) = (None, 0);
    for (at, line) in lines(header) {
        let Some(name) = field_name(line) else {
            continue;
        };
        let value = line[memchr::memchr(b':', line)? + 1..].trim_ascii();
        let is_lost = match name.to_ascii_lowercase().as_slice() {
            b"message-id" | b"return-path" | b"in-reply-to" => {
                value.is_empty() || value.contains(&b'@')
            }
            b"from" => {
                !value.is_empty()
                    && (!value.contains(&b'@') || (value.contains(&b' ') && !value.contains(&b'(')))
            }
            b"received" => {
                memmem::find(value, b" for ;").is_some() || memmem::find(value, b" id ;").is_some()
            }
            _ => false,
        };
        if is_lost {
            count += 1;
            offset.get_or_insert(at);
        }
    }
    (count >= MIN_LOST).then_some(Altered::new(
        DamageKind::LostAngleBrackets,
        offset?,
        count,
        None,
    ))
}

/// One field without brackets may have been written so.
const MIN_LOST: usize = 2;
