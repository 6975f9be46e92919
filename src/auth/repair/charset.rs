//! The same text in another character set: UTF-8, ISO-8859-1 and windows-1252.

/// What windows-1252 has at 0x80 to 0x9F, where ISO-8859-1 has control characters; five places are empty.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// A text in other character sets, each with what it would be called.
pub(super) fn variants(text: &[u8]) -> Vec<(Vec<u8>, &'static str)> {
    if text.is_ascii() {
        return Vec::new();
    }
    let Ok(unicode) = std::str::from_utf8(text) else {
        let decoded: String = text.iter().map(|&byte| from_windows_1252(byte)).collect();
        return vec![(decoded.into_bytes(), "UTF-8")];
    };
    let encoded: Option<Vec<u8>> = unicode.chars().map(to_windows_1252).collect();
    encoded
        .map(|bytes| (bytes, "a Western 8-bit character set"))
        .into_iter()
        .collect()
}

fn to_windows_1252(c: char) -> Option<u8> {
    // Latin-1, but for the controls in whose place the table stands.
    if let Ok(code @ (0..=0x7F | 0xA0..)) = u8::try_from(c) {
        return Some(code);
    }
    let codes = 0x80..=0x9F;
    let found = codes.zip(&WINDOWS_1252).find(|(_, other)| **other == c)?;
    Some(found.0)
}

fn from_windows_1252(byte: u8) -> char {
    match byte {
        0x80..=0x9F => WINDOWS_1252[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}
