//! What must not get out of a report, and what must not silently stay out of one.

use super::{desk, field, validator};
use crate::given::Given;
use hdrtrace::abuse::{self, Kind, Role};
use hdrtrace::abuse_report::{AbuseReportError, Prepared, prepare};
use hdrtrace::words::Remedy;
use hdrtrace::{DnsSource, Known, Settings};

/// A message that a platform handed over, with a field of its identifiers.
fn from_platform(identifier: &str) -> Vec<u8> {
    format!(
        "Received: from mta.sparkpostmail.com (mta.sparkpostmail.com [147.253.1.1])\r\n\
         \tby mx.example.net (Postfix) with ESMTP id 1234567 for <robin.vale.long@example.net>; Sat, 2 May 2026 10:00:00 +0000\r\n\
         X-MSFBL: {identifier}\r\nFrom: a@sender.example\r\nTo: <robin.vale.long@example.net>\r\nSubject: x\r\n\r\nx\r\n"
    )
    .into_bytes()
}

fn prepared(raw: &[u8], kind: Kind) -> Result<Prepared, AbuseReportError> {
    prepare(raw, &offline().analyzer(), &Known::default(), &desk(kind))
}

fn offline() -> Given {
    Given {
        settings: Settings {
            dns: DnsSource::Offline.into(),
            ..Settings::default()
        },
        known: Known::default(),
    }
}

/// A message of a stranger's host, with these fields and this body.
fn from_host(date: &str, fields: &str, body: &str) -> Vec<u8> {
    format!(
        "{fields}Received: from x.sender.example (x.sender.example [203.0.113.9]) by mx.example.net (Postfix) with ESMTP id 1234567{date}\r\n\
         From: a@sender.example\r\nTo: <robin.vale@example.net>\r\nSubject: x\r\n\r\n{body}"
    )
    .into_bytes()
}

const DATE: &str = "; Sat, 2 May 2026 10:00:00 +0000";

#[test]
fn identifiers_are_redacted_before_they_are_cut() {
    use base64::Engine;
    let json = format!(
        "{{\"x\":\"{}\",\"r\":\"robin.vale.long@example.net\"}}",
        "y".repeat(118)
    );
    for identifier in [
        format!("{} robin.vale.long@example.net", "x".repeat(183)),
        base64::prelude::BASE64_STANDARD.encode(json),
    ] {
        let found = prepared(&from_platform(&identifier), Kind::Spam).unwrap();
        let party = found
            .complaints
            .iter()
            .map(|complaint| &complaint.party)
            .find(|party| party.role == Role::Platform)
            .expect("the platform");
        let (_, value) = &party.identifiers[0];
        assert!(value.chars().count() <= 200, "{value}");
        // In clear, and in base64 from its first character on.
        assert!(
            !value.contains("robin") && !value.contains("cm9iaW4"),
            "{value}"
        );
    }
}

#[test]
fn a_report_without_a_recipient_is_made_only_when_told_to() {
    let raw = String::from_utf8(from_host(DATE, "", "x"))
        .unwrap()
        .replace("<robin.vale@example.net>", "undisclosed-recipients:;");
    let error = prepared(raw.as_bytes(), Kind::Spam).unwrap_err();
    assert!(matches!(error, AbuseReportError::NoRecipient), "{error}");
    assert_eq!(error.remedy(), Some(Remedy::Recipient));
    let mut told = desk(Kind::Spam);
    told.no_recipient = true;
    assert!(
        prepare(
            raw.as_bytes(),
            &offline().analyzer(),
            &Known::default(),
            &told
        )
        .is_ok()
    );
    let mut named = desk(Kind::Spam);
    named.protect = vec!["robin.vale@example.net".to_owned()];
    assert!(
        prepare(
            raw.as_bytes(),
            &offline().analyzer(),
            &Known::default(),
            &named
        )
        .is_ok()
    );
}

#[test]
fn a_letter_says_what_it_encloses() {
    let found = prepared(&from_host(DATE, "", "hello"), Kind::Spam).unwrap();
    let complaint = &found.complaints[0];
    let flat = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let alone = flat(abuse::letter_with_header(complaint));
    assert!(
        alone.contains("the header of the message is enclosed"),
        "{alone}"
    );
    let mail = flat(abuse::letter(complaint, true));
    assert!(mail.contains("- the message is enclosed"), "{mail}");
}

#[test]
fn xarf_takes_no_evidence_that_it_cannot_hold() {
    let body = "hello world, this is text\r\n".repeat(210_000);
    let fields = "Return-Path: <a@sender.example>\r\n";
    let mut options = desk(Kind::Spam);
    options.redaction = None;
    let found = prepare(
        &from_host(DATE, fields, &body),
        &offline().analyzer(),
        &Known::default(),
        &options,
    )
    .unwrap();
    let error = abuse::xarf(&found.complaints[0]).unwrap_err();
    assert_eq!(error.remedy(), Some(Remedy::HeadersOnly), "{error}");
}

#[test]
#[ignore = "needs HDRTRACE_SHARED"]
fn xarf_takes_addresses_and_links_only() {
    let fields = "Return-Path: <\"x y>z\" <a b@c d>\r\n";
    let found = prepared(&from_host(DATE, fields, "x"), Kind::Spam).unwrap();
    let refused = abuse::xarf(&found.complaints[0]).unwrap_err();
    assert_eq!(refused.remedy(), Some(Remedy::MailFrom), "{refused}");
    let phishing = validator("types/content-phishing.json");
    for (url, want) in [
        (
            "https://bank.example/a b",
            Some("https://bank.example/a%20b"),
        ),
        (
            "https://bank.example/a|b[1]?q={x}",
            Some("https://bank.example/a%7Cb%5B1%5D?q=%7Bx%7D"),
        ),
        ("ftp://bank.example/", None),
        ("https://", None),
        ("bank.example", None),
    ] {
        let mut options = desk(Kind::Phishing);
        options.url = Some(url.to_owned());
        let found = prepare(
            &from_host(DATE, "", "x"),
            &offline().analyzer(),
            &Known::default(),
            &options,
        )
        .unwrap();
        let json = abuse::xarf(&found.complaints[0])
            .ok()
            .map(|bytes| serde_json::from_slice::<serde_json::Value>(&bytes).unwrap());
        if let Some(json) = &json {
            assert!(phishing.is_valid(json), "{json}");
        }
        let found = json.as_ref().and_then(|json| json["url"].as_str());
        assert_eq!(found, want, "{url}");
    }
}

#[test]
fn arf_says_what_programs_will_miss() {
    let dated = prepared(&from_host(DATE, "", "x"), Kind::Spam).unwrap();
    assert!(abuse::arf_lacks(&dated.complaints[0]).is_empty());
    let undated = prepared(&from_host("", "", "x"), Kind::Spam).unwrap();
    let complaint = &undated.complaints[0];
    assert!(field(&abuse::arf_fields(complaint), "Arrival-Date").is_empty());
    let lacks = abuse::arf_lacks(complaint);
    assert!(lacks[0].text.contains("Arrival-Date"), "{lacks:?}");
}
