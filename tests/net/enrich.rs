//! Look-ups beside authentication, against zones on loopback.

use crate::given::{Given, analyze};
use crate::support::{self, Server, Zone};
use chrono::DateTime;
use hdrtrace::casefile::{self, CasefileError};
use hdrtrace::dns::{Capsule, Limits};
use hdrtrace::enrich::{self, GeoFile, Kind};
use hdrtrace::render::{self, Format, Style};
use hdrtrace::{Clock, DnsSource, Known, Settings};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::io::Write;
use std::net::{SocketAddr, UdpSocket};
use std::path::Path;
use std::process::{self, Command, Output, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// A message that 192.0.2.7 handed over and 198.51.100.9 is said to have begun.
const MESSAGE: &str = "Return-Path: <bounce@news.example>\r\n\
    Received: from out.sender.example (out.sender.example [192.0.2.7]) by mx.example.net (Postfix) with ESMTPS id 1;\r\n\
    \x20Sat, 02 May 2026 10:00:09 +0000\r\n\
    Received: from pc (pc [198.51.100.9]) by out.sender.example (Postfix) with ESMTP id 2;\r\n\
    \x20Sat, 02 May 2026 10:00:05 +0000\r\n\
    From: Alice <alice@author.example>\r\nSubject: Hello\r\n\r\nHi!\r\n";

/// The same with an address that nobody outside has.
fn message_from(ip: &str, domain: &str) -> String {
    MESSAGE
        .replace("192.0.2.7", ip)
        .replace("198.51.100.9", "10.1.2.3")
        .replace("author.example", domain)
        .replace("news.example", domain)
        .replace("sender.example", domain)
}

fn kinds(kinds: &[Kind]) -> BTreeSet<Kind> {
    kinds.iter().copied().collect()
}

fn asking(of: &[Kind], lists: &[&str]) -> enrich::EnrichSettings {
    enrich::EnrichSettings {
        sources: kinds(of),
        dnsbl: lists.iter().map(|list| list.parse().unwrap()).collect(),
        allow_reserved: true,
        ..enrich::EnrichSettings::default()
    }
}

fn options(dns: DnsSource, enrich: enrich::EnrichSettings) -> Given {
    Given {
        settings: Settings {
            clock: Clock::Fixed(DateTime::UNIX_EPOCH),
            enrich,
            dns: (dns).into(),
            ..Settings::default()
        },
        known: Known::default(),
    }
}

/// A resolver of this zone. As every resolver of the Internet it knows the top.
fn serve(zone: &Value) -> Server {
    let mut zone = zone.clone();
    zone["com"] = json!([]);
    Zone::from_json(&zone).serve(support::Options::default())
}

fn traced(message: &str, dns: DnsSource, enrich: enrich::EnrichSettings) -> Value {
    let report = analyze(message.as_bytes(), &options(dns, enrich)).unwrap();
    serde_json::to_value(&report).unwrap()
}

/// What was looked up, of a zone.
fn looked_up(zone: &Value, enrich: enrich::EnrichSettings) -> Value {
    let server = serve(zone);
    let mut report = traced(MESSAGE, DnsSource::Server(server.addr().into()), enrich);
    report["enrichment"].take()
}

fn txt(text: &str) -> Value {
    json!([{"type": "TXT", "data": text}])
}

fn ptr(name: &str) -> Value {
    json!([{"type": "PTR", "data": name}])
}

fn a(ip: &str) -> Value {
    json!([{"type": "A", "data": ip}])
}

#[test]
fn nothing_is_looked_up_unasked() {
    let server = serve(&json!({}));
    let report = traced(
        MESSAGE,
        DnsSource::Server(server.addr().into()),
        enrich::EnrichSettings::default(),
    );
    assert_eq!(report.get("enrichment"), None);
    let is_ours =
        |name: &str| name.contains("arpa") || name.contains("cymru") || name.contains("abuse");
    assert!(server.questions().iter().all(|asked| !is_ours(&asked.name)));
}

#[test]
fn nothing_is_asked_offline() {
    let found = traced(
        MESSAGE,
        DnsSource::Offline,
        asking(&Kind::ALL, &["bl.test"]),
    );
    let peer = &found["enrichment"]["addresses"][0];
    for source in ["rdns", "asn", "contacts"] {
        assert_eq!(peer[source], json!({"skipped": "offline"}), "{source}");
    }
    assert_eq!(peer["dnsbl"][0]["status"], json!({"skipped": "offline"}));
    let records = found["enrichment"]["domains"][0]["records"]
        .as_array()
        .unwrap();
    assert_eq!(records.len(), 6);
    for record in records {
        assert_eq!(record["record"], json!({"skipped": "offline"}), "{record}");
    }
    assert!(
        found["dns"]
            .as_array()
            .unwrap()
            .iter()
            .all(|row| row["rcode"] == "skipped")
    );
}

#[test]
fn private_addresses_and_names_never_leave_the_machine() {
    for (ip, domain) in [
        ("10.0.0.7", "corp.internal"),
        ("100.64.1.1", "printer.local"),
        ("169.254.0.7", "pc.home.arpa"),
        ("192.0.2.7", "bank.example"),
        ("IPv6:fe80::1", "mail.test"),
        ("IPv6:2001:db8::7", "x.invalid"),
        ("IPv6:2002:a00:1::1", "hidden.onion"),
        ("IPv6:::ffff:192.168.0.9", "www.example.com"),
    ] {
        let message = message_from(ip, domain);
        let ask = |enrich: enrich::EnrichSettings| {
            let server = serve(&json!({}));
            let report = traced(&message, DnsSource::Server(server.addr().into()), enrich);
            let asked: BTreeSet<_> = server.questions().into_iter().collect();
            (report, asked)
        };
        let (_, without) = ask(enrich::EnrichSettings::default());
        let (report, with) = ask(enrich::EnrichSettings {
            allow_reserved: false,
            ..asking(&Kind::ALL, &["bl.test", "domain:dbl.test"])
        });
        assert_eq!(without, with, "{ip} {domain}");
        let found = &report["enrichment"];
        let reserved = json!({"skipped": "reserved"});
        for address in found["addresses"].as_array().unwrap() {
            for source in ["rdns", "asn", "dnsbl", "geo", "contacts"] {
                assert_eq!(address[source], reserved, "{ip} {source}");
            }
        }
        for name in found["domains"].as_array().unwrap() {
            for source in ["records", "dnsbl", "contacts"] {
                assert_eq!(name[source], reserved, "{domain} {source}");
            }
        }
        // Not even the lists' test points: there is nothing to ask them.
        assert_eq!(found["lists"], json!([]));
    }
}

#[test]
fn a_name_of_the_stranger_is_not_asked_for_either_when_nobody_can_hold_it() {
    let server = serve(&json!({"8.8.8.8.in-addr.arpa": ptr("dc01.corp.internal")}));
    let report = traced(
        &message_from("8.8.8.8", "corp.internal"),
        DnsSource::Server(server.addr().into()),
        enrich::EnrichSettings {
            allow_reserved: false,
            ..asking(&[Kind::Rdns], &[])
        },
    );
    let found = &report["enrichment"]["addresses"][0]["rdns"];
    assert_eq!(
        found["names"][0]["confirmed"],
        json!({"skipped": "reserved"})
    );
    assert_eq!(found["confirmed"], Value::Null);
    assert!(
        server
            .questions()
            .iter()
            .all(|asked| asked.name != "dc01.corp.internal")
    );
}

#[test]
fn names_lead_back_or_do_not() {
    let zone = json!({
        "7.2.0.192.in-addr.arpa": [
            {"type": "PTR", "data": "out.sender.example"},
            {"type": "PTR", "data": "a.other.example"},
            {"type": "PTR", "data": "b.other.example"},
        ],
        "out.sender.example": a("192.0.2.7"),
        "a.other.example": a("192.0.2.8"),
        "b.other.example": [{"type": "SERVFAIL"}],
        "9.100.51.198.in-addr.arpa": [{"type": "REFUSED"}],
    });
    let found = looked_up(&zone, asking(&[Kind::Rdns], &[]));
    let peer = &found["addresses"][0];
    assert_eq!(
        (&peer["ip"], &peer["peer"]),
        (&json!("192.0.2.7"), &json!(true))
    );
    assert_eq!(
        peer["seen"],
        json!([{"hop": 2, "trust": "boundary", "rdns": "out.sender.example"}])
    );
    assert_eq!(
        peer["rdns"],
        json!({
            "names": [
                {"name": "a.other.example", "confirmed": false},
                {"name": "b.other.example", "confirmed": {"skipped": "dns-failed"}},
                {"name": "out.sender.example", "confirmed": true},
            ],
            "left_out": 0,
            "confirmed": true,
            "as_recorded": true,
        })
    );
    let other = &found["addresses"][1];
    assert_eq!(other["seen"][0]["trust"], "claimed");
    assert_eq!(other["rdns"], json!({"skipped": "dns-failed"}));
    assert_eq!(other["asn"], json!({"skipped": "not-requested"}));
}

#[test]
fn networks_may_have_several_origins_and_answers_may_be_malformed() {
    let zone = json!({
        "7.2.0.192.origin.asn.cymru.com": [
            {"type": "TXT", "data": "64496 64497 | 192.0.2.0/25 | US | arin | 2001-05-02"},
            {"type": "TXT", "data": "64498 | 192.0.0.0/16 | DE | ripencc | "},
            {"type": "TXT", "data": "64499 | 203.0.113.0/24 | US | arin | 2001-05-02"},
            {"type": "TXT", "data": "\u{1b}[31mfree money"},
        ],
        "as64496.asn.cymru.com": txt("64496 | US | arin | 2001-05-02 | EXAMPLE-A, US"),
        "as64497.asn.cymru.com": [{"type": "SERVFAIL"}],
        "as64498.asn.cymru.com": txt("1 | US | arin | 2001-05-02 | SOMEBODY-ELSE"),
    });
    let found = looked_up(&zone, asking(&[Kind::Asn], &[]));
    let origin = &found["addresses"][0]["asn"];
    assert_eq!(origin["prefixes"][0]["asns"], json!([64496, 64497]));
    assert_eq!(origin["prefixes"][1]["prefix"], "192.0.0.0/16");
    assert_eq!(origin["prefixes"][1]["allocated"], Value::Null);
    assert_eq!(
        origin["systems"],
        json!([
            {"asn": 64496, "name": "EXAMPLE-A, US"},
            {"asn": 64497, "name": {"skipped": "dns-failed"}},
            {"asn": 64498, "name": null},
        ])
    );
    assert_eq!(origin["malformed"].as_array().unwrap().len(), 2);
    // Nobody announces the other.
    assert_eq!(found["addresses"][1]["asn"]["prefixes"], json!([]));
}

/// A list that works, by its zone.
fn working(zone: &mut Value, list: &str) {
    zone[format!("2.0.0.127.{list}")] = a("127.0.0.2");
}

#[test]
fn lists_are_believed_as_far_as_they_answer() {
    let mut zone = json!({
        "7.2.0.192.listed.test": [
            {"type": "A", "data": "127.0.0.2"},
            {"type": "A", "data": "127.0.0.10"},
            {"type": "TXT", "data": "https://listed.test/why?ip=192.0.2.7"},
        ],
        "7.2.0.192.refuses.test": [{"type": "A", "data": "127.255.255.254"}, {"type": "TXT", "data": "pay"}],
        "7.2.0.192.sold.test": a("203.0.113.80"),
        "7.2.0.192.half.test": [{"type": "A", "data": "127.0.0.2"}, {"type": "A", "data": "127.255.255.255"}],
        "7.2.0.192.silent.test": [{"type": "TIMEOUT"}],
        "7.2.0.192.broken.test": [{"type": "SERVFAIL"}],
        // Lists everything, and nothing.
        "2.0.0.127.wild.test": a("127.0.0.2"),
        "1.0.0.127.wild.test": a("127.0.0.2"),
        "7.2.0.192.wild.test": a("127.0.0.2"),
        "7.2.0.192.dead.test": a("127.0.0.2"),
        "2.0.0.127.blocked.test": a("127.255.255.254"),
        "7.2.0.192.blocked.test": a("127.0.0.2"),
        "2.0.0.127.down.test": [{"type": "REFUSED"}],
        "7.2.0.192.down.test": a("127.0.0.2"),
    });
    let lists = [
        "listed", "clean", "refuses", "sold", "half", "silent", "broken", "wild", "dead",
        "blocked", "down",
    ];
    for list in [
        "listed", "clean", "refuses", "sold", "half", "silent", "broken",
    ] {
        working(&mut zone, &format!("{list}.test"));
    }
    let zones: Vec<String> = lists.iter().map(|list| format!("{list}.test")).collect();
    let zones: Vec<&str> = zones.iter().map(String::as_str).collect();
    let server = serve(&zone);
    let mut limited = options(
        DnsSource::Server(server.addr().into()),
        asking(&[Kind::Dnsbl], &zones),
    );
    limited.settings.dns.limits = Limits {
        lookup: Duration::from_millis(300),
        ..Limits::default()
    };
    let report = analyze(MESSAGE.as_bytes(), &limited).unwrap();
    let report = serde_json::to_value(&report).unwrap();
    let found = report["enrichment"]["addresses"][0]["dnsbl"]
        .as_array()
        .unwrap();
    let skipped = |why: &str| json!({"skipped": why});
    for (at, expected) in [
        json!("listed"),
        json!("not-listed"),
        json!("error"),
        json!("error"),
        json!("error"),
        skipped("dns-unreachable"),
        skipped("dns-failed"),
        json!("not-working"),
        json!("not-working"),
        json!("not-working"),
        skipped("depends-on-skipped"),
    ]
    .iter()
    .enumerate()
    {
        assert_eq!(found[at]["status"], *expected, "{}", lists[at]);
        assert_eq!(found[at]["zone"], zones[at]);
    }
    assert_eq!(
        found[0]["codes"],
        json!([{"code": "127.0.0.2", "is_listing": true}, {"code": "127.0.0.10", "is_listing": true}])
    );
    assert_eq!(
        found[0]["reasons"],
        json!(["https://listed.test/why?ip=192.0.2.7"])
    );
    assert_eq!(
        found[2]["codes"],
        json!([{"code": "127.255.255.254", "is_listing": false}])
    );
    let asked = server.questions();
    let was_asked = |name: &str, rtype: &str| {
        asked
            .iter()
            .any(|asked| asked.name == name && asked.rtype == rtype)
    };
    // The reason only of what is listed; nothing of the mail to lists that do not work.
    assert!(was_asked("7.2.0.192.listed.test", "TXT"));
    for list in ["clean", "refuses", "half"] {
        assert!(
            !was_asked(&format!("7.2.0.192.{list}.test"), "TXT"),
            "{list}"
        );
    }
    for list in ["wild", "dead", "blocked", "down"] {
        assert!(!was_asked(&format!("7.2.0.192.{list}.test"), "A"), "{list}");
    }
    let codes: Vec<&str> = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|finding| finding["code"].as_str())
        .filter(|code| code.starts_with("ENR"))
        .collect();
    assert_eq!(codes, ["ENR001"]);
}

