//! What a report tells of the receiver, which links it names, and what it leaves out of the header.

use super::{SAMPLES, any, desk, sample};
use crate::given::{Given, analyze};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use hdrtrace::abuse::{self, Kind};
use hdrtrace::abuse_report::{Prepared, prepare};
use hdrtrace::words::Advice;
use hdrtrace::{Clock, Known, Settings};

/// A message that Outlook.com received, with this header below its Received field.
fn from_outlook(fields: &str, body: &str) -> Vec<u8> {
    format!(
        "Authentication-Results: spf=softfail (sender IP is 203.0.113.9)\r\n smtp.mailfrom=bank.example; \
         dkim=none header.d=none;dmarc=fail action=none\r\n header.from=bank.example;compauth=fail reason=001\r\n\
         Received: from evil.example (203.0.113.9) by\r\n DM6NAM10FT020.mail.protection.outlook.com (10.13.152.115) with \
         Microsoft SMTP\r\n Server id 15.20.6745.21 via Frontend Transport; Sat, 2 May 2026 10:00:00 +0000\r\n\
         {fields}From: Bank <service@bank.example>\r\nTo: robin@outlook.com\r\nReply-To: collect@evil.example\r\n\
         Subject: Your account\r\nMIME-Version: 1.0\r\nContent-Type: text/html\r\n\
         X-MS-Exchange-CrossTenant-Id: 84df9e7f-e9f6-40af-b435-aaaaaaaaaaaa\r\n\
         X-MS-UserLastLogonTime: 5/2/2026 8:53:02 AM\r\nX-MS-Exchange-Organization-SCL: 9\r\n\
         X-Microsoft-Antispam-Mailbox-Delivery: ucf:0;dest:J;OFR:SpamFilterAuthJ;\r\n\r\n{body}"
    )
    .into_bytes()
}

fn offline() -> Given {
    Given {
        settings: Settings {
            clock: Clock::Fixed("2026-05-03T00:00:00Z".parse().unwrap()),
            ..Settings::default()
        },
        known: Known::default(),
    }
}

fn prepared(raw: &[u8], kind: Kind) -> Prepared {
    let given = offline();
    prepare(raw, &given.analyzer(), &given.known, &desk(kind)).unwrap()
}

const PAGE: &str = "<a href=\"https://www.bank.example/terms\">terms</a>\
    <a href=\"https://evil.example/login?user=robin@outlook.com\">log in</a>";

/// A letter in one line.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_receivers_verdict_is_told() {
    let found = prepared(&from_outlook("", PAGE), Kind::Phishing);
    let letter = flat(&abuse::letter(&found.complaints[0], true));
    for part in [
        "Received by DM6NAM10FT020.mail.protection.outlook.com with Microsoft SMTP Server",
        "Reply-To collect@evil.example",
        "From Bank <service@bank.example>",
        "reported dmarc=fail for bank.example",
        "failed the receiver's spoof check (compauth=fail, reason 001:",
        "marked as spam by Microsoft (SCL 9)",
        "delivered to the junk folder (dest:J)",
        "Please investigate and take action against the sender, and tell us the outcome.",
        "Not reported - bank.example:",
    ] {
        assert!(letter.contains(part), "{part}\n{letter}");
    }
    assert!(!letter.contains("15.20.6745"), "a build number:\n{letter}");
    // Where two folders are noted, one of the notes is somebody else's, and the letter tells neither.
    let forged = "X-Microsoft-Antispam-Mailbox-Delivery: dest:I;\r\n";
    let found = prepared(&from_outlook(forged, PAGE), Kind::Phishing);
    let letter = abuse::letter(&found.complaints[0], true);
    assert!(!letter.contains("dest:"), "{letter}");
    // What a stranger wrote before the boundary is no verdict of the receiver's.
    let forged = "X-MS-Exchange-Organization-SCL: -1\r\nX-Spam-Status: No, score=-5\r\n";
    let raw = String::from_utf8(from_outlook(forged, "x")).unwrap();
    let raw = raw.replace("protection.outlook.com", "mx.victim.example");
    let found = prepared(raw.as_bytes(), Kind::Spam);
    let letter = abuse::letter(&found.complaints[0], true);
    assert!(!letter.contains("SpamAssassin"), "{letter}");
}

#[test]
fn links_are_whole_defanged_and_redacted() {
    let found = prepared(&from_outlook("", PAGE), Kind::Phishing);
    let complaint = &found.complaints[0];
    let letter = abuse::letter(complaint, true);
    let own = letter.find("hxxps://evil[.]example/login?user=").unwrap();
    // The pages of the one that is imitated come last.
    assert!(own < letter.find("hxxps://www[.]bank[.]example/terms").unwrap());
    assert!(!letter.contains("robin"), "{letter}");
    // Where nothing says that From is forged, its pages are the sender's.
    let raw = String::from_utf8(from_outlook("", PAGE)).unwrap();
    let raw = raw.replace("dmarc=fail", "dmarc=none");
    let found_own = prepared(raw.as_bytes(), Kind::Phishing);
    assert_eq!(
        found_own.complaints[0].links.pages[0],
        "https://www.bank.example/terms"
    );
    let fields = abuse::arf_fields(complaint);
    assert!(fields.contains("Reported-URI: https://evil.example/login?user="));
    let json: serde_json::Value = serde_json::from_slice(&abuse::xarf(complaint).unwrap()).unwrap();
    assert_eq!(json["source_identifier"], "evil.example");
    // A page that the reporter names is the one that is reported.
    let mut desk = desk(Kind::Phishing);
    desk.url = Some("https://other.example/x".to_owned());
    let given = offline();
    let raw = from_outlook("", PAGE);
    let found = prepare(&raw, &given.analyzer(), &given.known, &desk).unwrap();
    let fields = abuse::arf_fields(&found.complaints[0]);
    assert_eq!(fields.matches("Reported-URI: ").count(), 1, "{fields}");
    assert!(fields.contains("https://other.example/x"));
}

