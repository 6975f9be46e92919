//! Reports to abuse desks: whom the router names on each sample, and that parsers and schemas take what is written.

use crate::given::Given;
use crate::shared;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use hdrtrace::abuse::{
    self, Case, Complaint, Grade, Kind, LookupOptions, Role, Source, Subject, look_up,
};
use hdrtrace::abuse_report::{AbuseReportError, AbuseReportOptions, Prepared, prepare};
use hdrtrace::checked::{Checked, Why};
use hdrtrace::dns::{Answer, Capsule, Data, Dns, Outcome, RecordType};
use hdrtrace::evidence::Evidence;
use hdrtrace::message::Message;
use hdrtrace::redact::{Key, Protected, Redactor};
use hdrtrace::words::Remedy;
use hdrtrace::{Clock, DnsSource, Known, Settings, gather};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

mod desk_limits;
mod enclosed;

fn sample(name: &str) -> (Vec<u8>, Given) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let bytes = fs::read(folder.join(format!("{name}.eml"))).unwrap();
    let capsule =
        Capsule::parse(&fs::read_to_string(folder.join(format!("{name}.dns.json"))).unwrap())
            .unwrap();
    let options = Given {
        settings: Settings {
            clock: Clock::Fixed("2026-11-01T00:00:00Z".parse().unwrap()),
            dns: DnsSource::Replay {
                capsule: Arc::new(capsule),
                any_message: false,
            }
            .into(),
            ..Settings::default()
        },
        known: Known::default(),
    };
    (bytes, options)
}

/// The case that a message is, with what is changed of its evidence before.
fn case(bytes: &[u8], given: &Given, change: impl FnOnce(&mut Evidence<'_>)) -> Case {
    let raw = hdrtrace::input::mend(bytes).unwrap();
    let message = Message::parse(&raw.bytes);
    let sha256 = hdrtrace::sha256(bytes);
    let dns = given.analyzer().dns(&sha256).unwrap();
    let mut evidence = gather(&message, &raw.damage, &given.settings, &given.known, &dns).unwrap();
    change(&mut evidence);
    Case::of(&evidence, &sha256)
}

fn desk(kind: Kind) -> AbuseReportOptions {
    AbuseReportOptions {
        kind,
        reporter: "Example Desk <abuse@reporter.example>".parse().unwrap(),
        redaction: Some(Key::new([9; 32])),
        protect: Vec::new(),
        lookup_contacts: false,
        rdap: None,
        allow_reserved: false,
        source_port: Some(50_123),
        url: None,
        headers_only: false,
        no_recipient: false,
    }
}

fn prepared(name: &str, kind: Kind) -> Prepared {
    let (bytes, options) = sample(name);
    prepare(&bytes, &options.analyzer(), &options.known, &desk(kind))
        .unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// What the router must say of a sample: parties as role, subject, best contact, whether there is a doubt; and who must be
/// among those not accused.
type Row = (
    &'static str,
    &'static [(Role, &'static str, Option<&'static str>, bool)],
    &'static [&'static str],
);

const SAMPLES: &[Row] = &[
    (
        "three-hops",
        &[(Role::Network, "203.0.113.1", None, true)],
        &["[192.168.1.50]"],
    ),
    (
        "clean",
        &[
            (
                Role::Network,
                "198.51.100.17",
                Some("abuse@garden.example"),
                false,
            ),
            (
                Role::Signer,
                "garden.example",
                Some("abuse@garden.example"),
                false,
            ),
        ],
        &["198.51.100.12", "203.0.113.77"],
    ),
    (
        "headers-only",
        &[
            (
                Role::Network,
                "2001:db8:25::8",
                Some("abuse@bookshop.example"),
                false,
            ),
            (
                Role::Signer,
                "bookshop.example",
                Some("abuse@bookshop.example"),
                true,
            ),
        ],
        &["2001:db8:7a::15"],
    ),
    (
        "forwarded",
        &[
            (
                Role::Network,
                "203.0.113.40",
                Some("abuse@example.org"),
                true,
            ),
            (
                Role::Signer,
                "press.example",
                Some("abuse@press.example"),
                true,
            ),
        ],
        &["198.51.100.30"],
    ),
    (
        "list-arc",
        &[
            (
                Role::Network,
                "203.0.113.80",
                Some("abuse@example.org"),
                true,
            ),
            (
                Role::List,
                "growers.lists.example.org",
                Some("abuse@example.org"),
                false,
            ),
        ],
        &["orchard.example", "198.51.100.45"],
    ),
    (
        "clock-backwards",
        &[
            (
                Role::Network,
                "203.0.113.52",
                Some("abuse@workshop.example"),
                false,
            ),
            (
                Role::Signer,
                "workshop.example",
                Some("abuse@workshop.example"),
                false,
            ),
        ],
        &[],
    ),
    (
        "expired-key-gone",
        &[
            (
                Role::Network,
                "198.51.100.72",
                Some("abuse@utility.example"),
                false,
            ),
            (
                Role::Signer,
                "utility.example",
                Some("abuse@utility.example"),
                true,
            ),
        ],
        &[],
    ),
    (
        "spoofed-bank",
        &[
            (
                Role::Network,
                "203.0.113.9",
                Some("abuse@sender.example"),
                false,
            ),
            (
                Role::Signer,
                "sender.example",
                Some("abuse@sender.example"),
                false,
            ),
        ],
        &[
            "example-bank.test",
            "bank-desk.example",
            "192.0.2.7",
            "192.0.2.61",
        ],
    ),
    (
        "forged-chain",
        &[(Role::Network, "198.51.100.66", None, false)],
        &[
            "example-lottery.test",
            "203.0.113.200",
            "198.51.100.231",
            "drawing.example-lottery.test",
        ],
    ),
    (
        "microsoft",
        &[(Role::Network, "203.0.113.118", None, false)],
        &["harbour-parcel.example"],
    ),
    (
        "gmail",
        &[
            (Role::Network, "203.0.113.61", None, true),
            (
                Role::Signer,
                "news.lantern-books.example",
                Some("abuse@lantern-books.example"),
                false,
            ),
        ],
        &[],
    ),
];

#[test]
fn every_sample_has_a_row() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let on_disk = fs::read_dir(folder).unwrap().filter(|entry| {
        entry
            .as_ref()
            .unwrap()
            .path()
            .extension()
            .is_some_and(|extension| extension == "eml")
    });
    assert_eq!(on_disk.count(), SAMPLES.len());
}

