//! What is not looked into is said: no check calls clean what it did not read.

use super::recipients::{redacted, redactor};
use super::{base64_lines, key};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use hdrtrace::message::{MAX_FIELDS, Message};
use hdrtrace::redact::{Protected, RedactError, Redactor};

const TO: &str = "From: a@sender.example\r\nTo: robin.vale@example.net\r\nMIME-Version: 1.0\r\n";
const ZIP: &[u8] = b"PK\x03\x04\x14\0\0\0\x08\0abcdefgh";

fn opaque(rest: &str) -> Vec<String> {
    redacted(format!("{TO}{rest}").as_bytes()).opaque
}

#[test]
fn parts_are_named_by_what_they_are() {
    let zip = BASE64_STANDARD.encode(ZIP);
    let coded = "Content-Transfer-Encoding: base64\r\n\r\n";
    let inner = format!("Subject: x\r\nContent-Type: text/plain\r\n{coded}{zip}\r\n");
    let utf32: Vec<u8> = "Dear Quentin Ashby, hello"
        .chars()
        .flat_map(|c| u32::from(c).to_le_bytes())
        .collect();
    for (rest, want) in [
        (
            format!("Content-Type: text/plain\r\n{coded}{zip}\r\n"),
            "part 1 (a ZIP archive or an office document)",
        ),
        (
            format!("Content-Type: application/octet-stream\r\n{coded}{zip}\r\n"),
            "part 1 (a ZIP archive or an office document)",
        ),
        (
            format!(
                "Content-Type: message/rfc822\r\n{coded}{}",
                base64_lines(&inner)
            ),
            "part 1, within (a ZIP archive or an office document)",
        ),
        (
            format!(
                "Content-Type: text/plain; charset=utf-32\r\n{coded}{}\r\n",
                BASE64_STANDARD.encode(&utf32)
            ),
            "part 1 (in UTF-32)",
        ),
        (
            format!(
                "Content-Type: text/plain; charset=cp037\r\n{coded}{}\r\n",
                BASE64_STANDARD.encode(b"\xc4\x85\x81\x99")
            ),
            "part 1 (in the character set cp037)",
        ),
        (
            "Content-Type: text/plain\r\n\r\nsee\r\n\r\nbegin 644 a.zip\r\n#0V%T\r\n`\r\nend\r\n"
                .to_owned(),
            "part 1 (with a file in uuencode)",
        ),
        (
            format!(
                "Content-Type: application/pdf; x={}\r\n\r\nhi\r\n",
                "y".repeat(5000)
            ),
            "part 1 (with a Content-Type over the length limit)",
        ),
    ] {
        let raw = format!("{TO}{rest}");
        let found = redactor(raw.as_bytes())
            .redact(raw.as_bytes())
            .unwrap()
            .opaque;
        assert!(found.iter().any(|name| name == want), "{want}: {found:?}");
    }
    assert!(opaque("Content-Type: text/plain; charset=koi8-r\r\n\r\nhello\r\n").is_empty());
}

#[test]
fn what_lies_beyond_a_limit_is_named() {
    let mut nested = String::new();
    for depth in 0..40 {
        nested.push_str(&format!(
            "Content-Type: multipart/mixed; boundary=x{depth}x\r\n\r\n--x{depth}x\r\n"
        ));
    }
    let many = format!(
        "Content-Type: multipart/mixed; boundary=b\r\n\r\n{}",
        "--b\r\nX: y\r\n\r\nhi\r\n".repeat(3000)
    );
    for (rest, want) in [
        (nested, "nested deeper than the limit"),
        (many, "after the limit on parts"),
    ] {
        let raw = format!("{TO}{rest}");
        let found = redactor(raw.as_bytes()).redact(raw.as_bytes()).unwrap();
        assert!(
            found.opaque.iter().any(|name| name.contains(want)),
            "{want}: {:?}",
            found.opaque
        );
    }
}

#[test]
fn recipients_behind_more_fields_than_are_read_are_refused() {
    let raw = format!(
        "{}To: robin.vale@example.net\r\n\r\nhi\r\n",
        "X-A: b\r\n".repeat(MAX_FIELDS)
    );
    let who = Protected::of(&Message::parse(raw.as_bytes()));
    let error = Redactor::new(&who, key())
        .unwrap()
        .redact(raw.as_bytes())
        .unwrap_err();
    assert!(matches!(error, RedactError::TooManyFields), "{error}");
    assert!(
        error
            .to_string()
            .contains("delete unneeded fields in a copy"),
        "{error}"
    );
}

