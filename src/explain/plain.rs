//! An explanation as programs read it.

use super::Entry;
use schemars::JsonSchema;
use serde::Serialize;

/// What a term means.
#[derive(Serialize, JsonSchema)]
pub struct Explanation {
    /// The term as it is written.
    term: String,
    /// Other words under which it is found.
    also: Vec<String>,
    /// What sort of term it is.
    kind: &'static str,
    /// What it means, in a line or two.
    meaning: String,
    /// More, under titles.
    sections: Vec<Section>,
    /// Where that is defined.
    references: Vec<&'static str>,
}

/// A part of an explanation.
#[derive(Serialize, JsonSchema)]
struct Section {
    /// Its title.
    title: &'static str,
    /// Its text.
    text: String,
}

impl From<Entry> for Explanation {
    fn from(entry: Entry) -> Self {
        let sections = entry.sections.into_iter();
        Self {
            term: entry.term,
            also: entry.also,
            kind: entry.kind.text(),
            meaning: entry.meaning,
            sections: sections
                .map(|(title, text)| Section { title, text })
                .collect(),
            references: entry.references,
        }
    }
}
