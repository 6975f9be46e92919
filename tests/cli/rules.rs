//! Rules of a team: checked, applied, explained; and the condition of a scan.

use crate::scan::{hdrtrace, run};
use crate::scratch::Scratch;
use serde_json::Value;
use std::fs;
use std::path::Path;

const RULES: &str = r#"
[[rule]]
code = "USR001"
name = "vip"
severity = "high"
title = "Display name of an executive"
meaning = "Payment fraud begins so."
advice = "Call the executive."
when = 'any from (display contains "robin chief" and not domain_within(domain, "example.net"))'

[[rule]]
code = "USR002"
name = "forwarder"
title = "Forwarded by our gateway"
meaning = "It breaks SPF."
when = 'cidr(client.ip, "192.0.2.0/24")'
lowers = { finding = "AUT014", to = "notice" }

[[test]]
rule = "USR001"
header = "From: Robin Chief <a@freemail.example>"
expect = true
"#;

/// DMARC fails, as the receiver says.
const MAIL: &str = "Authentication-Results: mx.example.net; dmarc=fail header.from=a.example\n\
    Received: from a.example (a.example [192.0.2.7]) by mx.example.net (Postfix) with ESMTPS id 4bXk2c0zPnz1\n\
    \tfor <b@example.net>; Sat, 2 May 2026 10:00:09 +0000\n\
    From: Robin Chief <x@a.example>\nTo: b@example.net\nSubject: Pay\nDate: Sat, 2 May 2026 10:00:00 +0000\n\
    Message-ID: <1@a.example>\n\nHello\n";

fn root(file: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join(file)
        .display()
        .to_string()
}

#[test]
fn the_samples_are_good_and_explained() {
    let (out, err, code) = run(&["rules", "check", &root("samples/rules.toml")]);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    assert!(out.contains("rules.toml: 11 rules"), "{out}");
    assert!(
        out.contains("Hits where for at least one of the authors, (the display name matches"),
        "{out}"
    );
    assert!(out.contains("Effect: lowers AUT014 to notice."), "{out}");
    assert!(out.trim_end().ends_with("tests passed"), "{out}");
    assert!(!out.contains("Warning"), "{out}");
}

#[test]
fn faults_are_told_with_their_place_and_failed_tests_with_their_line() {
    let scratch = Scratch::new();
    let good = scratch.file("good.toml", RULES);
    let failing = scratch.file(
        "failing.toml",
        RULES.replace("expect = true", "expect = false"),
    );
    let unsafe_rule = RULES.replace("cidr(client.ip, \"192.0.2.0/24\")", "subject == \"Pay\"");
    let careless = scratch.file("careless.toml", unsafe_rule);
    let broken = scratch.file("broken.toml", RULES.replace("any from", "any frm"));
    let (out, _, code) = run(&["rules", "check", &good]);
    assert_eq!(code, 0, "{out}");
    assert!(
        out.contains("without a test: USR002") && out.contains("1 test passed"),
        "{out}"
    );
    let (out, _, code) = run(&["rules", "check", &failing]);
    assert_eq!(code, 1);
    assert!(
        out.contains("failing.toml: line 19: test of USR001 failed: expected no hit"),
        "{out}"
    );
    assert!(out.contains("1 test, 1 failed"), "{out}");
    let (out, _, code) = run(&["rules", "check", &careless]);
    assert_eq!(code, 0);
    assert!(out.contains("Warning: it lowers a finding"), "{out}");
    // One bad file does not stop the others.
    let (out, err, code) = run(&["rules", "check", &broken, &failing, "/nowhere.toml"]);
    assert_eq!(code, 2);
    assert!(
        err.contains("broken.toml:9:13: a message has no field frm; did you mean from?"),
        "{err}"
    );
    assert!(err.contains("/nowhere.toml"), "{err}");
    assert!(out.contains("1 failed"), "{out}");
}

