//! Making text of a message harmless for the place where it is shown. One function a place; nothing from a message is
//! shown without one of them.
//!
//! Characters that do not show as themselves (controls, bidirectional controls, invisible ones) are shown by their
//! number everywhere; what else a place needs stands in its own module.

pub mod csv;
#[cfg(feature = "html")]
pub mod html;
pub mod markdown;

use std::borrow::Cow;
use std::fmt::{self, Write};

/// Text for a terminal: no control, escape, bidirectional or invisible character gets through; each is shown by its
/// number (`\x1b`, `\u{202e}`). A tab becomes a blank, as it would break columns. With `ascii`, so is everything over
/// 126. Joiners and style selectors behind a symbol, as in compound emoji, show nothing and are left
/// out: no terminal agrees with another on their width.
pub fn terminal(text: &str, ascii: bool) -> Cow<'_, str> {
    // Told for many bytes at once, as nearly all texts are such.
    let is_printable = |byte: u8| byte.wrapping_sub(b' ') < 0x7f - b' ';
    let bytes = text.bytes();
    if bytes.fold(true, |all, byte| all & is_printable(byte)) {
        return Cow::Borrowed(text);
    }
    if text
        .chars()
        .all(|c| is_plain(c) && (c.is_ascii() || !ascii))
    {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    // Writing to a String cannot fail.
    let _ = write_visible(&mut out, text, |out, c| {
        if c.is_ascii() || !ascii {
            out.write_char(c)
        } else {
            write_number(out, c)
        }
    });
    Cow::Owned(out)
}

/// Writes text with what does not show as itself by its number; `plain` writes the characters that do.
fn write_visible<W: Write>(
    out: &mut W,
    text: &str,
    mut plain: impl FnMut(&mut W, char) -> fmt::Result,
) -> fmt::Result {
    let mut last = ' ';
    for c in text.chars() {
        let joins = matches!(c, '\u{200d}' | '\u{fe0e}' | '\u{fe0f}') && is_symbol(last);
        last = if joins { last } else { c };
        match c {
            _ if joins => {}
            '\t' => plain(out, ' ')?,
            c if is_plain(c) => plain(out, c)?,
            c => write_number(out, c)?,
        }
    }
    Ok(())
}

/// `\x1b` or `\u{202e}`.
fn write_number(out: &mut impl Write, c: char) -> fmt::Result {
    match c as u32 {
        number @ 0..0x100 => write!(out, "\\x{number:02x}"),
        number => write!(out, "\\u{{{number:x}}}"),
    }
}

/// Whether a character shows as itself and moves nothing else: no control (C0, C1, DEL), no bidirectional control, no
/// invisible or joining character, no private use, no line separator.
pub fn is_plain(c: char) -> bool {
    if (' '..='~').contains(&c) {
        return true;
    }
    let behind = UNPLAIN.partition_point(|(first, _)| *first <= c);
    behind == 0 || UNPLAIN[behind - 1].1 < c
}

