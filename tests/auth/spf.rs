//! Corners of RFC 7208 on which verifiers differ, and what is kept when answers are missing.

use crate::suite::{self, block_on};
use chrono::DateTime;
use hdrtrace::auth::AuthResult;
use hdrtrace::auth::spf::{Identity, SpfCheck, SpfRequest, Unknown, check_both, check_host};
use hdrtrace::checked::{Checked, Why};
use hdrtrace::dns::{Answer, Data, Dns, Outcome, RecordType};
use hdrtrace::report::spf::Line;
use proptest::prelude::*;
use serde_json::{Value, json};

/// The evaluation as a report shows it.
fn lines(check: &SpfCheck) -> Vec<Line> {
    let written = serde_json::to_value(check).expect("JSON");
    let read: hdrtrace::report::spf::SpfCheck = serde_json::from_value(written).expect("a check");
    read.trace.lines()
}

fn request(ip: &str) -> SpfRequest {
    SpfRequest {
        client: ip.parse().unwrap(),
        helo: "mx.example.net".to_owned(),
        mail_from: "alice@example.com".to_owned(),
        receiver: "mx.example.org".to_owned(),
        identity: Identity::MailFrom,
        now: DateTime::UNIX_EPOCH,
        unknown: Unknown::default(),
    }
}

/// A zone in which example.com has this SPF record.
fn zone(record: &str, more: Value) -> Value {
    let Value::Object(mut zone) = more else {
        panic!()
    };
    zone.insert("example.com".to_owned(), txt(record));
    Value::Object(zone)
}

fn txt(text: &str) -> Value {
    json!([{"type": "TXT", "data": [text]}])
}

fn a(ip: &str) -> Value {
    json!([{"type": "A", "data": ip}])
}

fn check(zone: &Value, ip: &str) -> SpfCheck {
    let dns = suite::resolver(zone.as_object().unwrap());
    block_on(check_host(&dns, &request(ip)))
}

fn word(check: &SpfCheck) -> &'static str {
    match check.result {
        Checked::Done(result) => result.word(),
        Checked::Skipped(why) => why.word(),
    }
}