#[test]
fn too_many_recipients_are_refused_with_a_way_to_go_on() {
    let error = RedactError::TooMany.to_string();
    assert!(
        error.contains("in a copy, and redact the copy") && error.contains("2000"),
        "{error}"
    );
}

/// A long field is looked at once, and what stands between it and the next field, too.
#[test]
fn nothing_is_missed_in_or_beside_a_long_field() {
    let filler = "x".repeat(100_000);
    let coded = BASE64_STANDARD.encode(format!("{filler} robin.vale@example.net {filler}"));
    for field in [
        format!("X-A: {filler} robin.vale@example.net {filler}\r\nX-B: c"),
        format!("X-A: {filler}\r\n robin.vale@exa\r\n mple.net\r\nX-B: c"),
        format!("X-A: {coded}\r\nX-B: c"),
        format!(
            "X-A: {}\r\n {}\r\nX-B: c",
            &coded[..140_001],
            &coded[140_001..]
        ),
        format!("X-A: {filler}\r\nX-B: robin.vale@example.net {filler}"),
    ] {
        let raw = format!("{TO}{field}\r\n\r\nhi\r\n");
        assert!(!redactor(raw.as_bytes()).leaks(raw.as_bytes()).is_empty());
        let found = redacted(raw.as_bytes());
        assert_eq!(found.places, 2, "{}", &field[..20]);
    }
}

#[test]
fn what_is_wrapped_more_often_than_is_opened_is_refused() {
    let wrapped = |layers: usize| {
        let mut text = "dear robin.vale@example.net, your account".to_owned();
        for _ in 0..layers {
            text = BASE64_STANDARD.encode(text);
        }
        let raw = format!("{TO}\r\n/u/{text}\r\n");
        redactor(raw.as_bytes()).redact(raw.as_bytes())
    };
    for layers in 1..=3 {
        let redacted = wrapped(layers).expect("it is opened");
        assert!(redacted.places > 1, "{layers}");
    }
    for layers in 4..=6 {
        assert!(wrapped(layers).is_err(), "{layers}");
    }
}

#[test]
fn encoded_words_that_are_not_read_are_named() {
    let utf32: Vec<u8> = "robin@example.net"
        .chars()
        .flat_map(|c| u32::from(c).to_be_bytes())
        .collect();
    let utf32 = BASE64_STANDARD.encode(utf32);
    for (word, told) in [
        (
            format!("=?utf-32be?b?{utf32}?="),
            vec!["encoded words (in UTF-32)"],
        ),
        (
            format!("=?utf-8?b?{utf32}?="),
            vec!["encoded words (in UTF-32)"],
        ),
        (
            "=?ibm037?q?=C8=85=93=93=96?=".to_owned(),
            vec!["encoded words (in the character set ibm037)"],
        ),
        (
            "=?utf-8?q?Hello?= =?iso-8859-1*en?q?all?=".to_owned(),
            vec![],
        ),
    ] {
        assert_eq!(
            opaque(&format!("Subject: {word}\r\n\r\nhi\r\n")),
            told,
            "{word}"
        );
    }
}

#[test]
fn a_beginning_without_an_end_hides_no_encoded_word() {
    let word = |text: &str| format!("=?utf-8?B?{}?=", BASE64_STANDARD.encode(text));
    let split = format!("{}\r\n {}", word("robin.vale@"), word("example.net"));
    for open in [
        "=?utf-8?B?w7xiZXI=?i",
        "=?utf-8?q?hi",
        "=?utf-8?B?",
        "=?x?q?=?y?b?",
    ] {
        for planted in [&split, &word("robin.vale@example.net")] {
            let raw = format!("{TO}Subject: {open} and {planted} so\r\n\r\nhi\r\n");
            let redacted = redacted(raw.as_bytes());
            let text = String::from_utf8_lossy(&redacted.bytes);
            assert!(!text.contains(planted.as_str()), "{open}: {text}");
        }
    }
}
