//! What a client says to prove who it is: kept only to be looked for, and never shown.

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;

/// A secret of a session. It can be neither printed, nor written, nor compared from outside: there is no `Debug`,
/// `Display` or `Serialize`, and no way to its bytes but the search for them.
#[derive(Clone)]
pub struct Secret(Vec<u8>);

impl Secret {
    pub(super) fn new(bytes: &[u8]) -> Self {
        Self(bytes.to_vec())
    }

    /// The forms in which it may stand elsewhere: as it is, and as base64 (RFC 4648 section 4) with any padding.
    pub(super) fn forms(&self) -> [Vec<u8>; 2] {
        let bare = self.0.trim_ascii();
        let unpadded = bare.trim_ascii_end();
        let unpadded = match unpadded.iter().rposition(|&byte| byte != b'=') {
            Some(last) => &unpadded[..=last],
            None => &[],
        };
        [
            unpadded.to_vec(),
            STANDARD_NO_PAD.encode(&self.0).into_bytes(),
        ]
    }
}

/// What stands in place of a secret.
pub(super) const REPLACED: &str = "[secret]";
