//! The command over mailboxes, archives and messages that carry others.

use crate::scratch::Scratch;
use serde_json::Value;
use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

fn hdrtrace(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hdrtrace"));
    command
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("LC_ALL", "C.UTF-8")
        .env_remove("TZ")
        .arg("--no-config")
        .args(args);
    command
}

/// Standard output, standard error, exit code.
fn run(args: &[&str]) -> (String, String, i32) {
    told(&hdrtrace(args).output().expect("the command runs"))
}

fn told(output: &Output) -> (String, String, i32) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let code = output.status.code().expect("an exit code");
    (text(&output.stdout), text(&output.stderr), code)
}

fn reports(args: &[&str]) -> Vec<Value> {
    let (out, err, code) = run(&[args, &["--offline", "--format", "json"]].concat());
    assert_eq!(code, 0, "{err}");
    out.lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect()
}

const SEPARATOR: &str = "From a@sender.example Sat May  2 10:00:00 2026\n";

fn message(number: usize) -> String {
    format!(
        "Received: from out.sender.example (out.sender.example [203.0.113.9])\n\
         \tby mx.example.net (Postfix) with ESMTPS id 6C2A913D117\n\
         \tfor <robin@example.net>; Sat, 2 May 2026 10:00:0{number} +0000 (UTC)\n\
         From: Alice <alice@sender.example>\nTo: robin@example.net\nSubject: Minutes {number}\n\
         Date: Sat, 2 May 2026 10:00:00 +0000\nMessage-ID: <{number}@sender.example>\n\nHello {number}.\n"
    )
}

fn mailbox(count: usize) -> String {
    let messages: Vec<String> = (1..=count)
        .map(|number| format!("{SEPARATOR}{}\n", message(number)))
        .collect();
    messages.concat()
}

/// What somebody sends who reports a message; `from` and `subject` are his.
fn reported(from: &str, subject: &str) -> String {
    format!(
        "From: {from}\nTo: abuse@example.net\nSubject: {subject}\nDate: Sun, 3 May 2026 08:00:00 +0000\n\
         Message-ID: <r@example.net>\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n\
         --b\nContent-Type: text/plain\n\nplease check\n--b\nContent-Type: message/rfc822\n\
         Content-Disposition: attachment; filename=\"orig.eml\"\n\n{}--b--\n",
        message(1)
    )
}

#[test]
fn several_messages_are_listed_and_one_is_traced() {
    let scratch = Scratch::new();
    let inbox = scratch.file("inbox", mailbox(3));
    let (out, err, code) = run(&["--offline", &inbox]);
    assert_eq!((err.as_str(), code), ("", 0));
    let lines: Vec<&str> = out.lines().collect();
    assert!(
        lines[0].contains("severity") && lines[0].contains("Subject"),
        "{out}"
    );
    for (number, line) in (1..).zip(&lines[1..4]) {
        assert!(line.starts_with(&format!(" {number} ")), "{line}");
        assert!(line.ends_with(&format!("Minutes {number}")), "{line}");
        assert!(line.contains("203.0.113.9"), "{line}");
    }
    assert!(
        out.ends_with("3 messages; --message N chooses one\n"),
        "{out}"
    );
    assert!(lines.iter().all(|line| line.chars().count() <= 80), "{out}");

    let (one, _, code) = run(&["--offline", &inbox, "--message", "2"]);
    assert_eq!(code, 0);
    assert!(one.contains("Subject      Minutes 2"), "{one}");
    assert!(
        one.contains("Found in     mbox mailbox, message 2, byte"),
        "{one}"
    );

    let (_, err, code) = run(&["--offline", &inbox, "--message", "4"]);
    assert_eq!(code, 2);
    assert!(
        err.contains("invalid --message value 4: the input has 3 messages"),
        "{err}"
    );

    // A mailbox of one message has nothing to list.
    let single = scratch.file("single", mailbox(1));
    let (out, _, _) = run(&["--offline", &single]);
    assert!(out.contains("ROUTE") && out.contains("Found in"), "{out}");
}

#[test]
fn json_has_every_message_with_its_place() {
    let scratch = Scratch::new();
    let text = mailbox(3);
    let inbox = scratch.file("inbox", &text);
    for (number, report) in (1..).zip(reports(&[&inbox])) {
        let input = &report["input"];
        assert_eq!(input["container"], "mbox");
        assert_eq!(input["member"], number.to_string());
        assert_eq!(input["original_bytes"], true);
        let place =
            |name: &str| usize::try_from(input[name].as_u64().expect("a number")).expect("small");
        let found = &text[place("offset")..place("offset") + place("length")];
        assert_eq!(found, message(number));
        assert_eq!(input["sha256"], hdrtrace::sha256(found.as_bytes()));
    }
    let only = reports(&[&inbox, "--message", "3"]);
    assert_eq!(only.len(), 1);
    assert_eq!(only[0]["message"]["subject"], "Minutes 3");
}

