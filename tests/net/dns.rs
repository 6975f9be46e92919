//! The DNS layer against a server on loopback.

use crate::support::{Options, Server, Zone};
use chrono::Utc;
use futures::future::{FutureExt, join_all};
use hdrtrace::checked::Why;
use hdrtrace::dns::{Answer, Data, Dns, Limits, Outcome, RecordType};
use serde_json::{Value, json};
use std::net::{SocketAddr, UdpSocket};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Runs look-ups as the program does: on one thread.
fn run<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
        .block_on(work)
}

fn serve(zone: &Value, options: Options) -> Server {
    Zone::from_json(zone).serve(options)
}

fn ask(server: &Server, name: &str, rtype: RecordType) -> Arc<Answer> {
    run(Dns::server(server.addr(), Limits::default()).lookup(name, rtype))
}

/// Limits that a test can wait for.
fn hasty() -> Limits {
    Limits {
        lookup: Duration::from_millis(150),
        message: Duration::from_millis(400),
        ..Limits::default()
    }
}

/// An address where nobody listens.
fn nobody() -> SocketAddr {
    UdpSocket::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
}

fn zone() -> Value {
    json!({
        "example.com": [
            {"type": "A", "data": "192.0.2.1", "ttl": 60},
            {"type": "A", "data": "192.0.2.2", "ttl": 30},
            {"type": "AAAA", "data": "2001:db8::1"},
            {"type": "MX", "data": [10, "Mail.Example.com"]},
            {"type": "NS", "data": "ns.example.com"},
            {"type": "TXT", "data": ["v=spf1 ", "-all"]},
            {"type": "TXT", "data": ["other"]},
        ],
        "1.2.0.192.in-addr.arpa": [{"type": "PTR", "data": "mail.example.com"}],
        "null.example.com": [{"type": "MX", "data": [0, "."]}],
        "deep.below.example.com": [{"type": "A", "data": "192.0.2.3"}],
        "slow.example.com": [{"type": "TXT", "data": ["x"]}, {"type": "TIMEOUT"}],
        "broken.example.com": [{"type": "SERVFAIL"}],
        "closed.example.com": [{"type": "REFUSED"}],
        "a.example.com": [{"type": "CNAME", "data": "b.example.com", "ttl": 5}],
        "b.example.com": [{"type": "CNAME", "data": "deep.below.example.com"}],
        "gone.example.com": [{"type": "CNAME", "data": "nowhere.example.com"}],
        "loop.example.com": [{"type": "CNAME", "data": "pool.example.com"}],
        "pool.example.com": [{"type": "CNAME", "data": "loop.example.com"}],
    })
}

#[test]
fn each_type_is_read() {
    let server = serve(&zone(), Options::default());
    let name = |text: &str| text.to_owned();
    for (owner, rtype, records) in [
        (
            "example.com",
            RecordType::A,
            vec![
                Data::A("192.0.2.1".parse().unwrap()),
                Data::A("192.0.2.2".parse().unwrap()),
            ],
        ),
        (
            "example.com",
            RecordType::Aaaa,
            vec![Data::Aaaa("2001:db8::1".parse().unwrap())],
        ),
        (
            "example.com",
            RecordType::Mx,
            vec![Data::Mx {
                preference: 10,
                exchange: name("mail.example.com"),
            }],
        ),
        (
            "null.example.com",
            RecordType::Mx,
            vec![Data::Mx {
                preference: 0,
                exchange: String::new(),
            }],
        ),
        (
            "example.com",
            RecordType::Ns,
            vec![Data::Ns(name("ns.example.com"))],
        ),
        (
            "1.2.0.192.in-addr.arpa",
            RecordType::Ptr,
            vec![Data::Ptr(name("mail.example.com"))],
        ),
        (
            "example.com",
            RecordType::Txt,
            vec![
                Data::Txt(vec![b"v=spf1 ".to_vec(), b"-all".to_vec()]),
                Data::Txt(vec![b"other".to_vec()]),
            ],
        ),
    ] {
        let answer = ask(&server, owner, rtype);
        assert_eq!(answer.outcome, Outcome::Records(records), "{owner}");
    }
}

#[test]
fn each_end_has_its_own_outcome() {
    let server = serve(&zone(), Options::default());
    for (name, outcome) in [
        ("null.example.com", Outcome::NoData),
        // A name that only has names below it exists (RFC 8020).
        ("below.example.com", Outcome::NoData),
        ("nowhere.example.com", Outcome::NxDomain),
        ("gone.example.com", Outcome::NxDomain),
        ("broken.example.com", Outcome::ServFail),
        ("closed.example.com", Outcome::Refused),
    ] {
        assert_eq!(ask(&server, name, RecordType::A).outcome, outcome, "{name}");
    }
    let dns = Dns::server(server.addr(), hasty());
    let silent = run(dns.lookup("slow.example.com", RecordType::A));
    assert_eq!(silent.outcome, Outcome::Timeout);
    assert_eq!(silent.server, Some(server.addr().to_string()));
}

