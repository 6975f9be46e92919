//! Parts as mail-parser finds them.

use super::*;
use crate::message::door;
use mail_parser::{Message, MessageParser, MessagePart, MimeHeaders, PartType};
use proptest::prelude::*;
use std::fmt::Write;

/// What mail-parser makes of a message; `None` where it was led into one within that, which was not marked because its
/// type stands behind other signs on its line.
fn expected(raw: &[u8]) -> Option<String> {
    let bounded = door::bounded(raw);
    let parser = MessageParser::new()
        .with_mime_headers()
        .default_header_ignore();
    let mut out = String::new();
    if let Some(message) = parser.parse(bounded.bytes.as_ref()) {
        let mut types = message.parts.iter().filter_map(MimeHeaders::content_type);
        if types.any(|given| given.ctype() == "message" || given.subtype() == Some("digest")) {
            return None;
        }
        tell_expected(raw, &message, &message.parts[0], &mut out);
    }
    // What it is not to open is marked.
    for (marked, word) in [
        ("\\u{1}e", "me"),
        ("\\u{1}i", "di"),
        ("\\\\x01e", "me"),
        ("\\\\x01i", "di"),
    ] {
        out = out.replace(marked, word);
    }
    Some(out)
}

fn same(raw: &str) {
    if let Some(expected) = expected(raw.as_bytes()) {
        assert_eq!(found(raw.as_bytes()), expected, "{raw:?}");
    }
}

fn tell_expected(raw: &[u8], message: &Message<'_>, part: &MessagePart<'_>, out: &mut String) {
    let declared = part.content_type();
    let declared = declared.map(|given| (given.ctype(), given.subtype()));
    let name = part.attachment_name();
    let _ = write!(
        out,
        "{declared:?} {name:?} {:?} {:?} {} ",
        part.content_disposition().map(ContentType::ctype),
        part.content_transfer_encoding(),
        part.content_id().is_some(),
    );
    let broken = PartType::Multipart(Vec::new());
    let body = if part.is_encoding_problem {
        &broken
    } else {
        &part.body
    };
    let is_coded = part.encoding != mail_parser::Encoding::None;
    match body {
        PartType::Multipart(ids) if !part.is_encoding_problem => {
            let _ = writeln!(out, "{} [", door::is_digest(part));
            for id in ids {
                tell_expected(raw, message, &message.parts[*id as usize], out);
            }
            let _ = writeln!(out, "]");
            return;
        }
        PartType::Multipart(_) => out.push_str("broken"),
        PartType::Html(text) => {
            let _ = write!(out, "html {text:?}");
        }
        PartType::Text(text) => {
            let _ = write!(out, "text {text:?}");
        }
        PartType::Binary(bytes) | PartType::InlineBinary(bytes) => {
            {
                let _ = write!(out, "file {:?}", bytes.escape_ascii().to_string());
            };
        }
        PartType::Message(_) => out.push_str("message"),
    }
    let at = part.offset_body as usize..part.offset_end as usize;
    let _ = writeln!(
        out,
        " {:?} {} {is_coded} {}",
        raw[at.clone()].escape_ascii().to_string(),
        raw[at.end..].trim_ascii().is_empty(),
        door::is_message(part, true),
    );
}

/// What we do.
fn found(raw: &[u8]) -> String {
    let mut out = String::new();
    if let Some(parts) = Parts::of(raw) {
        tell_found(&parts, parts.root(), &mut out);
    }
    out
}

fn tell_found(parts: &Parts<'_>, part: &Part<'_>, out: &mut String) {
    let fields = &part.fields;
    let declared = fields.content_type();
    let declared = declared.map(|given| (given.ctype(), given.subtype()));
    let _ = write!(
        out,
        "{declared:?} {:?} {:?} {:?} {} ",
        fields.file_name(),
        fields.disposition().map(ContentType::ctype),
        fields.encoding(),
        fields.has_id(),
    );
    if let Some(inner) = parts.within(part) {
        let _ = writeln!(out, "{} [", part.is_digest());
        for part in inner {
            tell_found(parts, part, out);
        }
        let _ = writeln!(out, "]");
        return;
    }
    match parts.content(part) {
        Content::Html(text) => {
            let _ = write!(out, "html {text:?}");
        }
        Content::Text(text) => {
            let _ = write!(out, "text {text:?}");
        }
        Content::File(bytes) => {
            {
                let _ = write!(out, "file {:?}", bytes.escape_ascii().to_string());
            };
        }
        Content::Broken => out.push_str("broken"),
    }
    let _ = writeln!(
        out,
        " {:?} {} {} {}",
        parts.raw(part).escape_ascii().to_string(),
        parts.is_last(part),
        parts.is_coded(part),
        part.is_message(true),
    );
}

