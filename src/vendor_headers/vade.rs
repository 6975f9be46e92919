//! Vade, and the letter cipher in which it writes what it found; OVH and Fastmail pass that on.

use super::VerdictKind;
use super::out::{Out, number};
use super::table::{Header, Key, Read, Vendor, code, header, key};

const SEEN: &str = "seen in mail; undocumented";

pub(super) const VENDOR: Vendor = Vendor {
    name: "Vade",
    writer: "a provider that filters with Vade",
    headers: HEADERS,
    keys: KEYS,
};

#[rustfmt::skip]
const HEADERS: &[Header] = &[
    header("x-vade-spamstate", "verdict", Read::With(state)),
    header("x-vade-spamscore", "score", Read::Whole("score")),
    header("x-vade-spamcause", "the filter's findings, encoded as letters", Read::With(cause)),
    header("x-vade-*", "a field of Vade", Read::Whole("stamp")),
    header("x-vrc-spam-state", "verdict", Read::With(state)),
    header("x-vrc-spam-cause", "the filter's findings, encoded as letters", Read::With(cause)),
    header("x-vrc-spam-score", "score", Read::Whole("score")),
    header("x-vrc-policy-status", "the policy that was applied", Read::Whole("policy")),
    header("x-vrc-*", "a field of Vade", Read::Whole("stamp")),
    header("x-vaderetro-*", "a field of Vade Retro", Read::Whole("stamp")),
];

#[rustfmt::skip]
const KEYS: &[Key] = &[
    key("score", "higher means more likely spam", SEEN, &[]),
    key("policy", "the policy that was applied", SEEN, &[]),
    key("state", "verdict", SEEN, STATES),
];

/// Verdict words of Vade and of its licensees.
pub(super) const STATES: &[super::table::Code] = &[
    code("OK", "nothing found"),
    code("legit", "nothing found"),
    code("clean", "nothing found"),
    code("commercial", "bulk mail"),
    code("dce", "bulk mail: marketing"),
    code("community", "notices of social networks"),
    code("bounce", "a bounce"),
    code("suspect", "suspected"),
    code("spam", "spam"),
    code("scam", "fraud"),
    code("phishing", "phishing"),
    code("virus", "malware"),
    code("malware", "malware"),
];

/// A verdict word, perhaps with the strength behind a colon (`spam:high`).
pub(super) fn state(text: &str, out: &mut Out) {
    let word = text.split([':', ' ', '(']).next().unwrap_or(text);
    out.pair("state", word);
    let kind = match word.to_ascii_lowercase().as_str() {
        "ok" | "legit" | "clean" => VerdictKind::Clean,
        "commercial" | "dce" | "community" => VerdictKind::Bulk,
        "suspect" => VerdictKind::Suspect,
        "spam" | "scam" => VerdictKind::Spam,
        "phishing" => VerdictKind::Phish,
        "virus" | "malware" => VerdictKind::Malware,
        _ => return,
    };
    out.judge(kind, None, None);
}

/// The cause: deciphered, and split into its parts `Vade Retro 01.423.38 … spamScore=…; …`.
pub(super) fn cause(text: &str, out: &mut Out) {
    match decipher(text) {
        Some(plain) => {
            let score = plain
                .split(['(', ')', ';', ' '])
                .find_map(|part| part.strip_prefix("spamScore="));
            if let Some(score) = score.filter(|score| number(score).is_some()) {
                out.plain("spamScore", score);
            }
            out.plain("cause", plain.trim());
        }
        // Newer filters seal it (`vade1` and bytes, in base64).
        None => out.unknown(
            "cause",
            super::text::cut(text, crate::limits::MAX_VENDOR_RAW),
        ),
    }
}

/// The letter cipher: two letters stand for one character. It is their sum less `x`, shifted by sixteen for each step
/// that the first of `cdefgh` found in the pair lies from `g`.
pub(super) fn decipher(text: &str) -> Option<String> {
    let letters: Vec<u8> = text
        .bytes()
        .filter(|byte| !byte.is_ascii_whitespace())
        .collect();
    if letters.len() < 4 || !letters.iter().all(u8::is_ascii_lowercase) {
        return None;
    }
    let mut plain = String::with_capacity(letters.len() / 2);
    for pair in letters.chunks_exact(2) {
        let marker = (b'c'..=b'h').find(|marker| pair.contains(marker));
        let shift = marker.map_or(0, |marker| (i32::from(b'g') - i32::from(marker)) * 16);
        let sum = i32::from(pair[0]) + i32::from(pair[1]) - i32::from(b'x') - shift;
        let byte = u8::try_from(sum).ok().filter(|byte| {
            byte.is_ascii_graphic() || matches!(byte, b' ' | b'\t' | b'\r' | b'\n')
        })?;
        plain.push(char::from(byte));
    }
    Some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cipher_is_undone() {
        assert_eq!(
            decipher("gggruggvucftvghtrhho").as_deref(),
            Some("Vade Retro")
        );
        assert_eq!(
            decipher("gggruggvucftv ghtrhho").as_deref(),
            Some("Vade Retro")
        );
        assert_eq!(decipher("dmFkZTFz"), None);
        assert_eq!(decipher("cccc"), None);
        assert_eq!(decipher(""), None);
    }
}
