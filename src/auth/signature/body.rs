//! Hashes of the body, each computed once however many signatures ask for it.

use super::{Hash, Hasher};
use crate::auth::canonical::{self, Canonical};
use crate::message::{DamageKind, Message, to_crlf};
use serde::Serialize;
use std::borrow::Cow;

/// The most distinct hashes of the body that are computed for one message. Two canonicalizations with SHA-256 are
/// usual; `l=` could ask for any number more.
const MAX_BODY_HASHES: usize = 8;

/// Whether the body is the one that was signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum BodyHash {
    /// `bh=` is the hash of the body, or of the part that `l=` covers.
    Match,
    /// It is not.
    Mismatch,
    /// There is no body to hash.
    NotAvailable,
}

/// What hashing the body for a signature gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::auth) enum BodyVerdict {
    /// The hash, and how many bytes of the canonical body `l=` leaves out.
    Hashed { hash: Vec<u8>, uncovered: u64 },
    /// `l=` is more than there is.
    TooShort,
    /// The input has no body, or not all of it.
    NotAvailable,
    /// Too many different hashes were asked for.
    LimitReached,
}

/// Which hash.
type Wanted = (Canonical, Hash, Option<u64>);

/// The hashes of one body.
pub(in crate::auth) struct BodyHashes<'a> {
    body: Option<Cow<'a, [u8]>>,
    done: Vec<(Wanted, BodyVerdict)>,
}

impl<'a> BodyHashes<'a> {
    pub fn new(message: &Message<'a>) -> Self {
        let cut = message
            .damage()
            .iter()
            .any(|damage| damage.kind == DamageKind::TooLarge);
        Self {
            body: message
                .body()
                .filter(|_| !cut)
                .map(|body| to_crlf(body, message.line_ends())),
            done: Vec::new(),
        }
    }

    /// Whether there is nothing but empty lines: an empty message, or a pasted header that ended with a blank line.
    pub fn is_blank(&self) -> bool {
        self.body
            .as_ref()
            .is_some_and(|body| body.iter().all(|byte| matches!(byte, b'\r' | b'\n')))
    }

    pub fn get(&mut self, canonical: Canonical, hash: Hash, length: Option<u64>) -> BodyVerdict {
        let Some(body) = &self.body else {
            return BodyVerdict::NotAvailable;
        };
        let wanted = (canonical, hash, length);
        if let Some((_, verdict)) = self.done.iter().find(|(done, _)| *done == wanted) {
            return verdict.clone();
        }
        if self.done.len() == MAX_BODY_HASHES {
            return BodyVerdict::LimitReached;
        }
        let mut hasher = BodyHasher::new(hash, length);
        canonical::body(canonical, body, |piece| hasher.update(piece));
        let verdict = hasher.finish();
        self.done.push((wanted, verdict.clone()));
        verdict
    }
}

/// Hashes a canonical body up to the length that `l=` gives.
#[derive(Clone, Debug)]
pub struct BodyHasher {
    hasher: Hasher,
    limit: Option<u64>,
    seen: u64,
}

impl BodyHasher {
    /// At the beginning of a body; `limit` is `l=`, in bytes.
    pub fn new(hash: Hash, limit: Option<u64>) -> Self {
        Self {
            hasher: hash.hasher(),
            limit,
            seen: 0,
        }
    }

    /// Takes in the next piece of the canonical body.
    pub fn update(&mut self, piece: &[u8]) {
        let left = self
            .limit
            .map_or(u64::MAX, |limit| limit.saturating_sub(self.seen));
        let take = usize::try_from(left).map_or(piece.len(), |left| left.min(piece.len()));
        self.hasher.update(&piece[..take]);
        self.seen += piece.len() as u64;
    }

    fn finish(self) -> BodyVerdict {
        let covered = self.limit.unwrap_or(self.seen);
        match self.seen.checked_sub(covered) {
            Some(uncovered) => BodyVerdict::Hashed {
                hash: self.hasher.finish(),
                uncovered,
            },
            None => BodyVerdict::TooShort,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn get(raw: &[u8], length: Option<u64>) -> BodyVerdict {
        let message = Message::parse(raw);
        BodyHashes::new(&message).get(Canonical::Relaxed, Hash::Sha256, length)
    }

    #[test]
    fn a_length_counts_canonical_bytes() {
        let raw = b"A: 1\r\n\r\na  b \r\nc\r\n\r\n";
        let BodyVerdict::Hashed { hash, uncovered } = get(raw, Some(5)) else {
            panic!("no hash");
        };
        let mut expected = Hash::Sha256.hasher();
        expected.update(b"a b\r\n");
        assert_eq!((hash, uncovered), (expected.finish(), 3));
        assert!(matches!(
            get(raw, Some(8)),
            BodyVerdict::Hashed { uncovered: 0, .. }
        ));
        assert!(matches!(
            get(raw, Some(0)),
            BodyVerdict::Hashed { uncovered: 8, .. }
        ));
        assert_eq!(get(raw, Some(9)), BodyVerdict::TooShort);
    }

    #[test]
    fn no_body_is_not_an_empty_body() {
        assert_eq!(get(b"A: 1\r\n", None), BodyVerdict::NotAvailable);
        assert!(matches!(
            get(b"A: 1\r\n\r\n", None),
            BodyVerdict::Hashed { .. }
        ));
    }
}
