//! A body whose transfer encoding or character set was changed.

use super::encode::Base64;
use super::found::Found;
use super::mime::{Encoding, Entity, with_crlf, with_lf};
use super::quoted::QuotedPrintable;
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
    // A multipart is never encoded itself (RFC 2045 section 6.4).
    let may_be_encoded = entity.boundary.is_none() || entity.encoding != Encoding::Plain;
    let otherwise = |search: &mut Search<'_>, text: &[u8], encoding| {
        may_be_encoded
            .then(|| encoded_otherwise(search, text, encoding, now))
            .flatten()
    };
    if let Some(found) = otherwise(search, &decoded, entity.encoding) {
        return Some(found);
    }
    if let Some((recoded, was)) = charset::variant(&decoded) {
        let plain = search
            .cut(&recoded)
            .map(|end| Found::new(recoded.clone(), end));
        let found = plain.or_else(|| otherwise(search, &recoded, Encoding::Plain));
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
    let (style, end) = QuotedPrintable::cut(search, decoded)?;
    let mut found = Found::new(decoded.to_vec(), end);
    found.original = style.encode(&found.original);
    Some(was(found, "quoted-printable"))
}
