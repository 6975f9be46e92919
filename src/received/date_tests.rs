//! Dates in every form.

use super::*;

fn read(text: &str) -> ReceivedDate {
    match scan(text, 0) {
        Some(Found::Date(date, end)) => {
            assert_eq!(end, text.len(), "{text}: ends at {:?}", &text[end..]);
            date
        }
        Some(Found::OutOfRange(_)) => panic!("{text}: out of range"),
        None => panic!("{text}: no date"),
    }
}

#[test]
fn every_form() {
    use DateOddity::*;
    let rows: &[(&str, &str, &[DateOddity])] = &[
        (
            "Mon, 22 Jul 2002 17:02:14 +0100",
            "2002-07-22T16:02:14Z",
            &[],
        ),
        (
            "Mon, 22 Jul 2002 17:02:14 +0100 (IST)",
            "2002-07-22T16:02:14Z",
            &[],
        ),
        (
            "Monday, 22 July 2002 17:02:14 +0100",
            "2002-07-22T16:02:14Z",
            &[],
        ),
        (
            "22 Jul 2002 17:02:14 -0000",
            "2002-07-22T17:02:14Z",
            &[MinusZero, NoWeekday],
        ),
        (
            "Mon, 22 Jul 2002 17:02:14.250 +0100",
            "2002-07-22T16:02:14.250Z",
            &[],
        ),
        (
            "Mon, 22 Jul 2002 17:02:14 PDT",
            "2002-07-23T00:02:14Z",
            &[ObsoleteZone],
        ),
        (
            "Mon, 22 Jul 2002 17:02:14 -0700 PDT",
            "2002-07-23T00:02:14Z",
            &[],
        ),
        (
            "Mon, 22 Jul 2002 17:02:14 CEST",
            "2002-07-22T15:02:14Z",
            &[NonstandardZone],
        ),
        (
            "Mon, 22 Jul 2002 17:02:14 MET DST",
            "2002-07-22T15:02:14Z",
            &[NonstandardZone],
        ),
        (
            "Mon, 22 Jul 2002 17:02:14 (MET DST)",
            "2002-07-22T15:02:14Z",
            &[NonstandardZone],
        ),
        (
            "Mon, 22 Jul 2002 17:02:14 +0200 MET DST",
            "2002-07-22T15:02:14Z",
            &[],
        ),
        (
            "Mon, 22 Jul 2002 17:02:14 PM +0100",
            "2002-07-22T16:02:14Z",
            &[TwelveHourClock],
        ),
        (
            "Mon, 22 Jul 2002 00:02:14 AM +0000",
            "2002-07-22T00:02:14Z",
            &[TwelveHourClock],
        ),
        (
            "Mon, 22 Jul 2002 17:02:14,250 +0100",
            "2002-07-22T16:02:14.250Z",
            &[],
        ),
        (
            "Mon, 22 Jul 2002 17:02:14 XQT",
            "2002-07-22T17:02:14Z",
            &[UnknownZone],
        ),
        (
            "Mon, 22 Jul 2002 17:02:14-0500",
            "2002-07-22T22:02:14Z",
            &[],
        ),
        (
            "Mon, 22 Jul 2002 17:02:14 -08:00",
            "2002-07-23T01:02:14Z",
            &[],
        ),
        (
            "Mon, 22 Jul 02 17:02:14 GMT",
            "2002-07-22T17:02:14Z",
            &[ObsoleteZone, TwoDigitYear],
        ),
        (
            "22 Jul 0102 17:02:14 +0300",
            "2002-07-22T14:02:14Z",
            &[YearFrom1900, NoWeekday],
        ),
        (
            "Tue, 22 Jul 2002 17:02:14 +0000",
            "2002-07-22T17:02:14Z",
            &[WrongWeekday],
        ),
        (
            "Mon Jul 22 17:02:14 2002",
            "2002-07-22T17:02:14Z",
            &[UnusualOrder, NoZone],
        ),
        (
            "Mon Jul 22 17:02:14 EDT 2002",
            "2002-07-22T21:02:14Z",
            &[UnusualOrder, ObsoleteZone],
        ),
        (
            "Mon Jul 22 17:02:14 2002 -0800",
            "2002-07-23T01:02:14Z",
            &[UnusualOrder],
        ),
        (
            "2002-07-22 17:02:14.235624227 +0000 UTC m=+169265.4",
            "2002-07-22T17:02:14.235624227Z",
            &[UnusualOrder, NoWeekday],
        ),
        (
            "2002-07-22T17:02:14Z",
            "2002-07-22T17:02:14Z",
            &[UnusualOrder, NoWeekday],
        ),
        (
            "2002-07-22T17:02:14.5+02:00",
            "2002-07-22T15:02:14.5Z",
            &[UnusualOrder, NoWeekday],
        ),
        (
            "Jul, 22 2002 5:02:14 PM +0700",
            "2002-07-22T10:02:14Z",
            &[UnusualOrder, TwelveHourClock, NoWeekday],
        ),
        (
            "7/22/2002 12:02:14 AM -0400 (EDT)",
            "2002-07-22T04:02:14Z",
            &[UnusualOrder, TwelveHourClock, NoWeekday],
        ),
        (
            "7/2/2002 17:02:14 +0000",
            "2002-07-02T17:02:14Z",
            &[UnusualOrder, AmbiguousOrder, NoWeekday],
        ),
        (
            "22 Jul 2002",
            "2002-07-22T00:00:00Z",
            &[NoTime, NoWeekday, NoZone],
        ),
        (
            "Mon, 22 Jul 2002 17:02 +0000",
            "2002-07-22T17:02:00Z",
            &[NoSeconds],
        ),
        (
            "Mon, 22 Jul 2002 23:59:60 +0000",
            "2002-07-23T00:00:00Z",
            &[LeapSecond],
        ),
        (
            "Mon, 22 Jul 2002 17:02:14 +1700",
            "2002-07-22T00:02:14Z",
            &[ZoneOutOfRange],
        ),
        (
            "Mon, 22 Jul 2002 17:02:14 +0107",
            "2002-07-22T15:55:14Z",
            &[ZoneNotQuarterHour],
        ),
        (
            "22-Jul-2002 17:02:14 +0000",
            "2002-07-22T17:02:14Z",
            &[UnusualOrder, NoWeekday],
        ),
        (
            "Mon, 22 Jul 2002 17:02:14 GMT+0200",
            "2002-07-22T15:02:14Z",
            &[],
        ),
        (
            "Mon, 22 Jul 2002 17:02:14 IST",
            "2002-07-22T11:32:14Z",
            &[AmbiguousZone],
        ),
        (
            "22 Jul 2002 17:02:14.1234 (UTC)",
            "2002-07-22T17:02:14.1234Z",
            &[NoWeekday, ObsoleteZone],
        ),
    ];
    for (text, utc, oddities) in rows {
        let date = read(text);
        assert_eq!(date.rfc3339(), *utc, "{text}");
        let (mut got, mut want) = (date.oddities.clone(), oddities.to_vec());
        got.sort();
        want.sort();
        assert_eq!(got, want, "{text}");
        assert_eq!(date.raw, *text);
    }
}