#[test]
fn a_link_of_any_length_leaves_the_lines_of_a_report_short() {
    let long = format!("https://evil.example/{}", "x".repeat(1500));
    let page = format!("<a href=\"{long}\">x</a><a href=\"https://evil.example/y\">y</a>");
    let found = prepared(&from_outlook("", &page), Kind::Phishing);
    let complaint = &found.complaints[0];
    let mail = String::from_utf8(abuse::arf(complaint)).unwrap();
    // The message itself is enclosed as it is.
    let (own, _) = mail.split_once("Content-Type: message/rfc822").unwrap();
    assert!(own.lines().all(|line| line.len() <= 998), "{own}");
    assert!(abuse::letter(complaint, true).contains(&"x".repeat(1500)));
    assert!(abuse::arf_fields(complaint).contains("https://evil.example/y"));
}

#[test]
fn fields_of_the_receiver_and_sealed_ones_are_left_out_and_named() {
    let sealed = format!("X-Diagnostics: {}\r\n", "QUJD".repeat(80));
    let found = prepared(&from_outlook(&sealed, PAGE), Kind::Spam);
    let complaint = &found.complaints[0];
    let kept = String::from_utf8(complaint.exhibit.bytes.clone()).unwrap();
    let gone = [
        "X-Diagnostics",
        "X-MS-Exchange-CrossTenant-Id",
        "X-MS-UserLastLogonTime",
        "X-Microsoft-Antispam-Mailbox-Delivery",
    ];
    assert_eq!(complaint.exhibit.removed, gone);
    for name in gone {
        assert!(!kept.contains(name), "{name}");
    }
    assert!(
        kept.contains("X-MS-Exchange-Organization-SCL: 9"),
        "a verdict"
    );
    let said = "4 fields that only the receiver needs were removed: X-Diagnostics, X-MS-Exchange-CrossTenant-Id, \
                X-MS-UserLastLogonTime, X-Microsoft-Antispam-Mailbox-Delivery";
    let alone = flat(&abuse::letter_with_header(complaint));
    assert!(alone.contains(said), "{alone}");
    let mail = String::from_utf8(abuse::arf(complaint)).unwrap();
    assert!(!mail.contains("5/2/2026"), "{mail}");
    assert!(
        mail.contains("4 fields that only the receiver needs"),
        "{mail}"
    );
}

#[test]
fn what_a_signature_covers_is_never_left_out() {
    let signature = "DKIM-Signature: v=1; a=rsa-sha256; d=evil.example; s=s1;\r\n \
        h=From:X-MS-UserLastLogonTime:X-MS-Exchange-CrossTenant-Id; bh=; b=AAAA\r\n";
    let found = prepared(&from_outlook(signature, "x"), Kind::Spam);
    let exhibit = &found.complaints[0].exhibit;
    assert_eq!(exhibit.removed, ["X-Microsoft-Antispam-Mailbox-Delivery"]);
    // The tenant of another receiver is the sender's: it names the account that was used.
    let raw = String::from_utf8(from_outlook("", "x")).unwrap();
    let raw = raw.replace("protection.outlook.com", "mx.victim.example");
    let found = prepared(raw.as_bytes(), Kind::Spam);
    let removed = &found.complaints[0].exhibit.removed;
    assert!(
        !removed.contains(&"X-MS-Exchange-CrossTenant-Id".to_owned()),
        "{removed:?}"
    );
}

#[test]
fn signatures_verify_over_what_is_enclosed_as_before() {
    let mut signed = 0;
    for (name, ..) in SAMPLES {
        let (bytes, options) = sample(name);
        let mut open = desk(Kind::Spam);
        open.redaction = None;
        let found = prepare(&bytes, &options.analyzer(), &options.known, &open).unwrap();
        let given = Given {
            settings: Settings {
                dns: any(options.settings.dns.source).into(),
                ..options.settings
            },
            known: options.known,
        };
        let results = |bytes: &[u8]| {
            let report = analyze(bytes, &given).unwrap();
            let dkim = report.authentication.dkim.into_iter();
            dkim.map(|check| check.result).collect::<Vec<_>>()
        };
        let before = results(&bytes);
        signed += before.len();
        assert_eq!(
            results(&found.complaints[0].exhibit.bytes),
            before,
            "{name}"
        );
    }
    assert!(signed > 5, "{signed}");
}

/// A sender who hides the recipient so deep that nobody looks there reports himself all the same.
#[test]
fn what_is_hidden_in_the_body_stops_no_report() {
    let hidden = (0..5).fold("Dear robin@outlook.com, hello".to_owned(), |text, _| {
        BASE64_STANDARD.encode(text)
    });
    let raw = from_outlook("", &format!("{PAGE} {hidden}"));
    let found = prepared(&raw, Kind::Phishing);
    let exhibit = &found.complaints[0].exhibit;
    assert!(!exhibit.whole && exhibit.redacted);
    let text = String::from_utf8_lossy(&exhibit.bytes);
    assert!(text.contains("Reply-To: collect@evil.example"), "{text}");
    assert!(!text.contains("robin") && !text.contains(&hidden), "{text}");
    let is_said = |warning: &Advice| warning.text.starts_with("the body is left out");
    assert!(found.warnings.iter().any(is_said));
}
