//! Who has access.

use crate::limits::MIN_TOKEN;
use axum::http::HeaderName;
use sha2::{Digest, Sha256};
use std::fmt;
use std::hint::black_box;

/// How callers show that they have access.
#[derive(Clone, Debug)]
pub enum Access {
    /// Whoever reaches the server has it: on this machine only.
    Anyone,
    /// They know a token.
    Token(Token),
    /// A proxy in front of the server has checked it, and names them in this header field. Whoever reaches the server without that
    /// proxy can write the field, too.
    Proxy(HeaderName),
}

/// A token, as its digest.
#[derive(Clone, PartialEq, Eq)]
pub struct Token([u8; 32]);

/// Why a text is no token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TokenError {
    /// It can be guessed.
    #[error("a token has at least {MIN_TOKEN} characters; `openssl rand -hex 32` makes one")]
    Short,
    /// It cannot stand in a header field.
    #[error("a token is one word of ASCII characters without spaces")]
    Word,
}

impl Token {
    /// Of its text; whitespace around it does not count.
    pub fn new(text: &str) -> Result<Self, TokenError> {
        let text = text.trim_ascii();
        if text.len() < MIN_TOKEN {
            return Err(TokenError::Short);
        }
        if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(TokenError::Word);
        }
        Ok(Self(Sha256::digest(text).into()))
    }

    /// Whether this is its text. It takes the same time whatever the text has in common with it.
    pub(super) fn is(&self, given: &[u8]) -> bool {
        let given: [u8; 32] = Sha256::digest(given).into();
        let differences = self
            .0
            .iter()
            .zip(&given)
            .fold(0, |sum, (one, other)| black_box(sum | (one ^ other)));
        black_box(differences) == 0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_known_by_all_of_its_text() {
        let token = Token::new(" 0123456789abcdef\n").unwrap();
        assert!(token.is(b"0123456789abcdef"));
        for other in [
            "",
            "0123456789abcde",
            "0123456789abcdeF",
            "0123456789abcdef ",
        ] {
            assert!(!token.is(other.as_bytes()), "{other:?}");
        }
        assert_eq!(format!("{token:?}"), "Token");
    }

    #[test]
    fn what_can_be_guessed_or_does_not_fit_a_header_is_none() {
        assert_eq!(Token::new("secret"), Err(TokenError::Short));
        assert_eq!(Token::new("0123456789 abcdef"), Err(TokenError::Word));
        assert_eq!(Token::new("0123456789abcdef\u{e9}"), Err(TokenError::Word));
    }
}