#[test]
fn lists_of_ipv6_addresses_and_of_domains_have_their_own_test_points() {
    let v6 = "2.0.0.0.0.0.f.7.f.f.f.f.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0";
    let peer = "7.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2";
    let zone = json!({
        format!("{v6}.bl.test"): a("127.0.0.2"),
        format!("{peer}.bl.test"): a("127.0.0.3"),
        "test.dbl.test": a("127.0.1.2"),
        "author.example.dbl.test": a("127.0.1.4"),
    });
    let message = MESSAGE.replace("192.0.2.7", "IPv6:2001:db8::7");
    let server = serve(&zone);
    let found = traced(
        &message,
        DnsSource::Server(server.addr().into()),
        asking(&[Kind::Dnsbl], &["bl.test", "domain:dbl.test"]),
    );
    let found = &found["enrichment"];
    assert_eq!(found["addresses"][0]["dnsbl"][0]["status"], "listed");
    assert_eq!(found["domains"][0]["domain"], "author.example");
    assert_eq!(found["domains"][0]["dnsbl"][0]["status"], "listed");
    assert_eq!(found["domains"][1]["dnsbl"][0]["status"], "not-listed");
    let health: Vec<_> = found["lists"]
        .as_array()
        .unwrap()
        .iter()
        .map(|list| (list["about"].as_str().unwrap(), &list["works"]))
        .collect();
    // 198.51.100.9 is asked of the list of addresses too, which lists nothing of IPv4.
    assert_eq!(
        health,
        [
            ("ipv4", &json!(false)),
            ("ipv6", &json!(true)),
            ("domain", &json!(true))
        ]
    );
}

