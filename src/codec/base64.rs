//! Base64 (RFC 4648): held to a rule, or read as far as it goes.

use base64::Engine;
use base64::alphabet;
use base64::engine::DecodePaddingMode::Indifferent;
use base64::engine::general_purpose::{
    GeneralPurpose, GeneralPurposeConfig, STANDARD, STANDARD_NO_PAD, URL_SAFE_NO_PAD,
};
use std::ops::Range;

/// What a text must be to count as base64. White space may stand anywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rule {
    /// What an encoder writes: padded, and no bits left over. Encoded anew it is the same.
    Encoded,
    /// A value in a list of tags (`base64string`, RFC 6376 section 2.10) or what is said to log in (RFC 4954): the
    /// padding may have been lost, and what is left over is not looked at.
    Tag,
    /// A token of a vendor: in either alphabet, padded or not. What has bits left over is a word that only looks like one.
    Token,
    /// What an API gives: the same, and in both alphabets at once, as programs leave it that replace one sign of two.
    Mixed,
}

/// The bytes of a text; `None` if it breaks the rule.
pub(crate) fn decode(text: &[u8], rule: Rule) -> Option<Vec<u8>> {
    const CONFIG: GeneralPurposeConfig =
        GeneralPurposeConfig::new().with_decode_padding_mode(Indifferent);
    const TAG: GeneralPurpose = GeneralPurpose::new(
        &alphabet::STANDARD,
        CONFIG.with_decode_allow_trailing_bits(true),
    );
    const TOKEN: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, CONFIG);
    const URL_TOKEN: GeneralPurpose = GeneralPurpose::new(&alphabet::URL_SAFE, CONFIG);
    let mut packed = packed(text);
    if rule == Rule::Mixed {
        for byte in &mut packed {
            *byte = match *byte {
                b'-' => b'+',
                b'_' => b'/',
                byte => byte,
            };
        }
    }
    let engine = match rule {
        Rule::Encoded => &STANDARD,
        Rule::Tag => &TAG,
        Rule::Token if memchr::memchr2(b'-', b'_', &packed).is_some() => &URL_TOKEN,
        Rule::Token | Rule::Mixed => &TOKEN,
    };
    engine.decode(packed).ok()
}

/// A text without its white space.
fn packed(text: &[u8]) -> Vec<u8> {
    let mut packed = Vec::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let end = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
        let line = rest[..end].trim_ascii();
        // Nearly all lines have none within, which is told for many bytes at once.
        let white = line
            .iter()
            .fold(0, |found, &byte| found | u8::from(byte <= b' '));
        if white != 0 {
            for run in line.split(u8::is_ascii_whitespace) {
                packed.extend_from_slice(run);
            }
        } else {
            packed.extend_from_slice(line);
        }
        rest = rest.get(end + 1..).unwrap_or_default();
    }
    packed
}

/// Bytes with padding.
pub(crate) fn encode(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// Adds bytes with padding to a text.
pub(crate) fn encode_into(bytes: &[u8], text: &mut String) {
    STANDARD.encode_string(bytes, text);
}

/// Bytes without padding; whether with `-` and `_` (RFC 4648 section 5).
pub(crate) fn encode_unpadded(bytes: &[u8], url_safe: bool) -> String {
    let engine = if url_safe {
        &URL_SAFE_NO_PAD
    } else {
        &STANDARD_NO_PAD
    };
    engine.encode(bytes)
}

/// Which signs are digits to a reader that takes whatever comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Alphabet {
    /// `+` and `/` (RFC 4648 section 4).
    Standard,
    /// Those, and `-` and `_` (section 5).
    Either,
}

/// What such a reader makes of `=`. RFC 2045 section 6.8 leaves open what follows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Padding {
    /// It ends a group, and what follows begins one: texts that were encoded apart stand behind each other.
    Ends,
    /// It is passed over as any other sign.
    Ignored,
}

/// Adds what digits of either alphabet hold, with nothing between them.
pub(crate) fn digits_into(digits: &[u8], out: &mut Vec<u8>) {
    for group in digits.chunks(4) {
        let mut bits = 0_u32;
        for digit in group {
            bits = bits << 6 | u32::from(SEXTETS[usize::from(*digit)] & 63);
        }
        let [_, bytes @ ..] = (bits << (6 * (4 - group.len()))).to_be_bytes();
        out.extend_from_slice(&bytes[..group.len() - 1]);
    }
}

/// What the digits of a text hold, whatever stands between them (RFC 2045 section 6.8), each byte with the range from
/// its first digit to its last. Of a group that is not full, whole bytes count. Says whether the text ends within one.
pub(crate) fn each(
    text: &[u8],
    alphabet: Alphabet,
    padding: Padding,
    mut sink: impl FnMut(u8, Range<usize>),
) -> bool {
    let (mut bits, mut count, mut before) = (0_u32, 0_u8, 0);
    for (at, byte) in text.iter().enumerate() {
        let Some(value) = sextet(*byte) else {
            if *byte == b'=' && padding == Padding::Ends {
                count = 0;
            }
            continue;
        };
        if alphabet == Alphabet::Standard && !is_standard(*byte) {
            continue;
        }
        bits = bits << 6 | u32::from(value);
        // The bits beyond the byte that this digit completes; the first of a group completes none.
        if count > 0 {
            let [byte, ..] = (bits >> (6 - 2 * count)).to_le_bytes();
            sink(byte, before..at + 1);
        }
        before = at;
        count = (count + 1) % 4;
    }
    count > 0
}

