//! Evidence folders and the commands around them.
#![allow(
    clippy::format_collect,
    clippy::format_push_string,
    reason = "short texts of tests"
)]

use crate::given::{Given, analyze};
use hdrtrace::casefile::{self, CasefileError};
use hdrtrace::dns::Capsule;
use hdrtrace::{Clock, DnsSettings, DnsSource, Known, Settings, sha256};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Arc;

const FILES: [&str; 6] = [
    "MANIFEST.sha256",
    "dns.json",
    "message.eml",
    "report.json",
    "report.txt",
    "run.json",
];

/// A folder of this test's own, removed at its end.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Self {
        let path =
            Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn join(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("samples")
}

fn write(folder: &Path, name: &str) -> String {
    let bytes = fs::read(samples().join(format!("{name}.eml"))).unwrap();
    let text = fs::read_to_string(samples().join(format!("{name}.dns.json"))).unwrap();
    let options = Given {
        settings: Settings {
            trust: vec!["auto".parse().unwrap()],
            dns: DnsSource::Replay {
                capsule: Arc::new(Capsule::parse(&text).unwrap()),
                any_message: true,
            }
            .into(),
            clock: Clock::stopped(),
            ..Settings::default()
        },
        known: Known {
            name: name.to_owned(),
            ..Known::default()
        },
    };
    let report = analyze(&bytes, &options).unwrap();
    casefile::write(
        folder,
        &bytes,
        &report,
        &options.settings,
        &options.known,
        &["test".to_owned()],
        false,
    )
    .unwrap()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir(to).unwrap();
    for name in FILES {
        fs::copy(from.join(name), to.join(name)).unwrap();
    }
}

#[test]
fn evidence_is_verified_after_a_copy() {
    let scratch = Scratch::new("copy");
    for name in ["spoofed-bank", "headers-only", "gmail", "list-arc"] {
        let seal = write(&scratch.join(name), name);
        let copied = scratch.join(&format!("{name}-copy"));
        copy(&scratch.join(name), &copied);
        let verified = casefile::verify(&copied, Some(&seal)).unwrap();
        assert_eq!(verified.seal, seal);
        assert!(matches!(
            casefile::verify(&copied, Some("00")),
            Err(CasefileError::Seal { .. })
        ));
    }
}

/// A signature that was valid on receipt and has expired since, and a server that never answers: the report speaks of now,
/// and no answer says when that was.
#[test]
fn evidence_of_a_run_without_any_answer_is_verified() {
    let scratch = Scratch::new("silent");
    let silent = std::net::UdpSocket::bind("127.0.0.1:0").unwrap();
    let bytes = b"Received: from out.sender.example (out.sender.example [203.0.113.9])\r\n\
        \tby mx.example.net (Postfix) with ESMTPS id 6C2A913D117; Sat, 2 May 2026 10:00:09 +0000\r\n\
        DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=sender.example; s=k1; t=1777716000; x=1777802400;\r\n\
        \th=from; bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=; b=AAAA\r\n\
        From: a@sender.example\r\n\r\nHello.\r\n";
    let options = Given {
        settings: Settings {
            clock: Clock::Fixed("2026-06-01T12:00:00Z".parse().unwrap()),
            dns: DnsSettings {
                source: DnsSource::Server(silent.local_addr().unwrap().into()),
                limits: hdrtrace::dns::Limits {
                    message: std::time::Duration::from_millis(100),
                    ..Default::default()
                },
                rate: None,
            },
            ..Settings::default()
        },
        known: Known::default(),
    };
    let report = analyze(bytes, &options).unwrap();
    assert!(serde_json::to_string(&report).unwrap().contains("expired"));
    let folder = scratch.join("case");
    let seal = casefile::write(
        &folder,
        bytes,
        &report,
        &options.settings,
        &options.known,
        &[],
        false,
    )
    .unwrap();
    assert_eq!(casefile::verify(&folder, None).unwrap().seal, seal);
    // And again from the evidence itself, at another time.
    let capsule = Capsule::parse(&fs::read_to_string(folder.join("dns.json")).unwrap()).unwrap();
    let options = Given {
        settings: Settings {
            clock: Clock::Fixed("2026-07-01T12:00:00Z".parse().unwrap()),
            dns: DnsSource::Replay {
                capsule: Arc::new(capsule),
                any_message: false,
            }
            .into(),
            ..options.settings
        },
        known: options.known,
    };
    let report = analyze(bytes, &options).unwrap();
    let folder = scratch.join("again");
    casefile::write(
        &folder,
        bytes,
        &report,
        &options.settings,
        &options.known,
        &[],
        false,
    )
    .unwrap();
    casefile::verify(&folder, None).unwrap();
}