#[test]
fn the_router_names_who_can_act_and_nobody_else() {
    for (name, parties, spared) in SAMPLES {
        let (bytes, options) = sample(name);
        let case = case(&bytes, &options, |_| ());
        let found: Vec<_> = case
            .parties
            .iter()
            .map(|party| {
                assert!(
                    !party.reasons.is_empty(),
                    "{name}: {party:?} without a reason"
                );
                let contact = party
                    .contacts
                    .first()
                    .map(|contact| contact.address.as_str());
                (
                    party.role,
                    party.subject.to_string(),
                    contact,
                    !party.doubts.is_empty(),
                )
            })
            .collect();
        let found: Vec<_> = found
            .iter()
            .map(|(role, subject, contact, doubt)| (*role, subject.as_str(), *contact, *doubt))
            .collect();
        assert_eq!(found, *parties, "{name}");
        for who in *spared {
            assert!(
                case.not_accused.iter().any(|left| left.who == *who),
                "{name}: {who} in {:?}",
                case.not_accused
            );
            assert!(
                case.parties
                    .iter()
                    .all(|party| party.subject.to_string() != *who),
                "{name}: {who} is accused"
            );
        }
        // Nothing but a guess is known without asking, and a guess is never sent by itself.
        assert!(
            case.parties
                .iter()
                .all(|party| party.grade() == Grade::Confirm),
            "{name}"
        );
    }
}

