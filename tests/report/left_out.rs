//! What a limit leaves out is said.

use crate::given::{Given, analyze, analyze_all};
use hdrtrace::Report;
use hdrtrace::limits::{
    MAX_ARCHIVE_ENTRIES, MAX_CLAIM_FIELDS, MAX_LOGINS, MAX_MAILBOXES, MAX_PROCESSES,
    MAX_RECIPIENTS, MAX_TRACES, MAX_VENDOR_FIELDS, MAX_VENDOR_VALUES, MAX_WORDS,
};
use hdrtrace::message::DamageKind;

fn report(raw: &str) -> Report {
    analyze(raw.as_bytes(), &Given::default()).unwrap()
}

/// How many were left out, by a kind of damage.
fn left_out(report: &Report, kind: DamageKind) -> Option<usize> {
    let mut damage = report.input.damage.iter();
    damage.find(|one| one.kind == kind).map(|one| one.count)
}

#[test]
fn fields_beyond_what_is_read_of_their_kind_are_counted() {
    for (field, most, kind) in [
        (
            "Authentication-Results: mx.example.net; spf=pass",
            MAX_CLAIM_FIELDS,
            DamageKind::TooManyResults,
        ),
        (
            "X-Spam-Status: No, score=1",
            MAX_VENDOR_FIELDS,
            DamageKind::TooManyFilterFields,
        ),
        (
            "X-Originating-IP: [192.0.2.7]",
            MAX_TRACES,
            DamageKind::TooManyTraces,
        ),
    ] {
        let raw = |count: usize| {
            let fields = format!("{field}\r\n").repeat(count);
            report(&format!(
                "Date: x\r\n{fields}From: a@b.example\r\n\r\nhi\r\n"
            ))
        };
        assert_eq!(left_out(&raw(most), kind), None, "{field}");
        let more = raw(most + 3);
        assert_eq!(left_out(&more, kind), Some(3), "{field}");
    }
}

#[test]
fn addresses_beyond_those_that_are_read_are_counted() {
    for field in ["To", "Cc", "Reply-To"] {
        let raw = |count: usize| {
            let all = vec!["a@b.example"; count].join(",\r\n ");
            report(&format!(
                "From: a@b.example\r\n{field}: {all}\r\n\r\nhi\r\n"
            ))
        };
        let kind = DamageKind::TooManyAddresses;
        assert_eq!(left_out(&raw(MAX_MAILBOXES), kind), None, "{field}");
        assert_eq!(left_out(&raw(MAX_MAILBOXES + 3), kind), Some(3), "{field}");
    }
}

#[test]
fn values_of_a_filter_beyond_those_listed_are_counted() {
    let symbols: Vec<String> = (0..MAX_VENDOR_VALUES + 40)
        .map(|number| format!("R{number}(1.0)[]"))
        .collect();
    let raw = format!(
        "X-Spamd-Result: default: False [1.0 / 15.0];\r\n\t{}\r\nFrom: a@b.example\r\n\r\nhi\r\n",
        symbols.join(";\r\n\t")
    );
    let report = report(&raw);
    let last = report.vendors[0].field.values.last().expect("a value");
    assert_eq!(last.key, "left-out");
    assert!(last.value.parse::<usize>().unwrap() >= 40, "{last:?}");
}

#[test]
fn an_archive_of_too_many_entries_is_named_as_one() {
    let zip = "PK\u{3}\u{4}".to_owned() + &"PK\u{1}\u{2}".repeat(MAX_ARCHIVE_ENTRIES + 1);
    let report = report(&format!(
        "From: a@b.example\r\nMIME-Version: 1.0\r\nContent-Type: application/zip; name=a.zip\r\n\
        Content-Disposition: attachment\r\n\r\n{zip}\r\n"
    ));
    let attachment = &report.body.done().unwrap().attachments[0];
    let archive = attachment.archive.as_ref().expect("an archive");
    assert_eq!(
        (archive.names.len(), archive.left_out),
        (0, MAX_ARCHIVE_ENTRIES + 1)
    );
}

const HEAD: &str = "S: 220 mx.example.net ESMTP\nC: EHLO client.example\nS: 250 mx.example.net\n";

/// What there may be too many of, how many are kept, and a session of so many.
type Input<'a> = (&'a str, usize, &'a dyn Fn(usize) -> String);

#[test]
fn a_session_of_more_than_is_kept_says_so() {
    let log_in = "C: AUTH PLAIN AGFsaWNlAG1haWw=\nS: 535 no\n";
    let recipient = "C: RCPT TO:<c@example.net>\nS: 250 ok\n";
    let log = |process: usize| {
        format!(
            "May  2 10:00:00 mx postfix/smtpd[{process}]: connect from client.example[192.0.2.7]\n\
            May  2 10:00:00 mx postfix/smtpd[{process}]: > client.example[192.0.2.7]: 220 mx.example.net ESMTP\n"
        )
    };
    let recipients = |count: usize| {
        format!(
            "{HEAD}C: MAIL FROM:<a@b.example>\nS: 250 ok\n{}",
            recipient.repeat(count)
        )
    };
    let words = |count: usize| {
        format!(
            "220 mx ESMTP EHLO a 250 ok {}",
            "NOOP 250 ok ".repeat(count / 3)
        )
    };
    let logs = |count: usize| (0..count).map(log).collect::<String>();
    let inputs: [Input<'_>; 4] = [
        ("log-ins", MAX_LOGINS, &|count| {
            HEAD.to_owned() + &log_in.repeat(count)
        }),
        ("recipients", MAX_RECIPIENTS, &recipients),
        ("words", MAX_WORDS, &words),
        ("processes", MAX_PROCESSES, &logs),
    ];
    for (what, most, input) in inputs {
        for (count, is_said) in [(most / 2, false), (most + 9, true)] {
            let reports = analyze_all(input(count).as_bytes(), &Given::default()).unwrap();
            let said = left_out(&reports[0], DamageKind::TooLarge).is_some();
            assert_eq!(said, is_said, "{count} {what}");
        }
    }
}
