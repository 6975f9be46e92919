//! Ids of every scheme, and what is none.

use super::*;
use IdClockKind::*;

#[test]
fn every_scheme() {
    for (kind, id, time) in [
        (Exim, "1FiWc9-0007Du-00", "2006-05-23T13:07:57Z"),
        (Exim, "1wF9vY-00000001ErI-0ePf", "2026-04-21T12:10:04Z"),
        (
            PostfixLong,
            "4RHHjG1nyfz7QQ5q",
            "2023-08-04T07:41:54.073077Z",
        ),
        (
            Gmail,
            "00721157ae682-79529ff07bbsi5389307b3.1.2026.02.10.06.15.32",
            "2026-02-10T14:15:32Z",
        ),
        (
            Gmail,
            "ku9-20020a1si.7.2023.06.27.17.37.44",
            "2023-06-28T00:37:44Z",
        ),
        (
            SendGrid,
            "recvd-59f8db56c-f6v6n-1-688DA60D-2E",
            "2025-08-02T05:45:49Z",
        ),
        (ObjectId, "684b4160c0056db84aabfe38", "2025-06-12T21:06:40Z"),
        (Sendmail, "i8FJcSRZ007847", "2004-09-15T19:38:28Z"),
        (Sendmail, "g6MG2CY16995", "2002-07-22T16:02:12Z"),
        (Sendmail, "60N7eJd843057516", "2026-01-23T07:40:19Z"),
        (
            UuidV1,
            "5b4b20b4-d0d9-11ee-abf4-005056bdd08f",
            "2024-02-21T16:50:45.3194932Z",
        ),
        (
            UuidV7,
            "017F22E2-79B0-7CC3-98C4-DC0C0C07398F",
            "2022-02-22T19:22:22Z",
        ),
        (Dovecot, "WHozIu1j5mkuvwEAu9opvQ", "2026-04-20T17:35:41Z"),
        (
            Courier,
            "000000DB.43735815.00001E11",
            "2005-11-10T14:24:21Z",
        ),
        (Momentum, "80/0A-02454-4DCB6054", "2006-09-12T13:57:40Z"),
        (
            Stamp,
            "20020917162324.GOG25741.mail",
            "2002-09-17T16:23:24Z",
        ),
        (
            Milliseconds,
            "1779259866052944.3067294851667",
            "2026-05-20T06:51:06.052Z",
        ),
    ] {
        let got = kind.read(id).unwrap_or_else(|| panic!("{kind:?} {id}"));
        let want: DateTime<Utc> = time.parse().unwrap();
        assert_eq!(got.timestamp(), want.timestamp(), "{kind:?} {id}: {got}");
    }
}

#[test]
fn ids_without_a_clock() {
    for id in [
        "",
        "QAA13555",
        "15.20.8835.23",
        "us-mta-684-ADGvBTAvNg2U_Br6XC7Aow-1",
        "é",
        "----------------",
        "éééééééé",
    ] {
        for kind in [
            Exim,
            PostfixLong,
            Gmail,
            SendGrid,
            ObjectId,
            Sendmail,
            UuidV1,
            UuidV7,
            Dovecot,
            Courier,
            Momentum,
            Stamp,
            Milliseconds,
        ] {
            assert_eq!(kind.read(id), None, "{kind:?} {id}");
        }
    }
}

#[test]
fn short_postfix_ids() {
    assert!(postfix_shape("62F9114047").is_some_and(|shape| shape.sound == (0x62F91 < 1_000_000)));
    assert!(postfix_shape("F62F914047").is_some_and(|shape| !shape.sound));
    assert_eq!(postfix_shape("4RHHjG1nyfz7QQ5q"), None);
}