#[test]
fn contacts_are_registered_or_guessed() {
    let zone = json!({
        "7.2.0.192.abuse-contacts.abusix.zone": txt("abuse@net.example"),
        "author.example.contacts.abuse.net": txt("desk@author.example\r\nBcc: x@y.example"),
        "news.example.contacts.abuse.net": txt("postmaster@news.example"),
        "sender.example.contacts.abuse.net": [{"type": "SERVFAIL"}],
    });
    let found = looked_up(&zone, asking(&[Kind::Contacts], &[]));
    let contacts = &found["addresses"][0]["contacts"];
    assert_eq!(
        *contacts,
        json!([{"address": "abuse@net.example", "source": "abusix", "grade": "automatic"}])
    );
    assert_eq!(found["addresses"][1]["contacts"], json!([]));
    let of = |domain: &str| {
        let domains = found["domains"].as_array().unwrap();
        let one = domains.iter().find(|one| one["domain"] == domain).unwrap();
        one["contacts"].clone()
    };
    // Nothing that could end a header line: what is no plain address is none.
    assert_eq!(of("author.example")[0]["source"], "abuse-net");
    assert!(!of("author.example").to_string().contains("Bcc"));
    assert_eq!(of("news.example")[0]["source"], "abuse-net-default");
    assert_eq!(of("sender.example"), json!({"skipped": "dns-failed"}));
}

