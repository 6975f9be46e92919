use super::*;
use crate::checked::Checked;
use crate::words::auth::AuthResult;
use crate::words::indicators::Reason;
use crate::words::origin::{Origin, Wrapper};
use crate::{Analyzer, Known, Settings};

/// The indicators of a message that mx.example.net took from client.example for robin@example.net, as `value: yes` or with the
/// reason.
fn listed(top: &str, header: &str, body: &str) -> Vec<String> {
    found(&Settings::default(), top, header, body)
}

fn found(settings: &Settings, top: &str, header: &str, body: &str) -> Vec<String> {
    let report = report(settings, top, header, body);
    of(&report)
        .into_iter()
        .map(|one| match one.blockable {
            Blockable::Yes => format!("{}: yes", one.value),
            Blockable::No(reason) => format!("{}: {}", one.value, reason.word()),
        })
        .collect()
}

fn report(settings: &Settings, top: &str, header: &str, body: &str) -> Report {
    let message = format!(
        "{top}Received: from client.evil.example (client.evil.example [192.0.2.7])\r\n\
         \tby mx.example.net (Postfix) with ESMTP id 1 for <robin@example.net>;\r\n\
         \tSat, 02 May 2026 10:00:09 +0000\r\n{header}\r\n{body}"
    );
    let analyzer = Analyzer::new(settings.clone()).expect("an analyzer");
    let known = Known::default();
    analyzer
        .analyze(message.as_bytes(), &known)
        .expect("a report")
}

fn has(all: &[String], one: &str) {
    assert!(all.iter().any(|line| line == one), "{one} in {all:#?}");
}

fn lacks(all: &[String], value: &str) {
    let front = format!("{value}: ");
    assert!(
        !all.iter().any(|line| line.starts_with(&front)),
        "{value} in {all:#?}"
    );
}

#[test]
fn the_client_is_observed_and_its_sender_is_not() {
    let all = listed("", "From: a@bank.example\r\n", "");
    has(&all, "192.0.2.7: yes");
    has(&all, "192.0.2.0/24: network");
    has(&all, "a@bank.example: unauthenticated");
    has(&all, "bank.example: unauthenticated");
}

#[test]
fn what_is_the_recipients_is_never_listed() {
    let header = "From: boss@example.net\r\nReply-To: boss@sub.example.net, thief@evil.example\r\n\
                  Content-Type: text/plain\r\n";
    let all = listed(
        "",
        header,
        "https://intranet.example.net/x https://evil.example/x\r\n",
    );
    for own in [
        "example.net",
        "boss@example.net",
        "mx.example.net",
        "intranet.example.net",
    ] {
        lacks(&all, own);
    }
    has(&all, "thief@evil.example: yes");
    has(&all, "https://evil.example/x: yes");
    let settings = Settings {
        protect: vec!["evil.example".to_owned()],
        ..Settings::default()
    };
    let all = found(&settings, "", header, "https://evil.example/x\r\n");
    lacks(&all, "evil.example");
    lacks(&all, "https://evil.example/x");
}

#[test]
fn a_sender_takes_nothing_off_the_list() {
    // Our side noted the recipient: what the sender says of him counts for nothing.
    let header = "Delivered-To: x@evil.example\r\nTo: x@evil.example\r\nFrom: a@evil.example\r\n";
    let all = listed("", header, "https://evil.example/x\r\n");
    has(&all, "https://evil.example/x: yes");
    has(&all, "evil.example: yes");
    // It noted none, and To is all there is.
    let message = "From: a@b.example\r\nTo: x@evil.example\r\n\r\nhttps://evil.example/x\r\n";
    let analyzer = Analyzer::new(Settings::default()).expect("an analyzer");
    let report = analyzer
        .analyze(message.as_bytes(), &Known::default())
        .expect("a report");
    let all = of(&report);
    let one = all.iter().find(|one| one.value == "https://evil.example/x");
    let blockable = one.map(|one| one.blockable);
    assert_eq!(blockable, Some(Blockable::No(Reason::SaidRecipient)));
}

