//! By the crates of the algorithms themselves.

use crate::auth::key::{KeyProblem, KeyType};
use crate::auth::signature::{Algorithm, Hash};
use ed25519_dalek::{Signature, VerifyingKey};
use rsa::pkcs1::DecodeRsaPublicKey;
use rsa::pkcs8::DecodePublicKey;
use rsa::traits::PublicKeyParts;
use rsa::{Pkcs1v15Sign, RsaPublicKey};

/// What stands before a hash in a signature (RFC 8017 section 9.2, note 1).
const SHA1_PREFIX: &[u8] = b"\x30\x21\x30\x09\x06\x05\x2b\x0e\x03\x02\x1a\x05\x00\x04\x14";
/// The same for SHA-256.
const SHA256_PREFIX: &[u8] =
    b"\x30\x31\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\x04\x20";

/// A key that is ready to be used.
pub(in crate::auth::key) enum Material {
    Rsa(Box<RsaPublicKey>),
    Ed25519(Box<VerifyingKey>),
}

impl Material {
    /// Makes a key of its bytes: RSA in either of the two forms that are in use (RFC 6376 section 3.6.1, erratum 3017).
    pub fn load(key_type: KeyType, material: &[u8]) -> Result<Self, KeyProblem> {
        let unusable = |error: String| KeyProblem::Material(error);
        match key_type {
            KeyType::Rsa => RsaPublicKey::from_public_key_der(material)
                .or_else(|_| RsaPublicKey::from_pkcs1_der(material))
                .map(|key| Self::Rsa(Box::new(key)))
                .map_err(|error| unusable(error.to_string())),
            KeyType::Ed25519 => VerifyingKey::try_from(material)
                .map(|key| Self::Ed25519(Box::new(key)))
                .map_err(|error| unusable(error.to_string())),
        }
    }

    /// Its size.
    pub fn bits(&self) -> usize {
        match self {
            Self::Rsa(key) => key.n().bits(),
            Self::Ed25519(_) => super::super::ED25519_BITS,
        }
    }

    /// Whether a signature over some bytes is valid.
    pub fn verify(&self, algorithm: Algorithm, data: &[u8], signature: &[u8]) -> bool {
        let mut hasher = algorithm.hash().hasher();
        hasher.update(data);
        let hash = hasher.finish();
        match self {
            Self::Rsa(key) => {
                let prefix = match algorithm.hash() {
                    Hash::Sha1 => SHA1_PREFIX,
                    Hash::Sha256 => SHA256_PREFIX,
                };
                let scheme = Pkcs1v15Sign {
                    hash_len: Some(hash.len()),
                    prefix: prefix.into(),
                };
                key.verify(scheme, &hash, signature).is_ok()
            }
            // RFC 8463 section 3: what is signed is the hash.
            Self::Ed25519(key) => Signature::from_slice(signature)
                .is_ok_and(|signature| key.verify_strict(&hash, &signature).is_ok()),
        }
    }
}
