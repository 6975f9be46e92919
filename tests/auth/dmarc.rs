//! Corners of RFC 9989, and what is kept when inputs or answers are missing.

use crate::suite::{self, block_on};
use hdrtrace::auth::AuthResult;
use hdrtrace::auth::dmarc::{
    Aligned, DmarcCheck, Identifier, Policy, author_domains, evaluate, look_ahead,
};
use hdrtrace::checked::{Checked, Why};
use hdrtrace::dns::{Answer, Data, Dns, Outcome, RecordType};
use hdrtrace::limits::MAX_AUTHOR_DOMAINS;
use hdrtrace::message::Message;
use proptest::prelude::*;
use serde_json::{Value, json};

const PASS: Checked<AuthResult> = Checked::Done(AuthResult::Pass);

fn identifier(domain: &str, result: Checked<AuthResult>) -> Identifier {
    Identifier {
        domain: domain.to_owned(),
        result,
    }
}

fn txt(text: &str) -> Value {
    json!([{"type": "TXT", "data": [text]}])
}

fn check(
    zone: &Value,
    authors: &[&str],
    spf: Option<&Identifier>,
    dkim: &[Identifier],
) -> DmarcCheck {
    let dns = suite::resolver(zone.as_object().unwrap());
    let authors: Vec<String> = authors.iter().map(|&author| author.to_owned()).collect();
    let check = block_on(evaluate(&dns, &authors, spf, dkim));
    assert_eq!(
        json!(check)["result"].is_string(),
        check.result.done().is_some()
    );
    check
}

/// What it shows, zone, Author Domain, domain of a passing signature, result, policy.
type Row = (
    &'static str,
    Value,
    &'static str,
    &'static str,
    &'static str,
    Option<&'static str>,
);

#[test]
fn corners() {
    let reject = "v=DMARC1; p=reject";
    let failing = json!([{"type": "SERVFAIL"}]);
    let rows: Vec<Row> = vec![
        (
            "a record of a subdomain alone is its own organization",
            json!({"_dmarc.a.example.com": txt(reject)}),
            "a.example.com",
            "example.com",
            "fail",
            Some("reject"),
        ),
        (
            "and aligns with what is below it",
            json!({"_dmarc.a.example.com": txt(reject)}),
            "a.example.com",
            "b.a.example.com",
            "pass",
            Some("reject"),
        ),
        (
            "psd=n ends the walk",
            json!({"_dmarc.a.example.com": txt("v=DMARC1; p=none; psd=n"), "_dmarc.example.com": failing}),
            "a.example.com",
            "b.example.com",
            "fail",
            Some("none"),
        ),
        (
            "psd=y above: one label below it",
            json!({"_dmarc.co.test": txt("v=DMARC1; p=reject; psd=y")}),
            "a.b.co.test",
            "c.b.co.test",
            "pass",
            Some("reject"),
        ),
        (
            "psd=y at the author itself",
            json!({"_dmarc.co.test": txt("v=DMARC1; p=reject; psd=y")}),
            "co.test",
            "a.co.test",
            "fail",
            Some("reject"),
        ),
        (
            "the organization's record goes before the suffix's",
            json!({"_dmarc.co.test": txt("v=DMARC1; p=reject; psd=y"), "_dmarc.b.co.test": txt("v=DMARC1; p=none")}),
            "a.b.co.test",
            "x.test",
            "fail",
            Some("none"),
        ),
        (
            "a suffix without psd=y is an organization",
            json!({"_dmarc.test": txt(reject)}),
            "a.test",
            "b.test",
            "pass",
            Some("reject"),
        ),
        (
            "np for no such name",
            json!({"_dmarc.example.com": txt("v=DMARC1; p=none; np=reject")}),
            "a.example.com",
            "x.test",
            "fail",
            Some("reject"),
        ),
        (
            "no np for a name without address",
            json!({"_dmarc.example.com": txt("v=DMARC1; p=none; np=reject"), "b.a.example.com": txt("x")}),
            "a.example.com",
            "x.test",
            "fail",
            Some("none"),
        ),
        (
            "np falls back to sp",
            json!({"_dmarc.example.com": txt("v=DMARC1; p=none; sp=quarantine")}),
            "a.example.com",
            "x.test",
            "fail",
            Some("quarantine"),
        ),
        (
            "t=y lowers sp too",
            json!({"_dmarc.example.com": txt("v=DMARC1; p=none; sp=reject; t=y")}),
            "a.example.com",
            "x.test",
            "fail",
            Some("quarantine"),
        ),
        (
            "a wrong np counts for the domain itself",
            json!({"_dmarc.example.com": txt("v=DMARC1; p=reject; np=x")}),
            "example.com",
            "example.com",
            "none",
            None,
        ),
        (
            "a fault above matters to relaxed alignment",
            json!({"_dmarc.a.example.com": txt(reject), "_dmarc.com": failing}),
            "a.example.com",
            "b.example.com",
            "temperror",
            Some("reject"),
        ),
        (
            "but not to the same domain",
            json!({"_dmarc.a.example.com": txt(reject), "_dmarc.com": failing}),
            "a.example.com",
            "A.example.com.",
            "pass",
            Some("reject"),
        ),
        (
            "nor to strict alignment",
            json!({"_dmarc.a.example.com": txt("v=DMARC1; p=reject; adkim=s"), "_dmarc.com": failing}),
            "a.example.com",
            "b.example.com",
            "fail",
            Some("reject"),
        ),
        (
            "nor to another tree",
            json!({"_dmarc.a.example.com": txt(reject), "_dmarc.com": failing}),
            "a.example.com",
            "a.example.org",
            "fail",
            Some("reject"),
        ),
        (
            "a fault at the author",
            json!({"_dmarc.a.example.com": failing, "_dmarc.example.com": txt(reject)}),
            "a.example.com",
            "a.example.com",
            "temperror",
            None,
        ),
        (
            "strings are joined",
            json!({"_dmarc.example.com": [{"type": "TXT", "data": ["v=DMARC1; p=rej", "ect"]}]}),
            "example.com",
            "x.test",
            "fail",
            Some("reject"),
        ),
        (
            "an alias is followed",
            json!({"_dmarc.example.com": [{"type": "CNAME", "data": "d.test"}], "d.test": txt(reject)}),
            "example.com",
            "x.test",
            "fail",
            Some("reject"),
        ),
        (
            "U-labels are A-labels",
            json!({"_dmarc.xn--bcher-kva.example": txt(reject)}),
            "xn--bcher-kva.example",
            "mail.bücher.example",
            "pass",
            Some("reject"),
        ),
    ];
    for (name, zone, author, dkim, result, policy) in rows {
        let check = check(&zone, &[author], None, &[identifier(dkim, PASS)]);
        let found = check.result.done().map(|result| result.word());
        assert_eq!(found, Some(result), "{name}: {:?}", check.reason);
        assert_eq!(check.policy.map(Policy::word), policy, "{name}");
    }
}

