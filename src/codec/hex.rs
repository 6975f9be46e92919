//! Hexadecimal digits.

/// The value of a digit.
pub(crate) fn digit(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        b'A'..=b'F' => Some(byte - b'A' + 10),
        _ => None,
    }
}

/// The byte that the first two digits of a text stand for.
pub(crate) fn pair(text: &[u8]) -> Option<u8> {
    match text {
        [high, low, ..] => Some(digit(*high)? << 4 | digit(*low)?),
        _ => None,
    }
}

/// The bytes of a text of digits only, two for each.
pub(crate) fn decode(text: &[u8]) -> Option<Vec<u8>> {
    text.chunks(2).map(pair).collect()
}

/// Bytes in small letters.
pub(crate) fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        push(&mut text, *byte);
    }
    text
}

/// Adds a byte in small letters.
pub(crate) fn push(text: &mut String, byte: u8) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    for digit in [byte >> 4, byte & 15] {
        text.push(char::from(DIGITS[usize::from(digit)]));
    }
}

/// A byte as an escape of mail or of links: behind a sign, in capitals.
pub(crate) fn escape(sign: u8, byte: u8) -> [u8; 3] {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    let digit = |value: u8| DIGITS[usize::from(value)];
    [sign, digit(byte >> 4), digit(byte & 15)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_come_in_pairs() {
        for (text, bytes) in [
            ("", Some(&b""[..])),
            ("00fF7a", Some(b"\x00\xff\x7a")),
            ("0", None),
            ("0g", None),
            ("+f", None),
            (" 1", None),
            ("aabbc", None),
        ] {
            assert_eq!(decode(text.as_bytes()).as_deref(), bytes, "{text}");
        }
        assert_eq!(pair(b"4a=b"), Some(0x4a));
        assert_eq!(encode(b"\x00\xfe"), "00fe");
        assert_eq!(&escape(b'=', 0xe9), b"=E9");
    }
}
