//! A message as regions: headers, texts, and bodies in base64. Together they are all its bytes.

use crate::codec::multipart::delimiters;
use crate::limits::{MAX_REGION_DEPTH, MAX_REGIONS, MAX_TYPE_FIELD};
use crate::message::{DamageKind, Message};
use mail_parser::HeaderValue;
use mail_parser::parsers::MessageStream;
use std::ops::Range;

/// A stretch of a message that is redacted in one way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Region {
    pub range: Range<usize>,
    pub kind: Kind,
    /// The part that it belongs to, as `1.2`; empty for the message itself.
    pub part: String,
    /// The character set that a body declares, in lower case.
    pub charset: Option<String>,
    /// Why it is one text, where it could be split further.
    pub unsplit: Option<&'static str>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The header of the message or of a part.
    Header,
    /// A text as it stands, quoted-printable included.
    Text,
    /// A body in base64; its media type in lower case.
    Base64(String),
    /// A body that is compressed, in an encoding that is not known, or otherwise shows no text as it stands; its media
    /// type or its encoding.
    Opaque(String),
}

/// The regions of a message, in order.
pub(super) fn regions(raw: &[u8]) -> Vec<Region> {
    let mut walk = Walk {
        raw,
        out: Vec::new(),
    };
    walk.entity(0..raw.len(), "", 0);
    walk.out
}

struct Walk<'r> {
    raw: &'r [u8],
    out: Vec<Region>,
}

impl Walk<'_> {
    fn push(&mut self, range: Range<usize>, kind: Kind, part: &str) {
        if !range.is_empty() {
            self.out.push(Region {
                range,
                kind,
                part: part.to_owned(),
                charset: None,
                unsplit: None,
            });
        }
    }

    /// Says something of the region that begins at a place, if it is the last.
    fn last_from(&mut self, start: usize) -> Option<&mut Region> {
        self.out.last_mut().filter(|last| last.range.start == start)
    }

    fn entity(&mut self, range: Range<usize>, part: &str, depth: usize) {
        let entity = &self.raw[range.clone()];
        let message = Message::parse(entity);
        let Some(body) = message.body_span() else {
            self.push(range, Kind::Header, part);
            return;
        };
        let split = range.start + body.start;
        self.push(range.start..split, Kind::Header, part);
        let ContentOf {
            media,
            boundary,
            charset,
            is_cut,
        } = content_of(&message);
        let may_hold = media.starts_with("multipart/") || media.starts_with("message/");
        let encoding = message
            .first("Content-Transfer-Encoding")
            .map(|field| field.text().trim().to_ascii_lowercase())
            .unwrap_or_default();
        let body = split..range.end;
        let may_split = depth < MAX_REGION_DEPTH && self.out.len() < MAX_REGIONS;
        let (count, start) = (self.out.len(), body.start);
        let has_more = |kind| message.damage().iter().any(|damage| damage.kind == kind);
        let unsplit = if has_more(DamageKind::TooManyFields) {
            Some("after the limit on header fields")
        } else if is_cut {
            Some("with a Content-Type over the length limit")
        } else if !may_split && may_hold && depth >= MAX_REGION_DEPTH {
            Some("nested deeper than the limit")
        } else if !may_split && may_hold {
            Some("after the limit on parts")
        } else {
            None
        };
        if encoding.contains("base64") {
            self.push(body, Kind::Base64(media), part);
        } else if let (true, true, Some(boundary)) =
            (may_split, media.starts_with("multipart/"), boundary)
        {
            self.multipart(body, &boundary, part, depth);
        } else if may_split && media == "message/rfc822" {
            self.entity(body, &child(part, 1), depth + 1);
        } else if !is_known(&encoding) {
            self.push(body, Kind::Opaque(encoding), part);
        } else if is_readable(&media) {
            self.push(body, Kind::Text, part);
        } else {
            self.push(body, Kind::Opaque(media), part);
        }
        if self.out.len() == count + 1
            && let Some(region) = self.last_from(start)
        {
            region.charset = charset;
            region.unsplit = unsplit;
        }
    }

    /// Splits at lines that begin with a delimiter, whatever else stands on them: some reader takes them for one. The lines
    /// themselves, and what stands before the first and behind the last, are text.
    fn multipart(&mut self, body: Range<usize>, boundary: &str, part: &str, depth: usize) {
        let mut number = 0;
        // Where the current stretch begins, and whether it is a part.
        let (mut from, mut is_part) = (body.start, false);
        for delimiter in delimiters(&self.raw[body.clone()], boundary.as_bytes()) {
            // The rest is looked at as one text.
            if self.out.len() >= MAX_REGIONS {
                is_part = false;
                break;
            }
            let line = body.start + delimiter.line.start..body.start + delimiter.line.end;
            if is_part {
                number += 1;
                self.entity(from..line.start, &child(part, number), depth + 1);
            } else {
                self.push(from..line.start, Kind::Text, part);
            }
            from = line.end;
            self.push(line, Kind::Text, part);
            is_part = !delimiter.closes;
        }
        let rest = from..body.end;
        if is_part && self.out.len() < MAX_REGIONS {
            self.entity(rest, &child(part, number + 1), depth + 1);
            return;
        }
        self.push(rest, Kind::Text, part);
        let is_over = self.out.len() >= MAX_REGIONS;
        if let Some(region) = self.last_from(from).filter(|_| is_over) {
            region.unsplit = Some("after the limit on parts");
        }
    }
}

