//! Looking for known secrets in what is kept beside the log-in: a server that repeats a password, a note that explains it, a
//! message that tells it.
//!
//! From [`ANYWHERE`] bytes on a secret is replaced wherever it stands, in small and capital letters, in hexadecimal and coded as
//! mail codes texts. A shorter one could be a part of any word, so that it must stand apart; what that means depends on the
//! [`Place`].

mod shown;
mod view;

use super::secret::{REPLACED, Secret};
use crate::codec::encoded_word;
use crate::codec::view::View;
use crate::limits::{MAX_FORMS, MAX_NAME, MAX_SECRET, MAX_SECRETS};
use aho_corasick::{AhoCorasick, AhoCorasickBuilder, AhoCorasickKind, MatchKind};
use std::cell::{OnceCell, RefCell};
use std::collections::BTreeSet;
use std::ops::Range;
use view::{unescaped, unpacked, unquoted};

/// Shorter secrets are looked for in the answer to a log-in alone: they occur in anything.
const SHORTEST: usize = 4;
/// From this length on a secret is replaced wherever it stands; below, only where it is a word of its own, since `test` is
/// also the end of many a host's name.
const ANYWHERE: usize = 8;
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
        let mut forms: BTreeSet<Vec<u8>> = BTreeSet::new();
        let mut bytes = 0;
        let mut too_many = false;
        for secret in secrets {
            for form in secret.forms() {
                for piece in pieces(&form) {
                    if piece.iter().any(|&byte| byte != b'*') && !forms.contains(piece) {
                        bytes += piece.len();
                        forms.insert(piece.to_vec());
                    }
                }
            }
            too_many = bytes > MAX_SECRETS || forms.len() > MAX_FORMS;
            if too_many {
                break;
            }
        }
        let mut scrubber = Self {
            long: None,
            short: None,
            tiny: None,
            too_many,
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
            // The other kind, chosen for few patterns, takes the square of a periodic one's length to make.
            let searcher = AhoCorasickBuilder::new()
                .kind(Some(AhoCorasickKind::ContiguousNFA))
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
        // What is left of one may still be put together by whoever shows it: between a word of base64 and plain text, in
        // another character set, around bytes that say nothing.
        for field in shown::fields(bytes) {
            let said = encoded_word::decode(&bytes[field.clone()]);
            if !self.search(said.as_bytes(), Place::Message).is_empty() {
                shown::hide(&mut bytes[field]);
                count += 1;
            }
        }
        count
    }

    /// Where they stand, in order and apart from each other, also where they are coded.
    fn find(&self, text: &[u8], place: Place) -> Vec<Range<usize>> {
        let mut found = self.search(text, place);
        let mut views = Vec::new();
        if text.iter().any(|byte| b"=\\\n".contains(byte)) {
            views.extend(unquoted(text, false));
            if self.blanks {
                views.extend(unquoted(text, true));
            }
        }
        views.extend(unpacked(text));
        let mut look = |view: &View<'_>| {
            let coded = self.search(&view.text, place);
            found.extend(coded.iter().filter_map(|part| view.source(part)));
        };
        for view in &views {
            look(view);
            unescaped(view, &mut look);
        }
        unescaped(&View::identity(text), &mut look);
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
        let around = Around::new(text, place);
        if let Some(short) = &self.short {
            let hits = short.find_overlapping_iter(text).map(|hit| hit.range());
            found.extend(hits.filter(|hit| around.is_apart(hit)));
        }
        if let Some(tiny) = self.tiny.as_ref().filter(|_| place == Place::Answer) {
            let hits = tiny.find_overlapping_iter(text).map(|hit| hit.range());
            found.extend(hits.filter(|hit| hit.start >= CODE && around.is_apart(hit)));
        }
        found
    }
}

/// A form in pieces of about one length, none over [`MAX_SECRET`]: all of them together are the whole, wherever it stands.
fn pieces(form: &[u8]) -> impl Iterator<Item = &[u8]> {
    let count = form.len().div_ceil(MAX_SECRET).max(1);
    form.chunks(form.len().div_ceil(count).max(1))
}