#[test]
fn domains_are_told_what_is_wrong_with_what_they_publish() {
    let zone = json!({
        "author.example": [
            {"type": "MX", "data": [10, "mx.author.example"]},
            {"type": "TXT", "data": "v=spf1 +all"},
            {"type": "TXT", "data": "v=spf1 -all"},
        ],
        "_dmarc.author.example": txt("v=DMARC1; p=none; pct=50"),
        "default._bimi.author.example": txt("v=BIMI1; l=https://author.example/l.svg; a=https://author.example/c.pem"),
        "_mta-sts.author.example": txt("v=STSv1; id=no-good"),
        "_smtp._tls.author.example": [{"type": "REFUSED"}],
        "news.example": [
            {"type": "MX", "data": [0, "."]},
            {"type": "TXT", "data": "v=spf1 -all"},
        ],
        "_dmarc.news.example": txt("v=DMARC1; p=reject; rua=mailto:r@news.example"),
        "sender.example": [{"type": "SERVFAIL"}],
        "_dmarc.sender.example": [{"type": "SERVFAIL"}],
    });
    let found = looked_up(&zone, asking(&[Kind::Domains], &[]));
    let names: Vec<_> = found["domains"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["domain"].as_str().unwrap(), &one["roles"]))
        .collect();
    assert_eq!(
        names,
        [
            ("author.example", &json!(["from"])),
            ("news.example", &json!(["return-path"])),
            ("sender.example", &json!(["peer"])),
        ]
    );
    let record = |at: usize, kind: &str| {
        let records = found["domains"][at]["records"].as_array().unwrap();
        let one = records.iter().find(|one| one["kind"] == kind).unwrap();
        one["record"].clone()
    };
    let wrong = |at: usize, kind: &str, words: &str| {
        let record = record(at, kind);
        assert_eq!(record["present"], true, "{kind}");
        let problems = record["problems"].to_string();
        assert!(problems.contains(words), "{kind}: {problems}");
    };
    wrong(0, "spf", "2 SPF records");
    wrong(0, "dmarc", "p=none");
    wrong(0, "dmarc", "pct=");
    wrong(0, "bimi", "no effect");
    wrong(0, "mta-sts", "id=");
    assert_eq!(record(0, "tls-rpt"), json!({"skipped": "dns-failed"}));
    for kind in ["mx", "spf", "dmarc"] {
        assert_eq!(record(1, kind)["problems"], json!([]), "{kind}");
    }
    assert_eq!(record(1, "mx")["texts"], json!(["0 ."]));
    assert_eq!(record(1, "spf")["facts"], json!({"others": "fail"}));
    assert_eq!(record(1, "dmarc")["facts"]["policy"], "reject");
    assert_eq!(record(1, "bimi")["present"], false);
    for kind in ["mx", "spf", "dmarc"] {
        assert_eq!(record(2, kind), json!({"skipped": "dns-failed"}), "{kind}");
    }
}

