//! The same text in another character set: UTF-8, ISO-8859-1 and windows-1252.

use encoding_rs::WINDOWS_1252;

/// A text in the other character set, and what that would be called. Windows-1252 has all that ISO-8859-1 has, control
/// characters where it has no others.
pub(super) fn variant(text: &[u8]) -> Option<(Vec<u8>, &'static str)> {
    if text.is_ascii() {
        return None;
    }
    let Ok(unicode) = std::str::from_utf8(text) else {
        let decoded = WINDOWS_1252.decode_without_bom_handling(text).0;
        return Some((decoded.into_owned().into_bytes(), "UTF-8"));
    };
    let (bytes, _, is_lossy) = WINDOWS_1252.encode(unicode);
    (!is_lossy).then(|| (bytes.into_owned(), "a Western 8-bit character set"))
}
