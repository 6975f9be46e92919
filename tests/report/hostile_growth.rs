//! What a stranger sends costs time and memory in proportion to its size. No clock is read: each input is so large that
//! the square of it, or the depth of it, would not come to an end here.

use crate::given::{Given, analyze, analyze_all};
use crate::inert::every;
use hdrtrace::Report;
use hdrtrace::limits::{LIMITS, MAX_NEEDLE};
use hdrtrace::message::Message;
use hdrtrace::redact::{Key, Protected, RedactError, Redactor};
use hdrtrace::render::{Format, Style, render};
use hdrtrace::report::body::Attachment;

const HEAD: &str = "From: Bank <alerts@bank.example>\r\nTo: Robin Vale <robin.vale@example.net>\r\n\
    Subject: hello\r\nDate: Sat, 02 May 2026 09:58:57 +0000\r\nMessage-ID: <a1@evil.example>\r\n";

fn report(raw: &str) -> Report {
    analyze(raw.as_bytes(), &Given::default()).unwrap()
}

fn attachments(report: &Report) -> &[Attachment] {
    &report.body.done().unwrap().attachments
}

/// Redacts, and holds the result against the check.
fn redacted(raw: &str) -> String {
    let redactor = Redactor::new(
        &Protected::of(&Message::parse(raw.as_bytes())),
        Key::new([7; 32]),
    )
    .unwrap();
    let bytes = redactor.redact(raw.as_bytes()).unwrap().bytes;
    let left = redactor.leaks(&bytes);
    assert!(left.is_empty(), "{left:?}");
    String::from_utf8(bytes).unwrap()
}

#[test]
fn messages_within_messages_do_not_end_the_stack() {
    // The stack of a thread in a test has 2 MB.
    for (field, end) in [
        ("Content-Type: message/rfc822\r\n\r\n", "\n"),
        ("content-type:message/global\n\n", "\n"),
        (
            "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n",
            "\n",
        ),
    ] {
        let nested = field.repeat(20_000);
        let raw = format!("{HEAD}MIME-Version: 1.0\r\n{nested}Subject: x\r\n\r\nx{end}");
        let report = report(&raw);
        assert!(report.body.done().unwrap().cut, "{field:?}");
        let redactor = Redactor::new(
            &Protected::of(&Message::parse(raw.as_bytes())),
            Key::new([7; 32]),
        )
        .unwrap();
        let redacted = redactor.redact(raw.as_bytes()).unwrap();
        assert!(!String::from_utf8_lossy(&redacted.bytes).contains("robin.vale"));
        // Clean is said only of what was looked into.
        let _ = redactor.leaks(&redacted.bytes);
    }
}

#[test]
fn a_message_within_a_message_is_still_opened() {
    let inner = "Subject: in\r\nContent-Type: message/rfc822\r\n\r\nContent-Type: application/zip; name=\"a.exe\"\r\n\
        Content-Transfer-Encoding: base64\r\n\r\nTVo=\r\n";
    let raw = format!(
        "{HEAD}MIME-Version: 1.0\r\nContent-Type: multipart/digest; boundary=b\r\n\r\n--b\r\n\r\n{inner}--b--\r\n"
    );
    let report = report(&raw);
    let names: Vec<_> = attachments(&report)
        .iter()
        .map(|one| (one.declared.as_deref(), one.name.as_deref()))
        .collect();
    assert_eq!(
        names,
        [
            (None, None),
            (Some("message/rfc822"), None),
            (Some("application/zip"), Some("a.exe"))
        ]
    );
}

#[test]
fn parts_parameters_and_delimiters_are_bounded() {
    let parts = "--b\r\n\r\n".repeat(300_000);
    let raw = format!("{HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n{parts}--b--\r\n");
    assert!(report(&raw).body.done().unwrap().cut);
    for piece in ["; name*{}=ab", "; a{}*1=x", "; name*{}*=utf-8''%41"] {
        let pieces: String = (0..100_000)
            .map(|n: u32| piece.replace("{}", &n.to_string()))
            .collect();
        for name in [
            "Content-Type: application/pdf",
            "Content-Disposition: attachment",
        ] {
            let raw = format!("{HEAD}{name}{pieces}\r\n\r\nMZ\r\n");
            assert!(report(&raw).body.done().unwrap().cut, "{piece}");
        }
    }
}