/// Whether an escape is cut off by a delimiter, where mail-parser takes away what it did not add.
fn cuts_an_escape(raw: &[u8]) -> bool {
    let is_quoted = raw.to_ascii_lowercase();
    let is_quoted = memchr::memmem::find(&is_quoted, b"quoted-printable").is_some();
    is_quoted
        && memchr::memmem::find_iter(raw, b"--").any(|at| {
            let before = raw[..at].trim_ascii_end();
            let digits = before.iter().rev().take(2);
            digits.copied().any(|byte| byte == b'=')
        })
}

#[test]
fn parts_are_where_the_parser_finds_them() {
    for raw in [
        "",
        "Subject: x",
        "Subject: x\r\n",
        "Content-Type: text/html; name=x\r\n",
        "\r\nx",
        "a: b\n\nx\ny\n",
        "Content-Type: multipart/mixed; boundary=b\n\npre\n--b\n\nx\n--b\nContent-Type: text/html\n\n<b>\n--b--\nepi",
        // Not closed, closed twice, closed by what encloses it.
        "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nx",
        "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nx\n--b",
        "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nx\n--b--\n--b--\n",
        "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: multipart/mixed; boundary=c\n\n--c\n\nx\n--b\n\ny\n--b--",
        "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: multipart/mixed; boundary=c\n\n--c\n\nx\n--c--\nz\n--b\n\ny\n--b--",
        // A boundary within another, none, and one that stands nowhere.
        "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: multipart/mixed; boundary=bb\n\n--bb\n\nx\n--bb--\n--b--",
        "Content-Type: multipart/mixed; boundary=\"\"\n\n--\n\nx\n--",
        "Content-Type: multipart/mixed\n\n--b\n\nx\n--b--",
        "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: multipart/x; boundary=c\n\nx\n--b--",
        "Content-Type: multipart/mixed; boundary=-b\n\n---b\n\nx---b\r\n\r\ny\r\n---b--",
        // Fields that are odd.
        "Content-Type: text/plain\nContent - Type : multipart/mixed;\n boundary=b\n\n--b\n:content-type: text/html\n\nx\n--b--",
        "no field\n :\nContent-Type\nContent-Type:\n\nx",
        "Content-Type: text/html\nContent-Transfer-Encoding: =?utf-8?q?base64?=\n\nPGI+\n",
        "Content-Type: multipart/digest; boundary=b\n\n--b\n\nSubject: x\n\ny\n--b\nContent-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nU3ViamVjdDogeAoKeQ==\n--b--",
    ] {
        for raw in [raw.to_owned(), raw.replace('\n', "\r\n")] {
            same(&raw);
        }
    }
}

#[test]
fn what_is_encoded_is_read_as_by_the_parser() {
    for body in [
        "aGVsbG8=",
        "aGVs\nbG8=\n",
        "aGVsbG8",
        "aGVsb",
        "aGVsb=",
        "a=GVs",
        "aGV-s",
        "aG--b",
        "aGVs\x0c",
        "aGVsbG8=\naGVsbG8=\n",
        "aGVsbA==",
        "aGVsbA=\n=",
        "aGVsbB==",
        "",
        "=",
        "a=3Db",
        "a=\nb",
        "a=",
        "a=3",
        "a =\nb \n",
        "a=20\n",
        "a= \nb",
        "a==b",
        "a=zz",
        "a\n\n",
        "a\x0c\nb",
        "a\rb\nc",
        "a\r\nb\nc",
        "a=\r\nb\nc\r\n",
        "a=\n",
        "a \nb=\n\nc",
        "=E9=80",
        "\u{e9}\u{20ac}",
    ] {
        for encoding in ["base64", "Quoted-Printable", "8bit", ""] {
            for given in [
                "text/plain",
                "text/html; charset=iso-8859-1",
                "text/plain; charset=utf-7",
                "a/b",
            ] {
                let fields = format!(
                    "Content-Type: {given}\nContent-Transfer-Encoding: {encoding}\n\n{body}"
                );
                let within = "Content-Type: multipart/mixed; boundary=b\n\n--b\n";
                for raw in [
                    fields.clone(),
                    format!("{within}{fields}"),
                    format!("{within}{fields}--b--"),
                    format!("{within}{fields}\n--b--"),
                    format!("{within}{fields}\r\n--b\n\n"),
                ] {
                    if !cuts_an_escape(raw.as_bytes()) {
                        same(&raw);
                    }
                }
            }
        }
    }
}

