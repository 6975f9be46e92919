//! Looking for every protected text in each of its direct forms, by one automaton.

use super::RedactError;
use super::form::Forms;
use super::key::Key;
use super::pattern::Builder;
use super::protected::Protected;
use super::sought::{Behind, Edit, Needle};
use crate::limits::{MAX_LOCAL_TAG, MAX_NAME, MAX_NEEDLES};
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

/// All needles.
#[derive(Debug)]
pub(super) struct Needles {
    automaton: Option<AhoCorasick>,
    rows: Vec<Needle>,
    shortest: usize,
    has_unread: bool,
}

impl Needles {
    pub fn new(protected: &Protected, key: &Key, forms: Forms) -> Result<Self, RedactError> {
        let (patterns, rows) = Builder::new(key, forms).build(protected);
        if patterns.iter().map(Vec::len).sum::<usize>() > MAX_NEEDLES {
            return Err(RedactError::TooLong);
        }
        let shortest = patterns.iter().map(Vec::len).min().unwrap_or(usize::MAX);
        let mut unread = [0; 4];
        let unread = char::REPLACEMENT_CHARACTER.encode_utf8(&mut unread);
        let is_unread = |text: &Vec<u8>| memchr::memmem::find(text, unread.as_bytes()).is_some();
        let has_unread = patterns.iter().any(is_unread);
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
            has_unread,
        })
    }

    /// The length of the shortest needle.
    pub fn shortest(&self) -> usize {
        self.shortest
    }

    /// Whether one has U+FFFD in it, which stands for bytes that nobody can read.
    pub fn has_unread(&self) -> bool {
        self.has_unread
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
            let rest = &text[found.end()..];
            let cut = found.start() + needle.cut.end;
            let end = match &needle.behind {
                Some(Behind::Tag(behind)) => match tag(rest, behind) {
                    Some(length) => found.end() + length,
                    None => continue,
                },
                Some(Behind::Host(behind)) if is_below(rest, behind) => cut,
                Some(Behind::Host(_)) => continue,
                None => cut,
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

/// The length of the tag that a text begins with, if this stands behind it.
fn tag(text: &[u8], behind: &[u8]) -> Option<usize> {
    let length = text
        .iter()
        .take(MAX_LOCAL_TAG)
        .take_while(|byte| byte.is_ascii_alphanumeric() || b"._+-".contains(byte))
        .count();
    text.get(length..length + behind.len())?
        .eq_ignore_ascii_case(behind)
        .then_some(length)
}

/// Whether a text begins with the name of a host that ends so.
fn is_below(text: &[u8], end: &[u8]) -> bool {
    let length = text
        .iter()
        .take(MAX_NAME)
        .take_while(|byte| byte.is_ascii_alphanumeric() || b".-".contains(byte) || !byte.is_ascii())
        .count();
    let name = text[..length].trim_ascii_end();
    let name = name.strip_suffix(b".").unwrap_or(name);
    let start = name.len().checked_sub(end.len());
    start.is_some_and(|start| start > 0 && name[start..].eq_ignore_ascii_case(end))
}
