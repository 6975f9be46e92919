//! Names, addresses and links that were broken on purpose, so that nobody follows them.

use super::top::{behind_by, top_received};
use crate::input::lines::{Copied, field_name, lines};
use crate::input::names::is_free_text;
use crate::input::step::Altered;
use crate::message::DamageKind;

/// How a sign is broken, and the sign. No address literal is one of these.
const BROKEN: &[(&[u8], &[u8])] = &[
    (b"[.]", b"."),
    (b"[dot]", b"."),
    (b"[@]", b"@"),
    (b"[at]", b"@"),
    (b"[://]", b"://"),
    (b"[:]", b":"),
    (b"(.)", b"."),
    (b"(dot)", b"."),
    (b"{.}", b"."),
];

/// The header with its names, addresses and links whole, in all fields but those of the author's text.
pub fn refanged(copied: Copied<'_>) -> Option<Altered> {
    let Copied {
        raw,
        header,
        has_body,
        ..
    } = copied;
    // Who breaks names breaks those of the receiver's field as well. Where it has none that is whole, one anywhere tells,
    // if nothing follows the header. The client's name and the recipient are a stranger's choice; what a whole message is told
    // by is the receiver's own name.
    let is_seen = match top_received(header) {
        Some(_) if has_body => names_receiver_so(header),
        Some(top) if has_name(top) => first_sign(top).is_some(),
        _ => !has_body && first_sign(header).is_some(),
    };
    if !is_seen {
        return None;
    }
    let (mut offset, mut count, mut is_text) = (None, 0, false);
    let mut out = Vec::with_capacity(raw.len());
    for (at, line) in lines(header) {
        if let Some(name) = field_name(line) {
            is_text = is_free_text(name);
        }
        let mut rest = line;
        while let Some(found) = first_sign(rest).filter(|_| !is_text) {
            offset.get_or_insert(at + line.len() - rest.len() + found.at);
            count += 1;
            out.extend_from_slice(&rest[..found.at]);
            out.extend_from_slice(found.whole);
            rest = &rest[found.at + found.length..];
        }
        out.extend_from_slice(rest);
    }
    out.extend_from_slice(&raw[header.len()..]);
    Some(Altered::new(
        DamageKind::Defanged,
        offset?,
        count,
        Some(out),
    ))
}

/// Whether each name behind `by` in the topmost Received field has a broken dot.
fn names_receiver_so(header: &[u8]) -> bool {
    let names = behind_by(header).into_iter().map(|rest| {
        let name = rest.trim_ascii_start();
        name.split(u8::is_ascii_whitespace)
            .next()
            .unwrap_or_default()
    });
    let mut signs = names.map(|name| first_sign(name).is_some_and(|sign| sign.whole == b"."));
    signs.next() == Some(true) && signs.all(|has_sign| has_sign)
}

/// Whether a dot stands within a word, as in a name or an address.
fn has_name(text: &[u8]) -> bool {
    memchr::memchr_iter(b'.', text).any(|at| {
        let is_word = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
        is_word(text.get(at.wrapping_sub(1))) && is_word(text.get(at + 1))
    })
}

/// Something broken.
struct Sign {
    at: usize,
    length: usize,
    whole: &'static [u8],
}

/// The first sign of it in a text.
fn first_sign(text: &[u8]) -> Option<Sign> {
    text.iter().enumerate().find_map(|(at, byte)| match byte {
        b'[' | b'(' | b'{' => broken(text, at),
        b'h' | b'H' => scheme(text, at),
        _ => None,
    })
}

fn broken(text: &[u8], at: usize) -> Option<Sign> {
    let is_word =
        |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte >= 0x80);
    let (broken, whole) = BROKEN
        .iter()
        .find(|(broken, _)| begins_with(&text[at..], broken))?;
    let behind = text.get(at + broken.len());
    let before = at.checked_sub(1).and_then(|at| text.get(at));
    // Other brackets may be a comment's, and an `[at]` a person's.
    let is_certain = broken.len() == 3 && broken[0] == b'[' && *whole != b"@";
    (is_certain || (is_word(before) && is_word(behind))).then_some(Sign {
        at,
        length: broken.len(),
        whole,
    })
}

/// `hxxp` of a link.
fn scheme(text: &[u8], at: usize) -> Option<Sign> {
    let behind = text.get(at + HXXP.len());
    (begins_with(&text[at..], HXXP) && matches!(behind, Some(b's' | b'S' | b':' | b'['))).then_some(
        Sign {
            at,
            length: HXXP.len(),
            whole: b"http",
        },
    )
}

fn begins_with(text: &[u8], begin: &[u8]) -> bool {
    text.get(..begin.len())
        .is_some_and(|head| head.eq_ignore_ascii_case(begin))
}

const HXXP: &[u8] = b"hxxp";
