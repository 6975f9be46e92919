//! Hashes of the body, each computed once however many signatures ask for it.

use super::{Hash, Hasher};
use crate::auth::canonical::{self, Canonical};
use crate::limits::{MAX_BODY_HASHES, MAX_OTHER_HASHES};
use crate::message::{DamageKind, LineEnds, Message, Spelling, to_crlf};
pub use crate::words::auth::BodyHash;
use std::borrow::Cow;

/// The body's side of a signature; needs no key.
#[allow(clippy::struct_excessive_bools, reason = "facts, each of its own")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::auth) struct BodyFacts {
    pub verdict: BodyHash,
    /// The hash of the body as it is here.
    pub computed: Option<Vec<u8>>,
    /// How many bytes of the canonical body `l=` leaves out.
    pub uncovered: Option<u64>,
    /// `l=` is more than there is.
    pub too_short: bool,
    /// There is a body of blank lines only, and it is not what was signed: most likely a header block that was pasted
    /// with the empty line behind it.
    pub blank: bool,
    /// Too many different hashes were asked for.
    pub limited: bool,
    /// There may be a body, and it was not to be read.
    pub unread: bool,
    /// How line ends are written in the body that matched.
    pub spelling: Spelling,
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
        unread: false,
        spelling: Spelling::Mended,
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
    raw: &'a [u8],
    ends: LineEnds,
    /// Whether the input was longer than is read, so that there is a body of which the end is not known.
    cut: bool,
    /// Whether the body is not to be read.
    unread: bool,
    /// Whether what is there is known to be all of it.
    is_whole: bool,
    /// Other spellings of the body's line ends; `None` until one is asked for.
    others: Option<Vec<Spelling>>,
    /// How many hashes of other spellings were computed.
    tried: usize,
    done: Vec<(Wanted, Hashed)>,
    done_otherwise: Vec<((Wanted, Spelling), Hashed)>,
}

impl<'a> BodyHashes<'a> {
    /// With `reads_body` off what is there is left alone.
    pub fn new(message: &Message<'a>, reads_body: bool) -> Self {
        let cut = message
            .damage()
            .iter()
            .any(|damage| damage.kind == DamageKind::TooLarge);
        let unread = !reads_body && message.body().is_some();
        let raw = message.body().filter(|_| !cut && !unread);
        Self {
            body: raw.map(|body| to_crlf(body, message.line_ends())),
            raw: raw.unwrap_or_default(),
            ends: message.line_ends(),
            cut,
            unread,
            is_whole: message.is_whole(),
            others: None,
            tried: 0,
            done: Vec::new(),
            done_otherwise: Vec::new(),
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
        let wanted = (canonical, hash, length);
        let Some(body) = &self.body else {
            return self.check_absent(wanted, stated);
        };
        let blank = !self.is_whole && body.iter().all(u8::is_ascii_whitespace);
        let Some(hashed) = self.hash(wanted) else {
            return BodyFacts {
                limited: true,
                ..BodyFacts::UNKNOWN
            };
        };
        if let Some(facts) = matching(&hashed, length, stated) {
            return facts;
        }
        if let Some((spelling, facts)) = self.check_otherwise(wanted, stated) {
            return BodyFacts { spelling, ..facts };
        }
        match hashed {
            Hashed::TooShort => BodyFacts {
                verdict: mismatch(blank),
                too_short: !blank,
                blank,
                ..BodyFacts::UNKNOWN
            },
            Hashed::Done { hash, uncovered } => BodyFacts {
                verdict: mismatch(blank),
                computed: Some(hash),
                uncovered: length.map(|_| uncovered),
                blank,
                ..BodyFacts::UNKNOWN
            },
        }
    }

    /// A signature of an empty body, or of none of it (`l=0`), needs no body: nothing is missing. Of one that was cut only
    /// the latter can be said.
    fn check_absent(&self, (canonical, hash, length): Wanted, stated: &[u8]) -> BodyFacts {
        if (self.cut || self.unread) && length != Some(0) {
            return BodyFacts {
                unread: self.unread,
                ..BodyFacts::UNKNOWN
            };
        }
        let hashed = hash_body(b"", (canonical, hash, length));
        match matching(&hashed, length, stated) {
            Some(facts) => BodyFacts {
                // There may be a body that it leaves out.
                uncovered: None,
                ..facts
            },
            None => BodyFacts::UNKNOWN,
        }
    }

    /// The spelling of the line ends, other than the mended one, in which the body is the one that was signed.
    fn check_otherwise(&mut self, wanted: Wanted, stated: &[u8]) -> Option<(Spelling, BodyFacts)> {
        let (raw, ends) = (self.raw, self.ends);
        let others = self
            .others
            .get_or_insert_with(|| Spelling::others(raw, ends))
            .clone();
        others.into_iter().find_map(|spelling| {
            let key = (wanted, spelling);
            let known = self.done_otherwise.iter().find(|(done, _)| *done == key);
            let hashed = match known {
                Some((_, hashed)) => hashed.clone(),
                None if self.tried == MAX_OTHER_HASHES => return None,
                None => {
                    self.tried += 1;
                    let hashed = hash_body(&spelling.of(raw, ends), wanted);
                    self.done_otherwise.push((key, hashed.clone()));
                    hashed
                }
            };
            Some((spelling, matching(&hashed, wanted.2, stated)?))
        })
    }

    fn hash(&mut self, wanted: Wanted) -> Option<Hashed> {
        if let Some((_, hashed)) = self.done.iter().find(|(done, _)| *done == wanted) {
            return Some(hashed.clone());
        }
        if self.done.len() == MAX_BODY_HASHES {
            return None;
        }
        let hashed = hash_body(self.body.as_ref()?, wanted);
        self.done.push((wanted, hashed.clone()));
        Some(hashed)
    }
}

fn hash_body(body: &[u8], (canonical, hash, length): Wanted) -> Hashed {
    let mut hasher = BodyHasher::new(hash, length);
    canonical::body(canonical, body, |piece| hasher.update(piece));
    hasher.finish()
}

/// What is known of a body that is the one that was signed; `None` if it is not.
fn matching(hashed: &Hashed, length: Option<u64>, stated: &[u8]) -> Option<BodyFacts> {
    match hashed {
        Hashed::Done { hash, uncovered } if hash == stated => Some(BodyFacts {
            verdict: BodyHash::Match,
            computed: Some(hash.clone()),
            uncovered: length.map(|_| *uncovered),
            ..BodyFacts::UNKNOWN
        }),
        _ => None,
    }
}

/// A body of blank lines that was not signed as such is not taken for the one that was sent.
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

