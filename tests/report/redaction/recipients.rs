//! Messages that name their recipients themselves: what is protected comes out of them.

use super::{base64_lines, forms, key, message, text_of};
use hdrtrace::message::Message;
use hdrtrace::redact::{Form, Forms, MAX_PROTECTED, Protected, RedactError, Redacted, Redactor};
use proptest::prelude::*;

/// Ways in which a message names its recipient: `{}` stands for the address.
const CARRIERS: &[&str] = &[
    "To: {}",
    "Cc: Quentin Ashby <{}>",
    "Delivered-To: {}",
    "X-Resolved-to: {}",
    "X-SES-RECIPIENT: {}",
    "X-Simplelogin-Envelope-To: {}",
    "X-MS-Exchange-Organization-OriginalEnvelopeRecipients: {}",
    "Original-Recipient: rfc822;{}",
    "To: \"{}\" <hazel.quill@second.example>",
    "Received: from x.example by y.example for <{}>; Sat, 2 May 2026 10:00:00 +0000",
    "Received: from for (unknown [192.0.2.3]) by y.example for <{}>; Sat, 2 May 2026 10:00:00 +0000",
    "Received: from x.example (using TLS for smtp) by y.example for <{}>",
];

/// What the other planted texts are known by.
const COMPANION: &str = "Cc: Quentin Ashby <hazel.quill@second.example>\r\n";

pub(super) fn redactor(raw: &[u8]) -> Redactor {
    Redactor::new(&Protected::of(&Message::parse(raw)), key()).unwrap()
}

/// Redacts, and holds the result against the check.
pub(super) fn redacted(raw: &[u8]) -> Redacted {
    let redactor = redactor(raw);
    let redacted = redactor.redact(raw).unwrap();
    let left = redactor.leaks(&redacted.bytes);
    assert!(left.is_empty(), "{left:?}\n{}", text_of(&redacted.bytes));
    redacted
}

/// A message to Robin with one more field, and a body.
fn to_robin(field: &str, body: &str) -> Vec<u8> {
    let field = if field.is_empty() {
        String::new()
    } else {
        format!("{field}\r\n")
    };
    format!("From: a@sender.example\r\nTo: <robin.vale@example.net>\r\n{field}\r\n{body}\r\n")
        .into_bytes()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn what_a_message_says_of_its_recipients_is_enough(
        carrier in proptest::sample::select(CARRIERS),
        forms in forms(),
        local in "[a-z]{2,5}[._-]?[0-9a-z]{3,6}(\\+[a-z]{1,4})?",
        domain in "[a-z]{3,10}\\.(example|test|example\\.org)",
        filler in "[ -~]{0,200}",
        off in 0..Form::ALL.len(),
    ) {
        let address = format!("{local}@{domain}");
        let mut raw = format!("{}\r\n{COMPANION}", carrier.replace("{}", &address)).into_bytes();
        raw.extend(message(&forms, &local, &domain, &filler));
        let who = Protected::of(&Message::parse(&raw));
        prop_assert!(who.has(&address), "{carrier}");
        let redactor = Redactor::new(&who, key()).unwrap();
        let redacted = redactor.redact(&raw).unwrap();
        let left = redactor.leaks(&redacted.bytes);
        prop_assert!(left.is_empty(), "{:?}\n{}", left, text_of(&redacted.bytes));
        prop_assert!(!text_of(&redacted.bytes).contains(&address));

        let form = Form::ALL[off];
        if forms.contains(&form) {
            let without = Redactor::with_forms(&who, key(), Forms::ALL.without(form)).unwrap();
            let partly = without.redact(&raw).unwrap();
            prop_assert!(!without.leaks(&partly.bytes).is_empty(), "{:?} off", form);
        }
    }
}

