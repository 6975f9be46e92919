use super::*;
use crate::findings::testing::Mail;

const ZONE: &[(&str, &str)] = &[
    ("a.example", "v=spf1 ip4:192.0.2.7 -all"),
    ("_dmarc.a.example", "v=DMARC1; p=reject"),
];

/// A mail of bounce@a.example from client.example, with these fields of the receiver's on top, and signatures of
/// these domains and selectors.
fn mail(fields: &[&str], signatures: &[(&str, &str, &str)]) -> Mail {
    let fields = fields.iter().map(|field| format!("{field}\r\n"));
    let signatures = signatures
        .iter()
        .map(|(domain, selector, more)| {
            format!(
                "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d={domain}; s={selector};{more} h=from:to; \
                 bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=; b={selector}{selector}{selector}{selector}\r\n"
            )
        });
    Mail::received(
        &format!(
            "Return-Path: <bounce@a.example>\r\n{}",
            fields.collect::<Vec<_>>().concat()
        ),
        &format!(
            "{}From: a@a.example\r\n",
            signatures.collect::<Vec<_>>().concat()
        ),
    )
}

fn ar(results: &str) -> String {
    format!("Authentication-Results: mx.example.net; {results}")
}

fn result(entry: Option<&Entry>) -> Option<String> {
    entry.map(|entry| entry.claim.result.clone())
}

/// What is said of MAIL FROM and of HELO.
fn spf(fields: &[&str]) -> (Option<String>, Option<String>) {
    mail(fields, &[]).with_dns(ZONE).evidence(|evidence| {
        let of = |identity| result(evidence.receiver_spf(identity));
        (of(Identity::MailFrom), of(Identity::Helo))
    })
}

#[test]
fn spf_is_of_one_identity() {
    let received = |rest: &str| format!("Received-SPF: {rest}");
    for (fields, mail_from, helo) in [
        (
            vec![ar(
                "spf=none smtp.helo=client.example; spf=pass smtp.mailfrom=bounce@a.example",
            )],
            Some("pass"),
            Some("none"),
        ),
        // Both in one result: the sender was checked.
        (
            vec![ar(
                "spf=fail smtp.mailfrom=a.example smtp.helo=client.example",
            )],
            Some("fail"),
            None,
        ),
        (
            vec![ar("spf=pass smtp.helo=client.example")],
            None,
            Some("pass"),
        ),
        (
            vec![ar(
                "spf=pass (sender IP is 192.0.2.7) smtp.mail=bounce@a.example",
            )],
            Some("pass"),
            None,
        ),
        (vec![ar("spf=pass")], Some("pass"), None),
        // Of another domain, client or identity.
        (vec![ar("spf=pass smtp.mailfrom=b.example")], None, None),
        (vec![ar("spf=pass smtp.helo=b.example")], None, None),
        (
            vec![ar(
                "spf=pass smtp.mailfrom=a.example smtp.remote-ip=192.0.2.99",
            )],
            None,
            None,
        ),
        (
            vec![received(
                "pass (ok) identity=helo; client-ip=192.0.2.7; helo=client.example; envelope-from=bounce@a.example",
            )],
            None,
            Some("pass"),
        ),
        (
            vec![received(
                "fail (no) identity=mailfrom; client-ip=192.0.2.7; helo=client.example; envelope-from=<bounce@a.example>",
            )],
            Some("fail"),
            None,
        ),
        (
            vec![received("pass (ok) identity=pra; client-ip=192.0.2.7")],
            None,
            None,
        ),
        // Microsoft notes HELO in each.
        (
            vec![received(
                "Fail (x: domain of a.example does not designate it) receiver=x; client-ip=192.0.2.7; helo=client.example;",
            )],
            Some("fail"),
            None,
        ),
        // The field of another identity on top hides nothing.
        (
            vec![
                ar("spf=pass smtp.helo=client.example"),
                ar("spf=softfail smtp.mailfrom=bounce@a.example"),
            ],
            Some("softfail"),
            Some("pass"),
        ),
    ] {
        let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
        let expected = (mail_from.map(str::to_owned), helo.map(str::to_owned));
        assert_eq!(spf(&fields), expected, "{fields:?}");
    }
}