/// The bytes of [`each`].
pub(crate) fn lenient(text: &[u8], alphabet: Alphabet, padding: Padding) -> (Vec<u8>, bool) {
    let mut out = Vec::with_capacity(text.len() / 4 * 3 + 2);
    let is_cut = each(text, alphabet, padding, |byte, _| out.push(byte));
    (out, is_cut)
}

/// Whether a byte is a digit of the standard alphabet.
pub(crate) fn is_standard(byte: u8) -> bool {
    sextet(byte).is_some() && !matches!(byte, b'-' | b'_')
}

/// The value of a digit of either alphabet.
pub(crate) fn sextet(digit: u8) -> Option<u8> {
    Some(SEXTETS[usize::from(digit)]).filter(|value| *value != NO_SEXTET)
}

/// What [`SEXTETS`] has for a byte that is no digit.
const NO_SEXTET: u8 = 0xff;

/// [`sextet`] of every byte; 255 for what is no digit.
pub(crate) const SEXTETS: &[u8; 256] = &{
    let digits = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    let mut values = [NO_SEXTET; 256];
    let mut value: u8 = 0;
    while (value as usize) < digits.len() {
        values[digits[value as usize] as usize] = value;
        value += 1;
    }
    values[b'+' as usize] = 62;
    values[b'-' as usize] = 62;
    values[b'/' as usize] = 63;
    values[b'_' as usize] = 63;
    values
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_of_digits_is_read_as_by_the_reader_of_all() {
        let digits = b"aGVsbG8-_+/AbZ09x";
        for start in 0..4 {
            for end in start + 1..=digits.len() {
                let digits = &digits[start..end];
                let mut out = Vec::new();
                digits_into(digits, &mut out);
                assert_eq!(out, lenient(digits, Alphabet::Either, Padding::Ends).0);
            }
        }
    }

    #[test]
    fn white_space_goes_wherever_it_stands() {
        for text in [
            "",
            "\n",
            "ab",
            " ab\r\ncd\t",
            "a b\nc\x0cd",
            "\r\r\na\r",
            "a\x0bb",
            "\na\n\nb",
        ] {
            let bare: String = text.split(|c: char| c.is_ascii_whitespace()).collect();
            assert_eq!(packed(text.as_bytes()), bare.as_bytes(), "{text:?}");
        }
    }

    #[test]
    fn each_rule_has_its_own_texts() {
        use Rule::{Encoded, Mixed, Tag, Token};
        for (text, rules, bytes) in [
            ("aGVsbG8=", &[Encoded, Tag, Token, Mixed][..], &b"hello"[..]),
            ("aGV\r\n sbG\t8=", &[Encoded, Tag, Token, Mixed], b"hello"),
            ("aGVsbG8", &[Tag, Token, Mixed], b"hello"),
            // Bits left over.
            ("aGVsbG9=", &[Tag], b"hello"),
            ("_-8", &[Token, Mixed], b"\xff\xef"),
            ("/+8", &[Tag, Token, Mixed], b"\xff\xef"),
            ("", &[Encoded, Tag, Token, Mixed], b""),
            ("=", &[], b""),
            ("aGVsb", &[], b""),
            ("aGVsbG8=aGVs", &[], b""),
            ("a*b=", &[], b""),
            ("_/8", &[Mixed], b"\xff\xff"),
        ] {
            for rule in [Encoded, Tag, Token, Mixed] {
                let expected = rules.contains(&rule).then_some(bytes);
                assert_eq!(
                    decode(text.as_bytes(), rule).as_deref(),
                    expected,
                    "{text} {rule:?}"
                );
            }
        }
    }

    #[test]
    fn whatever_is_there_is_read() {
        use Alphabet::{Either, Standard};
        use Padding::{Ends, Ignored};
        for (text, alphabet, padding, bytes, is_cut) in [
            ("aGVsbG8=", Standard, Ends, "hello", false),
            ("aGVs\r\nbG8", Standard, Ends, "hello", true),
            ("aGVsb", Standard, Ends, "hel", true),
            ("aGVsbG", Standard, Ends, "hell", true),
            ("aG*Vs-bG8=", Standard, Ends, "hello", false),
            ("aGVsbG8=aGVsbG8=", Standard, Ends, "hellohello", false),
            ("aG=VsbG8", Standard, Ignored, "hello", true),
            ("cm8=YmluQA==", Standard, Ends, "robin@", false),
            ("Pz8_", Either, Ends, "???", false),
            ("Pz8_", Standard, Ends, "??", true),
            ("=", Standard, Ends, "", false),
        ] {
            let (out, cut) = lenient(text.as_bytes(), alphabet, padding);
            assert_eq!(String::from_utf8_lossy(&out), bytes, "{text}");
            assert_eq!(cut, is_cut, "{text}");
        }
    }

    #[test]
    fn bytes_stand_from_their_first_digit_to_their_last() {
        let mut found = Vec::new();
        each(
            b"YW\nJj*ZA==",
            Alphabet::Standard,
            Padding::Ends,
            |byte, at| {
                found.push((byte, at));
            },
        );
        assert_eq!(
            found,
            [(b'a', 0..2), (b'b', 1..4), (b'c', 3..5), (b'd', 6..8)]
        );
    }
}
