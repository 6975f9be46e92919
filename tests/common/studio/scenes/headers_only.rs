//! What people paste: a header without its body.

use crate::studio::clock::at;
use crate::studio::keys::Key;
use crate::studio::letter::Letter;
use crate::studio::mta::{Arrival, Postfix, READER, TLS13};
use crate::studio::sign::Signer;
use crate::studio::zone::Zone;
use crate::studio::{Scene, ids};

const AUTHOR: &str = "amara@bookshop.example";

/// The header of a signed mail.
pub fn scene() -> Scene {
    let sent = at("2026-06-18T16:40:31+01:00");
    let mut letter = Letter::new(
        &[
            &format!("From: Amara Diallo <{AUTHOR}>"),
            "Content-Type: text/plain; charset=us-ascii",
            "Content-Transfer-Encoding: 7bit",
            "Mime-Version: 1.0 (Mac OS X Mail 16.0)",
            "Subject: Reading room, Friday",
            "Message-Id: <8E1B6C50-7A0D-4F0C-9D35-1F2A6B7C8D90@bookshop.example>",
            &format!("Date: {}", sent.later(-3).plain()),
            "To: Robin Okafor <robin@example.net>",
        ],
        "The room is yours from two until five.\n\nAmara\n",
    );
    Postfix {
        from: ("reading-desk.local", "unknown", "2001:db8:7a::15"),
        tls: &format!("{TLS13}\n\t(Authenticated sender: amara)"),
        by: "mail.bookshop.example",
        with: "ESMTPSA",
        id: &ids::postfix(sent, 90_512, 788_113),
        to: READER,
        at: (sent, "BST"),
    }
    .stamp(&mut letter);
    let signer = Signer {
        key: Key::Author,
        domain: "bookshop.example",
        selector: "mail",
        time: sent,
    };
    let quoted = signer.sign(&mut letter);
    let received = at("2026-06-18T15:40:33+00:00");
    Arrival {
        from: ("mail.bookshop.example", "mail.bookshop.example", "2001:db8:25::8"),
        tls: TLS13,
        id: "7E0F22A1C4",
        at: received,
        mail_from: AUTHOR,
        results: &format!(
            ";\n\
             \tdkim=pass (2048-bit key; unprotected) header.d=bookshop.example header.i=@bookshop.example\n\
             \t header.a=rsa-sha256 header.s=mail header.b={quoted};\n\
             \tspf=pass smtp.mailfrom={AUTHOR} smtp.helo=mail.bookshop.example;\n\
             \tdmarc=pass (p=quarantine dis=none) header.from=bookshop.example"
        ),
        stored: Some(1),
    }
    .deliver(&mut letter);
    letter.behead();

    let mut zone = Zone::new(received);
    zone.host("mail.bookshop.example", "2001:db8:25::8");
    zone.mx("bookshop.example", "mail.bookshop.example");
    zone.txt("bookshop.example", "v=spf1 mx -all");
    zone.txt("mail.bookshop.example", "v=spf1 a -all");
    zone.txt(
        "_dmarc.bookshop.example",
        "v=DMARC1; p=quarantine; adkim=s; aspf=s",
    );
    zone.key("mail", "bookshop.example", Key::Author);
    zone.evaluate(
        ("2001:db8:25::8", "mail.bookshop.example"),
        "bookshop.example",
        "bookshop.example",
        &[("mail", "bookshop.example")],
    );
    Scene {
        name: "headers-only",
        title: "A header without its body",
        look: "\
The header of a signed message as it is pasted into tickets: no body, not even the empty line. The signature over the header
fields verifies; the body hash cannot be checked, which is not a failure. The client has an IPv6 address.",
        letter,
        zone,
    }
}
