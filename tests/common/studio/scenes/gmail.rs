//! Mail as Gmail delivers it.

use crate::studio::clock::at;
use crate::studio::keys::Key;
use crate::studio::letter::Letter;
use crate::studio::sign::Signer;
use crate::studio::zone::Zone;
use crate::studio::{Scene, ids};

const TO: &str = "robin@example.org";
const AUTHOR_DOMAIN: &str = "news.lantern-books.example";
const BOUNCES: &str = "bounce+7c41e2.88a3f0-robin=example.org@mg.lantern-books.example";

/// A newsletter through a provider, in order.
pub fn scene() -> Scene {
    let sent = at("2026-10-06T09:15:05+00:00");
    let mut letter = Letter::new(
        &[
            "Sender: hello@news.lantern-books.example",
            &format!("Date: {}", sent.padded()),
            "Subject: Five books for long evenings",
            "From: Lantern Books <hello@news.lantern-books.example>",
            &format!("To: {TO}"),
            "Message-Id: <20261006091505.4.8F21C0A7D3E4@mg.lantern-books.example>",
            "List-Unsubscribe: <https://news.lantern-books.example/u/7c41e2>",
            "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
            "Mime-Version: 1.0",
            "Content-Type: multipart/alternative; boundary=\"b7c41e2\"",
        ],
        "--b7c41e2\n\
         Content-Type: text/plain; charset=\"ascii\"\n\
         Content-Transfer-Encoding: 7bit\n\n\
         Five books for long evenings: https://news.lantern-books.example/five\n\n\
         --b7c41e2\n\
         Content-Type: text/html; charset=\"ascii\"\n\
         Content-Transfer-Encoding: 7bit\n\n\
         <p><a href=\"https://news.lantern-books.example/five\">Five books for long evenings</a></p>\n\n\
         --b7c41e2--\n",
    );
    letter.stamp(&format!(
        "Received: by 8f21c0a7d3e4 with HTTP id\n {}; {}",
        ids::object(sent, "41d0b6e2f7a9c358"),
        sent.form("%a, %d %b %Y %H:%M:%S GMT"),
    ));
    let signer = Signer {
        key: Key::Author,
        domain: AUTHOR_DOMAIN,
        selector: "mta1",
        time: sent,
    };
    let quoted = signer.sign(&mut letter);

    let received = at("2026-10-06T02:15:07-07:00");
    let results = format!(
        "mx.google.com;\n       \
         dkim=pass header.i=@{AUTHOR_DOMAIN} header.s=mta1 header.b={quoted};\n       \
         spf=pass (google.com: domain of {BOUNCES} designates 203.0.113.61 as permitted sender) smtp.mailfrom=\"{BOUNCES}\";\n       \
         dmarc=pass (p=QUARANTINE sp=REJECT dis=NONE) header.from=lantern-books.example"
    );
    letter.stamp(&format!("Authentication-Results: {results}"));
    letter.stamp(&format!(
        "Received-SPF: pass (google.com: domain of {BOUNCES} designates 203.0.113.61 as permitted sender) client-ip=203.0.113.61;"
    ));
    letter.stamp(&format!(
        "Received: from m61.mailer.example (m61.mailer.example. [203.0.113.61])\n        \
         by mx.google.com with ESMTPS id d9443c01a7336-28e99f1b2c3si11840227ad.150.{}\n        \
         for <{TO}>\n        \
         (version=TLS1_3 cipher=TLS_AES_256_GCM_SHA384 bits=256/256);\n        \
         {} (PDT)",
        received.form("%Y.%m.%d.%H.%M.%S"),
        received.padded(),
    ));
    letter.stamp(&format!("Return-Path: <{BOUNCES}>"));
    let seal = Signer {
        key: Key::Seal,
        domain: "mx-seal.example",
        selector: "arc-20260605",
        time: received,
    };
    seal.seal(&mut letter, &results);
    letter.stamp(&format!(
        "X-Received: by 2002:a17:902:d48a:b0:27e:ee5c:ff23 with SMTP id d9443c01a7336-28e9a5bd1c4mr18394055ad.31.{}882;\n        \
         {} (PDT)",
        received.unix(),
        received.padded(),
    ));
    letter.stamp("X-Google-Smtp-Source: AGHT+IGq0zJ3mT5c1vXo9dWb7hRk2sLe4fUy8nPa6iQxKjHgVtMw");
    letter.stamp(&format!(
        "Received: by 2002:a05:6a10:f38a:b0:5d4:2c9a:11e0 with SMTP id z10csp1840227pxm;\n        {} (PDT)",
        received.later(1).padded(),
    ));
    letter.stamp(&format!("Delivered-To: {TO}"));

    let mut zone = Zone::new(received);
    zone.host("m61.mailer.example", "203.0.113.61");
    zone.txt(
        "mg.lantern-books.example",
        "v=spf1 include:spf.mailer.example ~all",
    );
    zone.txt(
        "spf.mailer.example",
        "v=spf1 ip4:203.0.113.56/29 ip4:198.51.100.160/28 -all",
    );
    zone.mx("lantern-books.example", "mx.lantern-books.example");
    zone.mx(AUTHOR_DOMAIN, "mx.lantern-books.example");
    zone.txt(
        "_dmarc.lantern-books.example",
        "v=DMARC1; p=quarantine; sp=reject",
    );
    zone.key("mta1", AUTHOR_DOMAIN, Key::Author);
    zone.key("arc-20260605", "mx-seal.example", Key::Seal);
    zone.evaluate(
        ("203.0.113.61", "m61.mailer.example"),
        "mg.lantern-books.example",
        AUTHOR_DOMAIN,
        &[("mta1", AUTHOR_DOMAIN), ("arc-20260605", "mx-seal.example")],
    );
    Scene {
        name: "gmail",
        title: "Received by Gmail",
        look: "\
A newsletter, submitted through a provider's HTTP API and received by mx.google.com, whose ID contains the time in
Pacific time; the provider's ID begins with seconds since 1970. SPF passes through an `include:`
and aligns through the organizational domain, DKIM verifies, and the DMARC policy is that of the parent domain (`sp=reject`).
The receiver seals its results with ARC, here under a documentation domain, because only Google has Google's key.
`X-Received` and the topmost `Received` are internal hops.",
        letter,
        zone,
    }
}