#[test]
fn a_mailbox_comes_from_a_pipe_and_from_a_folder() {
    let scratch = Scratch::new();
    let mut child = hdrtrace(&["--offline", "--format", "json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the command runs");
    child
        .stdin
        .take()
        .expect("a pipe")
        .write_all(mailbox(2).as_bytes())
        .expect("it reads");
    let (out, _, code) = told(&child.wait_with_output().expect("it ends"));
    assert_eq!((out.lines().count(), code), (2, 0));

    for part in ["cur", "new", "tmp"] {
        fs::create_dir(scratch.path(part)).expect("a folder");
    }
    scratch.file("cur/1700000000.M1.host:2,FS", message(1));
    scratch.file("new/1700000001.M2.host", message(2));
    scratch.file("tmp/1700000002.M3.host", message(3));
    scratch.file("dovecot-uidlist", "3 V1 N3\n");
    let found = reports(&[&scratch.path("")]);
    let members: Vec<&str> = found
        .iter()
        .map(|report| report["input"]["member"].as_str().expect("text"))
        .collect();
    assert_eq!(
        members,
        ["cur/1700000000.M1.host:2,FS", "new/1700000001.M2.host"]
    );
    assert_eq!(found[0]["input"]["facts"][0]["value"], "FS");
}

#[test]
fn what_takes_one_message_says_how_to_choose_it() {
    let scratch = Scratch::new();
    let inbox = scratch.file("inbox", mailbox(2));
    let folder = scratch.path("evidence");
    for args in [
        &["--offline", "--format", "html", &inbox][..],
        &["--offline", "--evidence", &folder, &inbox],
        &["redact", &inbox],
        &["recover", "--offline", &inbox],
        &[
            "report",
            "text",
            &inbox,
            "--reporter",
            "abuse@example.net",
            "--offline",
        ],
    ] {
        let (out, err, code) = run(args);
        assert_eq!(code, 2, "{args:?}: {out}{err}");
        assert!(
            err.contains("several messages") && err.contains("--message N"),
            "{args:?}: {err}"
        );
    }
    assert!(!PathBuf::from(&folder).exists());
    let (out, err, code) = run(&["--offline", "--evidence", &folder, &inbox, "--message", "2"]);
    assert_eq!(code, 0, "{out}{err}");
    let (_, err, code) = run(&["verify-evidence", &folder]);
    assert_eq!(code, 0, "{err}");
    let key = scratch.path("key");
    let (out, err, code) = run(&["redact", &inbox, "--message", "2", "--redact-key", &key]);
    assert_eq!(code, 0, "{err}");
    assert!(
        out.contains("Minutes 2") && !out.contains("robin@"),
        "{out}"
    );
}

#[test]
fn a_damaged_member_is_told_and_the_others_go_on() {
    let scratch = Scratch::new();
    fs::create_dir(scratch.path("mail")).expect("a folder");
    scratch.file("mail/1.eml", message(1));
    scratch.file("mail/2.eml", b"\x89PNG\r\n");
    scratch.file(
        "mail/3.eml.gz",
        b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03cut",
    );
    scratch.file("mail/4.eml", message(4));
    scratch.file("mail/notes.txt", "Dear all,\n");
    let (out, err, code) = run(&["--offline", "--format", "json", &scratch.path("mail")]);
    assert_eq!((out.lines().count(), code), (2, 2), "{err}");
    let lines: Vec<&str> = err.lines().collect();
    assert_eq!(lines.len(), 2, "{err}");
    assert!(lines[0].contains("2.eml: is not a message"), "{err}");
    assert!(
        lines[1].contains("3.eml.gz") && lines[1].contains("damaged gzip file"),
        "{err}"
    );
}

#[test]
fn a_reported_message_is_traced_first() {
    let scratch = Scratch::new();
    let report = scratch.file(
        "report.eml",
        reported("Robin <robin@example.net>", "FW: phish"),
    );
    let (out, _, _) = run(&["--offline", &report]);
    assert!(out.contains("Subject      Minutes 1"), "{out}");
    assert!(
        out.contains("Carried by   Robin <robin@example[.]net>"),
        "{out}"
    );
    assert!(
        out.contains("Sun, 3 May 2026 08:00:00 +0000, FW: phish"),
        "{out}"
    );
    let found = reports(&[&report]);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0]["input"]["container"], "message");
    assert_eq!(found[0]["input"]["member"], "2");
    assert_eq!(
        found[0]["input"]["wrappers"][0]["from"],
        "Robin <robin@example.net>"
    );
    assert_eq!(
        found[0]["input"]["sha256"],
        hdrtrace::sha256(message(1).trim_end().as_bytes())
    );

    let outer = &reports(&[&report, "--inner", "no"])[0];
    assert_eq!(outer["message"]["subject"], "FW: phish");
    assert_eq!(outer["input"]["inside"][0]["name"], "orig.eml");
    let (out, _, _) = run(&["--offline", &report, "--inner", "no"]);
    assert!(
        out.contains("Carries      orig.eml (part 2); --inner yes traces it"),
        "{out}"
    );
}