#[test]
fn an_answer_says_who_when_and_how_long() {
    let server = serve(&zone(), Options::default());
    let before = Utc::now() - chrono::TimeDelta::milliseconds(1);
    let answer = ask(&server, "Example.COM.", RecordType::A);
    assert_eq!(answer.name, "example.com");
    assert_eq!(answer.ttl, Some(30));
    assert_eq!(answer.server, Some(server.addr().to_string()));
    assert!(before <= answer.at.unwrap() && answer.at.unwrap() <= Utc::now());
    assert_eq!(answer.authentic, Some(false));

    let options = Options {
        authentic: true,
        ..Options::default()
    };
    let vouching = serve(&zone(), options);
    let answer = ask(&vouching, "example.com", RecordType::A);
    assert_eq!(answer.authentic, Some(true));
}

#[test]
fn aliases_are_followed_and_kept_whoever_follows_them() {
    for leave_aliases in [false, true] {
        let options = Options {
            leave_aliases,
            ..Options::default()
        };
        let server = serve(&zone(), options);
        let answer = ask(&server, "a.example.com", RecordType::A);
        assert_eq!(answer.records().len(), 1);
        assert_eq!(answer.cnames, ["b.example.com", "deep.below.example.com"]);
        assert_eq!(answer.ttl, Some(5));
        let answer = ask(&server, "a.example.com", RecordType::Txt);
        assert_eq!(answer.outcome, Outcome::NoData);
        let answer = ask(&server, "gone.example.com", RecordType::A);
        assert_eq!(answer.outcome, Outcome::NxDomain);
        assert_eq!(answer.cnames, ["nowhere.example.com"]);
    }
}

#[test]
fn an_alias_loop_ends() {
    for leave_aliases in [false, true] {
        let options = Options {
            leave_aliases,
            ..Options::default()
        };
        let server = serve(&zone(), options);
        let answer = ask(&server, "loop.example.com", RecordType::A);
        assert_eq!(
            answer.outcome,
            Outcome::Failed("CNAME loop at loop.example.com".to_owned())
        );
        assert_eq!(answer.cnames, ["pool.example.com", "loop.example.com"]);
    }
}

#[test]
fn a_long_alias_chain_ends() {
    let aliases = (0..40).map(|n| {
        let target = format!("c{}.example.com", n + 1);
        let records = json!([{"type": "CNAME", "data": target}]);
        (format!("c{n}.example.com"), records)
    });
    for leave_aliases in [false, true] {
        let options = Options {
            leave_aliases,
            ..Options::default()
        };
        let server = serve(&aliases.clone().collect(), options);
        let answer = ask(&server, "c0.example.com", RecordType::A);
        assert_eq!(
            answer.outcome,
            Outcome::Failed("CNAME chain longer than 16".to_owned())
        );
        assert!(server.questions().len() <= 17);
    }
}

#[test]
fn a_truncated_answer_comes_over_tcp() {
    let long = json!({"example.com": [{"type": "TXT", "data": vec!["x".repeat(255); 20]}]});
    for (zone, truncate) in [(zone(), true), (long, false)] {
        let options = Options {
            truncate,
            ..Options::default()
        };
        let server = serve(&zone, options);
        let answer = ask(&server, "example.com", RecordType::Txt);
        assert!(!answer.records().is_empty());
        let tcp: Vec<bool> = server.questions().iter().map(|q| q.tcp).collect();
        assert_eq!(tcp, [false, true]);
    }
}

#[test]
fn a_truncated_answer_without_tcp_is_no_answer() {
    for (garble, refuse_tcp) in [(true, false), (false, true)] {
        let options = Options {
            truncate: true,
            garble,
            refuse_tcp,
            ..Options::default()
        };
        let server = serve(&zone(), options);
        let answer = ask(&server, "example.com", RecordType::Txt);
        let Outcome::Failed(text) = &answer.outcome else {
            panic!("{answer:?}");
        };
        assert!(text.starts_with("the answer was truncated"), "{text}");
    }
}

#[test]
fn forgeries_are_passed_over() {
    let options = Options {
        forgeries: true,
        ..Options::default()
    };
    let server = serve(&zone(), options);
    let answer = ask(&server, "deep.below.example.com", RecordType::A);
    assert_eq!(answer.records().len(), 1);
}

