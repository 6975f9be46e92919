//! Each verdict on a message made for it, signed with the Ed25519 key of RFC 8463 appendix A.

use crate::suite::block_on;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use hdrtrace::auth::canonical::{Canonical, body, header_field};
use hdrtrace::auth::dkim::{DkimCheck, DkimOptions, Note, verify};
use hdrtrace::auth::key::KeyStatus;
use hdrtrace::auth::signature::{BodyHash, Hash, HeaderSignature};
use hdrtrace::dns::{Answer, Data, Dns, Outcome};
use hdrtrace::message::Message;
use mail_auth::common::crypto::{Ed25519Key, SigningKey};

const SEED: &str = "nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=";
const PUBLIC: &str = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
const FROM: &str = "From: Alice <alice@example.com>\r\n";
const BODY: &str = "Hello,  world\r\n\r\nbye \r\n";
const NOW: i64 = 1_700_000_000;

/// A message with a signature over `From` and the body; `extra` are further tags.
fn signed(extra: &str) -> String {
    let mut hasher = Hash::Sha256.hasher();
    body(Canonical::Relaxed, BODY.as_bytes(), |piece| {
        hasher.update(piece);
    });
    let bh = STANDARD.encode(hasher.finish());
    let field = format!(
        "DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed; d=example.com; s=s;\r\n {extra} h=from:from;\r\n bh={bh}; b="
    );
    let mut data = Vec::new();
    header_field(Canonical::Relaxed, FROM.as_bytes(), &mut data);
    header_field(Canonical::Relaxed, field.as_bytes(), &mut data);
    data.truncate(data.len() - 2);
    let key = Ed25519Key::from_seed_and_public_key(
        &STANDARD.decode(SEED).unwrap(),
        &STANDARD.decode(PUBLIC).unwrap(),
    )
    .unwrap();
    let b = STANDARD.encode(key.sign(data.as_slice()).unwrap());
    format!("{field}{b}\r\n{FROM}\r\n{BODY}")
}

fn key(tags: &str) -> String {
    format!("v=DKIM1; k=ed25519; {tags}p={PUBLIC}")
}

fn dns(outcome: Outcome) -> Dns {
    Dns::from_fn(move |name, rtype| Answer::new(name, rtype, outcome.clone()))
}

fn records(texts: &[String]) -> Outcome {
    Outcome::Records(
        texts
            .iter()
            .map(|text| Data::Txt(vec![text.clone().into_bytes()]))
            .collect(),
    )
}

fn checks(raw: &str, dns: &Dns) -> Vec<DkimCheck> {
    let options = DkimOptions::at(DateTime::<Utc>::from_timestamp(NOW, 0).unwrap());
    block_on(verify(dns, &Message::parse(raw.as_bytes()), &options))
}

fn check(raw: &str) -> DkimCheck {
    check_with(raw, records(&[key("")]))
}

fn check_with(raw: &str, outcome: Outcome) -> DkimCheck {
    checks(raw, &dns(outcome)).remove(0)
}

fn word(check: &DkimCheck) -> &'static str {
    match (check.result.done(), check.result.skipped()) {
        (Some(result), _) => result.word(),
        (None, why) => why.map_or("", hdrtrace::checked::Why::word),
    }
}

#[test]
fn a_sound_signature_passes_however_its_lines_end() {
    let raw = signed("");
    for mended in [
        raw.clone(),
        raw.replace("\r\n", "\n"),
        raw.replace("\r\n", "\r"),
        raw.replace("\r\n", "\r\r\n"),
    ] {
        assert_eq!(word(&check(&mended)), "pass", "{mended:?}");
    }
    assert_eq!(
        word(&check(&format!("\u{feff}From x Mon\r\n{raw}"))),
        "pass"
    );
    assert_eq!(word(&check(&raw.replace("From:", "from  :\t"))), "pass");
    let check = check(&raw);
    assert_eq!(check.oversigned, ["from"]);
    assert!(!check.addable.contains(&"from") && check.addable.contains(&"subject"));
    assert_eq!(
        (check.key_bits, check.signed_fields.as_slice()),
        (Some(256), &[1][..])
    );
}

#[test]
fn header_and_body_are_told_apart() {
    let raw = signed("");
    let body = check(&raw.replace("world", "there"));
    assert_eq!(word(&body), "fail");
    assert_eq!(body.header_signature, Some(HeaderSignature::Valid));
    assert_eq!(body.body_hash, BodyHash::Mismatch);
    let header = check(&raw.replace("Alice", "Mallory"));
    assert_eq!(word(&header), "fail");
    assert_eq!(header.header_signature, Some(HeaderSignature::Invalid));
    assert_eq!(header.body_hash, BodyHash::Match);
    let added = check(&raw.replace(FROM, &format!("{FROM}From: mallory@example.net\r\n")));
    assert_eq!(word(&added), "fail");
}

