//! A text in the letter cases and character sets that mail is written in. The automaton folds the case of ASCII only, and
//! knows no character set.

use crate::limits::MAX_SPELLED;
use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, Encoding, GBK, ISO_8859_2, ISO_8859_7, ISO_8859_15, KOI8_R, SHIFT_JIS,
    WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1254,
};
use std::collections::BTreeSet;

/// Character sets without a state, beside UTF-8. ISO-8859-1 is read as windows-1252, and ISO-8859-9 as windows-1254
/// (WHATWG Encoding section 4.2).
const CHARSETS: &[&Encoding] = &[
    WINDOWS_1252,
    ISO_8859_15,
    ISO_8859_2,
    WINDOWS_1250,
    WINDOWS_1254,
    WINDOWS_1251,
    KOI8_R,
    ISO_8859_7,
    GBK,
    BIG5,
    SHIFT_JIS,
    EUC_JP,
    EUC_KR,
];

/// The shortest text outside UTF-8 that is looked for, in bytes. Shorter ones stand in every picture.
const MIN_BYTES: usize = 4;

/// Every way to write a text that differs in more than the case of ASCII letters.
pub(super) fn all(text: &str) -> BTreeSet<Vec<u8>> {
    let mut out = BTreeSet::from([text.as_bytes().to_vec()]);
    if text.is_ascii() || text.len() > MAX_SPELLED {
        return out;
    }
    for cased in BTreeSet::from([
        text.to_owned(),
        text.to_lowercase(),
        text.to_uppercase(),
        capitals(text),
    ]) {
        for charset in CHARSETS {
            let (bytes, _, is_lossy) = charset.encode(&cased);
            if !is_lossy && bytes.len() >= MIN_BYTES {
                out.insert(bytes.into_owned());
            }
        }
        out.insert(cased.into_bytes());
    }
    out
}

/// Every word with a capital.
fn capitals(text: &str) -> String {
    let mut in_word = false;
    text.chars()
        .flat_map(|character| {
            let cased: Vec<char> = if in_word {
                character.to_lowercase().collect()
            } else {
                character.to_uppercase().collect()
            };
            in_word = character.is_alphanumeric();
            cased
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_outside_ascii_have_cases_and_character_sets() {
        let found = all("J\u{f6}rg M\u{fc}ller");
        for want in [
            "J\u{f6}rg M\u{fc}ller".as_bytes(),
            "J\u{d6}RG M\u{dc}LLER".as_bytes(),
            b"J\xf6rg M\xfcller",
            b"J\xd6RG M\xdcLLER",
        ] {
            assert!(found.contains(want), "{want:?}");
        }
        assert_eq!(all("Robin Vale").len(), 1);
        assert!(all(&"\u{e9}".repeat(MAX_SPELLED / 2)).len() > 1);
        assert_eq!(all(&"\u{e9}".repeat(MAX_SPELLED)).len(), 1);
        // Two bytes of GBK are in every picture.
        assert!(all("\u{738b}").iter().all(|bytes| bytes.len() >= 3));
    }
}
