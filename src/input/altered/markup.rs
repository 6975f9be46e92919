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
    let behind = behind_by(header);
    // What follows one `by` follows those before it, too, so that it is looked for once. All end where the field does: places
    // are counted from there.
    let (mut date, mut recipient) = (usize::MAX, Recipient::beyond());
    let escapes = |rest: &&[u8]| {
        if date > rest.len() {
            date = rest.len() - date_at(rest);
        }
        if recipient.at > rest.len() {
            recipient = Recipient::first(rest);
        }
        let escaped = recipient.escaped;
        escaped.is_some_and(|at| at >= date + LESS.len())
    };
    !behind.is_empty() && behind.iter().all(escapes)
}

const LESS: &[u8] = b"&lt;";

/// Where a recipient stands, by how many bytes follow.
struct Recipient {
    /// From its `for` on; zero without one.
    at: usize,
    /// From the word behind that on, if it begins with `&lt;`.
    escaped: Option<usize>,
}

impl Recipient {
    /// One before every text.
    fn beyond() -> Self {
        Self {
            at: usize::MAX,
            escaped: None,
        }
    }

    fn first(text: &[u8]) -> Self {
        let left = |word: &[u8]| text.len() - (word.as_ptr() as usize - text.as_ptr() as usize);
        let mut words = text
            .split(u8::is_ascii_whitespace)
            .filter(|word| !word.is_empty());
        let begins = words.find(|word| word.eq_ignore_ascii_case(b"for"));
        let next = begins.and_then(|_| words.next());
        Self {
            at: begins.map_or(0, left),
            escaped: next.filter(|word| word.starts_with(LESS)).map(left),
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The same, with each `by` looked at by itself.
    fn escapes_each(header: &[u8]) -> bool {
        let behind = behind_by(header);
        let escapes = |rest: &&[u8]| {
            let mut words = rest[..date_at(rest)]
                .split(u8::is_ascii_whitespace)
                .filter(|word| !word.is_empty());
            let begins = words.find(|word| word.eq_ignore_ascii_case(b"for"));
            let next = begins.and_then(|_| words.next());
            next.is_some_and(|word| word.starts_with(LESS))
        };
        !behind.is_empty() && behind.iter().all(escapes)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2048))]
        #[test]
        fn what_one_by_has_seen_serves_the_next(
            pieces in prop::collection::vec(prop::sample::select(vec![
                "by", "by", "for", "for", "&lt;a", "&lt;10:00", "&lt;10:00", ";", "; 10:00", "x", "10:00", "for;", "\n ", "  ",
            ]), 0..16),
            joint in prop::sample::select(vec![" ", " ", ""]),
        ) {
            let header = format!("Received: from a {}\n", pieces.join(joint));
            prop_assert_eq!(escapes_recipient(header.as_bytes()), escapes_each(header.as_bytes()), "{:?}", header);
        }
    }
}
