//! A mailing list that changes what it passes on, and vouches for what it had received.

use crate::studio::clock::at;
use crate::studio::keys::Key;
use crate::studio::letter::Letter;
use crate::studio::mta::{Arrival, Postfix, TLS13};
use crate::studio::sign::Signer;
use crate::studio::zone::Zone;
use crate::studio::{Scene, ids};

const AUTHOR: &str = "priya@orchard.example";
const LIST: &str = "growers@lists.example.org";
const BOUNCES: &str = "growers-bounces+robin=example.net@lists.example.org";
const HOST: &str = "lists.example.org";

/// DKIM broken by a footer and a tag, ARC sealed.
pub fn scene() -> Scene {
    let sent = at("2026-03-11T08:30:12+05:30");
    let mut letter = Letter::new(
        &[
            "MIME-Version: 1.0",
            &format!("From: Priya Natarajan <{AUTHOR}>"),
            &format!("Date: {}", sent.later(-1).padded()),
            "Message-ID: <CAJ7n2q4-pears-in-march@orchard.example>",
            "Subject: Grafting pears in March",
            &format!("To: {LIST}"),
            "Content-Type: text/plain; charset=\"us-ascii\"",
            "Content-Transfer-Encoding: 7bit",
        ],
        "Hello all,\n\n\
         has anyone grafted pears on quince this early? The buds are still closed here.\n\n\
         Priya\n",
    );
    Postfix {
        from: ("desk.orchard.example", "unknown", "10.20.0.8"),
        tls: &format!("{TLS13}\n\t(Authenticated sender: priya)"),
        by: "mail.orchard.example",
        with: "ESMTPSA",
        id: &ids::postfix(sent, 251_904, 655_360),
        to: LIST,
        at: (sent, "IST"),
    }
    .stamp(&mut letter);
    let author = Signer {
        key: Key::Author,
        domain: "orchard.example",
        selector: "s1",
        time: sent,
    };
    let quoted = author.sign(&mut letter);
    let listed = at("2026-03-11T03:00:15+00:00");
    Postfix {
        from: (
            "mail.orchard.example",
            "mail.orchard.example",
            "198.51.100.45",
        ),
        tls: TLS13,
        by: HOST,
        with: "ESMTPS",
        id: "1F3B2404A1",
        to: LIST,
        at: (listed, "UTC"),
    }
    .stamp(&mut letter);

    letter.edit_field("Subject", |subject| format!("[growers] {subject}"));
    letter.append(
        "_______________________________________________\n\
         growers mailing list -- growers@lists.example.org\n\
         To unsubscribe send an email to growers-leave@lists.example.org\n",
    );
    for field in [
        "List-Unsubscribe: <mailto:growers-leave@lists.example.org>",
        "List-Post: <mailto:growers@lists.example.org>",
        "List-Help: <mailto:growers-request@lists.example.org?subject=help>",
        "List-Archive: <https://lists.example.org/archives/list/growers@lists.example.org/>",
        "List-Id: Those who grow fruit <growers.lists.example.org>",
        "Precedence: list",
        "X-Mailman-Version: 3.3.10",
    ] {
        letter.stamp(field);
    }
    let list = Signer {
        key: Key::Seal,
        domain: HOST,
        selector: "arc2026",
        time: listed.later(2),
    };
    list.seal(
        &mut letter,
        &format!(
            "{HOST};\n\
             \tdkim=pass header.d=orchard.example header.s=s1 header.b={quoted};\n\
             \tspf=pass smtp.mailfrom={AUTHOR} smtp.helo=mail.orchard.example;\n\
             \tdmarc=pass (policy=quarantine) header.from=orchard.example"
        ),
    );
    Postfix {
        from: (HOST, "localhost", "127.0.0.1"),
        tls: "",
        by: HOST,
        with: "ESMTP",
        id: "7D0C5404B9",
        to: "robin@example.net",
        at: (listed.later(3), "UTC"),
    }
    .stamp(&mut letter);

    let received = at("2026-03-11T03:00:20+00:00");
    Arrival {
        from: (HOST, HOST, "203.0.113.80"),
        tls: TLS13,
        id: "2C4E913D6B1",
        at: received,
        mail_from: BOUNCES,
        results: &format!(
            ";\n\
             \tdkim=fail (body hash did not verify) header.d=orchard.example header.s=s1 header.b={quoted};\n\
             \tarc=pass (i=1) header.oldest-pass=1 smtp.remote-ip=203.0.113.80;\n\
             \tspf=pass smtp.mailfrom=\"{BOUNCES}\" smtp.helo={HOST};\n\
             \tdmarc=fail (p=quarantine dis=none) header.from=orchard.example"
        ),
        stored: Some(1),
    }
    .deliver(&mut letter);

    let mut zone = Zone::new(received);
    zone.host(HOST, "203.0.113.80");
    zone.mx(HOST, HOST);
    zone.txt(HOST, "v=spf1 mx -all");
    zone.key("arc2026", HOST, Key::Seal);
    zone.mx("orchard.example", "mail.orchard.example");
    zone.txt("orchard.example", "v=spf1 ip4:198.51.100.45 -all");
    zone.txt(
        "_dmarc.orchard.example",
        "v=DMARC1; p=quarantine; rua=mailto:dmarc@orchard.example",
    );
    zone.key("s1", "orchard.example", Key::Author);
    zone.evaluate(
        ("203.0.113.80", HOST),
        HOST,
        "orchard.example",
        &[("s1", "orchard.example"), ("arc2026", HOST)],
    );
    Scene {
        name: "list-arc",
        title: "A mailing list: the signature is broken, ARC vouches for it",
        look: "\
The list added the tag `[growers]` to the subject and a footer to the text, so the author's signature no longer verifies; SPF
passes for the list, not for the author. DMARC therefore fails (`p=quarantine`). Before these changes the list had checked the
message and sealed its results (ARC, i=1), and the chain verifies. With the footer and the tag removed the signature verifies,
too: the list changed nothing else that it covers.",
        letter,
        zone,
    }
}