#[test]
fn long_and_periodic_recipients_come_out_whole() {
    for unit in ["a", "ab.", "aab", "robin-"] {
        let local: String = unit.repeat(4000).trim_end_matches('.').to_owned();
        assert!(local.len() > MAX_NEEDLE);
        let raw = format!(
            "To: {local}@example.net\r\nCc: \"{}\" <b@{}example>\r\nSubject: {local}\r\n\r\nDear {local}, {}\r\n",
            "Vale ".repeat(2000),
            "a.".repeat(2000),
            unit.repeat(20_000),
        );
        let text = redacted(&raw);
        assert!(!text.contains(&unit.repeat(60)), "{unit}");
        assert!(!text.contains(&"Vale ".repeat(10)));
    }
}

#[test]
fn more_than_can_be_looked_for_is_refused_by_name() {
    let many: Vec<String> = (0..1900)
        .map(|n| format!("p{n}.{}@d{n}.{}.example", "x".repeat(60), "y".repeat(180)))
        .collect();
    let raw = format!("To: {}\r\n\r\nhi\r\n", many.join(",\r\n "));
    let protected = Protected::of(&Message::parse(raw.as_bytes()));
    assert!(matches!(
        Redactor::new(&protected, Key::new([7; 32])),
        Err(RedactError::TooLong)
    ));
}

#[test]
fn names_that_dns_does_not_admit_cost_nothing() {
    for label in ["a", "xn--pypal-4ve", "p\u{430}ypal", "paypal"] {
        let domain = format!("{label}.").repeat(30_000);
        for field in ["From", "Reply-To", "Return-Path", "Message-ID", "Sender"] {
            report(&format!("{field}: <x@{domain}example>\r\n{HEAD}\r\n"));
        }
        let long = label.repeat(30_000);
        report(&format!("From: <x@{long}.example>\r\n\r\n"));
    }
}

#[test]
fn a_first_line_of_colons_is_read_once() {
    for unit in [":", "a:", "Received:", "a: ", ": :"] {
        let _ = analyze(unit.repeat(200_000).as_bytes(), &Given::default());
    }
}

#[test]
fn rows_of_encoded_words_are_read_once() {
    for unit in ["=?utf-8?B?4oCuYeKAi2I=?=", "=?utf-8?B?YWFh ", "=?", "?="] {
        for name in ["Subject", "From", "To", "Message-ID"] {
            report(&format!("{name}: {}\r\n{HEAD}\r\n", unit.repeat(20_000)));
        }
    }
}

/// A session with lines of the client's, and what the client sends as a message.
fn session(lines: &str, body: &str) -> Vec<Report> {
    let raw = format!(
        "S: 220 mx.example.net ESMTP\nC: EHLO client.example\nS: 250 mx.example.net\n{lines}\
        C: MAIL FROM:<a@b.example>\nS: 250 ok\nC: RCPT TO:<c@example.net>\nS: 250 ok\nC: DATA\nS: 354 go\n\
        C: From: a@b.example\nC: Subject: x\nC: \nC: {body}\nC: .\nS: 250 ok queued\n"
    );
    analyze_all(raw.as_bytes(), &Given::default()).unwrap()
}

#[test]
fn periodic_secrets_of_a_session_are_replaced_whole() {
    for unit in ["a", "ab", "pass1"] {
        let secret = unit.repeat(4000);
        let lines = format!(
            "C: AUTH LOGIN\nS: 334 x\nC: {secret}\nS: 334 y\nC: {secret}\nS: 535 no: {secret}\n"
        )
        .repeat(4);
        let reports = session(&lines, &secret);
        let text = serde_json::to_string(&reports[0].session).unwrap();
        assert!(!text.contains(&unit.repeat(50)), "{unit}");
    }
}

#[test]
fn lines_of_padding_and_of_short_secrets_are_read_once() {
    let login = "C: AUTH PLAIN AGFsaWNlAG1haWw=\nS: 535 no\n";
    for unit in ["=", "?=", "?= =?", "mail ", "mail.", "a.mail."] {
        session(login, &unit.repeat(50_000));
    }
}

#[test]
fn what_is_written_of_one_field_is_bounded() {
    for unit in ["a", "\u{1}", "\u{301}", "\u{202e}", "http://a.example/ "] {
        let raw = format!(
            "From: x <x@a.example>, {0} <y@b.example>\r\nSubject: {0}\r\n\r\n",
            unit.repeat(200_000)
        );
        let report = report(&raw);
        // JSON has all of it.
        for format in every().filter(|format| *format != Format::Json) {
            let written = render(&report, format, &Style::default());
            assert!(
                written.len() < 8 << 20,
                "{format:?} of {unit:?}: {} bytes",
                written.len()
            );
        }
    }
}

#[test]
fn every_limit_says_what_lies_beyond() {
    let mut limits = LIMITS.iter().flat_map(|group| group.limits);
    assert!(
        limits.all(|limit| limit.most > 0 && !limit.why().is_empty() && !limit.beyond.is_empty())
    );
}
