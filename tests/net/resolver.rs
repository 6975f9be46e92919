//! The resolver that messages share, and the analyzer over it.

use crate::given::{Given, analyze};
use crate::support::{Server, Zone};
use chrono::{DateTime, Utc};
use futures::future::{FutureExt, join_all};
use hdrtrace::checked::Why;
use hdrtrace::dns::{Bounds, Capsule, Dns, Limits, Outcome, RecordType, Resolver};
use hdrtrace::render::{self, Format, Style};
use hdrtrace::{Analyzer, Clock, DnsSource, Known, Report, Settings};
use hickory_proto::op::{Message, MessageType, ResponseCode};
use hickory_proto::rr::rdata::{A, SOA};
use hickory_proto::rr::{Name, RData, Record};
use serde_json::{Value, json};
use std::fs;
use std::net::{SocketAddr, UdpSocket};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

fn case(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/cases")
        .join(name)
}

/// A signed message that passes everything.
fn sample() -> Vec<u8> {
    fs::read(case("all-passes").join("message.eml")).unwrap()
}

fn zone_of(name: &str) -> Value {
    serde_json::from_str(&fs::read_to_string(case(name).join("dns.zone")).unwrap()).unwrap()
}

fn serve(zone: &Value) -> Server {
    Zone::from_json(zone).serve(crate::support::Options::default())
}

fn options(server: SocketAddr) -> Given {
    Given {
        settings: Settings {
            clock: Clock::Fixed(DateTime::<Utc>::UNIX_EPOCH),
            dns: DnsSource::Server(server.into()).into(),
            ..Settings::default()
        },
        known: Known::default(),
    }
}

fn json(report: &Report) -> String {
    String::from_utf8(render::render(report, Format::Json, &Style::default())).unwrap()
}

/// The report without the moments of its answers, which are those of the clock.
fn timeless(report: &Report) -> Value {
    let mut value = serde_json::to_value(report).unwrap();
    for answer in value["dns"].as_array_mut().unwrap() {
        answer["at"].take();
    }
    value
}

fn hasty() -> Limits {
    Limits {
        lookup: Duration::from_millis(300),
        message: Duration::from_secs(20),
        ..Limits::default()
    }
}

fn wait<T>(work: impl Future<Output = T>) -> T {
    futures::executor::block_on(work)
}

fn resolver(server: SocketAddr, bounds: &Bounds) -> Resolver {
    Resolver::servers(vec![server], bounds)
}

fn ask(resolver: &Resolver, name: &str) -> Arc<hdrtrace::dns::Answer> {
    wait(resolver.dns(hasty()).lookup(name, RecordType::A))
}

/// A name server of one socket: what it says of a name, after how long, and what it saw.
struct Toy {
    addr: SocketAddr,
    seen: Arc<Mutex<Vec<String>>>,
    /// The most questions that waited for their answer at once.
    most: Arc<AtomicUsize>,
}

/// Says nothing, denies with this minimum, or gives an address with this TTL.
enum Says {
    Nothing,
    No(u32),
    Yes(u32),
}

impl Toy {
    fn new(delay: Duration, says: impl Fn(&str) -> Says + Send + 'static) -> Self {
        let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
        socket
            .set_read_timeout(Some(Duration::from_millis(2)))
            .unwrap();
        let toy = Self {
            addr: socket.local_addr().unwrap(),
            seen: Arc::default(),
            most: Arc::default(),
        };
        let (seen, most) = (Arc::clone(&toy.seen), Arc::clone(&toy.most));
        thread::spawn(move || {
            let mut due: Vec<(Instant, SocketAddr, Option<Vec<u8>>)> = Vec::new();
            let mut packet = [0; 1500];
            loop {
                if let Ok((length, client)) = socket.recv_from(&mut packet) {
                    let question = Message::from_vec(&packet[..length]).unwrap();
                    let asked = question.queries[0].name().to_ascii();
                    let name = asked.trim_end_matches('.').to_owned();
                    let reply = reply(&question, &says(&name));
                    seen.lock().unwrap().push(name);
                    due.push((Instant::now() + delay, client, reply));
                    most.fetch_max(due.len(), Ordering::SeqCst);
                }
                let now = Instant::now();
                due.retain(|(time, client, reply)| {
                    if *time <= now
                        && let Some(reply) = reply
                    {
                        let _ = socket.send_to(reply, client);
                    }
                    *time > now
                });
            }
        });
        toy
    }

