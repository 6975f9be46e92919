//! A body whose transfer encoding or character set was changed.

use super::encode::{Base64, QuotedPrintable};
use super::found::Found;
use super::mime::{Encoding, Entity, with_crlf, with_lf};
use super::search::Search;
use super::{Edit, charset};
use crate::codec::base64::{self, Rule};
use crate::codec::quoted_printable;

/// The transfer encoding or the character set was changed, and text appended perhaps.
pub(super) fn re_encoded(search: &mut Search<'_>, text: &[u8], entity: &Entity) -> Option<Found> {
    let (decoded, now) = match entity.encoding {
        Encoding::Base64 => (with_crlf(&base64::decode(text, Rule::Encoded)?), "base64"),
        Encoding::QuotedPrintable => (
            with_crlf(&quoted_printable::decode(text)),
            "quoted-printable",
        ),
        Encoding::Plain => (text.to_vec(), "plain"),
    };
    if let Some(found) = encoded_otherwise(search, &decoded, entity.encoding, now) {
        return Some(found);
    }
    if let Some((recoded, was)) = charset::variant(&decoded) {
        let plain = search
            .cut(&recoded)
            .map(|end| Found::new(recoded.clone(), end));
        let found = plain.or_else(|| encoded_otherwise(search, &recoded, Encoding::Plain, now));
        if let Some(found) = found {
            return Some(found.with(Edit::Charset, &format!("the text was in {was}")));
        }
    }
    None
}

/// Tries the encodings on a decoded text; `now` is what it was decoded from.
fn encoded_otherwise(
    search: &mut Search<'_>,
    decoded: &[u8],
    encoding: Encoding,
    now: &str,
) -> Option<Found> {
    let was = |mut found: Found, was: &'static str| {
        found.encoding_was = Some(match was {
            "plain" if found.original.is_ascii() => "7bit",
            "plain" => "8bit",
            encoded => encoded,
        });
        found.with(Edit::TransferEncoding, &format!("encoded {was}, now {now}"))
    };
    if encoding != Encoding::Plain
        && let Some(end) = search.cut(decoded)
    {
        return Some(was(Found::new(decoded.to_vec(), end), "plain"));
    }
    let unix = with_lf(decoded);
    for style in Base64::STYLES {
        let text = if style.crlf { decoded } else { &unix };
        if let Some(end) = style.cut(search, text) {
            let mut found = Found::new(text.to_vec(), end);
            found.original = style.encode(&found.original);
            return Some(was(found, "base64"));
        }
    }
    for style in QuotedPrintable::STYLES {
        if let Some(end) = style.cut(search, decoded) {
            let mut found = Found::new(decoded.to_vec(), end);
            found.original = style.encode(&found.original);
            return Some(was(found, "quoted-printable"));
        }
    }
    None
}