#[test]
fn corners() {
    let hosts = |count: usize| -> Value {
        (0..count)
            .map(|host| json!({"type": "MX", "data": [host, format!("mx{host}.example.org")]}))
            .collect()
    };
    let (v4, v6, mapped) = ("192.0.2.1", "2001:db8::1", "::ffff:192.0.2.1");
    let rows: Vec<(&str, &str, Value, &str, &str)> = vec![
        (
            "a match before a broken include wins",
            "v=spf1 ip4:192.0.2.1 include:no.test -all",
            json!({}),
            v4,
            "pass",
        ),
        (
            "an include without record is an error",
            "v=spf1 include:no.test -all",
            json!({}),
            v4,
            "permerror",
        ),
        (
            "and of a record of another version",
            "v=spf1 include:b.test -all",
            json!({"b.test": txt("v=spf10 +all")}),
            v4,
            "permerror",
        ),
        (
            "the outer qualifier counts",
            "v=spf1 ~include:b.test -all",
            json!({"b.test": txt("v=spf1 +all")}),
            v4,
            "softfail",
        ),
        (
            "the inner one only whether it passes",
            "v=spf1 +include:b.test ?all",
            json!({"b.test": txt("v=spf1 -all")}),
            v4,
            "neutral",
        ),
        (
            "an included redirect is followed",
            "v=spf1 include:b.test -all",
            json!({"b.test": txt("v=spf1 redirect=c.test"), "c.test": txt("v=spf1 +all")}),
            v4,
            "pass",
        ),
        (
            "two records in an include",
            "v=spf1 include:b.test -all",
            json!({"b.test": [{"type": "TXT", "data": ["v=spf1 +all"]}, {"type": "TXT", "data": ["V=SPF1 +all"]}]}),
            v4,
            "permerror",
        ),
        (
            "a redirect to nothing",
            "v=spf1 redirect=no.test",
            json!({}),
            v4,
            "permerror",
        ),
        (
            "a redirect to a single label",
            "v=spf1 redirect=%{l}",
            json!({}),
            v4,
            "permerror",
        ),
        (
            "a redirect into a fault",
            "v=spf1 redirect=b.test",
            json!({"b.test": [{"type": "SERVFAIL"}]}),
            v4,
            "temperror",
        ),
        (
            "a fault in an include",
            "v=spf1 include:b.test +all",
            json!({"b.test": [{"type": "REFUSED"}]}),
            v4,
            "temperror",
        ),
        (
            "a fault under a",
            "v=spf1 a:b.test +all",
            json!({"b.test": [{"type": "TIMEOUT"}]}),
            v4,
            "temperror",
        ),
        (
            "a fault under mx",
            "v=spf1 mx:b.test +all",
            json!({"b.test": [{"type": "SERVFAIL"}]}),
            v4,
            "temperror",
        ),
        (
            "a fault of one host",
            "v=spf1 mx:b.test +all",
            json!({"b.test": [{"type": "MX", "data": [0, "c.test"]}], "c.test": [{"type": "SERVFAIL"}]}),
            v4,
            "temperror",
        ),
        (
            "a better host before the fault",
            "v=spf1 mx:b.test -all",
            json!({"b.test": [{"type": "MX", "data": [9, "c.test"]}, {"type": "MX", "data": [1, "d.test"]}], "c.test": [{"type": "SERVFAIL"}], "d.test": a("192.0.2.1")}),
            v4,
            "pass",
        ),
        (
            "a fault under exists",
            "v=spf1 exists:b.test +all",
            json!({"b.test": [{"type": "SERVFAIL"}]}),
            v4,
            "temperror",
        ),
        (
            "a fault under ptr is none",
            "v=spf1 ptr -all",
            json!({"1.2.0.192.in-addr.arpa": [{"type": "SERVFAIL"}]}),
            v4,
            "fail",
        ),
        (
            "a name that fails under ptr is skipped",
            "v=spf1 ptr -all",
            json!({"1.2.0.192.in-addr.arpa": [{"type": "PTR", "data": "a.example.com"}, {"type": "PTR", "data": "b.example.com"}], "a.example.com": [{"type": "SERVFAIL"}], "b.example.com": a("192.0.2.1")}),
            v4,
            "pass",
        ),
        (
            "ptr compares at a label",
            "v=spf1 ptr -all",
            json!({"1.2.0.192.in-addr.arpa": [{"type": "PTR", "data": "badexample.com"}], "badexample.com": a("192.0.2.1")}),
            v4,
            "fail",
        ),
        (
            "two void look-ups are borne",
            "v=spf1 a:x.test exists:y.test ip4:192.0.2.1 -all",
            json!({}),
            v4,
            "pass",
        ),
        (
            "a third is not",
            "v=spf1 a:x.test exists:y.test mx:z.test ip4:192.0.2.1 -all",
            json!({}),
            v4,
            "permerror",
        ),
        (
            "nor across includes",
            "v=spf1 a:x.test include:b.test a:z.test +all",
            json!({"b.test": txt("v=spf1 a:y.test -all")}),
            v4,
            "permerror",
        ),
        (
            "hosts without address are one void term",
            "v=spf1 mx ip4:192.0.2.1 -all",
            json!({"example.com": hosts(5)}),
            v4,
            "pass",
        ),
        (
            "ten hosts",
            "v=spf1 mx:b.test +all",
            json!({"b.test": hosts(10)}),
            v4,
            "pass",
        ),
        (
            "eleven hosts",
            "v=spf1 mx:b.test +all",
            json!({"b.test": hosts(11)}),
            v4,
            "permerror",
        ),
        (
            "the null mx",
            "v=spf1 mx:b.test -all",
            json!({"b.test": [{"type": "MX", "data": [0, ""]}]}),
            v4,
            "fail",
        ),
        (
            "exists asks for A for any client",
            "v=spf1 exists:b.test -all",
            json!({"b.test": a("127.0.0.2")}),
            v6,
            "pass",
        ),
        (
            "a mapped client is an IPv4 client",
            "v=spf1 ip6:::/0 ip4:192.0.2.0/24 -all",
            json!({}),
            mapped,
            "pass",
        ),
        (
            "an IPv6 client matches no ip4",
            "v=spf1 ip4:0.0.0.0/0 -all",
            json!({}),
            v6,
            "fail",
        ),
        (
            "ip6 with an embedded IPv4 address",
            "v=spf1 ip6:2001:db8::0.0.0.1 -all",
            json!({}),
            v6,
            "pass",
        ),
        (
            "an alias is followed",
            "v=spf1 a:b.test -all",
            json!({"b.test": [{"type": "CNAME", "data": "c.test"}], "c.test": a("192.0.2.1")}),
            v4,
            "pass",
        ),
        (
            "an empty label matches nothing",
            "v=spf1 a:%{l}..example.com -all",
            json!({}),
            v4,
            "fail",
        ),
        (
            "capital letters mean the same",
            "V=SPF1 IP4:192.0.2.1 -ALL",
            json!({}),
            v4,
            "pass",
        ),
        (
            "a typo anywhere is an error",
            "v=spf1 ip4:192.0.2.1 ipv4:192.0.2.2 -all",
            json!({}),
            v4,
            "permerror",
        ),
        (
            "also behind all",
            "v=spf1 +all ip4:192.0.2.0/33",
            json!({}),
            v4,
            "permerror",
        ),
        (
            "a loop of includes ends",
            "v=spf1 include:example.com -all",
            json!({}),
            v4,
            "permerror",
        ),
        (
            "unknown modifiers are ignored",
            "v=spf1 ra=x rp=100 rr=all ip4:192.0.2.1 -all",
            json!({}),
            v4,
            "pass",
        ),
    ];
    for (name, record, mut more, ip, expected) in rows {
        // Other records at example.com stay beside its SPF record.
        let extra = more.as_object_mut().unwrap().remove("example.com");
        let mut zone = zone(record, more);
        if let Some(Value::Array(extra)) = extra {
            zone["example.com"].as_array_mut().unwrap().extend(extra);
        }
        let check = check(&zone, ip);
        assert_eq!(word(&check), expected, "{name}: {:?}", check.reason);
        assert!(!lines(&check).is_empty());
    }
}

