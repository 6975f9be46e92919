//! What the signatures of a message say of its body: for those who know several spellings of it.

use super::{BodyHasher, Hash, Reader};
use crate::auth::canonical::{self, Canonical, Canonicalization};
use crate::auth::tags::TagList;
use crate::message::{LineEnds, Message, to_crlf};

/// The body that one signature covers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedBody {
    canonical: Canonical,
    hash: Hash,
    length: Option<u64>,
    stated: Vec<u8>,
}

/// The fields that have a body hash.
const FIELDS: &[&str] = &["DKIM-Signature", "ARC-Message-Signature"];

impl SignedBody {
    /// Those of a message that cover more than so many bytes of it, each once, at most so many; those that cover all come first.
    /// Whether the signatures are valid is not asked.
    pub fn all(message: &Message<'_>, most: usize, beyond: usize) -> Vec<Self> {
        let values = FIELDS
            .iter()
            .flat_map(|name| message.named(name))
            .map(|(_, field)| field.raw_value());
        let mut all: Vec<Self> = values
            .filter_map(Self::read)
            .filter(|one| one.length.is_none_or(|length| length > beyond as u64))
            .collect();
        all.sort_by_key(|one| one.length.is_some());
        all.dedup();
        all.truncate(most);
        all
    }

    fn read(value: &[u8]) -> Option<Self> {
        let list = TagList::parse(value).ok()?;
        let mut reader = Reader::new(&list);
        let canonicalization = match list.get("c") {
            Some(_) => reader.canonicalization()?,
            None => Canonicalization::DEFAULT,
        };
        Some(Self {
            canonical: canonicalization.body,
            hash: reader.algorithm()?.hash(),
            length: reader.length(),
            stated: reader.bytes("bh")?,
        })
    }

    /// Whether this is the body.
    pub fn is(&self, body: &[u8], ends: LineEnds) -> bool {
        let mut hasher = BodyHasher::new(self.hash, self.length);
        canonical::body(self.canonical, &to_crlf(body, ends), |piece| {
            hasher.update(piece);
        });
        hasher.is(&self.stated)
    }
}