/// Whether a transfer encoding keeps a text as it stands, or is quoted-printable, which is decoded wherever it stands.
fn is_known(encoding: &str) -> bool {
    const KNOWN: &[&str] = &["", "7bit", "8bit", "binary", "quoted-printable"];
    let word = encoding
        .split([';', ' ', '\t', '('])
        .next()
        .unwrap_or_default();
    KNOWN.contains(&word.trim_matches('"'))
}

fn child(part: &str, number: usize) -> String {
    if part.is_empty() {
        number.to_string()
    } else {
        format!("{part}.{number}")
    }
}

/// What Content-Type says.
#[derive(Debug, Default)]
struct ContentOf {
    /// The media type in lower case. Without a type it is a text (RFC 2045 section 5.2).
    media: String,
    /// The boundary of a multipart.
    boundary: Option<String>,
    /// The character set, in lower case.
    charset: Option<String>,
    /// Whether there was more of the field than is read.
    is_cut: bool,
}

fn content_of(message: &Message<'_>) -> ContentOf {
    let text = || ContentOf {
        media: "text/plain".to_owned(),
        ..ContentOf::default()
    };
    let Some(field) = message.first("Content-Type") else {
        return text();
    };
    let mut value = field.unfolded().into_owned();
    // The reader takes the square of the number of a parameter's pieces.
    let is_cut = value.len() > MAX_TYPE_FIELD;
    value.truncate(MAX_TYPE_FIELD);
    value.push(b'\n');
    let HeaderValue::ContentType(content_type) = MessageStream::new(&value).parse_content_type()
    else {
        return ContentOf { is_cut, ..text() };
    };
    let subtype = content_type.subtype().unwrap_or_default();
    let attribute = |name| content_type.attribute(name).map(str::to_owned);
    ContentOf {
        media: format!("{}/{subtype}", content_type.ctype()).to_ascii_lowercase(),
        boundary: attribute("boundary"),
        charset: attribute("charset").map(|name| name.to_ascii_lowercase()),
        is_cut,
    }
}

/// Whether the bytes of a media type show their text as they stand.
pub(super) fn is_readable(media: &str) -> bool {
    ["text/", "message/", "multipart/"]
        .iter()
        .any(|kind| media.starts_with(kind))
        || media.ends_with("json")
        || media.ends_with("xml")
        || matches!(
            media,
            "application/ics"
                | "application/pgp-signature"
                | "application/x-pkcs7-signature"
                | "application/pkcs7-signature"
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_encoding_that_is_not_known_is_opaque() {
        let of = |encoding: &str| {
            let raw = format!("Content-Transfer-Encoding: {encoding}\r\n\r\nbegin 644 a\r\n");
            regions(raw.as_bytes())[1].kind.clone()
        };
        assert_eq!(of("x-uuencode"), Kind::Opaque("x-uuencode".to_owned()));
        assert_eq!(of("8BIT (as it is)"), Kind::Text);
    }

    #[test]
    fn regions_are_all_bytes_in_order() {
        let raw = b"Content-Type: multipart/mixed; boundary=\"b\"\r\n\r\npreamble\r\n--b\r\n\
            Content-Type: text/plain\r\n\r\nhi\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: x\r\n\r\ninner\r\n\
            --b\r\nContent-Transfer-Encoding: base64\r\nContent-Type: image/png\r\n\r\naGk=\r\n--b--\r\nepilogue";
        let found = regions(raw);
        let mut at = 0;
        for region in &found {
            assert_eq!(region.range.start, at, "{region:?}");
            at = region.range.end;
        }
        assert_eq!(at, raw.len());
        let kinds: Vec<(&str, &Kind)> = found.iter().map(|r| (r.part.as_str(), &r.kind)).collect();
        assert!(kinds.contains(&("2.1", &Kind::Header)), "{kinds:?}");
        assert!(
            kinds.contains(&("3", &Kind::Base64("image/png".to_owned()))),
            "{kinds:?}"
        );
    }
}