#[test]
fn what_was_not_checked_is_not_failed() {
    let zone = json!({"_dmarc.example.com": txt("v=DMARC1; p=reject")});
    let unknown = Checked::Skipped(Why::HeadersOnly);
    let fail = Checked::Done(AuthResult::Fail);
    let rows = [
        (
            vec![identifier("example.com", unknown)],
            Checked::Skipped(Why::DependsOnSkipped),
        ),
        (
            vec![identifier("b.example.com", unknown)],
            Checked::Skipped(Why::DependsOnSkipped),
        ),
        (
            vec![identifier("", unknown)],
            Checked::Skipped(Why::DependsOnSkipped),
        ),
        (vec![identifier("example.org", unknown)], fail),
        (
            vec![
                identifier("example.com", unknown),
                identifier("example.com", PASS),
            ],
            PASS,
        ),
        (
            vec![identifier(
                "example.com",
                Checked::Done(AuthResult::Neutral),
            )],
            fail,
        ),
        (vec![], fail),
    ];
    for (dkim, expected) in rows {
        let check = check(&zone, &["example.com"], None, &dkim);
        assert_eq!(check.result, expected, "{dkim:?}");
    }
    let authors = ["example.com".to_owned()];
    let check = block_on(evaluate(&Dns::offline(), &authors, None, &[]));
    assert_eq!(json!(check)["skipped"], "offline");
}

#[test]
fn a_missing_answer_leaves_the_result_open() {
    let record = Data::Txt(vec![b"v=DMARC1; p=reject".to_vec()]);
    let name = "_dmarc.a.example.com";
    let answer = Answer::new(name, RecordType::Txt, Outcome::Records(vec![record]));
    let dns = Dns::recorded([answer]);
    let authors = ["a.example.com".to_owned()];
    let with = |domain: &str| {
        let dkim = [identifier(domain, PASS)];
        block_on(evaluate(&dns, &authors, None, &dkim)).result
    };
    assert_eq!(with("a.example.com"), PASS);
    assert_eq!(with("b.example.com"), Checked::Skipped(Why::NotInCapsule));
    assert_eq!(with("b.example.org"), Checked::Done(AuthResult::Fail));
}

