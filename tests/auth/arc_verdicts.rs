//! What is said of a chain when something is missing.

use crate::suite::{self, block_on};
use hdrtrace::auth::AuthResult;
use hdrtrace::auth::arc::{ArcCheck, verify};
use hdrtrace::checked::Why;
use hdrtrace::dns::{Answer, Dns, Outcome};
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
