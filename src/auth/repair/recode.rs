//! A body whose transfer encoding or character set was changed.

use super::encode::{self, Base64};
use super::found::Found;
use super::mime::{Encoding, Entity, with_crlf, with_lf};
use super::quoted::QuotedPrintable;
use super::search::Search;
use super::styles::Styles;
use super::{Edit, charset};
use crate::codec::base64::{self, Rule};
use crate::codec::quoted_printable;

/// The transfer encoding or the character set was changed, and text appended perhaps. `recoded` are the styles for the text
/// in another character set, if both may have been changed.
pub(super) fn re_encoded(
    search: &mut Search<'_>,
    text: &[u8],
    entity: &Entity,
    styles: Styles,
    recoded: Option<Styles>,
) -> Option<Found> {
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
    let otherwise = |search: &mut Search<'_>, text: &[u8], encoding, styles| {
        may_be_encoded
            .then(|| encoded_otherwise(search, text, encoding, styles, now))
            .flatten()
    };
    if let Some(found) = otherwise(search, &decoded, entity.encoding, styles) {
        return Some(found);
    }
    if let Some((text, was)) = charset::variant(&decoded) {
        let plain = search.cut(&text).map(|end| Found::new(text.clone(), end));
        let found = plain.or_else(|| otherwise(search, &text, Encoding::Plain, recoded?));
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
    styles: Styles,
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
    for (text, newline) in [(decoded, &b"\r\n"[..]), (&unix, b"\n")] {
        if let Some((end, chunk)) = Base64::new(text, newline).cut(search, styles) {
            let mut found = Found::new(text.to_vec(), end);
            found.original = encode::encode(&found.original, chunk);
            return Some(was(found, "base64"));
        }
    }
    let (style, end) = QuotedPrintable::cut_in(styles, search, decoded)?;
    let mut found = Found::new(decoded.to_vec(), end);
    found.original = style.encode(&found.original);
    Some(was(found, "quoted-printable"))
}
