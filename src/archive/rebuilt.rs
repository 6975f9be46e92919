//! A MIME message made of what is known of a body: for links and the files' hashes only. Nothing of it was ever sent.
//!
//! Every part is base64, in which no text can end a part, and a file stays as it is to the byte.

use super::member::Member;
use crate::codec::{base64, percent};
use crate::limits::{MAX_EXPORT_TYPE, MAX_MEMBER_NAME};
use std::collections::BTreeMap;

/// Base64 has no `=_`: these stand in no part.
const BOUNDARY: &str = "=_hdrtrace_rebuilt";
const ALTERNATIVES: &str = "=_hdrtrace_texts";

/// How many bytes a line of base64 holds (RFC 2045 section 6.8).
const LINE: usize = 57;

/// What is said of a file.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct File<'f> {
    /// Its media type.
    pub kind: Option<&'f str>,
    pub name: Option<&'f str>,
    /// What the text calls it by (`cid:`).
    pub id: Option<&'f str>,
}

/// Why a part is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Lost {
    /// Its content is not in the export.
    Missing,
    /// Its content is no base64.
    Damaged,
    /// What is attached is an event, say, or has no header.
    NoMessage,
    TooMany,
}

impl Lost {
    fn text(self) -> &'static str {
        match self {
            Self::Missing => "not in the export",
            Self::Damaged => "not valid base64",
            Self::NoMessage => "no message, or without a header",
            Self::TooMany => "too many, or nested too deeply",
        }
    }
}

/// A body in the making.
#[derive(Debug, Default)]
pub(super) struct Rebuilt {
    /// The texts, each written as a part.
    texts: Vec<String>,
    /// The files, as they stand in the message.
    files: String,
    count: usize,
    lost: BTreeMap<Lost, usize>,
}

impl Rebuilt {
    /// Adds a text.
    pub fn text(&mut self, is_html: bool, charset: &str, bytes: &[u8]) {
        let kind = if is_html { "text/html" } else { "text/plain" };
        let mut out = String::new();
        out.extend(["Content-Type: ", kind, "; charset=", charset, "\r\n"]);
        coded(&mut out, bytes);
        self.texts.push(out);
    }

    /// Adds a file.
    pub fn file(&mut self, file: File<'_>, bytes: &[u8]) {
        let kind = file.kind.filter(|kind| is_type(kind));
        let kind = kind.map_or("application/octet-stream".into(), str::to_ascii_lowercase);
        delimit(&mut self.files, BOUNDARY);
        self.files.extend(["Content-Type: ", &kind, "\r\n"]);
        self.files.push_str(&disposition(file));
        coded(&mut self.files, bytes);
        self.count += 1;
    }

    /// Notes parts that are not there.
    pub fn lost(&mut self, why: Lost, count: usize) {
        if count > 0 {
            *self.lost.entry(why).or_default() += count;
        }
    }

    /// How many parts there are: the texts are one.
    pub fn parts(&self) -> usize {
        self.count + usize::from(!self.texts.is_empty())
    }

    /// Gives the message to a member, if there is anything in it, and says how many parts it has. What is missing becomes
    /// facts.
    pub fn finish(self, member: &mut Member) -> usize {
        for (why, count) in &self.lost {
            member.fact("parts-missing", format!("{count}: {}", why.text()));
        }
        let parts = self.parts();
        member.rebuilt = self.message();
        parts
    }

    /// The message, if there is anything in it.
    pub fn message(self) -> Option<Vec<u8>> {
        if self.parts() == 0 {
            return None;
        }
        let mut out = "MIME-Version: 1.0\r\n".to_owned();
        head(&mut out, "multipart/mixed", BOUNDARY);
        if let [only] = &self.texts[..] {
            delimit(&mut out, BOUNDARY);
            out.push_str(only);
        } else if !self.texts.is_empty() {
            delimit(&mut out, BOUNDARY);
            head(&mut out, "multipart/alternative", ALTERNATIVES);
            for text in &self.texts {
                delimit(&mut out, ALTERNATIVES);
                out.push_str(text);
            }
            close(&mut out, ALTERNATIVES);
        }
        out.push_str(&self.files);
        close(&mut out, BOUNDARY);
        Some(out.into_bytes())
    }
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

/// The last field of a part, and its bytes.
fn coded(out: &mut String, bytes: &[u8]) {
    out.push_str("Content-Transfer-Encoding: base64\r\n\r\n");
    for line in bytes.chunks(LINE) {
        base64::encode_into(line, out);
        out.push_str("\r\n");
    }
}

fn disposition(file: File<'_>) -> String {
    let id = file.id.map(|id| id.trim_matches(['<', '>']));
    let id = id.filter(|id| !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_graphic()));
    let word = if id.is_some() { "inline" } else { "attachment" };
    let mut fields = format!("Content-Disposition: {word}");
    if let Some(name) = file.name.filter(|name| !name.is_empty()) {
        // RFC 8187 section 3.2.1.
        fields.push_str("; filename*=utf-8''");
        let name = &name[..name.floor_char_boundary(MAX_MEMBER_NAME)];
        percent::encode_into(name, b"!#$&+-.^_`|~", &mut fields);
    }
    fields.push_str("\r\n");
    if let Some(id) = id {
        fields.extend(["Content-ID: <", id, ">\r\n"]);
    }
    fields
}