#[test]
fn the_list_marks_what_another_message_carries() {
    let scratch = Scratch::new();
    let report = reported("Robin <robin@example.net>", "FW: phish");
    let inbox = scratch.file(
        "inbox",
        format!("{SEPARATOR}{report}\n{SEPARATOR}{}\n", message(2)),
    );
    let (list, _, _) = run(&["--offline", &inbox]);
    let lines: Vec<&str> = list.lines().collect();
    assert!(lines[1].starts_with(" 1\u{21b3}    "), "{list}");
    assert!(lines[2].starts_with(" 2     "), "{list}");
    assert!(
        list.contains("\n \u{21b3} attached to another message\n"),
        "{list}"
    );
    let (list, _, _) = run(&["--offline", "--inner", "no", &inbox]);
    assert!(!list.contains('\u{21b3}'), "{list}");
}

/// A message of Outlook, in a report of it, in a mailbox, in an archive.
#[test]
fn containers_lie_in_each_other() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let outlook = fs::read(root.join("fuzz/seeds/outlook/received.msg")).expect("a message");
    let coded: Vec<String> = outlook
        .iter()
        .map(|byte| format!("={byte:02X}=\n"))
        .collect();
    let coded = coded.concat();
    let report = format!(
        "From: robin@example.net\nSubject: 3|x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n\
         --b\n\nplease check\n--b\nContent-Type: application/octet-stream; name=x.msg\n\
         Content-Transfer-Encoding: quoted-printable\n\n{coded}\n--b--\n"
    );
    let scratch = Scratch::new();
    let mut archive = zip::ZipWriter::new(fs::File::create(scratch.path("x.zip")).expect("a file"));
    archive
        .start_file("mail/inbox", zip::write::SimpleFileOptions::default())
        .expect("a member");
    archive
        .write_all(format!("{SEPARATOR}{report}\n").as_bytes())
        .expect("room");
    archive.finish().expect("an archive");
    let found = reports(&[&scratch.path("x.zip")]);
    let input = &found[0]["input"];
    let steps: Vec<&str> = input["within"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|step| step["container"].as_str().expect("a word"))
        .collect();
    assert_eq!(steps, ["zip", "mbox", "message"]);
    assert_eq!(input["container"], "msg");
    assert_eq!(input["original_bytes"], false);
    assert_eq!(input["sha256"], hdrtrace::sha256(&outlook));
    assert_eq!(input["wrappers"][0]["subject"], "3|x");
    let (_, err, code) = run(&["redact", &scratch.path("x.zip"), "--inner", "yes"]);
    assert_eq!(code, 2);
    assert!(err.contains("does not have the original bytes"), "{err}");
}

/// A sender can attach a genuine message to his own, so that it would be the one that is looked at.
#[test]
fn what_a_suspicious_message_carries_does_not_hide_it() {
    let scratch = Scratch::new();
    let bait = scratch.file(
        "bait.eml",
        reported(
            "\"PayPal service@paypal.com\" <x@evil.example>",
            "1|Your account",
        ),
    );
    let found = reports(&[&bait]);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0]["message"]["subject"], "1|Your account");
    assert_eq!(found[0]["input"]["inside"][0]["part"], "2");
    assert_eq!(
        reports(&[&bait, "--inner", "yes"])[0]["message"]["subject"],
        "Minutes 1"
    );
}

#[test]
fn what_cannot_be_opened_within_a_message_is_told() {
    let scratch = Scratch::new();
    let broken = reported("robin@example.net", "FW").replace(
        "--b--\n",
        "--b\nContent-Type: application/octet-stream; name=x.msg\n\nnothing\n--b--\n",
    );
    let path = scratch.file("two.eml", broken);
    let (out, err, code) = run(&["--offline", "--format", "json", "--inner", "yes", &path]);
    assert_eq!((out.lines().count(), code), (1, 2), "{err}");
    assert!(err.contains("two.eml: 3: is not a message"), "{err}");
}