#[test]
fn geo_files_are_read_and_nothing_is_asked() {
    let folder = std::env::temp_dir().join(format!("hdrtrace-geo-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let entry = json!({
        "country": {"iso_code": "DE"},
        "city": {"names": {"en": "Example City"}},
        "autonomous_system_number": 64496,
        "autonomous_system_organization": "\u{1b}]0;Example",
    });
    let network = "192.0.2.0".parse().unwrap();
    let path = folder.join("city.mmdb");
    std::fs::write(
        &path,
        support::mmdb("Test-City", 1_700_000_000, network, 24, &entry),
    )
    .unwrap();
    let odd = folder.join("odd.mmdb");
    let entry = json!({"country": {"iso_code": 7}, "city": "none"});
    std::fs::write(&odd, support::mmdb("Odd", 0, network, 24, &entry)).unwrap();
    let enrich = enrich::EnrichSettings {
        geo_files: [&path, &odd]
            .map(|path| Arc::new(GeoFile::open(path).unwrap()))
            .to_vec(),
        ..asking(&[Kind::Geo], &[])
    };
    let found = traced(MESSAGE, DnsSource::Offline, enrich);
    let found = &found["enrichment"];
    assert_eq!(
        found["addresses"][0]["geo"][0],
        json!({
            "file": "city.mmdb", "network": "192.0.2.0/24", "country": "DE", "city": "Example City",
            "asn": 64496, "organization": "\u{1b}]0;Example", "problem": null,
        })
    );
    assert_eq!(found["addresses"][0]["geo"][1]["country"], Value::Null);
    assert_eq!(found["addresses"][1]["geo"][0]["network"], Value::Null);
    assert_eq!(
        found["geo_files"][0],
        json!({"file": "city.mmdb", "kind": "Test-City", "built": "2023-11-14T22:13:20Z"})
    );

    let none = folder.join("none.mmdb");
    let error = GeoFile::open(&none).unwrap_err().to_string();
    assert!(
        error.contains("none.mmdb") && error.contains("name a MaxMind DB file"),
        "{error}"
    );
    std::fs::write(&none, "hello").unwrap();
    let error = GeoFile::open(&none).unwrap_err().to_string();
    assert!(
        error.contains("none.mmdb") && error.contains("download it again"),
        "{error}"
    );
    std::fs::remove_dir_all(&folder).unwrap();
}

/// A zone in which all sources have something to say.
fn full() -> Value {
    let mut zone = json!({
        "7.2.0.192.in-addr.arpa": ptr("out.sender.example"),
        "out.sender.example": a("192.0.2.7"),
        "7.2.0.192.origin.asn.cymru.com": txt("64496 | 192.0.2.0/24 | US | arin | 2001-05-02"),
        "as64496.asn.cymru.com": txt("64496 | US | arin | 2001-05-02 | <b>EXAMPLE</b> | x\u{1b}[2J\u{202e}"),
        "7.2.0.192.bl.test": [{"type": "A", "data": "127.0.0.2"}, {"type": "TXT", "data": "see http://bl.test/?<script>"}],
        "9.100.51.198.bl.test": [{"type": "TIMEOUT"}],
        "author.example": [{"type": "TXT", "data": "v=spf1 `x` [a](http://evil.test) -all"}],
        "_dmarc.author.example": txt("v=DMARC1; p=reject"),
        "_mta-sts.author.example": txt("v=STSv1; id=1"),
        "7.2.0.192.abuse-contacts.abusix.zone": txt("abuse@net.example"),
    });
    working(&mut zone, "bl.test");
    zone
}

/// A report with look-ups, and the answers that it rests on.
fn recorded(dns: SocketAddr) -> (hdrtrace::Report, Capsule) {
    let mut live = options(
        DnsSource::Server(dns.into()),
        asking(&Kind::ALL, &["bl.test"]),
    );
    live.settings.dns.limits.lookup = Duration::from_millis(300);
    let report = analyze(MESSAGE.as_bytes(), &live).unwrap();
    let capsule = Capsule::from_log(
        &report.input.sha256,
        live.settings.clock.now(),
        &report.log(),
    );
    (report, capsule)
}