#[test]
fn a_recipient_at_a_provider_does_not_hide_the_provider() {
    let top = "Delivered-To: robin@gmail.com\r\n";
    let message = format!(
        "{top}Received: from client.evil.example (client.evil.example [192.0.2.7])\r\n\
         \tby mx.google.com with ESMTPS id 1 for <robin@gmail.com>;\r\n\
         \tSat, 02 May 2026 10:00:09 +0000\r\nFrom: thief@gmail.com\r\nReply-To: other@gmail.com\r\n\r\nx\r\n"
    );
    let analyzer = Analyzer::new(Settings::default()).expect("an analyzer");
    let report = analyzer
        .analyze(message.as_bytes(), &Known::default())
        .expect("a report");
    let all: Vec<(String, Blockable)> = of(&report)
        .into_iter()
        .map(|one| (one.value, one.blockable))
        .collect();
    assert!(
        all.contains(&("gmail.com".to_owned(), Blockable::No(Reason::Webmail))),
        "{all:?}"
    );
    assert!(
        all.iter().any(|(value, _)| value == "other@gmail.com"),
        "{all:?}"
    );
    assert!(
        !all.iter()
            .any(|(value, _)| value == "robin@gmail.com" || value == "mx.google.com")
    );
}

#[test]
fn links_are_judged_by_their_host() {
    for (link, expected) in [
        (
            "https://bit.ly/3xyz",
            &["bit.ly: shortener", "https://bit.ly/3xyz: yes"][..],
        ),
        ("https://bit.ly/", &["https://bit.ly/: shortener"]),
        (
            "https://docs.google.com/forms/d/x",
            &[
                "docs.google.com: forms",
                "google.com: provider",
                "https://docs.google.com/forms/d/x: yes",
            ],
        ),
        (
            "https://evil.github.io/x",
            &["evil.github.io: yes", "https://evil.github.io/x: yes"],
        ),
        (
            "https://www.paypal.com/x",
            &["paypal.com: brand", "https://www.paypal.com/x: brand"],
        ),
        (
            "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.evil.example%2Fa",
            &[
                "https://www.evil.example/a: yes",
                "www.evil.example: yes",
                "evil.example: yes",
                "eur01.safelinks.protection.outlook.com: rewriter",
                "outlook.com: webmail",
            ],
        ),
        (
            "https://protect-eu.mimecast.com/s/abc?domain=login.evil.example",
            &["login.evil.example: yes", "mimecast.com: provider"],
        ),
        (
            "http://192.168.1.1/x",
            &["192.168.1.1: reserved", "http://192.168.1.1/x: reserved"],
        ),
        (
            "http://192.0.2.9/x",
            &["192.0.2.9: yes", "http://192.0.2.9/x: yes"],
        ),
        (
            "http://router.local/x",
            &["http://router.local/x: reserved"],
        ),
        ("http://github.io/", &["github.io: pages"]),
    ] {
        let all = listed("", "From: a@b.example\r\n", &format!("{link} \r\n"));
        for one in expected {
            has(&all, one);
        }
    }
}

