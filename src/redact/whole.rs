//! Fields that are replaced whole: those in which another reader of mail reads something protected that stands nowhere in
//! them, such as an address with a comment in it.
//!
//! Who is written to so could else not pass the message on at all, which a sender must not decide.

use super::sought::Edit;
use super::{Form, Forms, Redactor, edits, leak, mime};
use crate::message::{Message, door};
use mail_parser::{HeaderName, MessageParser, MimeHeaders};
use mime::Kind;

impl Redactor {
    /// The edits that take out of all headers what the check would still find in them; none of a redactor that leaves some
    /// forms where they are.
    pub(super) fn left_in_headers(&self, raw: &[u8]) -> Vec<Edit> {
        if self.finder.forms() != Forms::ALL {
            return Vec::new();
        }
        let regions = mime::regions(raw).into_iter();
        let headers = regions.filter(|region| region.kind == Kind::Header);
        let mut out = Vec::new();
        for region in headers {
            let start = region.range.start;
            let found = self.left_in_header(&raw[region.range]);
            out.extend(found.into_iter().map(|edit| moved(edit, start)));
        }
        out
    }

    fn left_in_header(&self, header: &[u8]) -> Vec<Edit> {
        let mut out = Vec::new();
        for field in Message::parse(header).fields() {
            let start = field.span().start;
            let found = self.finder.edits(field.raw()).into_iter();
            out.extend(found.map(|edit| moved(edit, start)));
        }
        if out.is_empty() {
            out = self.read_otherwise(header);
        }
        edits::apart(out)
    }

    /// The fields of which the check's reader makes something protected.
    fn read_otherwise(&self, header: &[u8]) -> Vec<Edit> {
        let bounded = door::bounded(header);
        let Some(message) = MessageParser::new().parse_headers(bounded.bytes.as_ref()) else {
            return Vec::new();
        };
        let is_left = |text: &str| !self.finder.edits(text.as_bytes()).is_empty();
        let is_file_left = message.attachment_name().is_some_and(is_left);
        let mut out = Vec::new();
        for field in message.headers() {
            let place = field.offset_start as usize..field.offset_end as usize;
            let Some(value) = header.get(place.clone()) else {
                continue;
            };
            let with = match &field.name {
                HeaderName::ContentDisposition if is_file_left => b"attachment".to_vec(),
                // Without its parameters, of which one is the name; those of a multipart are its structure.
                HeaderName::ContentType if is_file_left => match media(value) {
                    Some(media) => media.to_vec(),
                    None => continue,
                },
                _ if leak::readings(field, value).into_iter().any(is_left) => {
                    self.key.token(&String::from_utf8_lossy(value)).into_bytes()
                }
                _ => continue,
            };
            let start = place.start + value.len() - value.trim_ascii_start().len();
            let range = start..start + value.trim_ascii().len();
            if !range.is_empty() {
                out.push(Edit {
                    range,
                    with,
                    digest: None,
                    form: Form::Escaped,
                });
            }
        }
        out
    }
}

/// The media type of a Content-Type field that is no multipart's.
fn media(value: &[u8]) -> Option<&[u8]> {
    let end = memchr::memchr(b';', value).unwrap_or(value.len());
    let media = value[..end].trim_ascii();
    let is_multipart = media
        .get(..MULTIPART.len())
        .is_some_and(|head| head.eq_ignore_ascii_case(MULTIPART));
    (!is_multipart).then_some(media)
}

const MULTIPART: &[u8] = b"multipart/";

fn moved(mut edit: Edit, by: usize) -> Edit {
    edit.range = edit.range.start + by..edit.range.end + by;
    edit
}