#[test]
fn a_replay_is_the_recorded_report_byte_for_byte() {
    let server = serve(&full());
    let (report, capsule) = recorded(server.addr());
    let capsule = Arc::new(Capsule::parse(&capsule.to_json()).unwrap());
    let asked = server.questions().len();
    for _ in 0..2 {
        let replay = DnsSource::Replay {
            capsule: Arc::clone(&capsule),
            any_message: false,
        };
        let again = analyze(
            MESSAGE.as_bytes(),
            &options(replay, asking(&Kind::ALL, &["bl.test"])),
        )
        .unwrap();
        let json =
            |report: &hdrtrace::Report| render::render(report, Format::Json, &Style::default());
        assert_eq!(
            String::from_utf8(json(&report)).unwrap(),
            String::from_utf8(json(&again)).unwrap()
        );
    }
    assert_eq!(server.questions().len(), asked);
}

#[test]
fn a_recording_without_says_not_in_the_capsule() {
    let server = serve(&full());
    let dns = DnsSource::Server(server.addr().into());
    let report = analyze(
        MESSAGE.as_bytes(),
        &options(dns, enrich::EnrichSettings::default()),
    )
    .unwrap();
    let replay = DnsSource::Replay {
        capsule: Arc::new(Capsule::from_log(
            &report.input.sha256,
            DateTime::UNIX_EPOCH,
            &report.log(),
        )),
        any_message: false,
    };
    let found = traced(MESSAGE, replay, asking(&Kind::ALL, &["bl.test"]));
    let peer = &found["enrichment"]["addresses"][0];
    let missing = json!({"skipped": "not-in-capsule"});
    assert_eq!((&peer["rdns"], &peer["asn"]), (&missing, &missing));
    assert_eq!(peer["dnsbl"][0]["status"], missing);
}

#[test]
fn authentication_is_the_same_with_look_ups_as_without() {
    let server = serve(&full());
    let ask = |enrich: enrich::EnrichSettings| {
        let mut report = traced(MESSAGE, DnsSource::Server(server.addr().into()), enrich);
        // Which answer came when is not the verdicts'.
        report["dns"].take();
        report["authentication"].take()
    };
    assert_eq!(
        ask(enrich::EnrichSettings::default()),
        ask(asking(&Kind::ALL, &["bl.test"]))
    );
    // Questions that authentication used up are not missing afterwards.
    let mut few = options(
        DnsSource::Server(server.addr().into()),
        asking(&[Kind::Rdns], &[]),
    );
    few.settings.dns.limits.questions = 1;
    let report = analyze(MESSAGE.as_bytes(), &few).unwrap();
    let peer = &report.enrichment.as_ref().unwrap().addresses[0];
    assert!(peer.rdns.done().is_some(), "{:?}", peer.rdns);
}

#[test]
fn forged_hops_do_not_multiply_questions() {
    let mut message = MESSAGE.replace("From: Alice", "{hops}From: Alice");
    let hop = |n: usize| {
        let (b, c) = (n / 200, n % 200 + 1);
        format!(
            "Received: from h{n}.example (h{n}.example [198.{}.{b}.{c}]) by x.example with SMTP id {n};\r\n\
             \x20Sat, 02 May 2026 10:00:00 +0000\r\n",
            51 + b
        )
    };
    let hops = (0..500).map(hop).collect::<Vec<_>>().concat();
    message = message.replace("{hops}", &hops);
    let server = serve(&json!({}));
    let enrich = enrich::EnrichSettings {
        allow_reserved: false,
        ..asking(&[Kind::Rdns, Kind::Asn], &[])
    };
    let report = traced(&message, DnsSource::Server(server.addr().into()), enrich);
    let found = &report["enrichment"];
    assert_eq!(
        found["addresses"].as_array().unwrap().len(),
        enrich::MAX_ADDRESSES
    );
    assert!(found["left_out"]["addresses"].as_u64().unwrap() > 400);
    // The peer is of documentation here, and not asked about: the seven others cost two questions each.
    let asked = server.questions();
    let ours = asked
        .iter()
        .filter(|asked| asked.name.contains("arpa") || asked.name.contains("cymru"));
    assert_eq!(ours.count(), 2 * (enrich::MAX_ADDRESSES - 1));
}

/// A name server that says this of a name, or nothing, and the questions that it was asked.
fn failing(
    says: impl Fn(&str) -> Option<u8> + Send + 'static,
) -> (SocketAddr, Arc<Mutex<Vec<String>>>) {
    let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
    let (addr, asked) = (
        socket.local_addr().unwrap(),
        Arc::<Mutex<Vec<String>>>::default(),
    );
    let noted = Arc::clone(&asked);
    std::thread::spawn(move || {
        let mut packet = [0; 1500];
        while let Ok((len, client)) = socket.recv_from(&mut packet) {
            // The labels of the one question, behind the twelve bytes of the head.
            let (mut name, mut at) = (Vec::new(), 12);
            while packet[at] != 0 {
                let end = at + 1 + usize::from(packet[at]);
                name.push(String::from_utf8_lossy(&packet[at + 1..end]).to_lowercase());
                at = end;
            }
            let name = name.join(".");
            if let Some(rcode) = says(&name) {
                let mut reply = packet[..at + 5].to_vec();
                reply[2..12].copy_from_slice(&[0x81, 0x80 | rcode, 0, 1, 0, 0, 0, 0, 0, 0]);
                socket.send_to(&reply, client).unwrap();
            }
            noted.lock().unwrap().push(name);
            packet[..len].fill(0);
        }
    });
    (addr, asked)
}

