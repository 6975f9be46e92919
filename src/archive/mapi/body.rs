//! The texts of a body: plain, HTML, or RTF, which Outlook also packs HTML into.

use super::properties::{Properties, tag};
use super::{page, rtf};
use std::borrow::Cow;

/// A text of the body.
pub(super) struct Text<'p> {
    pub is_html: bool,
    pub charset: &'static str,
    pub bytes: Cow<'p, [u8]>,
}

/// The texts of a message.
#[derive(Default)]
pub(super) struct Texts<'p> {
    /// They, the plain one first.
    pub all: Vec<Text<'p>>,
    /// Whether there is one that was not read.
    pub is_left_out: bool,
}

/// All there are. So many bytes of compressed RTF may still be read of a message and those within it.
pub(super) fn texts<'p>(properties: &'p Properties, rtf_left: &mut usize) -> Texts<'p> {
    let mut plain = properties.text(tag::BODY).map(Cow::into_owned);
    let mut html = html(properties);
    let mut is_left_out = false;
    if html.is_none()
        && let Some(packed) = properties.bytes(tag::RTF_COMPRESSED)
    {
        let left = rtf_left.checked_sub(packed.len());
        match left.and_then(|left| Some((left, rtf::read(packed)?))) {
            Some((left, read)) => {
                *rtf_left = left;
                if read.is_html {
                    html = Some(text(true, read.text));
                } else if plain.is_none() {
                    plain = Some(read.text);
                }
            }
            None => is_left_out = true,
        }
    }
    let plain = plain.map(|plain| text(false, plain));
    Texts {
        all: plain.into_iter().chain(html).collect(),
        is_left_out,
    }
}

fn html(properties: &Properties) -> Option<Text<'_>> {
    if let Some(decoded) = properties.text(tag::HTML) {
        return Some(text(true, decoded.into_owned()));
    }
    let bytes = properties
        .bytes(tag::HTML)
        .filter(|bytes| !bytes.is_empty())?;
    let page = properties.integer(tag::INTERNET_CODEPAGE);
    Some(Text {
        is_html: true,
        charset: page::name_or_usual(page.or(properties.page())),
        bytes: Cow::Borrowed(bytes),
    })
}

fn text<'p>(is_html: bool, text: String) -> Text<'p> {
    Text {
        is_html,
        charset: "utf-8",
        bytes: Cow::Owned(text.into_bytes()),
    }
}
