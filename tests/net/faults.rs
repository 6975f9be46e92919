//! What a name server or the owner of a zone may do to who asks: whatever it is, questions, bytes and time stay within the
//! limits. The servers count.

use crate::given::{Given, analyze};
use crate::growth::assert_linear;
use crate::support::{Options, Server, Zone};
use hdrtrace::dns::{Dns, Limits, Outcome, RecordType};
use hdrtrace::limits::MAX_QUESTIONS;
use hdrtrace::{DnsSettings, DnsSource, Report, Settings};
use hickory_proto::op::{Message, MessageType};
use hickory_proto::rr::rdata::A;
use hickory_proto::rr::{Name, RData, Record};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::net::{TcpListener, UdpSocket};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

fn mail(from: &str, signatures: &str) -> String {
    format!(
        "Return-Path: <bounce@sender.example>\r\n\
        Received: from out.sender.example (out.sender.example [203.0.113.9])\r\n\
        \tby mx.example.net (Postfix) with ESMTPS id 6C2A913D117\r\n\
        \tfor <robin@example.net>; Sat, 2 May 2026 10:00:09 +0000 (UTC)\r\n\
        {signatures}From: Alice <alice@{from}>\r\nSubject: Minutes\r\n\r\nHello.\r\n"
    )
}

fn traced(server: &Server, limits: Limits, raw: &str) -> Report {
    let given = Given {
        settings: Settings {
            dns: DnsSettings {
                limits,
                ..DnsSource::Server(server.addr().into()).into()
            },
            ..Settings::default()
        },
        ..Given::default()
    };
    analyze(raw.as_bytes(), &given).unwrap()
}

/// The questions that a server was asked, each once: a datagram may be lost.
fn asked(server: &Server) -> BTreeSet<(String, String)> {
    let questions = server.questions().into_iter();
    questions.map(|one| (one.name, one.rtype)).collect()
}

#[test]
fn no_fault_of_a_server_costs_more_than_a_message_may() {
    let signatures: Vec<String> = (0..20)
        .map(|number| {
            format!("DKIM-Signature: v=1; a=rsa-sha256; d=d{number}.example; s=s; h=from; bh=AAAA; b=AAAA\r\n")
        })
        .collect();
    let zone = json!({
        "sender.example": [{"type": "TXT", "data": "v=spf1 include:sender.example include:a.example -all"}],
        "a.example": [{"type": "CNAME", "data": "b.example"}],
        "b.example": [{"type": "CNAME", "data": "a.example"}],
        "_dmarc.sender.example": [{"type": "TXT", "data": "v=DMARC1; p=reject"}],
    });
    let limits = Limits {
        lookup: Duration::from_millis(150),
        message: Duration::from_millis(450),
        questions: 12,
        bytes: 4000,
        ..Limits::default()
    };
    let with = Options::default;
    let faults = [
        ("none", with()),
        (
            "silence",
            Options {
                drop_first: usize::MAX,
                ..with()
            },
        ),
        (
            "loss",
            Options {
                drop_first: 3,
                ..with()
            },
        ),
        (
            "slowness",
            Options {
                delay: Duration::from_millis(100),
                ..with()
            },
        ),
        (
            "truncation",
            Options {
                truncate: true,
                ..with()
            },
        ),
        (
            "truncation without TCP",
            Options {
                truncate: true,
                refuse_tcp: true,
                ..with()
            },
        ),
        (
            "wrong ids and questions",
            Options {
                forgeries: true,
                ..with()
            },
        ),
        (
            "bytes that are no answer",
            Options {
                garble: true,
                ..with()
            },
        ),
        (
            "referrals",
            Options {
                refer: true,
                ..with()
            },
        ),
        (
            "aliases that loop",
            Options {
                leave_aliases: true,
                ..with()
            },
        ),
        (
            "no EDNS",
            Options {
                no_edns: true,
                ..with()
            },
        ),
    ];
    for (fault, options) in faults {
        let server = Zone::from_json(&zone).serve(options);
        let report = traced(
            &server,
            limits.clone(),
            &mail("sender.example", &signatures.concat()),
        );
        let asked = asked(&server);
        assert!(asked.len() <= limits.questions, "{fault}: {asked:?}");
        // Each is repeated, without EDNS or over TCP, but not without end.
        let packets = server.questions().len();
        assert!(packets <= 8 * limits.questions, "{fault}: {packets}");
        // What was not answered is no failure of the sender's.
        assert!(report.authentication.dkim.len() == 20, "{fault}");
    }
}

