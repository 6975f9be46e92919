//! Code pages of Windows, by their numbers.

use crate::codec::charset;
use std::borrow::Cow;

/// What is taken where none is stated, or one that nobody knows: Outlook's own default.
const USUAL: &str = "windows-1252";

/// The names that readers of mail know them by.
const PAGES: &[(u32, &str)] = &[
    (850, "cp850"),
    (866, "ibm866"),
    (874, "windows-874"),
    (932, "shift_jis"),
    (936, "gbk"),
    (949, "euc-kr"),
    (950, "big5"),
    (1200, "utf-16le"),
    (1250, "windows-1250"),
    (1251, "windows-1251"),
    (1252, "windows-1252"),
    (1253, "windows-1253"),
    (1254, "windows-1254"),
    (1255, "windows-1255"),
    (1256, "windows-1256"),
    (1257, "windows-1257"),
    (1258, "windows-1258"),
    (10000, "macintosh"),
    (10007, "x-mac-cyrillic"),
    (20127, "us-ascii"),
    (20866, "koi8-r"),
    (20932, "euc-jp"),
    (20936, "gb2312"),
    (20949, "euc-kr"),
    (21866, "koi8-u"),
    (28591, "iso-8859-1"),
    (28592, "iso-8859-2"),
    (28593, "iso-8859-3"),
    (28594, "iso-8859-4"),
    (28595, "iso-8859-5"),
    (28596, "iso-8859-6"),
    (28597, "iso-8859-7"),
    (28598, "iso-8859-8"),
    (28599, "iso-8859-9"),
    (28603, "iso-8859-13"),
    (28605, "iso-8859-15"),
    (38598, "iso-8859-8-i"),
    (50220, "iso-2022-jp"),
    (50221, "iso-2022-jp"),
    (50222, "iso-2022-jp"),
    (51932, "euc-jp"),
    (51936, "gb2312"),
    (51949, "euc-kr"),
    (54936, "gb18030"),
    (65000, "utf-7"),
    (65001, "utf-8"),
];

/// Those in which bytes of ASCII may be something else: two to a letter, or behind a sequence that changes what they mean.
const NOT_ASCII: &[u32] = &[1200, 50220, 50221, 50222, 65000];

/// Whether ASCII stays as it is in a page.
pub(super) fn keeps_ascii(page: u32) -> bool {
    !NOT_ASCII.contains(&page)
}

/// The name of a page that is known.
pub(super) fn name(page: u32) -> Option<&'static str> {
    PAGES
        .iter()
        .find(|(number, _)| *number == page)
        .map(|(_, name)| *name)
}

/// The name of the page that texts are read by.
pub(super) fn name_or_usual(page: Option<u32>) -> &'static str {
    page.and_then(name).unwrap_or(USUAL)
}

pub(super) fn decode(page: Option<u32>, bytes: &[u8]) -> Cow<'_, str> {
    charset::decode(name_or_usual(page).as_bytes(), bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_has_a_reader() {
        for (page, name) in PAGES {
            assert!(charset::is_known(name.as_bytes()), "{page} {name}");
        }
        assert!(PAGES.is_sorted_by_key(|(page, _)| page));
    }

    #[test]
    fn ascii_stays_in_all_other_pages() {
        let text = "a\x1b$B!!\x1b(B+AAo-X~{!!~}\r\nb\0c";
        for (page, _) in PAGES {
            let is_kept = decode(Some(*page), text.as_bytes()) == text;
            assert_eq!(is_kept, keeps_ascii(*page), "{page}");
        }
    }

    #[test]
    fn texts_are_read_by_their_page() {
        for (page, bytes, text) in [
            (Some(1252), &b"caf\xe9 \x80"[..], "caf\u{e9} \u{20ac}"),
            (Some(1251), b"\xcf\xf0\xe8", "\u{41f}\u{440}\u{438}"),
            (Some(932), b"\x93\xfa\x96\x7b", "\u{65e5}\u{672c}"),
            (Some(850), b"\x82", "\u{e9}"),
            (Some(4711), b"\xe9", "\u{e9}"),
            (None, b"\xe9", "\u{e9}"),
        ] {
            assert_eq!(decode(page, bytes), text, "{page:?}");
        }
    }
}
