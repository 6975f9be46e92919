//! Recorded DNS answers: written, read back, replayed.

use crate::support::{Options, Zone};
use chrono::{DateTime, Utc};
use futures::future::{FutureExt, join_all};
use hdrtrace::checked::Why;
use hdrtrace::dns::{
    Answer, Capsule, CapsuleError, Data, Dns, Dnssec, Limits, Outcome, RecordType,
};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;

/// Runs look-ups as the program does: on one thread.
fn run<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
        .block_on(work)
}

fn sha256(digit: char) -> String {
    digit.to_string().repeat(64)
}

fn at() -> DateTime<Utc> {
    "2026-05-02T10:00:09Z".parse().unwrap()
}

#[test]
fn a_replay_gives_back_what_was_recorded() {
    let zone = json!({
        "example.com": [
            {"type": "TXT", "data": ["v=spf1 ", "-all"]},
            {"type": "MX", "data": [0, "."]},
        ],
        "a.example.com": [{"type": "CNAME", "data": "example.com"}],
        "loop.example.com": [{"type": "CNAME", "data": "loop.example.com"}],
        "slow.example.com": [{"type": "TIMEOUT"}],
        "broken.example.com": [{"type": "SERVFAIL"}],
        "closed.example.com": [{"type": "REFUSED"}],
    });
    let server = Zone::from_json(&zone).serve(Options::default());
    let questions = [
        ("example.com", RecordType::Txt),
        ("example.com", RecordType::Mx),
        ("example.com", RecordType::Ns),
        ("a.example.com", RecordType::Mx),
        ("loop.example.com", RecordType::A),
        ("broken.example.com", RecordType::A),
        ("closed.example.com", RecordType::A),
        ("nowhere.example.com", RecordType::A),
        ("slow.example.com", RecordType::A),
        ("bad..example.com", RecordType::A),
        ("example.com", RecordType::Aaaa),
    ];
    let limits = Limits {
        lookup: Duration::from_millis(150),
        questions: 9,
        ..Limits::default()
    };
    let live = Dns::server(server.addr(), limits);
    run(async {
        for (name, rtype) in questions {
            live.lookup(name, rtype).await;
        }
    });
    let text = Capsule::from_log(&sha256('a'), at(), &live.log()).to_json();
    let capsule = Capsule::parse(&text).unwrap();
    let replay = Dns::recorded(capsule.answers_for(&sha256('a')).unwrap().to_vec());
    run(join_all(
        questions.map(|(name, rtype)| replay.lookup(name, rtype)),
    ));
    assert_eq!(replay.log(), live.log());
    let again = Capsule::from_log(&sha256('a'), at(), &replay.log());
    assert_eq!(again.to_json(), text);
    assert!(text.contains("\"detail\": \"limit-reached\""));
}

#[test]
fn a_run_without_servers_records_nothing() {
    let dns = Dns::offline();
    dns.lookup("example.com", RecordType::A).now_or_never();
    let capsule = Capsule::from_log(&sha256('a'), at(), &dns.log());
    assert_eq!(capsule.answers().count(), 0);
}

#[test]
fn a_capsule_belongs_to_its_messages() {
    let mut capsule = Capsule::from_log(&sha256('a'), at(), &[]);
    capsule.merge(Capsule::from_log(&sha256('b'), at(), &[]));
    let capsule = Capsule::parse(&capsule.to_json()).unwrap();
    assert!(capsule.check(&sha256('a')).is_ok());
    assert!(capsule.check(&sha256('B')).is_ok());
    let error = capsule.check(&sha256('c')).unwrap_err();
    assert!(matches!(error, CapsuleError::OtherMessage { .. }));
    assert!(error.to_string().contains(&sha256('a')), "{error}");
    let any = r#"{"schema": "hdrtrace-dns/1", "messages": [{"answers": []}]}"#;
    assert!(Capsule::parse(any).unwrap().check(&sha256('c')).is_ok());
}

#[test]
fn a_capsule_can_be_written_by_hand() {
    let capsule = json!({"schema": "hdrtrace-dns/1", "messages": [{"answers": [
        {"name": "Example.com.", "type": "txt", "rcode": "noerror", "answers": ["v=spf1 -all", ["a\\x00", "\\\\b"]]},
        {"name": "example.com", "type": "MX", "rcode": "NOERROR", "answers": ["0 .", "5 mx.example.com"]},
        {"name": "example.com", "type": "A", "rcode": "TIMEOUT"},
    ]}]});
    let capsule = Capsule::parse(&capsule.to_string()).unwrap();
    let answers: Vec<&Answer> = capsule.answers().collect();
    let strings = |texts: &[&[u8]]| Data::Txt(texts.iter().map(|text| text.to_vec()).collect());
    assert_eq!(
        answers[0].records(),
        [strings(&[b"v=spf1 -all"]), strings(&[b"a\0", br"\b"])]
    );
    let mx = |preference, exchange: &str| Data::Mx {
        preference,
        exchange: exchange.to_owned(),
    };
    assert_eq!(answers[1].records(), [mx(0, ""), mx(5, "mx.example.com")]);
    assert_eq!(answers[2].outcome, Outcome::Timeout);
}

