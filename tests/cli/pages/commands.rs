//! Blocks of `sh`: each line is run in a folder that has what the pages speak of, or is listed here with the reason why not.

use super::{blocks, pages, root};
use crate::scratch::Scratch;
use std::fs;
use std::fs::File;
use std::path::Path;
use std::process::{Command, Output};

/// How the lines begin that are not run here, and where they are, or why nowhere.
const ELSEWHERE: &[(&str, &str)] = &[
    (
        "cargo ",
        "this builds, tests or measures the checkout: .ci/run",
    ),
    ("HDRTRACE_SHARED=", "the tests over public suites: .ci/run"),
    (
        "hdrtrace serve",
        "runs until it is stopped: tests/cli/serve.rs, .ci/serve",
    ),
    ("curl ", "asks a server: tests/cli/serve.rs, .ci/serve"),
    (
        "hdrtrace report arf  mail.eml",
        "--rdap asks registries: tests/net has their answers",
    ),
];

/// Pages that have tests of their own.
const OWN: &[(&str, &str)] = &[
    ("docs/systems/", "tests/cli/systems.rs"),
    ("docs/python.md", "python/tests, .ci/spark"),
    ("CONTRIBUTING.md", "it speaks of the checkout"),
    ("docs/RELEASING.md", "it speaks of the checkout"),
    ("docs/compared.md", "it speaks of other programs"),
];

/// A conversation of two messages.
const SESSION: &str = "S: 220 mx.example.net ESMTP\nC: EHLO client.example\nS: 250 mx.example.net\n\
    C: MAIL FROM:<a@client.example>\nS: 250 ok\nC: RCPT TO:<b@example.net>\nS: 250 ok\nC: DATA\n\
    S: 354 go on\nC: From: a@client.example\nC: Subject: one\nC: \nC: Hello\nC: .\nS: 250 queued\n\
    C: MAIL FROM:<a@client.example>\nS: 250 ok\nC: RCPT TO:<b@example.net>\nS: 250 ok\nC: DATA\n\
    S: 354 go on\nC: From: a@client.example\nC: Subject: two\nC: \nC: Hello\nC: .\nS: 250 queued\n\
    C: QUIT\nS: 221 bye\n";

/// The lines of `sh`, with those that a backslash continues, each with its page.
fn commands() -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (name, text) in pages() {
        if OWN.iter().any(|(own, _)| name.starts_with(own)) {
            continue;
        }
        for block in blocks(&text) {
            let is_command = |line: &&&str| line.starts_with("hdrtrace ");
            let hidden = block.lines.iter().find(is_command);
            match block.info {
                "sh" => {
                    let joined = block.lines.join("\n").replace("\\\n", "");
                    let lines = joined.lines().filter(|line| !line.trim().is_empty());
                    found.extend(lines.map(|line| (name.clone(), line.to_owned())));
                }
                _ if hidden.is_some() => panic!("{name}: {hidden:?} is in no block of sh"),
                _ => {}
            }
        }
    }
    found
}

/// What the pages speak of.
fn furnish(folder: &Path, command: &str) {
    let sample = |name: &str| fs::read(root().join("samples").join(name)).expect("a sample");
    let message = sample("clean.eml");
    let put = |name: &str, bytes: &[u8]| fs::write(folder.join(name), bytes).expect("a file");
    // What a file is, its content decides.
    for name in [
        "mail.eml",
        "message.eml",
        "invoice.eml",
        "phish.eml",
        "reported.msg",
    ] {
        put(name, &message);
    }
    let mut mailbox = b"From a@example.org Sat May  2 10:00:00 2026\n".to_vec();
    mailbox.extend(&message);
    mailbox.push(b'\n');
    let mailbox = mailbox.repeat(12);
    for name in [
        "inbox.mbox",
        "reported.mbox",
        "case.zip",
        "mail.zip",
        "digest.eml",
    ] {
        put(name, &mailbox);
    }
    for name in [
        "Maildir/cur",
        "Maildir/new",
        "Maildir/tmp",
        "samples",
        "srv/mail",
    ] {
        fs::create_dir_all(folder.join(name)).expect("a folder");
    }
    put("last", b"");
    for name in [
        "Maildir/cur/1:2,S",
        "samples/spoofed-bank.eml",
        "srv/mail/1.eml",
    ] {
        put(name, &message);
    }
    put("team.toml", &sample("rules.toml"));
    put("swaks.txt", SESSION.as_bytes());
    put("log.txt", SESSION.as_bytes());
    if command.contains("--replay-dns") {
        put("mail.dns.json", &sample("clean.dns.json"));
    }
    // Nothing is asked of the network: a server on loopback that is not there stands in for the system's.
    put(
        "settings.toml",
        b"[dns]\nnameserver = \"127.0.0.1:1\"\ntimeout = 1\n",
    );
}

