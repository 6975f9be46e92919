//! The parts of a clause: `key`, `value`, and the pairs behind a result. Shared by Authentication-Results and
//! Received-SPF.

use super::cursor::{Cursor, is_key, lower, unquote};
use super::oddity::note;
use super::{Oddity, Properties, registry};
use crate::codec::charset;
use crate::limits::{MAX_KEY_PARTS, MAX_PROPERTIES};
use std::borrow::Cow;

/// A key with its `=`, which has been stepped over.
pub(super) struct Key {
    pub name: String,
    pub version: Option<String>,
}

/// Reads `key [/ version] =`, with CFWS between any of its tokens. `None` if that is not what stands here; the cursor
/// is then anywhere behind.
pub(super) fn key(cursor: &mut Cursor) -> Option<Key> {
    let mut name = lower(cursor.run(is_key));
    if name.is_empty() {
        return None;
    }
    for _ in 0..MAX_KEY_PARTS {
        cursor.skip_cfws();
        // `smtp . mailfrom`: a dot at either side of the white space joins the parts.
        let joined =
            cursor.peek() == Some(b'.') || name.ends_with('.') && cursor.peek().is_some_and(is_key);
        if !joined {
            break;
        }
        name.push_str(&lower(cursor.run(is_key)));
    }
    let mut version = None;
    if cursor.eat(b'/') {
        cursor.skip_cfws();
        version = Some(lower(cursor.run(is_key)));
        cursor.skip_cfws();
    }
    cursor.eat(b'=').then_some(Key { name, version })
}

/// Reads what stands behind the `=` of a property or reason. `None` if a quoted string in it never ends.
///
/// RFC 8601 section 2.2, pvalue: a token, a quoted string, `@domain`, `local-part@domain` where the local part may be
/// quoted. A quoted string alone loses its quotes; a quoted local part keeps them, since without them it would read
/// as something else.
pub(super) fn value(cursor: &mut Cursor) -> Option<String> {
    let start = cursor.at();
    cursor.skip_cfws();
    if cursor.at_clause_end() || cursor.at() > start && begins_property(cursor.rest()) {
        return Some(String::new());
    }
    let first = cursor.at();
    let quoted = if cursor.peek() == Some(b'"') {
        let inner = cursor.quoted()?;
        if begins_claim(inner) {
            cursor.note(Oddity::ClaimInQuotes);
        }
        // More of the same word (`"a b"@example.com`) makes it a local part; otherwise it is the whole value.
        cursor.word()?;
        (cursor.since(first).len() == inner.len() + 2).then_some(inner)
    } else {
        cursor.word()?;
        None
    };
    let mut text = None;
    loop {
        let end = cursor.at();
        let so_far = cursor.since(first);
        cursor.skip_cfws();
        let joins = matches!(cursor.peek(), Some(b'@' | b'.'))
            || so_far.ends_with(b"@") && !cursor.at_clause_end() && !begins_property(cursor.rest());
        if cursor.at() == end || !joins {
            return Some(text.unwrap_or_else(|| match quoted {
                Some(inner) => unquote(inner),
                None => plain(so_far),
            }));
        }
        // `user (comment) @ example.com` (RFC 5322 section 3.4.1 allows it).
        let from = cursor.at();
        cursor.word()?;
        text.get_or_insert_with(|| plain(so_far))
            .push_str(&plain(cursor.since(from)));
    }
}

fn plain(bytes: &[u8]) -> String {
    if bytes.contains(&b'"') {
        // Only the folding goes; the quoting is part of the address.
        let unfolded: Vec<u8> = bytes
            .iter()
            .copied()
            .filter(|byte| !matches!(byte, b'\r' | b'\n'))
            .collect();
        return charset::utf8(Cow::Owned(unfolded)).into_owned();
    }
    charset::utf8(Cow::Borrowed(bytes)).into_owned()
}

/// The property types of RFC 8601 and its successors, and two keys of the field.
const PROPERTY_STARTS: &[&[u8]] = &[
    b"smtp.", b"header.", b"body.", b"policy.", b"dns.", b"arc.", b"reason=", b"action=",
];

/// Whether a property begins here: then the value before it is empty (`header.d= header.i=@example.com`).
pub(super) fn begins_property(rest: &[u8]) -> bool {
    PROPERTY_STARTS.iter().any(|start| {
        rest.get(..start.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(start))
    }) && {
        let key = rest.iter().position(|&byte| !is_key(byte));
        key.is_some_and(|end| rest[end] == b'=')
    }
}

/// Whether text reads like a result of a well-known method, anywhere in it.
pub(super) fn begins_claim(text: &[u8]) -> bool {
    let mut from = 0;
    while let Some(equals) = memchr::memchr(b'=', &text[from..]).map(|at| from + at) {
        let before = text[from..equals].trim_ascii_end();
        let start = before
            .iter()
            .rposition(|&byte| !is_key(byte))
            .map_or(0, |at| at + 1);
        let behind = text[equals + 1..].trim_ascii_start();
        let end = behind
            .iter()
            .position(|&byte| !byte.is_ascii_alphabetic())
            .unwrap_or(behind.len());
        if is_method(&before[start..]) && registry::is_result_word(&behind[..end]) {
            return true;
        }
        from = equals + 1;
    }
    false
}

fn is_method(name: &[u8]) -> bool {
    std::str::from_utf8(name).is_ok_and(registry::is_method)
}

/// Reads `key=value` pairs up to the end of the clause: `reason=` into the reason, the others into the properties.
pub(super) fn pairs(
    cursor: &mut Cursor,
    properties: &mut Properties,
    reason: &mut Option<String>,
    oddities: &mut Vec<Oddity>,
) {
    loop {
        cursor.skip_cfws();
        if cursor.at_clause_end() {
            return;
        }
        if properties.len() >= MAX_PROPERTIES {
            note(oddities, Oddity::TooManyProperties);
            return cursor.skip_clause();
        }
        let start = cursor.at();
        let Some(Key { name, .. }) = key(cursor) else {
            cursor.rewind(start);
            note(oddities, Oddity::StrayText);
            // A word that is no pair: `sender IP is 192.0.2.1` without its parentheses.
            if cursor.word().is_none() {
                return;
            }
            continue;
        };
        let Some(value) = value(cursor) else {
            return;
        };
        if value.starts_with("=?") {
            note(oddities, Oddity::EncodedWord);
        }
        if name == "reason" && reason.is_none() {
            *reason = Some(value);
            continue;
        }
        if registry::is_method(&name) && registry::is_result_word(value.as_bytes()) {
            note(oddities, Oddity::MissingSemicolon);
        }
        if !properties.push(name, value) {
            note(oddities, Oddity::RepeatedProperty);
        }
    }
}
