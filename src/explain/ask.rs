//! Asking: a word as it is written, a key with its value, several words at once.

use super::{Entry, Kind, codes, entries, keys, normal, replies};
use crate::findings;
use std::collections::HashMap;

/// The most words that are looked up at once.
const MAX_WORDS: usize = 16;
/// The most words of one term.
const LONGEST: usize = 4;

/// Words that people put between a key and its value.
const FILLERS: &[&str] = &["reason", "code", "value"];

/// Keys that stand for others in a header.
const SAME_KEYS: &[(&str, &str)] = &[("reason", "compauth")];

/// Everything under a word, compared without case, `:` and `=`: `SFV:SPM`, `sfv=spm` and `SFV SPM` are one. What is no word
/// by itself is explained by its parts: `451 4.7.1`, `dmarc=fail`; parts that nobody knows are left out.
pub fn find(term: &str) -> Vec<Entry> {
    let index = Index::of(entries());
    let whole = index.whole(term);
    if !whole.is_empty() {
        return whole;
    }
    let words: Vec<&str> = term
        .split(|c: char| c.is_whitespace() || matches!(c, ';' | ',' | '(' | ')' | '"'))
        .filter(|word| !word.is_empty())
        .take(MAX_WORDS)
        .collect();
    let bare: Vec<&str> = words
        .iter()
        .copied()
        .filter(|word| {
            !FILLERS
                .iter()
                .any(|filler| word.eq_ignore_ascii_case(filler))
        })
        .collect();
    if bare.len() < words.len() {
        let whole = index.whole(&bare.join(" "));
        if !whole.is_empty() {
            return whole;
        }
    }
    let mut found: Vec<Entry> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let most = LONGEST.min(words.len() - at);
        let run = (1..=most).rev().find_map(|length| {
            let entries = index.whole(&words[at..at + length].join(" "));
            (!entries.is_empty()).then_some((length, entries))
        });
        let (length, entries) = run.unwrap_or_else(|| (1, index.key_and_value(words[at])));
        for entry in entries {
            if !found.contains(&entry) {
                found.push(entry);
            }
        }
        at += length;
    }
    found
}

/// All entries, by the words under which they are found.
struct Index {
    entries: Vec<Entry>,
    by_key: HashMap<String, Vec<usize>>,
}

impl Index {
    fn of(entries: Vec<Entry>) -> Self {
        let mut by_key: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, entry) in entries.iter().enumerate() {
            for key in keys(entry) {
                let places = by_key.entry(normal(key)).or_default();
                if places.last() != Some(&at) {
                    places.push(at);
                }
            }
        }
        Self { entries, by_key }
    }

    /// What a term means as a whole.
    fn whole(&self, term: &str) -> Vec<Entry> {
        let wanted = normal(term);
        match self.by_key.get(&wanted) {
            Some(places) => places.iter().map(|&at| self.entries[at].clone()).collect(),
            None => replies::composed(&wanted)
                .into_iter()
                .chain(codes::family(&wanted))
                .collect(),
        }
    }

    /// What `key=value` and `key:value` mean by their parts. A value is explained only where the key takes words.
    fn key_and_value(&self, word: &str) -> Vec<Entry> {
        let Some((key, value)) = word.split_once([':', '=']) else {
            return Vec::new();
        };
        if let Some((_, other)) = SAME_KEYS
            .iter()
            .find(|(known, _)| key.eq_ignore_ascii_case(known))
        {
            return self.whole(&format!("{other} {value}"));
        }
        let tags = self.whole(&format!("{key}="));
        let mut found = if tags.is_empty() {
            self.whole(key)
        } else {
            tags
        };
        let Some((kind, of_value)) = VALUES
            .iter()
            .find(|(kind, _)| found.iter().any(|entry| entry.kind == *kind))
        else {
            return found;
        };
        // A property of the envelope or a header (`smtp.mailfrom`) holds an address, others a word (`action`).
        let takes_words = *kind == Kind::Property && !key.contains('.');
        let is_value = |entry: &Entry| {
            of_value.contains(&entry.kind) || takes_words && entry.kind == Kind::Word
        };
        found.retain(|entry| entry.kind == *kind);
        found.extend(self.whole(value).into_iter().filter(is_value));
        found
    }
}

/// What counts as a key, the likeliest first, and of which kinds its values are.
const VALUES: &[(Kind, &[Kind])] = &[
    (Kind::Method, &[Kind::Result]),
    (Kind::Property, &[]),
    (Kind::Code, &[]),
    (Kind::Tag, &[Kind::Word]),
];

/// Words that a mistyped one may have meant, the nearest first.
pub fn near(term: &str) -> Vec<String> {
    let wanted = normal(term);
    let mut ranked: Vec<(usize, String)> = Vec::new();
    for entry in entries() {
        let best = keys(&entry)
            .map(|key| rank(&wanted, &normal(key)))
            .min()
            .unwrap_or(usize::MAX);
        let is_new = !ranked
            .iter()
            .any(|(_, term)| term.eq_ignore_ascii_case(&entry.term));
        if best <= MAX_RANK && is_new {
            ranked.push((best, entry.term));
        }
    }
    ranked.sort();
    ranked
        .into_iter()
        .take(MAX_NEAR)
        .map(|(_, term)| term)
        .collect()
}

/// How far a word may be from what is suggested.
const MAX_RANK: usize = 2;
/// How many words are suggested.
const MAX_NEAR: usize = 5;

/// How far two words are apart: edits, where a word within the other counts as two.
fn rank(wanted: &str, key: &str) -> usize {
    let edits = findings::edit_distance(wanted.as_bytes(), key.as_bytes());
    let allowed = if wanted.len() < 5 { 1 } else { MAX_RANK };
    match edits {
        edits if edits <= allowed => edits,
        _ if wanted.len() >= 4 && key.contains(wanted) => MAX_RANK,
        _ => usize::MAX,
    }
}
