//! An indicator: what it is, where it stands, whose word it is, and whether it may be blocked.

use crate::report::PlaceReport;
use crate::words::indicators::{Kind, Reason, Role, Word};
use serde::{Deserialize, Serialize};

/// One indicator of a message: each type and value once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Indicator {
    /// Its type.
    #[serde(rename = "type")]
    pub kind: Kind,
    /// The value, as programs search for it: nothing is defanged.
    pub value: String,
    /// Whether it may be blocked.
    pub blockable: Blockable,
    /// What it is in the message, the first role that was met first.
    pub seen: Vec<Sighting>,
}

impl Indicator {
    /// Whose word it is: the best that any sighting has.
    pub fn word(&self) -> Word {
        let words = self.seen.iter().map(|sighting| sighting.word);
        words.min().unwrap_or(Word::Claimed)
    }

    /// Whether a sender cannot have invented it, and it may be blocked.
    pub fn is_proven_and_blockable(&self) -> bool {
        self.word().is_proven() && self.blockable == Blockable::Yes
    }
}

/// Whether blocking something hits others than the sender.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "may", content = "reason")]
pub enum Blockable {
    /// As far as can be told, nobody else.
    Yes,
    /// It would, or it does not belong to the sender for certain.
    No(Reason),
}

impl Blockable {
    /// Why it must not be blocked.
    pub fn reason(self) -> Option<Reason> {
        match self {
            Self::Yes => None,
            Self::No(reason) => Some(reason),
        }
    }
}

/// One place and role of an indicator.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sighting {
    /// What it is there.
    pub role: Role,
    /// Whose word it is.
    pub word: Word,
    /// Where it stands.
    pub place: Place,
    /// More of it: a selector, a file's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}

/// Where an indicator stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "in")]
pub enum Place {
    /// In a header field.
    Header(PlaceReport),
    /// In a part of the message, as IMAP counts; inside a file of an archive with this name.
    Part {
        /// The part's number.
        part: String,
        /// The name inside the archive.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        inside: Option<String>,
    },
    /// In the text of the body.
    Text,
    /// In the SMTP session, or told by whoever asked for the report.
    Session,
    /// In an answer of DNS.
    Dns,
}

impl Place {
    /// For a reader: the field's name, the part, or what it is.
    pub fn text(&self) -> String {
        match self {
            Self::Header(place) => place.field.clone(),
            Self::Part { part, inside: None } => format!("part {part}"),
            Self::Part {
                part,
                inside: Some(name),
            } => format!("part {part}, {name}"),
            Self::Text => "body".to_owned(),
            Self::Session => "session".to_owned(),
            Self::Dns => "DNS".to_owned(),
        }
    }
}
