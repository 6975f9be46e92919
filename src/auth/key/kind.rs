//! The kinds of keys.

use serde::Serialize;

/// The `k=` tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum KeyType {
    /// RSA, the default.
    Rsa,
    /// Ed25519, RFC 8463.
    Ed25519,
}

impl KeyType {
    /// The word of the `k=` tag.
    pub fn word(self) -> &'static str {
        match self {
            Self::Rsa => "rsa",
            Self::Ed25519 => "ed25519",
        }
    }
}
