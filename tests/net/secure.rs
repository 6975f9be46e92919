//! Name servers over TLS and HTTPS.

use crate::background;
use futures::future::join_all;
use hdrtrace::checked::Why;
use hdrtrace::dns::{Answer, Bounds, Data, Limits, Outcome, RecordType, Resolver, TrustError};
use hickory_proto::op::{Message, MessageType, ResponseCode};
use hickory_proto::rr::rdata::{A, CNAME, SOA, TXT};
use hickory_proto::rr::{LowerName, Name, RData, Record};
use hickory_server::store::in_memory::InMemoryZoneHandler;
use hickory_server::zone_handler::{AxfrPolicy, Catalog, ZoneType};
use rcgen::{CertificateParams, KeyPair};
use rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream, UdpSocket};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// A certificate that vouches for itself, and its key.
struct Certified {
    certificate: Vec<u8>,
    key: Vec<u8>,
}

impl Certified {
    fn of(name: &str) -> Self {
        let key = KeyPair::generate().unwrap();
        let params = CertificateParams::new([name.to_owned()]).unwrap();
        Self {
            certificate: params.self_signed(&key).unwrap().der().to_vec(),
            key: key.serialize_der(),
        }
    }

    fn config(&self, protocol: Option<&str>) -> Arc<ServerConfig> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let mut config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(
                vec![CertificateDer::from(self.certificate.clone())],
                PrivatePkcs8KeyDer::from(self.key.clone()).into(),
            )
            .unwrap();
        config.alpn_protocols = protocol
            .into_iter()
            .map(|p| p.as_bytes().to_vec())
            .collect();
        Arc::new(config)
    }

    /// One that believes this certificate, and asks this server.
    fn resolver(&self, server: &str) -> Resolver {
        Resolver::builder()
            .servers([server.parse().unwrap()])
            .certificates(std::slice::from_ref(&self.certificate))
            .unwrap()
            .build()
    }
}

/// How a server behaves.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Manner {
    Fine,
    /// Closes the connection after each answer.
    Closes,
    /// Says nothing over the first connection.
    SilentFirst,
    /// Sends what is no message.
    Garbles,
    /// Answers another question.
    Strays,
}

/// A server over TLS.
struct Dot {
    addr: SocketAddr,
    connections: Arc<AtomicUsize>,
}

impl Dot {
    fn new(certified: &Certified, manner: Manner) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let addr = listener.local_addr().unwrap();
        let (config, connections) = (certified.config(None), Arc::<AtomicUsize>::default());
        let count = Arc::clone(&connections);
        thread::spawn(move || {
            for stream in listener.incoming() {
                let number = count.fetch_add(1, Ordering::SeqCst);
                let config = Arc::clone(&config);
                let manner = match (manner, number) {
                    (Manner::SilentFirst, 1..) => Manner::Fine,
                    _ => manner,
                };
                thread::spawn(move || serve(stream.unwrap(), config, manner));
            }
        });
        Self { addr, connections }
    }

    fn url(&self) -> String {
        format!("tls://{}#dns.example", self.addr)
    }
}

fn serve(stream: TcpStream, config: Arc<ServerConfig>, manner: Manner) -> std::io::Result<()> {
    let connection = ServerConnection::new(config).unwrap();
    let mut stream = StreamOwned::new(connection, stream);
    loop {
        let mut length = [0; 2];
        stream.read_exact(&mut length)?;
        let mut question = vec![0; usize::from(u16::from_be_bytes(length))];
        stream.read_exact(&mut question)?;
        let mut answer = answer(&Message::from_vec(&question).unwrap());
        match manner {
            Manner::SilentFirst => continue,
            Manner::Garbles => {
                answer.truncate(14);
                answer.resize(40, 0xff);
            }
            // The first letter of the name.
            Manner::Strays => answer[13] ^= 1,
            Manner::Fine | Manner::Closes => {}
        }
        let length = u16::try_from(answer.len()).unwrap();
        stream.write_all(&[&length.to_be_bytes()[..], &answer].concat())?;
        stream.flush()?;
        if manner == Manner::Closes {
            return Ok(());
        }
    }
}

fn answer(question: &Message) -> Vec<u8> {
    let mut answer = question.clone();
    answer.metadata.message_type = MessageType::Response;
    answer.metadata.recursion_available = true;
    let owner = question.queries[0].name().clone();
    let text = owner.to_ascii();
    let add = |owner: &Name, data| Record::from_rdata(owner.clone(), 60, data);
    match text.split('.').next().unwrap() {
        "no" => answer.metadata.response_code = ResponseCode::NXDomain,
        "big" => {
            let strings = vec!["x".repeat(255); 240];
            let txt = RData::TXT(TXT::new(strings));
            answer.answers = vec![add(&owner, txt)];
        }
        "alias" => {
            let target = Name::from_ascii("there.example.").unwrap();
            let address = add(&target, RData::A(A::new(192, 0, 2, 1)));
            let alias = add(&owner, RData::CNAME(CNAME(target)));
            answer.answers = vec![alias, address];
        }
        _ => answer.answers = vec![add(&owner, RData::A(A::new(192, 0, 2, 1)))],
    }
    answer.to_vec().unwrap()
}

