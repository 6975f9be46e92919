//! Archives, and what lies in them.

use super::*;

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

/// One message, whose end is not seen before the stream's.
#[test]
fn what_stands_behind_a_compressed_file_takes_nothing_from_it() {
    let text = message(1);
    let packed = gzip(text.as_bytes());
    let zeros = vec![0; 100_000];
    for padding in [&[][..], &[0], &zeros] {
        let taken = take(&[&packed, padding].concat());
        assert_eq!(taken.texts(), [&text]);
        assert_eq!(taken.failures, [""; 0]);
    }
    let twice = mailbox(&[&message(1), &message(2)]);
    let (one, other) = twice.as_bytes().split_at(30);
    for between in [&[][..], &zeros] {
        let taken = take(&[&gzip(one), between, &gzip(other), between].concat());
        assert_eq!(taken.texts(), [message(1), message(2)]);
        assert_eq!(taken.failures, [""; 0]);
    }
    for rest in [&b"hello"[..], b"\0\0hello", b"\x1fhello", b"\n"] {
        let taken = take(&[&packed, rest].concat());
        assert_eq!(taken.texts(), [&text]);
        let told = "is a damaged gzip file: other data follows its end";
        assert_eq!(taken.failures, [told], "{rest:?}");
    }
    let frame = ruzstd::encoding::compress_to_vec(
        text.as_bytes(),
        ruzstd::encoding::CompressionLevel::Fastest,
    );
    let taken = take(&[&frame[..], &frame, b"hello"].concat());
    assert_eq!(taken.texts(), [text.repeat(2)]);
    assert_eq!(taken.failures.len(), 1, "{:?}", taken.failures);
}

#[cfg(feature = "seven-zip")]
#[test]
fn damage_of_a_7z_archive_is_told_in_words() {
    let head = b"7z\xbc\xaf\x27\x1c\0\x04";
    for rest in [&[0; 24][..], &[7; 24], &[0xff; 90], b"x"] {
        let error = take(&[head, rest].concat()).end.unwrap_err().to_string();
        assert!(error.starts_with("is a damaged 7z archive: "), "{error}");
        assert!(!error.contains(['{', '(']), "{error}");
    }
}
