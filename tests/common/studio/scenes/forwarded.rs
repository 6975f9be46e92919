//! Mail that was forwarded by a service which keeps the envelope sender.

use crate::studio::clock::at;
use crate::studio::keys::Key;
use crate::studio::letter::Letter;
use crate::studio::mta::{Arrival, Exim, Postfix, TLS13};
use crate::studio::sign::Signer;
use crate::studio::zone::Zone;
use crate::studio::{Scene, ids};

const AUTHOR: &str = "tomasz@press.example";
const FIRST: &str = "robin@alumni.example.org";

/// SPF fails, DKIM survives.
pub fn scene() -> Scene {
    let sent = at("2026-04-21T13:05:44+02:00");
    let mut letter = Letter::new(
        &[
            &format!("Date: {}", sent.later(-4).plain()),
            "MIME-Version: 1.0",
            "User-Agent: Mozilla Thunderbird",
            "Subject: Proofs of chapter three",
            &format!("To: {FIRST}"),
            &format!("From: Tomasz Wrona <{AUTHOR}>"),
            "Message-ID: <0c6e7f0a-53d1-4f4e-8f0c-f1ac02b9d512@press.example>",
            "Content-Type: text/plain; charset=UTF-8",
            "Content-Transfer-Encoding: 7bit",
        ],
        "Dear Robin,\n\n\
         the proofs of chapter three are with the printer; corrections reach me until\n\
         the end of the week.\n\n\
         Best wishes,\n\
         Tomasz\n",
    );
    Postfix {
        from: ("[192.168.178.31]", "client-14.isp.example", "203.0.113.14"),
        tls: &format!("{TLS13}\n\t(Authenticated sender: wrona)"),
        by: "mail.press.example",
        with: "ESMTPSA",
        id: &ids::postfix(sent, 733_020, 1_310_771),
        to: FIRST,
        at: (sent, "CEST"),
    }
    .stamp(&mut letter);
    let signer = Signer {
        key: Key::Author,
        domain: "press.example",
        selector: "2026a",
        time: sent,
    };
    let quoted = signer.sign(&mut letter);
    Exim {
        from: ("mail.press.example", "198.51.100.30"),
        by: "fwd.alumni.example.org",
        mail_from: AUTHOR,
        to: FIRST,
        process: 1_204_411,
        at: at("2026-04-21T12:05:46+01:00"),
    }
    .stamp(&mut letter);
    let received = at("2026-04-21T11:05:51+00:00");
    Arrival {
        from: ("fwd.alumni.example.org", "fwd.alumni.example.org", "203.0.113.40"),
        tls: TLS13,
        id: "B03D417F22E",
        at: received,
        mail_from: AUTHOR,
        results: &format!(
            ";\n\
             \tdkim=pass (2048-bit key; unprotected) header.d=press.example header.i=@press.example\n\
             \t header.a=rsa-sha256 header.s=2026a header.b={quoted};\n\
             \tspf=fail (203.0.113.40 is not allowed to send for press.example)\n\
             \t smtp.mailfrom={AUTHOR} smtp.helo=fwd.alumni.example.org;\n\
             \tdmarc=pass (p=reject dis=none) header.from=press.example"
        ),
        stored: Some(1),
    }
    .deliver(&mut letter);

    let mut zone = Zone::new(received);
    zone.host("fwd.alumni.example.org", "203.0.113.40");
    zone.txt("fwd.alumni.example.org", "v=spf1 a -all");
    zone.mx("press.example", "mail.press.example");
    zone.host("mail.press.example", "198.51.100.30");
    zone.txt("press.example", "v=spf1 mx -all");
    zone.txt(
        "_dmarc.press.example",
        "v=DMARC1; p=reject; rua=mailto:postmaster@press.example",
    );
    zone.key("2026a", "press.example", Key::Author);
    zone.evaluate(
        ("203.0.113.40", "fwd.alumni.example.org"),
        "press.example",
        "press.example",
        &[("2026a", "press.example")],
    );
    Scene {
        name: "forwarded",
        title: "A forwarded message: SPF fails legitimately",
        look: "\
An alumni address of a university forwards to the recipient's mailbox and keeps the envelope sender. The receiver sees the
forwarder's address, so SPF gives `fail`. The DKIM signature is intact and aligned: DMARC passes by DKIM alone.",
        letter,
        zone,
    }
}