/// An id that only looks like a clock is none where its writer is not known, unless it tells the field's own time.
#[test]
fn ids_are_clocks_only_in_known_hands() {
    const DATE: &str = "Sat, 02 May 2026 10:00:09 +0000";
    for (head, id, clock) in [
        // Sessions of Comcast and of cmsmtp, 22 characters as Dovecot's are.
        (
            "from a.example ([192.0.2.1]) by resomta-a1p-1.sys.example with ESMTPS id",
            "vMeAtQJBpB8BBvMedtRYZF",
            None,
        ),
        (
            "from a.example ([192.0.2.1]) by resqmta-a2p-6.sys.example with ESMTP id",
            "WHozIu1j5mkuvwEAu9opvQ",
            None,
        ),
        (
            "from a.example ([192.0.2.1]) by mx.example with HTTP id",
            "WHozIu1j5mkuvwEAu9opvQ",
            None,
        ),
        (
            "from a.example by imap with LMTP id",
            "WHozIu1j5mkuvwEAu9opvQ",
            Some(Dovecot),
        ),
        (
            "from a.example by imap with LMTPS id",
            "WHozIu1j5mkuvwEAu9opvQ:T2",
            Some(Dovecot),
        ),
        // 24 hexadecimal digits of a web mailer, of a container, and of Mailgun itself.
        (
            "from 192.0.2.1 by web1.example with HTTP id",
            "684b4160c0056db84aabfe38",
            None,
        ),
        (
            "from 192.0.2.1 by web1.example with HTTP id",
            "69f5cb27c0056db84aabfe38",
            Some(ObjectId),
        ),
        (
            "from a.example ([192.0.2.1]) by 12c63fccc95e with ESMTP id",
            "684b4160c0056db84aabfe38",
            None,
        ),
        (
            "from a.example ([192.0.2.1]) by 12c63fccc95e with ESMTP id",
            "69f5cb27c0056db84aabfe38",
            Some(ObjectId),
        ),
        (
            "from a.example ([192.0.2.1]) by so254-9.mailgun.net with ESMTP id",
            "684b4160c0056db84aabfe38",
            Some(ObjectId),
        ),
        // Three numbers with dots, against Courier's with a clock of 16 digits.
        (
            "from a.example ([192.0.2.1]) by mx.example with ESMTP id",
            "12345678.87654321.12345678",
            None,
        ),
        (
            "from a.example ([192.0.2.1]) by mx.example with ESMTP id",
            "12.87654321.34",
            None,
        ),
        (
            "from a.example ([192.0.2.1]) by mx.example with ESMTPSA id",
            "00000000005DC0D6.0000000064EC6711.00003756",
            Some(Courier),
        ),
        // A hash, and a version 1 UUID.
        (
            "from a.example ([192.0.2.1]) by mx.example with ESMTP id",
            "5b4b20b4d0d911eeabf4005056bdd08f",
            None,
        ),
        (
            "from a.example ([192.0.2.1]) by mx.example with ESMTP id",
            "5b4b20b4-d0d9-11ee-abf4-005056bdd08f",
            Some(UuidV1),
        ),
        // Exim's and Postfix's forms are nobody else's.
        (
            "from a.example ([192.0.2.1]) by mx.example with esmtp id",
            "1FiWc9-0007Du-00",
            Some(Exim),
        ),
        (
            "from a.example ([192.0.2.1]) by mx.example with ESMTP id",
            "4RHHjG1nyfz7QQ5q",
            Some(PostfixLong),
        ),
        // Digits of a date, of milliseconds and of Sendmail's scheme, by unknown software.
        (
            "from a.example ([192.0.2.1]) by mx.example with ESMTP id",
            "20020917162324.GOG25741.mail",
            None,
        ),
        (
            "from a.example ([192.0.2.1]) by mx.example with ESMTP id",
            "1779259866052944.3067294851667",
            None,
        ),
        (
            "from a.example ([192.0.2.1]) by mx.example with ESMTP id",
            "i8FJcSRZ007847",
            None,
        ),
    ] {
        let field = crate::received::read(&format!("{head} {id}; {DATE}"));
        assert_eq!(field.id_time.map(|clock| clock.kind), clock, "{head} {id}");
    }
}