#[test]
fn the_teams_findings_stand_beside_built_in_ones() {
    let scratch = Scratch::new();
    let (rules, mail) = (
        scratch.file("team.toml", RULES),
        scratch.file("a.eml", MAIL),
    );
    let trace = |more: &[&str]| {
        let mut args = vec![
            "--offline",
            "--trust",
            "authserv:mx.example.net",
            &mail,
            "--rules",
            &rules,
        ];
        args.extend(more);
        run(&args)
    };
    let (json, _, _) = trace(&["--format", "json"]);
    let report: Value = serde_json::from_str(&json).expect("JSON");
    let finding = |code: &str| {
        let all = report["findings"].as_array().expect("findings");
        all.iter().find(|finding| finding["code"] == code).cloned()
    };
    let vip = finding("USR001").expect("the team's");
    assert_eq!(vip["severity"], "high");
    assert_eq!(vip["team"]["rules"], "team.toml");
    assert_eq!(vip["evidence"][0]["field"], "From");
    let lowered = finding("AUT014").expect("it stays");
    assert_eq!(lowered["severity"], "notice");
    assert_eq!(lowered["lowered"]["by"], "USR002");
    assert!(
        lowered["detail"]
            .as_str()
            .expect("text")
            .contains("lowered from warning to notice by USR002, forwarder")
    );
    let summary = report["verdict"]["summary"].as_str().expect("text");
    assert!(
        summary.starts_with("team rule USR001: Display name of an executive; "),
        "{summary}"
    );
    assert_eq!(report["verdict"]["severity"], "high");
    for (format, shown) in [
        ("terminal", "vip USR001 (team rule)"),
        ("markdown", "`USR001` `vip` (team rule)"),
        ("html", "USR001 vip (team rule)"),
    ] {
        let (out, _, _) = trace(&["--format", format]);
        assert!(
            out.contains(shown) || out.replace('`', "").contains(&shown.replace('`', "")),
            "{format}: {out}"
        );
        assert!(out.contains("Call the executive"), "{format}: {out}");
    }
    let (_, _, code) = trace(&["--fail-on", "high"]);
    assert_eq!(code, 1);
    let kept = scratch.file("kept.json", &json);
    let (again, _, _) = run(&["render", "--format", "json", &kept]);
    assert_eq!(serde_json::from_str::<Value>(&again).expect("JSON"), report);
}

#[test]
fn rules_are_explained_as_built_in_findings_are() {
    let scratch = Scratch::new();
    let rules = scratch.file("team.toml", RULES);
    for term in ["USR001", "usr001", "vip"] {
        let (out, err, code) = run(&["explain", term, "--rules", &rules]);
        assert_eq!(code, 0, "{err}");
        assert!(
            out.contains("a rule of your team") && out.contains("Call the executive."),
            "{out}"
        );
        assert!(
            out.contains("Hits where for at least one of the authors"),
            "{out}"
        );
    }
    let (_, err, code) = run(&["explain", "USR001"]);
    assert_eq!(code, 2);
    assert!(err.contains("unknown term USR001"), "{err}");
    // What needs no rules is not stopped by broken ones.
    let broken = scratch.file("broken.toml", "x");
    assert_eq!(run(&["explain", "dmarc-fail", "--rules", &broken]).2, 0);
}

#[test]
fn the_configuration_names_rules_beside_it() {
    let scratch = Scratch::new();
    scratch.file("team.toml", RULES);
    let mail = scratch.file("a.eml", MAIL);
    let config = scratch.file("hdrtrace.toml", "rules = \"team.toml\"\n");
    let traced = |args: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_hdrtrace"));
        let output = command
            .args(["--config", &config, "--offline"])
            .args(args)
            .output();
        String::from_utf8(output.expect("it runs").stdout).expect("text")
    };
    assert!(traced(&["--format", "json", &mail]).contains("USR001"));
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_hdrtrace"));
    let shown = command
        .args(["config", "show", "--config", &config])
        .output()
        .expect("it runs");
    let shown = String::from_utf8(shown.stdout).expect("text");
    assert!(
        shown.contains("team.toml\"]") && shown.contains("option --rules"),
        "{shown}"
    );
}

fn mailbox() -> String {
    let other = MAIL
        .replace("Robin Chief", "Alice")
        .replace("192.0.2.7", "203.0.113.7");
    [MAIL, &other, MAIL]
        .map(|mail| format!("From a@b.example Sat May  2 10:00:00 2026\n{mail}\n"))
        .concat()
}

#[test]
fn a_scan_shows_what_a_condition_is_true_of_and_counts_all() {
    let scratch = Scratch::new();
    let (rules, inbox) = (
        scratch.file("team.toml", RULES),
        scratch.file("inbox", mailbox()),
    );
    let scan = |more: &[&str]| {
        let mut args = vec!["scan", "--offline", &inbox, "--rules", &rules];
        args.extend(more);
        run(&args)
    };
    for (condition, lines) in [
        ("any findings (code == \"USR001\")", 2),
        ("client.network == \"203.0.113.0/24\"", 1),
        ("links exists", 0),
        ("severity >= \"info\"", 3),
    ] {
        let (out, err, code) = scan(&["--where", condition]);
        assert_eq!(
            (out.lines().count(), code),
            (1 + lines, 0),
            "{condition}: {out}{err}"
        );
        assert!(
            err.contains("3 messages, 0 errors") && err.contains("USR001 2"),
            "{err}"
        );
    }
    let (out, _, _) = scan(&[
        "--depth",
        "headers",
        "--where",
        "not links exists and any findings (code == \"USR001\")",
        "--min-severity",
        "high",
    ]);
    assert_eq!(out.lines().count(), 1 + 2, "{out}");
    let (_, err, code) = scan(&["--where", "client.nework == 1"]);
    assert_eq!(code, 2);
    assert!(
        err.contains(
            "--where: column 1: a message has no field client.nework; did you mean client.network?"
        ),
        "{err}"
    );
}

