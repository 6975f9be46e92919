//! The command as a person or a script meets it. DNS is a server on loopback, or nothing.

use crate::scratch::Scratch;
use crate::shared;
use crate::support::{Options, Server, Zone};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::fs;
use std::io::{Read, Write};
use std::net::UdpSocket;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};
use unicode_width::UnicodeWidthStr;

const TRACED: i32 = 0;
const FOUND: i32 = 1;
const UNREADABLE: i32 = 2;

/// A mail that needs four questions: SPF of both identities, DMARC of its domain and of the one above.
const MAIL: &str = "Return-Path: <alice@sender.example>\r\n\
    Received: from out.sender.example (out.sender.example [203.0.113.9])\r\n\
    \tby mx.example.net (Postfix) with ESMTPS id 6C2A913D117\r\n\
    \tfor <robin@example.net>; Sat, 2 May 2026 10:00:09 +0000 (UTC)\r\n\
    From: Alice <alice@sender.example>\r\n\
    Subject: Minutes\r\n\
    Date: Sat, 2 May 2026 10:00:00 +0000\r\n\
    Message-ID: <1@sender.example>\r\n\
    \r\n\
    Hello.\r\n";

fn zone() -> Value {
    json!({
        "sender.example": [{"type": "TXT", "data": "v=spf1 ip4:203.0.113.9 -all"}],
        "out.sender.example": [],
        "_dmarc.sender.example": [{"type": "TXT", "data": "v=DMARC1; p=reject"}],
        "_dmarc.example": [{"type": "NXDOMAIN"}],
    })
}

fn serve(options: Options) -> Server {
    Zone::from_json(&zone()).serve(options)
}

/// The command, with nothing of the tester's surroundings that changes what it prints.
fn hdrtrace() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hdrtrace"));
    command.current_dir(env!("CARGO_MANIFEST_DIR"));
    for name in [
        "NO_COLOR",
        "CLICOLOR",
        "CLICOLOR_FORCE",
        "COLUMNS",
        "LC_ALL",
        "LC_CTYPE",
        "TERM",
    ] {
        command.env_remove(name);
    }
    command
        .env("LANG", "en_GB.UTF-8")
        .env("HDRTRACE_CONFIG", "")
        .stdin(Stdio::null());
    command
}

/// Runs the command with these arguments.
fn run(args: &[&str]) -> Output {
    hdrtrace().args(args).output().expect("the command runs")
}

/// Runs it with this standard input.
fn piped(command: &mut Command, input: &[u8]) -> Output {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command runs");
    let mut stdin = child.stdin.take().expect("a pipe");
    let input = input.to_vec();
    let writer = std::thread::spawn(move || {
        let _ = stdin.write_all(&input);
    });
    let output = child.wait_with_output().expect("the command ends");
    writer.join().expect("the writer ends");
    output
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("an exit code, no signal")
}

fn reports(output: &Output) -> Vec<Value> {
    let text = out(output);
    assert!(text.is_empty() || text.ends_with('\n'));
    text.lines()
        .map(|line| serde_json::from_str(line).expect("one JSON object a line"))
        .collect()
}

fn samples() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let mut samples: Vec<(String, String)> = fs::read_dir(folder)
        .expect("the samples")
        .map(|entry| entry.expect("an entry").file_name())
        .filter_map(|name| Some(name.to_str()?.strip_suffix(".eml")?.to_owned()))
        .map(|name| {
            (
                format!("samples/{name}.eml"),
                format!("samples/{name}.dns.json"),
            )
        })
        .collect();
    samples.sort();
    assert!(samples.len() >= 8, "{samples:?}");
    samples
}

// Input

#[test]
fn standard_input_is_read_without_a_file_and_for_a_hyphen() {
    for args in [
        &["--offline", "--format", "json"][..],
        &["--offline", "--format", "json", "-"],
    ] {
        let output = piped(hdrtrace().args(args), MAIL.as_bytes());
        assert_eq!(code(&output), TRACED, "{}", err(&output));
        assert_eq!(err(&output), "");
        let reports = reports(&output);
        assert_eq!(reports.len(), 1);
        assert_eq!(reports[0]["input"]["name"], "-");
        assert_eq!(reports[0]["input"]["size"], MAIL.len());
        assert_eq!(reports[0]["message"]["subject"], "Minutes");
    }
}