fn wait<T>(work: impl Future<Output = T>) -> T {
    futures::executor::block_on(work)
}

fn ask(resolver: &Resolver, name: &str, rtype: RecordType) -> Arc<Answer> {
    wait(resolver.dns(Limits::default()).lookup(name, rtype))
}

fn failure(answer: &Answer) -> &str {
    match &answer.outcome {
        Outcome::Failed(text) => text,
        _ => panic!("{answer:?}"),
    }
}

#[test]
fn one_connection_serves_all_questions() {
    let certified = Certified::of("dns.example");
    let server = Dot::new(&certified, Manner::Fine);
    let resolver = certified.resolver(&server.url());
    let dns = resolver.dns(Limits::default());
    let names: Vec<String> = (0..50).map(|n| format!("n{n}.example")).collect();
    let answers = wait(join_all(
        names.iter().map(|name| dns.lookup(name, RecordType::A)),
    ));
    for answer in answers {
        assert_eq!(answer.records().len(), 1, "{answer:?}");
        assert_eq!(
            (answer.ttl, answer.server.clone()),
            (Some(60), Some(server.url()))
        );
    }
    let alias = wait(dns.lookup("alias.example", RecordType::A));
    assert_eq!(
        (alias.records().len(), &alias.cnames[..]),
        (1, &["there.example".to_owned()][..])
    );
    let no = wait(dns.lookup("no.example", RecordType::A));
    assert_eq!(no.outcome, Outcome::NxDomain);
    let big = wait(dns.lookup("big.example", RecordType::Txt));
    assert!(matches!(&big.records()[0], Data::Txt(strings) if strings.len() == 240));
    assert_eq!(server.connections.load(Ordering::SeqCst), 1);
}

#[test]
fn a_certificate_must_fit_and_nothing_goes_in_the_open() {
    let (certified, other) = (Certified::of("dns.example"), Certified::of("dns.example"));
    let server = Dot::new(&certified, Manner::Fine);
    // What would be asked in the open would arrive here.
    let open = UdpSocket::bind(server.addr).unwrap();
    open.set_nonblocking(true).unwrap();
    let misnamed = server.url().replace("dns.example", "other.example");
    let nameless = format!("tls://{}", server.addr);
    for (resolver, part) in [
        (certified.resolver(&misnamed), "not valid for name"),
        (certified.resolver(&nameless), "not valid for name"),
        (other.resolver(&server.url()), "invalid peer certificate"),
        (
            Resolver::servers(
                [server.url().parse::<hdrtrace::dns::NameServer>().unwrap()],
                &Bounds::default(),
            ),
            "invalid peer certificate",
        ),
    ] {
        let dns = resolver.dns(Limits::default());
        let first = wait(dns.lookup("a.example", RecordType::A));
        assert!(failure(&first).contains(part), "{first:?}");
        assert!(first.server.as_ref().unwrap().starts_with("tls://"));
        let second = wait(dns.lookup("b.example", RecordType::A));
        assert_eq!(second.outcome, Outcome::Skipped(Why::DnsUnreachable));
    }
    assert!(open.recv(&mut [0; 100]).is_err());
}

#[test]
fn a_certificate_can_have_the_address() {
    let certified = Certified::of("127.0.0.1");
    let server = Dot::new(&certified, Manner::Fine);
    let resolver = certified.resolver(&format!("tls://{}", server.addr));
    assert_eq!(
        ask(&resolver, "a.example", RecordType::A).records().len(),
        1
    );
}

#[test]
fn a_closed_connection_is_opened_again() {
    let certified = Certified::of("dns.example");
    let server = Dot::new(&certified, Manner::Closes);
    let resolver = certified.resolver(&server.url());
    for n in 0..5 {
        let answer = ask(&resolver, &format!("n{n}.example"), RecordType::A);
        assert_eq!(answer.records().len(), 1, "{answer:?}");
        thread::sleep(Duration::from_millis(20));
    }
    assert_eq!(server.connections.load(Ordering::SeqCst), 5);
}

#[test]
fn a_silent_connection_is_left_for_a_new_one() {
    let certified = Certified::of("dns.example");
    let server = Dot::new(&certified, Manner::SilentFirst);
    let resolver = certified.resolver(&server.url());
    let start = Instant::now();
    let answer = ask(&resolver, "a.example", RecordType::A);
    assert_eq!(answer.records().len(), 1, "{answer:?}");
    assert!(start.elapsed() < Duration::from_secs(2));
    assert_eq!(server.connections.load(Ordering::SeqCst), 2);
}

