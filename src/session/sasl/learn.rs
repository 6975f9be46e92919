//! What is secret in what was said: the words themselves, what they hold in base64, and the parts of that.

use crate::codec::base64::{self, Rule};
use crate::session::secret::Secret;

/// What is secret in a line that came at the wrong moment, whatever its shape: the line, what it holds in base64, and words
/// that look like a password.
pub(in crate::session) fn withheld(said: &[u8]) -> Vec<Secret> {
    let mut secrets = vec![Secret::new(said)];
    for token in packed(said) {
        learn(&token, &user_of(&token), &mut secrets);
    }
    let words = said.split(u8::is_ascii_whitespace);
    secrets.extend(words.filter(|word| is_wild(word)).map(Secret::new));
    secrets
}

/// What may be secret in a line that nobody has said for certain: what it holds in base64. The rest may be a tool's word.
pub(in crate::session) fn overheard(line: &[u8]) -> Vec<Secret> {
    let mut secrets = withheld(line);
    if line.contains(&b' ') {
        secrets.clear();
        for token in packed(line) {
            learn(&token, &user_of(&token), &mut secrets);
        }
        let words = line.split(u8::is_ascii_whitespace);
        secrets.extend(
            words
                .filter(|word| word.len() >= LONG_PACKED && decoded(word).is_some())
                .map(Secret::new),
        );
    }
    secrets
}

/// What is a log-in with PLAIN for certain, whoever is said to have said it.
pub(in crate::session) fn shaped(line: &[u8]) -> Vec<Secret> {
    let mut secrets = Vec::new();
    for word in line.split(u8::is_ascii_whitespace) {
        let token = decoded(word).unwrap_or_default();
        let fields = token.split(|&byte| byte == 0);
        if fields.clone().count() == 3 && std::str::from_utf8(&token).is_ok() {
            secrets.push(Secret::new(word));
            learn(&token, &user_of(&token), &mut secrets);
        }
    }
    secrets
}

/// Shorter words that could be base64 are words.
const LONG_PACKED: usize = 16;

/// Which parts of a response are the user, if it is shaped as that of PLAIN.
fn user_of(token: &[u8]) -> impl Fn(&[u8]) -> bool {
    let fields: Vec<&[u8]> = token.split(|&byte| byte == 0).collect();
    let user = match fields.as_slice() {
        [authorize, user, _] => [*authorize, *user],
        _ => [&b""[..]; 2],
    };
    move |part| user.contains(&part)
}

/// Whether a word is none of a language, and no address: letters and digits are mixed in it.
fn is_wild(word: &[u8]) -> bool {
    let has = |is: fn(&u8) -> bool| word.iter().any(is);
    has(u8::is_ascii_digit) && has(u8::is_ascii_alphabetic) && !has(|byte| b"@<>.:".contains(byte))
}

/// What the words of a line are in base64; also behind `AUTH=PLAIN`, and several that were glued at their padding.
pub(super) fn packed(line: &[u8]) -> Vec<Vec<u8>> {
    let mut out = Vec::new();
    for word in line.split(u8::is_ascii_whitespace) {
        out.extend(decoded(word));
        let ends = word
            .iter()
            .enumerate()
            .filter(|(at, byte)| **byte == b'=' && word.get(at + 1) != Some(&b'='));
        let mut from = 0;
        for (at, _) in ends {
            out.extend(decoded(&word[from..=at]));
            from = at + 1;
        }
        if from > 0 {
            out.extend(decoded(&word[from..]));
        }
    }
    out.retain(|said| !said.is_empty());
    out
}

/// Keeps a decoded response and its parts as secrets.
pub(super) fn learn(said: &[u8], is_open: &dyn Fn(&[u8]) -> bool, secrets: &mut Vec<Secret>) {
    if is_open(said) {
        return;
    }
    secrets.push(Secret::new(said));
    secrets.extend(values(said).filter(|part| !is_open(part)).map(Secret::new));
}

/// The bytes behind base64, whose padding is often lost in a paste; `None` if it is none. A lone `=` says nothing (RFC 4954
/// section 4).
pub(super) fn decoded(said: &[u8]) -> Option<Vec<u8>> {
    if said.trim_ascii() == b"=" {
        return Some(Vec::new());
    }
    base64::decode(said, Rule::Tag)
}

/// The parts of a response that some tools show undone, with `\0` for NUL.
pub(super) fn parts(said: &[u8]) -> impl Iterator<Item = &[u8]> {
    let text = std::str::from_utf8(said).unwrap_or_default();
    text.split("\\0")
        .flat_map(|part| part.split('\0'))
        .flat_map(str::split_ascii_whitespace)
        .map(str::as_bytes)
        .filter(move |part| part.len() < said.len())
}

/// Keys of attributes that are no secret: names of hosts, users and methods, which stand in the session anyway, and counters.
const OPEN_KEYS: &[&[u8]] = &[
    b"user",
    b"username",
    b"authzid",
    b"n",
    b"a",
    b"host",
    b"port",
    b"realm",
    b"digest-uri",
    b"qop",
    b"charset",
    b"nc",
    b"maxbuf",
    b"cipher",
];

/// Words of the mechanisms themselves.
const OPEN_WORDS: &[&[u8]] = &[b"Bearer", b"bearer"];

/// What a response is made of: digests, tokens and proofs, which a server or a note may repeat by themselves.
fn values(said: &[u8]) -> impl Iterator<Item = &[u8]> {
    said.split(|byte| matches!(byte, 0 | 1 | b',' | b' '))
        // `alice:password`, as some write it.
        .chain(said.split(|byte| matches!(byte, 0 | 1 | b':')))
        .chain(said.split(|byte| matches!(byte, 0 | 1)))
        .filter_map(move |part| {
            let equals = memchr::memchr(b'=', part);
            let (key, value) = match equals {
                Some(at) if part[at + 1..].iter().any(|&byte| byte != b'=') => {
                    (&part[..at], &part[at + 1..])
                }
                _ => (&b""[..], part),
            };
            (!OPEN_KEYS.contains(&key)).then_some(value)
        })
        .map(|value| {
            let value = value.strip_prefix(b"\"").unwrap_or(value);
            value.strip_suffix(b"\"").unwrap_or(value)
        })
        .filter(|value| value.len() >= SHORTEST_VALUE && !OPEN_WORDS.contains(value))
}

/// Shorter values are counters.
const SHORTEST_VALUE: usize = 4;
