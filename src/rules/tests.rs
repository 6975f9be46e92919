//! Rules files: what is read of them, and what is wrong with them, where.

use super::{RuleSet, apply};
use crate::rules::testing::{MAIL, report};
use crate::words::findings::Severity;
use crate::words::origin::{Origin, Wrapper};

/// A file of one rule, whose lines these replace or add.
fn file(lines: &[(&str, &str)]) -> String {
    let mut all = vec![
        ("code", "\"USR001\""),
        ("name", "\"a-rule\""),
        ("severity", "\"notice\""),
        ("title", "\"A rule\""),
        ("meaning", "\"It matters.\""),
        ("when", "'subject exists'"),
    ];
    for (key, value) in lines {
        all.retain(|(known, _)| known != key);
        if !value.is_empty() {
            all.push((key, value));
        }
    }
    let lines: Vec<String> = all
        .iter()
        .map(|(key, value)| format!("{key} = {value}"))
        .collect();
    format!("[[rule]]\n{}\n", lines.join("\n"))
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    for (text, place, part) in [
        (
            file(&[("when", "'subjct exists'")]),
            "7:9",
            "has no field subjct; did you mean subject?",
        ),
        (
            file(&[("when", "\"subject == \\\"a\\\" andd\"")]),
            "7:26",
            "unexpected andd",
        ),
        (
            file(&[("when", "'''\nsubject exists\n  and dat exists'''")]),
            "9:7",
            "did you mean date?",
        ),
        (file(&[("when", "")]), "1:1", "the rule lacks when"),
        (
            file(&[("titel", "\"x\"")]),
            "8:1",
            "a rule has no key titel; did you mean title?",
        ),
        (
            file(&[("severity", "\"severe\"")]),
            "7:12",
            "info, notice, warning or high",
        ),
        (file(&[("severity", "")]), "1:1", "lacks severity"),
        (file(&[("severity", "3")]), "7:12", "must be text in quotes"),
        (
            file(&[("code", "\"AUT001\"")]),
            "7:8",
            "write USR and three digits",
        ),
        (
            file(&[("name", "\"dmarc-fail\"")]),
            "7:8",
            "built-in finding, AUT010",
        ),
        (
            file(&[("name", "\"A Rule\"")]),
            "7:8",
            "lower-case words joined with hyphens",
        ),
        (file(&[("meaning", "\" \"")]), "7:11", "meaning is empty"),
        (
            file(&[("lowers", "{ finding = \"AUT999\", to = \"info\" }")]),
            "8:22",
            "there is no built-in finding",
        ),
        (
            file(&[("lowers", "{ finding = \"dmarc-fial\", to = \"info\" }")]),
            "8:22",
            "did you mean dmarc-fail?",
        ),
        (
            file(&[("lowers", "{ finding = \"FRM002\", to = \"high\" }")]),
            "8:37",
            "FRM002 is notice already",
        ),
        (
            file(&[]) + &file(&[("name", "\"b\"")]),
            "9:8",
            "USR001 is used twice; the first is on line 1",
        ),
        (
            file(&[]) + "[[test]]\nrule = \"USR002\"\nheader = \"\"\nexpect = true\n",
            "9:8",
            "did you mean USR001?",
        ),
        (
            file(&[]) + "[[test]]\nrule = \"USR001\"\nheader = \"\"\n",
            "8:1",
            "the test lacks expect",
        ),
        (
            file(&[])
                + "[[test]]\nrule = \"USR001\"\nheader = \"\"\nexpect = true\nclient_ip = \"x\"\n",
            "12:13",
            "invalid IP address",
        ),
        (file(&[]) + "[rules]\n", "8:2", "did you mean rule?"),
        ("[[rule]\n".to_owned(), "1:", ""),
        (
            String::new(),
            "1:1",
            "there is no rule; a rule begins with [[rule]]",
        ),
        ("# x\n".repeat(300_000), "1:1", "longer than"),
    ] {
        let error = RuleSet::read(&text, "team.toml").expect_err(part);
        let first = error.0[0].to_string();
        let start = format!("team.toml:{place}");
        assert!(
            first.starts_with(&start) && first.contains(part),
            "{first}\nwanted {place}: {part}\n{}",
            &text[..text.len().min(400)]
        );
    }
}

