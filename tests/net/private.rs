//! What does not leave: names and addresses of one's own network, masks, and more than one input may ask.

use crate::support::{Options, Server, Zone};
use hdrtrace::checked::Why;
use hdrtrace::dns::{Capsule, Dns, Limits, Outcome, RecordType, Resolver};
use hdrtrace::{Analyzer, DnsSource, Known, Settings};
use serde_json::{Value, json};
use std::fmt::Write as _;

fn serve(zone: &Value) -> Server {
    Zone::from_json(zone).serve(Options::default())
}

/// As the system's resolver is asked.
fn as_the_systems(server: &Server) -> Resolver {
    Resolver::builder()
        .servers([server.addr().into()])
        .local_names(false)
        .build()
}

fn wait<T>(work: impl Future<Output = T>) -> T {
    futures::executor::block_on(work)
}

#[test]
fn local_names_are_asked_of_a_server_that_was_named_only() {
    let address = json!([{"type": "A", "data": "192.0.2.7"}]);
    let zone = json!({
        "mail.internal": address,
        "alias.sender.example": [{"type": "CNAME", "data": "mail.internal"}],
        "1.0.0.10.in-addr.arpa": [{"type": "PTR", "data": "mail.internal"}],
        "7.113.0.203.in-addr.arpa": [{"type": "PTR", "data": "mail.sender.example"}],
        "sender.example": address,
        "com": [{"type": "NS", "data": "a.gtld-servers.example"}],
    });
    let server = Zone::from_json(&zone).serve(Options {
        leave_aliases: true,
        ..Options::default()
    });
    let dns = as_the_systems(&server).dns(Limits::default());
    let kept = Outcome::Skipped(Why::Reserved);
    for (name, rtype) in [
        ("mail.internal", RecordType::A),
        ("MAIL.Internal.", RecordType::A),
        ("printer.local", RecordType::A),
        ("a.b.localhost", RecordType::Txt),
        ("fileserver", RecordType::A),
        ("nas.home.arpa", RecordType::Mx),
        ("hidden.onion", RecordType::A),
        ("_dmarc.x.test", RecordType::Txt),
        ("x.invalid", RecordType::Txt),
        ("1.0.0.10.in-addr.arpa", RecordType::Ptr),
        ("1.0.16.172.in-addr.arpa", RecordType::Ptr),
        ("7.113.0.203.in-addr.arpa", RecordType::Ptr),
        (
            "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.d.f.ip6.arpa",
            RecordType::Ptr,
        ),
        // What an alias leads to is no question of ours either.
        ("alias.sender.example", RecordType::A),
    ] {
        assert_eq!(wait(dns.lookup(name, rtype)).outcome, kept, "{name}");
    }
    let asked = server.questions();
    assert_eq!(asked.len(), 1, "{asked:?}");
    for (name, rtype) in [("sender.example", RecordType::A), ("com", RecordType::Ns)] {
        assert_eq!(wait(dns.lookup(name, rtype)).records().len(), 1, "{name}");
    }

    // That it was not asked is recorded, and comes out of the recording again.
    let sha256 = "a7".repeat(32);
    let text = Capsule::from_log(&sha256, None, &dns.log())
        .try_to_json()
        .unwrap();
    let source = DnsSource::Replay {
        capsule: Capsule::parse(&text).unwrap().into(),
        any_message: false,
    };
    let replayed = source.resolver(Limits::default(), &sha256).unwrap();
    let again = wait(replayed.lookup("mail.internal", RecordType::A));
    assert_eq!(again.outcome, kept);

    let named = Dns::server(server.addr(), Limits::default());
    let told = wait(named.lookup("mail.internal", RecordType::A));
    assert_eq!(told.records().len(), 1);
}

/// A session of so many mails, each from a domain of its own.
fn session(mails: usize) -> String {
    let mut text = "S: 220 mx.example.net ESMTP\nC: EHLO out.sender.example\n\
        S: 250 mx.example.net Hello out.sender.example [203.0.113.9]\n"
        .to_owned();
    for number in 0..mails {
        let _ = write!(
            text,
            "C: MAIL FROM:<a@d{number}.sender.example>\nS: 250 ok\nC: RCPT TO:<c@example.net>\nS: 250 ok\n\
             C: DATA\nS: 354 go\nC: From: a@d{number}.sender.example\nC: Subject: x\nC: \nC: hi\nC: .\nS: 250 ok\n"
        );
    }
    text + "C: QUIT\nS: 221 bye\n"
}

fn analyzer(server: &Server) -> Analyzer {
    Analyzer::new(Settings {
        dns: DnsSource::Server(server.addr().into()).into(),
        ..Settings::default()
    })
    .unwrap()
}

#[test]
fn many_mails_of_one_session_share_what_they_may_ask() {
    let server = serve(&json!({"sender.example": []}));
    let reports = analyzer(&server)
        .analyze_all(session(700).as_bytes(), &Known::default())
        .unwrap();
    assert_eq!(reports.len(), 700);
    let most = 5 * Limits::default().questions;
    let asked = server.questions().len();
    assert!(asked <= most && asked > most / 2, "{asked}");
    let skips = |at: usize| {
        let report = serde_json::to_value(&reports[at]).unwrap();
        report.to_string().contains(Why::LimitReached.word())
    };
    assert!(!skips(0));
    assert!(skips(699));
}

#[test]
fn what_is_known_already_is_not_counted_again() {
    let server = serve(&json!({"sender.example": []}));
    let mails = session(1).replace("d0.", "one.");
    let block = mails.find("C: MAIL").unwrap();
    let end = mails.find("C: QUIT").unwrap();
    let many = format!("{}{}", &mails[..block], mails[block..end].repeat(400));
    let reports = analyzer(&server)
        .analyze_all(many.as_bytes(), &Known::default())
        .unwrap();
    assert_eq!(reports.len(), 400);
    let last = serde_json::to_value(&reports[399]).unwrap().to_string();
    assert!(!last.contains(Why::LimitReached.word()), "{last}");
    assert!(server.questions().len() < 20);
}

#[test]
fn a_masked_name_is_asked_of_nobody() {
    let server = serve(&json!({"sender.example": []}));
    let text = session(1).replace("d0.sender.example", "*******.sender.example");
    let reports = analyzer(&server)
        .analyze_all(text.as_bytes(), &Known::default())
        .unwrap();
    assert_eq!(reports.len(), 1);
    let asked = server.questions();
    assert!(asked.iter().all(|one| !one.name.contains('*')), "{asked:?}");
}