#[test]
fn one_bad_file_does_not_stop_the_others() {
    let scratch = Scratch::new();
    let good = scratch.file("good.eml", MAIL);
    let png = scratch.file("logo.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    let empty = scratch.file("empty.eml", "");
    let prose = scratch.file("notes.txt", "Dear diary,\n\nnothing happened.\n");
    let missing = scratch.path("missing.eml");
    let folder = scratch.path("nothing-in-it");
    std::fs::create_dir(&folder).expect("a folder");
    let files = [&good, &png, &empty, &missing, &folder, &prose, &good];
    let output = hdrtrace()
        .args(["--offline", "--format", "json"])
        .args(files)
        .output()
        .expect("the command runs");
    assert_eq!(code(&output), UNREADABLE);
    let names: Vec<_> = reports(&output)
        .iter()
        .map(|report| report["input"]["name"].clone())
        .collect();
    assert_eq!(names, [json!(good), json!(good)]);
    // One line each, which names the file and the reason.
    let errors = err(&output);
    let lines: Vec<&str> = errors.lines().collect();
    assert_eq!(lines.len(), 5, "{errors}");
    for (line, (file, reason)) in lines.iter().zip([
        (&png, "is a PNG image"),
        (&empty, "is empty"),
        (&missing, "no such file"),
        (&folder, "holds no message"),
        (&prose, "has no header field of a message"),
    ]) {
        // What cannot be read at all is said so; the rest is said of the file.
        let names = [
            format!("hdrtrace: {file}: "),
            format!("hdrtrace: cannot read {file}: "),
        ];
        assert!(names.iter().any(|name| line.starts_with(name)), "{line}");
        assert!(line.contains(reason), "{line}");
        assert!(!line.contains("os error"), "{line}");
    }
}

#[test]
fn each_bad_input_alone_ends_with_two() {
    let scratch = Scratch::new();
    let empty = scratch.file("empty.eml", "");
    for args in [
        &["--offline", "no-such-file.eml"][..],
        &["--offline", empty.as_str()],
        &["--offline", "src/words"],
        &["--offline", "--no-such-option"],
        &["--offline", "--trust", "everyone", "samples/clean.eml"],
        &["--offline", "--at", "yesterday", "samples/clean.eml"],
        &[
            "--offline",
            "--nameserver",
            "192.0.2.53",
            "samples/clean.eml",
        ],
        &["--replay-dns", "no-such-file.json", "samples/clean.eml"],
        &["--replay-dns", "Cargo.toml", "samples/clean.eml"],
    ] {
        let output = run(args);
        assert_eq!(code(&output), UNREADABLE, "{args:?}");
        assert_eq!(out(&output), "", "{args:?}");
        assert!(!err(&output).is_empty(), "{args:?}");
    }
}

#[test]
fn a_trusted_hop_that_is_not_there_is_an_error_of_that_file_alone() {
    let scratch = Scratch::new();
    let hop = "Received: from a.example ([192.0.2.7]) by b.example with ESMTP id 1; Sat, 2 May 2026 10:00:00 +0000\r\n";
    let one = scratch.file("one.eml", format!("{hop}From: a@a.example\r\n\r\nHi.\r\n"));
    let three = scratch.file(
        "three.eml",
        format!("{hop}{hop}{hop}From: a@a.example\r\n\r\nHi.\r\n"),
    );
    let output = run(&["--offline", "--trust", "hop:9", &three]);
    assert_eq!((code(&output), out(&output).as_str()), (UNREADABLE, ""));
    let said = err(&output);
    assert!(
        said.contains("hop:9") && said.contains("has 3 hops"),
        "{said}"
    );

    let output = run(&[
        "--offline",
        "--format",
        "json",
        "--trust",
        "hop:2",
        &one,
        &three,
    ]);
    assert_eq!(code(&output), UNREADABLE);
    let said = err(&output);
    assert!(
        said.contains("one.eml") && said.contains("has 1 hop "),
        "{said}"
    );
    assert!(!said.contains("three.eml"), "{said}");
    let report: Value = serde_json::from_str(&out(&output)).unwrap();
    assert_eq!(report["route"]["boundary"]["hop"], 2);
}

#[test]
fn a_file_name_cannot_command_the_terminal() {
    let output = run(&["--offline", "no\x1b[2Jsuch\u{202e}.eml"]);
    assert!(
        !err(&output).contains(['\x1b', '\u{202e}']),
        "{}",
        err(&output)
    );
}

// Output

#[test]
fn a_closed_pipe_is_no_error() {
    // More than a pipe holds, so that the writer meets the closed end.
    let files = vec!["samples/microsoft.eml"; 40];
    for format in ["terminal", "json"] {
        let mut child = hdrtrace()
            .args(["--offline", "--format", format])
            .args(&files)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the command runs");
        let mut pipe = child.stdout.take().expect("a pipe");
        pipe.read_exact(&mut [0; 16]).expect("it begins to write");
        drop(pipe);
        let output = child.wait_with_output().expect("it ends");
        assert_eq!(err(&output), "", "{format}");
        assert_eq!(code(&output), TRACED, "{format}");
    }
}

#[test]
fn fail_on_decides_between_nought_and_one() {
    let worst = |sample: &str, level: &str| {
        let capsule = format!("samples/{sample}.dns.json");
        let message = format!("samples/{sample}.eml");
        code(&run(&[
            "--replay-dns",
            &capsule,
            "--fail-on",
            level,
            &message,
        ]))
    };
    // The spoofed bank has a high finding; the clean mail none above info.
    for level in ["info", "notice", "warning", "high"] {
        assert_eq!(worst("spoofed-bank", level), FOUND, "{level}");
    }
    assert_eq!(worst("clean", "warning"), TRACED);
    assert_eq!(worst("clean", "high"), TRACED);
    assert_eq!(worst("list-arc", "notice"), FOUND);
    assert_eq!(worst("list-arc", "high"), TRACED);
    // Without the option a finding is no failure.
    let bank = [
        "--replay-dns",
        "samples/spoofed-bank.dns.json",
        "samples/spoofed-bank.eml",
    ];
    assert_eq!(code(&run(&bank)), TRACED);
    // What could not be read outweighs what was found.
    let output = run(&[&bank[..], &["--fail-on", "high", "missing.eml"]].concat());
    assert_eq!(code(&output), UNREADABLE);
}

#[test]
fn json_is_one_object_a_line() {
    let files: Vec<String> = samples().into_iter().map(|(message, _)| message).collect();
    let output = hdrtrace()
        .args(["--offline", "--format", "json"])
        .args(&files)
        .output()
        .expect("the command runs");
    let reports = reports(&output);
    assert_eq!(reports.len(), files.len());
    for (report, file) in reports.iter().zip(&files) {
        assert_eq!(report["schema"], "hdrtrace/1");
        assert_eq!(report["input"]["name"], json!(file));
    }
}

#[test]
fn colors_are_for_terminals_unless_asked_for() {
    let args = ["--offline", "samples/spoofed-bank.eml"];
    assert!(!out(&run(&args)).contains('\x1b'), "on a pipe");
    let always = [&args[..], &["--color", "always"]].concat();
    let colored = out(&run(&always));
    assert!(colored.contains("\x1b["));
    // The same words; a badge has blanks of its own.
    let plain = without_color(&colored);
    assert!(!plain.contains('\x1b'), "{plain}");
    let monochrome = out(&run(&args));
    assert!(plain.split_whitespace().eq(monochrome.split_whitespace()));
    let no_color = hdrtrace().args(args).env("NO_COLOR", "1").output();
    assert!(!out(&no_color.expect("it runs")).contains('\x1b'));
    let never = hdrtrace()
        .args(args)
        .args(["--color", "never"])
        .env("CLICOLOR_FORCE", "1")
        .output();
    assert!(!out(&never.expect("it runs")).contains('\x1b'));
}

/// The text without the sequences that set colors; any other escape stays.
fn without_color(text: &str) -> String {
    let mut parts = text.split("\x1b[");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once('m') {
            Some((numbers, rest)) if numbers.bytes().all(|b| b.is_ascii_digit() || b == b';') => {
                plain.push_str(rest);
            }
            _ => {
                plain.push_str("\x1b[");
                plain.push_str(part);
            }
        }
    }
    plain
}

