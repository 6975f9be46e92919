//! `hdrtrace check` and `hdrtrace recover` as people and scripts meet them.

use crate::support::{Options, Server, Zone};
use serde_json::{Value, json};
use std::process::{Command, Output, Stdio};

fn zone() -> Value {
    let txt = |text: &str| json!([{"type": "TXT", "data": [text]}]);
    json!({
        "example.com": txt("v=spf1 include:_spf.example.com -all exp=why.example.com"),
        "_spf.example.com": txt("v=spf1 ip4:192.0.2.0/24 ?all"),
        "why.example.com": txt("\u{1b}[31mnot %{i}"),
        "_dmarc.example.com": txt("v=DMARC1; p=reject; pct=50"),
        "s._domainkey.example.com": txt("v=DKIM1; k=ed25519; t=y; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="),
        "gone._domainkey.example.com": txt("v=DKIM1; p="),
        "dead.example.com": [{"type": "SERVFAIL"}],
        "_dmarc.dead.example.com": [{"type": "SERVFAIL"}],
        "_smtp._tls.example.com": txt("v=TLSRPTv1; rua=mailto:tls@example.com"),
    })
}

fn serve() -> Server {
    Zone::from_json(&zone()).serve(Options::default())
}

fn hdrtrace(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_hdrtrace"))
        // The settings of whoever runs the tests are not part of them.
        .env("HDRTRACE_CONFIG", "")
        .args(arguments)
        .stdin(Stdio::null())
        .env("LC_ALL", "C.UTF-8")
        .output()
        .unwrap()
}

fn asked(server: &Server, arguments: &[&str]) -> (Option<i32>, String) {
    let address = server.addr().to_string();
    let output = hdrtrace(&[arguments, &["--nameserver", &address]].concat());
    (
        output.status.code(),
        String::from_utf8(output.stdout).unwrap(),
    )
}

#[test]
fn spf_is_told_term_by_term() {
    let server = serve();
    let spf = ["check", "spf", "--mail-from", "alice@example.com", "--ip"];
    let (code, text) = asked(&server, &[&spf[..], &["192.0.2.7"]].concat());
    assert_eq!(code, Some(0), "{text}");
    for part in [
        "pass  192.0.2.7 with MAIL FROM alice@example.com",
        "include:_spf.example.com \u{2192} ip4:192.0.2.0/24",
        "(match: 192.0.2.7 is in 192.0.2.0/24)",
        "-all (not reached)",
    ] {
        assert!(text.contains(part), "{part}:\n{text}");
    }
    let (code, text) = asked(&server, &[&spf[..], &["198.51.100.1"]].concat());
    assert_eq!(code, Some(1), "{text}");
    assert!(
        !text.contains('\u{1b}'),
        "what a stranger wrote is made harmless:\n{text}"
    );
    let dead = [
        "check",
        "spf",
        "--ip",
        "192.0.2.7",
        "--helo",
        "dead.example.com",
    ];
    assert_eq!(asked(&server, &dead).0, Some(2), "DNS did not tell");
}

#[test]
fn dmarc_names_walk_record_and_alignment() {
    let server = serve();
    let dmarc = ["check", "dmarc", "--from", "news.example.com"];
    let (code, text) = asked(&server, &dmarc);
    assert_eq!(
        code,
        Some(0),
        "without identifiers a record is enough:\n{text}"
    );
    assert!(text.contains("pct=50 is from RFC 7489"), "{text}");
    for part in [
        "not evaluated  news.example.com",
        "nothing was given to evaluate",
        "if it fails   reject the message",
    ] {
        assert!(text.contains(part), "{part}:\n{text}");
    }
    let (code, text) = asked(&server, &[&dmarc[..], &["--format", "json"]].concat());
    let report: Value = serde_json::from_str(&text).unwrap();
    let check = &report["dmarc"];
    assert_eq!(code, Some(0));
    assert_eq!(
        (&check["skipped"], &check["result"], &check["policy"]),
        (&json!("no-identifiers"), &Value::Null, &json!("reject"))
    );
    assert_eq!(check["disposition"], Value::Null);
    let nowhere = ["check", "dmarc", "--from", "nowhere.example.org"];
    let (code, text) = asked(&server, &nowhere);
    assert_eq!(code, Some(1), "there is no record:\n{text}");
    let given = ["--dkim-pass", "example.com", "--spf-pass", "example.net"];
    let (code, text) = asked(&server, &[&dmarc[..], &given].concat());
    assert_eq!(code, Some(0), "{text}");
    assert!(text.contains("example.com aligned (relaxed)"), "{text}");
    let (code, text) = asked(&server, &[&dmarc[..], &given[2..]].concat());
    assert_eq!(code, Some(1), "{text}");
    assert!(text.contains("reject the message"), "{text}");
}

