//! Files of mail queues.

use super::*;

fn record(kind: u8, data: &str) -> Vec<u8> {
    let mut out = vec![kind];
    let mut length = data.len();
    while length > 0x7f {
        out.push(u8::try_from(length & 0x7f).unwrap() | 0x80);
        length >>= 7;
    }
    out.push(u8::try_from(length).unwrap());
    out.extend_from_slice(data.as_bytes());
    out
}

/// A queue file up to its message.
fn envelope(records: &[(u8, &str)]) -> Vec<u8> {
    let sizes = [55, 259, 1, 0, 55, 0].map(|number| format!("{number:15}"));
    let mut out = record(b'C', &sizes.join(" "));
    for (kind, data) in [&[(b'T', "1777716000 250000")], records, &[(b'M', "")]].concat() {
        out.extend(record(kind, data));
    }
    out
}

fn with(mut file: Vec<u8>, records: &[(u8, &str)]) -> Vec<u8> {
    for (kind, data) in records {
        file.extend(record(*kind, data));
    }
    file
}

fn facts(taken: &Taken) -> Vec<String> {
    let facts = taken.messages[0].1.facts.iter();
    facts
        .map(|fact| format!("{}: {}", fact.name, fact.value))
        .collect()
}

const MESSAGE: &[(u8, &str)] = &[
    (b'N', "From: a@example.org"),
    (b'N', "Subject: 1"),
    (b'N', ""),
    (b'L', "hel"),
    (b'N', "lo 1"),
];

#[test]
fn a_queue_file_of_postfix_gives_its_message_and_tells_the_envelope() {
    let before = [
        (b'A', "client_name=unknown"),
        (b'A', "client_address=192.0.2.7"),
        (b'A', "log_client_address=192.0.2.7"),
        (b'A', "log_helo_name=front.example"),
        (b'A', "rewrite_context=remote"),
        (b'S', "a@example.org"),
        (b'O', "b@example.net"),
        (b'R', "b@example.net"),
        (b'O', "team@example.net"),
        (b'D', "c@example.net"),
    ];
    let file = with(envelope(&before), MESSAGE);
    let taken = take(&with(
        file,
        &[(b'X', ""), (b'R', "d@example.net"), (b'E', "")],
    ));
    assert_eq!(taken.texts(), [message(1)]);
    assert_eq!(
        facts(&taken),
        [
            "arrival: 2026-05-02T10:00:00Z",
            "client-name: unknown",
            "client-address: 192.0.2.7",
            "log-helo: front.example",
            "sender: a@example.org",
            "recipient: b@example.net",
            "original-recipient: team@example.net",
            "delivered-recipient: c@example.net",
            "recipient: d@example.net",
        ]
    );
    let origin = &taken.messages[0].1;
    assert_eq!((origin.offset, origin.length), (None, None));
}

#[test]
fn what_a_milter_inserted_stands_in_its_place() {
    let file = with(envelope(&[(b'S', "")]), &MESSAGE[..2]);
    let behind = file.len() + record(b'p', &" ".repeat(15)).len();
    let rest = with(
        Vec::new(),
        &[MESSAGE[2], (b'w', "wiped"), MESSAGE[3], MESSAGE[4]],
    );
    let rest = with(rest, &[(b'p', "              0"), (b'X', ""), (b'E', "")]);
    let inserted = format!("{:15}", behind + rest.len());
    let mut file = with(file, &[(b'p', &inserted)]);
    file.extend(rest);
    let back = format!("{behind:15}");
    let long = format!("X-Spam: {}", "no".repeat(100));
    let taken = take(&with(file, &[(b'N', &long), (b'p', &back)]));
    let expected = message(1).replace("\n\n", &format!("\n{long}\n\n"));
    assert_eq!(taken.texts(), [expected]);
    assert_eq!(facts(&taken)[1], "sender: ");
}

#[test]
fn a_damaged_queue_file_is_an_error() {
    let file = with(envelope(&[]), MESSAGE);
    let start = format!("{:15}", envelope(&[]).len());
    for (records, says) in [
        (&[][..], "no whole record at byte "),
        (&[(b'p', &*start)], "its pointers lead in a circle"),
        (&[(b'p', "99999999")], "no whole record at byte 99999999"),
        (&[(b'p', "-1")], "no number in the pointer before byte "),
    ] {
        let taken = take(&with(file.clone(), records));
        let said = taken.end.unwrap_err().to_string();
        let expected = format!("is a damaged Postfix queue file: {says}");
        assert!(said.starts_with(&expected), "{said}");
    }
    let mut endless = file.clone();
    endless.extend(b"N\xff\xff\xff\xff\xff\xff\xff");
    take(&endless).end.unwrap_err();
}

#[test]
fn many_recipients_leave_the_client_out_of_nothing() {
    let many = vec![(b'R', "b@example.net"); 1000];
    let before = [&many[..], &[(b'A', "helo_name=c.example")]].concat();
    let file = with(envelope(&before), MESSAGE);
    let told = facts(&take(&with(file, &[(b'X', ""), (b'E', "")])));
    assert_eq!(told[1], "helo: c.example");
    assert_eq!(told.len(), crate::limits::MAX_FACTS);
}