#[test]
fn without_a_utf8_locale_the_report_is_ascii() {
    let scratch = Scratch::new();
    let odd = MAIL
        .replace("Alice", "=?utf-8?q?J=C3=BCrgen_=E2=80=AE?=")
        .replace("Minutes", "caf\u{e9} \u{4e2d}\u{6587} \u{1f600}")
        .replace("out.sender.example (", "\u{fc}mlaut.example (")
        .replace("@sender.example", "@b\u{fc}cher.example");
    let odd = scratch.file("odd \u{fc}.eml", odd);
    let mut files: Vec<String> = samples().into_iter().map(|(message, _)| message).collect();
    files.push(odd);
    for locale in [
        ("LANG", "C"),
        ("LC_ALL", "POSIX"),
        ("LANG", "de_DE.ISO-8859-1"),
        ("LANG", ""),
    ] {
        let output = hdrtrace()
            .arg("--offline")
            .args(&files)
            .env(locale.0, locale.1)
            .output()
            .expect("it runs");
        assert_eq!(code(&output), TRACED);
        let bad: Vec<String> = out(&output)
            .lines()
            .filter(|line| line.bytes().any(|byte| byte > 126))
            .map(str::to_owned)
            .collect();
        assert!(bad.is_empty(), "{locale:?}: {bad:#?}");
    }
    // The first variable that is set decides.
    let output = hdrtrace()
        .args(["--offline", "samples/spoofed-bank.eml"])
        .envs(HashMap::from([("LC_ALL", "C.UTF-8"), ("LANG", "C")]))
        .output()
        .expect("it runs");
    assert!(out(&output).contains('\u{2192}'));
}

