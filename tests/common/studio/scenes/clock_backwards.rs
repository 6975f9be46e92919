//! An honest relay with a clock of its own.

use crate::studio::clock::at;
use crate::studio::keys::Key;
use crate::studio::letter::Letter;
use crate::studio::mta::{Arrival, Postfix, READER, TLS13};
use crate::studio::sign::Signer;
use crate::studio::zone::Zone;
use crate::studio::{Scene, ids};

const AUTHOR: &str = "jonas@workshop.example";
/// How far the relay's clock is ahead, in seconds.
const AHEAD: i64 = 11 * 60;

/// One hop stands in the future.
pub fn scene() -> Scene {
    let sent = at("2026-09-08T07:12:40+02:00");
    let mut letter = Letter::new(
        &[
            &format!("From: Jonas Feld <{AUTHOR}>"),
            "To: Robin Okafor <robin@example.net>",
            "Subject: The oak boards have come",
            &format!("Date: {}", sent.later(-6).plain()),
            "Message-ID: <20260908051234.GA20713@bench.workshop.example>",
            "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=us-ascii",
            "Content-Disposition: inline",
            "User-Agent: Mutt/2.2.12",
        ],
        "Hi Robin,\n\n\
         the boards are here and dry. I can start on Monday.\n\n\
         Jonas\n",
    );
    Postfix {
        from: (
            "bench.workshop.example",
            "client-61.isp.example",
            "203.0.113.61",
        ),
        tls: &format!("{TLS13}\n\t(Authenticated sender: jonas)"),
        by: "smtp.workshop.example",
        with: "ESMTPSA",
        id: &ids::postfix(sent, 12_870, 918_227),
        to: READER,
        at: (sent, "CEST"),
    }
    .stamp(&mut letter);
    let signer = Signer {
        key: Key::Author,
        domain: "workshop.example",
        selector: "w1",
        time: sent,
    };
    let quoted = signer.sign(&mut letter);
    let relayed = sent.later(AHEAD + 2);
    Postfix {
        from: (
            "smtp.workshop.example",
            "smtp.workshop.example",
            "198.51.100.90",
        ),
        tls: TLS13,
        by: "relay.workshop.example",
        with: "ESMTPS",
        id: &ids::postfix(relayed, 640_118, 401_995),
        to: READER,
        at: (relayed, "CEST"),
    }
    .stamp(&mut letter);
    let received = at("2026-09-08T05:12:45+00:00");
    Arrival {
        from: ("relay.workshop.example", "relay.workshop.example", "203.0.113.52"),
        tls: TLS13,
        id: "5B81C4006AF",
        at: received,
        mail_from: AUTHOR,
        results: &format!(
            ";\n\
             \tdkim=pass (2048-bit key; unprotected) header.d=workshop.example header.i=@workshop.example\n\
             \t header.a=rsa-sha256 header.s=w1 header.b={quoted};\n\
             \tspf=pass smtp.mailfrom={AUTHOR} smtp.helo=relay.workshop.example;\n\
             \tdmarc=pass (p=none dis=none) header.from=workshop.example"
        ),
        stored: Some(1),
    }
    .deliver(&mut letter);

    let mut zone = Zone::new(received);
    zone.host("relay.workshop.example", "203.0.113.52");
    zone.mx("workshop.example", "relay.workshop.example");
    zone.txt("workshop.example", "v=spf1 a:relay.workshop.example -all");
    zone.txt("_dmarc.workshop.example", "v=DMARC1; p=none");
    zone.key("w1", "workshop.example", Key::Author);
    zone.evaluate(
        ("203.0.113.52", "relay.workshop.example"),
        "workshop.example",
        "workshop.example",
        &[("w1", "workshop.example")],
    );
    Scene {
        name: "clock-backwards",
        title: "A wrong clock",
        look: "\
The relay's clock is eleven minutes fast: by the timestamps the message reaches it after 11 min 2 s and leaves it 10 min 57 s
before it arrived. The relay's queue ID has the same wrong time, which points to a wrong clock rather than a forged field.
Everything else is in order.",
        letter,
        zone,
    }
}
