//! `scan --resume`, `--out`, and the answers of DNS of a whole scan.

use crate::scan;
use crate::scratch::Scratch;
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

fn hdrtrace(args: &[&str]) -> Command {
    scan::hdrtrace(&[&["scan", "--offline"], args].concat())
}

/// Standard output, standard error, exit code.
fn run(args: &[&str]) -> (String, String, i32) {
    scan::run(&[&["scan", "--offline"], args].concat())
}

fn message(number: usize) -> String {
    format!(
        "Received: from out{}.sender.example (out.sender.example [203.0.113.{}])\n\
         \tby mx.example.net (Postfix) with ESMTPS id 6C2A913D117\n\
         \tfor <robin@example.net>; Sat, 2 May 2026 10:00:09 +0000 (UTC)\n\
         From: Alice <alice@sender.example>\nTo: robin@example.net\nSubject: Your invoice {number} is overdue\n\
         Date: Sat, 2 May 2026 10:00:00 +0000\nMessage-ID: <{number}@sender.example>\n\n{}\n",
        number % 3,
        number % 200 + 1,
        "Hello.\n".repeat(number % 50)
    )
}

fn mailbox(numbers: impl Iterator<Item = usize>) -> String {
    let mut out = String::new();
    for number in numbers {
        out.push_str("From a@b.example Sat May  2 10:00:00 2026\n");
        out.push_str(&message(number));
        out.push('\n');
    }
    out
}

