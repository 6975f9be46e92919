//! Redaction: the recipient is planted in every form that mail has; none may be left, and none may be missed by the check.
#![allow(
    clippy::format_collect,
    clippy::format_push_string,
    reason = "short texts of tests"
)]

use crate::growth::assert_linear;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use hdrtrace::message::Message;
use hdrtrace::redact::{Form, Forms, Key, Protected, Redactor};
use proptest::prelude::*;
use sha2::{Digest, Sha256};

mod places;
mod recipients;
mod skipped;
mod switches;

const KEY: [u8; 32] = [0x5a; 32];

fn key() -> Key {
    Key::new(KEY)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Quoted-printable with every byte coded that need not be a letter, and soft line ends.
fn quoted_printable(text: &str) -> String {
    let units: Vec<String> = text
        .bytes()
        .map(|byte| {
            if byte.is_ascii_alphabetic() {
                char::from(byte).to_string()
            } else {
                format!("={byte:02X}")
            }
        })
        .collect();
    units
        .chunks(20)
        .map(<[String]>::concat)
        .collect::<Vec<_>>()
        .join("=\r\n")
}

fn url_encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

fn base64_lines(text: &str) -> String {
    let coded = BASE64_STANDARD.encode(text);
    coded
        .as_bytes()
        .chunks(76)
        .map(|line| format!("{}\r\n", String::from_utf8_lossy(line)))
        .collect()
}

/// A text for each form, alone able to give the recipient away.
fn planted(form: Form, local: &str, domain: &str) -> Place {
    let address = format!("{local}@{domain}");
    match form {
        Form::Plain => Place::Header(format!("X-Note: for {address} only")),
        Form::Verp => Place::Header(format!(
            "X-Return: <bounce-7-{local}={domain}@list.example>"
        )),
        Form::Srs => Place::Header(format!(
            "X-Sender: <SRS0=aB3d=7F={domain}={local}@forward.example>"
        )),
        Form::Name => Place::Header("X-Greeting: Dear Quentin Ashby, hello".to_owned()),
        Form::Local => Place::Header("X-Hello: hazel.quill, your mailbox is full".to_owned()),
        Form::Hashed => Place::Text(format!(
            "https://t.example/o?h={}",
            BASE64_STANDARD.encode(Sha256::digest(address.as_bytes()))
        )),
        Form::Utf16 => Place::Base64(address.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        Form::Folded => Place::Header(format!("X-Folded: <{local}@\r\n {domain}>")),
        Form::QuotedPrintable => {
            Place::QuotedPrintable(quoted_printable(&format!("Hello {address}!")))
        }
        Form::Escaped => Place::Text(format!("{local}&#64;{domain} is you")),
        Form::UrlEncoded => Place::Text(format!("https://t.example/?m={}", url_encoded(&address))),
        Form::Markup => {
            let (first, rest) = local.split_at(1);
            Place::Text(format!(
                "Dear <b>{first}</b><!-- > -->{rest}@\u{200b}{domain}, hello"
            ))
        }
        Form::EncodedWord => Place::Header(format!(
            "X-Subject: =?utf-8?B?{}?=\r\n =?utf-8?B?{}?=",
            BASE64_STANDARD.encode(&address[..2]),
            BASE64_STANDARD.encode(&address[2..])
        )),
        Form::Base64 => Place::Text(format!(
            "https://t.example/click/{}/go",
            BASE64_STANDARD.encode(format!("{{\"to\":\"{address}\"}}"))
        )),
        Form::Hex => Place::Text(format!("https://t.example/x?{}", hex(address.as_bytes()))),
        Form::Unsubscribe => {
            Place::Header("List-Unsubscribe: <https://t.example/u/9f8e7d6c5b4a3210>".to_owned())
        }
    }
}

enum Place {
    Header(String),
    Text(String),
    QuotedPrintable(String),
    Base64(Vec<u8>),
}

/// A message with these forms in it, and its recipient.
fn message(forms: &[Form], local: &str, domain: &str, filler: &str) -> Vec<u8> {
    let mut header = String::new();
    let mut parts = vec![format!("Content-Type: text/plain\r\n\r\n{filler}\r\n")];
    for form in forms {
        match planted(*form, local, domain) {
            Place::Header(field) => header.push_str(&format!("{field}\r\n")),
            Place::Text(text) => parts.push(format!("Content-Type: text/html\r\n\r\n{filler}\r\n{text}\r\n{filler}\r\n")),
            Place::QuotedPrintable(text) => parts.push(format!(
                "Content-Type: text/plain\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{text}\r\n"
            )),
            Place::Base64(bytes) => parts.push(format!(
                "Content-Type: text/plain; charset=utf-16le\r\nContent-Transfer-Encoding: base64\r\n\r\n{}\r\n",
                BASE64_STANDARD.encode(bytes)
            )),
        }
    }
    let mut out = format!(
        "From: a@sender.example\r\n{header}Subject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"=_b\"\r\n\r\n"
    );
    for part in parts {
        out.push_str(&format!("--=_b\r\n{part}"));
    }
    out.push_str("--=_b--\r\n");
    out.into_bytes()
}

fn protected(local: &str, domain: &str) -> Protected {
    let mut protected = Protected::default();
    protected.add(&format!("{local}@{domain}"));
    protected.add("Quentin Ashby");
    protected.add("hazel.quill@second.example");
    protected
}

fn text_of(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn every_form_is_found_redacted_and_missed_by_no_check() {
    let (local, domain) = ("robin.okafor", "example.net");
    for form in Form::ALL {
        let raw = message(&[form], local, domain, "some text");
        let all = Redactor::new(&protected(local, domain), key()).unwrap();
        assert!(
            !all.leaks(&raw).is_empty(),
            "{form:?}: the check does not see it"
        );
        let redacted = all.redact(&raw).unwrap();
        assert!(redacted.places > 0, "{form:?}");
        let left = all.leaks(&redacted.bytes);
        assert!(
            left.is_empty(),
            "{form:?}: {left:?}\n{}",
            text_of(&redacted.bytes)
        );
        let without =
            Redactor::with_forms(&protected(local, domain), key(), Forms::ALL.without(form))
                .unwrap();
        let partly = without.redact(&raw).unwrap();
        assert!(
            !without.leaks(&partly.bytes).is_empty(),
            "{form:?} off, and the check is content"
        );
    }
}

#[test]
fn tokens_are_the_same_in_all_forms_and_domains_stay() {
    let raw = b"To: Robin@Example.net\r\nX-A: <b-robin=example.net@l.example>\r\n\r\nrobin%40example.net\r\n";
    let mut who = Protected::default();
    who.add("robin@example.net");
    let redacted = Redactor::new(&who, key()).unwrap().redact(raw).unwrap();
    let token = key().token("robin");
    assert_eq!(
        text_of(&redacted.bytes),
        format!(
            "To: {token}@Example.net\r\nX-A: <b-{token}=example.net@l.example>\r\n\r\n{token}%40example.net\r\n"
        )
    );
    assert_eq!(redacted.original_sha256, hex(&Sha256::digest(raw)));
}

/// Some readers begin a new group behind padding, some pass over it.
#[test]
fn padding_within_an_encoded_word_hides_nothing() {
    let parts = ["robin.ok", "afor@example.net"].map(|part| BASE64_STANDARD.encode(part));
    let mut broken = BASE64_STANDARD.encode("robin.okafor@example.net");
    broken.insert(2, '=');
    for coded in [parts.concat(), broken] {
        let raw = format!("From: a@sender.example\r\nSubject: =?utf-8?B?{coded}?=\r\n\r\nhi\r\n");
        let redactor = Redactor::new(&protected("robin.okafor", "example.net"), key()).unwrap();
        assert!(!redactor.leaks(raw.as_bytes()).is_empty(), "{coded}");
        let redacted = redactor.redact(raw.as_bytes()).unwrap();
        assert_eq!(redacted.places, 1, "{coded}");
        assert!(redactor.leaks(&redacted.bytes).is_empty(), "{coded}");
    }
}

#[test]
fn signatures_that_redaction_breaks_are_named() {
    let raw = b"DKIM-Signature: v=1; d=a.example; s=k; h=from:to; b=x\r\n\
        DKIM-Signature: v=1; d=b.example; s=k; h=from:subject; b=x\r\n\
        From: x@a.example\r\nTo: robin@example.net\r\nSubject: hi\r\n\r\nbody\r\n";
    let who = Protected::of(&Message::parse(raw));
    let redacted = Redactor::new(&who, key()).unwrap().redact(raw).unwrap();
    assert_eq!(redacted.broken.len(), 1);
    assert_eq!(redacted.broken[0].domain, "a.example");
    assert_eq!(redacted.broken[0].changed, ["To"]);
}

#[test]
fn base64_parts_are_decoded_whole_and_wrapped_again() {
    let html = format!(
        "{}<a href='https://x.example/?e={}'>robin@example.net</a>",
        "lorem ipsum ".repeat(30),
        hex(&Sha256::digest(b"robin@example.net"))
    );
    let raw = format!(
        "To: robin@example.net\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n{}",
        base64_lines(&html)
    );
    let who = Protected::of(&Message::parse(raw.as_bytes()));
    let redactor = Redactor::new(&who, key()).unwrap();
    let redacted = redactor.redact(raw.as_bytes()).unwrap();
    assert!(redactor.leaks(&redacted.bytes).is_empty());
    let text = text_of(&redacted.bytes);
    assert!(text.lines().all(|line| line.len() <= 76), "{text}");
    let body: String = text
        .split("\r\n\r\n")
        .nth(1)
        .unwrap()
        .split_whitespace()
        .collect();
    let decoded = text_of(&BASE64_STANDARD.decode(body).unwrap());
    assert!(
        decoded.starts_with("lorem ipsum") && decoded.ends_with("@example.net</a>"),
        "{decoded}"
    );
}

#[test]
fn a_leak_says_where_and_never_what() {
    let mut who = Protected::default();
    who.add("robin@example.net");
    let redactor = Redactor::new(&who, key()).unwrap();
    let leaks =
        redactor.leaks(b"Subject: x\r\nTo: robin@example.net\r\n\r\nline\r\nrobin@example.net\r\n");
    let texts: Vec<String> = leaks.iter().map(ToString::to_string).collect();
    assert!(
        texts
            .iter()
            .any(|text| text == "a protected address is left in To (plain)"),
        "{texts:?}"
    );
    assert!(
        texts
            .iter()
            .any(|text| text == "a protected address is left in the body, line 2 (plain)"),
        "{texts:?}"
    );
    assert!(texts.iter().all(|text| !text.contains("robin")));
}

fn forms() -> impl Strategy<Value = Vec<Form>> {
    proptest::sample::subsequence(Form::ALL.to_vec(), 1..=Form::ALL.len())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn nothing_planted_is_left(
        forms in forms(),
        local in "[a-z][a-z0-9]{1,8}([._-][a-z0-9]{1,6})?(\\+[a-z]{1,4})?",
        domain in "[a-z]{3,10}\\.(example|test|example\\.org)",
        filler in "[ -~]{0,200}",
        off in 0..Form::ALL.len(),
    ) {
        let raw = message(&forms, &local, &domain, &filler);
        let redactor = Redactor::new(&protected(&local, &domain), key()).unwrap();
        let redacted = redactor.redact(&raw).unwrap();
        let left = redactor.leaks(&redacted.bytes);
        prop_assert!(left.is_empty(), "{:?}\n{}", left, text_of(&redacted.bytes));

        // With one redactor off, what it alone would find is left, and the check says so.
        let form = Form::ALL[off];
        if forms.contains(&form) {
            let without = Redactor::with_forms(&protected(&local, &domain), key(), Forms::ALL.without(form)).unwrap();
            let partly = without.redact(&raw).unwrap();
            prop_assert!(!without.leaks(&partly.bytes).is_empty(), "{:?} off", form);
        }
    }

    #[test]
    fn no_input_panics(raw in proptest::collection::vec(any::<u8>(), 0..2000)) {
        let mut who = Protected::of(&Message::parse(&raw));
        who.add("a@b.example");
        let redactor = Redactor::new(&who, key()).unwrap();
        let redacted = redactor.redact(&raw).unwrap();
        let _ = redactor.leaks(&redacted.bytes);
    }

    #[test]
    fn no_mail_like_input_panics(raw in "(=\\?utf-8\\?[BQ]\\?|\\?=|[ -~\r\n]|a@b.example|%40|&#64;|=40|YUBi|--b\r\n|Content-Type: multipart/mixed; boundary=b\r\n){0,60}") {
        let mut who = Protected::default();
        who.add("a@b.example");
        let redactor = Redactor::new(&who, key()).unwrap();
        let redacted = redactor.redact(raw.as_bytes()).unwrap();
        prop_assert!(redactor.leaks(&redacted.bytes).is_empty(), "{:?}\n{}", redactor.leaks(&redacted.bytes), text_of(&redacted.bytes));
    }
}

#[test]
fn what_is_built_to_cost_time_is_refused_or_costs_its_length() {
    let mut who = Protected::default();
    who.add("robin@example.net");
    let nested = |size: usize| {
        let mut nested = "%41&#65;=41 \\x41 ".repeat(size / 800);
        for _ in 0..3 {
            nested = format!("%41&#65;=41 \\x41 {} ", BASE64_STANDARD.encode(nested)).repeat(2);
        }
        nested
    };
    let inputs: [&dyn Fn(usize) -> String; 7] = [
        &|size| "=?x?q?".repeat(size / 6),
        &|size| "= ".repeat(size / 2),
        &|size| "&#x0".repeat(size / 4),
        &|size| "<".repeat(size),
        &|size| format!("List-Unsubscribe: {}", "<https://a/".repeat(size / 11)),
        &|size| "a@".repeat(size / 2),
        &nested,
    ];
    for input in inputs {
        let name: String = input(400).chars().take(20).collect();
        let redactor = Redactor::new(&who, key()).unwrap();
        assert_linear(&name, 120_000, |size| {
            let input = input(size);
            let raw = format!("Subject: x\r\nX: {input}\r\n\r\n{input}\r\n");
            if let Ok(redacted) = redactor.redact(raw.as_bytes()) {
                assert!(redactor.leaks(&redacted.bytes).is_empty(), "{name}");
            }
        });
    }
}
