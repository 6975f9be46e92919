//! The key of redaction, and what stands in place of a protected text (RFC 6590 section 3).

use crate::codec::hex;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::fmt;

/// Bytes of a key: as many as the hash gives, so that guessing the key is no easier than guessing its output.
pub const KEY_LEN: usize = 32;

/// Characters of a token behind its first letter: 80 bits, beyond finding two texts with one token.
const TOKEN_CHARS: usize = 16;
/// Characters of a token.
pub(super) const TOKEN_LEN: usize = TOKEN_CHARS + 1;
/// Lower case, since hosts fold the case of addresses; without `i`, `l`, `o` and `u`, as readers confuse them.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// The secret that makes tokens. Who has it can tell whether a guessed address is behind a token; who lacks it cannot.
#[derive(Clone)]
pub struct Key([u8; KEY_LEN]);

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(…)")
    }
}

impl Key {
    /// A key of these bytes.
    pub fn new(bytes: [u8; KEY_LEN]) -> Self {
        Self(bytes)
    }

    /// A new key from the machine's source of randomness.
    pub fn random() -> std::io::Result<Self> {
        let mut bytes = [0; KEY_LEN];
        getrandom::fill(&mut bytes).map_err(std::io::Error::other)?;
        Ok(Self(bytes))
    }

    /// The key in hexadecimal, as it stands in a key file.
    pub fn to_hex(&self) -> String {
        hex::encode(&self.0)
    }

    /// Reads [`Self::to_hex`]; white space around it does not matter.
    pub fn from_hex(text: &str) -> Option<Self> {
        let bytes = hex::decode(text.trim().as_bytes())?;
        bytes.try_into().ok().map(Self)
    }

    /// What stands in place of a text: the same for the same text in any letter case, a letter and digits only, so that
    /// it can stand in an address, a link, or an encoding as it is.
    ///
    /// It never ends with the text itself: before an `@` it would be the address again, and be found again.
    pub fn token(&self, text: &str) -> String {
        let text = text.to_lowercase();
        let tokens = (0..=u8::MAX).map(|counter| self.token_at(&text, counter));
        let mut fit = tokens.filter(|token| text.is_empty() || !token.ends_with(&text));
        fit.next().unwrap_or_else(|| self.token_at(&text, 0))
    }

    fn token_at(&self, text: &str, counter: u8) -> String {
        let mac = self.mac(b"token", text, counter);
        let mut token = String::with_capacity(TOKEN_LEN);
        token.push('r');
        for at in 0..TOKEN_CHARS {
            let bit = at * 5;
            let pair = u16::from(mac[bit / 8]) << 8 | u16::from(mac[bit / 8 + 1]);
            let index = pair >> (11 - bit % 8) & 31;
            token.push(char::from(ALPHABET[usize::from(index)]));
        }
        token
    }

    /// As many bytes as wanted in place of a digest of a text.
    pub(super) fn digest(&self, text: &str, len: usize) -> Vec<u8> {
        let mut out = Vec::with_capacity(len);
        for counter in 0.. {
            if out.len() >= len {
                break;
            }
            out.extend_from_slice(&self.mac(b"digest", text, counter));
        }
        out.truncate(len);
        out
    }

    fn mac(&self, purpose: &[u8], text: &str, counter: u8) -> [u8; 32] {
        // A key of the block's length or less is taken as it is: this never fails.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.0) else {
            return [0; 32];
        };
        mac.update(purpose);
        mac.update(&[0, counter]);
        mac.update(text.to_lowercase().as_bytes());
        mac.finalize().into_bytes().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_token_ends_with_what_it_stands_for() {
        let key = Key::new([0x5a; KEY_LEN]);
        let letters = || ALPHABET.iter().copied().map(char::from);
        for text in letters().flat_map(|a| letters().map(move |b| format!("{a}{b}"))) {
            assert!(!key.token(&text).ends_with(&text), "{text}");
        }
        assert_eq!(key.token("W9"), key.token("w9"));
    }

    #[test]
    fn tokens_depend_on_key_and_text_and_not_on_case() {
        let (a, b) = (Key::new([1; KEY_LEN]), Key::new([2; KEY_LEN]));
        assert_eq!(a.token("Robin"), a.token("robin"));
        assert_ne!(a.token("robin"), b.token("robin"));
        assert_ne!(a.token("robin"), a.token("robyn"));
        assert_eq!(a.token("robin").len(), TOKEN_LEN);
        assert!(a.token("x").bytes().all(|b| b.is_ascii_alphanumeric()));
    }

    #[test]
    fn a_key_is_read_as_it_was_written() {
        let key = Key::new([0xa7; KEY_LEN]);
        let read = Key::from_hex(&format!("{}\n", key.to_hex())).unwrap();
        assert_eq!(read.token("x"), key.token("x"));
        assert!(Key::from_hex("a7").is_none());
        assert!(Key::from_hex(&"zz".repeat(KEY_LEN)).is_none());
    }

    #[test]
    fn a_key_does_not_show_itself() {
        assert_eq!(format!("{:?}", Key::new([7; KEY_LEN])), "Key(…)");
    }
}
