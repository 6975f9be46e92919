//! Whatever the input, judging and annotating it ends without panic, and lets no control character out.

use crate::given::{Given, analyze};
use hdrtrace::render::{Format, Style, render};

use proptest::prelude::*;

/// Pieces of which hostile headers are made.
const PIECES: &[&str] = &[
    "From: ",
    "Received: from a.test ([192.0.2.1]) by mx.example.net with ESMTP id 1;",
    " Sat, 02 May 2026 10:00:09 +0000",
    "Authentication-Results: mx.example.net; ",
    "dkim=pass header.d=a.test",
    "(dkim=pass",
    "DKIM-Signature: v=1; a=rsa-sha256; d=a.test; s=s; h=from; bh=; b=",
    "Message-ID: ",
    "Subject: Re: ",
    "=?utf-8?B?SGk=?=",
    "=?utf-8?q?=E2=80=AE?=",
    "&lt;a@a.test&gt;",
    "<a@xn--exmple-4nf.test>",
    "\"\"\"PayPal\"\"\"",
    "paypal.com.evil.test",
    "List-Id: <l.test>",
    "X-Spam-Status: Yes, score=9 required=5",
    "\u{201c}\u{13b7}icrosoft\u{e0100}\u{202e}",
    "\r\n",
    "\r\n ",
    "\n",
    "\r",
    "\0",
    "\u{1b}[2J",
    " ",
    "@",
    "<",
    ">",
    ";",
];

fn check(raw: &[u8]) {
    let Ok(report) = analyze(raw, &Given::default()) else {
        return;
    };
    let shown = render(&report, Format::Annotated, &Style::default());
    let shown = String::from_utf8(shown).expect("UTF-8");
    assert!(
        shown.chars().all(|c| c == '\n' || !c.is_control()),
        "{shown:?}"
    );
    for finding in &report.findings {
        for place in &finding.evidence {
            assert!(place.span.start <= place.span.end, "{finding:?}");
            assert!(place.span.end <= report.header.bytes.len(), "{finding:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_mixture_of_pieces_panics(pieces in prop::collection::vec(prop::sample::select(PIECES), 1..40)) {
        check(format!("From: a@a.test\r\n{}", pieces.concat()).as_bytes());
    }

    #[test]
    fn no_bytes_panic(raw in prop::collection::vec(any::<u8>(), 0..300)) {
        let mut message = b"From: a@a.test\r\nSubject: ".to_vec();
        message.extend(raw);
        check(&message);
    }
}
