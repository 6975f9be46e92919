//! Mail as it should be.

use crate::studio::clock::at;
use crate::studio::keys::Key;
use crate::studio::letter::Letter;
use crate::studio::mta::{Arrival, Exim, Postfix, READER, TLS13};
use crate::studio::sign::Signer;
use crate::studio::zone::Zone;
use crate::studio::{Scene, ids};

const AUTHOR: &str = "mara@garden.example";

/// A signed message over three hops.
pub fn scene() -> Scene {
    let sent = at("2026-05-04T10:14:02+02:00");
    let mut letter = Letter::new(
        &[
            "Message-ID: <5d2f7c1e-90b4-4c0b-9f6e-2b1d40c7a3e8@garden.example>",
            &format!("Date: {}", sent.later(-2).plain()),
            "MIME-Version: 1.0",
            "User-Agent: Mozilla Thunderbird",
            "Subject: Planting plan for the courtyard",
            "Content-Language: en-GB",
            "To: Robin Okafor <robin@example.net>",
            &format!("From: Mara Lindqvist <{AUTHOR}>"),
            "Content-Type: text/plain; charset=UTF-8",
            "Content-Transfer-Encoding: 7bit",
        ],
        "Hello Robin,\n\n\
         the plan for the courtyard is ready. The two maples go to the north wall, the\n\
         herbs where the sun is in the morning.\n\n\
         Shall we walk through it on Thursday at ten?\n\n\
         Mara\n",
    );
    Postfix {
        from: ("[192.168.1.23]", "client-77.isp.example", "203.0.113.77"),
        tls: &format!("{TLS13}\n\t(Authenticated sender: mara)"),
        by: "smtp.garden.example",
        with: "ESMTPSA",
        id: &ids::postfix(sent, 418_233, 2_229_417),
        to: READER,
        at: (sent, "CEST"),
    }
    .stamp(&mut letter);
    let signer = Signer {
        key: Key::AuthorEd25519,
        domain: "garden.example",
        selector: "e2026",
        time: sent,
    };
    let ed25519 = signer.sign(&mut letter);
    let rsa = Signer {
        key: Key::Author,
        selector: "k2026",
        ..signer
    }
    .sign(&mut letter);
    Exim {
        from: ("smtp.garden.example", "198.51.100.12"),
        by: "out.garden.example",
        mail_from: AUTHOR,
        to: READER,
        process: 60_231,
        at: sent.later(1),
    }
    .stamp(&mut letter);
    let received = at("2026-05-04T08:14:05+00:00");
    Arrival {
        from: ("out.garden.example", "out.garden.example", "198.51.100.17"),
        tls: TLS13,
        id: "4A7C213D09F",
        at: received,
        mail_from: AUTHOR,
        results: &format!(
            ";\n\
             \tdkim=pass (2048-bit key; unprotected) header.d=garden.example header.i=@garden.example\n\
             \t header.a=rsa-sha256 header.s=k2026 header.b={rsa};\n\
             \tdkim=pass (256-bit key; unprotected) header.d=garden.example header.i=@garden.example\n\
             \t header.a=ed25519-sha256 header.s=e2026 header.b={ed25519};\n\
             \tspf=pass smtp.mailfrom={AUTHOR} smtp.helo=out.garden.example;\n\
             \tdmarc=pass (p=reject dis=none) header.from=garden.example"
        ),
        stored: None,
    }
    .deliver(&mut letter);

    let mut zone = Zone::new(received);
    zone.host("out.garden.example", "198.51.100.17");
    zone.txt("out.garden.example", "v=spf1 a -all");
    zone.mx("garden.example", "mx.garden.example");
    zone.txt("garden.example", "v=spf1 include:_spf.garden.example -all");
    zone.txt(
        "_spf.garden.example",
        "v=spf1 ip4:198.51.100.16/29 ip6:2001:db8:51::/48 ~all",
    );
    zone.txt(
        "_dmarc.garden.example",
        "v=DMARC1; p=reject; rua=mailto:dmarc@garden.example",
    );
    zone.key("k2026", "garden.example", Key::Author);
    zone.key("e2026", "garden.example", Key::AuthorEd25519);
    zone.evaluate(
        ("198.51.100.17", "out.garden.example"),
        "garden.example",
        "garden.example",
        &[("k2026", "garden.example"), ("e2026", "garden.example")],
    );
    Scene {
        name: "clean",
        title: "A genuine message",
        look: "\
A signed message over three hops, in three seconds. SPF passes through an `include:`, two DKIM signatures (RSA and Ed25519)
verify, and DMARC passes with SPF and DKIM aligned. The receiver's results agree with what is checked now. The times in the
queue IDs of Postfix and Exim agree with the timestamps of their fields.",
        letter,
        zone,
    }
}
