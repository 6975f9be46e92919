//! The cryptography of keys: by `mail_auth`, and where that cannot be had, because it brings a resolver with it, by the crates
//! that it uses.

#[cfg(feature = "net")]
mod mail_auth;
#[cfg(any(test, not(feature = "net")))]
mod plain;

#[cfg(feature = "net")]
pub(super) use mail_auth::Material;
#[cfg(not(feature = "net"))]
pub(super) use plain::Material;

#[cfg(all(test, feature = "net"))]
mod tests {
    use super::{mail_auth, plain};
    use crate::auth::key::KeyType;
    use crate::auth::signature::Algorithm;
    use ::mail_auth::common::crypto::{Ed25519Key, RsaKey, Sha256, SigningKey};
    use rustls_pki_types::pem::PemObject;
    use rustls_pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};

    const DATA: &[u8] = b"from:a@b.example\r\n";

    /// Both say the same of a signature, and of what is not one.
    fn agree(kind: KeyType, material: &[u8], algorithm: Algorithm, signature: &[u8]) {
        let one = mail_auth::Material::load(kind, material).unwrap();
        let other = plain::Material::load(kind, material).unwrap();
        assert_eq!(one.bits(), other.bits());
        let mut broken = signature.to_vec();
        broken[7] ^= 1;
        for (signature, data, expected) in [
            (signature, DATA, true),
            (&broken[..], DATA, false),
            (signature, &b"other"[..], false),
            (&signature[1..], DATA, false),
            (b"", DATA, false),
        ] {
            assert_eq!(one.verify(algorithm, data, signature), expected);
            assert_eq!(other.verify(algorithm, data, signature), expected);
        }
    }

    #[test]
    fn both_ways_agree() {
        let pem = concat!(env!("CARGO_MANIFEST_DIR"), "/samples/keys/author-rsa.pem");
        let key = PrivateKeyDer::from_pem_file(pem).unwrap();
        let sha256 = RsaKey::<Sha256>::from_key_der(key).unwrap();
        let material = sha256.public_key();
        agree(
            KeyType::Rsa,
            &material,
            Algorithm::RsaSha256,
            &sha256.sign(DATA).unwrap(),
        );
        let pem = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/samples/keys/author-ed25519.pem"
        );
        let der = PrivatePkcs8KeyDer::from_pem_file(pem).unwrap();
        let key = Ed25519Key::from_pkcs8_der(der.secret_pkcs8_der()).unwrap();
        let material = key.public_key();
        agree(
            KeyType::Ed25519,
            &material,
            Algorithm::Ed25519Sha256,
            &key.sign(DATA).unwrap(),
        );
    }

    #[test]
    fn neither_takes_what_is_no_key() {
        for kind in [KeyType::Rsa, KeyType::Ed25519] {
            for material in [&b""[..], b"x", &[0; 31], &[0x30; 40]] {
                assert!(mail_auth::Material::load(kind, material).is_err());
                assert!(plain::Material::load(kind, material).is_err());
            }
        }
    }
}