#[test]
fn no_spelling_of_an_address_is_left() {
    for body in [
        "robin.vale<!-- x -->@example.net",
        "<b>robin.vale</b>@example.net",
        "robin.<wbr>vale@example.net",
        "robin.vale&#8203;@example.net",
        "robin.vale&shy;@example.net",
        "robin.vale\u{200b}@example.net",
        "robin.vale\u{ff20}example.net",
        "robin.vale%u0040example.net",
        "robin.vale\\u{40}example.net",
        "robin.vale+AEA-example.net",
        "robin.vale+news@example.net",
        "bounce-robin.vale+news=example.net@list.example",
        "robin.vale+*@example.net",
        "x-robin.vale:example.net",
        "x-robin.vale,example.net",
        "x-robin.vale.example.net",
        "x-robin.vale/example.net",
        "robin.vale, your mailbox is full",
        "https://t.example/?user=robin.vale&dom=example.net",
        "https://t.example/#robin.vale",
        "https://t.example/cm9iaW4udmFsZQ",
    ] {
        for carried in [body.to_owned(), format!("<p>{body}</p>")] {
            let text = text_of(&redacted(&to_robin("", &carried)).bytes);
            let body = text.split("\r\n\r\n").nth(1).unwrap();
            assert!(!body.contains("vale") && !body.contains("cm9iaW"), "{text}");
        }
    }
    for field in [
        "Subject: robin.vale=?utf-8?Q?=40example.net?=",
        "Subject: =?utf-8?Q?Dear_robin.vale?=@example.net",
        "Subject: robin.vale, your mailbox is full",
        "X-Old: \"robin\".vale@example.\"net\\]\"",
        "Content-Type: text/plain; name*0=\"robin.va\";\r\n\tname*1=\"le@example.net\"",
        "Content-Type: text/plain; name*0*=utf-8''robin.va; name*1*=le%40example.net",
    ] {
        let text = text_of(&redacted(&to_robin(field, "hi")).bytes);
        assert!(!text.contains("robin"), "{text}");
    }
}

#[test]
fn padding_in_the_middle_of_base64_hides_nothing() {
    let body = format!(
        "{}{}",
        base64_lines("Dear robin.va"),
        base64_lines("le@example.net, hello")
    );
    let raw = to_robin("Content-Transfer-Encoding: base64", &body);
    assert!(!redactor(&raw).leaks(&raw).is_empty());
    let found = redacted(&raw);
    assert!(found.forms.contains(&Form::Plain), "{:?}", found.forms);
}

#[test]
fn what_stands_beside_the_lines_of_base64_is_text() {
    let lines = base64_lines(&"Dear reader, hello. ".repeat(10));
    let (first, rest) = lines.split_at(lines.len() / 2);
    for planted in [
        "robin.vale@example.net",
        "https://list.example/?to=robin.vale%40example.net",
        "cm9iaW4udmFsZUBleGFtcGxlLm5ldA",
        "726f62696e2e76616c65406578616d706c652e6e6574",
    ] {
        for body in [
            format!("{first} {planted} {rest}"),
            format!("{first}\r\n-- \r\nleave: {planted}\r\n{rest}"),
            format!("{lines}-- \r\nleave the list: {planted}\r\n"),
        ] {
            let raw = to_robin("Content-Transfer-Encoding: base64", &body);
            assert!(!redactor(&raw).leaks(&raw).is_empty(), "{body}");
            let text = text_of(&redacted(&raw).bytes);
            assert!(!text.contains(planted), "{text}");
        }
    }
}

#[test]
fn names_are_found_in_every_character_set_and_letter_case() {
    let bodies: [(&str, &[u8]); 7] = [
        ("=?ISO-8859-1?Q?J=F6rg_M=FCller?=", "JÖRG MÜLLER".as_bytes()),
        ("=?ISO-8859-1?Q?J=F6rg_M=FCller?=", "jörg müller".as_bytes()),
        (
            "=?utf-8?Q?J=C3=B6rg_M=C3=BCller?=",
            b"Lieber J\xf6rg M\xfcller",
        ),
        (
            "=?utf-8?Q?J=C3=B6rg_M=C3=BCller?=",
            b"J&ouml;rg M&#252;ller",
        ),
        (
            "Maciej =?ISO-8859-1?Q?Wiecz=F3r-Retman?=",
            "Maciej Wieczór-Retman".as_bytes(),
        ),
        ("=?iso-2022-jp?B?GyRCOzNFRDt+IUAbKEI=?=", b"hi"),
        ("=?gb2312?B?zfXQocP3?=", "王小明".as_bytes()),
    ];
    for (name, body) in bodies {
        let mut raw =
            format!("To: {name} <robin.vale@example.net>\r\nX: {name}\r\n\r\n").into_bytes();
        raw.extend_from_slice(body);
        let found = redacted(&raw);
        let text = text_of(&found.bytes);
        assert!(!text.contains(name) && !text.contains("Retman"), "{text}");
        assert!(
            body == b"hi" || !found.bytes.ends_with(body),
            "{name}: {text}"
        );
    }
}

