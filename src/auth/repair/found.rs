//! An original that was found, and what is told of it.

use super::search::lines;
use super::{Diagnosis, Edit};

/// The longest excerpt of what was added, in bytes.
const EXCERPT: usize = 1000;

/// An original that was found.
pub(super) struct Found {
    edits: Vec<Edit>,
    details: Vec<String>,
    /// What was added to it.
    pub added: Option<Vec<u8>>,
    /// It.
    pub original: Vec<u8>,
    /// The header of the part that it is.
    pub part_header: Vec<u8>,
    /// Whether something else stands in front of it.
    pub is_behind: bool,
    /// The transfer encoding that it had, if that was changed.
    pub encoding_was: Option<&'static str>,
}

impl Found {
    /// The original is `text` up to `end`; what follows was appended.
    pub fn new(mut text: Vec<u8>, end: usize) -> Self {
        let added = text.split_off(end);
        let mut found = Self {
            edits: Vec::new(),
            details: Vec::new(),
            added: None,
            original: text,
            part_header: Vec::new(),
            is_behind: false,
            encoding_was: None,
        };
        if !added.trim_ascii().is_empty() {
            let count = lines(&added).count();
            found.edits.push(Edit::Footer);
            found.details.push(format!("{count} lines were appended"));
            found.added = Some(added);
        }
        found
    }

    /// One more edit, which is undone before the others.
    pub fn with(mut self, edit: Edit, detail: &str) -> Self {
        self.edits.insert(0, edit);
        self.details.insert(0, detail.to_owned());
        self
    }

    pub(super) fn into_diagnosis(self) -> Diagnosis {
        // Of several the one that says where the text came from; how it is written comes second.
        let telling = [Edit::MimePartAdded, Edit::Footer, Edit::Banner];
        let edit = telling
            .into_iter()
            .find(|edit| self.edits.contains(edit))
            .or(self.edits.first().copied())
            .unwrap_or(Edit::Canonicalization);
        Diagnosis {
            edit,
            edits: self.edits,
            detail: self.details.join("; "),
            added: self.added.as_deref().map(excerpt),
            fields: Vec::new(),
            verified: false,
            recovered: Some(self.original),
            part_header: self.part_header,
            is_behind: self.is_behind,
            encoding_was: self.encoding_was,
        }
    }
}

fn excerpt(text: &[u8]) -> String {
    let text = String::from_utf8_lossy(&text[..text.len().min(EXCERPT)]);
    text.trim().to_owned()
}