#[test]
fn evidence_is_refused_after_one_changed_byte_in_any_file() {
    let scratch = Scratch::new("changed");
    let folder = scratch.join("case");
    write(&folder, "spoofed-bank");
    for name in FILES {
        let path = folder.join(name);
        let good = fs::read(&path).unwrap();
        // Every place of the small files, some of the large ones, in three ways.
        let step = (good.len() / 60).max(1);
        for at in (0..good.len()).step_by(step).chain([good.len() - 1]) {
            for flip in [0x01, 0x20, 0x80] {
                let mut bad = good.clone();
                bad[at] ^= flip;
                fs::write(&path, &bad).unwrap();
                assert!(
                    casefile::verify(&folder, None).is_err(),
                    "{name}, byte {at}, {flip:#x}"
                );
            }
        }
        for bad in [&good[..good.len() - 1], &[good.as_slice(), b"\n"].concat()] {
            fs::write(&path, bad).unwrap();
            assert!(
                casefile::verify(&folder, None).is_err(),
                "{name} shorter or longer"
            );
        }
        fs::remove_file(&path).unwrap();
        assert!(
            matches!(
                casefile::verify(&folder, None),
                Err(CasefileError::Missing(_))
            ),
            "{name}"
        );
        fs::write(&path, &good).unwrap();
    }
    casefile::verify(&folder, None).unwrap();
    fs::write(folder.join("more.txt"), b"").unwrap();
    assert!(matches!(
        casefile::verify(&folder, None),
        Err(CasefileError::Surplus(_))
    ));
}

#[test]
fn evidence_has_a_report_for_people_and_older_folders_without_one_are_verified() {
    let scratch = Scratch::new("readable");
    let folder = scratch.join("case");
    write(&folder, "spoofed-bank");
    let path = folder.join("report.txt");
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains("example-bank[.]test"), "{text}");
    assert!(text.lines().all(|line| !line.contains('\u{1b}')), "{text}");
    let manifest = fs::read_to_string(folder.join("MANIFEST.sha256")).unwrap();
    assert!(manifest.contains("  report.txt\n"), "{manifest}");
    // Changed together with its sum: it is made anew, and differs.
    let other = text.replacen("example-bank", "example-bonk", 1);
    fs::write(&path, &other).unwrap();
    let sums = (sha256(text.as_bytes()), sha256(other.as_bytes()));
    fs::write(
        folder.join("MANIFEST.sha256"),
        manifest.replace(&sums.0, &sums.1),
    )
    .unwrap();
    assert!(matches!(
        casefile::verify(&folder, None),
        Err(CasefileError::Differs { .. })
    ));
    // As versions wrote it that had no such file.
    let without: String = manifest
        .lines()
        .filter(|line| !line.ends_with("  report.txt"))
        .map(|line| format!("{line}\n"))
        .collect();
    fs::write(folder.join("MANIFEST.sha256"), without).unwrap();
    assert!(matches!(
        casefile::verify(&folder, None),
        Err(CasefileError::Surplus(_))
    ));
    fs::remove_file(&path).unwrap();
    casefile::verify(&folder, None).unwrap();
}