/// A register that knows one address and one domain.
fn register() -> Dns {
    Dns::from_fn(|name, rtype| {
        let text = match name {
            "9.113.0.203.abuse-contacts.abusix.zone" => "abuse@network.example",
            "sender.example.contacts.abuse.net" => "desk@sender.example",
            _ => return Answer::new(name, rtype, Outcome::NxDomain),
        };
        Answer::new(
            name,
            RecordType::Txt,
            Outcome::Records(vec![Data::Txt(vec![text.as_bytes().to_vec()])]),
        )
    })
}

#[tokio::test]
async fn contacts_are_looked_up_and_come_before_guesses() {
    let (bytes, options) = sample("spoofed-bank");
    let mut case = case(&bytes, &options, |_| ());
    look_up(
        &register(),
        &mut case,
        LookupOptions {
            allow_reserved: true,
        },
    )
    .await;
    let best: Vec<_> = case
        .parties
        .iter()
        .map(|party| {
            (
                &*party.contacts[0].address,
                party.contacts[0].source,
                party.grade(),
            )
        })
        .collect();
    assert_eq!(
        best,
        [
            ("abuse@network.example", Source::Abusix, Grade::Automatic),
            ("desk@sender.example", Source::AbuseNet, Grade::Automatic),
        ]
    );
    // The guess is still there, behind.
    assert_eq!(case.parties[0].contacts[1].source, Source::Rfc2142);
}

#[tokio::test]
async fn nobody_is_asked_about_reserved_addresses() {
    let (bytes, options) = sample("spoofed-bank");
    let mut case = case(&bytes, &options, |_| ());
    let dns = Dns::from_fn(|name, _| panic!("asked for {name}"));
    look_up(&dns, &mut case, LookupOptions::default()).await;
    for party in &case.parties {
        assert_eq!(party.lookups[0].found, Checked::Skipped(Why::Reserved));
    }
}

#[tokio::test]
async fn a_register_cannot_slip_in_a_second_recipient() {
    let (bytes, options) = sample("spoofed-bank");
    let mut case = case(&bytes, &options, |_| ());
    let dns = Dns::from_fn(|name, rtype| {
        let text = b"abuse@x.example\r\nBcc: all@x.example".to_vec();
        Answer::new(name, rtype, Outcome::Records(vec![Data::Txt(vec![text])]))
    });
    look_up(
        &dns,
        &mut case,
        LookupOptions {
            allow_reserved: true,
        },
    )
    .await;
    let addresses: Vec<&str> = case
        .parties
        .iter()
        .flat_map(|party| &party.contacts)
        .map(|contact| contact.address.as_str())
        .collect();
    assert!(
        addresses
            .iter()
            .all(|address| !address.contains(['\r', '\n', ' '])),
        "{addresses:?}"
    );
}

fn field<'t>(text: &'t str, name: &str) -> Vec<&'t str> {
    let lead = format!("{name}: ");
    text.split("\r\n")
        .filter_map(|line| line.strip_prefix(&lead))
        .collect()
}

/// What `AbuseIO` and its like demand of the machine-readable part.
fn assert_simple(complaint: &Complaint, name: &str) {
    let fields = abuse::arf_fields(complaint);
    assert!(fields.is_ascii() && fields.ends_with("\r\n"), "{name}");
    for line in fields.split_terminator("\r\n") {
        let (key, value) = line
            .split_once(": ")
            .unwrap_or_else(|| panic!("{name}: {line:?} is no field"));
        assert!(
            key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'),
            "{name}: {line}"
        );
        assert!(
            !value.is_empty() && value.trim() == value,
            "{name}: one blank: {line:?}"
        );
    }
    assert_eq!(field(&fields, "Version"), ["1"], "{name}");
    assert_eq!(field(&fields, "User-Agent").len(), 1, "{name}");
    assert_eq!(field(&fields, "Source-IP").len(), 1, "{name}");
    assert_eq!(field(&fields, "Arrival-Date").len(), 1, "{name}");
}

