//! What is said of a chain when something is missing.

use crate::suite::{self, block_on};
use hdrtrace::auth::AuthResult;
use hdrtrace::auth::arc::{ArcCheck, ChainValidation, verify};
use hdrtrace::checked::Why;
use hdrtrace::dns::{Answer, Data, Dns, Outcome, RecordType};
use hdrtrace::message::Message;

/// A chain of two whole sets, of the public suite, with the zone for it.
fn chain() -> (Dns, Vec<u8>) {
    let suite = suite::load("arc-validation");
    let case = suite.case("cv_pass_i2_1");
    (suite::resolver(suite.zone(case)), suite::message(case))
}

fn check(dns: &Dns, raw: &[u8]) -> ArcCheck {
    block_on(verify(dns, &Message::parse(raw)))
}

#[test]
#[ignore = "needs HDRTRACE_SHARED"]
fn every_instance_has_its_verdict() {
    let (dns, message) = chain();
    let check = check(&dns, &message);
    assert_eq!(check.result.done(), Some(&AuthResult::Pass));
    assert_eq!((check.oldest_pass, check.broken_at), (Some(1), None));
    let numbers: Vec<_> = check.instances.iter().map(|set| set.instance).collect();
    assert_eq!(numbers, [1, 2]);
    for set in &check.instances {
        assert_eq!(set.seal.done(), Some(&AuthResult::Pass));
        assert_eq!(set.message_signature.done(), Some(&AuthResult::Pass));
        let results = set.results.as_ref().expect("results");
        assert!(results.text.trim_start().starts_with("lists.example.org;"));
        assert_eq!(results.span.of(&message), results.text.as_bytes());
    }
}

#[test]
#[ignore = "needs HDRTRACE_SHARED"]
fn a_changed_body_breaks_the_newest_link() {
    let (dns, mut message) = chain();
    message.extend_from_slice(b"footer\r\n");
    let check = check(&dns, &message);
    assert_eq!(check.result.done(), Some(&AuthResult::Fail));
    assert_eq!((check.broken_at, check.oldest_pass), (Some(2), None));
    assert_eq!(check.instances[1].seal.done(), Some(&AuthResult::Pass));
}

#[test]
#[ignore = "needs HDRTRACE_SHARED"]
fn nothing_is_called_broken_for_want_of_input() {
    let (dns, message) = chain();
    let offline = check(&Dns::offline(), &message);
    assert_eq!(offline.result.skipped(), Some(Why::Offline));
    let end = message.windows(4).position(|bytes| bytes == b"\r\n\r\n");
    let head = check(&dns, &message[..end.expect("a body") + 2]);
    assert_eq!(head.result.skipped(), Some(Why::HeadersOnly));
    assert_eq!(head.instances[1].seal.done(), Some(&AuthResult::Pass));
    assert_eq!(
        head.instances[1].message_signature.done(),
        Some(&AuthResult::Neutral)
    );
    let silent = Dns::from_fn(|name, rtype| Answer::new(name, rtype, Outcome::ServFail));
    assert_eq!(
        check(&silent, &message).result.done(),
        Some(&AuthResult::Temperror)
    );
}

/// The key of `arc.example`, whose seals are in `data`.
const KEY: &str = "v=DKIM1; k=rsa; p=MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAsteG/dVWHs70KVUFZZB7zFjckHxD8ganD+KGo9Z6XCeL7665QecN/P6BnOzlkLREDNWk0Lfb6xsnEUdswzXocPwSMZwz1MVngspYHXmwaMLqtYsDdyhEFVHcKAsRJGs5BdxMML2kAYNIFzs+IvXjC4G4H2+QSODIJKI31FEuJxO7MKX1OHIhFR2KP0uPvk2CjIqGDA0+3t5xkZck/Cjh/CyWW+jnXZQM/RDfXwpi/ilGzmP50OTGgYe08EFrCotriIlYpx12BSYwxv7nwJV/TZnerYnmWLinoRxJbb8+sXZMrl5MZWPRiard2m2zclfIgu5wJlpzBVoKLoo/EfOPPwIDAQAB";

fn with_key() -> Dns {
    let record = Data::Txt(vec![KEY.as_bytes().to_vec()]);
    let name = "a._domainkey.arc.example";
    Dns::recorded([Answer::new(
        name,
        RecordType::Txt,
        Outcome::Records(vec![record]),
    )])
}

#[test]
fn a_seal_that_says_fail_covers_its_own_set() {
    let check = check(&with_key(), include_bytes!("data/arc-cv-fail.eml"));
    // RFC 8617 section 5.1.2: the chain stays failed, and the seal is whole.
    assert_eq!(check.result.done(), Some(&AuthResult::Fail));
    assert_eq!(check.instances[1].cv, Some(ChainValidation::Fail));
    for set in &check.instances {
        assert_eq!(set.seal.done(), Some(&AuthResult::Pass), "{}", set.instance);
    }
}

#[test]
fn a_seal_is_read_with_the_line_ends_that_were_sealed() {
    let message = include_bytes!("data/arc-bare-lf.eml");
    let check = check(&with_key(), message);
    assert_eq!(check.result.done(), Some(&AuthResult::Pass));
    // Where something else was changed, no spelling helps.
    let changed = String::from_utf8(message.to_vec())
        .unwrap()
        .replace(" none\r\n", " pass\r\n");
    let check = self::check(&with_key(), changed.as_bytes());
    assert_eq!(check.result.done(), Some(&AuthResult::Fail));
}