/// Lines that take more columns than they may.
fn too_wide(text: &str, width: usize) -> Vec<String> {
    text.lines()
        .filter(|line| line.width() > width)
        .map(|line| format!("{}: {line}", line.width()))
        .collect()
}

#[test]
fn no_line_of_a_sample_is_wider_than_it_may_be() {
    for (message, capsule) in samples() {
        for width in ["60", "72", "80", "100", "160"] {
            let output = run(&["--replay-dns", &capsule, "--width", width, &message]);
            assert_eq!(code(&output), TRACED, "{}", err(&output));
            let wide = too_wide(&out(&output), width.parse().expect("a number"));
            assert!(wide.is_empty(), "{message} at {width}: {wide:#?}");
        }
        // A pipe has 80.
        let wide = too_wide(&out(&run(&["--offline", &message])), 80);
        assert!(wide.is_empty(), "{message}: {wide:#?}");
    }
}

/// The messages of the corpus, which is not part of the project.
fn corpus() -> Vec<PathBuf> {
    let mut files = Vec::new();
    for folder in ["phish", "ham2002", "spam2002", "lists"] {
        let folder = shared::path("corpus").join(folder);
        let entries = fs::read_dir(&folder).unwrap_or_else(|error| {
            panic!(
                "{}: {error} (set HDRTRACE_SHARED to the folder that holds corpus/)",
                folder.display()
            )
        });
        files.extend(entries.map(|entry| entry.expect("an entry").path()));
    }
    files.sort();
    files
}