/// As the first version wrote it.
#[test]
fn evidence_of_an_older_version_is_verified() {
    let scratch = Scratch::new("older");
    let folder = scratch.join("case");
    write(&folder, "spoofed-bank");
    let run = fs::read_to_string(folder.join("run.json")).unwrap();
    let mut older: Value = serde_json::from_str(&run).unwrap();
    let (settings, known) = (older["settings"].take(), older["known"].take());
    older["schema"] = json!("hdrtrace-evidence/1");
    older["options"] = json!({
        "name": known["name"], "now": settings["clock"], "at": settings["at"],
        "offline": settings["dns"]["offline"], "client_ip": null, "helo": null, "mail_from": null,
        "trust": settings["trust"], "protect": settings["protect"], "cut": older["cut"],
    });
    for name in ["settings", "known", "cut"] {
        older.as_object_mut().unwrap().remove(name);
    }
    let older = older.to_string();
    let manifest = fs::read_to_string(folder.join("MANIFEST.sha256")).unwrap();
    fs::write(
        folder.join("MANIFEST.sha256"),
        manifest.replace(&sha256(run.as_bytes()), &sha256(older.as_bytes())),
    )
    .unwrap();
    fs::write(folder.join("run.json"), older).unwrap();
    casefile::verify(&folder, None).unwrap();
}

#[test]
fn evidence_needs_a_clock_that_stands_still() {
    let scratch = Scratch::new("clock");
    let bytes = b"From: a@b.example\r\n\r\nx\r\n";
    let given = Given::default();
    let report = analyze(bytes, &given).unwrap();
    let folder = scratch.join("case");
    let refused = casefile::write(
        &folder,
        bytes,
        &report,
        &given.settings,
        &given.known,
        &[],
        false,
    );
    assert!(matches!(refused, Err(CasefileError::Clock)));
    assert!(!folder.exists());
}

#[test]
fn evidence_is_never_written_over_and_never_half_there() {
    let scratch = Scratch::new("over");
    let folder = scratch.join("case");
    fs::create_dir(&folder).unwrap();
    let bytes = b"From: a@b.example\r\n\r\nx\r\n";
    let options = Given {
        settings: Settings {
            clock: Clock::stopped(),
            ..Settings::default()
        },
        ..Given::default()
    };
    let report = analyze(bytes, &options).unwrap();
    let refused = casefile::write(
        &folder,
        bytes,
        &report,
        &options.settings,
        &options.known,
        &[],
        false,
    );
    assert!(matches!(refused, Err(CasefileError::Exists(_))));
    let deep = scratch.join("no/such/case");
    assert!(
        casefile::write(
            &deep,
            bytes,
            &report,
            &options.settings,
            &options.known,
            &[],
            false
        )
        .is_err()
    );
    assert!(!deep.exists());
    assert_eq!(
        fs::read_dir(&scratch.0).unwrap().count(),
        1,
        "something was left behind"
    );
}

#[test]
fn a_report_changed_together_with_its_manifest_is_refused() {
    let scratch = Scratch::new("forged");
    let folder = scratch.join("case");
    write(&folder, "spoofed-bank");
    let report = fs::read_to_string(folder.join("report.json")).unwrap();
    let forged = report.replace("203.0.113.9", "203.0.113.8");
    let manifest = fs::read_to_string(folder.join("MANIFEST.sha256")).unwrap();
    fs::write(
        folder.join("MANIFEST.sha256"),
        manifest.replace(&sha256(report.as_bytes()), &sha256(forged.as_bytes())),
    )
    .unwrap();
    fs::write(folder.join("report.json"), forged).unwrap();
    assert!(matches!(
        casefile::verify(&folder, None),
        Err(CasefileError::Differs { .. })
    ));
}

