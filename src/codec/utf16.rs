//! UTF-16, as terminals and editors of Windows write it.

use encoding_rs::{Encoding, UTF_8};

/// A text that begins with a byte order mark of UTF-16 as UTF-8, without the mark; `None` for anything else. What is no
/// character becomes U+FFFD; half a unit at the end is left out.
pub(crate) fn to_utf8(text: &[u8]) -> Option<Vec<u8>> {
    let (encoding, mark) = Encoding::for_bom(text).filter(|(encoding, _)| *encoding != UTF_8)?;
    let whole = text.len() & !1;
    let (decoded, _) = encoding.decode_without_bom_handling(&text[mark..whole]);
    Some(decoded.into_owned().into_bytes())
}

/// Whether a text begins with such a mark.
pub(crate) fn is_marked(text: &[u8]) -> bool {
    Encoding::for_bom(text).is_some_and(|(encoding, _)| encoding != UTF_8)
}

/// A text in both orders of bytes, the high one first, without a mark.
pub(crate) fn encode(text: &str) -> [Vec<u8>; 2] {
    let order: [fn(u16) -> [u8; 2]; 2] = [u16::to_be_bytes, u16::to_le_bytes];
    order.map(|bytes_of| text.encode_utf16().flat_map(bytes_of).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_marked_is_utf16() {
        for (text, expected) in [
            (&b"\xff\xfea\0\xe9\0"[..], Some("a\u{e9}")),
            (b"\xfe\xff\0a\0\xe9", Some("a\u{e9}")),
            // Half a unit, half a pair.
            (b"\xff\xfea\0b", Some("a")),
            (b"\xff\xfe\x3d\xd8a\0", Some("\u{fffd}a")),
            (b"\xff\xfe\x3d\xd8\x00\xde", Some("\u{1f600}")),
            // A second mark is a character.
            (b"\xff\xfe\xff\xfea\0", Some("\u{feff}a")),
            (b"\xff\xfe", Some("")),
            (b"\xef\xbb\xbfa", None),
            (b"a\0b\0", None),
            (b"\xff", None),
        ] {
            let found = to_utf8(text).map(|text| String::from_utf8(text).unwrap());
            assert_eq!(found.as_deref(), expected, "{text:?}");
        }
    }
}
