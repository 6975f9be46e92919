//! The keys of the samples.

use base64::prelude::{BASE64_STANDARD, Engine as _};
use mail_auth::common::crypto::{Ed25519Key, RsaKey, Sha256, SigningKey as _};
use rustls_pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};

/// What stands before a PKCS#1 key of 2048 bits and the exponent 65537 in a `SubjectPublicKeyInfo`, the form that
/// `p=` has in practice.
const RSA_2048_SPKI: [u8; 24] = [
    0x30, 0x82, 0x01, 0x22, 0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01,
    0x01, 0x05, 0x00, 0x03, 0x82, 0x01, 0x0f, 0x00,
];

/// A key of the folder `samples/keys`.
#[derive(Clone, Copy)]
pub enum Key {
    /// Of the honest authors.
    Author,
    /// Of the honest authors, Ed25519.
    AuthorEd25519,
    /// Of sender.example.
    Sender,
    /// Of those that seal ARC.
    Seal,
}

/// The two kinds, loaded.
enum Loaded {
    Rsa(RsaKey<Sha256>),
    Ed25519(Ed25519Key),
}

impl Key {
    /// `a=` (RFC 6376 section 3.5, RFC 8463).
    pub fn algorithm(self) -> &'static str {
        match self {
            Self::AuthorEd25519 => "ed25519-sha256",
            Self::Author | Self::Sender | Self::Seal => "rsa-sha256",
        }
    }

    /// The signature over canonical text, in base64.
    pub fn sign(self, text: &str) -> String {
        let signature = match self.load() {
            Loaded::Rsa(key) => key.sign(text.as_bytes()),
            Loaded::Ed25519(key) => key.sign(text.as_bytes()),
        };
        BASE64_STANDARD.encode(signature.expect("the key signs"))
    }

    /// The text of the key record.
    pub fn record(self) -> String {
        let (kind, public) = match self.load() {
            Loaded::Rsa(key) => ("rsa", [&RSA_2048_SPKI[..], &key.public_key()].concat()),
            Loaded::Ed25519(key) => ("ed25519", key.public_key()),
        };
        format!("v=DKIM1; k={kind}; p={}", BASE64_STANDARD.encode(public))
    }

    fn pem(self) -> &'static str {
        match self {
            Self::Author => include_str!("../../../samples/keys/author-rsa.pem"),
            Self::AuthorEd25519 => include_str!("../../../samples/keys/author-ed25519.pem"),
            Self::Sender => include_str!("../../../samples/keys/sender-rsa.pem"),
            Self::Seal => include_str!("../../../samples/keys/seal-rsa.pem"),
        }
    }

    fn load(self) -> Loaded {
        let lines = self.pem().lines().filter(|line| !line.starts_with("-----"));
        let der = BASE64_STANDARD
            .decode(lines.collect::<String>())
            .expect("the key is PEM");
        match self {
            Self::AuthorEd25519 => Loaded::Ed25519(
                Ed25519Key::from_pkcs8_maybe_unchecked_der(&der).expect("an Ed25519 key"),
            ),
            Self::Author | Self::Sender | Self::Seal => {
                let der = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(der));
                Loaded::Rsa(RsaKey::from_key_der(der).expect("an RSA key"))
            }
        }
    }
}
