//! Old mail, looked at much later.

use crate::studio::Scene;
use crate::studio::clock::at;
use crate::studio::keys::Key;
use crate::studio::letter::Letter;
use crate::studio::mta::{Arrival, READER, TLS12};
use crate::studio::sign::Signer;
use crate::studio::zone::Zone;

const BOUNCES: &str = "bounce-4471@mail.utility.example";
/// A week, in seconds.
const WEEK: i64 = 7 * 24 * 60 * 60;

/// A signature that has expired, by a key that is gone.
pub fn scene() -> Scene {
    let sent = at("2025-05-06T06:00:19+00:00");
    let mut letter = Letter::new(
        &[
            "From: Utility Accounts <accounts@utility.example>",
            "To: robin@example.net",
            "Subject: Your statement for April",
            &format!("Date: {}", sent.plain()),
            "Message-ID: <statement-2025-04-80217@utility.example>",
            "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: 7bit",
            "Auto-Submitted: auto-generated",
        ],
        "Your statement for April is in your account.\n\n\
         Balance: 41.20\n",
    );
    let signer = Signer {
        key: Key::Author,
        domain: "utility.example",
        selector: "q2-2025",
        time: sent,
    };
    let quoted = signer.sign_until(&mut letter, Some(sent.later(WEEK)));
    letter.stamp(&format!(
        "Received: from batch.utility.example (10.4.0.12) by mta2.utility.example\n \
         id h9k2v40b5c8q for <{READER}>; {}\n \
         (envelope-from <{BOUNCES}>)",
        sent.later(1).plain(),
    ));
    let received = sent.later(3);
    Arrival {
        from: ("mta2.utility.example", "mta2.utility.example", "198.51.100.72"),
        tls: TLS12,
        id: "9D3F01B77C0",
        at: received,
        mail_from: BOUNCES,
        results: &format!(
            ";\n\
             \tdkim=pass (2048-bit key; unprotected) header.d=utility.example header.i=@utility.example\n\
             \t header.a=rsa-sha256 header.s=q2-2025 header.b={quoted};\n\
             \tspf=pass smtp.mailfrom={BOUNCES} smtp.helo=mta2.utility.example;\n\
             \tdmarc=pass (p=reject dis=none) header.from=utility.example"
        ),
        stored: Some(1),
    }
    .deliver(&mut letter);

    let mut zone = Zone::new(at("2026-05-06T09:30:00+00:00"));
    zone.host("mta2.utility.example", "198.51.100.72");
    zone.mx("utility.example", "mx.utility.example");
    zone.txt("mail.utility.example", "v=spf1 ip4:198.51.100.64/27 -all");
    zone.txt("_dmarc.utility.example", "v=DMARC1; p=reject; aspf=r");
    // A newer key is there; that of the signature has been taken away.
    zone.key("q2-2026", "utility.example", Key::Author);
    zone.evaluate(
        ("198.51.100.72", "mta2.utility.example"),
        "mail.utility.example",
        "utility.example",
        &[("q2-2025", "utility.example")],
    );
    Scene {
        name: "expired-key-gone",
        title: "An old message: signature expired, key removed",
        look: "\
Received in May 2025, examined in May 2026. The signature expired after a week (`x=`), and its key has since been removed from
DNS, so it can no longer be verified. That does not make it a forgery: the receiver reported `dkim=pass` on receipt. SPF still
passes and aligns (relaxed, from a subdomain), so DMARC passes now as it did then.",
        letter,
        zone,
    }
}