#[test]
fn a_lost_datagram_is_sent_again() {
    let options = Options {
        drop_first: 1,
        ..Options::default()
    };
    let server = serve(&zone(), options);
    let answer = ask(&server, "example.com", RecordType::Mx);
    assert_eq!(answer.records().len(), 1);
    assert_eq!(server.questions().len(), 2);
}

#[test]
fn servers_older_than_edns_and_unreadable_and_referring_ones() {
    let options = Options {
        no_edns: true,
        ..Options::default()
    };
    let old = serve(&zone(), options);
    assert_eq!(ask(&old, "example.com", RecordType::Mx).records().len(), 1);

    let options = Options {
        garble: true,
        ..Options::default()
    };
    let mad = serve(&zone(), options);
    let answer = ask(&mad, "example.com", RecordType::Mx);
    assert!(matches!(&answer.outcome, Outcome::Failed(text) if text.contains("cannot be read")));

    let options = Options {
        refer: true,
        ..Options::default()
    };
    let lame = serve(&zone(), options);
    let answer = ask(&lame, "example.com", RecordType::Mx);
    assert!(
        matches!(&answer.outcome, Outcome::Failed(text) if text.contains("sent only a referral"))
    );
}

#[test]
fn the_next_server_answers_for_one_that_does_not() {
    let good = serve(&zone(), Options::default());
    let failing = serve(
        &json!({"example.com": [{"type": "SERVFAIL"}]}),
        Options::default(),
    );
    let silent = serve(
        &json!({"example.com": [{"type": "TIMEOUT"}]}),
        Options::default(),
    );
    for bad in [failing.addr(), silent.addr(), nobody()] {
        let dns = Dns::servers(vec![bad, good.addr()], Limits::default());
        let answer = run(dns.lookup("example.com", RecordType::Mx));
        assert_eq!(answer.records().len(), 1);
        assert_eq!(answer.server, Some(good.addr().to_string()));
    }
    let dns = Dns::servers(vec![nobody(), failing.addr()], Limits::default());
    let answer = run(dns.lookup("example.com", RecordType::Mx));
    assert_eq!(answer.outcome, Outcome::ServFail);
}

#[test]
fn one_question_is_asked_once() {
    let options = Options {
        delay: Duration::from_millis(20),
        ..Options::default()
    };
    let server = serve(&zone(), options);
    let dns = Dns::server(server.addr(), Limits::default());
    run(async {
        let names = ["example.com", "EXAMPLE.com", "example.com."];
        let answers = join_all(names.map(|name| dns.lookup(name, RecordType::A))).await;
        assert!(
            answers
                .iter()
                .all(|answer| Arc::ptr_eq(answer, &answers[0]))
        );
        let again = dns.clone().lookup("example.com", RecordType::A).await;
        assert!(Arc::ptr_eq(&again, &answers[0]));
        dns.lookup("example.com", RecordType::Aaaa).await;
    });
    assert_eq!(server.questions().len(), 2);
    assert_eq!(dns.log().len(), 2);
}

#[test]
fn a_second_asker_does_not_wait_for_the_first_one_to_be_polled() {
    let server = serve(&zone(), Options::default());
    let dns = Dns::server(server.addr(), Limits::default());
    run(async {
        let mut first = Box::pin(dns.lookup("example.com", RecordType::A));
        assert!((&mut first).now_or_never().is_none());
        let second = dns.lookup("example.com", RecordType::A).await;
        assert!(Arc::ptr_eq(&first.await, &second));
    });
}

#[test]
fn questions_run_at_once() {
    let options = Options {
        delay: Duration::from_millis(50),
        ..Options::default()
    };
    let server = serve(&zone(), options);
    let dns = Dns::server(server.addr(), Limits::default());
    let names: Vec<String> = (0..20).map(|n| format!("n{n}.example.com")).collect();
    let start = Instant::now();
    run(join_all(
        names.iter().map(|name| dns.lookup(name, RecordType::A)),
    ));
    let time = start.elapsed();
    #[allow(
        clippy::print_stdout,
        reason = "a figure for who runs it with --nocapture"
    )]
    {
        println!("20 look-ups over a server that takes 50 ms: {time:?}");
    }
    assert!(time < Duration::from_millis(20 * 50 / 2), "{time:?}");
}

#[test]
fn a_silent_server_costs_no_more_than_the_message_may() {
    let silent = UdpSocket::bind("127.0.0.1:0").unwrap();
    let dns = Dns::server(silent.local_addr().unwrap(), hasty());
    let start = Instant::now();
    let outcomes: Vec<Outcome> = run(async {
        let mut outcomes = Vec::new();
        for n in 0..10 {
            let answer = dns
                .lookup(&format!("n{n}.example.com"), RecordType::A)
                .await;
            outcomes.push(answer.outcome.clone());
        }
        outcomes
    });
    let time = start.elapsed();
    assert!(time < Duration::from_millis(800), "{time:?}");
    assert_eq!(outcomes[0], Outcome::Timeout);
    assert_eq!(outcomes[9], Outcome::Skipped(Why::DnsUnreachable));
    assert_eq!(dns.log().len(), 10);
}

