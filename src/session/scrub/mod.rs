//! Looking for known secrets in what is kept beside the log-in: a server that repeats a password, a note that explains it, a
//! message that tells it.
//!
//! From [`ANYWHERE`] bytes on a secret is replaced wherever it stands, in small and capital letters, in hexadecimal and coded as
//! mail codes texts. A shorter one could be a part of any word, so that it must stand apart; what that means depends on the
//! [`Place`].

mod view;

use super::secret::{REPLACED, Secret};
use aho_corasick::{AhoCorasick, AhoCorasickBuilder, MatchKind};
use std::collections::BTreeSet;
use std::ops::Range;
use view::{unpacked, unquoted};

/// Shorter secrets are looked for in the answer to a log-in alone: they occur in anything.
const SHORTEST: usize = 4;
/// From this length on a secret is replaced wherever it stands; below, only where it is a word of its own, since `test` is
/// also the end of many a host's name.
const ANYWHERE: usize = 8;
/// The most forms that are looked for; with more, everything that could hold one is left out.
const MAX_FORMS: usize = 65_536;
/// Of a longer secret only so much is looked for.
const MAX_FORM: usize = 16 << 10;
/// So much of a message is undone at once, to its next line end.
const WINDOW: usize = 1 << 20;
/// What stands before a reply's text: its code.
const CODE: usize = 4;

/// Where a text comes from: that decides where a short secret stands apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// A name or an address of the session: what is joined by `.`, `-`, `_`, `@` or `+` is one word, and stays.
    Name,
    /// What a server or a note says in its own words: only letters and digits make words.
    Prose,
    /// The same as the answer to a log-in, where even the shortest secret is expected.
    Answer,
    /// The message. As in prose; but a short secret of letters alone, or of digits alone, may be a word or a year there: it is
    /// overwritten where the line speaks of a password ([`TELLING`]), and else stays, since it tells nothing.
    Message,
}

/// Words of a line that tells a password.
const TELLING: &[&str] = &[
    "password",
    "passwords",
    "passwd",
    "passphrase",
    "passcode",
    "passwort",
    "kennwort",
    "pwd",
    "pw",
    "pin",
    "secret",
    "login",
    "logon",
    "credential",
    "credentials",
];

/// Replaces known secrets in text.
pub(super) struct Scrubber {
    /// Those that are replaced anywhere.
    long: Option<AhoCorasick>,
    /// Those that must stand apart.
    short: Option<AhoCorasick>,
    /// Those that are looked for in the answer to a log-in alone.
    tiny: Option<AhoCorasick>,
    /// There are too many to look for.
    too_many: bool,
    /// Whether one holds a blank.
    blanks: bool,
    count: usize,
}

impl Scrubber {
    pub(super) fn new(secrets: &[Secret]) -> Self {
        let forms: BTreeSet<Vec<u8>> = secrets
            .iter()
            .flat_map(Secret::forms)
            .map(|mut form| {
                form.truncate(MAX_FORM);
                form
            })
            .filter(|form| form.iter().any(|&byte| byte != b'*'))
            .collect();
        let mut scrubber = Self {
            long: None,
            short: None,
            tiny: None,
            too_many: forms.len() > MAX_FORMS,
            blanks: forms.iter().any(|form| form.contains(&b' ')),
            count: 0,
        };
        if scrubber.too_many {
            return scrubber;
        }
        let build = |sizes: Range<usize>, kind: MatchKind| {
            let some = forms.iter().filter(|form| sizes.contains(&form.len()));
            let mut some = some.peekable();
            some.peek()?;
            let searcher = AhoCorasickBuilder::new()
                .match_kind(kind)
                .ascii_case_insensitive(sizes.start >= SHORTEST)
                .build(some);
            Some(searcher)
        };
        // One of the short may overlap another that does not stand apart: all are looked at.
        for (searcher, built) in [
            (
                &mut scrubber.long,
                build(ANYWHERE..usize::MAX, MatchKind::LeftmostLongest),
            ),
            (
                &mut scrubber.short,
                build(SHORTEST..ANYWHERE, MatchKind::Standard),
            ),
            (&mut scrubber.tiny, build(1..SHORTEST, MatchKind::Standard)),
        ] {
            match built {
                Some(Ok(built)) => *searcher = Some(built),
                Some(Err(_)) => scrubber.too_many = true,
                None => {}
            }
        }
        scrubber
    }

    /// How often something was replaced so far.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// Replaces them in a text.
    pub(super) fn text(&mut self, text: &mut String, place: Place) {
        if self.too_many {
            REPLACED.clone_into(text);
            self.count += 1;
            return;
        }
        let found = self.find(text.as_bytes(), place);
        if found.is_empty() {
            return;
        }
        let mut out = Vec::with_capacity(text.len());
        let mut from = 0;
        for range in found {
            out.extend_from_slice(&text.as_bytes()[from..range.start]);
            out.extend_from_slice(REPLACED.as_bytes());
            from = range.end;
            self.count += 1;
        }
        out.extend_from_slice(&text.as_bytes()[from..]);
        *text = String::from_utf8_lossy(&out).into_owned();
    }

