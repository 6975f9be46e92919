//! Whatever the input, DKIM and ARC end without panic, and in time that grows with it.
// Figures for those who ask for the output.
#![allow(clippy::print_stdout)]

use crate::growth::assert_linear;
use crate::suite::block_on;
use chrono::{DateTime, Utc};
use hdrtrace::auth::{arc, dkim};
use hdrtrace::dns::{Answer, Data, Dns, Outcome};
use hdrtrace::message::Message;
use proptest::prelude::*;

/// The RSA key of RFC 8463 appendix A.2.
const KEY: &str = "v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWRiGs5V6NpP3idY6Wk08a5qhd\
R6wy5bdOKb2jLQiY/J16JYi0Qvx/byYzCNb3W91y3FutACDfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqMKrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3\
Ip3G+2kryOTIKT+l/K4w3QIDAQAB";

const SIGNED: &str = "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/simple; d=example.com;\r\n\
 s=s; i=@a.example.com; l=5; t=1; x=4000000000; h=from:to:from; bh=AAAA;\r\n b=AAAA\r\n\
ARC-Seal: i=1; a=rsa-sha256; cv=none; d=example.com; s=s; b=AAAA\r\n\
ARC-Message-Signature: i=1; a=rsa-sha256; c=relaxed/relaxed; d=example.com;\r\n\
 s=s; h=from; bh=AAAA; b=AAAA\r\n\
ARC-Authentication-Results: i=1; mx.example; spf=pass\r\n\
From : a@example.com\r\nTo:\r\n b@example.net\r\n\r\nbody \r\n\r\nline\r\n\r\n";

fn dns() -> Dns {
    Dns::from_fn(|name, rtype| {
        let text = Data::Txt(vec![KEY.as_bytes().to_vec()]);
        Answer::new(name, rtype, Outcome::Records(vec![text]))
    })
}

fn check(raw: &[u8]) {
    let message = Message::parse(raw);

    let options = dkim::DkimOptions::at(DateTime::<Utc>::UNIX_EPOCH);
    block_on(async {
        let checks = dkim::verify(&dns(), &message, &options).await;
        serde_json::to_string(&checks).expect("plain data");
        let check = arc::verify(&dns(), &message).await;
        serde_json::to_string(&check).expect("plain data");
    });
}

proptest! {
    // A failing case is printed; a file of them would need a place of its own.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_input_panics(raw in proptest::collection::vec(any::<u8>(), 0..400)) {
        check(&raw);
    }

    #[test]
    fn no_tag_list_panics(list in "[a-z]{0,2}=[ -~\r\n\t]{0,60}(; ?[bhilqstvx]{1,2}=[ -~]{0,20}){0,9}") {
        check(format!("DKIM-Signature: {list}\r\nARC-Seal: {list}\r\nFrom: a@b.example\r\n\r\n").as_bytes());
    }

    #[test]
    fn no_damage_panics(cut in 0..SIGNED.len(), edits in proptest::collection::vec((0..SIGNED.len(), any::<u8>()), 0..6)) {
        let mut raw = SIGNED.as_bytes().to_vec();
        for (at, byte) in edits {
            raw[at] = byte;
        }
        check(&raw);
        raw.truncate(cut);
        check(&raw);
        let bare: Vec<u8> = raw.iter().copied().filter(|byte| *byte != b'\r').collect();
        check(&bare);
    }
}

#[test]
fn time_grows_with_the_input_only() {
    const SIZE: usize = 2_000_000;
    for (at, (name, _)) in shapes(0).iter().enumerate() {
        assert_linear(name, SIZE, |size| {
            let (_, raw) = &shapes(size)[at];
            check(raw.as_bytes());
        });
    }
}

/// Shapes that would make a careless verifier slow, each of about so many bytes.
fn shapes(size: usize) -> Vec<(&'static str, String)> {
    let signature = |names: &str, l: usize| {
        format!(
            "DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=s; h=from{names}; l={l}; bh=AAAA; b=AAAA\r\n"
        )
    };
    let from = "From: a@example.com\r\n";
    let quoted = "Content-Transfer-Encoding: quoted-printable\r\n";
    let whole = |kind: &str| {
        let signature = signature("", 1).replace(" l=1;", "");
        format!("{signature}{from}Content-Type: {kind}\r\n\r\n")
    };
    vec![
        (
            "names in h=",
            signature(&":a".repeat(size / 2), 1) + from + &"A: x\r\n".repeat(10),
        ),
        (
            "fields of a name",
            signature(&":a".repeat(size / 50), 1) + from + &"A: x\r\n".repeat(size / 50),
        ),
        (
            "signatures",
            (0..size / 100)
                .map(|l| signature("", l))
                .collect::<String>()
                + from,
        ),
        (
            "parts",
            whole("multipart/mixed; boundary=b") + &"--b\r\n\r\nx\r\n".repeat(size / 12),
        ),
        (
            "nested parts",
            whole("multipart/mixed; boundary=b")
                + &"--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n".repeat(size / 55),
        ),
        (
            "quoted parts",
            whole("multipart/mixed; boundary=b")
                + &format!("--b\r\n{quoted}\r\n{}\r\n", "=41 ".repeat(size / 16)).repeat(4),
        ),
        (
            "base64",
            whole("text/plain\r\nContent-Transfer-Encoding: base64") + &"CgoK".repeat(size / 4),
        ),
        (
            "tags",
            format!("DKIM-Signature: {}\r\n{from}", many_tags(size / 9)),
        ),
        (
            "blank lines",
            signature("", 1) + from + "\r\n" + &"\r\n".repeat(size / 2) + "x",
        ),
        (
            "white space",
            signature("", 1) + from + "\r\n" + &" \t".repeat(size / 2) + "x",
        ),
        (
            "comments",
            format!("ARC-Authentication-Results: {}\r\n{from}", "(".repeat(size)),
        ),
        (
            "seals",
            "ARC-Seal: i=1; cv=none\r\n".repeat(size / 24) + from,
        ),
    ]
}

fn many_tags(count: usize) -> String {
    let tags: Vec<_> = (0..count).map(|n| format!("t{n}=x")).collect();
    tags.join(";")
}
