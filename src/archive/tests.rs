//! Containers by hand: what comes out of them, and where it stood.

use super::*;
use crate::words::origin::Origin;
use std::io::Write;
use std::ops::ControlFlow;

/// What came out of a container.
struct Taken {
    messages: Vec<(String, Origin)>,
    failures: Vec<String>,
    end: Result<Summary, ArchiveError>,
}

impl Taken {
    fn texts(&self) -> Vec<&str> {
        self.messages
            .iter()
            .map(|(text, _)| text.as_str())
            .collect()
    }
}

fn take(bytes: &[u8]) -> Taken {
    take_with(bytes, &Options::default())
}

fn take_with(bytes: &[u8], options: &Options) -> Taken {
    let (mut messages, mut failures) = (Vec::new(), Vec::new());
    let content = Content::Stream(Box::new(bytes));
    let end = walk(content, options, &mut |item| {
        match item {
            Item::Message(entry) => messages.push((
                String::from_utf8_lossy(&entry.bytes).into_owned(),
                entry.origin.unwrap_or_default(),
            )),
            Item::Failed(failure) => failures.push(failure.error.to_string()),
        }
        ControlFlow::Continue(())
    });
    Taken {
        messages,
        failures,
        end,
    }
}

const SEPARATOR: &str = "From a@example.org Sat May  2 10:00:00 2026\n";

fn mailbox(messages: &[&str]) -> String {
    let mut out = String::new();
    for message in messages {
        out.extend([SEPARATOR, message, "\n"]);
    }
    out
}

