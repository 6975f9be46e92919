//! The example by which reading a header is taught.

use crate::studio::Scene;
use crate::studio::clock::at;
use crate::studio::letter::Letter;
use crate::studio::zone::Zone;

/// Three hops, three and four seconds apart, unsigned.
pub fn scene() -> Scene {
    let mut letter = Letter::new(
        &[
            "From: Alice <alice@origin.example>",
            "To: Bob <bob@example.com>",
            "Subject: Meeting Tomorrow",
            // The weekday is the lesson's: that day was a Saturday.
            "Date: Tue, 21 Feb 2026 10:00:00 -0500",
            "Message-ID: <abc123@origin.example>",
            "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=UTF-8",
        ],
        "Hello Bob, can we meet at 10am tomorrow?\n",
    );
    for field in [
        "Received: from [192.168.1.50] (alice-laptop.local)\n\
         \tby origin.example with ESMTPSA id z9012\n\
         \tfor <bob@example.com>; Tue, 21 Feb 2026 10:01:35 -0500 (EST)",
        "Received: from origin.example (origin.example [203.0.113.1])\n\
         \tby mail.relay.example with ESMTP id y5678\n\
         \tfor <bob@example.com>; Tue, 21 Feb 2026 10:01:38 -0500 (EST)",
        "Received: from mail.relay.example (mail.relay.example [10.1.2.3])\n\
         \tby mail.example.com with ESMTPS id x1234\n\
         \tfor <bob@example.com>; Tue, 21 Feb 2026 10:01:42 -0500 (EST)",
        "Return-Path: <alice@origin.example>",
    ] {
        letter.stamp(field);
    }

    let mut zone = Zone::new(at("2026-02-21T15:01:42+00:00"));
    zone.host("origin.example", "203.0.113.1");
    zone.mx("origin.example", "origin.example");
    zone.txt("origin.example", "v=spf1 mx -all");
    // Which hop took the mail from a stranger is a matter of whom the reader trusts: both are answered for.
    for peer in [
        ("203.0.113.1", "origin.example"),
        ("10.1.2.3", "mail.relay.example"),
    ] {
        zone.evaluate(peer, "origin.example", "origin.example", &[]);
    }
    Scene {
        name: "three-hops",
        title: "Three hops, read from the bottom to the top",
        look: "\
An example for teaching SMTP. The lowest `Received` is the origin: 10:01:35, then 10:01:38 (+3 s), then 10:01:42 (+4 s).
There is no signature, and the domain publishes SPF but no DMARC. The day of the week in Date is wrong (21 February 2026 was a
Saturday), as in the lesson that it is from: a finding says so, and the date is still read.",
        letter,
        zone,
    }
}