    /// Overwrites them in a message, byte by byte, so that every place stays where it is; says how many.
    pub(super) fn mask(&self, bytes: &mut [u8]) -> usize {
        if self.too_many {
            bytes.fill(b'*');
            return 1;
        }
        if self.long.is_none() && self.short.is_none() {
            return 0;
        }
        let mut count = 0;
        let mut from = 0;
        while from < bytes.len() {
            let least = (from + WINDOW).min(bytes.len());
            let end = memchr::memchr(b'\n', &bytes[least..]).map_or(bytes.len(), |at| least + at);
            let window = &mut bytes[from..end];
            for range in self.find(window, Place::Message) {
                window[range].fill(b'*');
                count += 1;
            }
            from = end.max(from + 1);
        }
        count
    }

    /// Where they stand, in order and apart from each other, also where they are coded.
    fn find(&self, text: &[u8], place: Place) -> Vec<Range<usize>> {
        let mut found = self.search(text, place);
        let mut views = Vec::new();
        if text.iter().any(|byte| b"=\\\n".contains(byte)) {
            views.push(unquoted(text, false));
            if self.blanks {
                views.push(unquoted(text, true));
            }
        }
        views.extend(unpacked(text));
        for view in &views {
            let coded = self.search(&view.text, place);
            found.extend(coded.iter().filter_map(|part| view.source(part)));
        }
        found.sort_by_key(|range| range.start);
        let mut apart: Vec<Range<usize>> = Vec::new();
        for range in found {
            match apart.last_mut() {
                Some(last) if range.start < last.end => last.end = last.end.max(range.end),
                _ => apart.push(range),
            }
        }
        apart
    }

    fn search(&self, text: &[u8], place: Place) -> Vec<Range<usize>> {
        let mut found: Vec<Range<usize>> = Vec::new();
        if let Some(long) = &self.long {
            found.extend(long.find_iter(text).map(|hit| hit.range()));
        }
        if let Some(short) = &self.short {
            let hits = short.find_overlapping_iter(text).map(|hit| hit.range());
            found.extend(hits.filter(|hit| is_apart(text, hit, place)));
        }
        if let Some(tiny) = self.tiny.as_ref().filter(|_| place == Place::Answer) {
            let hits = tiny.find_overlapping_iter(text).map(|hit| hit.range());
            found.extend(hits.filter(|hit| hit.start >= CODE && is_apart(text, hit, place)));
        }
        found
    }
}

fn is_apart(text: &[u8], hit: &Range<usize>, place: Place) -> bool {
    let is_word = |byte: Option<&u8>| {
        byte.is_some_and(|byte| {
            byte.is_ascii_alphanumeric() || place == Place::Name && b".-_@+".contains(byte)
        })
    };
    let before = hit.start.checked_sub(1).and_then(|at| text.get(at));
    if is_word(before) || is_word(text.get(hit.end)) {
        return false;
    }
    let stays = match place {
        Place::Name | Place::Prose => is_label(text, hit),
        Place::Answer => false,
        Place::Message => is_label(text, hit) || !is_told(text, hit),
    };
    !(is_plain(&text[hit.clone()]) && stays)
}

/// Letters alone, or digits alone: a word, a year.
fn is_plain(secret: &[u8]) -> bool {
    secret.iter().all(u8::is_ascii_alphabetic) || secret.iter().all(u8::is_ascii_digit)
}

/// Whether it is a part of a host's name: `test` in `mail.test`.
fn is_label(text: &[u8], hit: &Range<usize>) -> bool {
    let is_name = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-');
    let start = hit.start - text[..hit.start].iter().rev().take_while(is_name).count();
    let end = hit.end + text[hit.end..].iter().take_while(is_name).count();
    let name = &text[start..end];
    let name = name.strip_suffix(b".").unwrap_or(name);
    let mut labels = name.split(|&byte| byte == b'.');
    let is_top = |label: &[u8]| label.len() >= 2 && label.iter().all(u8::is_ascii_alphabetic);
    name.contains(&b'.')
        && labels.clone().next_back().is_some_and(is_top)
        && labels.all(|label| !label.is_empty())
}

/// Whether the line around it speaks of a password.
fn is_told(text: &[u8], hit: &Range<usize>) -> bool {
    let start = memchr::memrchr(b'\n', &text[..hit.start]).map_or(0, |at| at + 1);
    let end = memchr::memchr(b'\n', &text[hit.end..]).map_or(text.len(), |at| hit.end + at);
    // A line that is none: what is near tells enough.
    let start = start.max(hit.start.saturating_sub(NEAR));
    let end = end.min(hit.end + NEAR);
    [&text[start..hit.start], &text[hit.end..end]]
        .iter()
        .flat_map(|part| part.split(|byte| !byte.is_ascii_alphanumeric()))
        .any(|word| {
            TELLING
                .iter()
                .any(|telling| word.eq_ignore_ascii_case(telling.as_bytes()))
        })
}

/// How far around a secret a word that tells it is looked for, in bytes: a line of mail.
const NEAR: usize = 1000;

#[cfg(test)]
mod tests;
