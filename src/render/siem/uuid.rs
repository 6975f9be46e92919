//! UUIDs that are the same wherever they are made of the same (RFC 9562).

use crate::codec::hex;
use sha1::{Digest, Sha1};
use sha2::Sha256;

/// The namespace of what STIX makes the same everywhere (STIX 2.1 section 2.9).
pub(super) const STIX: [u8; 16] = [
    0x00, 0xab, 0xed, 0xb4, 0xaa, 0x42, 0x46, 0x6c, 0x9c, 0x01, 0xfe, 0xd2, 0x33, 0x15, 0xa9, 0xb7,
];

/// Our own.
pub(super) const OWN: [u8; 16] = [
    0x6b, 0x1d, 0x2f, 0x0e, 0x5c, 0x94, 0x4a, 0x1b, 0x8e, 0x37, 0x2a, 0x90, 0xd1, 0x4f, 0x73, 0xc6,
];

/// Of a name in a namespace (version 5).
pub(super) fn named(namespace: [u8; 16], name: &str) -> String {
    let sum = Sha1::new()
        .chain_update(namespace)
        .chain_update(name)
        .finalize();
    written(&sum, 5)
}

/// One that looks like a random one (version 4), where a standard wants one and the same input has to give the same.
pub(super) fn like_random(name: &str) -> String {
    let sum = Sha256::new()
        .chain_update(OWN)
        .chain_update(name)
        .finalize();
    written(&sum, 4)
}

fn written(sum: &[u8], version: u8) -> String {
    let mut bytes: Vec<u8> = sum.iter().take(16).copied().collect();
    bytes[6] = bytes[6] & 0x0f | version << 4;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let digits = hex::encode(&bytes);
    let parts = [
        &digits[..8],
        &digits[8..12],
        &digits[12..16],
        &digits[16..20],
        &digits[20..],
    ];
    parts.join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_the_uuid_that_others_give_them() {
        // Python: uuid.uuid5(uuid.UUID("00abedb4-aa42-466c-9c01-fed23315a9b7"), '{"value":"a.example"}')
        let found = named(STIX, "{\"value\":\"a.example\"}");
        assert_eq!(found, "064f846b-2bd3-5015-8d6f-d260dbda99c1");
        assert_eq!(like_random("x").as_bytes()[14], b'4');
    }
}