fn run(home: &Scratch, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_hdrtrace"))
        // The settings of whoever runs the tests are not part of them.
        .env("HDRTRACE_CONFIG", "")
        .args(arguments)
        .env("XDG_CONFIG_HOME", &home.0)
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn the_commands_work_together() {
    let home = Scratch::new("commands");
    let message = samples().join("spoofed-bank.eml").display().to_string();
    let answers = samples()
        .join("spoofed-bank.dns.json")
        .display()
        .to_string();
    let case = home.join("case").display().to_string();
    let traced = run(
        &home,
        &["--replay-dns", &answers, "--evidence", &case, &message],
    );
    assert!(traced.status.success(), "{}", text(&traced.stderr));
    let verified = run(&home, &["verify-evidence", &case]);
    assert!(verified.status.success(), "{}", text(&verified.stderr));

    let redacted = run(&home, &["redact", &message]);
    assert!(redacted.status.success(), "{}", text(&redacted.stderr));
    assert!(!text(&redacted.stdout).contains("robin"));
    assert!(
        text(&redacted.stderr)
            .contains("of sender.example (selector k1) no longer verifies: To changed")
    );

    let out = home.join("reports").display().to_string();
    let mut arguments = vec![
        "report",
        "arf",
        &message,
        "--replay-dns",
        &answers,
        "--reporter",
        "Desk <abuse@reporter.example>",
    ];
    let one = run(&home, &arguments);
    assert!(one.status.success(), "{}", text(&one.stderr));
    assert!(text(&one.stdout).contains("Feedback-Type: abuse"));
    arguments.extend(["--out", &out]);
    let all = run(&home, &arguments);
    assert!(all.status.success(), "{}", text(&all.stderr));
    let mut names: Vec<String> = fs::read_dir(&out)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(
        names,
        ["01-network-203.0.113.9.eml", "02-signer-sender.example.eml"]
    );
}

#[test]
fn xarf_without_a_port_is_an_error_that_names_the_flag() {
    let home = Scratch::new("port");
    let message = samples().join("spoofed-bank.eml").display().to_string();
    let output = run(
        &home,
        &[
            "report",
            "xarf",
            &message,
            "--offline",
            "--reporter",
            "abuse@reporter.example",
        ],
    );
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty() && text(&output.stderr).contains("--source-port"));
}

#[test]
fn a_part_of_a_message_is_neither_redacted_nor_reported() {
    let home = Scratch::new("cut");
    let path = home.join("mail.eml");
    let file = fs::File::create(&path).unwrap();
    file.set_len(hdrtrace::input::MAX_INPUT as u64 + 1).unwrap();
    let message = path.display().to_string();
    let report = [
        "report",
        "text",
        &message,
        "--offline",
        "--reporter",
        "a@reporter.example",
    ];
    for arguments in [&["redact", &message][..], &report] {
        let output = run(&home, arguments);
        assert_eq!(output.status.code(), Some(2));
        let said = text(&output.stderr);
        assert!(said.contains("a part of a message is not"), "{said}");
    }
}

#[cfg(unix)]
#[test]
fn the_key_is_made_once_and_for_its_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let home = Scratch::new("key");
    let message = samples().join("clean.eml").display().to_string();
    let first = run(&home, &["redact", &message]);
    let key = home.join("hdrtrace/redaction.key");
    assert_eq!(
        fs::metadata(&key).unwrap().permissions().mode() & 0o777,
        0o600
    );
    let again = run(&home, &["redact", &message]);
    assert_eq!(first.stdout, again.stdout);
    fs::set_permissions(&key, fs::Permissions::from_mode(0o644)).unwrap();
    let refused = run(&home, &["redact", &message]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(
        text(&refused.stderr).contains("chmod 600"),
        "{}",
        text(&refused.stderr)
    );
}

#[test]
fn a_leak_stops_the_command() {
    let home = Scratch::new("leak");
    let path = home.join("mail.eml");
    let redacted = |rest: &str| {
        let head = "From: a@sender.example\r\nTo: robin@example.net\r\n";
        fs::write(&path, format!("{head}{rest}")).unwrap();
        run(&home, &["redact", &path.display().to_string()])
    };
    // Signs that change the character set stand within the name, as no redactor sees it: the reader of texts leaves them out.
    let output = redacted(
        "Content-Type: text/plain; charset=iso-2022-jp\r\n\r\nfor ro\x1b(Bbin@exam\x1b(Bple.net\r\n",
    );
    assert_eq!(
        output.status.code(),
        Some(3),
        "{}{}",
        text(&output.stdout),
        text(&output.stderr)
    );
    assert!(output.stdout.is_empty());
    assert!(
        text(&output.stderr).contains("is left in the body"),
        "{}",
        text(&output.stderr)
    );
    assert!(!text(&output.stderr).contains("robin"));
    // A name in two pieces that stand in the wrong order, which the reader of MIME puts together, is replaced whole.
    let output = redacted(
        "Content-Type: application/pdf;\r\n name*1=\"ple.net.pdf\";\r\n name*0=\"for-robin@exam\"\r\n\r\nx\r\n",
    );
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(!text(&output.stdout).contains("robin"));
}
