//! A MIME message made of what is known of the body: for links and the files' hashes only. Nothing of it was ever sent.

use super::addressee::clean;
use super::body;
use super::properties::{Properties, tag};
use super::{Attachment, Item};
use crate::codec::{base64, percent};
use std::borrow::Cow;

/// Base64 has no `=_`: this stands in no part.
const BOUNDARY: &str = "=_hdrtrace_rebuilt";

/// The same for the texts of the body.
const ALTERNATIVES: &str = "=_hdrtrace_texts";

/// RFC 2045 section 6.8.
const LINE: usize = 76;

/// The message, and its parts.
#[derive(Default)]
pub(super) struct Rebuilt {
    pub message: Option<Vec<u8>>,
    /// How many parts there are.
    pub parts: usize,
}

/// Puts the texts and the files together.
pub(super) fn of(item: &Item) -> Rebuilt {
    let mut out = String::new();
    let mut rebuilt = Rebuilt::default();
    let texts = body::texts(&item.properties);
    if let [only] = &texts[..] {
        rebuilt.parts += 1;
        delimit(&mut out, BOUNDARY);
        part(&mut out, &only.kind, "", &only.bytes);
    } else if !texts.is_empty() {
        rebuilt.parts += 1;
        delimit(&mut out, BOUNDARY);
        head(&mut out, "multipart/alternative", ALTERNATIVES);
        for text in &texts {
            delimit(&mut out, ALTERNATIVES);
            part(&mut out, &text.kind, "", &text.bytes);
        }
        close(&mut out, ALTERNATIVES);
    }
    for attachment in &item.attachments {
        if let Some(bytes) = data(attachment) {
            rebuilt.parts += 1;
            delimit(&mut out, BOUNDARY);
            let properties = &attachment.properties;
            part(&mut out, &kind(properties), &disposition(properties), bytes);
        }
    }
    if rebuilt.parts > 0 {
        let mut message = "MIME-Version: 1.0\r\n".to_owned();
        head(&mut message, "multipart/mixed", BOUNDARY);
        message.push_str(&out);
        close(&mut message, BOUNDARY);
        rebuilt.message = Some(message.into_bytes());
    }
    rebuilt
}

/// The bytes of a file.
pub(super) fn data(attachment: &Attachment) -> Option<&[u8]> {
    attachment.properties.bytes(tag::ATTACH_DATA)
}

/// The name of a file, on one line.
pub(super) fn name(properties: &Properties) -> Option<String> {
    [
        tag::ATTACH_LONG_FILENAME,
        tag::ATTACH_FILENAME,
        tag::DISPLAY_NAME,
    ]
    .into_iter()
    .find_map(|id| properties.text(id))
    .map(|name| clean(&name))
}

fn head(out: &mut String, kind: &str, boundary: &str) {
    let lines = [
        "Content-Type: ",
        kind,
        "; boundary=\"",
        boundary,
        "\"\r\n\r\n",
    ];
    out.extend(lines);
}

fn delimit(out: &mut String, boundary: &str) {
    out.extend(["--", boundary, "\r\n"]);
}

fn close(out: &mut String, boundary: &str) {
    out.extend(["--", boundary, "--\r\n"]);
}

fn part(out: &mut String, kind: &str, fields: &str, bytes: &[u8]) {
    out.extend(["Content-Type: ", kind, "\r\n", fields]);
    out.push_str("Content-Transfer-Encoding: base64\r\n\r\n");
    for line in bytes.chunks(LINE / 4 * 3) {
        base64::encode_into(line, out);
        out.push_str("\r\n");
    }
}

/// The media type that a file says it has, if it is one.
fn kind(properties: &Properties) -> String {
    let is_token = |text: &str| {
        !text.is_empty()
            && text
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&byte))
    };
    properties
        .text(tag::ATTACH_MIME_TAG)
        .filter(|text| {
            text.split_once('/')
                .is_some_and(|(main, sub)| is_token(main) && is_token(sub))
        })
        // What has parts of its own cannot stand in base64.
        .filter(|text| !text.to_ascii_lowercase().starts_with("multipart/"))
        .map_or_else(|| "application/octet-stream".to_owned(), Cow::into_owned)
}

fn disposition(properties: &Properties) -> String {
    let id = properties.text(tag::ATTACH_CONTENT_ID).map(|id| clean(&id));
    let id = id.filter(|id| id.bytes().all(|byte| byte.is_ascii_graphic()));
    let word = if id.is_some() { "inline" } else { "attachment" };
    let mut fields = format!("Content-Disposition: {word}");
    if let Some(name) = name(properties) {
        // RFC 8187 section 3.2.1.
        fields.push_str("; filename*=utf-8''");
        percent::encode_into(&name, b"!#$&+-.^_`|~", &mut fields);
    }
    fields.push_str("\r\n");
    if let Some(id) = id {
        let id = id.trim_start_matches('<').trim_end_matches('>');
        fields.extend(["Content-ID: <", id, ">\r\n"]);
    }
    fields
}