/// Eight public addresses, so that there is much to ask.
fn long_way() -> String {
    let hops: Vec<String> = (1..8)
        .map(|n| {
            format!(
                "Received: from h{n}.example (h{n}.example [203.0.113.{n}]) by x.example with SMTP id {n};\r\n\
                 \x20Sat, 02 May 2026 10:00:00 +0000\r\n"
            )
        })
        .collect();
    MESSAGE.replace("From: Alice", &format!("{}From: Alice", hops.concat()))
}

fn with_short_waits(dns: SocketAddr, enrich: enrich::EnrichSettings) -> Given {
    let mut given = options(DnsSource::Server(dns.into()), enrich);
    given.settings.dns.limits = Limits {
        lookup: Duration::from_millis(300),
        message: Duration::from_secs(20),
        ..Limits::default()
    };
    given
}

#[test]
fn a_resolver_that_answers_nothing_is_left_alone() {
    const SERVFAIL: u8 = 2;
    const REFUSED: u8 = 5;
    for (rcode, why) in [
        (None, "dns-unreachable"),
        (Some(SERVFAIL), "dns-failed"),
        (Some(REFUSED), "dns-failed"),
    ] {
        let (dns, asked) = failing(move |_| rcode);
        let enrich = asking(&[Kind::Rdns, Kind::Asn, Kind::Contacts], &[]);
        // One that answers is given the time that a busy machine takes.
        let given = match rcode {
            None => with_short_waits(dns, enrich),
            Some(_) => options(DnsSource::Server(dns.into()), enrich),
        };
        let report = analyze(long_way().as_bytes(), &given).unwrap();
        let addresses = &report.enrichment.as_ref().unwrap().addresses;
        assert_eq!(addresses.len(), 8);
        for address in addresses {
            let skipped = address.rdns.skipped().map(hdrtrace::checked::Why::word);
            assert_eq!(skipped, Some(why), "{:?}", address.ip);
        }
        let asked = asked.lock().unwrap();
        let beside = asked
            .iter()
            .filter(|name| name.ends_with("arpa") || name.contains("cymru"));
        assert_eq!(beside.count(), 0, "{rcode:?}: {asked:?}");
        // A silent one is asked three times at most.
        let tried = asked.iter().filter(|name| *name == "com").count();
        assert!((1..=3).contains(&tried), "{rcode:?}: {asked:?}");
    }
}

#[test]
fn names_that_the_sender_made_fail_stop_no_look_up() {
    const SERVFAIL: u8 = 2;
    const NXDOMAIN: u8 = 3;
    // Whatever stands in the message fails; the peer's reverse zone and the rest of the world do not.
    let (dns, asked) = failing(|name| {
        let fails = name.ends_with("example") || name.ends_with("113.0.203.in-addr.arpa");
        Some(if fails { SERVFAIL } else { NXDOMAIN })
    });
    let given = with_short_waits(dns, asking(&[Kind::Rdns, Kind::Asn], &[]));
    let report = analyze(long_way().as_bytes(), &given).unwrap();
    let enrichment = report.enrichment.as_ref().unwrap();
    assert!(enrichment.peer().unwrap().rdns.done().is_some());
    let asked = asked.lock().unwrap();
    let origins = asked
        .iter()
        .filter(|name| name.contains("origin.asn.cymru"));
    assert_eq!(origins.count(), 8, "{asked:?}");
}

#[test]
fn our_own_sides_hosts_are_asked_about_by_nobody() {
    // The peer, then two hosts of our own, a private and a public one; a made-up field names the public one too.
    let inner = "Received: from gw.example.net (gw.example.net [198.51.100.77]) by store.example.net (Postfix) with ESMTPS id 8;\r\n\
        \x20Sat, 02 May 2026 10:00:12 +0000\r\n\
        Received: from mx.example.net (mx.example.net [10.0.0.7]) by gw.example.net (198.51.100.77) with ESMTP id 7;\r\n\
        \x20Sat, 02 May 2026 10:00:11 +0000\r\n";
    let below = "Received: from x.example (x.example [198.51.100.77]) by y.example with SMTP id 3;\r\n\
        \x20Sat, 02 May 2026 10:00:00 +0000\r\nFrom: Alice";
    let message = MESSAGE
        .replace("Return-Path", &format!("{inner}Return-Path"))
        .replace("From: Alice", below);
    let server = serve(&json!({}));
    let report = traced(
        &message,
        DnsSource::Server(server.addr().into()),
        asking(
            &[Kind::Rdns, Kind::Asn, Kind::Contacts, Kind::Dnsbl],
            &["bl.test"],
        ),
    );
    let addresses = report["enrichment"]["addresses"].as_array().unwrap();
    let asked: Vec<&str> = addresses
        .iter()
        .filter_map(|one| one["ip"].as_str())
        .collect();
    assert_eq!(asked, ["192.0.2.7", "198.51.100.9"]);
    assert_eq!(addresses[0]["peer"], true);
    assert_eq!(report["enrichment"]["left_out"]["addresses"], 0);
    for question in server.questions() {
        assert!(!question.name.contains("77.100.51.198"), "{question:?}");
    }
}

