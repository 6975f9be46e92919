//! Cells of CSV (RFC 4180) that a spreadsheet takes for text.

use super::terminal;
use std::borrow::Cow;

/// What a formula begins with, full-width forms included: some spreadsheets take those too.
const FORMULA: &[char] = &[
    '=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}',
];

/// A cell with text of the message. Controls are shown by their number, so that a record stays one line. A text that
/// would be a formula gets an apostrophe before it, which spreadsheets show as text; so does one behind a semicolon,
/// where spreadsheets of many languages begin the next cell whatever the quotes say.
pub fn cell(text: &str) -> String {
    if is_tame(text.as_bytes()) {
        let is_quoted = memchr::memchr2(b',', b'\'', text.as_bytes()).is_some();
        return if is_quoted {
            ["\"", text, "\""].concat()
        } else {
            text.to_owned()
        };
    }
    let mut safe = String::with_capacity(text.len() + 8);
    let (mut begins, mut is_quoted) = (true, false);
    // Tabs and line ends are no text of a cell: they show by their number.
    let tabless = if text.contains('\t') {
        Cow::Owned(text.replace('\t', "\\t"))
    } else {
        Cow::Borrowed(text)
    };
    for c in terminal(&tabless, false).chars() {
        if begins && FORMULA.contains(&c) {
            safe.push('\'');
            is_quoted = true;
        }
        // Quotes and blanks right at a cell's begin are taken off by some before the rest is read.
        begins = c == ';' || (begins && (matches!(c, '"' | '\'') || c.is_whitespace()));
        is_quoted |= matches!(c, '"' | ',' | ';' | '\'');
        safe.push(c);
    }
    if is_quoted || safe.starts_with(' ') || safe.ends_with(' ') {
        format!("\"{}\"", safe.replace('"', "\"\""))
    } else {
        safe
    }
}

/// Whether nothing in a text needs more than quotes around it, as is so of nearly all: printable ASCII without a quote or
/// semicolon, with a letter or digit at both ends.
fn is_tame(text: &[u8]) -> bool {
    let is_word = |byte: Option<&u8>| byte.is_none_or(u8::is_ascii_alphanumeric);
    // In bytes and without stopping, so that many are told at once.
    let wild = |byte: u8| {
        let is_printable = byte.wrapping_sub(b' ') <= b'~' - b' ';
        u8::from(!is_printable) | u8::from(byte == b'"') | u8::from(byte == b';')
    };
    let is_wild = text.iter().fold(0, |found, &byte| found | wild(byte)) != 0;
    !is_wild && is_word(text.first()) && is_word(text.last())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_tame_is_written_as_it_would_be() {
        for text in ["", "a", "a b", "a,b", "it's", "a =1", "a: -1"] {
            assert!(is_tame(text.as_bytes()), "{text}");
        }
        for text in ["-1", "a;=1", "a ", " a", "'a", "\"", "a\tb", "\u{e9}"] {
            assert!(!is_tame(text.as_bytes()), "{text}");
        }
        assert_eq!(cell("it's"), "\"it's\"");
    }

    #[test]
    fn formulas_are_text() {
        for (text, written) in [
            ("plain", "plain"),
            ("a,b", "\"a,b\""),
            ("say \"x\"", "\"say \"\"x\"\"\""),
            ("=1+1", "\"'=1+1\""),
            ("-1", "\"'-1\""),
            ("@SUM(A1)", "\"'@SUM(A1)\""),
            ("\t=1", "\\t=1"),
            (" =1+1", "\" '=1+1\""),
            ("\u{a0}\u{3000} @x", "\"\u{a0}\u{3000} '@x\""),
            ("a; =1", "\"a; '=1\""),
            ("\r=1", "\\x0d=1"),
            ("a;=1", "\"a;'=1\""),
            ("\"=1", "\"\"\"'=1\""),
            ("a\r\nb", "a\\x0d\\x0ab"),
            ("", ""),
        ] {
            assert_eq!(cell(text), written, "{text:?}");
        }
    }
}
