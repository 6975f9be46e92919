//! What DKIM signatures and ARC message signatures have in common: algorithms, the choice of header fields, hashes of
//! the body.

mod body;
mod domain;
mod headers;
mod reader;
mod signed;

pub(super) use body::{BodyFacts, BodyHashes};
pub use body::{BodyHash, BodyHasher};
pub use domain::{Auid, is_domain_name, is_selector};
pub(super) use headers::Headers;
pub use reader::Flaw;
pub(super) use reader::Reader;
pub use signed::SignedBody;

use super::key::KeyType;
pub use crate::words::auth::{Algorithm, HeaderSignature};
use sha2::Digest as _;

impl Algorithm {
    /// Reads an `a=` value; case counts.
    pub fn parse(value: &str) -> Option<Self> {
        [Self::RsaSha1, Self::RsaSha256, Self::Ed25519Sha256]
            .into_iter()
            .find(|algorithm| algorithm.word() == value)
    }

    /// The type of key that it needs.
    pub fn key_type(self) -> KeyType {
        match self {
            Self::RsaSha1 | Self::RsaSha256 => KeyType::Rsa,
            Self::Ed25519Sha256 => KeyType::Ed25519,
        }
    }

    /// The hash that it uses for header and body.
    pub fn hash(self) -> Hash {
        match self {
            Self::RsaSha1 => Hash::Sha1,
            Self::RsaSha256 | Self::Ed25519Sha256 => Hash::Sha256,
        }
    }
}

/// A hash function.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Hash {
    Sha1,
    Sha256,
}

impl Hash {
    /// The word of a key's `h=` tag.
    pub fn word(self) -> &'static str {
        match self {
            Self::Sha1 => "sha1",
            Self::Sha256 => "sha256",
        }
    }

    /// A hasher at its beginning.
    pub fn hasher(self) -> Hasher {
        match self {
            Self::Sha1 => Hasher::Sha1(sha1::Sha1::new()),
            Self::Sha256 => Hasher::Sha256(sha2::Sha256::new()),
        }
    }
}

/// A hash being computed. A clone goes its own way from the same beginning.
#[derive(Clone, Debug)]
pub enum Hasher {
    Sha1(sha1::Sha1),
    Sha256(sha2::Sha256),
}

impl Hasher {
    /// Takes in more bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        match self {
            Self::Sha1(hasher) => hasher.update(bytes),
            Self::Sha256(hasher) => hasher.update(bytes),
        }
    }

    /// The hash of all that was taken in.
    pub fn finish(self) -> Vec<u8> {
        match self {
            Self::Sha1(hasher) => hasher.finalize().to_vec(),
            Self::Sha256(hasher) => hasher.finalize().to_vec(),
        }
    }

    /// Whether that is this one.
    pub fn is(&self, stated: &[u8]) -> bool {
        match self {
            Self::Sha1(hasher) => hasher.clone().finalize()[..] == *stated,
            Self::Sha256(hasher) => hasher.clone().finalize()[..] == *stated,
        }
    }
}

impl HeaderSignature {
    pub(super) fn of(verdict: Option<bool>) -> Option<Self> {
        verdict.map(|valid| if valid { Self::Valid } else { Self::Invalid })
    }
}