fn run(command: &str, folder: &Path) -> Output {
    let programs = folder.join("bin");
    let path = std::env::var("PATH").expect("PATH");
    let stdin = File::open(folder.join("mail.eml")).expect("a message");
    Command::new("sh")
        .args(["-c", &command.replace("/srv/", "srv/")])
        .current_dir(folder)
        .stdin(stdin)
        .env("PATH", format!("{}:{path}", programs.display()))
        .env("HDRTRACE_CONFIG", folder.join("settings.toml"))
        .env("XDG_CONFIG_HOME", folder.join("home"))
        .env("LC_ALL", "C.UTF-8")
        .output()
        .expect("a shell")
}

#[test]
fn every_command_is_run_or_listed() {
    let mut used = vec![false; ELSEWHERE.len()];
    let mut wrong = Vec::new();
    let mut seen = 0;
    for (page, command) in commands() {
        let listed = ELSEWHERE
            .iter()
            .position(|(start, _)| command.starts_with(start));
        if let Some(at) = listed {
            used[at] = true;
            continue;
        }
        let scratch = Scratch::new();
        let folder = scratch.path("");
        let folder = Path::new(&folder);
        furnish(folder, &command);
        fs::create_dir(folder.join("bin")).expect("a folder");
        fs::hard_link(env!("CARGO_BIN_EXE_hdrtrace"), folder.join("bin/hdrtrace")).expect("a link");
        // A program that not every machine has stands at the end of a pipe.
        fs::hard_link("/bin/cat", folder.join("bin/jq"))
            .or_else(|_| fs::copy("/bin/cat", folder.join("bin/jq")).map(|_| ()))
            .expect("a copy");
        let command = command.replace("| jq -r '.verdict.summary'", "| jq");
        // Evidence is verified where there is some.
        if command.contains("verify-evidence") {
            let written = run("hdrtrace --offline --evidence case-17/ mail.eml", folder);
            assert!(written.status.success());
        }
        let output = run(&command, folder);
        if !matches!(output.status.code(), Some(0 | 1)) {
            let said = String::from_utf8_lossy(&output.stderr);
            wrong.push(format!("{page}: {command}: {}: {said}", output.status));
        }
        seen += 1;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(seen > 40, "{seen}");
    let unused = ELSEWHERE.iter().zip(used).find(|(_, used)| !used);
    assert!(unused.is_none(), "{unused:?}");
}

#[test]
fn options_within_sentences_are_real() {
    let mut wrong = Vec::new();
    let mut seen = 0;
    for (page, text) in pages() {
        let spans = text
            .lines()
            .flat_map(|line| line.split('`').skip(1).step_by(2));
        for span in spans.filter(|span| span.starts_with("hdrtrace ")) {
            let words = span.split_whitespace().skip(1);
            // Words of a command are lower-case letters; what follows is its own.
            let names: Vec<&str> = words
                .clone()
                .take_while(|word| word.chars().all(|c| c.is_ascii_lowercase() || c == '-'))
                .take_while(|word| !word.starts_with('-'))
                .collect();
            let options: Vec<&str> = words.filter(|word| word.starts_with("--")).collect();
            let Some(help) = help(&names) else {
                wrong.push(format!("{page}: {span}"));
                continue;
            };
            for option in options {
                let name = option.split(['=', ',', '…']).next().unwrap_or(option);
                if !help.contains(name) {
                    wrong.push(format!("{page}: {span}: {name}"));
                }
            }
            seen += 1;
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(seen > 10, "{seen}");
}

/// The help of the longest command that words name, if the first is one.
fn help(names: &[&str]) -> Option<String> {
    let ask = |names: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_hdrtrace"))
            .args(names)
            .arg("--help")
            .output()
            .expect("it runs");
        let shown = String::from_utf8_lossy(&output.stdout).into_owned();
        output.status.success().then_some(shown)
    };
    (0..=names.len().min(2))
        .rev()
        .filter(|&count| count > 0 || names.is_empty())
        .find_map(|count| ask(&names[..count]))
}