#[test]
fn more_recipients_than_are_protected_are_an_error() {
    let cc = |count: usize| {
        let all: Vec<String> = (0..count)
            .map(|number| format!("person.{number}@example.net"))
            .collect();
        format!("Cc: {}\r\n", all.join(",\r\n "))
    };
    // One field may hold more than is read of it for other purposes.
    let raw = format!("{}\r\nhi\r\n", cc(600));
    assert!(!text_of(&redacted(raw.as_bytes()).bytes).contains("person."));
    for raw in [
        format!("{}\r\nhi\r\n", cc(MAX_PROTECTED + 1)),
        format!("{}\r\nhi\r\n", cc(250).repeat(8) + &cc(MAX_PROTECTED + 250)),
    ] {
        let mut who = Protected::of(&Message::parse(raw.as_bytes()));
        who.add("robin.vale@example.net");
        assert!(matches!(
            Redactor::new(&who, key()),
            Err(RedactError::TooMany)
        ));
    }
}

#[test]
fn ordinary_words_stay() {
    let text = "Received mail, info and text: the subject of this message, to be opened in 2026.";
    for to in [
        "info", "mail", "subject", "message", "received", "charset", "text", "2026", "the",
        "sender",
    ] {
        let raw = format!(
            "From: Shop <a@sender.example>\r\nTo: {to}@example.net\r\nSubject: {text}\r\n\
             Content-Type: text/plain; charset=utf-8\r\n\r\nDear sender, {text}\r\n"
        );
        let found = redacted(raw.as_bytes());
        assert_eq!(found.places, 1, "{}", text_of(&found.bytes));
    }
}

#[test]
fn identifiers_of_list_unsubscribe_go_wherever_they_stand() {
    let link = "https://esp.test/u/4f2a9c81d0e7beef";
    let header = format!("List-Unsubscribe: <{link}>");
    for body in [
        format!("<a href=\"{link}\">leave</a>"),
        "see ?id=3D4f2a9c81d0=\r\ne7beef now".to_owned(),
    ] {
        let raw = to_robin(&header, &body);
        let redactor = redactor(&raw);
        let text = text_of(&redactor.redact(&raw).unwrap().bytes);
        assert!(
            !text.contains("4f2a9c81d0") && !text.contains("e7beef"),
            "{text}"
        );
        // The check sees what only the body has.
        let kept = text.split("\r\n\r\n").next().unwrap();
        let half = format!("{kept}\r\n\r\n{body}\r\n");
        assert!(
            redactor
                .leaks(half.as_bytes())
                .iter()
                .any(|leak| leak.form == Form::Unsubscribe && leak.place.contains("body")),
            "{half}"
        );
    }
}

/// The sender writes that field, too: it is no reason to leave an identifier in.
#[test]
fn an_identifier_goes_though_the_sender_calls_it_his_customers() {
    let raw = to_robin(
        "X-MC-User: 4a6b4c444e85721a\r\n\
         List-Unsubscribe: <https://esp.test/u?u=4a6b4c444e85721a&e=6fdc40d1b2>",
        "https://esp.test/u?u=4a6b4c444e85721a&e=6fdc40d1b2",
    );
    let text = text_of(&redacted(&raw).bytes);
    assert!(
        !text.contains("4a6b4c444e85721a") && !text.contains("6fdc40d1b2"),
        "{text}"
    );
}

#[test]
fn all_tags_of_a_person_have_one_token() {
    let raw = b"To: robin.vale+shop@example.net\r\n\r\nrobin.vale+news@example.net robin.vale@example.net\r\n\
        b-robin.vale+shop:example.net\r\n";
    let text = text_of(&redacted(raw).bytes);
    let token = key().token("robin.vale");
    assert_eq!(text.matches(&token).count(), 4, "{text}");
}

#[test]
fn a_token_in_an_address_of_list_unsubscribe_is_no_identifier() {
    let raw = to_robin(
        "List-Unsubscribe: <mailto:leave-robin.vale=example.net@list.example>",
        "hi",
    );
    assert!(text_of(&redacted(&raw).bytes).contains("<mailto:leave-r"));
}

#[test]
fn a_transfer_encoding_that_is_not_known_is_named() {
    let found = redacted(&to_robin(
        "Content-Transfer-Encoding: x-uuencode",
        "begin 644 a",
    ));
    assert_eq!(found.opaque, ["part 1 (x-uuencode)"]);
}

