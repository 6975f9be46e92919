//! Originals put together from what lists made of them, checked as any message.

use crate::shared;
use crate::suite::block_on;
use chrono::{DateTime, Utc};
use hdrtrace::dns::{Capsule, Dns};
use hdrtrace::message::Message;
use hdrtrace::recover::{Change, NoOriginal, Proof, Recovered, recover};
use hdrtrace::{checked::Why, input};

fn sample(name: &str) -> (Dns, Vec<u8>) {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/samples/");
    let capsule = std::fs::read_to_string(format!("{folder}{name}.dns.json")).unwrap();
    let capsule = Capsule::parse(&capsule).unwrap();
    let raw = std::fs::read(format!("{folder}{name}.eml")).unwrap();
    (Dns::recorded(capsule.answers().cloned()), raw)
}

fn recovered(dns: &Dns, raw: &[u8], domain: Option<&str>) -> Result<Recovered, NoOriginal> {
    let mended = input::mend(raw).unwrap();
    let message = Message::parse(&mended.bytes);
    block_on(recover(dns, &message, domain, DateTime::<Utc>::UNIX_EPOCH))
}

#[test]
fn with_the_key_the_original_is_proven_as_a_whole() {
    let (dns, raw) = sample("list-arc");
    let found = recovered(&dns, &raw, None).unwrap();
    assert_eq!(
        (found.proof, found.domain.as_str()),
        (Proof::Whole, "orchard.example")
    );
    let text = String::from_utf8(found.bytes).unwrap();
    assert!(text.contains("\r\nSubject: Grafting pears in March\r\n"));
    assert!(!text.contains("mailing list --"));
    assert_eq!(
        found.diff[..2],
        [
            Change::Lost("subject: Grafting pears in March".to_owned()),
            Change::Added("subject: [growers] Grafting pears in March".to_owned()),
        ]
    );
    assert!(found.diff.iter().any(|change| {
        matches!(change, Change::Added(line) if line.starts_with("growers mailing list"))
    }));
}

#[test]
fn without_the_key_the_body_is_proven_and_the_rest_said() {
    let (_, raw) = sample("list-arc");
    let found = recovered(&Dns::offline(), &raw, Some("ORCHARD.example")).unwrap();
    assert_eq!(found.proof, Proof::Body(Why::Offline.text().to_owned()));
}

#[test]
fn there_is_not_always_an_original() {
    let (dns, raw) = sample("clean");
    assert_eq!(recovered(&dns, &raw, None).unwrap_err(), NoOriginal::Intact);
    let other = Some("other.example");
    assert_eq!(
        recovered(&dns, &raw, other).unwrap_err(),
        NoOriginal::Unsigned
    );
    let cut = raw.len() - 40;
    let found = recovered(&dns, &raw[..cut], None);
    assert_eq!(found.unwrap_err(), NoOriginal::Unexplained);
}

/// Whatever the search says it recovered is a body that hashes to `bh=` once it stands in a message again.
#[test]
#[ignore = "needs HDRTRACE_SHARED"]
fn every_recovered_list_message_has_its_body_proven() {
    let folder = shared::path("corpus/lists");
    let entries = std::fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error} (set HDRTRACE_SHARED)", folder.display()));
    let mut count = 0;
    for entry in entries {
        let path = entry.unwrap().path();
        let raw = std::fs::read(&path).unwrap();
        if let Ok(found) = recovered(&Dns::offline(), &raw, None) {
            let offline = Proof::Body(Why::Offline.text().to_owned());
            assert_eq!(
                found.proof,
                offline,
                "{}: {}",
                path.display(),
                found.diagnosis.detail
            );
            count += 1;
        }
    }
    assert!(count > 100, "{count}");
}
