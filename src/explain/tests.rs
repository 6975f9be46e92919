use super::*;

fn terms(term: &str) -> Vec<String> {
    find(term).into_iter().map(|entry| entry.term).collect()
}

#[test]
fn words_of_every_kind_are_found() {
    for (term, kind) in [
        ("AUT010", Kind::Finding),
        ("dmarc-fail", Kind::Finding),
        ("received", Kind::Field),
        ("Return-Path:", Kind::Field),
        ("ESMTPSA", Kind::Protocol),
        ("utf8smtps", Kind::Protocol),
        ("softfail", Kind::Result),
        ("dkim", Kind::Method),
        ("header.d", Kind::Property),
        ("d=", Kind::Tag),
        ("dkim bh", Kind::Tag),
        ("include", Kind::Tag),
        ("dmarc p=", Kind::Tag),
        ("SFV:SPM", Kind::Code),
        ("SCL 5", Kind::Code),
        ("compauth 001", Kind::Code),
        ("compauth=001", Kind::Code),
        ("550", Kind::Reply),
        ("2xx", Kind::Reply),
        ("5xx", Kind::Reply),
        ("compauth 604", Kind::Code),
        ("compauth=703", Kind::Code),
        ("compauth 109", Kind::Code),
        ("OAUTH2", Kind::Command),
        ("5.7.26", Kind::Reply),
        ("4.7.99", Kind::Reply),
        ("STARTTLS", Kind::Command),
        ("ehlo", Kind::Command),
        ("587", Kind::Port),
        ("MSA", Kind::Role),
        ("DNSBL", Kind::LookUp),
        ("FCrDNS", Kind::LookUp),
        ("unproven", Kind::Word),
        ("boundary", Kind::Word),
        ("receipt", Kind::Word),
        ("oreject", Kind::Word),
        ("p=reject", Kind::Word),
        ("p=quarantine", Kind::Word),
        ("sp=none", Kind::Word),
        ("cv=fail", Kind::Word),
        ("unchecked", Kind::Word),
        ("sender-supplied", Kind::Word),
        ("aligned", Kind::Word),
        ("bestguesspass", Kind::Result),
        ("SCL:8", Kind::Code),
        ("BCL", Kind::Code),
        ("CAT:PHSH", Kind::Code),
        ("dest:J", Kind::Code),
    ] {
        assert!(
            find(term).iter().any(|entry| entry.kind == kind),
            "{term}: {:?}",
            find(term)
        );
    }
}

/// What several words, or a key with its value, are explained by.
#[test]
fn several_words_are_explained_one_by_one() {
    for (term, want) in [
        ("451 4.7.1", &["451", "X.7.1"][..]),
        ("AUTH PLAIN", &["AUTH", "PLAIN"]),
        ("compauth reason 001", &["compauth 001"]),
        (
            "compauth=fail reason=001",
            &["compauth", "fail", "compauth 001"],
        ),
        ("dmarc=fail", &["dmarc", "fail"]),
        (
            "dmarc fail action=oreject",
            &["dmarc", "fail", "action", "oreject"],
        ),
        ("smtp.mailfrom=a@b.example", &["smtp.mailfrom"]),
        (
            "CIP:192.0.2.1; SFV:SPM; SCL:9",
            &["CIP", "SFV SPM", "SCL 9"],
        ),
        ("with ESMTPS", &["ESMTPS"]),
        ("action=reject", &["action reject"]),
    ] {
        let found = terms(term);
        for term_found in want {
            assert!(
                found.iter().any(|one| one == term_found),
                "{term}: {term_found} in {found:?}"
            );
        }
    }
    // What follows a key is anybody's, and is not looked for as a word.
    assert_eq!(terms("smtp.mailfrom=received"), ["smtp.mailfrom"]);
}

#[test]
fn every_kind_has_examples_of_its_own() {
    for kind in Kind::ALL {
        for term in kind.examples() {
            assert!(
                find(term).iter().any(|entry| entry.kind == kind),
                "{term}: {:?}",
                find(term)
            );
        }
    }
}

#[test]
fn near_misses_are_suggested() {
    assert!(
        near("Recieved").contains(&"Received".to_owned()),
        "{:?}",
        near("Recieved")
    );
    assert!(near("dmarc-fial").contains(&"AUT010".to_owned()));
    assert!(near("zzzzzzzzzz").is_empty());
    assert!(terms("zzzzzzzzzz").is_empty());
}

#[test]
fn every_entry_says_something_and_where_from() {
    for entry in entries() {
        assert!(!entry.meaning.trim().is_empty(), "{}", entry.term);
        assert!(
            !entry.references.is_empty(),
            "{} names no reference",
            entry.term
        );
        assert!(
            !entry
                .to_text()
                .contains(|c: char| c.is_control() && c != '\n'),
            "{}",
            entry.term
        );
    }
}

#[test]
fn hostile_terms_do_no_harm() {
    for term in [
        "",
        " ",
        "=",
        "::::",
        "5.7.99999999999999999999",
        &"x".repeat(10_000),
        "\u{202e}",
    ] {
        find(term);
        near(term);
    }
}
