//! Runs of encoded words (RFC 2047): decoded together, since a text may be split between two.

use base64::Engine;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use mail_parser::decoders::charsets::map::charset_decoder;
use memchr::memmem;
use std::ops::Range;

/// As forgiving as the readers of mail are.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// The most bytes in one encoded word as written, so that the word keeps below 75 characters (RFC 2047 section 2).
const CHUNK: usize = 30;

/// The longest encoded text that is read. RFC 2047 allows 75 characters, careless writers some hundred; without a bound, a
/// text of many beginnings and no end would be searched to its end for each.
const MAX_WORD: usize = 4096;

/// Adjacent encoded words.
#[derive(Debug)]
pub(super) struct Run {
    /// Where they stand.
    pub place: Range<usize>,
    /// What they say, in their character set.
    pub bytes: Vec<u8>,
    charset: String,
    base64: bool,
    /// What stands between two of them.
    gap: Vec<u8>,
}

/// Every run in a text.
pub(super) fn runs(text: &[u8]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut at = 0;
    while let Some(found) = memmem::find(&text[at..], b"=?") {
        let start = at + found;
        let Some(word) = Word::read(&text[start..]) else {
            at = start + 2;
            continue;
        };
        let end = start + word.length;
        match runs.last_mut() {
            Some(run)
                if text[run.place.end..start]
                    .iter()
                    .all(u8::is_ascii_whitespace) =>
            {
                if run.gap.is_empty() {
                    run.gap = text[run.place.end..start].to_vec();
                }
                run.place.end = end;
                run.bytes.extend_from_slice(&word.bytes);
            }
            _ => runs.push(Run {
                place: start..end,
                bytes: word.bytes,
                charset: word.charset,
                base64: word.base64,
                gap: Vec::new(),
            }),
        }
        at = end;
    }
    runs
}

impl Run {
    /// What the words say in UTF-8, where their character set writes it otherwise.
    pub fn in_utf8(&self) -> Option<String> {
        // RFC 2231 section 5 allows a language behind the name.
        let charset = self.charset.split('*').next().unwrap_or_default();
        let decode = charset_decoder(charset.as_bytes())?;
        let text = decode(&self.bytes);
        (text.as_bytes() != self.bytes).then_some(text)
    }

    /// Encoded words that say something else, in the run's character set and encoding.
    pub fn encode(&self, bytes: &[u8]) -> Vec<u8> {
        self.encode_in(&self.charset, bytes)
    }

    /// The same in UTF-8.
    pub fn encode_utf8(&self, bytes: &[u8]) -> Vec<u8> {
        self.encode_in("utf-8", bytes)
    }

    fn encode_in(&self, charset: &str, bytes: &[u8]) -> Vec<u8> {
        let gap = if self.gap.is_empty() {
            b" "
        } else {
            self.gap.as_slice()
        };
        let mut out = Vec::new();
        let mut rest = bytes;
        while !rest.is_empty() || out.is_empty() {
            let (chunk, later) = rest.split_at(chunk_end(rest));
            rest = later;
            if !out.is_empty() {
                out.extend_from_slice(gap);
            }
            let encoding = if self.base64 { 'B' } else { 'Q' };
            out.extend_from_slice(format!("=?{charset}?{encoding}?").as_bytes());
            if self.base64 {
                out.extend_from_slice(base64::prelude::BASE64_STANDARD.encode(chunk).as_bytes());
            } else {
                write_q(chunk, &mut out);
            }
            out.extend_from_slice(b"?=");
        }
        out
    }
}

/// Where a word may end: not within a character of UTF-8.
fn chunk_end(rest: &[u8]) -> usize {
    if rest.len() <= CHUNK {
        return rest.len();
    }
    (1..=CHUNK)
        .rev()
        .find(|end| rest[*end] & 0xc0 != 0x80)
        .unwrap_or(CHUNK)
}

fn write_q(bytes: &[u8], out: &mut Vec<u8>) {
    for byte in bytes {
        match byte {
            b' ' => out.push(b'_'),
            byte if byte.is_ascii_alphanumeric() => out.push(*byte),
            byte => out.extend_from_slice(format!("={byte:02X}").as_bytes()),
        }
    }
}

struct Word {
    length: usize,
    charset: String,
    base64: bool,
    bytes: Vec<u8>,
}

impl Word {
    /// Reads the encoded word at the start of a text.
    fn read(text: &[u8]) -> Option<Self> {
        let inner = &text[2..];
        let charset_end = inner.iter().take(64).position(|byte| *byte == b'?')?;
        let charset = std::str::from_utf8(&inner[..charset_end]).ok()?;
        let encoding = *inner.get(charset_end + 1)?;
        if inner.get(charset_end + 2) != Some(&b'?')
            || !charset.bytes().all(|b| b.is_ascii_graphic())
        {
            return None;
        }
        let coded = &inner[charset_end + 3..];
        let coded = &coded[..coded.len().min(MAX_WORD)];
        let coded = &coded[..memmem::find(coded, b"?=")?];
        let base64 = match encoding {
            b'B' | b'b' => true,
            b'Q' | b'q' => false,
            _ => return None,
        };
        Some(Self {
            length: 2 + charset_end + 3 + coded.len() + 2,
            charset: charset.to_owned(),
            base64,
            bytes: if base64 { read_b(coded) } else { read_q(coded) },
        })
    }
}

fn read_b(coded: &[u8]) -> Vec<u8> {
    let digits: Vec<u8> = coded
        .iter()
        .copied()
        .filter(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/'))
        .collect();
    // A lone last digit holds no byte.
    let whole = if digits.len() % 4 == 1 {
        digits.len() - 1
    } else {
        digits.len()
    };
    LENIENT.decode(&digits[..whole]).unwrap_or_default()
}

fn read_q(coded: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(coded.len());
    let mut at = 0;
    while at < coded.len() {
        let pair = coded.get(at + 1..at + 3);
        let value = pair.and_then(|pair| {
            Some(super::key::nibble(pair[0])? << 4 | super::key::nibble(pair[1])?)
        });
        match (coded[at], value) {
            (b'=', Some(byte)) => {
                out.push(byte);
                at += 2;
            }
            (b'_', _) => out.push(b' '),
            (byte, _) => out.push(byte),
        }
        at += 1;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_read_and_written() {
        let text =
            b"Hi =?utf-8?Q?ro=62in=40?=\r\n =?utf-8?B?ZXhhbXBsZS5uZXQ=?= and =?x?q?y?= =?broken";
        let found = runs(text);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].bytes, b"robin@example.net");
        assert_eq!(found[1].bytes, b"y");
        let long = "\u{fc}ber ".repeat(20);
        let again = found[0].encode(long.as_bytes());
        assert!(
            again
                .split(|byte| *byte == b'\n')
                .all(|line| line.len() <= 115)
        );
        assert_eq!(runs(&again)[0].bytes, long.as_bytes());
    }
}