#[test]
fn a_fan_out_of_an_spf_record_ends_at_the_limits() {
    let mut zone = Map::new();
    let terms: Vec<String> = (0..10)
        .map(|n| format!(" mx:m{n}.sender.example"))
        .collect();
    let record = json!([{"type": "TXT", "data": format!("v=spf1{} -all", terms.concat())}]);
    zone.insert("sender.example".to_owned(), record.clone());
    zone.insert("out.sender.example".to_owned(), record);
    for n in 0..10 {
        let hosts = (0..10)
            .map(|h| json!({"type": "MX", "data": [h, format!("h{h}.m{n}.sender.example")]}));
        zone.insert(format!("m{n}.sender.example"), hosts.collect());
        for h in 0..10 {
            let addresses =
                (0..50).map(|a| json!({"type": "A", "data": format!("198.51.100.{a}")}));
            zone.insert(format!("h{h}.m{n}.sender.example"), addresses.collect());
        }
    }
    let server = Zone::from_json(&Value::Object(zone)).serve(Options::default());
    traced(&server, Limits::default(), &mail("sender.example", ""));
    let asked = asked(&server);
    let count = asked.len();
    assert!(count > 50 && count <= MAX_QUESTIONS, "{count}");

    // Includes of includes: the eleventh term is an error, and nothing is asked behind it.
    let mut zone = Map::new();
    for name in ["sender.example".to_owned(), "out.sender.example".to_owned()]
        .into_iter()
        .chain((0..100).map(|n| format!("i{n}.sender.example")))
    {
        let terms: Vec<String> = (0..100)
            .map(|n| format!(" include:i{n}.sender.example"))
            .collect();
        let record = json!([{"type": "TXT", "data": format!("v=spf1{} -all", terms.concat())}]);
        zone.insert(name, record);
    }
    let server = Zone::from_json(&Value::Object(zone)).serve(Options::default());
    traced(&server, Limits::default(), &mail("sender.example", ""));
    let spf = server
        .questions()
        .into_iter()
        .filter(|one| one.name.starts_with('i'));
    let names: BTreeSet<String> = spf.map(|one| one.name).collect();
    // Ten for each of the two identities, and what was asked ahead of its turn.
    assert!(names.len() <= 40, "{names:?}");
}

#[test]
fn a_domain_of_a_hundred_labels_is_walked_in_eight_steps() {
    let domain = format!("{}example", "a.".repeat(100));
    let server = Zone::from_json(&json!({"sender.example": []})).serve(Options::default());
    traced(&server, Limits::default(), &mail(&domain, ""));
    let steps = asked(&server)
        .into_iter()
        .filter(|(name, _)| name.starts_with("_dmarc.") && !name.contains("sender"));
    let steps: Vec<_> = steps.collect();
    assert!(steps.len() <= 8, "{steps:?}");
}

/// What stands in a key's record: a modulus of so many bytes, and an exponent of so many.
fn rsa_key(modulus: usize, exponent: usize) -> String {
    fn tagged(tag: u8, content: &[u8]) -> Vec<u8> {
        let length = u16::try_from(content.len()).expect("a key").to_be_bytes();
        [&[tag, 0x82][..], &length, content].concat()
    }
    let number = |bytes: usize| {
        let mut number = vec![0x5b; bytes];
        number[bytes - 1] |= 1;
        tagged(2, &number)
    };
    let key = tagged(0x30, &[number(modulus), number(exponent)].concat());
    let algorithm = [
        0x30, 0x0d, 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1, 5, 0,
    ];
    let bits = tagged(3, &[&[0][..], &key].concat());
    base64(&tagged(0x30, &[&algorithm[..], &bits].concat()))
}

fn base64(bytes: &[u8]) -> String {
    use base64::Engine;
    base64::prelude::BASE64_STANDARD.encode(bytes)
}