#[test]
fn every_bad_rule_is_told() {
    let text = file(&[("when", "'a'")])
        + &file(&[("code", "\"USR002\""), ("name", "\"b\""), ("when", "'b'")]);
    let error = RuleSet::read(&text, "x").expect_err("two faults");
    assert_eq!(error.0.len(), 2);
    assert_eq!(error.to_string().lines().count(), 2);
}

#[test]
fn a_set_is_written_with_its_text() {
    let set = RuleSet::read(&file(&[]), "team.toml").expect("rules");
    let written = serde_json::to_value(&set).expect("JSON");
    assert_eq!(written["name"], "team.toml");
    let again: RuleSet = serde_json::from_value(written.clone()).expect("rules");
    assert_eq!(again.rules().len(), 1);
    assert_eq!(format!("{again:?}"), format!("{set:?}"));
    let broken = serde_json::json!({"name": "x", "text": "[[rule]]"});
    assert!(serde_json::from_value::<RuleSet>(broken).is_err());
}

#[test]
fn a_finding_tells_what_was_seen_and_where() {
    for (when, detail, places) in [
        (
            "from.display contains \"ceo\" and client.ip == \"192.0.2.7\"",
            "display name of the first author: Jörg CEO; IP address that your side received the message from: 192.0.2.7",
            &["From"][..],
        ),
        (
            "any header(\"X-Gateway\") (not trusted)",
            "proof that your side added it: false",
            &["X-Gateway"],
        ),
        (
            "any hops (trust == \"boundary\" and tls) or subject contains \"nothing\"",
            "trust in the hop: boundary; use of TLS: true",
            &["Received"],
        ),
        ("not list exists", "A rule", &["List-Id"][..0]),
        (
            "count(recipients) > 1",
            "number of addresses in To and Cc: 2",
            &["To"][..],
        ),
        (
            "any links (host == \"login.evil.example\")",
            "host of the link: login.evil.example",
            &[][..],
        ),
    ] {
        let set =
            RuleSet::read(&file(&[("when", &format!("'''{when}'''"))]), "a/team.toml").expect(when);
        let outcome = apply(&[set], &report(MAIL));
        let found = outcome.added.first().expect(when);
        assert_eq!(found.detail, detail, "{when}");
        let fields: Vec<&str> = found
            .evidence
            .iter()
            .map(|place| place.field.as_str())
            .collect();
        assert_eq!(fields, places, "{when}");
        let team = found.team.as_ref().expect("the team's");
        assert_eq!(
            (found.severity, team.rules.as_str()),
            (Severity::Notice, "team.toml")
        );
    }
}

#[test]
fn places_are_the_values_of_the_fields_that_are_named() {
    let set =
        RuleSet::read(&file(&[("at", "[\"Subject\", \"X-Score\"]")]), "team.toml").expect("rules");
    let report = report(MAIL);
    let outcome = apply(&[set], &report);
    let marked: Vec<&[u8]> = outcome.added[0]
        .evidence
        .iter()
        .map(|place| &report.header.bytes[place.span.start..place.span.end])
        .collect();
    assert_eq!(marked, [&b"Invoice 4711"[..], b"7.5"]);
}