#[test]
fn a_key_is_found_by_its_whole_name_and_in_either_order() {
    let server = serve();
    for name in [
        &["s", "example.com"][..],
        &["example.com", "s"],
        &["s._domainkey.example.com"],
        &["S._DOMAINKEY.example.com."],
        &["s._domainkey", "example.com"],
        &["s._domainkey.example.com", "example.com"],
    ] {
        let (code, text) = asked(&server, &[&["check", "dkim-key"], name].concat());
        assert_eq!(code, Some(0), "{name:?}: {text}");
        assert!(text.contains("ed25519"), "{name:?}: {text}");
    }
    for (name, hint) in [
        (&["s"][..], "give SELECTOR DOMAIN"),
        (
            &["s._domainkey.example.com", "example.net"],
            "or s example.com",
        ),
    ] {
        let output = hdrtrace(&[&["check", "dkim-key"], name].concat());
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains(hint), "{said}");
    }
}

#[test]
fn a_domain_is_told_with_all_that_it_publishes() {
    let server = serve();
    let (code, text) = asked(&server, &["check", "domain", "Example.com"]);
    assert_eq!(code, Some(0), "{text}");
    for part in [
        "v=spf1 include:_spf.example.com",
        "v=DMARC1; p=reject",
        "v=TLSRPTv1; rua=mailto:tls@example.com",
        "BIMI",
        "MTA-STS",
        "MX",
    ] {
        assert!(text.contains(part), "{part}:\n{text}");
    }
    let json = ["check", "domain", "alice@example.com", "--format", "json"];
    let (code, text) = asked(&server, &json);
    let report: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(code, Some(0));
    assert_eq!(report["check"], "domain");
    assert_eq!(report["domain"]["domain"], "example.com");
    let kinds: Vec<&str> = report["domain"]["records"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|record| record["kind"].as_str())
        .collect();
    assert_eq!(kinds, ["mx", "spf", "dmarc", "bimi", "mta-sts", "tls-rpt"]);
    // What is missing, what DNS does not tell, and nothing asked.
    assert_eq!(
        asked(&server, &["check", "domain", "bare.example.net"]).0,
        Some(1)
    );
    assert_eq!(
        asked(&server, &["check", "domain", "dead.example.com"]).0,
        Some(2)
    );
    let offline = hdrtrace(&["check", "domain", "example.com", "--offline"]);
    assert_eq!(offline.status.code(), Some(2));
}

#[test]
fn keys_are_told_apart() {
    let server = serve();
    for (selector, code, part) in [
        ("s", 0, "only testing DKIM (t=y)"),
        ("gone", 1, "revoked"),
        ("none", 1, "absent"),
    ] {
        let (found, text) = asked(&server, &["check", "dkim-key", selector, "example.com"]);
        assert_eq!(found, Some(code), "{text}");
        assert!(text.contains(part), "{text}");
    }
    let offline = hdrtrace(&["check", "dkim-key", "s", "example.com", "--offline"]);
    assert_eq!(offline.status.code(), Some(2));
}

#[test]
fn recorded_answers_make_the_same_check_again() {
    let server = serve();
    let file = std::env::temp_dir().join(format!("hdrtrace-check-{}.json", std::process::id()));
    let path = file.to_str().unwrap();
    let check = ["check", "dkim-key", "s", "example.com", "--format", "json"];
    let (_, first) = asked(&server, &[&check[..], &["--record-dns", path]].concat());
    drop(server);
    let again = hdrtrace(&[&check[..], &["--replay-dns", path]].concat());
    std::fs::remove_file(&file).unwrap();
    assert_eq!(first.as_bytes(), again.stdout);
    let report: Value = serde_json::from_str(&first).unwrap();
    assert_eq!(report["schema"], "hdrtrace/1");
    assert_eq!(
        (&report["check"], &report["key"]["status"]),
        (&json!("dkim-key"), &json!("present"))
    );
    assert_eq!(report["dns"].as_array().unwrap().len(), 1);
}

#[test]
fn an_original_is_written_out() {
    let sample = |name: &str| format!("{}/samples/{name}", env!("CARGO_MANIFEST_DIR"));
    let (eml, dns) = (sample("list-arc.eml"), sample("list-arc.dns.json"));
    let found = hdrtrace(&["recover", &eml, "--replay-dns", &dns]);
    assert_eq!(found.status.code(), Some(0));
    let (text, said) = (
        String::from_utf8(found.stdout).unwrap(),
        String::from_utf8(found.stderr).unwrap(),
    );
    assert!(text.contains("\r\nSubject: Grafting pears in March\r\n"));
    assert!(
        said.contains("This is what orchard.example signed"),
        "{said}"
    );
    assert!(said.contains("+ growers mailing list -- "), "{said}");
    let intact = hdrtrace(&[
        "recover",
        &sample("clean.eml"),
        "--replay-dns",
        &sample("clean.dns.json"),
    ]);
    assert_eq!((intact.status.code(), intact.stdout.len()), (Some(1), 0));
    let missing = hdrtrace(&["recover", "no-such-file.eml", "--offline"]);
    assert_eq!(missing.status.code(), Some(2));
}