#[test]
fn a_journal_belongs_to_its_condition_and_its_rules() {
    let scratch = Scratch::new();
    let (rules, inbox) = (
        scratch.file("team.toml", RULES),
        scratch.file("inbox", mailbox()),
    );
    let journal = scratch.path("journal");
    let scan = |condition: &str| {
        run(&[
            "scan",
            "--offline",
            &inbox,
            "--rules",
            &rules,
            "--resume",
            &journal,
            "--where",
            condition,
        ])
    };
    let first = scan("any findings (code == \"USR001\")");
    assert_eq!(first.2, 0, "{}", first.1);
    assert_eq!(scan("any findings (code == \"USR001\")"), first);
    let (_, err, code) = scan("subject exists");
    assert!(
        code == 2 && err.contains("other inputs or options"),
        "{err}"
    );
    fs::write(&rules, RULES.replace("USR001", "USR003")).expect("a file");
    let (_, err, code) = scan("any findings (code == \"USR001\")");
    assert!(
        code == 2 && err.contains("other inputs or options"),
        "{err}"
    );
}

#[test]
fn a_case_folder_keeps_the_rules() {
    let scratch = Scratch::new();
    let (rules, mail) = (
        scratch.file("team.toml", RULES),
        scratch.file("a.eml", MAIL),
    );
    let folder = scratch.path("case");
    let (_, err, code) = run(&["--offline", "--rules", &rules, "--evidence", &folder, &mail]);
    assert_eq!(code, 0, "{err}");
    fs::remove_file(&rules).expect("it was there");
    let output = hdrtrace(&["verify-evidence", &folder])
        .output()
        .expect("it runs");
    let said = String::from_utf8_lossy(&output.stdout).into_owned()
        + &String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("gives the same report"), "{said}");
}

#[test]
fn what_a_file_says_reaches_no_terminal_as_it_is() {
    let scratch = Scratch::new();
    let hostile = RULES
        .replace(
            "Display name of an executive",
            "A \\u001b[31mred\\u202e title",
        )
        .replace("Call the executive.", "<script>alert(1)</script>");
    let (rules, mail) = (
        scratch.file("team.toml", hostile),
        scratch.file("a.eml", MAIL),
    );
    for args in [
        &["rules", "check", &rules][..],
        &["explain", "USR001", "--rules", &rules],
        &["--offline", "--rules", &rules, &mail],
        &["--offline", "--rules", &rules, "--format", "html", &mail],
        &[
            "--offline",
            "--rules",
            &rules,
            "--format",
            "markdown",
            &mail,
        ],
    ] {
        let (out, _, _) = run(args);
        assert!(
            !out.contains('\u{1b}') && !out.contains('\u{202e}'),
            "{args:?}: {out}"
        );
        assert!(
            !out.contains("<script>") || !args.contains(&"html"),
            "{args:?}: {out}"
        );
    }
}

#[test]
fn the_page_has_the_fields_of_the_code() {
    let page = fs::read_to_string(root("docs/rules.md")).expect("docs/rules.md");
    let (text, tables) = page.split_once("\n## Fields\n").expect("the chapter");
    let fields = hdrtrace::rules::fields_markdown();
    assert!(
        tables == fields,
        "docs/rules.md is not up to date: cargo xtask make-fields"
    );
    // The rule and the test that it shows can be read.
    let blocks = text
        .split("```toml\n")
        .skip(1)
        .filter_map(|rest| rest.split("```").next());
    let shown: String = blocks.collect();
    let set = hdrtrace::rules::RuleSet::read(&shown, "docs/rules.md")
        .unwrap_or_else(|error| panic!("{error}"));
    assert_eq!((set.rules().len(), set.cases().len()), (1, 1));
    let samples = fs::read_to_string(root("samples/rules.toml")).expect("the samples");
    let set = hdrtrace::rules::RuleSet::read(&samples, "rules.toml")
        .unwrap_or_else(|error| panic!("{error}"));
    for rule in set.rules() {
        assert!(
            text.contains(&format!("| `{}` |", rule.code)),
            "{}",
            rule.code
        );
    }
}