#[test]
fn only_what_is_named_is_lowered() {
    let settings = |rules: Vec<RuleSet>| crate::Settings {
        rules,
        ..crate::Settings::default()
    };
    let trace = |rules: Vec<RuleSet>, message: &str| {
        let analyzer = crate::Analyzer::new(settings(rules)).expect("settings");
        analyzer
            .analyze(message.as_bytes(), &crate::Known::default())
            .expect("a report")
    };
    let message = "Received: from c.example ([192.0.2.7]) by mx.example.net (Postfix) with ESMTPS id 4bXk2c0zPnz1;\r\n\
        \x20Sat, 02 May 2026 10:00:09 +0000\r\nFrom: PayPal <a@a.example>\r\nSubject: =?utf-8?q?a=E2=80=8Bb?=\r\n\r\n";
    let plain = trace(Vec::new(), message);
    let severity = |report: &crate::Report, code: &str| {
        let found = report.findings.iter().find(|finding| finding.code == code);
        found.map(|finding| finding.severity)
    };
    assert_eq!(severity(&plain, "IDN002"), Some(Severity::Warning));
    let lowers = file(&[
        ("severity", ""),
        (
            "lowers",
            "[{ finding = \"display-name-brand\", to = \"info\" }, { finding = \"AUT014\", to = \"info\" }]",
        ),
    ]);
    let set = RuleSet::read(&lowers, "team.toml").expect("rules");
    let report = trace(vec![set.clone()], message);
    assert_eq!(severity(&report, "IDN002"), Some(Severity::Info));
    let found = report
        .findings
        .iter()
        .find(|finding| finding.code == "IDN002")
        .expect("it");
    assert!(
        found
            .detail
            .ends_with("(lowered from warning to info by USR001, a-rule)"),
        "{}",
        found.detail
    );
    let told = found.lowered.as_ref().expect("told");
    assert_eq!((told.from, &*told.by), (Severity::Warning, "USR001"));
    for finding in &plain.findings {
        if !["IDN002", "SUM001"].contains(&&*finding.code) {
            assert_eq!(
                severity(&report, &finding.code),
                Some(finding.severity),
                "{}",
                finding.code
            );
        }
    }
    assert_eq!(severity(&report, "USR001"), None);
    // The conclusion is that of what is left.
    let worst = report.findings.iter().map(|finding| finding.severity).max();
    assert_eq!(Some(report.verdict.severity), worst);
    // Whoever attached a message may have written all that a condition looks at.
    let wrapper = Wrapper {
        from: "b@b.example".to_owned(),
        date: None,
        subject: None,
        message_id: None,
        part: "2".to_owned(),
        verdict: None,
    };
    let known = crate::Known {
        origin: Some(Box::new(Origin {
            wrappers: vec![wrapper],
            ..Origin::default()
        })),
        ..crate::Known::default()
    };
    for (trust, expected) in [("", Severity::Warning), ("hop:1", Severity::Info)] {
        let settings = crate::Settings {
            rules: vec![set.clone()],
            trust: trust.parse().into_iter().collect(),
            ..crate::Settings::default()
        };
        let analyzer = crate::Analyzer::new(settings).expect("settings");
        let report = analyzer.analyze(message.as_bytes(), &known).expect("it");
        assert_eq!(severity(&report, "IDN002"), Some(expected), "{trust}");
    }
    // Where the condition is not met, all is as it was.
    let other = message.replace("Subject:", "X-Subject:");
    assert_eq!(trace(vec![set], &other), trace(Vec::new(), &other));
}

#[test]
fn the_worst_is_named_in_the_conclusion() {
    let trace = |severity: &str| {
        let text = file(&[("severity", &format!("\"{severity}\""))]);
        let rules = vec![RuleSet::read(&text, "team.toml").expect("rules")];
        let analyzer = crate::Analyzer::new(crate::Settings {
            rules,
            ..crate::Settings::default()
        });
        let known = crate::Known::default();
        analyzer
            .expect("settings")
            .analyze(MAIL.as_bytes(), &known)
            .expect("a report")
    };
    let high = trace("high");
    assert!(
        high.verdict
            .summary
            .starts_with("team rule USR001: A rule; "),
        "{}",
        high.verdict.summary
    );
    assert_eq!(high.verdict.severity, Severity::High);
    assert_eq!(high.findings[0].code, "USR001");
    let info = trace("info");
    assert!(
        !info.verdict.summary.contains("USR001"),
        "{}",
        info.verdict.summary
    );
    assert!(info.findings.iter().any(|finding| finding.code == "USR001"));
}

#[test]
fn a_code_of_two_files_is_refused() {
    let set = || RuleSet::read(&file(&[]), "team.toml").expect("rules");
    let settings = crate::Settings {
        rules: vec![set(), set()],
        ..crate::Settings::default()
    };
    let error = crate::Analyzer::new(settings)
        .expect_err("twice")
        .to_string();
    assert!(error.contains("USR001 is the code of two rules"), "{error}");
}