#[test]
fn files_are_named_with_their_hash() {
    let mail = |kind: &str, name: &str, disposition: &str, coded: &str| {
        let header = format!(
            "From: a@b.example\r\nContent-Type: {kind}; name=\"{name}\"\r\n\
             Content-Disposition: {disposition}; filename=\"{name}\"\r\nContent-Transfer-Encoding: base64\r\n"
        );
        listed("", &header, &format!("{coded}\r\n"))
    };
    let all = mail(
        "application/pdf",
        "invoice.pdf",
        "attachment",
        "JVBERi0xLjQK",
    );
    has(&all, "invoice.pdf: search");
    has(
        &all,
        "e5c62df5dab5c87b6a015ef3d43597074d1eec433b15f51aec63b8582d0e4ab4: yes",
    );
    // What an archive holds, by name and unpacked.
    let all = mail("application/zip", "scan.zip", "attachment", ZIP);
    for one in [
        "35eec307d4e3cb70e47f3ae81fd67d8c39dee26b9c96dcc0fcd9672b6d098f4a: yes",
        "in/scan.pdf.exe: search",
        "060ef0088d0769d6ea041d0714d355c4d8b05178a5b512287bcc9f4dd8c723d4: yes",
        "readme.txt: search",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855: empty",
    ] {
        has(&all, one);
    }
    // A picture within the text, by its bytes: what the sender says of a file makes it none.
    let all = mail("image/gif", "logo.gif", "inline", "R0lGODlhAQABAAAAACw=");
    has(
        &all,
        "2f41918f848b5fb01cd6731a4f8e50a6d5bb3b78fcc34d0a419052672fb72af3: picture",
    );
    let all = mail("image/gif", "logo.gif", "inline", "TVqQAAMAAAAEAAAA");
    has(
        &all,
        "d930a77b4e5a6df96f8be687f754be90fa6da7939406d214814a80393847ce1b: yes",
    );
}

/// A ZIP archive of `in/scan.pdf.exe` and an empty `readme.txt`.
const ZIP: &str = "UEsDBBQAAAAAAAAAolzMcsaJDAAAAAwAAAAPAAAAaW4vc2Nhbi5wZGYuZXhlTVogb2Ygbm9ib2R5UEsDBBQAAAAAAAAAolwAAAAAAAAAAAAAAAAKAAAAcmVhZG1lLnR4dFBLAQIUAxQAAAAAAAAAolzMcsaJDAAAAAwAAAAPAAAAAAAAAAAAAACAAQAAAABpbi9zY2FuLnBkZi5leGVQSwECFAMUAAAAAAAAAKJcAAAAAAAAAAAAAAAACgAAAAAAAAAAAAAAgAE5AAAAcmVhZG1lLnR4dFBLBQYAAAAAAgACAHUAAABhAAAAAAA=";

#[test]
fn identifiers_are_for_searches() {
    let header = "From: a@b.example\r\nMessage-ID: <20260502.1A2B3C@mail.evil.example>\r\nX-Mailer: Mass 1.0\r\n";
    let all = listed("", header, "");
    has(&all, "20260502.1A2B3C@mail.evil.example: search");
    has(&all, "98.H6@mail.evil.example: search");
    has(&all, "Mass 1.0: search");
}

#[test]
fn what_is_claimed_of_the_origin_is_not_blockable() {
    let header = "Received: from x (x [198.51.100.9]) by y.example with SMTP; Sat, 02 May 2026 10:00:00 +0000\r\n\
                  X-Originating-IP: [198.51.100.77]\r\nFrom: a@b.example\r\n";
    let all = listed("", header, "");
    has(&all, "198.51.100.9: claimed-origin");
    has(&all, "198.51.100.77: claimed-origin");
}

#[test]
fn a_proven_sender_may_be_blocked() {
    let top = "Authentication-Results: mx.example.net; dkim=pass header.d=evil.example header.s=s; \
               spf=pass smtp.mailfrom=a@evil.example; dmarc=pass header.from=evil.example\r\n\
               Return-Path: <a@evil.example>\r\n";
    let header = "DKIM-Signature: v=1; a=rsa-sha256; d=evil.example; s=s; h=from; bh=AA==; b=AA==\r\nFrom: a@evil.example\r\n";
    let all = listed(top, header, "");
    has(&all, "a@evil.example: yes");
    has(&all, "evil.example: yes");
}

#[test]
fn what_passes_beside_an_author_who_fails_speaks_for_itself_only() {
    let top = "Authentication-Results: mx.example.net; dkim=pass header.d=evil.bank.example header.s=s\r\n\
               Return-Path: <x@evil.bank.example>\r\n";
    let header = "DKIM-Signature: v=1; a=rsa-sha256; d=evil.bank.example; s=s; h=from; bh=AA==; b=AA==\r\nFrom: a@bank.example\r\n";
    let mut report = report(&Settings::default(), top, header, "");
    let word = |report: &Report| {
        let all = of(report);
        let author = all.iter().find(|one| one.value == "a@bank.example");
        author.expect("the author").blockable == Blockable::Yes
    };
    // Nothing is known of a policy: they are of one organization.
    assert!(word(&report));
    report.authentication.dmarc.result = Checked::Done(AuthResult::Fail);
    report.authentication.dmarc.domain = Some("bank.example".to_owned());
    assert!(!word(&report));
}