#[test]
fn what_strangers_publish_is_harmless_in_every_form() {
    let server = serve(&full());
    let (report, _) = recorded(server.addr());
    for width in [60, 80, 160] {
        let style = Style {
            width,
            ..Style::default()
        };
        let text = String::from_utf8(render::render(&report, Format::Terminal, &style)).unwrap();
        assert!(text.contains("ENRICHMENT"));
        assert!(!text.contains(['\u{1b}', '\u{202e}']), "{text}");
        assert!(!text.contains("http://"), "{text}");
        assert!(
            text.lines().all(|line| line.chars().count() <= width),
            "{text}"
        );
    }
    let html = String::from_utf8(render::render(&report, Format::Html, &Style::default())).unwrap();
    assert!(html.contains("id=\"enrichment\""));
    assert!(
        !html.contains("<script") && !html.contains("<b>EXAMPLE") && !html.contains('\u{202e}')
    );
    let markdown = render::render(&report, Format::Markdown, &Style::default());
    let markdown = String::from_utf8(markdown).unwrap();
    assert!(markdown.contains("**Enrichment:**"));
    assert!(
        !markdown.contains('\u{1b}') && !markdown.contains("http://"),
        "{markdown}"
    );
    // Markup stands in code spans only.
    let outside: String = markdown
        .lines()
        .flat_map(|line| line.split('`').step_by(2))
        .collect();
    assert!(
        !outside.contains("<script") && !outside.contains("](http"),
        "{outside}"
    );
}

#[test]
fn evidence_holds_what_was_looked_up_and_refuses_what_it_cannot_hold() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("enrich-{}", process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    let server = serve(&full());
    let mut live = options(
        DnsSource::Server(server.addr().into()),
        asking(&Kind::ALL, &["bl.test", "domain:dbl.test"]),
    );
    live.settings.dns.limits.lookup = Duration::from_millis(300);
    let bytes = MESSAGE.as_bytes();
    let report = analyze(bytes, &live).unwrap();
    casefile::write(
        &folder,
        bytes,
        &report,
        &live.settings,
        &live.known,
        &[],
        false,
    )
    .unwrap();
    let asked = server.questions().len();
    casefile::verify(&folder, None).unwrap();
    assert_eq!(server.questions().len(), asked);

    let path = folder.with_extension("mmdb");
    let network = "192.0.2.0".parse().unwrap();
    std::fs::write(&path, support::mmdb("Test", 0, network, 24, &json!({}))).unwrap();
    live.settings.enrich.geo_files = vec![Arc::new(GeoFile::open(&path).unwrap())];
    let other = folder.with_extension("other");
    let refused = casefile::write(
        &other,
        bytes,
        &report,
        &live.settings,
        &live.known,
        &[],
        false,
    );
    assert!(matches!(refused, Err(CasefileError::Geo)));
    std::fs::remove_file(&path).unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
}

fn hdrtrace(args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hdrtrace"));
    let mut child = command
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // A command line that is refused is not followed by reading.
    let _ = stdin.write_all(MESSAGE.as_bytes());
    drop(stdin);
    child.wait_with_output().unwrap()
}

#[test]
fn the_command_asks_what_it_is_told_and_refuses_what_it_does_not_know() {
    let server = serve(&full());
    let nameserver = server.addr().to_string();
    let run = |more: &[&str]| {
        let first = [
            "--format",
            "json",
            "--nameserver",
            &nameserver,
            "--enrich-reserved",
        ];
        let output = hdrtrace(&[&first, more].concat());
        serde_json::from_slice::<Value>(&output.stdout).unwrap()
    };
    assert_eq!(run(&[]).get("enrichment"), None);
    let kinds = |report: &Value| report["enrichment"]["kinds"].clone();
    assert_eq!(
        kinds(&run(&["--enrich", "asn,rdns"])),
        json!(["rdns", "asn"])
    );
    // Who names a list wants it asked.
    let listed = run(&["--dnsbl", "bl.test,bl.test"]);
    assert_eq!(kinds(&listed), json!(["dnsbl"]));
    assert_eq!(
        listed["enrichment"]["addresses"][0]["dnsbl"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    for (args, words) in [
        (["--dnsbl", "nolist"], "invalid DNS list"),
        (
            ["--geo", "/nonexistent.mmdb"],
            "cannot read the geo file /nonexistent.mmdb",
        ),
        (["--enrich", "everything"], "possible values"),
    ] {
        let output = hdrtrace(&[&args[..], &["--offline"]].concat());
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{error}");
        assert!(error.contains(words), "{error}");
    }
    // Without a list none is asked, and the report says so.
    let output = hdrtrace(&["--offline", "--enrich", "dnsbl"]);
    assert!(String::from_utf8_lossy(&output.stdout).contains("no DNS list was queried"));
}
