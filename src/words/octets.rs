//! Bytes as text that can be read, shown anywhere and turned back.
//!
//! A backslash is written `\\`. A byte that is not part of a printable ASCII character, or of a letter or digit of any
//! script in valid UTF-8, is written `\xNN` with two hexadecimal digits. So no control, direction or invisible
//! character comes out, and equal texts stand for equal bytes.

use std::fmt::Write as _;

/// Writes bytes as text.
pub(crate) fn escape(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        for character in chunk.valid().chars() {
            match character {
                '\\' => text.push_str(r"\\"),
                ' '..='~' => text.push(character),
                _ if !character.is_ascii() && character.is_alphanumeric() => text.push(character),
                _ => push_hex(&mut text, character.encode_utf8(&mut [0; 4]).as_bytes()),
            }
        }
        push_hex(&mut text, chunk.invalid());
    }
    text
}

/// Reads text back; `None` for a backslash that begins neither `\\` nor `\xNN`.
pub(crate) fn unescape(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let (byte, tail) = first_byte(first, tail)?;
        bytes.push(byte);
        rest = tail;
    }
    Some(bytes)
}

fn first_byte(first: u8, tail: &[u8]) -> Option<(u8, &[u8])> {
    match (first, tail) {
        (b'\\', [b'\\', tail @ ..]) => Some((b'\\', tail)),
        (b'\\', [b'x', high, low, tail @ ..]) => Some((hex(*high)? << 4 | hex(*low)?, tail)),
        (b'\\', _) => None,
        _ => Some((first, tail)),
    }
}

fn hex(digit: u8) -> Option<u8> {
    u8::try_from(char::from(digit).to_digit(16)?).ok()
}

fn push_hex(text: &mut String, bytes: &[u8]) {
    for byte in bytes {
        // Writing to a string cannot fail.
        let _ = write!(text, "\\x{byte:02x}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_what_is_safe_to_show_stays() {
        for (bytes, text) in [
            (&b"v=spf1 -all"[..], "v=spf1 -all"),
            (br"a\b", r"a\\b"),
            (b"\x1b[31m\x00\xff", r"\x1b[31m\x00\xff"),
            ("über".as_bytes(), "über"),
            ("\u{202e}x\u{200b}".as_bytes(), r"\xe2\x80\xaex\xe2\x80\x8b"),
        ] {
            assert_eq!(escape(bytes), text);
        }
    }

    #[test]
    fn a_stray_backslash_is_refused() {
        for text in [r"\", r"\n", r"\x", r"\x4", r"\x4g", r"a\\\"] {
            assert_eq!(unescape(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn bytes_come_back(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            prop_assert_eq!(unescape(&escape(&bytes)), Some(bytes));
        }

        #[test]
        fn text_comes_back(text in ".*") {
            prop_assert_eq!(unescape(&escape(text.as_bytes())), Some(text.into_bytes()));
        }
    }
}