/// Whoever attaches a message can write all of it, the fields of a receiver, too.
#[test]
fn an_attached_header_authenticates_nobody_by_itself() {
    let inner = "Return-Path: <boss@sender.example>\n\
        Authentication-Results: mx.example.net; spf=pass smtp.mailfrom=sender.example; dmarc=pass header.from=sender.example\n\
        Received: from out.sender.example (out.sender.example [203.0.113.9])\n\
        \tby mx.example.net (Postfix) with ESMTPS id 6C2A913D117\n\
        \tfor <robin@example.net>; Sat, 2 May 2026 10:00:09 +0000 (UTC)\n\
        From: Boss <boss@sender.example>\nTo: robin@example.net\nSubject: Pay this\n\
        Date: Sat, 2 May 2026 10:00:00 +0000\nMessage-ID: <1@sender.example>\n\nHi\n";
    let carrier = format!(
        "From: x@evil.example\nTo: abuse@example.net\nSubject: FW\nDate: Sun, 3 May 2026 08:00:00 +0000\n\
         Message-ID: <r@evil.example>\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n\
         --b\n\nfyi\n--b\nContent-Type: message/rfc822\n\n{inner}--b--\n"
    );
    let scratch = Scratch::new();
    let path = scratch.file("carrier.eml", carrier);
    let alone = scratch.file("alone.eml", inner);
    let spf =
        |report: &Value| report["authentication"]["receiver"]["spf_mail_from"]["trusted"].clone();
    assert_eq!(spf(&reports(&[&alone])[0]), true);
    let carried = &reports(&[&path])[0];
    assert_eq!(carried["message"]["subject"], "Pay this");
    assert_eq!(spf(carried), false);
    assert!(
        carried["claims"]
            .as_array()
            .expect("a list")
            .iter()
            .all(|claim| claim["trusted"] == false)
    );
    // Who vouches for it says so.
    assert_eq!(spf(&reports(&[&path, "--trust", "auto"])[0]), true);
}

#[test]
fn what_a_client_is_called_undoes_nothing_in_a_mailbox() {
    let scratch = Scratch::new();
    let text = message(1).replace("from out.sender.example ", "from hxxps.example ");
    let inbox = scratch.file("inbox", format!("{SEPARATOR}{text}\n"));
    let alone = scratch.file("alone.eml", &text);
    for path in [&inbox, &alone] {
        let report = &reports(&[path])[0];
        assert_eq!(report["input"]["original_bytes"], true, "{path}");
        assert_eq!(
            report["route"]["hops"][0]["from"]["helo"], "hxxps.example",
            "{path}"
        );
    }
}

#[test]
fn what_a_folder_hides_or_ignores_is_skipped_and_said() {
    let scratch = Scratch::new();
    let root = PathBuf::from(scratch.path("mail"));
    for (path, number) in [
        ("1.eml", 1),
        ("drafts/2.eml", 2),
        ("keep/drafts/3.eml", 3),
        (".cache/4", 4),
        (".5", 5),
        (".6.eml", 6),
        ("box/cur/7", 7),
        ("box/.Sent/cur/8", 8),
    ] {
        let path = root.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(&path, message(number)).expect("a file");
    }
    for folder in ["box/new", "box/.Sent/new"] {
        fs::create_dir_all(root.join(folder)).expect("a folder");
    }
    fs::write(root.join(".ignore"), "drafts\n").expect("a file");
    fs::write(root.join("keep/.rgignore"), "!drafts\n").expect("a file");
    let root = root.display().to_string();
    let subjects = |more: &[&str]| -> Vec<String> {
        let args = [&["scan", "--offline", "--format", "csv", &root], more].concat();
        let (out, err, _) = run(&args);
        let is_whole = more.contains(&"--hidden") && more.contains(&"--no-ignore");
        assert_eq!(err.contains("skipped"), !is_whole, "{err}");
        let mut found: Vec<String> = out
            .lines()
            .filter_map(|line| Some(line.split_once(",Minutes ")?.1[..1].to_owned()))
            .collect();
        found.sort();
        found
    };
    assert_eq!(subjects(&[]), ["1", "3", "6", "7", "8"]);
    assert_eq!(subjects(&["--no-ignore"]), ["1", "2", "3", "6", "7", "8"]);
    // The file of patterns itself is hidden, and no message.
    assert_eq!(subjects(&["--hidden"]), ["1", "3", "4", "5", "6", "7", "8"]);
    assert_eq!(subjects(&["--hidden", "--no-ignore"]).len(), 8);
    let box_ = format!("{root}/box");
    fs::write(format!("{box_}/.ignore"), "cur\n").expect("a file");
    let (_, err, code) = run(&["scan", "--offline", &box_]);
    assert_eq!(code, 2, "{err}");
    assert!(err.contains("0 messages, 1 errors"), "{err}");
    assert!(
        err.contains("holds no message (0 files looked at; 2 skipped as hidden or because of"),
        "{err}"
    );
    let (_, err, _) = run(&["scan", "--offline", &root]);
    assert!(
        err.contains("3 files or folders skipped because of .ignore files; --no-ignore reads them"),
        "{err}"
    );
}
