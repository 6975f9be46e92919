//! Mailboxes, and messages by themselves.

use super::*;

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
fn a_field_of_the_sender_takes_no_body_away() {
    let text = format!("X-Apple-Content-Length: 9\n{}", message(1));
    let taken = take(format!("{}\n{text}", text.len()).as_bytes());
    assert_eq!(taken.texts(), [&text]);
    assert_eq!(taken.messages[0].1.keeps, crate::words::origin::Keeps::All);
}

#[test]
fn a_mailbox_whose_beginning_is_lost_is_told() {
    let whole = mailbox(&[&message(1), &message(2), &message(3)]);
    let cut = &whole[SEPARATOR.len()..];
    let taken = take(cut.as_bytes());
    assert_eq!(taken.texts(), [cut]);
    let facts = &taken.messages[0].1.facts;
    let first = cut.find(SEPARATOR).unwrap();
    let told = format!("2, the first at byte {first}; none was used as a separator");
    assert_eq!(facts.len(), 1, "{facts:?}");
    assert_eq!(
        (&*facts[0].name, &*facts[0].value),
        ("separator-lines", &*told)
    );
    // What a text has of such lines, without a message behind them, is nothing.
    let text = format!("{}\n{SEPARATOR}he wrote\n", message(1));
    assert_eq!(take(text.as_bytes()).messages[0].1, Origin::default());
}