#[test]
fn what_follows_is_left() {
    let text = "Thu, 20 Mar 2003 10:06:43 +0100 for <user@example.com>";
    let Some(Found::Date(_, end)) = scan(text, 0) else {
        panic!("{text}");
    };
    assert_eq!(&text[end..], " for <user@example.com>");
    let text = "Thu, 20 Mar 2003 10:06:43 +0100 (envelope-from <user@example.com>)";
    let Some(Found::Date(_, end)) = scan(text, 0) else {
        panic!("{text}");
    };
    assert_eq!(&text[end..], " (envelope-from <user@example.com>)");
}

#[test]
fn days_and_times_that_do_not_exist() {
    for text in [
        "31 Feb 2003 10:00:00 +0000",
        "1 Feb 2003 25:00:00 +0000",
        "0 Feb 2003 10:00:00 +0000",
    ] {
        assert!(
            matches!(scan(text, 0), Some(Found::OutOfRange(_))),
            "{text}"
        );
    }
    for text in [
        "",
        "14:47:44 +0000",
        "Mon, Mon, Mon",
        "Jul 2002",
        "x 22 Jul 2002",
    ] {
        assert!(scan(text, 0).is_none(), "{text}");
    }
}

#[test]
fn comments_and_white_space_stand_anywhere() {
    // RFC 5322 section 4.3 and appendix A.6.3.
    for text in [
        "Fri, 21 Nov 1997 09(comment):   55  :  06 -0600",
        "Fri, 21 Nov 1997 09:55:06 -0600",
        "Fri , 21 Nov 1997 09 :55: 06 -0600",
        "Fri,21(the (21st) day)Nov 1997 09:55 : 06 -0600",
        "Fri, 21 Nov 1997 (a \\) b \\\\) 09:55:06(c)-0600",
        "Fri, (x) (y) 21 (z)Nov\t(w) 1997(v)09(u):(t)55(s):(r)06(q)-0600 (CST)",
        "(Friday) Fri, 21 Nov 97 09:55: 06-0600",
        "Fri, 21 Nov 1997 09 : 55 : 06 (-0500) CST",
        "21 Nov 1997 07:55 :06 AM -0800",
    ] {
        let date = read(text);
        assert_eq!(date.rfc3339(), "1997-11-21T15:55:06Z", "{text}");
        assert!(date.instant().is_some(), "{text}");
    }
    assert_eq!(
        read("Fri, 21 Nov 1997 09 : 55 : 06.25 -0600").rfc3339(),
        "1997-11-21T15:55:06.25Z"
    );
    // Comments that do not end, or are too many, end the date.
    let many = format!("21 {}Nov 1997", "(x)".repeat(100));
    let long = format!("21 ({}) Nov 1997", "x".repeat(1000));
    for text in ["21 (Nov 1997", "21 )Nov 1997", many.as_str(), long.as_str()] {
        assert!(scan(text, 0).is_none(), "{text}");
    }
}