#[test]
fn where_nobody_listens_one_question_tells() {
    let dns = Dns::server(nobody(), Limits::default());
    let start = Instant::now();
    run(async {
        let first = dns.lookup("example.com", RecordType::A).await;
        assert!(matches!(first.outcome, Outcome::Failed(_)), "{first:?}");
        let second = dns.lookup("example.com", RecordType::Mx).await;
        assert_eq!(second.outcome, Outcome::Skipped(Why::DnsUnreachable));
    });
    assert!(start.elapsed() < Duration::from_secs(1));
}

#[test]
fn a_slow_name_does_not_make_the_server_unreachable() {
    let server = serve(&zone(), Options::default());
    let dns = Dns::server(server.addr(), hasty());
    run(async {
        let slow = dns.lookup("slow.example.com", RecordType::A).await;
        assert_eq!(slow.outcome, Outcome::Timeout);
        let quick = dns.lookup("example.com", RecordType::A).await;
        assert_eq!(quick.records().len(), 2);
    });
}

#[test]
fn questions_and_bytes_are_limited() {
    let server = serve(&zone(), Options::default());
    for limits in [
        Limits {
            questions: 2,
            ..Limits::default()
        },
        Limits {
            bytes: 60,
            ..Limits::default()
        },
    ] {
        let dns = Dns::server(server.addr(), limits);
        run(async {
            dns.lookup("example.com", RecordType::A).await;
            dns.lookup("example.com", RecordType::Mx).await;
            let third = dns.lookup("example.com", RecordType::Txt).await;
            assert_eq!(third.outcome, Outcome::Skipped(Why::LimitReached));
            let known = dns.lookup("example.com", RecordType::A).await;
            assert_eq!(known.records().len(), 2);
        });
    }
}

#[test]
fn impossible_names_are_never_sent() {
    let server = serve(&zone(), Options::default());
    let (long_label, long_name) = ("a".repeat(64), "a.".repeat(128));
    for name in [
        "",
        ".",
        "a..example.com",
        ".a",
        "a..",
        &long_label,
        &long_name,
    ] {
        for dns in [
            Dns::server(server.addr(), Limits::default()),
            Dns::offline(),
            Dns::recorded([]),
        ] {
            let answer = run(dns.lookup(name, RecordType::Txt));
            assert!(answer.is_invalid_name(), "{answer:?}");
            assert!(
                matches!(&answer.outcome, Outcome::Failed(text) if text.starts_with("not queried"))
            );
        }
    }
    assert_eq!(server.questions(), []);
    assert!(!ask(&server, "_a.example.com", RecordType::Txt).is_invalid_name());
}

#[test]
fn unforeseen_questions_are_told() {
    let server = serve(&zone(), Options::default());
    ask(&server, "example.com", RecordType::Txt);
    ask(&server, "other.test", RecordType::Txt);
    assert_eq!(server.unforeseen(), ["other.test TXT"]);
}

#[test]
fn offline_and_recorded_need_no_runtime() {
    let offline = Dns::offline()
        .lookup("example.com", RecordType::A)
        .now_or_never();
    assert_eq!(offline.unwrap().outcome, Outcome::Skipped(Why::Offline));
    let recorded = Answer::new("Example.com", RecordType::A, Outcome::NxDomain);
    let dns = Dns::recorded([recorded]);
    let known = dns.lookup("example.com", RecordType::A).now_or_never();
    assert_eq!(known.unwrap().outcome, Outcome::NxDomain);
    let missing = dns.lookup("example.com", RecordType::Mx).now_or_never();
    assert_eq!(
        missing.unwrap().outcome,
        Outcome::Skipped(Why::NotInCapsule)
    );
}

#[test]
fn the_log_is_in_order_of_names_and_types() {
    let dns = Dns::offline();
    for name in ["b.example.com", "a.example.com"] {
        for rtype in [RecordType::Txt, RecordType::A] {
            dns.lookup(name, rtype).now_or_never();
        }
    }
    let log: Vec<String> = dns
        .log()
        .iter()
        .map(|answer| format!("{} {}", answer.name, answer.rtype.word()))
        .collect();
    let wanted = [
        "a.example.com A",
        "a.example.com TXT",
        "b.example.com A",
        "b.example.com TXT",
    ];
    assert_eq!(log, wanted);
}
