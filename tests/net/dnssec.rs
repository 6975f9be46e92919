//! Validation of answers by DNSSEC, against zones that are signed here.

use crate::background;
use crate::support::{Options, Zone};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use hdrtrace::checked::Why;
use hdrtrace::dns::{
    Answer, Capsule, Dns, Dnssec, Limits, Outcome, RecordType, Resolver, TrustError,
};
use hickory_net::runtime::Time;
use hickory_proto::dnssec::crypto::Ed25519SigningKey;
use hickory_proto::dnssec::rdata::{DNSKEY, DNSSECRData, DS};
use hickory_proto::dnssec::{DigestType, DnssecSigner, Nsec3HashAlgorithm, SigningKey, Verifier};
use hickory_proto::rr::rdata::{A, CNAME, NS, SOA, TXT};
use hickory_proto::rr::{LowerName, Name, RData, Record, RecordSet, RecordType as WireType, RrKey};
use hickory_server::dnssec::NxProofKind;
use hickory_server::server::{Request, RequestHandler, ResponseHandler, ResponseInfo};
use hickory_server::store::in_memory::InMemoryZoneHandler;
use hickory_server::zone_handler::{AxfrPolicy, Catalog, ZoneType};
use serde_json::json;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

fn name(text: &str) -> Name {
    Name::from_ascii(text).unwrap()
}

fn a() -> RData {
    RData::A(A::new(192, 0, 2, 1))
}

fn alias(target: &str) -> RData {
    RData::CNAME(CNAME(name(target)))
}

/// A zone before it is served.
struct Draft {
    origin: Name,
    zone: InMemoryZoneHandler,
}

impl Draft {
    fn new(origin: &str, denial: NxProofKind, records: Vec<(&str, RData)>) -> Self {
        let origin = name(origin);
        let policy = AxfrPolicy::Deny;
        let mut zone: InMemoryZoneHandler =
            InMemoryZoneHandler::empty(origin.clone(), ZoneType::Primary, policy, Some(denial));
        let soa = SOA::new(origin.clone(), origin.clone(), 1, 60, 60, 60, 60);
        zone.upsert_mut(Record::from_rdata(origin.clone(), 60, RData::SOA(soa)), 1);
        let ns = RData::NS(NS(name("ns.example.")));
        zone.upsert_mut(Record::from_rdata(origin.clone(), 60, ns), 1);
        for (owner, data) in records {
            zone.upsert_mut(Record::from_rdata(name(owner), 60, data), 1);
        }
        Self { origin, zone }
    }

    /// Signs it for so long, and gives its key.
    fn sign(&mut self, time: Duration) -> DNSKEY {
        let pair = Ed25519SigningKey::generate_pkcs8().unwrap();
        let key = Ed25519SigningKey::from_pkcs8(&pair).unwrap();
        let dnskey = DNSKEY::from_key(&key.to_public_key().unwrap());
        let signer = DnssecSigner::new(dnskey.clone(), Box::new(key), self.origin.clone(), time);
        self.zone.add_zone_signing_key_mut(signer).unwrap();
        self.zone.secure_zone_mut().unwrap();
        dnskey
    }

    /// Puts other data in place of what was signed, and leaves the signature.
    fn forge(&mut self, owner: &str, data: RData) {
        let key = RrKey::new(name(owner).into(), data.record_type());
        let set = self.zone.records_get_mut().get_mut(&key).unwrap();
        let signatures = set.rrsigs().to_vec();
        let mut forged = RecordSet::new(name(owner), data.record_type(), 1);
        forged.insert(Record::from_rdata(name(owner), 60, data), 1);
        forged.set_rrsigs(signatures);
        *set = Arc::new(forged);
    }
}

/// Questions for delegations go to the zone above.
struct Tree {
    above: Catalog,
    all: Catalog,
}

#[async_trait]
impl RequestHandler for Tree {
    async fn handle_request<R: ResponseHandler, T: Time>(
        &self,
        request: &Request,
        handle: R,
    ) -> ResponseInfo {
        let query = request.request_info().unwrap().query;
        let catalog = if query.query_type() == WireType::DS {
            &self.above
        } else {
            &self.all
        };
        catalog.handle_request::<R, T>(request, handle).await
    }
}