#[test]
fn a_header_without_its_body_is_neutral() {
    let raw = signed("");
    let head = &raw[..raw.find("\r\n\r\n").unwrap() + 2];
    for pasted in [
        head.to_owned(),
        format!("{head}\r\n"),
        format!("{head}\r\n\r\n"),
    ] {
        let check = check(&pasted);
        assert_eq!(word(&check), "neutral");
        assert_eq!(check.header_signature, Some(HeaderSignature::Valid));
        assert_eq!(check.body_hash, BodyHash::NotAvailable);
        assert!(check.reason.to_string().contains("not supplied"));
    }
    assert_eq!(word(&check(&head.replace("Alice", "Mallory"))), "fail");
}

#[test]
fn without_a_key_only_what_is_known_is_said() {
    let raw = signed("");
    for (outcome, expected) in [
        (Outcome::NxDomain, "permerror"),
        (Outcome::NoData, "permerror"),
        (Outcome::ServFail, "temperror"),
        (Outcome::Timeout, "temperror"),
        (Outcome::Refused, "temperror"),
        (Outcome::Failed("odd".into()), "temperror"),
    ] {
        let check = check_with(&raw, outcome);
        assert_eq!(word(&check), expected);
        assert_eq!(
            (check.header_signature, check.body_hash),
            (None, BodyHash::Match)
        );
    }
    let offline = checks(&raw, &Dns::offline()).remove(0);
    assert_eq!(
        (word(&offline), offline.body_hash),
        ("offline", BodyHash::Match)
    );
    let broken = checks(&raw.replace("world", "there"), &Dns::offline()).remove(0);
    assert_eq!(word(&broken), "fail");
    let gone = check_with(&raw, Outcome::NxDomain);
    assert_eq!(
        gone.key.done().map(|key| key.status),
        Some(KeyStatus::Absent)
    );
}

#[test]
fn keys_say_what_they_are_for() {
    let raw = signed("i=joe@a.example.com;");
    let with = |tags: &str| check_with(&raw, records(&[key(tags)]));
    assert_eq!(word(&with("t=s; ")), "permerror");
    assert_eq!(word(&with("s=web; ")), "permerror");
    assert_eq!(word(&with("h=sha1; ")), "permerror");
    let test = with("t=y; h=sha256:x; s=*; ");
    assert_eq!((word(&test), test.test_key), ("pass", true));
    let revoked = check_with(&raw, records(&["v=DKIM1; p=".into()]));
    assert_eq!(
        revoked.key.done().map(|key| key.status),
        Some(KeyStatus::Revoked)
    );
}

#[test]
fn of_several_key_records_any_may_verify() {
    let raw = signed("");
    let other = format!("v=DKIM1; k=ed25519; p={SEED}");
    let texts = ["v=spf1 -all".to_owned(), other, key("")];
    let check = check_with(&raw, records(&texts));
    assert_eq!(
        (word(&check), check.key.done().and_then(|key| key.used)),
        ("pass", Some(2))
    );
    assert!(check.notes.contains(&Note::SeveralKeys));
}

#[test]
fn age_is_no_forgery() {
    let expired = check(&signed("t=1600000000; x=1600000001;"));
    assert_eq!((word(&expired), expired.expired()), ("policy", Some(true)));
    assert!(expired.is_intact());
    let future = check(&signed("t=1800000000;"));
    assert_eq!(word(&future), "pass");
    assert!(future.notes.contains(&Note::FutureTimestamp));
    let skewed = check(&signed(&format!("t={};", NOW + 60)));
    assert!(!skewed.notes.contains(&Note::FutureTimestamp));
}

#[test]
fn a_length_is_counted_over_the_canonical_body() {
    let whole = "Hello, world\r\n\r\nbye\r\n".len();
    let raw = signed(&format!("l={whole};"));
    assert_eq!(check(&raw).body_bytes_unsigned, Some(0));
    let appended = check(&(raw.clone() + "-- \r\nlist\r\n"));
    assert_eq!(word(&appended), "pass");
    assert_eq!(appended.body_bytes_unsigned, Some(10));
    assert!(appended.notes.contains(&Note::PartlySigned));
    assert_eq!(word(&check(&signed("l=1000;"))), "permerror");
}

#[test]
fn bad_signatures_hide_no_good_one_and_their_number_is_bounded() {
    let bad = "DKIM-Signature: v=1; a=x; b=\r\n".repeat(3);
    let words: Vec<_> = checks(&(bad.clone() + &signed("")), &dns(records(&[key("")])))
        .iter()
        .map(word)
        .collect();
    assert_eq!(words, ["permerror", "permerror", "permerror", "pass"]);
    let many = checks(&(bad.repeat(20) + &signed("")), &dns(records(&[key("")])));
    assert_eq!(many.len(), 61);
    assert_eq!(word(&many[60]), "limit-reached");
}
