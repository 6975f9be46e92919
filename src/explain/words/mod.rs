//! Words that the reports use themselves: statuses, trust, damage, severities, titles. Each with the place where it stands.

mod auth;
mod input;
mod look_ups;
mod report;
mod route;

use super::{Entry, Kind};
use crate::checked::Why;

/// Words of one kind of place in a report.
pub(super) struct Place {
    /// What the words say something about, for a reader.
    name: &'static str,
    /// The document that defines them, or ours.
    reference: &'static str,
    /// The word, and what it means.
    words: &'static [(&'static str, &'static str)],
}

/// Where words of ours are defined.
const OURS: &str = "docs/json.md";

const TABLES: &[&[Place]] = &[
    report::PLACES,
    input::PLACES,
    route::PLACES,
    auth::PLACES,
    look_ups::PLACES,
];

/// Other spellings of words, as reports for people have them.
const ALIASES: &[(&str, &str)] = &[
    ("none", "p=none"),
    ("none", "sp=none"),
    ("none", "np=none"),
    ("quarantine", "p=quarantine"),
    ("quarantine", "sp=quarantine"),
    ("quarantine", "np=quarantine"),
    ("reject", "p=reject"),
    ("reject", "sp=reject"),
    ("reject", "np=reject"),
    ("psd=y", "y"),
    ("psd=n", "n"),
    ("psd=u", "u"),
    ("TLSv1.3", "TLS1_3"),
    ("TLSv1.3", "TLS1.3"),
    ("TLSv1.2", "TLS1_2"),
    ("TLSv1.2", "TLS1.2"),
    ("TLSv1.1", "TLS1_1"),
    ("TLSv1.0", "TLS1_0"),
    ("TLSv1.0", "TLSv1"),
    ("Login", "Log-in"),
    ("receipt", "time of receipt"),
    ("sender-supplied", "unverified"),
    ("aligned", "alignment"),
    ("not aligned", "misaligned"),
    ("unchecked", "not checked"),
    ("smtp-transcript", "SMTP session"),
];

pub(super) fn entries() -> impl Iterator<Item = Entry> {
    let places = TABLES.iter().flat_map(|places| places.iter());
    let words = places.flat_map(|place| {
        place
            .words
            .iter()
            .map(|(word, meaning)| of(word, meaning, place.name, place.reference))
    });
    let whys = Why::ALL.iter().map(|why| {
        of(
            why.word(),
            why.text(),
            "why something was not checked",
            OURS,
        )
    });
    words.chain(whys)
}

fn of(word: &str, meaning: &str, place: &str, reference: &'static str) -> Entry {
    let entry = Entry::new(Kind::Word, word, meaning)
        .section("Where", place)
        .see(reference);
    let others = ALIASES.iter().filter(|(known, _)| *known == word);
    let entry = others.fold(entry, |entry, (_, other)| entry.or(*other));
    // JSON has hyphens and underscores, texts for people have spaces.
    if word.contains(['-', '_']) {
        entry.or(word.replace(['-', '_'], " "))
    } else {
        entry
    }
}
