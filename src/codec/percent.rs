//! Percent escapes of links (RFC 3986 section 2.1).

use super::hex;

/// The byte of the escape that a text begins with: `%40`.
pub(crate) fn byte(rest: &[u8]) -> Option<u8> {
    hex::pair(rest.strip_prefix(b"%")?)
}

/// A text with its escapes undone; what is none stays.
pub(crate) fn decode(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'%', &text[at..]) {
        out.extend_from_slice(&text[at..at + found]);
        at += found;
        let decoded = byte(&text[at..]);
        out.push(decoded.unwrap_or(b'%'));
        at += if decoded.is_some() { 3 } else { 1 };
    }
    out.extend_from_slice(&text[at..]);
    out
}

/// Adds a text in which letters, digits and some signs stay, and every other byte is escaped.
pub(crate) fn encode_into(text: &str, signs: &[u8], out: &mut String) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || signs.contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.extend(hex::escape(b'%', byte).map(char::from));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_undone_and_made() {
        for (text, bytes) in [
            ("a%2Fb%2f", &b"a/b/"[..]),
            ("%C3%A9%", b"\xc3\xa9%"),
            ("%4%g1%+f%%41", b"%4%g1%+f%A"),
            ("", b""),
        ] {
            assert_eq!(decode(text.as_bytes()), bytes, "{text}");
        }
        let mut out = String::new();
        encode_into("a-b/\u{e9}", b"-", &mut out);
        assert_eq!(out, "a-b%2F%C3%A9");
    }
}