#[test]
fn arf_of_every_sample_is_read_back() {
    use mail_auth::report::{AuthFailureType, Feedback, FeedbackType};
    for (name, ..) in SAMPLES {
        for complaint in &prepared(name, Kind::Spam).complaints {
            assert_simple(complaint, name);
            assert_eq!(
                field(&abuse::arf_fields(complaint), "Feedback-Type"),
                ["abuse"]
            );
            let bytes = abuse::arf(complaint);
            let text = String::from_utf8_lossy(&bytes).into_owned();
            assert!(text.lines().all(|line| line.len() <= 998), "{name}");
            let read =
                Feedback::parse_rfc5322(&bytes).unwrap_or_else(|error| panic!("{name}: {error:?}"));
            assert_eq!(read.feedback_type(), FeedbackType::Abuse, "{name}");
            assert_eq!(read.source_ip(), complaint.incident.source_ip, "{name}");
            let time = complaint.incident.time.as_ref().unwrap();
            assert_eq!(read.arrival_date(), Some(time.utc.timestamp()), "{name}");
            let original = read
                .message()
                .or(read.headers())
                .unwrap_or_else(|| panic!("{name}: no original"));
            assert!(
                original.contains("Received:") && !original.contains("robin@"),
                "{name}"
            );
            // The essentials also stand in the text (RFC 6650 section 5).
            let ip = complaint.incident.source_ip.unwrap().to_string();
            assert!(abuse::letter(complaint, true).contains(&ip), "{name}");
        }
    }
    for name in ["spoofed-bank", "list-arc", "microsoft"] {
        let Ok(found) = sample_failure(name) else {
            continue;
        };
        for complaint in &found.complaints {
            assert_simple(complaint, name);
            let bytes = abuse::arf(complaint);
            let read = Feedback::parse_rfc5322(&bytes).unwrap();
            assert_eq!(read.feedback_type(), FeedbackType::AuthFailure);
            assert_eq!(read.auth_failure(), AuthFailureType::Dmarc);
        }
    }
}

fn sample_failure(name: &str) -> Result<Prepared, AbuseReportError> {
    let (bytes, options) = sample(name);
    prepare(
        &bytes,
        &options.analyzer(),
        &options.known,
        &desk(Kind::AuthFailure),
    )
}

#[test]
fn failures_say_which_mechanisms_failed_to_align() {
    // Both are of another domain; SPF of the list's own passes and is not the author's.
    for (name, want, domain) in [
        ("spoofed-bank", "dkim, spf", "example-bank.test"),
        ("list-arc", "dkim, spf", "orchard.example"),
    ] {
        let found = sample_failure(name).unwrap();
        let fields = abuse::arf_fields(&found.complaints[0]);
        assert_eq!(field(&fields, "Identity-Alignment"), [want], "{name}");
        assert_eq!(field(&fields, "Reported-Domain"), [domain], "{name}");
        assert_eq!(field(&fields, "Auth-Failure"), ["dmarc"], "{name}");
        assert_eq!(field(&fields, "Authentication-Results").len(), 1, "{name}");
        assert_eq!(found.complaints[0].party.role, Role::DomainOwner);
    }
    assert!(matches!(
        sample_failure("clean"),
        Err(AbuseReportError::NoFailure)
    ));
}

fn schema_folder() -> PathBuf {
    shared::path("schemas/xarf-v4")
}

fn schema(name: &str) -> serde_json::Value {
    let path = schema_folder().join(name);
    let text =
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap()
}

fn validator(name: &str) -> jsonschema::Validator {
    let mut registry = jsonschema::Registry::new();
    for file in [
        "xarf-core.json",
        "types/messaging-spam.json",
        "types/content-base.json",
        "types/content-phishing.json",
    ] {
        let schema = schema(file);
        let id = schema["$id"].as_str().unwrap().to_owned();
        registry = registry.add(id, schema).unwrap();
    }
    let registry = registry.prepare().unwrap();
    jsonschema::options()
        .with_registry(&registry)
        .should_validate_formats(true)
        .build(&schema(name))
        .unwrap()
}

fn assert_valid(validator: &jsonschema::Validator, json: &serde_json::Value, name: &str) {
    let errors: Vec<String> = validator
        .iter_errors(json)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{name}: {errors:?}");
}