#[test]
fn dkim_is_of_one_signature() {
    let one = [("a.example", "s", "")];
    let two = [("a.example", "ssss", ""), ("a.example", "tttt", "")];
    let sub = [("a.example", "ssss", ""), ("m.a.example", "tttt", "")];
    let agents = [
        ("a.example", "ssss", " i=@x.a.example;"),
        ("a.example", "tttt", " i=@y.a.example;"),
    ];
    for (signatures, results, expected) in [
        (
            &one[..],
            "dkim=pass header.i=@a.example",
            &[Some("pass")][..],
        ),
        (
            &one,
            "dkim=pass header.i=info@mail.a.example",
            &[Some("pass")],
        ),
        (&one, "dkim=pass header.i=@example", &[None]),
        (&one, "dkim=pass header.d=b.example", &[None]),
        (
            &one,
            "dkim=pass header.d=A.example. header.s=S",
            &[Some("pass")],
        ),
        (&one, "dkim=pass", &[Some("pass")]),
        (
            &one,
            "dkim=pass header.d=b.example; dkim=fail header.d=a.example",
            &[Some("fail")],
        ),
        (
            &two,
            "dkim=permerror header.d=a.example header.s=tttt; dkim=pass header.d=a.example header.s=ssss",
            &[Some("pass"), Some("permerror")],
        ),
        (
            &two,
            "dkim=pass header.d=a.example header.b=tttttttt",
            &[None, Some("pass")],
        ),
        (&two, "dkim=pass header.s=tttt", &[None, Some("pass")]),
        // One result, and two that it could be about; or two that differ.
        (&two, "dkim=pass header.d=a.example", &[None, None]),
        (
            &two,
            "dkim=pass header.d=a.example; dkim=fail header.d=a.example",
            &[None, None],
        ),
        (
            &two,
            "dkim=fail header.d=a.example; dkim=fail header.d=a.example",
            &[Some("fail"), Some("fail")],
        ),
        (
            &sub,
            "dkim=pass header.i=@m.a.example",
            &[None, Some("pass")],
        ),
        (&sub, "dkim=pass header.i=@a.example", &[Some("pass"), None]),
        (
            &agents,
            "dkim=pass header.d=a.example header.i=@y.a.example",
            &[None, Some("pass")],
        ),
        (
            &one,
            "dkim=pass header.d=a.example header.a=ed25519-sha256",
            &[None],
        ),
    ] {
        let found = mail(&[&ar(results)], signatures)
            .with_dns(ZONE)
            .evidence(|evidence| {
                let of = |index| result(evidence.receiver_dkim(index));
                (0..signatures.len()).map(of).collect::<Vec<_>>()
            });
        let expected: Vec<_> = expected
            .iter()
            .map(|word| word.map(str::to_owned))
            .collect();
        assert_eq!(found, expected, "{results}");
    }
}

#[test]
fn dmarc_is_of_one_author() {
    for (results, expected) in [
        (
            "dmarc=pass header.from=b.example; dmarc=fail header.from=a.example",
            Some("fail"),
        ),
        ("dmarc=pass header.from=b.example", None),
        (
            "dmarc=pass header.from=mail.a.example; dmarc=fail header.from=a.example",
            Some("fail"),
        ),
        ("dmarc=pass", Some("pass")),
    ] {
        let found = mail(&[&ar(results)], &[])
            .with_dns(ZONE)
            .evidence(|evidence| result(evidence.receiver_dmarc()));
        assert_eq!(found.as_deref(), expected, "{results}");
    }
}

#[test]
fn only_the_receivers_word_counts() {
    let forged = "Authentication-Results: mx.example.net; dkim=pass header.d=a.example\r\n";
    let mail = Mail::received(
        "Authentication-Results: mx.example.net; dkim=fail header.d=b.example\r\n",
        &format!(
            "{forged}{}From: a@a.example\r\n",
            crate::findings::testing::SIGNED
        ),
    );
    mail.evidence(|evidence| assert!(evidence.receiver_dkim(0).is_none()));
}

#[test]
fn words_say_whose_they_are() {
    let results = "dkim=pass header.d=esp.example; dkim=fail header.d=a.example header.s=ssss; \
        spf=pass smtp.mailfrom=b@esp.example; dmarc=fail header.from=a.example";
    let mail = mail(&[&ar(results)], &[("a.example", "ssss", "")]);
    mail.evidence(|evidence| {
        assert_eq!(
            evidence.receiver_words(),
            [
                "dmarc=fail for a.example",
                "dkim=fail for a.example (s=ssss)"
            ]
        );
    });
}