#[test]
fn the_trace_tells_the_way() {
    let zone = zone(
        "v=spf1 a:x.test include:b.test -all",
        json!({"b.test": txt("v=spf1 redirect=c.test"), "c.test": txt("v=spf1 ?ip4:192.0.2.9 ip4:192.0.2.0/28 -all")}),
    );
    let check = check(&zone, "192.0.2.1");
    assert_eq!(check.mechanism.as_deref(), Some("include:b.test"));
    assert_eq!(
        check.path,
        ["include:b.test", "redirect=c.test", "ip4:192.0.2.0/28"]
    );
    assert_eq!((check.lookups, check.void_lookups), (3, 1));
    let lines: Vec<String> = lines(&check)
        .into_iter()
        .map(|line| format!("{}{}", "  ".repeat(line.depth), line.text))
        .collect();
    assert_eq!(
        lines,
        [
            "example.com: v=spf1 a:x.test include:b.test -all",
            "  a:x.test (no match)",
            "    A x.test → no such name",
            "  include:b.test (match)",
            "    b.test: v=spf1 redirect=c.test",
            "      redirect=c.test (used)",
            "        c.test: v=spf1 ?ip4:192.0.2.9 ip4:192.0.2.0/28 -all",
            "          ?ip4:192.0.2.9 (no match: 192.0.2.1 is not in 192.0.2.9/32)",
            "          ip4:192.0.2.0/28 (match: 192.0.2.1 is in 192.0.2.0/28)",
            "          -all (not reached)",
            "          = pass",
            "      = pass",
            "  -all (not reached)",
            "  = pass",
        ]
    );
}

#[test]
fn explanations() {
    let rows = [
        (
            "v=spf1 -all exp=e.test",
            txt("%{i} is not %{d}'s, says %{r} at %{t}"),
            Some("192.0.2.1 is not example.com's, says mx.example.org at 0"),
        ),
        ("v=spf1 ~all exp=e.test", txt("no"), None),
        ("v=spf1 -all exp=e.test", txt("bad %{x}"), None),
        ("v=spf1 -all exp=e.test", txt("caf\u{e9}"), None),
        (
            "v=spf1 -all exp=e.test",
            json!([{"type": "SERVFAIL"}]),
            None,
        ),
        (
            "v=spf1 -all exp=e.test",
            json!([{"type": "TXT", "data": ["one ", "text"]}]),
            Some("one text"),
        ),
        (
            "v=spf1 -include:b.test exp=e.test",
            txt("outer"),
            Some("outer"),
        ),
    ];
    for (record, explanation, expected) in rows {
        let more = json!({"e.test": explanation, "b.test": txt("v=spf1 +all exp=f.test"), "f.test": txt("inner")});
        let check = check(&zone(record, more), "192.0.2.1");
        assert_eq!(check.explanation.as_deref(), expected, "{record}");
    }
}