#[test]
#[ignore = "needs HDRTRACE_SHARED"]
fn xarf_of_every_sample_is_valid() {
    let spam = validator("types/messaging-spam.json");
    for (name, ..) in SAMPLES {
        for complaint in &prepared(name, Kind::Spam).complaints {
            let json: serde_json::Value =
                serde_json::from_slice(&abuse::xarf(complaint).unwrap()).unwrap();
            assert_valid(&spam, &json, name);
            let payload = BASE64_STANDARD
                .decode(json["evidence"][0]["payload"].as_str().unwrap())
                .unwrap();
            assert_eq!(payload, complaint.exhibit.bytes);
            // The validator itself must be able to refuse.
            let mut broken = json.clone();
            broken.as_object_mut().unwrap().remove("source_port");
            assert!(!spam.is_valid(&broken), "{name}");
        }
    }
}

#[test]
#[ignore = "needs HDRTRACE_SHARED"]
fn xarf_of_phishing_is_about_the_page() {
    let phishing = validator("types/content-phishing.json");
    let (bytes, options) = sample("spoofed-bank");
    let mut desk = desk(Kind::Phishing);
    // Without a page from the reporter it is the one that the message links to.
    let found = prepare(&bytes, &options.analyzer(), &options.known, &desk).unwrap();
    let json: serde_json::Value =
        serde_json::from_slice(&abuse::xarf(&found.complaints[0]).unwrap()).unwrap();
    assert_valid(&phishing, &json, "spoofed-bank");
    assert_eq!(
        json["source_identifier"],
        "example-bank.test.bank-desk.example"
    );
    // A message without links names none.
    let mut bare = self::desk(Kind::Phishing);
    bare.headers_only = true;
    let (bytes_of_bare, options_of_bare) = sample("headers-only");
    let refused = prepare(
        &bytes_of_bare,
        &options_of_bare.analyzer(),
        &options_of_bare.known,
        &bare,
    )
    .unwrap();
    let refused = abuse::xarf(&refused.complaints[0]).unwrap_err();
    assert_eq!(refused.remedy(), Some(Remedy::Page));
    desk.url = Some("https://example-bank.test.bank-desk.example/login".to_owned());
    let found = prepare(&bytes, &options.analyzer(), &options.known, &desk).unwrap();
    let json: serde_json::Value =
        serde_json::from_slice(&abuse::xarf(&found.complaints[0]).unwrap()).unwrap();
    assert_valid(&phishing, &json, "spoofed-bank");
    assert_eq!(
        json["source_identifier"],
        "example-bank.test.bank-desk.example"
    );
}

#[test]
fn what_xarf_wants_and_nobody_said_is_asked_for() {
    let (bytes, options) = sample("spoofed-bank");
    let mut desk = desk(Kind::Spam);
    desk.source_port = None;
    let found = prepare(&bytes, &options.analyzer(), &options.known, &desk).unwrap();
    let error = abuse::xarf(&found.complaints[0]).unwrap_err();
    assert_eq!(error.remedy(), Some(Remedy::SourcePort), "{error}");
}

#[test]
fn nothing_that_is_written_names_the_recipient() {
    for (name, ..) in SAMPLES {
        let (bytes, _) = sample(name);
        let who = Protected::of(&hdrtrace::message::Message::parse(&bytes));
        let redactor = Redactor::new(&who, Key::new([9; 32])).unwrap();
        for complaint in &prepared(name, Kind::Spam).complaints {
            let forms = [
                ("arf", abuse::arf(complaint)),
                ("xarf", abuse::xarf(complaint).unwrap()),
                ("text", abuse::letter_with_header(complaint).into_bytes()),
            ];
            for (form, bytes) in forms {
                let leaks = redactor.leaks_in_text(form, &bytes);
                assert!(leaks.is_empty(), "{name}: {leaks:?}");
            }
        }
    }
}

