//! Looking for every protected text in each of its direct forms, by one automaton.

use super::RedactError;
use super::form::{Form, Forms};
use super::key::{Key, hex};
use super::pattern::Builder;
use super::protected::Protected;
use crate::limits::MAX_NEEDLES;
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use std::ops::Range;

/// The longest tag behind a local part that is looked through (`robin+tag@example.net`); a local part has at most 64
/// bytes (RFC 5321 section 4.5.3.1.1).
const MAX_TAG: usize = 64;

/// What a hit is replaced with, and where in it.
#[derive(Clone, Debug)]
pub(super) struct Needle {
    pub form: Form,
    /// The part of the match that goes.
    pub cut: Range<usize>,
    pub with: With,
    pub beside: Beside,
    /// What must follow behind a tag, which then goes, too: `@` or what stands for it, and the domain.
    pub tagged: Option<Vec<u8>>,
}

#[derive(Clone, Debug)]
pub(super) enum With {
    Text(Vec<u8>),
    Digest(Vec<u8>),
}

/// What may stand beside a match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Beside {
    /// Anything.
    Anything,
    /// Nothing that makes it a part of a longer word, name, address or path.
    NoWord,
    /// Nothing that makes it a part of a longer word or address; it may be a step of a path, or a value in a query.
    NoAddress,
    /// Neither letter nor digit.
    NoLetter,
}

/// A place to be replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Edit {
    /// Where.
    pub range: Range<usize>,
    /// With what.
    pub with: Vec<u8>,
    /// `with` as raw bytes, where it stands for a digest; for encoders that keep a digest's length.
    pub digest: Option<Vec<u8>>,
    /// In which form it was found.
    pub form: Form,
}

/// All needles.
#[derive(Debug)]
pub(super) struct Needles {
    automaton: Option<AhoCorasick>,
    rows: Vec<Needle>,
    shortest: usize,
}

impl Needles {
    pub fn new(protected: &Protected, key: &Key, forms: Forms) -> Result<Self, RedactError> {
        let (patterns, rows) = Builder::new(key, forms).build(protected);
        if patterns.iter().map(Vec::len).sum::<usize>() > MAX_NEEDLES {
            return Err(RedactError::TooLong);
        }
        let shortest = patterns.iter().map(Vec::len).min().unwrap_or(usize::MAX);
        let automaton = if patterns.is_empty() {
            None
        } else {
            Some(
                // The other kind, chosen for few patterns, takes the square of a periodic one's length to make.
                AhoCorasick::builder()
                    .kind(Some(AhoCorasickKind::ContiguousNFA))
                    .ascii_case_insensitive(true)
                    .match_kind(MatchKind::Standard)
                    .build(&patterns)?,
            )
        };
        Ok(Self {
            automaton,
            rows,
            shortest,
        })
    }

    /// The length of the shortest needle.
    pub fn shortest(&self) -> usize {
        self.shortest
    }

    /// Every hit in a text. Of those that overlap, one covers the others: a periodic text has one at every byte.
    pub fn hits(&self, text: &[u8]) -> Vec<Edit> {
        let Some(automaton) = &self.automaton else {
            return Vec::new();
        };
        let mut out: Vec<Edit> = Vec::new();
        for found in automaton.find_overlapping_iter(text) {
            let needle = &self.rows[found.pattern().as_usize()];
            if !needle.beside.allows(text, found.start(), found.end()) {
                continue;
            }
            let start = found.start() + needle.cut.start;
            let end = match &needle.tagged {
                Some(behind) => match tag(&text[found.end()..], behind) {
                    Some(length) => found.end() + length,
                    None => continue,
                },
                None => found.start() + needle.cut.end,
            };
            if let Some(last) = out.last_mut()
                && (last.range.start < start || last.range.end > end)
                && (last.range.start..last.range.end).contains(&start)
            {
                last.range.end = last.range.end.max(end);
                continue;
            }
            while out
                .pop_if(|last| start <= last.range.start && last.range.end <= end)
                .is_some()
            {}
            out.push(needle.edit(start..end));
        }
        out
    }
}

impl Needle {
    fn edit(&self, range: Range<usize>) -> Edit {
        let (with, digest) = match &self.with {
            With::Text(with) => (with.clone(), None),
            With::Digest(bytes) => (hex(bytes).into_bytes(), Some(bytes.clone())),
        };
        Edit {
            range,
            with,
            digest,
            form: self.form,
        }
    }
}

/// The length of the tag that a text begins with, if this stands behind it.
fn tag(text: &[u8], behind: &[u8]) -> Option<usize> {
    let length = text
        .iter()
        .take(MAX_TAG)
        .take_while(|byte| byte.is_ascii_alphanumeric() || b"._+-".contains(byte))
        .count();
    text.get(length..length + behind.len())?
        .eq_ignore_ascii_case(behind)
        .then_some(length)
}

/// How `@` begins in encodings.
const CODED_AT: &[&[u8]] = &[b"=", b"&#", b"&commat", b"\\u", b"\\x"];

impl Beside {
    fn allows(self, text: &[u8], start: usize, end: usize) -> bool {
        let joins: &[u8] = match self {
            Self::Anything => return true,
            Self::NoLetter => b"",
            Self::NoWord => b".-_@=/+",
            Self::NoAddress => b".-_@+%",
        };
        let joins = |byte: u8| byte.is_ascii_alphanumeric() || joins.contains(&byte);
        let before = start.checked_sub(1).map(|at| text[at]);
        if before.is_some_and(joins) {
            return false;
        }
        let rest = &text[end..];
        match rest.first() {
            // A full stop ends a sentence as well as it joins two labels.
            Some(b'.') => rest.get(1).is_none_or(|next| !joins(*next)),
            Some(byte) if joins(*byte) => false,
            // Behind it may be `@`, written otherwise: that is another form's to find.
            _ if self == Self::NoAddress => !CODED_AT.iter().any(|sign| rest.starts_with(sign)),
            _ => true,
        }
    }
}