    /// Whether nothing that follows counts any more.
    pub fn is_full(&self) -> bool {
        self.limit.is_some_and(|limit| self.seen >= limit)
    }

    /// Whether the body that was taken in is the one with this hash. With `l=` it must have that length at least.
    pub fn is(&self, stated: &[u8]) -> bool {
        self.limit.is_none_or(|limit| self.seen >= limit) && self.hasher.is(stated)
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
        BodyHashes::new(&message, true).check(Canonical::Relaxed, Hash::Sha256, length, &stated)
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
        assert_eq!(check(b"A: 1\r\n", None, b"text\r\n"), BodyFacts::UNKNOWN);
        assert_eq!(check(b"A: 1\r\n\r\n", None, b"").verdict, BodyHash::Match);
        let blank = check(b"A: 1\r\n\r\n\r\n", None, b"text\r\n");
        assert!(blank.blank && blank.verdict == BodyHash::NotAvailable);
    }

    #[test]
    fn what_an_empty_body_was_signed_as_needs_none() {
        let matches = |raw: &[u8], canonical, hash: Hash, length, signed: &[u8]| {
            let mut stated = hash.hasher();
            stated.update(signed);
            let message = Message::parse(raw);
            let mut hashes = BodyHashes::new(&message, true);
            hashes
                .check(canonical, hash, length, &stated.finish())
                .verdict
        };
        for hash in [Hash::Sha1, Hash::Sha256] {
            for raw in [&b"A: 1\r\n"[..], b"A: 1\r\n\r\n", b"A: 1\n\n", b"A: 1"] {
                for (canonical, length, signed, expected) in [
                    (Canonical::Simple, None, &b"\r\n"[..], BodyHash::Match),
                    (Canonical::Simple, Some(2), b"\r\n", BodyHash::Match),
                    (Canonical::Simple, Some(0), b"", BodyHash::Match),
                    (Canonical::Relaxed, None, b"", BodyHash::Match),
                    (Canonical::Relaxed, Some(0), b"", BodyHash::Match),
                    // The hash of the other canonicalization's empty body.
                    (Canonical::Simple, None, b"", BodyHash::NotAvailable),
                    (Canonical::Relaxed, None, b"\r\n", BodyHash::NotAvailable),
                    (Canonical::Relaxed, Some(2), b"\r\n", BodyHash::NotAvailable),
                    (
                        Canonical::Simple,
                        Some(9),
                        b"text\r\n.\r\n",
                        BodyHash::NotAvailable,
                    ),
                ] {
                    let found = matches(raw, canonical, hash, length, signed);
                    assert_eq!(
                        found, expected,
                        "{raw:?} {canonical:?} {length:?} {signed:?}"
                    );
                }
            }
        }
        // Of a body that is there, l=0 covers nothing.
        let raw = b"A: 1\r\n\r\ntext\r\n";
        let found = matches(raw, Canonical::Simple, Hash::Sha256, Some(0), b"");
        assert_eq!(found, BodyHash::Match);
        let found = matches(raw, Canonical::Relaxed, Hash::Sha256, None, b"");
        assert_eq!(found, BodyHash::Mismatch);
    }

    #[test]
    fn the_spelling_that_was_signed_matches() {
        for (body, signed, spelling) in [
            ("a\r\nb\r\n", "a\r\nb\r\n", Some(Spelling::Mended)),
            ("a\r\r\nb\r\n", "a\r\r\nb\r\n", Some(Spelling::AsGiven)),
            ("a\r\r\nb\r\n", "a\r\nb\r\n", Some(Spelling::Mended)),
            ("a\r\nb\n", "a\r\nb\n\r\n", Some(Spelling::AsGiven)),
            ("a\r\nb\n", "a\r\r\nb\r\n", Some(Spelling::CrBeforeEveryLf)),
            ("a\r\r\nb\n", "a\r\r\nb\r\n", Some(Spelling::BareLfMended)),
            ("a\r\r\nb\r\n", "a\r\r\nc\r\n", None),
        ] {
            let raw = format!("A: 1\r\n\r\n{body}");
            let facts = check(raw.as_bytes(), None, signed.as_bytes());
            let is_match = facts.verdict == BodyHash::Match;
            assert_eq!(
                is_match.then_some(facts.spelling),
                spelling,
                "{body:?} {signed:?}"
            );
        }
    }
}