#[test]
fn what_was_not_asked_is_not_failed() {
    let check = block_on(check_host(&Dns::offline(), &request("192.0.2.1")));
    assert_eq!(check.result, Checked::Skipped(Why::Offline));
    assert_eq!(json!(check)["skipped"], "offline");
    assert!(json!(check).get("result").is_none());

    let recorded = |record: &str| {
        let data = Data::Txt(vec![record.as_bytes().to_vec()]);
        let answer = Answer::new("example.com", RecordType::Txt, Outcome::Records(vec![data]));
        block_on(check_host(&Dns::recorded([answer]), &request("192.0.2.1")))
    };
    let check = recorded("v=spf1 ip4:192.0.2.1 include:b.test -all");
    assert_eq!(check.result, Checked::Done(AuthResult::Pass));
    assert_eq!(json!(check)["result"], "pass");
    let check = recorded("v=spf1 ip4:192.0.2.9 include:b.test -all");
    assert_eq!(check.result, Checked::Skipped(Why::NotInCapsule));
    assert_eq!(check.trace.terms.len(), 3);
    assert_eq!(check.mechanism.as_deref(), Some("include:b.test"));
    let check = recorded("v=spf1 -all exp=e.test");
    assert_eq!(check.result, Checked::Done(AuthResult::Fail));
}

#[test]
fn a_local_part_that_is_not_ascii_matches_nothing() {
    let zone = zone(
        "v=spf1 include:%{l}.b.test exists:%{l}.b.test ~all",
        json!({}),
    );
    let mut request = request("192.0.2.1");
    request.mail_from = "jos\u{e9}@example.com".to_owned();
    let dns = suite::resolver(zone.as_object().unwrap());
    let check = block_on(check_host(&dns, &request));
    assert_eq!((word(&check), check.void_lookups), ("softfail", 0));
}

#[test]
fn both_identities() {
    let zone = json!({"example.com": txt("v=spf1 -all"), "mx.example.net": txt("v=spf1 ip4:192.0.2.1 -all")});
    let dns = suite::resolver(zone.as_object().unwrap());
    let (helo, mail_from) = block_on(check_both(&dns, &request("192.0.2.1")));
    assert_eq!(
        (word(&helo), helo.sender.as_str()),
        ("pass", "postmaster@mx.example.net")
    );
    assert_eq!(
        (word(&mail_from), mail_from.domain.as_str()),
        ("fail", "example.com")
    );
}

/// Text that is nearly an SPF record.
fn records() -> impl Strategy<Value = String> {
    let term = prop::sample::select(vec![
        "a",
        "mx",
        "ptr",
        "all",
        "-all",
        "a:%{l}.b.test",
        "a:b.test/24//64",
        "mx:b.test",
        "include:b.test",
        "include:%{d1r}.test",
        "include:example.com",
        "exists:%{ir}.%{v}.b.test",
        "redirect=b.test",
        "redirect=%{o}",
        "exp=b.test",
        "ip4:192.0.2.0/30",
        "ip6:::/0",
        "?exists:%{p}.test",
        "x=y",
        "ptr:b.test",
        " ",
        "a:%{s}%{L}%%%_.test",
    ]);
    prop_oneof![
        4 => prop::collection::vec(term, 0..14).prop_map(|terms| format!("v=spf1 {}", terms.join(" "))),
        1 => "v=spf1 [ -~]{0,60}",
        1 => ".{0,40}",
    ]
}

proptest! {
    /// Whatever a zone says, a check ends, within the limits, without panic.
    #[test]
    fn checks_are_bounded(
        texts in prop::collection::vec(records(), 1..5),
        names in 0usize..14,
        mail_from in "\\PC{0,30}@([a-z]{0,4}\\.){0,3}test",
        helo in "\\PC{0,20}",
        v6 in any::<bool>(),
    ) {
        let zone_texts = texts.clone();
        let dns = Dns::from_fn(move |name, rtype| {
            let pick = name.len() % (zone_texts.len() + 1);
            let data: Vec<Data> = match rtype {
                RecordType::Txt => zone_texts.get(pick).map(|text| Data::Txt(vec![text.as_bytes().to_vec()])).into_iter().collect(),
                RecordType::A => vec![Data::A("198.51.100.1".parse().unwrap())],
                RecordType::Mx => (0..names).map(|host| Data::Mx { preference: 0, exchange: format!("m{host}.{name}") }).collect(),
                RecordType::Ptr => (0..names).map(|host| Data::Ptr(format!("p{host}.b.test"))).collect(),
                _ => Vec::new(),
            };
            let outcome = if data.is_empty() { Outcome::NoData } else { Outcome::Records(data) };
            Answer::new(name, rtype, outcome)
        });
        let mut request = request(if v6 { "2001:db8::1" } else { "192.0.2.1" });
        request.mail_from = mail_from;
        request.helo = helo;
        let check = block_on(check_host(&dns, &request));
        prop_assert!(matches!(check.result, Checked::Done(_)));
        // One more than the limit is the count that broke it.
        prop_assert!(check.lookups <= 11 && check.void_lookups <= 3);
        prop_assert!(dns.log().len() <= 170);
        prop_assert!(lines(&check).len() < 3_000);
        prop_assert!(json!(check).is_object());
    }
}
