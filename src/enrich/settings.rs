//! What is looked up, and where.

use super::{GeoFile, List};
use crate::texts;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

listed! {
/// What can be looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Names of addresses, with forward confirmation.
    Rdns,
    /// Who announces an address, by Team Cymru.
    Asn,
    /// Whether DNS lists hold an address or a domain.
    Dnsbl,
    /// Country and city by files of the user's.
    Geo,
    /// Contacts for reports, by Abusix and abuse.net.
    Contacts,
    /// What domains publish about their mail.
    Domains,
}
}

impl Kind {
    /// Its word on the command line and in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Rdns => "rdns",
            Self::Asn => "asn",
            Self::Dnsbl => "dnsbl",
            Self::Geo => "geo",
            Self::Contacts => "contacts",
            Self::Domains => "domains",
        }
    }

    /// The kind with this word.
    pub fn by_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// What to look up. Nothing by default.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct EnrichSettings {
    /// Which kinds; `all` stands for all of them.
    #[serde(deserialize_with = "kinds")]
    pub sources: BTreeSet<Kind>,
    /// The lists that [`Kind::Dnsbl`] asks: none by default, since asking tells a list's operator about one's mail. At
    /// most [`MAX_LISTS`](super::MAX_LISTS).
    #[serde(deserialize_with = "texts::one_or_several")]
    pub dnsbl: Vec<List>,
    /// The names of the files that [`Kind::Geo`] reads: for whoever opens them.
    #[serde(deserialize_with = "texts::one_or_several")]
    pub geo: Vec<PathBuf>,
    /// Those files, open.
    #[serde(skip)]
    pub geo_files: Vec<Arc<GeoFile>>,
    /// Ask about private and documentation addresses and names too: for a resolver of one's own that knows them.
    pub allow_reserved: bool,
}

/// The word for every kind.
const ALL: &str = "all";

fn kinds<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeSet<Kind>, D::Error> {
    let mut kinds = BTreeSet::new();
    for word in texts::one_or_several::<D, String>(deserializer)? {
        match Kind::by_word(&word) {
            Some(kind) => kinds.extend([kind]),
            None if word == ALL => kinds.extend(Kind::ALL),
            None => {
                let words = Kind::ALL.map(Kind::word).join(", ");
                return Err(D::Error::custom(format!("give one of {words}, {ALL}")));
            }
        }
    }
    Ok(kinds)
}