#[test]
fn signatures_of_all_kinds_that_break_are_named_and_no_others() {
    let raw = b"DKIM-Signature: v=1; d=evil.test; s=k; h=from:subject:to; bh=a; b=b\r\n\
        DKIM-Signature: v=1; d=none.test; s=k; l=0; h=from; bh=a; b=b\r\n\
        X-Google-DKIM-Signature: v=1; d=1e100.net; s=k; h=from:to; bh=a; b=b\r\n\
        DomainKey-Signature: a=rsa-sha1; s=k; d=listed.test; h=From:To; b=x\r\n\
        DomainKey-Signature: a=rsa-sha1; s=k; d=below.test; b=x\r\n\
        From: x@evil.test\r\nTo: <robin.vale@example.net>\r\nSubject: hi\r\n\r\nhello robin.vale@example.net\r\n";
    let broken: Vec<(String, String)> = redacted(raw)
        .broken
        .into_iter()
        .map(|broken| (broken.domain, broken.changed.join(" ")))
        .collect();
    let want = ["evil.test", "1e100.net", "listed.test", "below.test"]
        .map(|domain| (domain.to_owned(), "To body".to_owned()));
    assert_eq!(broken, want);
}

/// What addresses that somebody has made odd are built of.
const ODD: &[&[u8]] = &[
    b"robin.vale",
    b"example.net",
    b"@",
    b"@",
    b"(",
    b")",
    b"(a)",
    b"=",
    b"\"",
    b"\\",
    b"<",
    b">",
    b",",
    b";",
    b":",
    b".",
    b" ",
    b"\r\n ",
    b"\xff",
    b"\xc3\xa9",
    b"\xf0\x9f",
    b"=?utf-8?q?a=40b?=",
    b"%40",
    b"&#64;",
    b"=40",
    b"\0",
    b"rfc822;",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    /// That an address is odd is the sender's doing, who could stop the redaction with it.
    #[test]
    fn no_odd_address_stops_the_redaction(
        pieces in proptest::collection::vec(proptest::sample::select(ODD), 1..10),
        carriers in proptest::collection::vec(proptest::sample::select(CARRIERS), 1..4),
        form in proptest::sample::select(vec!["", "Content-Transfer-Encoding: quoted-printable\r\n"]),
    ) {
        let odd = pieces.concat();
        let mut raw = b"From: a@sender.example\r\nTo: <robin.vale@example.net>\r\n".to_vec();
        for carrier in carriers {
            let (before, behind) = carrier.split_once("{}").unwrap();
            raw.extend([before.as_bytes(), &odd, behind.as_bytes(), b"\r\n"].concat());
        }
        raw.extend([form.as_bytes(), b"\r\nhello ", &odd, b"\r\n"].concat());
        let redactor = redactor(&raw);
        let redacted = redactor.redact(&raw).unwrap();
        let left = redactor.leaks(&redacted.bytes);
        prop_assert!(left.is_empty(), "{:?}\n{}", left, text_of(&redacted.bytes));
    }
}

#[test]
fn an_address_that_only_some_read_goes_with_its_field() {
    for odd in [
        &b"@SUM(A1)@t.example"[..],
        b"@a(b)@t.example",
        b"a=b(c)d@t.example",
        b"ab\xffcd@t.example",
    ] {
        let raw = [
            b"From: a@sender.example\r\nTo: <robin.vale@example.net>\r\nCc: ",
            odd,
            b"\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: message/rfc822\r\n\r\nTo: ",
            odd,
            b"\r\n\r\nhi\r\n--x--\r\n",
        ];
        let raw = raw.concat();
        let found = redacted(&raw);
        let before = Message::parse(&raw).fields().len();
        let after = Message::parse(&found.bytes);
        assert_eq!(after.fields().len(), before);
        assert!(found.evidence.is_empty());
        for name in ["SUM(A1)", "a(b)", "b(c)d", "cd@"] {
            assert!(!text_of(&found.bytes).contains(name), "{name}");
        }
    }
    let raw = b"From: x <@a(b)@t.example>\r\nTo: @a(b)@t.example\r\nDKIM-Signature: v=1; d=s.test; s=k; h=from; bh=a; b=b\r\n\r\nhi\r\n";
    let found = redacted(raw);
    assert_eq!(found.evidence, ["From"]);
    assert_eq!(found.broken[0].changed, ["From"]);
}

#[test]
fn a_file_name_that_only_some_read_goes() {
    let raw = to_robin(
        "Content-Type: application/pdf; name=\"robin.va\\\r\n le@example.net\"\r\nContent-Disposition: attachment; filename*0*=utf-8''robin%2; filename*1=\"Evale@example.net\"",
        "x",
    );
    redacted(&raw);
}