    fn count(&self, name: &str) -> usize {
        let seen = self.seen.lock().unwrap();
        seen.iter().filter(|seen| *seen == name).count()
    }
}

fn reply(question: &Message, says: &Says) -> Option<Vec<u8>> {
    let mut reply = question.clone();
    reply.metadata.message_type = MessageType::Response;
    reply.metadata.recursion_available = true;
    match says {
        Says::Nothing => return None,
        Says::No(minimum) => {
            reply.metadata.response_code = ResponseCode::NXDomain;
            let soa = SOA::new(Name::root(), Name::root(), 1, 60, 60, 60, *minimum);
            reply.add_authority(Record::from_rdata(Name::root(), 300, RData::SOA(soa)));
        }
        Says::Yes(ttl) => {
            let owner = question.queries[0].name().clone();
            let data = RData::A(A::new(192, 0, 2, 1));
            reply.answers = vec![Record::from_rdata(owner, *ttl, data)];
        }
    }
    reply.to_vec().ok()
}

/// One that answers nothing, as long as this lives.
fn silent() -> UdpSocket {
    UdpSocket::bind("127.0.0.1:0").unwrap()
}

fn until(what: &str, holds: impl Fn() -> bool) {
    let start = Instant::now();
    while !holds() {
        assert!(start.elapsed() < Duration::from_secs(10), "{what}");
        thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn a_thousand_copies_ask_each_question_once() {
    let server = serve(&zone_of("all-passes"));
    let analyzer = options(server.addr()).analyzer();
    let message = sample();
    let first = analyzer.analyze(&message, &Known::default()).unwrap();
    assert!(first.dns.len() > 3);
    for _ in 1..1000 {
        let report = analyzer.analyze(&message, &Known::default()).unwrap();
        assert_eq!(json(&report), json(&first));
    }
    let dns = analyzer.dns(&first.input.sha256).unwrap();
    for known in &first.dns {
        let answer = futures::executor::block_on(dns.lookup(&known.name, known.rtype));
        assert!(answer.cached, "{}", known.name);
    }
    let mut asked = server.questions();
    let count = asked.len();
    asked.sort();
    asked.dedup();
    assert_eq!(asked.len(), count);
}

#[test]
fn from_the_cache_is_as_from_the_wire_in_report_and_capsule() {
    for name in ["all-passes", "dns-timeout"] {
        let server = serve(&zone_of(name));
        let message = fs::read(case(name).join("message.eml")).unwrap();
        let mut given = options(server.addr());
        given.settings.dns.limits = hasty();
        let analyzer = given.analyzer();
        let record = |report: &Report| {
            Capsule::from_log(&report.input.sha256, DateTime::UNIX_EPOCH, &report.log()).to_json()
        };
        let wire = analyzer.analyze(&message, &Known::default()).unwrap();
        let count = server.questions().len();
        let cached = analyzer.analyze(&message, &Known::default()).unwrap();
        assert_eq!(json(&wire), json(&cached), "{name}");
        assert_eq!(record(&wire), record(&cached), "{name}");
        assert_eq!(server.questions().len(), count, "{name}");
    }
}

/// Aliases that the server leaves to the asker are questions each; limits end at the same one.
#[test]
fn what_is_known_costs_a_message_what_it_cost_the_first() {
    let server = Zone::from_json(&json!({
        "a.example": [{"type": "CNAME", "data": "b.example"}],
        "b.example": [{"type": "CNAME", "data": "c.example"}],
        "c.example": [{"type": "A", "data": "192.0.2.1"}],
        "d.example": [{"type": "A", "data": "192.0.2.1"}],
    }))
    .serve(crate::support::Options {
        leave_aliases: true,
        ..crate::support::Options::default()
    });
    let shared = resolver(server.addr(), &Bounds::default());
    for questions in 1..5 {
        let log = || {
            let dns = shared.dns(Limits {
                questions,
                ..hasty()
            });
            wait(async {
                dns.lookup("a.example", RecordType::A).await;
                dns.lookup("d.example", RecordType::A).await;
            });
            serde_json::to_string(&dns.log()).unwrap()
        };
        let first = log();
        assert_eq!(first, log());
        assert_eq!(first.contains("limit-reached"), questions < 4, "{first}");
    }
    assert_eq!(server.questions().len(), 4);
}

#[test]
fn eight_threads_give_the_reports_of_one() {
    let names = [
        "all-passes",
        "at-received",
        "claim-disagrees",
        "dns-timeout",
    ];
    let mut zone = serde_json::Map::new();
    for name in names {
        zone.extend(zone_of(name).as_object().unwrap().clone());
    }
    let server = serve(&Value::Object(zone));
    let messages: Vec<Vec<u8>> = names
        .iter()
        .map(|name| fs::read(case(name).join("message.eml")).unwrap())
        .collect();
    let all = |analyzer: &Analyzer| -> Vec<Value> {
        let reports = messages
            .iter()
            .map(|one| analyzer.analyze(one, &Known::default()).unwrap());
        reports.map(|report| timeless(&report)).collect()
    };
    let mut given = options(server.addr());
    given.settings.dns.limits = hasty();
    let alone = all(&given.analyzer());
    let asked = server.questions().len();
    let analyzer = given.analyzer();
    thread::scope(|scope| {
        let threads: Vec<_> = (0..8).map(|_| scope.spawn(|| all(&analyzer))).collect();
        for thread in threads {
            assert_eq!(thread.join().unwrap(), alone);
        }
    });
    // And ask no more than it.
    assert_eq!(server.questions().len(), 2 * asked);
}

#[test]
fn a_dropped_future_leaves_no_flight_hanging() {
    let server = Toy::new(Duration::from_millis(100), |_| Says::Yes(60));
    let shared = resolver(server.addr, &Bounds::default());
    let dns = shared.dns(hasty());
    assert!(
        dns.lookup("a.example", RecordType::A)
            .now_or_never()
            .is_none()
    );
    until("it is asked", || server.count("a.example") == 1);
    // Another message takes what the dropped one asked, and so does the same.
    assert_eq!(ask(&shared, "a.example").records().len(), 1);
    assert_eq!(
        wait(dns.lookup("a.example", RecordType::A)).records().len(),
        1
    );
    assert_eq!(server.count("a.example"), 1);
    assert_eq!(shared.in_flight(), 0);

    let nobody = silent();
    let shared = resolver(nobody.local_addr().unwrap(), &Bounds::default());
    for name in ["a.example", "b.example"] {
        let dns = shared.dns(hasty());
        assert!(dns.lookup(name, RecordType::A).now_or_never().is_none());
    }
    until("it is asked", || shared.in_flight() > 0);
    until("all flights end", || shared.in_flight() == 0);
}

/// Places for questions beside authentication are given back by those who left.
#[test]
fn dropped_futures_give_their_places_back() {
    let server = Toy::new(Duration::from_millis(50), |_| Says::Yes(60));
    let dns = resolver(server.addr, &Bounds::default()).dns(hasty());
    dns.admit_more(100);
    for n in 0..20 {
        let name = format!("n{n}.example");
        dns.lookup(&name, RecordType::A).now_or_never();
    }
    assert_eq!(
        wait(dns.lookup("a.example", RecordType::A)).records().len(),
        1
    );
}

#[test]
fn a_silent_resolver_costs_several_files_one_time_out() {
    let nobody = silent();
    let mut given = options(nobody.local_addr().unwrap());
    given.settings.dns.limits = hasty();
    let analyzer = given.analyzer();
    let start = Instant::now();
    let first = analyzer.analyze(&sample(), &Known::default()).unwrap();
    let one = start.elapsed();
    let whys = |report: &Report| -> Vec<Outcome> {
        report.log().iter().map(|a| a.outcome.clone()).collect()
    };
    assert!(whys(&first).contains(&Outcome::Timeout));
    let start = Instant::now();
    for name in [
        "all-passes",
        "at-received",
        "claim-disagrees",
        "dns-timeout",
    ] {
        let message = fs::read(case(name).join("message.eml")).unwrap();
        let report = analyzer.analyze(&message, &Known::default()).unwrap();
        let silent = Outcome::Skipped(Why::ResolverSilent);
        assert!(!report.dns.is_empty());
        assert!(whys(&report).iter().all(|outcome| *outcome == silent));
        assert!(json(&report).contains("resolver-silent"));
        // What was not asked is no failure of anybody.
        let spf = &report.authentication.spf.mail_from;
        let result = spf.done().map(|check| check.result.skipped());
        assert_eq!(result, Some(Some(Why::ResolverSilent)));
        // A replay of it says the same.
        let capsule = Capsule::from_log(&report.input.sha256, DateTime::UNIX_EPOCH, &report.log());
        let replay = DnsSource::Replay {
            capsule: Arc::new(Capsule::parse(&capsule.to_json()).unwrap()),
            any_message: false,
        };
        let again = Given {
            settings: Settings {
                dns: (replay).into(),
                ..analyzer.settings().clone()
            },
            known: Known::default(),
        };
        assert_eq!(json(&analyze(&message, &again).unwrap()), json(&report));
    }
    let others = start.elapsed();
    assert!(one < Duration::from_millis(1500), "{one:?}");
    assert!(others < Duration::from_millis(900), "{others:?}");
}

#[test]
fn a_silent_resolver_is_asked_again_later() {
    let answers = Arc::new(AtomicBool::new(false));
    let says = {
        let answers = Arc::clone(&answers);
        move |_: &str| {
            if answers.load(Ordering::SeqCst) {
                Says::Yes(60)
            } else {
                Says::Nothing
            }
        }
    };
    let server = Toy::new(Duration::ZERO, says);
    let pause = Duration::from_millis(200);
    let bounds = Bounds {
        pause: Some(pause),
        ..Bounds::default()
    };
    let shared = resolver(server.addr, &bounds);
    assert_eq!(ask(&shared, "a.example").outcome, Outcome::Timeout);
    let silent = Outcome::Skipped(Why::ResolverSilent);
    assert_eq!(ask(&shared, "b.example").outcome, silent);
    thread::sleep(pause);
    // Due, and still silent: it is left alone twice as long.
    assert_eq!(ask(&shared, "c.example").outcome, silent);
    answers.store(true, Ordering::SeqCst);
    thread::sleep(pause);
    assert_eq!(ask(&shared, "d.example").outcome, silent);
    assert_eq!(
        (server.count("b.example"), server.count("c.example")),
        (0, 0)
    );
    thread::sleep(pause);
    // It answers again. That it was silent is remembered of no name.
    for name in ["e.example", "a.example", "c.example"] {
        assert_eq!(ask(&shared, name).records().len(), 1, "{name}");
    }
}

#[test]
fn dead_names_do_not_make_the_resolver_silent() {
    // Even if there is nothing else that it was asked: the sender chose the names.
    let server = Toy::new(Duration::ZERO, |name| match name {
        dead if dead.ends_with("dead.example") => Says::Nothing,
        _ => Says::Yes(60),
    });
    let shared = resolver(server.addr, &Bounds::default());
    for n in 0..3 {
        let dead = ask(&shared, &format!("n{n}.dead.example"));
        assert_eq!(dead.outcome, Outcome::Timeout);
    }
    assert_eq!(ask(&shared, "b.example").records().len(), 1);
    assert!(server.count("com") <= 1);
    // A name that had no answer costs the next message nothing for a while.
    let start = Instant::now();
    let dead = ask(&shared, "n0.dead.example");
    assert_eq!((&dead.outcome, dead.cached), (&Outcome::Timeout, true));
    assert!(start.elapsed() < Duration::from_millis(200));
}

#[test]
fn inside_a_runtime_nothing_panics() {
    let server = serve(&zone_of("all-passes"));
    let (given, message) = (options(server.addr()), sample());
    let analyzer = given.analyzer();
    let wanted = timeless(&analyzer.analyze(&message, &Known::default()).unwrap());
    let check = |report: Report| assert_eq!(timeless(&report), wanted);
    let all_ways = async || {
        // Each with a resolver of its own, made, asked and dropped here.
        check(analyze(&message, &given).unwrap());
        check(
            given
                .analyzer()
                .analyze(&message, &Known::default())
                .unwrap(),
        );
        let own = given.analyzer();
        check(
            own.analyze_async(&message, &Known::default())
                .await
                .unwrap(),
        );
        drop(own);
        check(
            analyzer
                .analyze_async(&message, &Known::default())
                .await
                .unwrap(),
        );
        check(
            analyzer
                .analyze_all(&message, &Known::default())
                .unwrap()
                .remove(0),
        );
        let dns = Dns::server(server.addr(), Limits::default());
        dns.lookup("sender.example", RecordType::Txt).await;
    };
    let mut one = tokio::runtime::Builder::new_current_thread();
    one.build().unwrap().block_on(all_ways());
    one.enable_all().build().unwrap().block_on(all_ways());
    futures::executor::block_on(all_ways());
}

#[tokio::test]
async fn tasks_of_a_runtime_share_an_analyzer() {
    let server = serve(&zone_of("all-passes"));
    let analyzer = options(server.addr()).analyzer();
    let tasks = (0..4).map(|_| {
        let analyzer = analyzer.clone();
        tokio::spawn(async move {
            analyzer
                .analyze_async(&sample(), &Known::default())
                .await
                .unwrap()
        })
    });
    let reports: Vec<String> = join_all(tasks)
        .await
        .into_iter()
        .map(|report| json(&report.unwrap()))
        .collect();
    assert!(reports.iter().all(|report| *report == reports[0]));
    assert_eq!(analyzer.resolver().unwrap().in_flight(), 0);
}

#[test]
fn the_cache_is_bounded() {
    let server = Toy::new(Duration::ZERO, |_| Says::Yes(3600));
    let bounds = Bounds {
        cached: 10,
        ..Bounds::default()
    };
    let shared = resolver(server.addr, &bounds);
    for n in 0..50 {
        ask(&shared, &format!("n{n}.example"));
        assert!(shared.cached() <= 10);
    }
    assert!(ask(&shared, "n49.example").cached);
    assert!(!ask(&shared, "n0.example").cached);
    let none = Bounds {
        cached: 0,
        ..Bounds::default()
    };
    let shared = resolver(server.addr, &none);
    assert!((0..2).all(|_| !ask(&shared, "a.example").cached));
}

#[test]
fn answers_and_denials_end_by_their_ttl() {
    let server = Toy::new(Duration::ZERO, |name| match name {
        "never.example" => Says::Yes(0),
        "short.example" => Says::Yes(1),
        "long.example" => Says::Yes(300),
        "briefly-not.example" => Says::No(1),
        _ => Says::No(60),
    });
    let shared = resolver(server.addr, &Bounds::default());
    let names = [
        ("never.example", 4),
        ("short.example", 2),
        ("long.example", 1),
        ("briefly-not.example", 2),
        ("not.example", 1),
    ];
    let twice = || {
        for (name, _) in names {
            let answers = [ask(&shared, name), ask(&shared, name)];
            assert_eq!(answers[0].outcome, answers[1].outcome);
            // The TTL stays as it was received.
            assert_eq!(answers[0].ttl, answers[1].ttl);
            assert_eq!(answers[1].cached, name != "never.example", "{name}");
        }
    };
    twice();
    thread::sleep(Duration::from_millis(1100));
    twice();
    for (name, count) in names {
        assert_eq!(server.count(name), count, "{name}");
    }
}

#[test]
fn questions_in_flight_are_bounded() {
    for bounds in [
        Bounds {
            in_flight: 3,
            ..Bounds::default()
        },
        Bounds {
            per_server: 3,
            ..Bounds::default()
        },
    ] {
        let server = Toy::new(Duration::from_millis(20), |_| Says::Yes(60));
        let shared = resolver(server.addr, &bounds);
        let dns = shared.dns(Limits {
            lookup: Duration::from_secs(20),
            ..hasty()
        });
        let names: Vec<String> = (0..20).map(|n| format!("n{n}.example")).collect();
        let answers = wait(join_all(
            names.iter().map(|name| dns.lookup(name, RecordType::A)),
        ));
        assert!(answers.iter().all(|answer| answer.records().len() == 1));
        let most = server.most.load(Ordering::SeqCst);
        assert!((2..=3).contains(&most), "{most}");
    }
}

#[test]
fn a_slow_zone_leaves_places_to_others() {
    let server = Toy::new(Duration::ZERO, |name| {
        if name.ends_with("slow.example") {
            Says::Nothing
        } else {
            Says::Yes(60)
        }
    });
    let bounds = Bounds {
        in_flight: 2,
        per_zone: 1,
        ..Bounds::default()
    };
    let dns = resolver(server.addr, &bounds).dns(hasty());
    let names = [
        "a.slow.example",
        "b.slow.example",
        "c.slow.example",
        "a.other.example",
    ];
    let answers = wait(join_all(names.map(|name| dns.lookup(name, RecordType::A))));
    assert_eq!(answers[0].outcome, Outcome::Timeout);
    assert_eq!(answers[2].outcome, Outcome::Skipped(Why::LimitReached));
    assert_eq!(answers[3].records().len(), 1);
    // Nobody waits for it any more when its turn would come.
    thread::sleep(Duration::from_millis(900));
    assert_eq!(server.count("c.slow.example"), 0);
}

#[test]
fn no_more_go_out_than_the_rate_lets() {
    let server = Toy::new(Duration::ZERO, |_| Says::Yes(60));
    let bounds = Bounds {
        per_second: std::num::NonZero::new(1),
        ..Bounds::default()
    };
    let dns = resolver(server.addr, &bounds).dns(hasty());
    let names = ["a.example", "b.example", "c.example"];
    let answers = wait(join_all(names.map(|name| dns.lookup(name, RecordType::A))));
    assert_eq!(answers[0].records().len(), 1);
    for later in &answers[1..] {
        assert_eq!(later.outcome, Outcome::Skipped(Why::LimitReached));
    }
    assert_eq!(server.count("b.example") + server.count("c.example"), 0);
}

#[test]
fn who_gets_no_turn_was_not_asked_for_and_did_not_time_out() {
    let nobody = silent();
    let bounds = Bounds {
        in_flight: 1,
        ..Bounds::default()
    };
    let shared = resolver(nobody.local_addr().unwrap(), &bounds);
    let dns = shared.dns(hasty());
    let answers = wait(join_all(
        ["a.example", "b.example"].map(|name| dns.lookup(name, RecordType::A)),
    ));
    assert_eq!(answers[0].outcome, Outcome::Timeout);
    assert_eq!(answers[1].outcome, Outcome::Skipped(Why::LimitReached));
    assert_eq!(answers[1].server, None);
}

#[test]
fn files_of_one_command_share_what_was_asked() {
    let server = serve(&zone_of("all-passes"));
    let file = case("all-passes").join("message.eml");
    let output = Command::new(env!("CARGO_BIN_EXE_hdrtrace"))
        .args(["--no-config", "--format", "json", "--nameserver"])
        .arg(server.addr().to_string())
        .args([&file, &file, &file])
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(errors, "");
    let mut asked = server.questions();
    let count = asked.len();
    asked.sort();
    asked.dedup();
    assert!(count > 3);
    assert_eq!(asked.len(), count);
}
