//! A bank's name on mail that is not the bank's.

use crate::studio::clock::at;
use crate::studio::keys::Key;
use crate::studio::letter::Letter;
use crate::studio::mta::{Arrival, Postfix, READER, TLS12, TLS13};
use crate::studio::sign::Signer;
use crate::studio::zone::Zone;
use crate::studio::{Scene, ids};

const BOUNCES: &str = "bounce@sender.example";

/// Valid signature, wrong organization.
pub fn scene() -> Scene {
    let sent = at("2026-05-02T09:58:57+00:00");
    let mut letter = Letter::new(
        &[
            "From: Example Bank <alerts@example-bank.test>",
            "Reply-To: Example Bank Support <support@bank-desk.example>",
            "To: robin@example.net",
            "Subject: Your invoice is due",
            &format!("Date: {}", sent.plain()),
            "Message-ID: <177771593748.4120.8830117@alice-laptop>",
            "MIME-Version: 1.0",
            "Content-Type: text/html; charset=utf-8",
            "Content-Transfer-Encoding: 7bit",
            "X-Mailer: PHPMailer 6.9.1 (https://mailer.example/)",
        ],
        "<html><body>\n\
         <p>Dear customer,</p>\n\
         <p>your invoice is due today. <a href=\"https://example-bank.test.bank-desk.example/login\">Sign in</a>\n\
         to release the payment, or your account will be closed.</p>\n\
         <p>Example Bank</p>\n\
         </body></html>\n",
    );
    Postfix {
        from: ("alice-laptop", "unknown", "192.0.2.7"),
        tls: &format!("{TLS13}\n\t(Authenticated sender: alice)"),
        by: "smtp.sender.example",
        with: "ESMTPSA",
        id: &ids::postfix(sent, 305_771, 1_441_802),
        to: READER,
        at: (sent, "UTC"),
    }
    .stamp(&mut letter);
    let signer = Signer {
        key: Key::Sender,
        domain: "sender.example",
        selector: "k1",
        time: sent,
    };
    let quoted = signer.sign(&mut letter);
    Postfix {
        from: ("smtp.sender.example", "smtp.sender.example", "192.0.2.61"),
        tls: TLS13,
        by: "out.sender.example",
        with: "ESMTPS",
        id: &ids::postfix(sent.later(4), 77_402, 590_003),
        to: READER,
        at: (sent.later(4), "UTC"),
    }
    .stamp(&mut letter);
    let received = sent.later(72);
    Arrival {
        from: ("out.sender.example", "out.sender.example", "203.0.113.9"),
        tls: TLS12,
        id: "6C2A913D117",
        at: received,
        mail_from: BOUNCES,
        results: &format!(
            ";\n\
             \tdkim=pass (2048-bit key; unprotected) header.d=sender.example header.i=@sender.example\n\
             \t header.a=rsa-sha256 header.s=k1 header.b={quoted};\n\
             \tspf=softfail (203.0.113.9 is not listed for sender.example, ~all)\n\
             \t smtp.mailfrom={BOUNCES} smtp.helo=out.sender.example;\n\
             \tdmarc=fail (p=reject dis=none) header.from=example-bank.test"
        ),
        stored: Some(2),
    }
    .deliver(&mut letter);

    let mut zone = Zone::new(received);
    zone.host("out.sender.example", "203.0.113.9");
    zone.mx("sender.example", "mx.sender.example");
    zone.txt("sender.example", "v=spf1 ip4:192.0.2.60/30 ~all");
    zone.key("k1", "sender.example", Key::Sender);
    zone.mx("example-bank.test", "mx1.example-bank.test");
    zone.txt("example-bank.test", "v=spf1 ip4:198.51.100.200 -all");
    zone.txt(
        "_dmarc.example-bank.test",
        "v=DMARC1; p=reject; rua=mailto:dmarc@example-bank.test",
    );
    zone.evaluate(
        ("203.0.113.9", "out.sender.example"),
        "sender.example",
        "example-bank.test",
        &[("k1", "sender.example")],
    );
    Scene {
        name: "spoofed-bank",
        title: "A spoofed bank",
        look: "\
`From` is Example Bank, whose DMARC policy is `p=reject`. The message was received from 203.0.113.9,
out.sender.example. Its DKIM signature is valid but not aligned: it is that of sender.example. SPF for that domain gives
`softfail`. There is no aligned pass for the bank, so DMARC fails. `Return-Path` and `Reply-To` are at two other
organizations. The receiver reported `dmarc=fail` and delivered the message anyway.",
        letter,
        zone,
    }
}