#[test]
fn what_is_left_open_is_told() {
    for (text, range, why) in [
        (
            "Sun, 22 Apr 2018 02:54:19",
            Some(["2018-04-21T12:54:19Z", "2018-04-22T14:54:19Z"]),
            "no time zone: the exact time is known only to within 26 hours; read as UTC",
        ),
        (
            "22 Apr 2018",
            Some(["2018-04-21T10:00:00Z", "2018-04-23T12:00:00Z"]),
            "no time of day, no time zone: the exact time is known only to within 2 days; read as UTC",
        ),
        (
            "Sun, 22 Apr 2018 02:54:19 XQT",
            Some(["2018-04-21T12:54:19Z", "2018-04-22T14:54:19Z"]),
            "unknown time zone: the exact time is known only to within 26 hours; read as UTC",
        ),
        (
            "Sun, 22 Apr 2018 02:54:19 IST",
            Some(["2018-04-21T21:24:19Z", "2018-04-22T01:54:19Z"]),
            "ambiguous time zone name: the exact time is known only to within 4 hours; read as UTC+05:30",
        ),
        (
            "4/2/2018 02:54:19 +0000",
            Some(["2018-02-04T02:54:19Z", "2018-04-02T02:54:19Z"]),
            "day and month may be swapped: the exact time is known only to within 57 days; read as UTC",
        ),
        ("Sun, 22 Apr 2018 02:54:19 CST", None, ""),
        ("Sun, 22 Apr 2018 02:54:19 CET", None, ""),
        ("Sun, 22 Apr 2018 02:54:19 -0000", None, ""),
        ("Sun, 22 Apr 2018 02:54 +0000", None, ""),
        ("Sun, 22 Apr 2018 02:54:19 (UTC)", None, ""),
    ] {
        let date = read(text);
        let doubt = date.doubt();
        assert_eq!(doubt.as_deref().unwrap_or_default(), why, "{text}");
        assert_eq!(date.instant().is_none(), range.is_some(), "{text}");
        if let Some(range) = range {
            let got = date
                .range
                .map(|time| time.to_rfc3339_opts(SecondsFormat::Secs, true));
            assert_eq!(got, range, "{text}");
        }
    }
}