#[test]
fn a_delimiter_takes_nothing_of_what_is_quoted() {
    let head = "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Transfer-Encoding: quoted-printable\n\n";
    for (text, expected) in [
        ("https://a.example=", "https://a.example"),
        ("https://a.example= ", "https://a.example"),
        ("https://a.example=3", "https://a.example"),
        ("=", ""),
        ("a=3D =20 \t", "a=  "),
        ("a=\r", "a"),
    ] {
        let raw = format!("{head}{text}\n--b--\n");
        let parts = Parts::of(raw.as_bytes()).unwrap();
        let part = parts.within(parts.root()).unwrap().next().unwrap();
        let Content::Text(found) = parts.content(part) else {
            panic!("a text");
        };
        assert_eq!(found, expected, "{text:?}");
    }
}

#[test]
fn many_parts_and_stray_multiparts_are_cut() {
    let head = "Content-Type: multipart/mixed; boundary=b\n\n";
    let many = format!("{head}{}", "--b\n\n".repeat(MAX_DELIMITERS + 2));
    assert!(Parts::of(many.as_bytes()).is_some_and(|parts| parts.is_cut()));
    let messages = "--b\nContent-Type: message/rfc822\n\n".repeat(MAX_MESSAGES + 1);
    let many = format!("{head}{messages}");
    assert!(Parts::of(many.as_bytes()).is_some_and(|parts| parts.is_cut()));
    let stray = |count: usize| {
        let parts =
            (0..count).map(|at| format!("--b\nContent-Type: multipart/x; boundary=c{at}\n\n"));
        format!("{head}{}--b--", parts.collect::<String>())
    };
    for (count, is_cut) in [(MAX_STRAY, false), (MAX_STRAY + 1, true)] {
        let raw = stray(count);
        let parts = Parts::of(raw.as_bytes()).unwrap();
        assert_eq!(parts.is_cut(), is_cut);
        assert_eq!(parts.within(parts.root()).unwrap().count(), count);
    }
    let long = format!(
        "Content-Type: text/html; name=\"{}\"\n\nx",
        "x".repeat(5000)
    );
    let parts = Parts::of(long.as_bytes()).unwrap();
    assert!(parts.is_cut() && matches!(parts.content(parts.root()), Content::Html(_)));
    same(&long);
}

/// Pieces that messages are made of.
const PIECES: &[&str] = &[
    "Content-Type: multipart/mixed; boundary=b\n",
    "Content-Type: multipart/digest; boundary=bc\n",
    "Content-Type: multipart/alternative;\n boundary=\"c\"\n",
    "Content-Type: multipart/related; boundary=\n",
    "Content-Type: text/html; charset=windows-1252\n",
    "Content-Type: text/plain; charset=utf-8; name*=utf-8''a%20b\n",
    "Content-Type: application/pdf; name=a.pdf\r\n",
    "Content-Type: message/rfc822\n",
    "content-disposition: attachment; filename=x\n",
    "Content-Transfer-Encoding: base64\n",
    "Content-Transfer-Encoding: quoted-printable\r\n",
    "Content-ID: <x>\n",
    "Subject: x\n y\n",
    "\n",
    "\n",
    "\n",
    "\r\n",
    "\r\n",
    "\r",
    " ",
    "\t",
    "\x0c",
    "-",
    "--",
    ":",
    "c",
    "--b\n",
    "--b\n",
    "--b--\n",
    "--bc\r\n",
    "--bc--\r\n",
    "--c\n",
    "--c--",
    "--b",
    "b",
    "=",
    "=\n",
    "=\r\n",
    "=3D",
    "=E9",
    "=4",
    "x",
    "text",
    "aGVs",
    "bG8=",
    "A",
    "\u{e9}",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn they_are_of_any_message(
        first in 0..4_usize,
        pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..30),
    ) {
        let raw = format!("{}{}", PIECES[first], pieces.concat());
        if !cuts_an_escape(raw.as_bytes()) {
            same(&raw);
        }
    }
}