#[test]
fn a_letter_has_who_when_what_evidence_and_request_in_this_order() {
    let found = prepared("spoofed-bank", Kind::Phishing);
    let letter = abuse::letter(&found.complaints[0], true);
    let at: Vec<usize> = [
        "203.0.113.9",
        "2026-05-02 10:00:09 UTC",
        "phishing\n",
        "\nWhat the receiver found\n",
        "\nLinks in the message (defanged)\n",
        "\nEvidence\n",
        "\nRequest\n",
        "Example Desk <abuse@reporter.example>",
    ]
    .iter()
    .map(|text| {
        letter
            .find(text)
            .unwrap_or_else(|| panic!("{text:?} in\n{letter}"))
    })
    .collect();
    assert!(at.is_sorted(), "{at:?}\n{letter}");
    assert!(letter.contains(&found.sha256));
}

/// A message with a CFBL-Address, and a report in which one signature passes and covers it, or not.
#[test]
fn a_complaint_address_counts_under_a_valid_signature_only() {
    let (bytes, options) = sample("clean");
    let mut text = String::from_utf8(bytes).unwrap();
    text.insert_str(0, "CFBL-Address: fbl@garden.example; report=arf\r\n");
    let options = Given {
        settings: Settings {
            dns: (any(options.settings.dns.source)).into(),
            ..options.settings
        },
        known: options.known,
    };
    let uncovered = case(text.as_bytes(), &options, |_| ());
    assert!(
        uncovered
            .parties
            .iter()
            .all(|party| party.role != Role::FeedbackLoop)
    );
    assert!(
        uncovered
            .not_accused
            .iter()
            .any(|left| left.who == "fbl@garden.example")
    );
    // What the router sees when a signature covers the field.
    let covered = case(text.as_bytes(), &options, |evidence| {
        evidence.auth.dkim[0].signed_fields.push(0);
    });
    let party = covered
        .parties
        .iter()
        .find(|party| party.role == Role::FeedbackLoop)
        .expect("a feedback loop");
    assert_eq!(party.subject, Subject::Domain("garden.example".to_owned()));
    assert_eq!(
        (party.contacts[0].address.as_str(), party.grade()),
        ("fbl@garden.example", Grade::Automatic)
    );
}

fn any(dns: DnsSource) -> DnsSource {
    match dns {
        DnsSource::Replay { capsule, .. } => DnsSource::Replay {
            capsule,
            any_message: true,
        },
        other => other,
    }
}

#[test]
fn no_name_that_a_sender_chooses_stops_the_report() {
    let raw = b"Received: from x.sender.example (x.sender.example [203.0.113.9]) by mx.example.net with ESMTP id 1;\r\n\
        \tSat, 02 May 2026 10:00:09 +0000\r\nFrom: a@sender.example\r\nTo: <You>, \"Why you\" <robin@example.net>, Evidence, Request\r\n\
        Subject: x\r\n\r\nWhy you?\r\n";
    let found = prepare(
        raw,
        &Given::default().analyzer(),
        &Known::default(),
        &desk(Kind::Spam),
    )
    .unwrap();
    assert!(!String::from_utf8_lossy(&found.complaints[0].exhibit.bytes).contains("robin"));
}

/// The router's network for a mail with this field on top, and who is left out.
fn routed(top: &str, below: &str, client_ip: Option<&str>) -> (Prepared, String) {
    let mail = format!(
        "{top}\r\n{below}From: a@bank.example\r\nTo: robin.vale@victim.example\r\nSubject: hi\r\n\r\nHello.\r\n"
    );
    let options = Given {
        settings: Settings {
            clock: Clock::Fixed("2026-11-01T00:00:00Z".parse().unwrap()),
            dns: DnsSource::Offline.into(),
            ..Settings::default()
        },
        known: Known {
            client_ip: client_ip.map(|ip| ip.parse().unwrap()),
            ..Known::default()
        },
    };
    let prepared = prepare(
        mail.as_bytes(),
        &options.analyzer(),
        &options.known,
        &desk(Kind::Spam),
    )
    .unwrap();
    let network = &prepared
        .complaints
        .iter()
        .find(|complaint| complaint.party.role == Role::Network)
        .unwrap()
        .party;
    let text = format!(
        "{:?} {:?} {:?}",
        network.reasons, network.doubts, network.contacts
    );
    (prepared, text)
}

