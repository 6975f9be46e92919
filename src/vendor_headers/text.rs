//! A field's value as text.

use crate::codec::base64::{self, Rule};
use crate::codec::{charset, encoded_word};
use crate::message::HeaderField;
use std::borrow::Cow;

/// The first `limit` bytes of a value, unfolded.
pub(super) fn of<'a>(field: &HeaderField<'a>, limit: usize) -> Cow<'a, str> {
    let value = field.raw_value().trim_ascii();
    let value = &value[..value.len().min(limit)];
    if memchr::memchr2(b'\r', b'\n', value).is_none() {
        return charset::utf8(Cow::Borrowed(value));
    }
    let mut unfolded = Vec::with_capacity(value.len());
    let mut rest = value;
    while let Some(at) = memchr::memchr2(b'\r', b'\n', rest) {
        unfolded.extend_from_slice(&rest[..at]);
        rest = &rest[at + 1..];
    }
    unfolded.extend_from_slice(rest);
    charset::utf8(Cow::Owned(unfolded))
}

/// The text cut to at most `limit` bytes at a character border.
pub(super) fn cut(text: &str, limit: usize) -> &str {
    &text[..text.floor_char_boundary(limit)]
}

/// The text with its encoded words decoded (RFC 2047): Exchange re-encodes long values of other vendors that way.
pub(super) fn decoded(text: &str) -> Cow<'_, str> {
    if !text.starts_with("=?") {
        return Cow::Borrowed(text);
    }
    Cow::Owned(encoded_word::decode(text.as_bytes()))
}

/// Base64 in either alphabet, with or without padding, white space within it ignored.
pub(super) fn unbase64(text: &str) -> Option<Vec<u8>> {
    base64::decode(text.as_bytes(), Rule::Token)
}

/// Base64 that holds text.
pub(super) fn unbase64_text(text: &str) -> Option<String> {
    let decoded = String::from_utf8(unbase64(text)?).ok()?;
    let printable = !decoded
        .chars()
        .any(|c| c.is_control() && !c.is_whitespace());
    (printable && !decoded.is_empty()).then_some(decoded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encoded_words_are_joined() {
        assert_eq!(
            decoded("=?UTF-8?Q?a=3Db_c?= =?us-ascii?B?ZGU=?="),
            "a=b cde"
        );
        assert_eq!(decoded("plain =?UTF-8?Q?a?="), "plain =?UTF-8?Q?a?=");
        assert_eq!(decoded("=?UTF-8?Q?a=?= =?x"), "a= =?x");
    }

    #[test]
    fn base64_is_read_leniently() {
        assert_eq!(unbase64_text("YWJj ZA").as_deref(), Some("abcd"));
        assert_eq!(unbase64_text("AAEC"), None);
        assert_eq!(unbase64_text("!"), None);
    }
}
