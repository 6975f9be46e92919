//! By `mail_auth`.

use crate::auth::key::{KeyProblem, KeyType};
use crate::auth::signature::Algorithm;
use crate::codec::base64;
use mail_auth::common::crypto::VerifyingKey;
use mail_auth::common::parse::TxtRecordParser;
use mail_auth::common::verify::DomainKey;

/// A key that is ready to be used.
pub(in crate::auth::key) struct Material(Box<dyn VerifyingKey + Send + Sync>);

impl Material {
    /// Makes a key of its bytes. `mail_auth` reads keys from records only, so it is given one that holds nothing else.
    pub fn load(key_type: KeyType, material: &[u8]) -> Result<Self, KeyProblem> {
        let text = format!(
            "v=DKIM1; k={}; p={}",
            key_type.word(),
            base64::encode(material)
        );
        DomainKey::parse(text.as_bytes())
            .map(|key| Self(key.p))
            .map_err(|error| KeyProblem::Material(error.to_string()))
    }

    /// Its size.
    pub fn bits(&self) -> usize {
        self.0.public_key_bits()
    }

    /// Whether a signature over some bytes is valid.
    pub fn verify(&self, algorithm: Algorithm, data: &[u8], signature: &[u8]) -> bool {
        let algorithm = match algorithm {
            Algorithm::RsaSha1 => mail_auth::common::crypto::Algorithm::RsaSha1,
            Algorithm::RsaSha256 => mail_auth::common::crypto::Algorithm::RsaSha256,
            Algorithm::Ed25519Sha256 => mail_auth::common::crypto::Algorithm::Ed25519Sha256,
        };
        self.0.verify_bytes(data, signature, algorithm).is_ok()
    }
}