#[test]
fn a_reverse_name_that_nobody_confirmed_names_no_desk() {
    for name in ["mail.bank.example", "mx.bystander.example"] {
        let top = format!(
            "Received: from {name} (HELO {name}) (203.0.113.5)\r\n by mx.victim.example with SMTP; 2 May 2026 10:00:00 -0000"
        );
        let (prepared, network) = routed(&top, "", None);
        assert!(network.contains("is not forward-confirmed"), "{network}");
        assert!(!network.contains("abuse@"), "{network}");
        for complaint in &prepared.complaints {
            let arf = String::from_utf8(abuse::arf(complaint)).unwrap();
            assert!(!arf.contains(&format!("Reported-Domain: {name}")), "{arf}");
        }
    }
}

#[test]
fn a_platform_is_not_named_for_an_unconfirmed_name() {
    let top = "Received: from o1.sendgrid.net (HELO o1.sendgrid.net) (203.0.113.5)\r\n by mx.victim.example with SMTP; 2 May 2026 10:00:00 -0000";
    let (prepared, _) = routed(top, "X-SG-EID: u001abcdef\r\n", None);
    let roles: Vec<Role> = prepared
        .complaints
        .iter()
        .map(|one| one.party.role)
        .collect();
    assert_eq!(roles, [Role::Network]);
}

#[test]
fn rented_machines_are_reported_to_their_owner() {
    let top = "Received: from ec2-203-0-113-5.compute-1.amazonaws.com (ec2-203-0-113-5.compute-1.amazonaws.com [203.0.113.5])\r\n by mx.victim.example (Postfix) with ESMTPS id 4XyZ;\r\n Sat, 2 May 2026 10:00:00 +0000";
    let (prepared, network) = routed(top, "Feedback-ID: 1.eu-west-1.abc:AmazonSES\r\n", None);
    assert!(network.contains("abuse@amazonaws.com"), "{network}");
    assert_eq!(prepared.complaints.len(), 1);
}

#[test]
fn another_hosts_facts_are_not_given_to_a_stated_address() {
    let top = "Received: from mx.partner.example (mx.partner.example [203.0.113.5])\r\n by mx.victim.example (Postfix) with ESMTPS id 4XyZ;\r\n Sat, 2 May 2026 10:00:00 +0000";
    let (prepared, network) = routed(top, "", Some("198.51.100.9"));
    assert!(network.contains("stated by the reporter"), "{network}");
    assert!(!network.contains("partner.example"), "{network}");
    let incident = &prepared.complaints[0].incident;
    assert_eq!((&incident.source_name, &incident.queue_id), (&None, &None));
}

#[test]
fn a_build_number_is_given_to_nobody_as_a_queue_id() {
    for (top, id) in [
        (
            "Received: from mail.bank.example (203.0.113.5) by mx.victim.example\r\n (10.0.0.7) with Microsoft SMTP Server (version=TLS1_2) id 15.20.7611.16;\r\n Sat, 2 May 2026 10:00:00 +0000",
            None,
        ),
        (
            "Received: from mail.bank.example (203.0.113.5) by mx.victim.example (10.0.0.7)\r\n with Microsoft SMTP Server id 14.03.0123.003; Sat, 2 May 2026 10:00:00 +0000",
            None,
        ),
        (
            "Received: from mail.bank.example (mail.bank.example [203.0.113.5])\r\n by mx.victim.example (Postfix) with ESMTPS id 4XyZ;\r\n Sat, 2 May 2026 10:00:00 +0000",
            Some("4XyZ"),
        ),
    ] {
        let (prepared, _) = routed(top, "", None);
        for complaint in &prepared.complaints {
            assert_eq!(complaint.incident.queue_id.as_deref(), id, "{top}");
            let letter = abuse::letter(complaint, true);
            assert_eq!(
                letter.to_lowercase().contains("queue id"),
                id.is_some(),
                "{letter}"
            );
            assert!(!letter.contains("15.20.7611"), "{letter}");
        }
        assert!(!prepared.complaints.is_empty());
    }
}
