//! The header block, for whoever shows its bytes.

use crate::codec::hex;
use crate::words::Span;
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;

/// The header block. In JSON its bytes are a text, in which every byte that is not UTF-8 is replaced by U+FFFD and listed beside
/// it, so nothing is lost.
#[derive(Clone, Debug, Default, PartialEq, JsonSchema)]
#[schemars(with = "Written")]
pub struct Header {
    /// Its bytes from the beginning of the (mended) input; spans of the report point into them.
    pub bytes: Vec<u8>,
    /// The position of each field, without its final line end.
    pub fields: Vec<Span>,
}

impl Header {
    /// The values of the fields of a name, unfolded, from the top; what is no UTF-8 is replaced.
    pub fn values<'h>(&'h self, name: &'h str) -> impl Iterator<Item = String> + 'h {
        let fields = self.fields.iter();
        let raw = fields.filter_map(|span| self.bytes.get(span.start..span.end));
        raw.filter_map(move |field| {
            let colon = memchr::memchr(b':', field)?;
            let is_named = field[..colon]
                .trim_ascii()
                .eq_ignore_ascii_case(name.as_bytes());
            let value = String::from_utf8_lossy(field[colon + 1..].trim_ascii());
            is_named.then(|| value.replace(['\r', '\n'], ""))
        })
    }
}

/// The header block as it is written.
#[derive(Serialize, Deserialize, JsonSchema)]
struct Written<'h> {
    /// The bytes as text.
    text: Cow<'h, str>,
    /// The bytes that are no UTF-8; left out where there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    no_text: Vec<NoText>,
    /// The position of each field, without its final line end.
    fields: Cow<'h, [Span]>,
}

/// Bytes that are not UTF-8.
#[derive(Clone, Serialize, Deserialize, JsonSchema)]
struct NoText {
    /// The offset of the first.
    at: usize,
    /// The bytes, in hexadecimal.
    hex: String,
}

const HOLE: char = char::REPLACEMENT_CHARACTER;

impl Serialize for Header {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (text, no_text) = text(&self.bytes);
        Written {
            text,
            no_text,
            fields: Cow::Borrowed(&self.fields),
        }
        .serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Header {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = Written::deserialize(deserializer)?;
        let read = || {
            let bytes = bytes(&written.text, &written.no_text)?;
            let mut end = 0;
            for span in written.fields.iter() {
                if span.start < end || span.end > bytes.len() {
                    return Err("`header.fields` are not in order within `header.text`");
                }
                end = span.end;
            }
            Ok(bytes)
        };
        let bytes = read().map_err(serde::de::Error::custom)?;
        Ok(Self {
            bytes,
            fields: written.fields.into_owned(),
        })
    }
}

/// Bytes as text, and what of them is none.
fn text(bytes: &[u8]) -> (Cow<'_, str>, Vec<NoText>) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return (Cow::Borrowed(text), Vec::new());
    }
    let mut text = String::with_capacity(bytes.len() + 16);
    let mut no_text: Vec<NoText> = Vec::new();
    let mut at = 0;
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        at += chunk.valid().len();
        for byte in chunk.invalid() {
            text.push(HOLE);
            let follows = no_text
                .last()
                .is_some_and(|last| last.at + last.hex.len() / 2 == at);
            if !follows {
                no_text.push(NoText {
                    at,
                    hex: String::new(),
                });
            }
            if let Some(last) = no_text.last_mut() {
                hex::push(&mut last.hex, *byte);
            }
            at += 1;
        }
    }
    (Cow::Owned(text), no_text)
}

/// The bytes that were written so.
fn bytes(text: &str, no_text: &[NoText]) -> Result<Vec<u8>, &'static str> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    for gap in no_text {
        let before = gap
            .at
            .checked_sub(out.len())
            .and_then(|len| rest.split_at_checked(len))
            .ok_or("`header.no_text` is not in order within `header.text`")?;
        out.extend_from_slice(before.0.as_bytes());
        rest = before.1;
        let bytes = hex::decode(gap.hex.as_bytes());
        for byte in bytes.ok_or("`header.no_text` is not hexadecimal")? {
            out.push(byte);
            rest = rest
                .strip_prefix(HOLE)
                .ok_or("`header.no_text` names bytes that `header.text` has as text")?;
        }
    }
    out.extend_from_slice(rest.as_bytes());
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn bytes_come_back(raw in proptest::collection::vec(prop_oneof![Just(0xff_u8), any::<u8>(), Just(b'a')], 0..60)) {
            let (text, no_text) = text(&raw);
            prop_assert_eq!(bytes(&text, &no_text), Ok(raw.clone()));
        }

        #[test]
        fn real_holes_stay(before in "\\PC{0,4}", after in "\u{fffd}{0,3}") {
            let raw = [before.as_bytes(), after.as_bytes(), b"\xc3(", after.as_bytes()].concat();
            let (text, no_text) = text(&raw);
            prop_assert_eq!(bytes(&text, &no_text), Ok(raw.clone()));
        }
    }

    #[test]
    fn what_was_not_written_so_is_refused() {
        for (at, hex) in [(0, "ff"), (1, "f"), (1, "zz"), (9, "ff"), (1, "ffff")] {
            let gap = NoText {
                at,
                hex: hex.to_owned(),
            };
            assert!(bytes("a\u{fffd}b", &[gap]).is_err(), "{at} {hex}");
        }
    }
}
