//! DKIM against the suites of other verifiers.

use super::loopback::{each, limits};
use crate::suite::{self, block_on, message, text};
use chrono::{TimeZone, Utc};
use hdrtrace::auth::AuthResult;
use hdrtrace::auth::dkim::{DkimCheck, DkimOptions, verify};
use hdrtrace::auth::signature::{BodyHash, HeaderSignature};
use hdrtrace::dns::Dns;
use hdrtrace::message::Message;
use serde_json::Value;

const DOMAIN_KEYS: &str = "DomainKeys (RFC 4870), which RFC 4871 replaced: signed, but not able to be processed, which \
    RFC 8601 section 2.7.1 calls neutral";
const DRAFT_00: &str = "draft-00: no bh=, without which the signature must be ignored (RFC 6376 sections 3.5 and 6.1.1)";
const DRAFT_05: &str =
    "v=0.5: another version than 1 must be ignored (RFC 6376 sections 3.5 and 6.1.1)";
const NO_FROM: &str = "the header is a signature alone: no From, so that it is no message (RFC 5322 section 3.6), which \
    RFC 6376 section 3.8 wants checked; opendkim's test63 expects the same";
const NO_ANSWER: &str = "no answer and SERVFAIL are an inability of the moment (RFC 6376 section 6.1.2), which says nothing \
    of the key; the body hash needs no key, and does not verify: fail (RFC 6376 section 6.1.3)";
const UNSIGNED: &str = "there is no signature of any kind: \"none: the message was not signed\" \
    (RFC 8601 section 2.7.1); no error can be that of a signature that is not there";
const MISSING: &str = "v=, a= and c= are a DKIM-Signature without its required tags: PERMFAIL (RFC 6376 section 6.1.1), \
    permerror (RFC 8601 section 2.7.1); none would deny that it is there";

/// Cases whose expectation is not met, and why that is right: suite, case, our word, the argument.
const EXCEPTIONS: &[(&str, &str, &str, &str)] = &[
    (
        "mail-dkim-corpus",
        "good_dk_gmail.txt",
        "neutral",
        DOMAIN_KEYS,
    ),
    (
        "mail-dkim-corpus",
        "good_dk_yahoo.txt",
        "neutral",
        DOMAIN_KEYS,
    ),
    ("mail-dkim-corpus", "good_dk_1.txt", "neutral", DOMAIN_KEYS),
    ("mail-dkim-corpus", "good_dk_2.txt", "neutral", DOMAIN_KEYS),
    ("mail-dkim-corpus", "good_dk_3.txt", "neutral", DOMAIN_KEYS),
    ("mail-dkim-corpus", "good_dk_4.txt", "neutral", DOMAIN_KEYS),
    ("mail-dkim-corpus", "good_dk_5.txt", "neutral", DOMAIN_KEYS),
    ("mail-dkim-corpus", "good_dk_6.txt", "neutral", DOMAIN_KEYS),
    ("mail-dkim-corpus", "good_dk_7.txt", "neutral", DOMAIN_KEYS),
    (
        "mail-dkim-corpus",
        "dk_headers_1.txt",
        "neutral",
        DOMAIN_KEYS,
    ),
    (
        "mail-dkim-corpus",
        "dk_headers_2.txt",
        "neutral",
        DOMAIN_KEYS,
    ),
    (
        "mail-dkim-corpus",
        "dk_multiple_1.txt",
        "neutral",
        DOMAIN_KEYS,
    ),
    (
        "mail-dkim-corpus",
        "good_ietf00_1.txt",
        "permerror",
        DRAFT_00,
    ),
    (
        "mail-dkim-corpus",
        "good_ietf00_2.txt",
        "permerror",
        DRAFT_00,
    ),
    (
        "mail-dkim-corpus",
        "good_ietf00_3.txt",
        "permerror",
        DRAFT_00,
    ),
    (
        "mail-dkim-corpus",
        "good_ietf00_4.txt",
        "permerror",
        DRAFT_00,
    ),
    (
        "mail-dkim-corpus",
        "good_ietf00_5.txt",
        "permerror",
        DRAFT_00,
    ),
    (
        "mail-dkim-corpus",
        "mine_ietf05_1.txt",
        "permerror",
        DRAFT_05,
    ),
    ("mail-dkim-corpus", "no_body_1.txt", "permerror", DRAFT_05),
    ("mail-dkim-corpus", "no_body_2.txt", "permerror", DRAFT_05),
    ("mail-dkim-corpus", "no_body_3.txt", "permerror", DRAFT_05),
    ("mail-dkim-corpus", "bad_1878954.txt", "permerror", NO_FROM),
    ("mail-dkim-corpus", "badkey_14.txt", "fail", NO_ANSWER),
    ("mail-dkim-corpus", "badkey_15.txt", "fail", NO_ANSWER),
    ("opendkim-verify", "test58", "none", UNSIGNED),
    ("opendkim-verify", "test76", "permerror", MISSING),
    ("dkimpy", "rfc6376.w1258.msg", "none", UNSIGNED),
];

