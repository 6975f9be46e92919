//! The texts of a body: plain, HTML, or RTF, which Outlook also packs HTML into.

use super::properties::{Properties, tag};
use super::{page, rtf};
use std::borrow::Cow;

/// A text of the body.
pub(super) struct Text<'p> {
    /// Its media type, with its character set.
    pub kind: String,
    pub bytes: Cow<'p, [u8]>,
}

/// All there are, the plain one first.
pub(super) fn texts(properties: &Properties) -> Vec<Text<'_>> {
    let mut plain = properties.text(tag::BODY).map(Cow::into_owned);
    let mut html = html(properties);
    if html.is_none()
        && let Some(packed) = properties.bytes(tag::RTF_COMPRESSED)
        && let Some(read) = rtf::read(packed)
    {
        if read.is_html {
            html = Some(text("text/html", read.text));
        } else if plain.is_none() {
            plain = Some(read.text);
        }
    }
    let plain = plain.map(|plain| text("text/plain", plain));
    plain.into_iter().chain(html).collect()
}

fn html(properties: &Properties) -> Option<Text<'_>> {
    if let Some(decoded) = properties.text(tag::HTML) {
        return Some(text("text/html", decoded.into_owned()));
    }
    let bytes = properties
        .bytes(tag::HTML)
        .filter(|bytes| !bytes.is_empty())?;
    let page = properties.integer(tag::INTERNET_CODEPAGE);
    let charset = page::name_or_usual(page.or(properties.page()));
    Some(Text {
        kind: format!("text/html; charset={charset}"),
        bytes: Cow::Borrowed(bytes),
    })
}

fn text<'p>(kind: &str, text: String) -> Text<'p> {
    Text {
        kind: format!("{kind}; charset=utf-8"),
        bytes: Cow::Owned(text.into_bytes()),
    }
}