#[test]
fn places_are_those_of_the_bytes() {
    let report = report(
        &Settings::default(),
        "",
        "From: \"A\" <a@b.example>\r\nReply-To: thief@evil.example\r\n",
        "",
    );
    let mut places = 0;
    for one in of(&report) {
        for seen in &one.seen {
            if let Place::Header(place) = &seen.place {
                let bytes = place.span.of(&report.header.bytes);
                let text = String::from_utf8_lossy(bytes).to_lowercase();
                assert!(!text.is_empty());
                if one.kind == crate::words::indicators::Kind::Email {
                    assert_eq!(text, one.value);
                    places += 1;
                }
            }
        }
    }
    assert_eq!(places, 2);
}

mod properties {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Whatever bytes a message is of.
        #[test]
        fn no_message_panics(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
            let analyzer = Analyzer::new(Settings::default()).unwrap();
            if let Ok(report) = analyzer.analyze(&bytes, &Known::default()) {
                let _ = of(&report);
            }
        }

        /// Whatever a field that is looked at holds.
        #[test]
        fn no_field_panics(field in 0..8_usize, value in "\\PC{0,80}", body in "\\PC{0,80}") {
            let names = ["From", "Reply-To", "Message-ID", "List-Unsubscribe", "X-Originating-IP", "X-Mailer", "Sender", "DKIM-Signature"];
            let header = format!("{}: {value}\r\n", names[field]);
            let report = report(&Settings::default(), "", &header, &format!("http://{body}\r\n"));
            for one in of(&report) {
                prop_assert!(!one.value.is_empty() && !one.seen.is_empty());
            }
        }
    }
}

/// Whoever attaches a message may have written the receiver's field in it.
#[test]
fn of_an_attached_message_nothing_is_observed() {
    let known = || Known {
        origin: Some(Box::new(Origin {
            wrappers: vec![Wrapper {
                from: "a@evil.example".to_owned(),
                date: None,
                subject: None,
                message_id: None,
                part: "2".to_owned(),
                verdict: None,
            }],
            ..Origin::default()
        })),
        ..Known::default()
    };
    let message = "Received: from mail.victim.example (mail.victim.example [192.0.2.7])\r\n\
        \tby mx.example.net (Postfix) with ESMTP id 1 for <x@evil.example>;\r\n\
        \tSat, 02 May 2026 10:00:09 +0000\r\nFrom: b@c.example\r\nContent-Type: text/plain\r\n\r\n\
        https://www.evil.example/x\r\n";
    let of = |trust: &str| {
        let settings = Settings {
            trust: trust.parse().into_iter().collect(),
            ..Settings::default()
        };
        let analyzer = Analyzer::new(settings).expect("an analyzer");
        let report = analyzer
            .analyze(message.as_bytes(), &known())
            .expect("a report");
        super::of(&report)
    };
    let all = of("");
    for one in &all {
        assert!(!one.is_proven_and_blockable(), "{one:?}");
    }
    let client = all.iter().find(|one| one.value == "192.0.2.7");
    assert_eq!(
        client.expect("the client").blockable,
        Blockable::No(Reason::ClaimedOrigin)
    );
    let link = all.iter().find(|one| one.value == "www.evil.example");
    assert_eq!(link.expect("the link").blockable, Blockable::Yes);
    let vouched = of("hop:1");
    let client = vouched.iter().find(|one| one.value == "192.0.2.7");
    assert!(client.expect("the client").is_proven_and_blockable());
    assert!(vouched.iter().all(|one| one.value != "www.evil.example"));
}