#[test]
#[ignore = "needs HDRTRACE_SHARED"]
fn opendkim() {
    run("opendkim-verify");
}

#[test]
#[ignore = "needs HDRTRACE_SHARED"]
fn mail_dkim() {
    run("mail-dkim-corpus");
}

#[test]
#[ignore = "needs HDRTRACE_SHARED"]
fn dkimpy() {
    run("dkimpy");
}

#[test]
#[ignore = "needs HDRTRACE_SHARED"]
fn go_msgauth() {
    run("go-msgauth-dkim");
}

/// How a case ended.
enum End {
    Met,
    Excepted,
    Wrong(String),
}

fn run(name: &str) {
    let suite = suite::load(name);
    let ends = each(&suite, |case, server| {
        one(name, case, &Dns::server(server.addr(), limits()))
    });
    let count = |wanted: fn(&End) -> bool| ends.iter().filter(|end| wanted(end)).count();
    println!(
        "{name}: {} of {} met, {} excepted",
        count(|end| matches!(end, End::Met)),
        ends.len(),
        count(|end| matches!(end, End::Excepted)),
    );
    let wrong: Vec<String> = ends
        .into_iter()
        .filter_map(|end| match end {
            End::Wrong(text) => Some(text),
            End::Met | End::Excepted => None,
        })
        .collect();
    assert!(wrong.is_empty(), "{name}:\n{}", wrong.join("\n"));
}

fn one(suite: &str, case: &Value, dns: &Dns) -> End {
    let options = DkimOptions {
        explain: false,
        ..DkimOptions::at(Utc.with_ymd_and_hms(2026, 12, 1, 0, 0, 0).unwrap())
    };
    let (id, expected, raw) = (text(&case["id"]), text(&case["expected"]), message(case));
    let checks = block_on(verify(dns, &Message::parse(&raw), &options));
    let word = word(&checks);
    let exception = EXCEPTIONS
        .iter()
        .find(|(of, name, ..)| *of == suite && *name == id);
    match (meets(expected, word, &checks), exception) {
        (true, None) => End::Met,
        (true, Some(_)) => End::Wrong(format!("{id}: is met and needs no exception")),
        (false, Some((_, _, ours, _))) if *ours == word => End::Excepted,
        (false, _) => {
            let reasons: Vec<_> = checks
                .iter()
                .map(|check| format!("{:?} {}", check.result, check.reason))
                .collect();
            End::Wrong(format!("{id}: {expected} expected, {word}: {reasons:?}"))
        }
    }
}

/// The message's result: the best of its signatures, as RFC 6376 section 6.1 wants.
fn word(checks: &[DkimCheck]) -> &'static str {
    let has = |result| {
        checks
            .iter()
            .any(|check| check.result.done() == Some(&result))
    };
    [
        AuthResult::Pass,
        AuthResult::Policy,
        AuthResult::Neutral,
        AuthResult::Fail,
        AuthResult::Temperror,
        AuthResult::Permerror,
    ]
    .into_iter()
    .find(|&result| has(result))
    .map_or("none", AuthResult::word)
}

fn meets(expected: &str, word: &str, checks: &[DkimCheck]) -> bool {
    match expected {
        // The suites are older than RFC 8301.
        "pass" => {
            word == "pass"
                || checks.iter().any(|check| {
                    check.result.done() == Some(&AuthResult::Policy)
                        && check.header_signature != Some(HeaderSignature::Invalid)
                        && check.body_hash == BodyHash::Match
                })
        }
        "invalid" => matches!(word, "permerror" | "policy" | "neutral"),
        other => word == other,
    }
}
