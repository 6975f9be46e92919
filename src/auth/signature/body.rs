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

/// The body's side of a signature; needs no key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::auth) struct BodyFacts {
    pub verdict: BodyHash,
    /// The hash of the body as it is here.
    pub computed: Option<Vec<u8>>,
    /// How many bytes of the canonical body `l=` leaves out.
    pub uncovered: Option<u64>,
    /// `l=` is more than there is.
    pub too_short: bool,
    /// There is a body of empty lines only, and it is not what was signed: most likely a header block that was pasted
    /// with the empty line behind it.
    pub blank: bool,
    /// Too many different hashes were asked for.
    pub limited: bool,
}

impl BodyFacts {
    /// What is known of a body that was not hashed.
    pub const UNKNOWN: Self = Self {
        verdict: BodyHash::NotAvailable,
        computed: None,
        uncovered: None,
        too_short: false,
        blank: false,
        limited: false,
    };
}

/// What hashing the body gave.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Hashed {
    /// The hash, and how many bytes of the canonical body `l=` leaves out.
    Done { hash: Vec<u8>, uncovered: u64 },
    /// `l=` is more than there is.
    TooShort,
}

/// Which hash.
type Wanted = (Canonical, Hash, Option<u64>);

/// The hashes of one body.
pub(in crate::auth) struct BodyHashes<'a> {
    body: Option<Cow<'a, [u8]>>,
    done: Vec<(Wanted, Hashed)>,
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

    /// Holds the body against `bh=`.
    pub fn check(
        &mut self,
        canonical: Canonical,
        hash: Hash,
        length: Option<u64>,
        stated: &[u8],
    ) -> BodyFacts {
        let Some(body) = &self.body else {
            return BodyFacts::UNKNOWN;
        };
        let blank = body.iter().all(|byte| matches!(byte, b'\r' | b'\n'));
        match self.hash((canonical, hash, length)) {
            None => BodyFacts {
                limited: true,
                ..BodyFacts::UNKNOWN
            },
            Some(Hashed::TooShort) => BodyFacts {
                verdict: mismatch(blank),
                too_short: !blank,
                blank,
                ..BodyFacts::UNKNOWN
            },
            Some(Hashed::Done { hash, uncovered }) => {
                let is_match = hash == stated;
                BodyFacts {
                    verdict: if is_match {
                        BodyHash::Match
                    } else {
                        mismatch(blank)
                    },
                    computed: Some(hash),
                    uncovered: length.map(|_| uncovered),
                    blank: blank && !is_match,
                    ..BodyFacts::UNKNOWN
                }
            }
        }
    }

    fn hash(&mut self, wanted: Wanted) -> Option<Hashed> {
        if let Some((_, hashed)) = self.done.iter().find(|(done, _)| *done == wanted) {
            return Some(hashed.clone());
        }
        if self.done.len() == MAX_BODY_HASHES {
            return None;
        }
        let (canonical, hash, length) = wanted;
        let mut hasher = BodyHasher::new(hash, length);
        canonical::body(canonical, self.body.as_ref()?, |piece| hasher.update(piece));
        let hashed = hasher.finish();
        self.done.push((wanted, hashed.clone()));
        Some(hashed)
    }
}

/// A body of empty lines that was not signed as such is not taken for the one that was sent.
fn mismatch(blank: bool) -> BodyHash {
    if blank {
        BodyHash::NotAvailable
    } else {
        BodyHash::Mismatch
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

    /// Whether the body that was taken in is the one with this hash. With `l=` it must have that length at least.
    pub fn is(&self, stated: &[u8]) -> bool {
        self.limit.is_none_or(|limit| self.seen >= limit) && self.hasher.clone().finish() == stated
    }

    fn finish(self) -> Hashed {
        let covered = self.limit.unwrap_or(self.seen);
        match self.seen.checked_sub(covered) {
            Some(uncovered) => Hashed::Done {
                hash: self.hasher.finish(),
                uncovered,
            },
            None => Hashed::TooShort,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(raw: &[u8], length: Option<u64>, signed: &[u8]) -> BodyFacts {
        let message = Message::parse(raw);
        let mut stated = Hash::Sha256.hasher();
        stated.update(signed);
        let stated = stated.finish();
        BodyHashes::new(&message).check(Canonical::Relaxed, Hash::Sha256, length, &stated)
    }

    #[test]
    fn a_length_counts_canonical_bytes() {
        let raw = b"A: 1\r\n\r\na  b \r\nc\r\n\r\n";
        for (length, signed, uncovered) in [
            (0, &b""[..], 8),
            (5, b"a b\r\n", 3),
            (8, b"a b\r\nc\r\n", 0),
        ] {
            let facts = check(raw, Some(length), signed);
            assert_eq!(
                (facts.verdict, facts.uncovered),
                (BodyHash::Match, Some(uncovered)),
                "l={length}"
            );
        }
        let facts = check(raw, Some(9), b"a b\r\nc\r\n");
        assert!(facts.too_short && facts.verdict == BodyHash::Mismatch);
    }

    #[test]
    fn no_body_is_not_an_empty_body() {
        assert_eq!(check(b"A: 1\r\n", None, b""), BodyFacts::UNKNOWN);
        assert_eq!(check(b"A: 1\r\n\r\n", None, b"").verdict, BodyHash::Match);
        let blank = check(b"A: 1\r\n\r\n\r\n", None, b"text\r\n");
        assert!(blank.blank && blank.verdict == BodyHash::NotAvailable);
    }
}
