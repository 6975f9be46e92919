//! RDAP against a server on loopback: what it is asked, what is taken from it, and what happens when it fails.

use crate::given::Given;
use hdrtrace::abuse::{Kind, LookupOptions, Source, ask_registries};
use hdrtrace::abuse_report::{AbuseReportOptions, prepare};
use hdrtrace::checked::{Checked, Why};
use hdrtrace::dns::Dns;
use hdrtrace::message::Message;
use hdrtrace::rdap::{Client, RdapError};
use hdrtrace::{DnsSource, Known, Settings, gather};
use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use std::thread;

const MAIL: &[u8] = b"Received: from out.sender.example (out.sender.example [203.0.113.9])\r\n\
    \tby mx.example.net (Postfix) with ESMTPS id 6C2A913D117\r\n\
    \tfor <robin@example.net>; Sat, 2 May 2026 10:00:09 +0000 (UTC)\r\n\
    From: a@sender.example\r\n\r\nHello.\r\n";

const NETWORK: &str = r#"{"objectClassName": "ip network", "name": "EXAMPLE", "entities": [
    {"roles": ["registrant"], "entities": [{"roles": ["abuse"],
     "vcardArray": ["vcard", [["email", {}, "text", "desk@network.example"]]]}]}]}"#;

/// A server that gives one answer to all, and the requests that it saw.
struct Server {
    url: String,
    seen: Arc<Mutex<Vec<String>>>,
}

impl Server {
    fn start(status: &'static str, extra: String, body: Vec<u8>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a socket");
        let url = format!("http://{}/rdap", listener.local_addr().expect("an address"));
        let seen: Arc<Mutex<Vec<String>>> = Arc::default();
        let log = Arc::clone(&seen);
        thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(mut stream) = stream else { return };
                let mut request = Vec::new();
                let mut buffer = [0; 1024];
                while !request.ends_with(b"\r\n\r\n") {
                    match stream.read(&mut buffer) {
                        Ok(read @ 1..) => request.extend_from_slice(&buffer[..read]),
                        _ => break,
                    }
                }
                let line = String::from_utf8_lossy(&request)
                    .lines()
                    .next()
                    .unwrap_or_default()
                    .to_owned();
                log.lock().expect("no panic").push(line);
                let head = format!(
                    "HTTP/1.1 {status}\r\nContent-Length: {}\r\n{extra}Connection: close\r\n\r\n",
                    body.len()
                );
                let _ = stream.write_all(head.as_bytes());
                let _ = stream.write_all(&body);
            }
        });
        Self { url, seen }
    }

    fn answering(body: &str) -> Self {
        Self::start("200 OK", String::new(), body.as_bytes().to_vec())
    }

    fn seen(&self) -> Vec<String> {
        self.seen.lock().expect("no panic").clone()
    }
}

fn ask(server: &Server, allow_reserved: bool) -> (hdrtrace::abuse::Case, Vec<String>) {
    let message = Message::parse(MAIL);
    let (settings, known) = (Settings::default(), Known::default());
    let evidence = gather(&message, &[], &settings, &known, &Dns::offline()).expect("evidence");
    let mut case = hdrtrace::abuse::Case::of(&evidence, &hdrtrace::sha256(MAIL));
    let client = Client::new(Some(&server.url)).expect("a client");
    let warnings = ask_registries(&client, &mut case, LookupOptions { allow_reserved });
    (case, warnings)
}

#[test]
fn the_networks_contact_is_taken() {
    let server = Server::answering(NETWORK);
    let (case, warnings) = ask(&server, true);
    assert_eq!(server.seen(), ["GET /rdap/ip/203.0.113.9 HTTP/1.1"]);
    let best = &case.parties[0].contacts[0];
    assert_eq!(
        (best.address.as_str(), best.source),
        ("desk@network.example", Source::Rdap)
    );
    assert_eq!(warnings, [""; 0]);
}

#[test]
fn nothing_is_asked_about_reserved_addresses() {
    let server = Server::answering(NETWORK);
    let (case, _) = ask(&server, false);
    assert_eq!(server.seen(), [""; 0]);
    assert_eq!(
        case.parties[0].lookups[0].found,
        Checked::Skipped(Why::Reserved)
    );
}

#[test]
fn a_redirect_into_our_own_network_is_not_followed() {
    let inside = Server::answering(NETWORK);
    for host in ["127.0.0.1", "localhost"] {
        let target = inside.url.replace("127.0.0.1", host);
        let extra = format!("Location: {target}/ip/203.0.113.9\r\n");
        let server = Server::start("302 Found", extra, Vec::new());
        let (case, warnings) = ask(&server, true);
        assert_eq!(server.seen().len(), 1, "{host}");
        assert_eq!(inside.seen(), [""; 0], "{host}");
        assert_eq!(warnings.len(), 1, "{host}: {warnings:?}");
        let best = &case.parties[0].contacts[0];
        assert_ne!(best.source, Source::Rdap, "{host}");
    }
}

#[test]
fn a_failure_is_told_and_leaves_the_guess() {
    let endless = "x".repeat(2 << 20);
    for (status, extra, body) in [
        ("200 OK", String::new(), "<html>".to_owned()),
        (
            "200 OK",
            String::new(),
            "{\"objectClassName\": \"domain\"}".to_owned(),
        ),
        ("404 Not Found", String::new(), "{}".to_owned()),
        ("429 Too Many Requests", String::new(), "{}".to_owned()),
        ("200 OK", String::new(), endless),
    ] {
        let server = Server::start(status, extra, body.into_bytes());
        let (case, warnings) = ask(&server, true);
        assert_eq!(warnings.len(), 1, "{status}");
        let party = &case.parties[0];
        assert_eq!(
            party.lookups[0].found,
            Checked::Skipped(Why::RegistryUnreachable)
        );
        assert_eq!(party.contacts[0].source, Source::Rfc2142, "{status}");
    }
}

#[test]
fn a_server_that_sends_round_in_circles_is_left() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a socket");
    let own = format!(
        "Location: http://{}/rdap/ip/203.0.113.9\r\n",
        listener.local_addr().expect("an address")
    );
    drop(listener);
    let server = Server::start("302 Found", own, Vec::new());
    let (_, warnings) = ask(&server, true);
    assert_eq!(warnings.len(), 1);
    assert!(server.seen().len() <= 6);
}

#[test]
fn offline_asks_no_registry() {
    let server = Server::answering(NETWORK);
    let desk = AbuseReportOptions {
        kind: Kind::Spam,
        reporter: "Example Desk <abuse@reporter.example>"
            .parse()
            .expect("a reporter"),
        redaction: None,
        protect: Vec::new(),
        lookup_contacts: false,
        rdap: Some(Arc::new(Client::new(Some(&server.url)).expect("a client"))),
        allow_reserved: true,
        source_port: None,
        url: None,
        headers_only: false,
        no_recipient: false,
    };
    let options = Given {
        settings: Settings {
            dns: DnsSource::Offline.into(),
            ..Settings::default()
        },
        known: Known::default(),
    };
    let prepared = prepare(MAIL, &options.analyzer(), &options.known, &desk).expect("a report");
    assert_eq!(server.seen(), [""; 0]);
    assert!(
        prepared
            .warnings
            .iter()
            .any(|warning| warning.text.contains("no registry was queried"))
    );
}

#[test]
fn what_is_no_server_is_refused() {
    for given in [
        "",
        "rdap.example.net",
        "ftp://rdap.example.net/",
        "https://",
    ] {
        assert!(
            matches!(Client::new(Some(given)), Err(RdapError::Server(_))),
            "{given}"
        );
    }
}
