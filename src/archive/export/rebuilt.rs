//! What an export says of a body, as a MIME message: for links and files only.
//!
//! Every part is base64, in which no text can end a part, and a file stays as it is to the byte.

use crate::archive::member::Member;
use crate::codec::base64::{self, Rule};
use crate::limits::{MAX_EXPORT_PARTS, MAX_EXPORT_TYPE, MAX_MEMBER_NAME};
use mail_builder::headers::content_type::ContentType;
use mail_builder::mime::MimePart;

/// How many bytes a line of base64 holds (RFC 2045 section 6.8).
const LINE: usize = 57;

/// A body in the making.
#[derive(Debug, Default)]
pub struct Rebuilt {
    parts: Vec<MimePart<'static>>,
    /// Parts whose content is no base64.
    damaged: usize,
    /// Parts whose content is not in the export.
    missing: usize,
    left_out: usize,
}

impl Rebuilt {
    /// Adds a text: `text/html`, or plain.
    pub fn text(&mut self, kind: &str, bytes: &[u8]) {
        let kind = if kind.eq_ignore_ascii_case("text/html") {
            "text/html"
        } else {
            "text/plain"
        };
        // An API gives UTF-8; what is none has at least the ASCII in it.
        let charset = match std::str::from_utf8(bytes) {
            Ok(_) => "utf-8",
            Err(_) => "windows-1252",
        };
        self.add(
            ContentType::new(kind).attribute("charset", charset),
            None,
            bytes,
        );
    }

    /// Adds a file by its base64.
    pub fn file(&mut self, kind: &str, name: Option<&str>, content: &str) {
        match base64::decode(content.as_bytes(), Rule::Token) {
            Some(bytes) => self.bytes(kind, name, &bytes),
            None => self.damaged(),
        }
    }

    /// Notes a part that cannot be decoded.
    pub fn damaged(&mut self) {
        self.damaged += 1;
    }

    /// Adds a file.
    pub fn bytes(&mut self, kind: &str, name: Option<&str>, bytes: &[u8]) {
        let name = name.map(|name| name[..name.floor_char_boundary(MAX_MEMBER_NAME)].to_owned());
        let kind = if is_type(kind) {
            kind.to_ascii_lowercase()
        } else {
            "application/octet-stream".to_owned()
        };
        self.add(
            ContentType::new(kind),
            Some(name.unwrap_or_default()),
            bytes,
        );
    }

    fn add(&mut self, kind: ContentType<'static>, file: Option<String>, bytes: &[u8]) {
        if self.parts.len() == MAX_EXPORT_PARTS {
            self.left_out += 1;
            return;
        }
        let part = MimePart::new(kind, coded(bytes)).transfer_encoding("base64");
        self.parts.push(match file {
            Some(name) => part.attachment(name),
            None => part,
        });
    }

    /// Notes a part whose content was not exported.
    pub fn missing(&mut self) {
        self.missing += 1;
    }

    /// Notes parts that are not read.
    pub fn left_out(&mut self, count: usize) {
        self.left_out += count;
    }

    /// The message, if there is anything in it. What is missing becomes facts.
    pub fn finish(self, member: &mut Member) {
        for (count, what) in [
            (self.missing, "not in the export"),
            (self.damaged, "not valid base64"),
            (self.left_out, "too many, or nested too deeply"),
        ] {
            if count > 0 {
                member.fact("parts-missing", format!("{count}: {what}"));
            }
        }
        if self.parts.is_empty() {
            return;
        }
        let mut message = b"MIME-Version: 1.0\r\n".to_vec();
        let kind = ContentType::new("multipart/mixed").attribute("boundary", "=_hdrtrace_mixed");
        MimePart::new(kind, self.parts).write_part(&mut message);
        member.rebuilt = Some(message);
    }
}

/// Bytes in lines of base64.
fn coded(bytes: &[u8]) -> Vec<u8> {
    let mut text = String::with_capacity(bytes.len().div_ceil(LINE) * (LINE / 3 * 4 + 2));
    for line in bytes.chunks(LINE) {
        base64::encode_into(line, &mut text);
        text.push_str("\r\n");
    }
    text.into_bytes()
}

/// Whether a text is a type as RFC 2045 section 5.1 has it, and one of a single part.
fn is_type(text: &str) -> bool {
    let is_token = |text: &str| {
        !text.is_empty()
            && text
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&byte))
    };
    text.len() <= MAX_EXPORT_TYPE
        && text.split_once('/').is_some_and(|(kind, sub)| {
            let is_whole = ["multipart", "message"]
                .iter()
                .any(|whole| kind.eq_ignore_ascii_case(whole));
            is_token(kind) && is_token(sub) && !is_whole
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::origin::Container;
    use mail_parser::{MessageParser, MimeHeaders};

    #[test]
    fn no_text_ends_a_part() {
        let hostile = "x\r\n--=_hdrtrace_mixed\r\nContent-Type: text/plain\r\n\r\nforged\r\n--=_hdrtrace_mixed--\r\n";
        for (kind, name, expected_kind) in [
            ("text/plain", "a.txt", "text/plain"),
            (
                "Application/PDF",
                "b\r\n\r\n--=_hdrtrace_mixed\r\n",
                "application/pdf",
            ),
            (
                "text/html\r\nX: y",
                "\"; filename=\"c.exe",
                "application/octet-stream",
            ),
            (
                "message/rfc822",
                "d\u{0}\u{202e}",
                "application/octet-stream",
            ),
            (
                "multipart/mixed; boundary=x",
                "",
                "application/octet-stream",
            ),
            ("", hostile, "application/octet-stream"),
        ] {
            let mut rebuilt = Rebuilt::default();
            rebuilt.text("text/html", hostile.as_bytes());
            rebuilt.bytes(kind, Some(name), hostile.as_bytes());
            let mut member = Member::new(Container::Graph, "1");
            rebuilt.finish(&mut member);
            let raw = member.rebuilt.unwrap();
            let message = MessageParser::new().parse(&raw).unwrap();
            assert_eq!(message.parts.len(), 3, "{kind:?} {name:?}");
            assert_eq!(message.headers_raw().count(), 2);
            let file = message.attachment(0).unwrap();
            assert_eq!(file.contents(), hostile.as_bytes());
            let found = file.content_type().unwrap();
            let found = format!("{}/{}", found.ctype(), found.subtype().unwrap());
            assert_eq!(found, expected_kind);
            assert_eq!(file.attachment_name().unwrap_or_default(), name, "{kind:?}");
            assert_eq!(message.parts[1].text_contents(), Some(hostile));
        }
    }

    #[test]
    fn what_is_missing_is_a_fact() {
        let mut rebuilt = Rebuilt::default();
        rebuilt.file("a/b", Some("x"), "****");
        rebuilt.missing();
        rebuilt.left_out(2);
        let mut member = Member::new(Container::Graph, "1");
        rebuilt.finish(&mut member);
        assert!(member.rebuilt.is_none());
        let values: Vec<&str> = member
            .facts
            .iter()
            .map(|fact| fact.value.as_str())
            .collect();
        assert_eq!(
            values,
            [
                "1: not in the export",
                "1: not valid base64",
                "2: too many, or nested too deeply"
            ]
        );
    }
}