#[test]
fn alignment_says_why() {
    let zone = json!({"_dmarc.example.com": txt("v=DMARC1; p=reject; aspf=s; pct=20; fo=1:d")});
    let spf = identifier("bounce.example.com", PASS);
    let dkim = [
        identifier("mail.example.com", Checked::Done(AuthResult::Fail)),
        identifier("evil.test", PASS),
    ];
    let check = check(&zone, &["example.com"], Some(&spf), &dkim);
    assert_eq!(check.result, Checked::Done(AuthResult::Fail));
    assert_eq!(check.disposition, Some(Policy::Reject));
    let spf = &check.alignment.spf.identifiers[0];
    assert_eq!(
        (spf.aligned, spf.reason.as_str()),
        (Aligned::No, "strict: it is not the From domain")
    );
    let [aligned, other] = check.alignment.dkim.identifiers.as_slice() else {
        panic!()
    };
    assert_eq!(
        (aligned.aligned, other.aligned),
        (Aligned::Yes, Aligned::No)
    );
    let facts = check.record_facts.unwrap();
    assert_eq!(
        (facts.fo.join(":"), facts.historic[0].value.as_str()),
        ("1:d".to_owned(), "20")
    );
    assert_eq!(check.walk.len(), 2);
}

#[test]
fn the_strictest_of_several_author_domains() {
    let zone = json!({
        "_dmarc.a.test": txt("v=DMARC1; p=none"),
        "_dmarc.b.test": txt("v=DMARC1; p=reject"),
        "_dmarc.c.test": txt("v=DMARC1; p=quarantine"),
    });
    let dkim = [identifier("c.test", PASS)];
    let of = |authors: &[&str]| {
        let check = check(&zone, authors, None, &dkim);
        (
            check.domain.unwrap_or_default(),
            check.result,
            check.others.len(),
        )
    };
    let fail = Checked::Done(AuthResult::Fail);
    assert_eq!(
        of(&["c.test", "a.test", "b.test"]),
        ("b.test".to_owned(), fail, 2)
    );
    assert_eq!(of(&["c.test", "a.test"]), ("a.test".to_owned(), fail, 1));
    assert_eq!(of(&["no.test", "c.test"]), ("c.test".to_owned(), PASS, 1));
    let many: Vec<String> = (0..=MAX_AUTHOR_DOMAINS)
        .map(|n| format!("d{n}.test"))
        .collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    assert_eq!(of(&many).1, Checked::Done(AuthResult::Permerror));
}

#[test]
fn looking_ahead_asks_what_the_evaluation_asks() {
    let zone = json!({"_dmarc.example.com": txt("v=DMARC1; p=reject")});
    let dns = suite::resolver(zone.as_object().unwrap());
    let authors = ["a.example.com".to_owned()];
    let domains = ["b.example.com".to_owned(), "evil.test".to_owned()];
    block_on(look_ahead(&dns, &authors, &domains));
    let ahead = dns.log().len();
    assert_eq!(ahead, 4);
    block_on(evaluate(
        &dns,
        &authors,
        None,
        &[identifier("b.example.com", PASS)],
    ));
    assert_eq!(dns.log().len(), ahead);
}

proptest! {
    /// Whatever a From field and a zone say, an evaluation ends, within the limits, without panic.
    #[test]
    fn evaluations_are_bounded(
        from in prop_oneof![
            "(\\PC{0,12}<?[a-z.@]{0,12}>?,?){0,6}",
            "[ -~]{0,80}",
            prop::collection::vec("[a-z]{1,3}(\\.[a-z]{1,2}){0,12}", 0..12).prop_map(|names| format!("a@{}", names.join(", b@"))),
        ],
        record in prop_oneof!["v=DMARC1;( ?[a-z]{1,5}=[a-z:,@]{0,8};?){0,6}", ".{0,60}", Just("v=DMARC1; p=none; np=reject".to_owned())],
        dkim in prop::collection::vec("[a-z]{1,3}(\\.[a-z]{1,2}){0,4}", 0..6),
        modulus in 1usize..5,
    ) {
        let raw = format!("From: {from}\r\n\r\n");
        let authors = author_domains(&Message::parse(raw.as_bytes()));
        let dns = Dns::from_fn(move |name, rtype| {
            let outcome = match name.len() % modulus {
                0 => Outcome::Records(vec![Data::Txt(vec![record.as_bytes().to_vec()])]),
                1 => Outcome::NxDomain,
                2 => Outcome::NoData,
                _ => Outcome::ServFail,
            };
            Answer::new(name, rtype, outcome)
        });
        let dkim: Vec<Identifier> = dkim.iter().map(|domain| identifier(domain, PASS)).collect();
        let check = block_on(evaluate(&dns, &authors.domains, None, &dkim));
        prop_assert!(check.result.done().is_some());
        prop_assert!(dns.log().len() <= MAX_AUTHOR_DOMAINS * 9 + dkim.len() * 8);
        prop_assert!(json!(check).is_object());
    }

    /// Bytes of any kind in From are read without panic.
    #[test]
    fn any_from_is_read(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let raw = [b"From: ".as_slice(), &bytes, b"\r\n\r\n"].concat();
        let found = author_domains(&Message::parse(&raw));
        prop_assert!(found.domains.iter().all(|domain| domain.is_ascii() && !domain.is_empty()));
    }
}
