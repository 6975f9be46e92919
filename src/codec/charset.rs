//! Bytes of a character set as text.

use encoding_rs::{Encoding, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE};
use mail_parser::decoders::charsets::DecoderFnc;
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

/// A text in the character set that is named, whatever else it looks like; UTF-8 where nobody knows the name.
pub(crate) fn to_the_letter<'b>(name: Option<&str>, bytes: Cow<'b, [u8]>) -> Cow<'b, str> {
    let Some(decode) = name.and_then(|name| charset_decoder(name.as_bytes())) else {
        return utf8(bytes);
    };
    if !name.is_some_and(has_ascii) {
        Cow::Owned(decode(&bytes))
    } else if bytes.is_ascii() {
        utf8(bytes)
    } else {
        Cow::Owned(by_runs(&bytes, decode))
    }
}

/// Bytes of UTF-8; what is none becomes U+FFFD. Costs nothing where it is all UTF-8.
pub(crate) fn utf8(bytes: Cow<'_, [u8]>) -> Cow<'_, str> {
    match bytes {
        Cow::Borrowed(bytes) => match std::str::from_utf8(bytes) {
            Ok(text) => Cow::Borrowed(text),
            Err(_) => String::from_utf8_lossy(bytes),
        },
        Cow::Owned(bytes) => Cow::Owned(
            String::from_utf8(bytes)
                .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()),
        ),
    }
}

/// Bytes of a character set that [has ASCII](has_ascii), of which most are that.
fn by_runs(bytes: &[u8], decode: DecoderFnc) -> String {
    let mut out = String::with_capacity(bytes.len() + bytes.len() / 4);
    for run in bytes.chunk_by(|a, b| a.is_ascii() == b.is_ascii()) {
        match std::str::from_utf8(run) {
            Ok(text) if text.is_ascii() => out.push_str(text),
            _ => out.push_str(&decode(run)),
        }
    }
    out
}

/// Whether each byte is a character of its own in a character set, and bytes of ASCII stand for themselves. Only the names
/// that mail has are looked for.
fn has_ascii(name: &str) -> bool {
    let begins = |word: &str| {
        name.get(..word.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(word))
    };
    ["us-ascii", "iso-8859-", "windows-125", "koi8-"]
        .into_iter()
        .any(begins)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn character_sets_that_have_ascii_do() {
        let all: Vec<u8> = (0..=255).collect();
        let numbered = |name: &str, last: u8| -> Vec<String> {
            (0..=last).map(|number| format!("{name}{number}")).collect()
        };
        let mut names = numbered("ISO-8859-", 16);
        names.extend(numbered("windows-125", 9));
        names
            .extend(["us-ascii", "koi8-r", "koi8-u", "koi8-ru", "iso-8859-8-i"].map(str::to_owned));
        let mut count = 0;
        for name in names {
            let Some(decode) = charset_decoder(name.as_bytes()) else {
                continue;
            };
            count += 1;
            assert!(
                has_ascii(&name) && decode(&all[..128]).as_bytes() == &all[..128],
                "{name}"
            );
            assert_eq!(by_runs(&all, decode), decode(&all), "{name}");
            let turned: Vec<u8> = all.iter().rev().copied().collect();
            assert_eq!(by_runs(&turned, decode), decode(&turned), "{name}");
        }
        assert!(count > 25);
        assert!(!has_ascii("utf-7") && !has_ascii("iso-2022-jp") && !has_ascii("utf-16"));
    }

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
