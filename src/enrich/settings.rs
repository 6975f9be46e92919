//! What is looked up, and where.

use super::{GeoFile, List};
use crate::texts;
pub use crate::words::enrich::Kind;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

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