/// Whether a text is a type as RFC 2045 section 5.1 has it. What has parts of its own cannot stand in base64.
fn is_type(text: &str) -> bool {
    let is_token = |text: &str| {
        !text.is_empty()
            && text
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&byte))
    };
    text.len() <= MAX_EXPORT_TYPE
        && text.split_once('/').is_some_and(|(kind, sub)| {
            is_token(kind) && is_token(sub) && !kind.eq_ignore_ascii_case("multipart")
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::origin::Container;
    use mail_parser::{MessageParser, MimeHeaders};

    #[test]
    fn no_text_ends_a_part() {
        let hostile = [BOUNDARY, ALTERNATIVES].map(|boundary| {
            format!(
                "x\r\n--{boundary}\r\nContent-Type: text/plain\r\n\r\nforged\r\n--{boundary}--\r\n"
            )
        });
        let hostile = hostile.concat();
        let hostile = hostile.as_str();
        let in_a_name = format!("b\r\n\r\n--{BOUNDARY}\r\n");
        for (kind, name, expected_kind) in [
            ("text/plain", "a.txt", "text/plain"),
            ("Application/PDF", in_a_name.as_str(), "application/pdf"),
            (
                "text/html\r\nX: y",
                "\"; filename=\"c.exe",
                "application/octet-stream",
            ),
            ("x-message/rfc822", "d\u{0}\u{202e}", "x-message/rfc822"),
            (
                "multipart/mixed; boundary=x",
                "",
                "application/octet-stream",
            ),
            ("", hostile, "application/octet-stream"),
        ] {
            // One text is a part of its own, two are alternatives.
            for (texts, parts) in [(1, 3), (2, 5)] {
                let mut rebuilt = Rebuilt::default();
                for is_html in [true, false].into_iter().take(texts) {
                    rebuilt.text(is_html, "utf-8", hostile.as_bytes());
                }
                let file = File {
                    kind: Some(kind),
                    name: Some(name),
                    id: None,
                };
                rebuilt.file(file, hostile.as_bytes());
                let mut member = Member::new(Container::Graph, "1");
                assert_eq!(rebuilt.finish(&mut member), 2);
                let raw = member.rebuilt.unwrap();
                let message = MessageParser::new().parse(&raw).unwrap();
                assert_eq!(message.parts.len(), parts, "{kind:?} {name:?}");
                assert_eq!(message.headers_raw().count(), 2);
                let file = message.attachment(0).unwrap();
                assert_eq!(file.contents(), hostile.as_bytes());
                let found = file.content_type().unwrap();
                let found = format!("{}/{}", found.ctype(), found.subtype().unwrap());
                assert_eq!(found, expected_kind);
                assert_eq!(file.attachment_name().unwrap_or_default(), name, "{kind:?}");
                for text in &message.parts[parts - 1 - texts..parts - 1] {
                    assert_eq!(text.text_contents(), Some(hostile));
                }
            }
        }
    }

    #[test]
    fn what_is_missing_is_a_fact() {
        let mut rebuilt = Rebuilt::default();
        rebuilt.lost(Lost::Damaged, 1);
        rebuilt.lost(Lost::Missing, 1);
        rebuilt.lost(Lost::TooMany, 2);
        let mut member = Member::new(Container::Graph, "1");
        assert_eq!(rebuilt.finish(&mut member), 0);
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

    /// Parts are numbered as IMAP counts: texts that say the same are one.
    #[test]
    fn texts_are_alternatives_and_messages_are_carried() {
        let mut rebuilt = Rebuilt::default();
        rebuilt.text(false, "utf-8", b"see cid:logo");
        rebuilt.text(true, "utf-8", b"<img src='cid:logo'>");
        let logo = File {
            id: Some("<logo>"),
            ..File::default()
        };
        rebuilt.file(logo, b"GIF89a");
        let message = File {
            kind: Some("Message/RFC822"),
            ..File::default()
        };
        rebuilt.file(message, b"From: a@example.com\r\n\r\nx");
        let mut member = Member::new(Container::Graph, "1");
        assert_eq!(rebuilt.finish(&mut member), 3);
        let raw = member.rebuilt.unwrap();
        let text = String::from_utf8_lossy(&raw);
        assert!(text.contains("inline\r\nContent-ID: <logo>\r\n"), "{text}");
        let carried = crate::body::attached(&raw, 9).unwrap();
        assert_eq!(carried.messages[0].part, "3");
        assert_eq!(carried.messages[0].bytes, b"From: a@example.com\r\n\r\nx");
    }
}