/// A mailbox, a member that cannot be read, and some files.
fn inputs(scratch: &Scratch) -> Vec<String> {
    vec![
        scratch.file("inbox", mailbox(1..=150)),
        scratch.file("bad.eml.gz", b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03cut"),
        scratch.path("missing"),
        scratch.file("last.eml", message(151)),
    ]
}

#[test]
fn what_was_killed_at_any_moment_ends_as_if_it_had_not_been() {
    let scratch = Scratch::new();
    let inputs = inputs(&scratch);
    for format in ["table", "json", "csv"] {
        let summary = scratch.path("summary.json");
        let journal = scratch.path(&format!("journal-{format}"));
        let mut args: Vec<&str> = vec!["--format", format, "--summary", &summary];
        args.extend(inputs.iter().map(String::as_str));
        let whole = run(&args);
        assert_eq!(whole.2, 2, "{}", whole.1);
        let counted = fs::read_to_string(&summary).expect("a summary");
        args.extend(["--resume", &journal]);
        let mut killed = 0;
        for moment in 0..25 {
            let mut child = hdrtrace(&args)
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .expect("the command runs");
            std::thread::sleep(Duration::from_millis(moment * 7 % 60));
            let ended = child.try_wait().expect("its state");
            killed += usize::from(ended.is_none());
            child.kill().expect("it can be ended");
            child.wait().expect("it ends");
        }
        assert!(killed > 0, "{format}");
        assert!(run(&args) == whole, "{format}");
        assert_eq!(fs::read_to_string(&summary).expect("a summary"), counted);
        // From the journal alone.
        assert!(run(&args) == whole, "{format}");
    }
}

#[test]
fn every_beginning_of_a_journal_leads_to_the_same_output() {
    let scratch = Scratch::new();
    let inbox = scratch.file("inbox", mailbox(1..=4));
    let journal = scratch.path("journal");
    let args = ["--format", "csv", &inbox, "--resume", &journal];
    let whole = run(&args);
    let all = fs::read(&journal).expect("a journal");
    for end in (0..all.len()).step_by(61) {
        fs::write(&journal, &all[..end]).expect("a journal");
        assert!(run(&args) == whole, "{end}");
        let lines = fs::read(&journal).expect("a journal");
        // The moment of the scan is in its first line.
        assert_eq!(
            lines.split(|byte| *byte == b'\n').count(),
            all.split(|byte| *byte == b'\n').count(),
            "{end}"
        );
    }
}

#[test]
fn a_message_that_changed_is_traced_anew() {
    let scratch = Scratch::new();
    let journal = scratch.path("journal");
    let inbox = scratch.file("inbox", mailbox(1..=20));
    let args = ["--format", "json", &inbox, "--resume", &journal];
    run(&args);
    for numbers in [vec![1, 2, 99, 4, 5], vec![2, 3, 4], (1..=30).collect()] {
        scratch.file("inbox", mailbox(numbers.into_iter()));
        let (out, err, code) = run(&args);
        let plain = run(&args[..3]);
        assert_eq!((&out, &err, code), (&plain.0, &plain.1, plain.2));
        assert!(run(&args) == plain);
    }
}

#[test]
fn another_scans_journal_is_refused() {
    let scratch = Scratch::new();
    let inbox = scratch.file("inbox", mailbox(1..=3));
    let journal = scratch.path("journal");
    run(&["--format", "csv", &inbox, "--resume", &journal]);
    for other in [
        &["--format", "json", &inbox, "--resume", &journal][..],
        &[
            "--format", "csv", "--depth", "full", &inbox, "--resume", &journal,
        ],
        &["--format", "csv", &inbox, &inbox, "--resume", &journal],
    ] {
        let (out, err, code) = run(other);
        assert_eq!((out.as_str(), code), ("", 2));
        assert!(
            err.contains("is the journal of a scan with other inputs or options"),
            "{err}"
        );
    }
    for (bytes, why) in [
        (&b"From: a@b.example\n\nhello\n"[..], "is not a journal"),
        (b"no line end", "is not a journal"),
        (b"{\"schema\":\"hdrtrace-journal/0\"}\n", "is not a journal"),
    ] {
        let other = scratch.file("other", bytes);
        let (_, err, code) = run(&["--format", "csv", &inbox, "--resume", &other]);
        assert_eq!(code, 2);
        assert!(err.contains(why), "{err}");
        assert_eq!(
            fs::read(&other).expect("the file"),
            bytes,
            "it stays as it was"
        );
    }
}

#[test]
fn a_file_is_there_when_all_of_it_is() {
    let scratch = Scratch::new();
    let inbox = scratch.file("inbox", mailbox(1..=20));
    for (name, format) in [("out.ndjson", "json"), ("out.csv", "csv")] {
        let out = scratch.path(name);
        let (printed, ..) = run(&["--format", format, &inbox]);
        let (nothing, _, code) = run(&["--out", &out, &inbox]);
        assert_eq!((nothing.as_str(), code), ("", 0));
        assert_eq!(fs::read_to_string(&out).expect("the output"), printed);
        let (_, err, code) = run(&["--out", &out, &inbox]);
        assert_eq!(code, 2);
        assert!(err.contains("already exists"), "{err}");
    }
    let (_, err, _) = run(&["--out", &scratch.path("out.txt"), &inbox]);
    assert!(err.contains("--out takes a name that ends in"), "{err}");
    let (_, err, _) = run(&["--out", &scratch.path("x.csv"), "--format", "json", &inbox]);
    assert!(err.contains("disagree"), "{err}");
    let mut child = hdrtrace(&["--out", &scratch.path("killed.csv"), &inbox, &inbox, &inbox])
        .stderr(Stdio::null())
        .spawn()
        .expect("the command runs");
    child.kill().expect("it can be ended");
    child.wait().expect("it ends");
    assert!(!Path::new(&scratch.path("killed.csv")).exists());
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told() {
    let scratch = Scratch::new();
    let inbox = scratch.file("inbox", mailbox(1..=5));
    let full = fs::File::options()
        .write(true)
        .open("/dev/full")
        .expect("the device");
    let output = hdrtrace(&["--format", "csv", &inbox])
        .stdout(full)
        .output()
        .expect("the command runs");
    assert_eq!(output.status.code(), Some(2));
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(
        err.contains("No space left") || err.contains("no space left"),
        "{err}"
    );
}

#[test]
fn what_was_not_asked_is_listed() {
    let scratch = Scratch::new();
    let inbox = scratch.file("inbox", mailbox(1..=5));
    let wanted = scratch.path("wanted");
    let (_, err, code) = run(&["--dns-wanted", &wanted, &inbox]);
    assert_eq!(code, 0, "{err}");
    let wanted = fs::read_to_string(&wanted).expect("the questions");
    let lines: Vec<&str> = wanted.lines().collect();
    assert!(lines.contains(&"_dmarc.sender.example TXT"), "{wanted}");
    assert!(lines.is_sorted(), "{wanted}");
}

#[test]
fn messages_of_one_sender_are_a_campaign() {
    let scratch = Scratch::new();
    let inbox = scratch.file("inbox", mailbox(1..=9));
    let summary = scratch.path("summary.json");
    run(&["--summary", &summary, &inbox]);
    let json = fs::read_to_string(&summary).expect("a summary");
    let json: Value = serde_json::from_str(&json).expect("JSON");
    let campaigns = json["campaigns"].as_array().expect("a list");
    assert_eq!(campaigns.len(), 1, "{json:#}");
    assert_eq!(campaigns[0]["messages"], 9);
    assert_eq!(campaigns[0]["first_number"], 1);
    let (_, err, _) = run(&[&inbox]);
    assert!(err.contains("campaign of 9, from message 1"), "{err}");
}

#[test]
fn who_imitates_us_and_who_sends_in_our_name_is_counted() {
    let scratch = Scratch::new();
    let of = |number: usize, from: &str, more: &str| {
        let message = message(number).replace("Alice <alice@sender.example>", from);
        message.replacen("To: ", &format!("{more}To: "), 1)
    };
    let proven = "Authentication-Results: mx.example.net; dmarc=pass header.from=example.org\n";
    let messages = [
        of(1, "boss@example.org", ""),
        format!("{proven}{}", of(2, "boss@mail.example.org", "")),
        of(3, "boss@other.example", "Reply-To: <boss@exarnple.org>\n"),
        of(4, "boss@examp1e.org", ""),
    ];
    let paths: Vec<String> = (1..)
        .zip(&messages)
        .map(|(number, message)| scratch.file(&format!("{number}.eml"), message))
        .collect();
    let summary = scratch.path("summary.json");
    let mut args = vec!["--protect", "example.org", "--summary", &summary];
    args.extend(paths.iter().map(String::as_str));
    let (_, err, code) = run(&args);
    assert_eq!(code, 0, "{err}");
    let json = fs::read_to_string(&summary).expect("a summary");
    let json: Value = serde_json::from_str(&json).expect("JSON");
    let imitations = &json["imitations"]["counts"];
    assert_eq!(
        *imitations,
        serde_json::json!({"exarnple.org": 1, "examp1e.org": 1})
    );
    assert_eq!(
        json["in_our_name"]["counts"],
        serde_json::json!({"203.0.113.0/24": 1})
    );
}

/// What a sender writes at length costs a scan its length.
#[test]
fn long_subjects_are_compared_by_their_beginning() {
    let scratch = Scratch::new();
    let subject = format!("{}:{}", "[a]".repeat(200_000), "word ".repeat(100_000));
    let long = message(1).replace("Your invoice 1 is overdue", &subject);
    let path = scratch.file("long.eml", long);
    let journal = scratch.path("journal");
    let (_, err, code) = run(&["--format", "csv", &path, "--resume", &journal]);
    assert_eq!(code, 0, "{err}");
    let lines = fs::read_to_string(&journal).expect("a journal");
    let line = lines.lines().nth(1).expect("a message");
    let line: Value = serde_json::from_str(line).expect("JSON");
    let digest = &line["done"][0]["Message"]["digest"];
    let kept = digest["subject"].as_str().expect("a subject");
    assert!(subject.starts_with(kept) && kept.len() == 200, "{kept}");
}
