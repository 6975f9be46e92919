//! What is reported of one published record.

use crate::checked::Checked;
use serde::ser::{Serialize, SerializeMap, Serializer};

/// What a record is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RecordKind {
    /// Who takes the domain's mail (RFC 5321 section 5).
    Mx,
    /// Who may send in its name (RFC 7208).
    Spf,
    /// What to do with forgeries (RFC 9989).
    Dmarc,
    /// The mark to show beside its mail (draft-brand-indicators-for-message-identification).
    Bimi,
    /// That it publishes a policy for TLS (RFC 8461 section 3.1). The policy itself is fetched by HTTPS: not here.
    MtaSts,
    /// Where failures of TLS are reported to (RFC 8460 section 3).
    TlsRpt,
}

impl RecordKind {
    /// Its name.
    pub fn text(self) -> &'static str {
        match self {
            Self::Mx => "MX",
            Self::Spf => "SPF",
            Self::Dmarc => "DMARC",
            Self::Bimi => "BIMI",
            Self::MtaSts => "MTA-STS",
            Self::TlsRpt => "TLS-RPT",
        }
    }
}

/// A record that was asked for.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Published {
    /// What it is for.
    pub kind: RecordKind,
    /// The name that it stands under, or would.
    pub name: String,
    /// What was found, or why that is not known.
    pub record: Checked<PublishedRecord>,
}

/// What was found under the name.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct PublishedRecord {
    /// Whether there is such a record.
    pub present: bool,
    /// The records as published.
    pub texts: Vec<String>,
    /// What it comes to: name and value.
    pub facts: Facts,
    /// What is wrong with it, or weak, in words.
    pub problems: Vec<String>,
}

impl PublishedRecord {
    /// These records, unread.
    pub(super) fn of(texts: Vec<String>) -> Self {
        Self {
            present: !texts.is_empty(),
            texts,
            ..Self::default()
        }
    }

    /// Notes what the record comes to.
    pub(super) fn say(&mut self, name: &'static str, value: impl Into<String>) {
        self.facts.0.push((name, value.into()));
    }

    /// Notes what is wrong.
    pub(super) fn blame(&mut self, problem: impl Into<String>) {
        self.problems.push(problem.into());
    }
}

/// Names with values, in their order. In JSON an object.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts(pub Vec<(&'static str, String)>);

impl Serialize for Facts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, value) in &self.0 {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}
