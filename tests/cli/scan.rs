//! `scan`: the same output whatever finishes first, and what is said of what could not be read.

use crate::scratch::Scratch;
use serde_json::Value;
use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

pub fn hdrtrace(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hdrtrace"));
    command
        .env("LC_ALL", "C.UTF-8")
        .env_remove("TZ")
        .arg("--no-config")
        .args(args);
    command
}

/// Standard output, standard error, exit code.
pub fn run(args: &[&str]) -> (String, String, i32) {
    let output = hdrtrace(args).output().expect("the command runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let code = output.status.code().expect("an exit code");
    (text(&output.stdout), text(&output.stderr), code)
}

fn message(number: usize) -> String {
    let from = if number.is_multiple_of(7) {
        "\"PayPal service@paypal.com\" <x@evil.example>"
    } else {
        "Alice <alice@sender.example>"
    };
    format!(
        "Received: from out.sender.example (out.sender.example [203.0.113.{}])\n\
         \tby mx.example.net (Postfix) with ESMTPS id 6C2A913D117\n\
         \tfor <robin@example.net>; Sat, 2 May 2026 10:00:09 +0000 (UTC)\n\
         From: {from}\nTo: robin@example.net\nSubject: Minutes {number}\n\
         Date: Sat, 2 May 2026 10:00:00 +0000\nMessage-ID: <{number}@sender.example>\n\n{}\n",
        number % 200 + 1,
        "Hello.\n".repeat(number % 50)
    )
}

fn mailbox(count: usize) -> String {
    let messages: Vec<String> = (1..=count)
        .map(|number| {
            format!(
                "From a@b.example Sat May  2 10:00:00 2026\n{}\n",
                message(number)
            )
        })
        .collect();
    messages.concat()
}

#[test]
fn the_output_is_the_same_for_any_number_of_threads() {
    let scratch = Scratch::new();
    let inbox = scratch.file("inbox", mailbox(300));
    for format in ["table", "json", "csv"] {
        let with = |jobs| {
            run(&[
                "scan",
                "--offline",
                "--format",
                format,
                "--jobs",
                jobs,
                &inbox,
            ])
        };
        let alone = with("1");
        assert_eq!(alone.2, 0, "{}", alone.1);
        let head = usize::from(format != "json");
        assert_eq!(alone.0.lines().count(), 300 + head, "{format}");
        for jobs in ["2", "8"] {
            assert!(with(jobs) == alone, "{format} with {jobs} threads");
        }
    }
    let (scanned, ..) = run(&["scan", "--offline", "--format", "json", &inbox]);
    let (traced, ..) = run(&[
        "--offline",
        "--depth",
        "verdict",
        "--format",
        "json",
        &inbox,
    ]);
    assert!(scanned == traced);
}

#[test]
fn the_same_messages_in_files_give_the_same_records() {
    let scratch = Scratch::new();
    let inbox = scratch.file("inbox", mailbox(30));
    let folder = std::path::PathBuf::from(scratch.path("mail"));
    fs::create_dir(&folder).expect("a folder");
    for number in 1..=30 {
        fs::write(folder.join(format!("{number:02}.eml")), message(number)).expect("a file");
    }
    let records = |path: &str| -> Vec<String> {
        let (out, err, code) = run(&["scan", "--offline", "--format", "csv", path]);
        assert_eq!(code, 0, "{err}");
        // Without what says where the message was.
        out.lines()
            .map(|line| line.split(',').skip(3).collect::<Vec<_>>().join(","))
            .collect()
    };
    assert_eq!(records(&inbox), records(&folder.display().to_string()));
}

#[test]
fn what_cannot_be_read_is_told_and_counted() {
    let scratch = Scratch::new();
    let good = scratch.file("good.eml", message(1));
    let bad = scratch.file("bad.eml.gz", b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03cut");
    let missing = scratch.path("missing");
    let list = scratch.file("list", format!("{missing}\n{good}\n"));
    let summary = scratch.path("summary.json");
    let (out, err, code) = run(&[
        "scan",
        "--offline",
        "--format",
        "json",
        &good,
        &bad,
        "--files-from",
        &list,
        "--summary",
        &summary,
    ]);
    assert_eq!((out.lines().count(), code), (2, 2), "{err}");
    let lines: Vec<&str> = err.lines().collect();
    assert_eq!(lines.len(), 2, "{err}");
    assert!(
        lines[0].contains("bad.eml.gz") && lines[0].contains("damaged gzip file"),
        "{err}"
    );
    assert!(lines[1].contains("missing"), "{err}");
    let told: Value =
        serde_json::from_str(&fs::read_to_string(&summary).expect("a file")).expect("JSON");
    assert_eq!(told["messages"], 2);
    assert_eq!(told["errors"], 2);
    assert_eq!(told["client_networks"]["counts"]["203.0.113.0/24"], 2);
}

#[test]
fn only_what_is_severe_enough_is_shown_and_all_is_counted() {
    let scratch = Scratch::new();
    let inbox = scratch.file("inbox", mailbox(70));
    let (out, err, _) = run(&["scan", "--offline", &inbox, "--min-severity", "warning"]);
    assert_eq!(out.lines().count(), 1 + 10, "{out}");
    // The numbers are those that --message takes.
    assert!(
        out.lines()
            .nth(1)
            .is_some_and(|line| line.starts_with(" 7 ")),
        "{out}"
    );
    assert!(err.contains("70 messages, 0 errors"), "{err}");
}

#[test]
fn a_reader_that_has_seen_enough_ends_it() {
    let scratch = Scratch::new();
    let inbox = scratch.file("inbox", mailbox(3000));
    let mut child = hdrtrace(&["scan", "--offline", "--format", "json", &inbox])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command runs");
    let mut first = String::new();
    let mut out = BufReader::new(child.stdout.take().expect("a pipe"));
    out.read_line(&mut first).expect("a line");
    drop(out);
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn what_has_no_warning_is_of_the_least_severity() {
    let scratch = Scratch::new();
    let inbox = scratch.file("inbox", mailbox(20));
    let all = ["scan", "--offline", "--format", "csv", &inbox];
    let least = [&all[..], &["--min-severity", "info"]].concat();
    assert_eq!(run(&least), run(&all));
}

/// A stack that no system has room for: no thread can be started.
#[cfg(target_os = "linux")]
#[test]
fn where_there_are_no_threads_the_one_that_there_is_does_it() {
    let scratch = Scratch::new();
    let inbox = scratch.file("inbox", mailbox(600));
    let args = [
        "scan",
        "--offline",
        "--format",
        "csv",
        "--jobs",
        "4",
        &inbox,
    ];
    let alone = hdrtrace(&args)
        .env("RUST_MIN_STACK", "4611686018427387904")
        .output()
        .expect("it runs");
    assert_eq!(alone.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&alone.stdout), run(&args).0);
}

#[test]
fn what_was_skipped_is_counted_where_nothing_else_is() {
    let scratch = Scratch::new();
    let folder = std::path::PathBuf::from(scratch.path("mail"));
    fs::create_dir(&folder).expect("a folder");
    for name in [".a", ".b", "c.txt"] {
        fs::write(folder.join(name), message(1)).expect("a file");
    }
    fs::write(folder.join(".ignore"), "c.txt\n").expect("a file");
    let summary = scratch.path("summary.json");
    let folder = folder.display().to_string();
    let (_, err, code) = run(&["scan", "--offline", "--summary", &summary, &folder]);
    assert_eq!(code, 2);
    assert!(err.contains("1 file or folder skipped because of"), "{err}");
    let told = fs::read_to_string(&summary).expect("a summary");
    let told: Value = serde_json::from_str(&told).expect("JSON");
    assert_eq!(
        (&told["skipped_hidden"], &told["skipped_ignored"]),
        (&3.into(), &1.into())
    );
}

/// What has no time of receipt is judged by the present, which in a replay is that of the recording.
#[test]
fn a_replay_is_of_the_moment_of_its_recording() {
    let scratch = Scratch::new();
    let bare = scratch.file("bare.eml", "From: a@sender.example\n\nHello.\n");
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/samples/spoofed-bank.dns.json");
    let recording: Value =
        serde_json::from_str(&fs::read_to_string(sample).expect("a recording")).expect("JSON");
    let args = [
        "scan",
        "--replay-dns",
        sample,
        "--replay-any",
        "--format",
        "json",
        &bare,
    ];
    let (out, err, code) = run(&args);
    assert_eq!(code, 0, "{err}");
    let report: Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(report["as_of"]["source"], "now");
    assert_eq!(
        report["as_of"]["time"],
        recording["messages"][0]["recorded_at"]
    );
}

#[cfg(unix)]
#[test]
fn an_error_names_the_member_that_it_is_of() {
    let scratch = Scratch::new();
    let folder = std::path::PathBuf::from(scratch.path("mail"));
    fs::create_dir_all(folder.join("d1")).expect("a folder");
    std::os::unix::fs::symlink("nowhere", folder.join("d1/105.eml")).expect("a link");
    fs::write(folder.join("1.eml"), message(1)).expect("a file");
    let folder = folder.display().to_string();
    let (_, err, code) = run(&["scan", "--offline", &folder]);
    assert_eq!(code, 2);
    let told = format!("hdrtrace: {folder}: d1/105.eml: no such file\n");
    assert!(err.starts_with(&told), "{err}");
}

/// What is told on standard error is for people: whether they listen changes neither the output nor the exit code.
#[test]
fn nobody_at_standard_error_ends_nothing() {
    let scratch = Scratch::new();
    let inbox = scratch.file("inbox", mailbox(3));
    let (missing, out) = (scratch.path("missing"), scratch.path("out.csv"));
    let args = ["scan", "--offline", "--out", &out, &missing, &inbox];
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    let status = hdrtrace(&args).stderr(writer).status().expect("it runs");
    assert_eq!(status.code(), Some(2));
    let written = fs::read_to_string(&out).expect("the output");
    assert_eq!(written.lines().count(), 1 + 3, "{written}");
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    let traced = hdrtrace(&["--offline", "--format", "json", &missing, &inbox])
        .stderr(writer)
        .output()
        .expect("it runs");
    assert_eq!(traced.status.code(), Some(2));
    assert_eq!(traced.stdout.split(|byte| *byte == b'\n').count(), 3 + 1);
}

#[test]
fn what_is_said_of_one_message_is_refused() {
    let scratch = Scratch::new();
    let inbox = scratch.file("inbox", mailbox(1));
    for option in [
        ["--message", "1"],
        ["--client-ip", "192.0.2.7"],
        ["--record-dns", "x.json"],
    ] {
        let (_, err, code) = run(&["scan", "--offline", option[0], option[1], &inbox]);
        assert_eq!(code, 2, "{option:?}: {err}");
    }
}
