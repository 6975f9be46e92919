//! What a client says to prove who it is: kept only to be looked for, and never shown.

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use std::fmt::Write;

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
        let hex = bare.iter().fold(String::new(), |mut hex, byte| {
            // Writing to a String cannot fail.
            let _ = write!(hex, "{byte:02x}");
            hex
        });
        let mut forms = vec![
            unpadded.to_vec(),
            STANDARD_NO_PAD.encode(&self.0).into_bytes(),
        ];
        // That of a short one is any number.
        if bare.len() >= SHORTEST_HEX {
            forms.push(hex.into_bytes());
        }
        forms.retain(|form| !form.is_empty());
        forms
    }
}

/// The shortest secret that is looked for in hexadecimal, in bytes.
const SHORTEST_HEX: usize = 4;

/// What stands in place of a secret.
pub(super) const REPLACED: &str = "[secret]";