/// What does not show as itself, in order: all of `Cc`, `Cf`, `Co`, `Zl`, `Zp` and `Default_Ignorable_Code_Point` (Unicode 16,
/// `DerivedGeneralCategory.txt` and `DerivedCoreProperties.txt`), and characters whose picture is blank.
#[rustfmt::skip]
const UNPLAIN: &[(char, char)] = &[
    ('\0', '\x1f'), ('\x7f', '\u{9f}'), ('\u{ad}', '\u{ad}'), ('\u{34f}', '\u{34f}'),
    // Signs of Arabic, Syriac and Kaithi that stand around the digits behind them are format characters, too.
    ('\u{600}', '\u{605}'), ('\u{61c}', '\u{61c}'), ('\u{6dd}', '\u{6dd}'), ('\u{70f}', '\u{70f}'),
    ('\u{890}', '\u{891}'), ('\u{8e2}', '\u{8e2}'),
    ('\u{115f}', '\u{1160}'), ('\u{17b4}', '\u{17b5}'), ('\u{180b}', '\u{180f}'), ('\u{200b}', '\u{200f}'),
    ('\u{2028}', '\u{202e}'), ('\u{2060}', '\u{206f}'),
    // The pattern of Braille without a dot.
    ('\u{2800}', '\u{2800}'),
    ('\u{3164}', '\u{3164}'), ('\u{e000}', '\u{f8ff}'), ('\u{fe00}', '\u{fe0f}'), ('\u{feff}', '\u{feff}'),
    ('\u{ffa0}', '\u{ffa0}'), ('\u{fff0}', '\u{fffb}'), ('\u{110bd}', '\u{110bd}'), ('\u{110cd}', '\u{110cd}'),
    // How hieroglyphs are arranged, how strokes of shorthand overlap, a note without a head, beams and slurs.
    ('\u{13430}', '\u{1343f}'), ('\u{1bca0}', '\u{1bca3}'), ('\u{1d159}', '\u{1d159}'), ('\u{1d173}', '\u{1d17a}'),
    ('\u{e0000}', '\u{10ffff}'),
];

/// Symbols and pictographs that emoji are made of.
fn is_symbol(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{2bff}' | '\u{3030}' | '\u{303d}' | '\u{3297}' | '\u{3299}'
        | '\u{1f000}'..='\u{1faff}')
}

/// Bytes as text; those that are no UTF-8 are shown by their number. The text is not harmless yet.
pub fn lossless(bytes: &[u8]) -> Cow<'_, str> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(bytes.len() + 16);
    for chunk in bytes.utf8_chunks() {
        out.push_str(chunk.valid());
        for byte in chunk.invalid() {
            let _ = write!(out, "\\x{byte:02x}");
        }
    }
    Cow::Owned(out)
}

/// Byte text, such as a field's value, for a terminal; bytes that are no UTF-8 are shown by their number.
pub fn terminal_bytes(bytes: &[u8], ascii: bool) -> String {
    terminal(&lossless(bytes), ascii).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_moves_the_cursor_or_the_text_gets_through() {
        assert_eq!(
            terminal("plain caf\u{e9} \u{4e2d}", false),
            "plain caf\u{e9} \u{4e2d}"
        );
        assert_eq!(terminal("\x1b]0;x\x07", false), "\\x1b]0;x\\x07");
        assert_eq!(
            terminal("a\u{202e}b\u{200b}\u{9b}", false),
            "a\\u{202e}b\\u{200b}\\x9b"
        );
        assert_eq!(terminal("caf\u{e9}", true), "caf\\xe9");
        assert_eq!(terminal_bytes(b"a\xff\n", false), "a\\xff\\x0a");
    }

    #[test]
    fn what_shows_nothing_is_shown_by_its_number() {
        let is_ordered = |pair: &[(char, char)]| pair[0].1 < pair[1].0;
        assert!(UNPLAIN.windows(2).all(is_ordered));
        assert!(UNPLAIN.iter().all(|(first, last)| first <= last));
        for c in UNPLAIN.iter().flat_map(|(first, last)| [*first, *last]) {
            assert!(!is_plain(c), "{c:?}");
        }
        for c in "\u{34f}\u{6dd}\u{180e}\u{2028}\u{2065}\u{2800}\u{1343f}\u{1bca1}\u{e0020}\u{e01ef}\u{100000}".chars() {
            let number = format!("\\u{{{:x}}}", u32::from(c));
            assert_eq!(terminal(&c.to_string(), false), number);
        }
        for c in "~\u{a0}\u{ac}\u{350}\u{606}\u{61b}\u{1161}\u{2027}\u{202f}\u{2801}\u{fffc}\u{13440}\u{1bc9f}\u{dffff}".chars() {
            assert!(is_plain(c), "{c:?}");
        }
    }
}