/// What stands around hits in a text. Each thing is looked for once, however many hits there are.
struct Around<'t> {
    text: &'t [u8],
    place: Place,
    /// Where words stand that tell a password.
    telling: OnceCell<Vec<Range<usize>>>,
    /// The last run of letters, digits, `.` and `-` that was looked at, and whether it is a host's name.
    name: RefCell<(Range<usize>, bool)>,
}

impl<'t> Around<'t> {
    fn new(text: &'t [u8], place: Place) -> Self {
        Self {
            text,
            place,
            telling: OnceCell::new(),
            name: RefCell::new((0..0, false)),
        }
    }

    fn is_apart(&self, hit: &Range<usize>) -> bool {
        let is_word = |byte: Option<&u8>| {
            byte.is_some_and(|byte| {
                byte.is_ascii_alphanumeric() || self.place == Place::Name && b".-_@+".contains(byte)
            })
        };
        let before = hit.start.checked_sub(1).and_then(|at| self.text.get(at));
        if is_word(before) || is_word(self.text.get(hit.end)) {
            return false;
        }
        if !is_plain(&self.text[hit.clone()]) {
            return true;
        }
        let stays = match self.place {
            Place::Name | Place::Prose => self.is_label(hit),
            Place::Answer => false,
            Place::Message => self.is_label(hit) || !self.is_told(hit),
        };
        !stays
    }

    /// Whether it is a part of a host's name: `test` in `mail.test`.
    fn is_label(&self, hit: &Range<usize>) -> bool {
        let mut name = self.name.borrow_mut();
        if name.0.start <= hit.start && hit.end <= name.0.end {
            return name.1;
        }
        let text = self.text;
        let in_name = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-');
        let before = text[..hit.start].iter().rev();
        let start = hit.start - before.take_while(in_name).count();
        let end = hit.end + text[hit.end..].iter().take_while(in_name).count();
        *name = (start..end, is_name(&text[start..end]));
        name.1
    }

    /// Whether the line around it speaks of a password.
    fn is_told(&self, hit: &Range<usize>) -> bool {
        let text = self.text;
        // A line that is none: what is near tells enough.
        let near = &text[hit.start.saturating_sub(NEAR)..hit.start];
        let start = hit.start - near.len() + memchr::memrchr(b'\n', near).map_or(0, |at| at + 1);
        let near = &text[hit.end..text.len().min(hit.end + NEAR)];
        let end = hit.end + memchr::memchr(b'\n', near).unwrap_or(near.len());
        let telling = self.telling.get_or_init(|| telling(text));
        let first = telling.partition_point(|word| word.start < start);
        telling[first..]
            .iter()
            .take_while(|word| word.end <= end)
            .any(|word| word.end <= hit.start || word.start >= hit.end)
    }
}

/// Letters alone, or digits alone: a word, a year.
fn is_plain(secret: &[u8]) -> bool {
    secret.iter().all(u8::is_ascii_alphabetic) || secret.iter().all(u8::is_ascii_digit)
}

/// Whether a text of letters, digits, `.` and `-` is the name of a host that DNS could know.
fn is_name(name: &[u8]) -> bool {
    let name = name.strip_suffix(b".").unwrap_or(name);
    let mut labels = name.split(|&byte| byte == b'.');
    let is_top = |label: &[u8]| label.len() >= 2 && label.iter().all(u8::is_ascii_alphabetic);
    name.len() <= MAX_NAME
        && name.contains(&b'.')
        && labels.clone().next_back().is_some_and(is_top)
        && labels.all(|label| !label.is_empty())
}

/// Where words stand that tell a password.
fn telling(text: &[u8]) -> Vec<Range<usize>> {
    let mut at = 0;
    text.split(|byte| !byte.is_ascii_alphanumeric())
        .map(|word| {
            let start = at;
            at += word.len() + 1;
            start..start + word.len()
        })
        .filter(|place| {
            let word = &text[place.clone()];
            (2..=LONGEST_TELLING).contains(&word.len())
                && TELLING
                    .iter()
                    .any(|telling| word.eq_ignore_ascii_case(telling.as_bytes()))
        })
        .collect()
}

/// The longest of [`TELLING`].
const LONGEST_TELLING: usize = 11;

/// How far around a secret a word that tells it is looked for, in bytes: a line of mail.
const NEAR: usize = 1000;

#[cfg(test)]
mod tests;