/// A signed zone, with below it one that is signed, one that is not, and one whose signatures are over; and its key as a
/// zone file has it.
fn tree(denial: fn() -> NxProofKind) -> (SocketAddr, background::Server, String) {
    let long = Duration::from_hours(1);
    let mut signed = Draft::new(
        "signed.example.",
        denial(),
        vec![("a.signed.example.", a()), ("forged.signed.example.", a())],
    );
    let mut over = Draft::new("over.example.", denial(), vec![("a.over.example.", a())]);
    let unsigned = Draft::new(
        "unsigned.example.",
        denial(),
        vec![("a.unsigned.example.", a())],
    );
    let keys = [
        ("signed.example.", signed.sign(long)),
        ("over.example.", over.sign(Duration::from_secs(1))),
    ];
    signed.forge("forged.signed.example.", RData::A(A::new(203, 0, 113, 9)));
    let mut records = vec![
        ("a.example.", a()),
        (
            "a.example.",
            RData::TXT(TXT::new(vec!["v=spf1 -all".into()])),
        ),
        ("in.example.", alias("a.example.")),
        ("down.example.", alias("a.signed.example.")),
        ("out.example.", alias("a.unsigned.example.")),
        ("to-forged.example.", alias("forged.signed.example.")),
        ("to-nothing.example.", alias("nothing.signed.example.")),
        ("to-nowhere.example.", alias("nothing.unsigned.example.")),
        ("*.wild.example.", a()),
        ("unsigned.example.", RData::NS(NS(name("ns.example.")))),
    ];
    for (owner, key) in &keys {
        let digest = key.to_digest(&name(owner), DigestType::SHA256).unwrap();
        let ds = DS::new(
            key.calculate_key_tag().unwrap(),
            key.algorithm(),
            DigestType::SHA256,
            digest.as_ref().to_vec(),
        );
        records.push((owner, RData::DNSSEC(DNSSECRData::DS(ds))));
        records.push((owner, RData::NS(NS(name("ns.example.")))));
    }
    let mut top = Draft::new("example.", denial(), records);
    let key = top.sign(long);
    let anchor = format!("example. 60 IN DNSKEY {key}");
    let mut tree = Tree {
        above: Catalog::new(),
        all: Catalog::new(),
    };
    for draft in [top, signed, over, unsigned] {
        let (origin, zone) = (LowerName::new(&draft.origin), Arc::new(draft.zone));
        if draft.origin.num_labels() == 1 {
            tree.above.upsert(origin.clone(), vec![zone.clone()]);
        }
        tree.all.upsert(origin, vec![zone]);
    }
    let (addr, server) = background::plain(tree);
    (addr, server, anchor)
}

fn resolver(server: SocketAddr, anchor: &str) -> Resolver {
    Resolver::builder()
        .servers([server.into()])
        .trust_anchors(anchor)
        .unwrap()
        .build()
}

fn validating() -> Limits {
    Limits {
        dnssec: true,
        ..Limits::default()
    }
}

fn ask(dns: &Dns, name: &str, rtype: RecordType) -> Arc<Answer> {
    futures::executor::block_on(dns.lookup(name, rtype))
}

fn nsec3() -> NxProofKind {
    NxProofKind::Nsec3 {
        algorithm: Nsec3HashAlgorithm::SHA1,
        salt: Arc::new([]),
        iterations: 0,
        opt_out: false,
    }
}

const SECURE: Dnssec = Dnssec::Secure;
const INSECURE: Dnssec = Dnssec::Insecure;
const BOGUS: Dnssec = Dnssec::Bogus;

/// Questions with their outcome, how many records, and the verdict.
type Row = (&'static str, RecordType, &'static str, usize, Dnssec);

/// What the zone at the top says by itself.
const OWN: &[Row] = &[
    ("a.example", RecordType::A, "NOERROR", 1, SECURE),
    ("a.example", RecordType::Txt, "NOERROR", 1, SECURE),
    ("a.example", RecordType::Mx, "NOERROR", 0, SECURE),
    ("nothing.example", RecordType::A, "NXDOMAIN", 0, SECURE),
    ("b.wild.example", RecordType::A, "NOERROR", 1, SECURE),
    ("c.b.wild.example", RecordType::A, "NOERROR", 1, SECURE),
    ("in.example", RecordType::A, "NOERROR", 1, SECURE),
];

/// What is said below it.
const BELOW: &[Row] = &[
    ("down.example", RecordType::A, "NOERROR", 1, SECURE),
    ("to-nothing.example", RecordType::A, "NXDOMAIN", 0, SECURE),
    ("a.signed.example", RecordType::A, "NOERROR", 1, SECURE),
    ("a.signed.example", RecordType::Txt, "NOERROR", 0, SECURE),
    (
        "nothing.signed.example",
        RecordType::A,
        "NXDOMAIN",
        0,
        SECURE,
    ),
    ("a.unsigned.example", RecordType::A, "NOERROR", 1, INSECURE),
    (
        "a.unsigned.example",
        RecordType::Txt,
        "NOERROR",
        0,
        INSECURE,
    ),
    (
        "nothing.unsigned.example",
        RecordType::A,
        "NXDOMAIN",
        0,
        INSECURE,
    ),
    ("out.example", RecordType::A, "NOERROR", 1, INSECURE),
    ("to-nowhere.example", RecordType::A, "NXDOMAIN", 0, INSECURE),
    ("forged.signed.example", RecordType::A, "failed", 0, BOGUS),
    ("to-forged.example", RecordType::A, "failed", 0, BOGUS),
    ("a.over.example", RecordType::A, "failed", 0, BOGUS),
];

fn check(dns: &Dns, rows: &[Row]) {
    for &(name, rtype, rcode, records, dnssec) in rows {
        let answer = ask(dns, name, rtype);
        let found = (
            answer.outcome.rcode(),
            answer.records().len(),
            answer.dnssec,
        );
        assert_eq!(found, (rcode, records, dnssec), "{answer:?}");
    }
}

