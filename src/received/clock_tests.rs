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