#[test]
fn what_is_no_answer_is_a_failure_at_once() {
    for manner in [Manner::Garbles, Manner::Strays] {
        let certified = Certified::of("dns.example");
        let server = Dot::new(&certified, manner);
        let resolver = certified.resolver(&server.url());
        let start = Instant::now();
        let answer = ask(&resolver, "a.example", RecordType::A);
        assert!(failure(&answer).contains("another query"), "{answer:?}");
        assert!(start.elapsed() < Duration::from_secs(1));
    }
}

#[test]
fn where_nobody_listens_one_question_tells() {
    let certified = Certified::of("dns.example");
    let nobody = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    for scheme in ["tls", "https"] {
        let resolver = certified.resolver(&format!("{scheme}://{nobody}#dns.example"));
        let dns = resolver.dns(Limits::default());
        let first = wait(dns.lookup("a.example", RecordType::A));
        assert!(failure(&first).contains("refused"), "{first:?}");
        let second = wait(dns.lookup("b.example", RecordType::A));
        assert_eq!(second.outcome, Outcome::Skipped(Why::DnsUnreachable));
    }
}

#[test]
fn a_silent_server_costs_no_more_than_the_message_may() {
    let certified = Certified::of("dns.example");
    // Accepts by the kernel, and says nothing.
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let server = format!("tls://{}#dns.example", silent.local_addr().unwrap());
    let resolver = certified.resolver(&server);
    let start = Instant::now();
    let dns = resolver.dns(Limits {
        lookup: Duration::from_millis(200),
        message: Duration::from_millis(300),
        ..Limits::default()
    });
    let answer = wait(dns.lookup("a.example", RecordType::A));
    assert_eq!(answer.outcome, Outcome::Timeout);
    assert!(start.elapsed() < Duration::from_secs(1));
}

#[test]
fn what_is_no_certificate_is_refused() {
    let error = Resolver::builder()
        .certificates(&[vec![1, 2, 3]])
        .unwrap_err();
    assert!(matches!(error, TrustError::Certificate { index: 1, .. }));
    assert!(error.to_string().contains("in DER"));
}

/// The server of hickory, over HTTPS, for a zone of its own.
fn https(certified: &Certified) -> (SocketAddr, background::Server) {
    let origin = Name::from_ascii("example.").unwrap();
    let policy = AxfrPolicy::Deny;
    let mut zone: InMemoryZoneHandler =
        InMemoryZoneHandler::empty(origin.clone(), ZoneType::Primary, policy, None);
    let soa = SOA::new(origin.clone(), origin.clone(), 1, 60, 60, 60, 60);
    let name = |text: &str| Name::from_ascii(text).unwrap();
    for (owner, data) in [
        ("example.", RData::SOA(soa)),
        (
            "a.example.",
            RData::TXT(TXT::new(vec!["one ".into(), "string".into()])),
        ),
        ("a.example.", RData::TXT(TXT::new(vec!["other".into()]))),
    ] {
        zone.upsert_mut(Record::from_rdata(name(owner), 60, data), 1);
    }
    let mut catalog = Catalog::new();
    catalog.upsert(LowerName::new(&origin), vec![Arc::new(zone)]);
    let config = certified.config(Some("h2"));
    background::https(catalog, config, "dns.example", "/dns-query")
}

#[test]
fn https_tells_the_same() {
    let certified = Certified::of("dns.example");
    let (addr, _server) = https(&certified);
    let url = format!("https://{addr}/dns-query#dns.example");
    let resolver = certified.resolver(&url);
    let dns = resolver.dns(Limits::default());
    let (answer, no) = wait(futures::future::join(
        dns.lookup("a.example", RecordType::Txt),
        dns.lookup("no.example", RecordType::A),
    ));
    assert_eq!(answer.records().len(), 2, "{answer:?}");
    assert!(answer.texts().any(|text| text == b"one string"));
    assert_eq!((answer.ttl, answer.server.clone()), (Some(60), Some(url)));
    assert_eq!(no.outcome, Outcome::NxDomain);

    let elsewhere = certified.resolver(&format!("https://{addr}/other#dns.example"));
    let answer = ask(&elsewhere, "a.example", RecordType::Txt);
    let text = failure(&answer);
    assert!(text.contains("H2") && text.len() < 300, "{text}");

    let misnamed = certified.resolver(&format!("https://{addr}/dns-query#other.example"));
    let answer = ask(&misnamed, "a.example", RecordType::Txt);
    assert!(
        failure(&answer).contains("not valid for name"),
        "{answer:?}"
    );
}
