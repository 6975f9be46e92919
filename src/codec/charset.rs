//! Bytes of a character set as text.

use encoding_rs::{Encoding, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE};
use mail_parser::decoders::charsets::map::charset_decoder;
use std::borrow::Cow;

/// A text in a character set of this name. What nobody can read stays readable as far as it is ASCII.
pub(crate) fn decode<'b>(name: &[u8], bytes: &'b [u8]) -> Cow<'b, str> {
    let as_utf8 = || UTF_8.decode_without_bom_handling(bytes).0;
    match Encoding::for_label(name) {
        Some(encoding) if encoding == REPLACEMENT => as_utf8(),
        // Writers name the wrong one; bytes that are UTF-8 are nothing else.
        Some(encoding) if encoding.is_single_byte() => match std::str::from_utf8(bytes) {
            Ok(text) => Cow::Borrowed(text),
            Err(_) => encoding.decode_without_bom_handling(bytes).0,
        },
        // A mark tells the order of bytes better than the name.
        Some(encoding) if encoding == UTF_16LE || encoding == UTF_16BE => encoding.decode(bytes).0,
        Some(encoding) => encoding.decode_without_bom_handling(bytes).0,
        // UTF-7, and pages of MS-DOS.
        None => match charset_decoder(name) {
            Some(decode) => Cow::Owned(decode(bytes)),
            None => as_utf8(),
        },
    }
}

/// Whether bytes of a character set of this name can be made a text.
pub(crate) fn is_known(name: &[u8]) -> bool {
    match Encoding::for_label(name) {
        Some(encoding) => encoding != REPLACEMENT,
        None => charset_decoder(name).is_some(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_taken_as_readers_of_mail_do() {
        for (name, bytes, text) in [
            ("utf-8", &b"\xc3\xa9"[..], "\u{e9}"),
            ("ISO-8859-1", b"\xe9\x80", "\u{e9}\u{20ac}"),
            ("iso-8859-1", b"\xc3\xa9", "\u{e9}"),
            ("koi8-r", b"\xc1", "\u{430}"),
            ("gb2312", b"\xc4\xe3", "\u{4f60}"),
            ("utf-16", b"a\0", "a"),
            ("utf-16", b"\xfe\xff\0a", "a"),
            ("utf-16be", b"\0a", "a"),
            ("utf-7", b"+AOk-a", "\u{e9}a"),
            ("cp850", b"\x82", "\u{e9}"),
            ("iso-2022-kr", b"a\x1b", "a\x1b"),
            ("nothing", b"a\xff", "a\u{fffd}"),
            ("", b"a", "a"),
        ] {
            assert_eq!(decode(name.as_bytes(), bytes), text, "{name} {bytes:?}");
        }
    }
}
