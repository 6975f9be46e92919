//! Spam with a past that never was.

use crate::studio::Scene;
use crate::studio::clock::at;
use crate::studio::letter::Letter;
use crate::studio::mta::{Arrival, MX, PLAIN};
use crate::studio::zone::Zone;

const BOUNCES: &str = "prizes@lottery-desk.example";

/// Everything before the trust boundary is invented.
pub fn scene() -> Scene {
    let received = at("2026-03-14T09:47:30+00:00");
    let mut letter = Letter::new(
        &[
            "From: \"Example Lottery\" <winner@example-lottery.test>",
            "To: robin@example.net",
            "Subject: Re: your ticket has been drawn",
            "Date: Sat, 14 Mar 2026 04:11:09 -0500",
            "Message-ID: <000d01c7a$4b2e91f0$6401a8c0@winner>",
            "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=\"iso-8859-1\"",
            "X-Mailer: Microsoft Outlook Express 6.00.2800.1106",
        ],
        "Your ticket has been drawn. Answer with your name and bank to claim the prize.\n",
    );
    for field in [
        "Received: from drawing.example-lottery.test (HELO drawing) (Sun, 15 Mar 2026 02:41:51 +1730)\n\
         \tby mx1.example-lottery.test with NNFMP; Sun, 15 Mar 2026 02:41:51 +1730",
        "Received: from post7.example-lottery.test ([198.51.100.231])\n\
         \tby relay3.acme-post.example with SMTP; Sat, 14 Mar 2026 04:12:20 -0500",
        "Received: from unknown (HELO gw.acme-post.example) (203.0.113.200)\n\
         \tby out9.acme-post.example with ASMTP; Sat, 14 Mar 2026 04:12:44 -0500",
    ] {
        letter.stamp(field);
    }
    // The sender writes the reader's server's results himself.
    letter.stamp(&format!(
        "Authentication-Results: {MX};\n\
         \tdkim=pass header.d=example-lottery.test;\n\
         \tspf=pass smtp.mailfrom=winner@example-lottery.test;\n\
         \tdmarc=pass header.from=example-lottery.test"
    ));
    Arrival {
        from: ("[203.0.113.200]", "unknown", "198.51.100.66"),
        tls: PLAIN,
        id: "D22F14071E8",
        at: received,
        mail_from: BOUNCES,
        results: &format!(
            ";\n\
             \tdkim=none;\n\
             \tspf=fail (198.51.100.66 is not allowed to send for lottery-desk.example)\n\
             \t smtp.mailfrom={BOUNCES};\n\
             \tdmarc=none header.from=example-lottery.test"
        ),
        stored: Some(1),
    }
    .deliver(&mut letter);

    let mut zone = Zone::new(received);
    // Two hosts that are no part of it: the domains exist.
    zone.host("www.lottery-desk.example", "203.0.113.140");
    zone.host("www.example-lottery.test", "198.51.100.230");
    zone.txt("lottery-desk.example", "v=spf1 ip4:203.0.113.140 -all");
    let peer = ("198.51.100.66", "[203.0.113.200]");
    zone.evaluate(peer, "lottery-desk.example", "example-lottery.test", &[]);
    Scene {
        name: "forged-chain",
        title: "A forged Received chain",
        look: "\
Only the topmost two `Received` fields are the recipient's own; the message came from 198.51.100.66, which announced another
address in HELO. The three fields before the trust boundary are forged: no IDs, a date in place of the address, protocols that
are not in use, a time zone (+1730) that does not exist, and hops that do not connect. The sender also added an
`Authentication-Results` field in the name of the recipient's server that claims `pass` for everything: it was added before
the trust boundary and is ignored.",
        letter,
        zone,
    }
}