fn message(number: usize) -> String {
    format!("From: a@example.org\nSubject: {number}\n\nhello {number}\n")
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

fn tar(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = ::tar::Builder::new(Vec::new());
    for (name, bytes) in members {
        let mut header = ::tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        out.append_data(&mut header, name, *bytes).unwrap();
    }
    out.into_inner().unwrap()
}

fn zip(members: &[(&str, &[u8])], password: Option<&str>) -> Vec<u8> {
    let mut out = ::zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in members {
        let options = ::zip::write::SimpleFileOptions::default()
            .compression_method(::zip::CompressionMethod::Deflated);
        match password {
            Some(word) => out.start_file(
                *name,
                options.with_aes_encryption(::zip::AesMode::Aes256, word),
            ),
            None => out.start_file(*name, options),
        }
        .unwrap();
        out.write_all(bytes).unwrap();
    }
    out.finish().unwrap().into_inner()
}

#[test]
fn a_message_is_handed_on_as_it_is() {
    let taken = take(message(1).as_bytes());
    assert_eq!(taken.texts(), [message(1)]);
    assert_eq!(taken.messages[0].1, Origin::default());
}

#[test]
fn a_mailbox_gives_each_message_with_its_place() {
    let text = mailbox(&[&message(1), &message(2), &message(3)]);
    let taken = take(text.as_bytes());
    assert_eq!(taken.texts(), [message(1), message(2), message(3)]);
    for (text_of_it, origin) in &taken.messages {
        let start = usize::try_from(origin.offset.unwrap()).unwrap();
        let length = usize::try_from(origin.length.unwrap()).unwrap();
        assert_eq!(&text[start..start + length], text_of_it);
    }
    let crlf = text.replace('\n', "\r\n");
    assert_eq!(
        take(crlf.as_bytes()).texts()[1],
        message(2).replace('\n', "\r\n")
    );
}

#[test]
fn a_line_in_a_text_separates_nothing() {
    for text in [
        "hello\n\nFrom here on, Tue was bad\nX: y\n",
        "hello\n\nFrom a@example.org Sat May  2 10:00:00 2026\nis how it began\n",
        "hello\nFrom a@example.org Sat May  2 10:00:00 2026\nSubject: no empty line above\n",
        "hello\n\n>From a@example.org Sat May  2 10:00:00 2026\nSubject: quoted\n",
    ] {
        let message = format!("From: a@example.org\nSubject: 1\n\n{text}");
        let text = mailbox(&[&message, &message]);
        assert_eq!(take(text.as_bytes()).texts(), [&message, &message]);
    }
}

#[test]
fn what_mail_programs_put_before_a_message_is_told_beside_it() {
    for (separator, added, facts) in [
        (
            "From 1654953015393719153@xxx Mon Jan 06 04:49:45 +0000 2020",
            "X-GM-THRID: 1654\nX-Gmail-Labels: Spam,\n =?utf-8?q?Wichtig=21?=\n",
            &[("X-GM-THRID", "1654"), ("X-Gmail-Labels", "Spam, Wichtig!")][..],
        ),
        (
            "From - Fri Jan  1 00:00:00 2021",
            "X-Mozilla-Status: 0008\nX-Mozilla-Status2: 00000000\n",
            &[
                ("X-Mozilla-Status", "0008"),
                ("X-Mozilla-Status2", "00000000"),
            ],
        ),
        ("From a@example.org Sat May  2 10:00:00 2026", "", &[]),
    ] {
        let taken = take(format!("{separator}\n{added}{}\n", message(1)).as_bytes());
        assert_eq!(taken.texts(), [message(1)]);
        let told: Vec<(&str, &str)> = taken.messages[0]
            .1
            .facts
            .iter()
            .map(|fact| (fact.name.as_str(), fact.value.as_str()))
            .collect();
        assert_eq!(told[0], ("separator", separator));
        assert_eq!(&told[1..], facts);
    }
    // A sender's own field of such a name is his.
    let own = format!("X-Gmail-Labels: Inbox\n{}", message(1));
    assert_eq!(take(mailbox(&[&own]).as_bytes()).texts(), [own]);
}

#[test]
fn a_length_is_believed_where_the_mailbox_writes_it() {
    let inside = format!("hello\n\n{SEPARATOR}Subject: not a message\n\nbye\n");
    let with = |body: &str, length: usize| {
        format!("From: a@example.org\nContent-Length: {length}\n\n{body}")
    };
    let first = with(&inside, inside.len());
    let second = with("hi\n", 3);
    let text = mailbox(&[&first, &second]);
    assert_eq!(take(text.as_bytes()).texts(), [&first, &second]);
    // One sender's word over the messages behind his.
    let rest = mailbox(&[&message(2), &message(3)]);
    let lie = with("hi\n", 3 + 1 + rest.len() - 1);
    let text = format!("{}{rest}", mailbox(&[&lie]));
    assert_eq!(
        take(text.as_bytes()).texts(),
        [&lie, &message(2), &message(3)]
    );
    let wrong = with("hi\n", 7);
    let text = mailbox(&[&wrong, &message(2)]);
    assert_eq!(take(text.as_bytes()).texts(), [&wrong, &message(2)]);
}

#[test]
fn mmdf_gives_what_stands_between_its_lines() {
    let line = "\u{1}\u{1}\u{1}\u{1}\n";
    let text = format!(
        "{line}{}{line}{line}{SEPARATOR}{}\n{line}",
        message(1),
        message(2)
    );
    assert_eq!(take(text.as_bytes()).texts(), [message(1), message(2)]);
}

#[test]
fn babyl_gives_the_header_as_it_came() {
    let header = "From: a@example.org\nReceived: x\nSubject: 1\n\n";
    let text = format!(
        "BABYL OPTIONS:\nVersion: 5\n\u{1f}\u{c}\n1,,\n{header}*** EOOH ***\nFrom: a@example.org\n\nhello\n\n\u{1f}\u{c}\n0, unseen,,\n*** EOOH ***\n{}\n\u{1f}",
        message(2)
    );
    let taken = take(text.as_bytes());
    assert_eq!(taken.texts(), [&format!("{header}hello\n"), &message(2)]);
    assert_eq!(taken.messages[1].1.facts[0].value, "0, unseen,,");
}

#[test]
fn containers_lie_in_each_other() {
    let inbox = mailbox(&[&message(1), &message(2)]);
    let packed = zip(
        &[("a/inbox", inbox.as_bytes()), ("readme.txt", b"Hello!")],
        None,
    );
    let all = gzip(&tar(&[
        ("all.zip", &packed),
        ("3.eml", message(3).as_bytes()),
    ]));
    let taken = take(&all);
    assert_eq!(taken.texts(), [message(1), message(2), message(3)]);
    let steps: Vec<&str> = taken.messages[1]
        .1
        .steps
        .iter()
        .map(|step| step.member.as_str())
        .collect();
    assert_eq!(steps, ["1", "all.zip", "a/inbox", "2"]);
    assert_eq!(taken.end.unwrap().passed_over, 1);
}

#[test]
fn protected_archives_open_with_the_usual_words_and_with_a_given_one() {
    let text = message(1);
    for word in ["infected", "virus", "malware"] {
        let taken = take(&zip(&[("1.eml", text.as_bytes())], Some(word)));
        assert_eq!(taken.texts(), [&text], "{word}");
    }
    let packed = zip(
        &[("1.eml", text.as_bytes()), ("2.eml", text.as_bytes())],
        Some("s3cret"),
    );
    let taken = take(&packed);
    assert_eq!(
        taken.failures,
        [
            ArchiveError::Encrypted.to_string(),
            ArchiveError::Encrypted.to_string()
        ]
    );
    let options = Options {
        passwords: vec!["s3cret".to_owned()],
        ..Options::default()
    };
    assert_eq!(take_with(&packed, &options).texts(), [&text, &text]);
}

#[test]
fn a_damaged_member_is_an_error_in_its_place() {
    let inbox = mailbox(&[&message(1), &message(2)]);
    let packed = gzip(inbox.as_bytes());
    let bad = &packed[..packed.len() - 12];
    let all = tar(&[
        ("1.gz", bad),
        ("2.eml", message(3).as_bytes()),
        ("3.eml", b"\x89PNG\r\n"),
    ]);
    let taken = take(&all);
    assert_eq!(taken.failures.len(), 2, "{:?}", taken.failures);
    assert!(
        taken.failures[0].starts_with("is a damaged gzip file"),
        "{:?}",
        taken.failures
    );
    assert!(taken.texts().contains(&message(3).as_str()));
    // What comes first is there all the same.
    let cut = take(&all[..700]);
    assert!(cut.end.is_err() || !cut.failures.is_empty());
}

#[test]
fn what_holds_no_message_says_so() {
    let taken = take(&zip(
        &[("a.txt", b"Hello!"), ("b.png", b"\x89PNG\r\n")],
        None,
    ));
    assert_eq!(
        taken.end.unwrap_err().to_string(),
        "holds no message (2 files looked at)"
    );
}

#[test]
fn an_archive_in_an_archive_ends_somewhere() {
    let mut bytes = message(1).into_bytes();
    for _ in 0..9 {
        bytes = gzip(&bytes);
    }
    let taken = take(&bytes);
    assert_eq!(taken.failures, [ArchiveError::TooDeep.to_string()]);
    assert!(taken.texts().is_empty());
}

#[test]
fn what_expands_without_end_is_stopped() {
    let zeros = vec![0; 1 << 20];
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    out.write_all(message(1).as_bytes()).unwrap();
    for _ in 0..300 {
        out.write_all(&zeros).unwrap();
    }
    let taken = take(&out.finish().unwrap());
    assert_eq!(taken.failures, [ArchiveError::Expands.to_string()]);
}

#[test]
fn apple_mail_gives_the_message_alone() {
    let text = message(1);
    let list = "<plist><dict><key>flags</key><integer>8623750145</integer></dict></plist>\n";
    let taken = take(format!("{}\n{text}{list}", text.len()).as_bytes());
    assert_eq!(taken.texts(), [&text]);
    assert_eq!(taken.messages[0].1.facts[0].value, "8623750145");
    let short = take(format!("{}\n{text}", text.len() + 5).as_bytes());
    let said = short.end.unwrap_err().to_string();
    assert!(
        said.starts_with("is a damaged Apple Mail message"),
        "{said}"
    );
}

#[test]
fn two_messages_of_one_sender_hide_none_of_others() {
    let with = |body: &str, length: usize| {
        format!("From: a@example.org\nContent-Length: {length}\n\n{body}")
    };
    let first = with("hi\n", 3);
    let rest = mailbox(&[&message(2)]);
    let lie = with("hi\n", 3 + 1 + rest.len() - 1);
    let text = format!(
        "{}{rest}{}",
        mailbox(&[&first, &lie]),
        mailbox(&[&message(3)])
    );
    assert_eq!(
        take(text.as_bytes()).texts(),
        [&first, &lie, &message(2), &message(3)]
    );
}

#[test]
fn a_line_that_could_have_been_a_separator_is_told() {
    let text =
        format!("From: a@example.org\n\nhello\n{SEPARATOR}Subject: no empty line above\n\nhi\n");
    let taken = take(mailbox(&[&text, &message(2)]).as_bytes());
    assert_eq!(taken.texts(), [&text, &message(2)]);
    let fact = &taken.messages[0].1.facts[1];
    let place = SEPARATOR.len() + text.find(SEPARATOR).unwrap();
    assert_eq!(fact.name, "separator-lines");
    assert!(
        fact.value
            .starts_with(&format!("1, the first at byte {place};")),
        "{}",
        fact.value
    );
    // Blank lines before a mailbox are no message.
    let padded = format!("\n\r\n\0\0{}", mailbox(&[&message(1)]));
    assert_eq!(take(padded.as_bytes()).texts(), [message(1)]);
}

#[test]
fn what_a_sender_writes_makes_no_archive_of_a_message() {
    let start = "Return-Path: <";
    let text = format!(
        "{start}{}ustar@example.org>\n{}",
        "x".repeat(257 - start.len()),
        message(1)
    );
    assert_eq!(&text.as_bytes()[257..262], b"ustar");
    assert_eq!(take(text.as_bytes()).texts(), [&text]);
}

#[test]
fn what_came_before_the_damage_is_there() {
    let packed = gzip(mailbox(&[&message(1), &message(2), &message(3)]).as_bytes());
    let taken = take(&packed[..packed.len() - 6]);
    assert!(
        taken.texts().starts_with(&[&message(1), &message(2)]),
        "{:?}",
        taken.texts()
    );
    assert_eq!(taken.failures.len(), 1, "{:?}", taken.failures);
    let padded = [&packed[..], &[0; 512]].concat();
    assert_eq!(take(&padded).texts(), [message(1), message(2), message(3)]);
}

#[test]
fn a_field_of_the_sender_takes_no_body_away() {
    let text = format!("X-Apple-Content-Length: 9\n{}", message(1));
    let taken = take(format!("{}\n{text}", text.len()).as_bytes());
    assert_eq!(taken.texts(), [&text]);
    assert_eq!(taken.messages[0].1.keeps, crate::words::origin::Keeps::All);
}

#[test]
fn members_that_an_archive_hides_are_told() {
    let mut packed = zip(
        &[
            ("1.eml", message(1).as_bytes()),
            ("2.eml", message(2).as_bytes()),
        ],
        None,
    );
    // The second has the name of the first, in its own header and in the directory.
    let mut from = 0;
    while let Some(at) = memchr::memmem::find(&packed[from..], b"2.eml") {
        packed[from + at] = b'1';
        from += at + 1;
    }
    let taken = take(&packed);
    assert_eq!(taken.messages.len(), 1);
    assert!(
        taken.failures[0].contains("share their names"),
        "{:?}",
        taken.failures
    );
}
