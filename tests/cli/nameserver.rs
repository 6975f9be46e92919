//! The forms of `--nameserver`, typed and in the configuration file.

use std::fs;
use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Output};

const SAMPLE: &str = "samples/clean.eml";

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_hdrtrace"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(arguments)
        .output()
        .expect("it runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn what_cannot_be_used_says_what_to_write() {
    for (server, part) in [
        ("dns.example", "tls://192.0.2.53#NAME"),
        ("tls://dns.example", "write tls://IP#dns.example"),
        ("https://192.0.2.53/{?dns}", "without a template"),
    ] {
        let output = run(&["--no-config", "--nameserver", server, SAMPLE]);
        assert_eq!(output.status.code(), Some(2), "{server}");
        let errors = text(&output.stderr);
        assert!(errors.contains(part), "{server}: {errors}");
    }
}

#[test]
fn a_server_that_cannot_prove_who_it_is_is_not_asked() {
    // Closes what is opened, before it has shown any certificate.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let server = format!("tls://{}#dns.example", listener.local_addr().unwrap());
    std::thread::spawn(move || listener.incoming().for_each(drop));
    let config = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join(format!("nameserver-{}.toml", std::process::id()));
    fs::write(&config, format!("[dns]\nnameserver = \"{server}\"\n")).unwrap();
    let typed = ["--no-config", "--nameserver", &server];
    let kept = ["--config", config.to_str().unwrap()];
    for given in [&typed[..], &kept] {
        let output = run(&[given, &["--format", "json", SAMPLE]].concat());
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let answers = report["dns"].as_array().unwrap();
        assert!(
            answers
                .iter()
                .any(|answer| answer["server"] == server.as_str())
        );
        for answer in answers {
            let rcode = answer["rcode"].as_str().unwrap();
            assert!(["failed", "skipped"].contains(&rcode), "{answer}");
        }
    }
    fs::remove_file(&config).unwrap();
}