#[test]
fn a_wrong_capsule_says_what_is_wrong_and_where() {
    let answers = |answer: Value| {
        json!({"schema": "hdrtrace-dns/1", "messages": [{"answers": [answer]}]}).to_string()
    };
    let row = |rtype: &str, rcode: &str, data: Value| {
        answers(json!({"name": "example.com", "type": rtype, "rcode": rcode, "answers": data}))
    };
    let twice = json!({"name": "example.com", "type": "A", "rcode": "NXDOMAIN"});
    for (text, says) in [
        (String::new(), "not a file of recorded DNS answers"),
        ("[1]".to_owned(), "not a file of recorded DNS answers"),
        ("[".repeat(100_000), "not a file of recorded DNS answers"),
        (
            json!({"schema": "hdrtrace-dns/9", "new": 1}).to_string(),
            "hdrtrace-dns/9",
        ),
        (
            json!({"schema": "hdrtrace-dns/1"}).to_string(),
            "missing field `messages`",
        ),
        (
            answers(json!({"name": "a", "type": "A", "rcode": "NOERROR", "tll": 1})),
            "tll",
        ),
        (
            answers(json!({"name": "a", "type": "A", "rcode": "timeout", "at": "noon"})),
            "noon",
        ),
        (row("SRV", "NOERROR", json!([])), "is not one of A, AAAA"),
        (row("A", "MAYBE", json!([])), "MAYBE"),
        (
            row("A", "NXDOMAIN", json!(["192.0.2.1"])),
            "cannot have answers",
        ),
        (
            row("A", "NOERROR", json!(["2001:db8::1"])),
            "not an IPv4 address",
        ),
        (
            row("MX", "NOERROR", json!(["mx.example.com"])),
            "a preference and a name",
        ),
        (
            row("TXT", "NOERROR", json!([[r"a\z"]])),
            "a list of strings",
        ),
        (
            row("A", "skipped", json!([])),
            "dns-unreachable nor limit-reached",
        ),
        (
            json!({"schema": "hdrtrace-dns/1", "messages": [{"answers": [twice, twice]}]})
                .to_string(),
            "answer 2 (\"example.com\")",
        ),
        (
            json!({"schema": "hdrtrace-dns/1", "messages": [{"sha256": "xyz", "answers": []}]})
                .to_string(),
            "64 hexadecimal digits",
        ),
    ] {
        let error = Capsule::parse(&text).unwrap_err().to_string();
        assert!(error.contains(says), "{error}");
        assert!(!error.contains(char::is_control), "{error}");
    }
}

mod properties {
    use super::*;
    use proptest::prelude::*;

    fn data(rtype: RecordType) -> BoxedStrategy<Data> {
        let name = || "[a-z]{1,9}(\\.[a-z_]{1,9}){0,3}";
        let string = prop::collection::vec(any::<u8>(), 0..40);
        match rtype {
            RecordType::A => any::<[u8; 4]>().prop_map(|ip| Data::A(ip.into())).boxed(),
            RecordType::Aaaa => any::<[u8; 16]>()
                .prop_map(|ip| Data::Aaaa(ip.into()))
                .boxed(),
            RecordType::Mx => (any::<u16>(), name())
                .prop_map(|(preference, exchange)| Data::Mx {
                    preference,
                    exchange,
                })
                .boxed(),
            RecordType::Txt => prop::collection::vec(string, 0..4)
                .prop_map(Data::Txt)
                .boxed(),
            RecordType::Ptr => name().prop_map(Data::Ptr).boxed(),
            RecordType::Ns => name().prop_map(Data::Ns).boxed(),
        }
    }

    fn answer() -> impl Strategy<Value = Answer> {
        let rtype = prop::sample::select(RecordType::ALL.to_vec());
        let outcome = |rtype| {
            prop_oneof![
                prop::collection::vec(data(rtype), 1..4).prop_map(Outcome::Records),
                Just(Outcome::NoData),
                Just(Outcome::NxDomain),
                Just(Outcome::ServFail),
                Just(Outcome::Refused),
                Just(Outcome::Timeout),
                ".*".prop_map(Outcome::Failed),
                Just(Outcome::Skipped(Why::DnsUnreachable)),
            ]
        };
        let rest = (
            "[a-z]{1,20}",
            prop::collection::vec(".*", 0..3),
            any::<Option<u32>>(),
            any::<Option<String>>(),
            prop::option::of(
                (0_i64..1 << 33).prop_map(|ms| DateTime::from_timestamp_millis(ms).unwrap()),
            ),
            any::<Option<bool>>(),
            prop::sample::select(&Dnssec::ALL[..]),
        );
        (
            rtype.prop_flat_map(move |rtype| (Just(rtype), outcome(rtype))),
            rest,
        )
            .prop_map(
                |((rtype, outcome), (name, cnames, ttl, server, at, authentic, dnssec))| Answer {
                    name,
                    rtype,
                    // What is bogus is never used.
                    outcome: match (dnssec, outcome) {
                        (Dnssec::Bogus, _) => Outcome::Failed("bogus".to_owned()),
                        (Dnssec::Unchecked, outcome) => outcome,
                        (_, Outcome::Records(records)) => Outcome::Records(records),
                        _ => Outcome::NxDomain,
                    },
                    cnames,
                    ttl,
                    server,
                    at,
                    authentic,
                    dnssec,
                    cached: false,
                },
            )
    }

    proptest! {
        #[test]
        fn a_capsule_comes_back(answer in answer()) {
            let capsule = Capsule::from_log(&sha256('a'), at(), &[Arc::new(answer)]);
            prop_assert_eq!(Capsule::parse(&capsule.to_json()).unwrap(), capsule);
        }

        #[test]
        fn no_text_breaks_the_reader(answer in answer(), cut in any::<prop::sample::Index>(), junk in ".{0,9}") {
            let mut text = Capsule::from_log(&sha256('a'), at(), &[Arc::new(answer)]).to_json();
            let at = cut.index(text.len());
            if text.is_char_boundary(at) {
                text.insert_str(at, &junk);
            }
            let _ = Capsule::parse(&text);
            let _ = Capsule::parse(&junk);
        }
    }
}