#[test]
fn each_answer_has_its_verdict() {
    let (server, _server, anchor) = tree(|| NxProofKind::Nsec);
    // Until the signatures are over that last a second.
    std::thread::sleep(Duration::from_millis(2100));
    let dns = resolver(server, &anchor).dns(validating());
    check(&dns, OWN);
    check(&dns, BELOW);
    let text = |name| format!("{:?}", ask(&dns, name, RecordType::A).outcome);
    assert!(text("forged.signed.example").contains("no valid signature"));
    assert!(text("a.over.example").contains("expired"));
    let down = ask(&dns, "down.example", RecordType::A);
    assert_eq!(down.cnames, ["a.signed.example"]);
}

/// Not below it: the server here denies there what it has.
#[test]
fn hashed_denials_are_read_too() {
    let (server, _server, anchor) = tree(nsec3);
    check(&resolver(server, &anchor).dns(validating()), OWN);
}

#[test]
fn unasked_for_nothing_is_validated() {
    let (server, _server, anchor) = tree(|| NxProofKind::Nsec);
    let shared = resolver(server, &anchor);
    let answer = ask(
        &shared.dns(Limits::default()),
        "forged.signed.example",
        RecordType::A,
    );
    assert_eq!(
        (answer.records().len(), answer.dnssec),
        (1, Dnssec::Unchecked)
    );
    let row = serde_json::to_value(&*answer).unwrap();
    assert!(row.get("dnssec").is_none());
    // What was kept for that does not serve who wants it validated.
    let answer = ask(
        &shared.dns(validating()),
        "forged.signed.example",
        RecordType::A,
    );
    assert_eq!(answer.dnssec, Dnssec::Bogus);
}

#[test]
fn from_the_cache_and_a_capsule_it_is_the_same() {
    let (server, _server, anchor) = tree(|| NxProofKind::Nsec);
    let shared = resolver(server, &anchor);
    let names = [
        "a.example",
        "out.example",
        "forged.signed.example",
        "no.example",
    ];
    let log = |dns: &Dns| {
        for name in names {
            ask(dns, name, RecordType::A);
        }
        serde_json::to_string(&dns.log()).unwrap()
    };
    let live = shared.dns(validating());
    let first = log(&live);
    assert!(first.contains(r#""dnssec":"secure""#) && first.contains(r#""dnssec":"bogus""#));
    assert_eq!(log(&shared.dns(validating())), first);
    let capsule = Capsule::for_any_message(DateTime::<Utc>::UNIX_EPOCH, &live.log());
    let read = Capsule::parse(&capsule.to_json()).unwrap();
    assert_eq!(log(&Dns::recorded(read.answers().cloned())), first);
}

#[test]
fn what_should_be_signed_and_is_not_is_bogus() {
    let (_, _server, anchor) = tree(|| NxProofKind::Nsec);
    let stripping = Zone::from_json(&json!({
        "example": [{"type": "NS", "data": "ns.example"}],
        "a.example": [{"type": "A", "data": "192.0.2.1"}],
        "slow.example": [{"type": "A", "data": "192.0.2.1"}],
    }))
    .serve(Options::default());
    let dns = resolver(stripping.addr(), &anchor).dns(validating());
    for (name, part) in [
        ("a.example", "have no signature"),
        ("no.example", "no valid proof"),
    ] {
        let answer = ask(&dns, name, RecordType::A);
        assert_eq!(answer.dnssec, Dnssec::Bogus, "{answer:?}");
        let text = format!("{:?}", answer.outcome);
        assert!(text.contains(part), "{text}");
    }
}

#[test]
fn what_cannot_be_validated_is_not_called_bogus() {
    let (_, _server, anchor) = tree(|| NxProofKind::Nsec);
    let failing = Zone::from_json(&json!({
        "example": [{"type": "SERVFAIL"}],
        "a.example": [{"type": "A", "data": "192.0.2.1"}],
    }))
    .serve(Options::default());
    let dns = resolver(failing.addr(), &anchor).dns(validating());
    let answer = ask(&dns, "a.example", RecordType::A);
    assert_eq!(answer.dnssec, Dnssec::Unchecked);
    let text = format!("{:?}", answer.outcome);
    assert!(
        text.contains("not validated") && text.contains("SERVFAIL"),
        "{text}"
    );
}

#[test]
fn validation_has_its_limit() {
    let (server, _server, anchor) = tree(|| NxProofKind::Nsec);
    let limits = Limits {
        bytes: 5,
        ..validating()
    };
    let dns = resolver(server, &anchor).dns(limits);
    let answer = ask(&dns, "a.signed.example", RecordType::A);
    assert_eq!(answer.outcome, Outcome::Skipped(Why::LimitReached));
}

#[test]
fn what_is_no_key_is_refused() {
    for text in ["example. 60 IN A 192.0.2.1", "nonsense"] {
        let error = Resolver::builder().trust_anchors(text).unwrap_err();
        assert!(matches!(error, TrustError::Anchors(_)));
        assert!(error.to_string().contains("DNSKEY"), "{error}");
    }
}
