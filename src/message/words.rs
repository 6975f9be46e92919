//! Encoded words (RFC 2047): display names and Subject as a reader sees them.
//!
//! As forgiving as mail programs are: words are read wherever they stand, also inside quoted strings and next to other
//! text, and with spaces within. Adjacent words of one character set are joined before they are decoded, since writers
//! part a character between two of them.

use super::HeaderField;
use base64::Engine;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use encoding_rs::{Encoding, REPLACEMENT, UTF_8};
use mail_parser::decoders::charsets::map::charset_decoder;
use memchr::memmem;

/// The longest name of a character set that is read, language included.
const MAX_CHARSET: usize = 64;

const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// A value with its encoded words decoded, as Subject has them.
pub fn decoded_text(field: &HeaderField<'_>) -> String {
    decode(&field.unfolded())
}

/// A text with its encoded words decoded; bytes outside them that are no UTF-8 become U+FFFD.
pub fn decode(text: &[u8]) -> String {
    let mut out = String::with_capacity(text.len());
    // Words of one character set that wait for the next.
    let mut charset: &[u8] = b"";
    let mut waiting: Vec<u8> = Vec::new();
    let mut kept = 0;
    let mut at = 0;
    while let Some(found) = memmem::find(&text[at..], b"=?") {
        let start = at + found;
        let Some(word) = Word::read(&text[start..]) else {
            at = start + 2;
            continue;
        };
        let gap = &text[kept..start];
        let is_next = !waiting.is_empty() && gap.trim_ascii().is_empty();
        if !(is_next && charset.eq_ignore_ascii_case(word.charset)) {
            push(&mut out, charset, &waiting);
            waiting.clear();
            // White space between two words is not part of the text (section 6.2).
            if !is_next {
                out.push_str(&String::from_utf8_lossy(gap));
            }
        }
        charset = word.charset;
        word.bytes_into(&mut waiting);
        at = start + word.length;
        kept = at;
    }
    push(&mut out, charset, &waiting);
    out.push_str(&String::from_utf8_lossy(&text[kept..]));
    out
}

/// The length of the encoded word at the start of a text, if it is one to the letter: no white space, no `?` within.
pub(super) fn strict(text: &[u8]) -> Option<usize> {
    let word = Word::read(text)?;
    let is_plain = |byte: &u8| byte.is_ascii_graphic() && *byte != b'?';
    word.coded.iter().all(is_plain).then_some(word.length)
}

/// One encoded word.
struct Word<'t> {
    /// Of the whole.
    length: usize,
    /// Without the language (RFC 2231 section 5).
    charset: &'t [u8],
    base64: bool,
    coded: &'t [u8],
}

impl<'t> Word<'t> {
    /// Reads the word at the start of a text, which begins with `=?`.
    fn read(text: &'t [u8]) -> Option<Self> {
        let inner = text.strip_prefix(b"=?")?;
        let name = inner
            .iter()
            .take(MAX_CHARSET)
            .position(|byte| *byte == b'?')?;
        let charset = inner[..name].split(|byte| *byte == b'*').next()?;
        let (encoding, mark) = (*inner.get(name + 1)?, *inner.get(name + 2)?);
        let is_name = !charset.is_empty() && inner[..name].iter().all(u8::is_ascii_graphic);
        if !is_name || mark != b'?' || !matches!(encoding, b'B' | b'b' | b'Q' | b'q') {
            return None;
        }
        let coded = &inner[name + 3..];
        // What begins another word ends the search, so that words without an end cost one pass.
        let end = memchr::memchr_iter(b'?', coded)
            .find(|at| coded.get(at + 1) == Some(&b'=') || coded[..*at].ends_with(b"="))?;
        if coded.get(end + 1) != Some(&b'=') {
            return None;
        }
        let coded = &coded[..end];
        Some(Self {
            length: 2 + name + 3 + coded.len() + 2,
            charset,
            base64: encoding.eq_ignore_ascii_case(&b'B'),
            coded,
        })
    }

    /// Adds what it says, in its character set.
    fn bytes_into(&self, out: &mut Vec<u8>) {
        if self.base64 {
            read_b(self.coded, out);
        } else {
            read_q(self.coded, out);
        }
    }
}

fn read_b(coded: &[u8], out: &mut Vec<u8>) {
    let is_digit = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    // Careless writers join what was encoded apart: each part ends with its padding.
    for part in coded.split(|byte| *byte == b'=') {
        let mut digits: Vec<u8> = part.iter().copied().filter(is_digit).collect();
        // A lone last digit holds no byte.
        if digits.len() % 4 == 1 {
            digits.pop();
        }
        out.extend(LENIENT.decode(&digits).unwrap_or_default());
    }
}

fn read_q(coded: &[u8], out: &mut Vec<u8>) {
    let digit = |byte: u8| u8::try_from(char::from(byte).to_digit(16)?).ok();
    let mut rest = coded;
    while let [first, later @ ..] = rest {
        rest = later;
        match (first, later) {
            (b'=', [high, low, after @ ..]) => match (digit(*high), digit(*low)) {
                (Some(high), Some(low)) => {
                    out.push(high << 4 | low);
                    rest = after;
                }
                _ => out.push(b'='),
            },
            (b'_', _) => out.push(b' '),
            (byte, _) => out.push(*byte),
        }
    }
}

/// Adds bytes of a character set as text. What nobody can read stays readable as far as it is ASCII.
fn push(out: &mut String, charset: &[u8], bytes: &[u8]) {
    if bytes.is_empty() {
        return;
    }
    let lossy = || UTF_8.decode_without_bom_handling(bytes).0;
    match Encoding::for_label(charset) {
        Some(encoding) if encoding == REPLACEMENT => out.push_str(&lossy()),
        // Writers name the wrong one; bytes that are UTF-8 are nothing else.
        Some(encoding) if encoding.is_single_byte() => match std::str::from_utf8(bytes) {
            Ok(text) => out.push_str(text),
            Err(_) => out.push_str(&encoding.decode_without_bom_handling(bytes).0),
        },
        Some(encoding) => out.push_str(&encoding.decode_without_bom_handling(bytes).0),
        // UTF-7, and pages of MS-DOS.
        None => match charset_decoder(charset) {
            Some(decode) => out.push_str(&decode(bytes)),
            None => out.push_str(&lossy()),
        },
    }
}