#[test]
#[ignore = "needs HDRTRACE_SHARED"]
fn no_line_of_the_corpus_is_wider_than_eighty_columns() {
    let files = corpus();
    let some: Vec<&PathBuf> = files.iter().step_by(files.len() / 300).collect();
    assert!(some.len() >= 300, "{}", some.len());
    for locale in ["C", "C.UTF-8"] {
        let output = hdrtrace()
            .arg("--offline")
            .args(&some)
            .env("LANG", locale)
            .output()
            .expect("it runs");
        assert_eq!(code(&output), TRACED, "{}", err(&output));
        let wide = too_wide(&out(&output), 80);
        assert!(
            wide.is_empty(),
            "{} lines: {:#?}",
            wide.len(),
            &wide[..wide.len().min(20)]
        );
    }
}

// DNS

#[test]
fn offline_asks_nothing_and_says_so() {
    let output = piped(
        hdrtrace().args(["--offline", "--format", "json"]),
        MAIL.as_bytes(),
    );
    let report = &reports(&output)[0];
    assert_eq!(report["authentication"]["dmarc"]["skipped"], "offline");
    for answer in report["dns"].as_array().expect("a list") {
        assert_eq!(
            (&answer["rcode"], &answer["server"]),
            (&json!("skipped"), &Value::Null)
        );
    }
}

/// Replaying asks nothing even where a question is not in the capsule. There is no server to see it with, as the two
/// options conflict; what is not recorded must be called so.
#[test]
fn a_replay_asks_nothing_that_it_does_not_hold() {
    let scratch = Scratch::new();
    let empty = json!({"schema": "hdrtrace-dns/1", "messages": [{"answers": []}]});
    let capsule = scratch.file("empty.json", empty.to_string());
    let message = scratch.file("mail.eml", MAIL);
    let output = run(&["--format", "json", "--replay-dns", &capsule, &message]);
    assert_eq!(code(&output), TRACED, "{}", err(&output));
    let report = &reports(&output)[0];
    assert_eq!(
        report["authentication"]["dmarc"]["skipped"],
        "not-in-capsule"
    );
    assert_eq!(report["findings"], json!([]));
}

#[test]
fn what_is_recorded_replays_to_the_same_bytes() {
    let scratch = Scratch::new();
    let server = serve(Options::default());
    let address = server.addr().to_string();
    let message = scratch.file("mail.eml", MAIL);
    let capsule = scratch.path("mail.dns.json");
    for format in ["json", "terminal"] {
        let live = run(&[
            "--format",
            format,
            "--nameserver",
            &address,
            "--overwrite",
            "--record-dns",
            &capsule,
            &message,
        ]);
        assert_eq!(code(&live), TRACED, "{}", err(&live));
        let asked = server.questions().len();
        let replayed = run(&["--format", format, "--replay-dns", &capsule, &message]);
        assert_eq!(out(&live), out(&replayed), "{format}");
        assert_eq!(server.questions().len(), asked, "the replay asked");
    }
    assert_eq!(server.unforeseen(), [""; 0]);
    let report = &reports(&run(&[
        "--format",
        "json",
        "--replay-dns",
        &capsule,
        &message,
    ]))[0];
    assert_eq!(report["authentication"]["dmarc"]["result"], "pass");
}

#[test]
fn several_messages_are_recorded_in_one_capsule() {
    let scratch = Scratch::new();
    let server = serve(Options::default());
    let address = server.addr().to_string();
    let one = scratch.file("one.eml", MAIL);
    let two = scratch.file("two.eml", MAIL.replace("Hello", "Hi"));
    let capsule = scratch.path("both.dns.json");
    let live = run(&[
        "--format",
        "json",
        "--nameserver",
        &address,
        "--record-dns",
        &capsule,
        &one,
        &two,
    ]);
    let replayed = run(&["--format", "json", "--replay-dns", &capsule, &one, &two]);
    assert_eq!(reports(&live).len(), 2);
    assert_eq!(out(&live), out(&replayed));
}

