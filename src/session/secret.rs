//! What a client says to prove who it is: kept only to be looked for, and never shown.

use crate::codec::{base64, hex};

/// A secret of a session. It can be neither printed, nor written, nor compared from outside: there is no `Debug`,
/// `Display` or `Serialize`, and no way to its bytes but the search for them.
#[derive(Clone)]
pub struct Secret(Vec<u8>);

impl Secret {
    pub(super) fn new(bytes: &[u8]) -> Self {
        Self(bytes.to_vec())
    }

    /// The forms in which it may stand elsewhere: as it is, as base64 (RFC 4648 section 4) with any padding, and in
    /// hexadecimal.
    pub(super) fn forms(&self) -> Vec<Vec<u8>> {
        let bare = self.0.trim_ascii();
        let unpadded = match bare.iter().rposition(|&byte| byte != b'=') {
            Some(last) => &bare[..=last],
            None => &[],
        };
        let mut forms = vec![
            unpadded.to_vec(),
            base64::encode_unpadded(&self.0, false).into_bytes(),
        ];
        // That of a short one is any number.
        if bare.len() >= SHORTEST_HEX {
            forms.push(hex::encode(bare).into_bytes());
        }
        forms.retain(|form| !form.is_empty());
        forms
    }
}

/// The shortest secret that is looked for in hexadecimal, in bytes.
const SHORTEST_HEX: usize = 4;

/// What stands in place of a secret.
pub(super) const REPLACED: &str = "[secret]";