#[test]
fn a_huge_key_costs_one_question_and_no_work() {
    // 32 signatures by keys of up to 16,384 bits, with exponents as long.
    for (what, exponent) in [("small", None), ("huge", Some(()))] {
        assert_linear(what, 2048, |bytes| {
            let key = rsa_key(bytes, exponent.map_or(3, |()| bytes));
            let record = json!([{"type": "TXT", "data": format!("v=DKIM1; k=rsa; p={key}")}]);
            let server = Zone::from_json(&json!({"s._domainkey.sender.example": record}))
                .serve(Options::default());
            let signature = format!(
                "DKIM-Signature: v=1; a=rsa-sha256; d=sender.example; s=s; h=from;\r\n \
                bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=;\r\n b={}\r\n",
                base64(&vec![0x11; bytes])
            );
            let raw = mail("sender.example", &signature.repeat(32));
            let report = traced(&server, Limits::default(), &raw);
            assert_eq!(report.authentication.dkim.len(), 32);
            let keys = asked(&server)
                .into_iter()
                .filter(|(name, _)| name.contains("_domainkey"));
            assert_eq!(keys.count(), 1);
        });
    }
}

fn response(question: &Message) -> Message {
    let mut answer = question.clone();
    answer.metadata.message_type = MessageType::Response;
    answer.metadata.recursion_available = true;
    answer
}

#[test]
fn records_of_other_names_are_neither_believed_nor_kept() {
    let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
    let server = socket.local_addr().unwrap();
    let count = Arc::<AtomicUsize>::default();
    let seen = Arc::clone(&count);
    thread::spawn(move || {
        let mut packet = [0; 4096];
        while let Ok((length, client)) = socket.recv_from(&mut packet) {
            let question = Message::from_vec(&packet[..length]).unwrap();
            seen.fetch_add(1, Ordering::SeqCst);
            let mut answer = response(&question);
            let of = |name: &str, last| {
                let name = Name::from_ascii(name).unwrap();
                Record::from_rdata(name, 60, RData::A(A::new(192, 0, 2, last)))
            };
            answer.answers = vec![of("bank.example.", 66), of("evil.example.", 1)];
            answer.add_additional(of("bank.example.", 66));
            let _ = socket.send_to(&answer.to_vec().unwrap(), client);
        }
    });
    let dns = Dns::server(server, Limits::default());
    let ask = |name: &str| futures::executor::block_on(dns.lookup(name, RecordType::A));
    let evil = ask("evil.example");
    let said = format!("{:?}", evil.outcome);
    assert!(
        said.contains("192.0.2.1") && !said.contains("192.0.2.66"),
        "{said}"
    );
    // That of the bank was not kept: it is asked for.
    ask("bank.example");
    assert_eq!(count.load(Ordering::SeqCst), 2);
}

#[test]
fn an_answer_that_trickles_over_tcp_costs_a_time_out() {
    let (socket, listener) = loop {
        let udp = UdpSocket::bind("127.0.0.1:0").unwrap();
        if let Ok(tcp) = TcpListener::bind(udp.local_addr().unwrap()) {
            break (udp, tcp);
        }
    };
    let server = socket.local_addr().unwrap();
    thread::spawn(move || {
        let mut packet = [0; 4096];
        while let Ok((length, client)) = socket.recv_from(&mut packet) {
            let mut answer = response(&Message::from_vec(&packet[..length]).unwrap());
            answer.metadata.truncation = true;
            let _ = socket.send_to(&answer.to_vec().unwrap(), client);
        }
    });
    let sent = Arc::<AtomicUsize>::default();
    let count = Arc::clone(&sent);
    thread::spawn(move || {
        for stream in listener.incoming() {
            let (mut stream, count) = (stream.unwrap(), Arc::clone(&count));
            thread::spawn(move || {
                let _ = stream.read(&mut [0; 512]);
                // The length of the largest answer, and then one byte at a time.
                for byte in [0xff, 0xff]
                    .into_iter()
                    .chain(std::iter::repeat_n(0, 65_535))
                {
                    if stream.write_all(&[byte]).is_err() {
                        break;
                    }
                    count.fetch_add(1, Ordering::SeqCst);
                    thread::sleep(Duration::from_millis(20));
                }
            });
        }
    });
    let limits = Limits {
        lookup: Duration::from_millis(300),
        message: Duration::from_millis(500),
        ..Limits::default()
    };
    let dns = Dns::server(server, limits);
    let outcomes: Vec<Outcome> = ["a.example", "b.example", "c.example"]
        .iter()
        .map(|name| {
            let answer = futures::executor::block_on(dns.lookup(name, RecordType::A));
            answer.outcome.clone()
        })
        .collect();
    assert_eq!(outcomes[0], Outcome::Timeout);
    assert!(matches!(outcomes[2], Outcome::Skipped(_)), "{outcomes:?}");
    // Of 64 kB an answer hardly a hundred bytes came.
    let sent = sent.load(Ordering::SeqCst);
    assert!(sent < 1000, "{sent}");
}