#[test]
fn a_capsule_of_another_message_is_refused() {
    let scratch = Scratch::new();
    let server = serve(Options::default());
    let address = server.addr().to_string();
    let message = scratch.file("mail.eml", MAIL);
    let other = scratch.file("other.eml", MAIL.replace("Hello", "Good day"));
    let capsule = scratch.path("mail.dns.json");
    run(&["--nameserver", &address, "--record-dns", &capsule, &message]);
    let output = run(&["--replay-dns", &capsule, &other]);
    assert_eq!((code(&output), out(&output).as_str()), (UNREADABLE, ""));
    let error = err(&output);
    assert!(
        error.starts_with(&format!("hdrtrace: {other}: ")),
        "{error}"
    );
    assert!(
        error.contains("belong to") && error.contains("--record-dns"),
        "{error}"
    );
    // The caller may know better.
    let output = run(&["--replay-dns", &capsule, "--replay-any", &other]);
    assert_eq!(code(&output), TRACED, "{}", err(&output));
}

/// A report is there within the time given, and says that DNS did not answer.
fn assert_unreachable(server: &str, least: Duration, most: Duration) {
    let start = Instant::now();
    let command = [
        "--format",
        "json",
        "--nameserver",
        server,
        "--dns-timeout",
        "1",
    ];
    let output = piped(hdrtrace().args(command), MAIL.as_bytes());
    let taken = start.elapsed();
    assert!(taken >= least && taken < most, "{taken:?}");
    assert_eq!(code(&output), TRACED, "{}", err(&output));
    let report = &reports(&output)[0];
    let findings = report["findings"].as_array().expect("a list");
    let accused = |finding: &Value| {
        finding["code"]
            .as_str()
            .is_some_and(|code| code.starts_with("AUT"))
    };
    assert!(!findings.iter().any(accused), "{findings:?}");
    let terminal = piped(
        hdrtrace().args(["--nameserver", server, "--dns-timeout", "1"]),
        MAIL.as_bytes(),
    );
    let text = out(&terminal);
    assert!(
        text.contains("not verified (DNS") && text.contains("DNS: 0 of"),
        "{text}"
    );
}

/// Starting the program and reading the answer on a busy machine.
const SLACK: Duration = Duration::from_secs(2);

#[test]
fn a_silent_server_costs_no_more_than_the_time_given() {
    let silent = UdpSocket::bind("127.0.0.1:0").expect("a port");
    let address = silent.local_addr().expect("bound").to_string();
    assert_unreachable(
        &address,
        Duration::from_millis(900),
        Duration::from_secs(1) + SLACK,
    );
}

#[test]
fn a_port_that_nobody_listens_on_costs_no_time() {
    let port = UdpSocket::bind("127.0.0.1:0").expect("a port");
    let address = port.local_addr().expect("bound").to_string();
    drop(port);
    assert_unreachable(&address, Duration::ZERO, Duration::from_secs(1) + SLACK);
}

// Help

#[test]
fn help_has_examples_and_exit_codes() {
    let output = run(&["--help"]);
    assert_eq!(code(&output), TRACED);
    let help = out(&output);
    for text in [
        "Examples:",
        "hdrtrace < invoice.eml",
        "--offline",
        "--record-dns",
        "--replay-dns",
        "--fail-on",
        "Exit codes:",
        "explain",
    ] {
        assert!(help.contains(text), "{text} is missing:\n{help}");
    }
    let wide = too_wide(&help, 100);
    assert!(wide.is_empty(), "{wide:#?}");
}

#[test]
fn a_finding_is_explained_by_code_and_by_name() {
    for finding in hdrtrace::findings::CATALOGUE {
        let text = out(&run(&["explain", finding.code]));
        assert!(text.contains(finding.name), "{}: {text}", finding.code);
    }
    let by_code = run(&["explain", "aut010"]);
    assert_eq!(out(&by_code), out(&run(&["explain", "dmarc-fail"])));
    assert!(out(&by_code).contains("How it can be wrong"));
    assert_eq!(code(&run(&["explain", "no-such-term"])), UNREADABLE);
}
