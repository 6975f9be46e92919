//! Whose reply it is, and to which mail it belongs.

use super::options;
use crate::given::analyze_all;
use hdrtrace::{Report, session};

const GREETING: &str = "S: 220 mx.example.net ESMTP\nC: EHLO c.example\nS: 250-mx.example.net\nS: 250-CHUNKING\nS: 250 PIPELINING\n";

fn reports(talk: &str) -> Vec<Report> {
    analyze_all(talk.as_bytes(), &options()).expect("reports")
}

fn session(talk: &str) -> session::Session {
    let form = session::recognize(talk.as_bytes()).expect("a session");
    session::read(talk.as_bytes(), form).sessions.swap_remove(0)
}

/// Sender, recipients, whether it was taken, its id, and whether it holds a message.
type Mail = (String, Vec<String>, Option<bool>, Option<String>, bool);

fn mails(talk: &str) -> Vec<Mail> {
    let address = |path: &session::Path| path.address.clone().unwrap_or_default();
    session(talk)
        .transactions
        .iter()
        .map(|mail| {
            (
                mail.mail_from
                    .as_ref()
                    .map(|from| address(&from.path))
                    .unwrap_or_default(),
                mail.recipients.iter().map(|to| address(&to.path)).collect(),
                mail.accepted,
                mail.queue_id.clone(),
                mail.message.is_some(),
            )
        })
        .collect()
}

fn mail(from: &str, to: &str, subject: &str, id: &str) -> String {
    format!(
        "C: MAIL FROM:<{from}>\nS: 250 ok\nC: RCPT TO:<{to}>\nS: 250 ok\nC: DATA\nS: 354 go\nC: From: {from}\nC: Subject: {subject}\nC: \nC: x\nC: .\nS: 250 ok queued as {id}\n"
    )
}

fn one(from: &str, to: &[&str], accepted: Option<bool>, id: Option<&str>, message: bool) -> Mail {
    let to = to.iter().map(|to| (*to).to_owned()).collect();
    (
        from.to_owned(),
        to,
        accepted,
        id.map(str::to_owned),
        message,
    )
}

#[test]
fn data_that_is_refused_before_the_first_mail_is_no_mail_without_end() {
    let talk = format!(
        "{GREETING}C: DATA\nS: 503 5.5.1 need RCPT\n{}C: QUIT\nS: 221 bye\n",
        mail("a@a.example", "b@example.net", "r", "AA")
    );
    let reports = reports(&talk);
    assert_eq!(reports.len(), 1);
    let session = &reports[0].session.as_ref().expect("a session").session;
    let numbers: Vec<usize> = session.steps.iter().map(|step| step.number).collect();
    assert!(numbers.is_sorted_by(|a, b| a < b), "{numbers:?}");
    assert_eq!((numbers.len(), session.left_out), (15, 0));
}

#[test]
fn replies_belong_to_the_mail_of_their_command() {
    let talk = format!(
        "{GREETING}C: MAIL FROM:<a@a.example>\nC: RCPT TO:<b@example.net>\nC: DATA\nS: 250 ok\nS: 250 ok\nS: 354 go\n\
        C: Subject: one\nC: \nC: x\nC: .\nC: MAIL FROM:<c@c.example>\nC: RCPT TO:<d@example.net>\nC: DATA\n\
        S: 250 ok queued as AA\nS: 250 ok\nS: 250 ok\nS: 354 go\nC: Subject: two\nC: \nC: y\nC: .\nC: QUIT\n\
        S: 250 queued as BB\nS: 221 bye\n"
    );
    assert_eq!(
        mails(&talk),
        [
            one(
                "a@a.example",
                &["b@example.net"],
                Some(true),
                Some("AA"),
                true
            ),
            one(
                "c@c.example",
                &["d@example.net"],
                Some(true),
                Some("BB"),
                true
            ),
        ]
    );
    // The report of the first mail shows the reply to it.
    let reports = reports(&talk);
    let steps = &reports[0]
        .session
        .as_ref()
        .expect("a session")
        .session
        .steps;
    let replies: Vec<&str> = steps
        .iter()
        .flat_map(|step| &step.text)
        .map(String::as_str)
        .collect();
    assert!(replies.contains(&"250 ok queued as AA"), "{replies:?}");
    assert!(!replies.contains(&"250 queued as BB"), "{replies:?}");

    let chunk = "C: Subject: x\r\nC: \r\nC: x\r\n";
    let talk = format!(
        "{GREETING}C: MAIL FROM:<a@a.example>\nS: 250 ok\nC: RCPT TO:<b@example.net>\nS: 250 ok\nC: BDAT 17 LAST\n"
    )
    .replace('\n', "\r\n")
        + chunk
        + "C: MAIL FROM:<c@c.example>\r\nS: 250 ok queued as AA\r\nS: 250 ok\r\nC: QUIT\r\nS: 221 bye\r\n";
    assert_eq!(
        mails(&talk),
        [
            one(
                "a@a.example",
                &["b@example.net"],
                Some(true),
                Some("AA"),
                true
            ),
            one("c@c.example", &[], None, None, false),
        ]
    );
}

#[test]
fn a_mail_within_a_mail_changes_nothing_and_a_reset_ends_it() {
    let nested = mail("a@a.example", "b@example.net", "r", "AA").replacen(
        "250 ok",
        "503 5.5.1 nested MAIL",
        1,
    );
    let talk = format!("{GREETING}C: MAIL FROM:<evil@evil.example>\nS: 250 ok\n{nested}");
    assert_eq!(
        mails(&talk),
        [one(
            "evil@evil.example",
            &["b@example.net"],
            Some(true),
            Some("AA"),
            true
        )]
    );
    let begun = "C: MAIL FROM:<a@a.example>\nS: 250 ok\nC: RCPT TO:<b@example.net>\nS: 250 ok\n";
    let data = "C: DATA\nS: 354 go\nC: Subject: x\nC: \nC: y\nC: .\nS: 250 ok\n";
    for forgetting in [
        "C: RSET\nS: 250 ok\n",
        "C: EHLO two.example\nS: 250 mx.example.net\n",
    ] {
        assert_eq!(
            mails(&format!("{GREETING}{begun}{forgetting}{data}")),
            [
                one("a@a.example", &["b@example.net"], None, None, false),
                one("", &[], Some(true), None, true),
            ]
        );
    }
}

#[test]
fn each_mail_has_the_name_that_its_client_had() {
    let talk = format!(
        "{GREETING}{}C: EHLO two.example\nS: 250 mx.example.net\n{}",
        mail("a@a.example", "b@example.net", "one", "AA"),
        mail("c@c.example", "b@example.net", "two", "BB")
    );
    let names: Vec<_> = reports(&talk)
        .iter()
        .map(|report| {
            let session = &report.session.as_ref().expect("a session").session;
            session.client_name.clone()
        })
        .collect();
    assert_eq!(
        names,
        [Some("c.example".to_owned()), Some("two.example".to_owned())]
    );
}

#[test]
fn the_client_does_not_choose_its_address() {
    let hello = "S: 220 mx.example.net ESMTP\nC: EHLO c.example\nS: 250 mx.example.net Hello c.example [203.0.113.66]\n";
    let mail = mail("a@a.example", "b@example.net", "x", "AA");
    let address = |talk: &str| {
        let stated = session(talk).client_address;
        stated.map(|stated| stated.value.to_string())
    };
    for (said, expected) in [
        (
            "C: XCLIENT ADDR=192.0.2.1\nS: 550 5.7.0 insufficient authorization\n",
            "203.0.113.66",
        ),
        ("C: XFORWARD ADDR=192.0.2.1\nS: 502 no\n", "203.0.113.66"),
        ("C: XFORWARD ADDR=192.0.2.1\nS: 250 ok\n", "203.0.113.66"),
        (
            "C: XCLIENT ADDR=192.0.2.1\nS: 220 mx.example.net ESMTP\n",
            "192.0.2.1",
        ),
    ] {
        assert_eq!(
            address(&format!("{hello}{said}{mail}")).as_deref(),
            Some(expected),
            "{said}"
        );
    }
    let echo =
        format!("S: 220 mx.example.net\nC: EHLO [192.0.2.1]\nS: 250 HELLO [192.0.2.1].\n{mail}");
    assert_eq!(address(&echo), None);
    let proxied = "C: PROXY TCP4 192.0.2.1 198.51.100.1 5000 25\nS: 220 mx.example.net ESMTP\nC: EHLO c.example\n";
    let known = format!("{proxied}S: 250 mx.example.net\n{mail}");
    assert_eq!(address(&known).as_deref(), Some("192.0.2.1"));
    assert_eq!(mails(&known)[0].3.as_deref(), Some("AA"));
    assert_eq!(
        address(&format!(
            "{proxied}S: 500 what\nS: 250 mx.example.net\n{mail}"
        )),
        None
    );
}

#[test]
fn what_a_message_says_is_no_reply() {
    let said = mail("a@a.example", "b@example.net", "r", "AA").replace(
        "C: x\nC: .\nS: 250 ok queued as AA",
        "C: y S: 235 ok S: 250 ok queued as FAKE\nC: more\nC: .\nS: 550 5.7.1 rejected",
    );
    let talk = format!("{GREETING}{said}C: QUIT\nS: 221 bye\n");
    assert_eq!(
        mails(&talk),
        [one(
            "a@a.example",
            &["b@example.net"],
            Some(false),
            None,
            true
        )]
    );
    // Run together on a line, the dot ends it, and nothing before.
    let joined = "S: 220 mx.example.net ESMTP C: EHLO c.example S: 250 mx.example.net\n\
        C: MAIL FROM:<a@a.example> S: 250 ok C: RCPT TO:<b@example.net> S: 250 ok C: DATA S: 354 go C: Subject: x C: C: y S: 250 queued as FAKE C: . S: 550 no\n";
    assert_eq!(
        mails(joined),
        [one(
            "a@a.example",
            &["b@example.net"],
            Some(false),
            None,
            true
        )]
    );
}

#[test]
fn lmtp_has_a_word_for_each_recipient() {
    let talk = "S: 220 mx.example.net LMTP\nC: LHLO c.example\nS: 250 mx.example.net\nC: MAIL FROM:<a@a.example>\nS: 250 ok\n\
        C: RCPT TO:<b@example.net>\nS: 250 ok\nC: RCPT TO:<no@example.net>\nS: 550 no\nC: RCPT TO:<full@example.net>\nS: 250 ok\n\
        C: DATA\nS: 354 go\nC: Subject: x\nC: \nC: y\nC: .\nS: 250 ok queued as AA\nS: 452 4.2.2 full\nC: QUIT\nS: 221 bye\n";
    let session = session(talk);
    let mail = &session.transactions[0];
    assert_eq!(
        (mail.accepted, mail.queue_id.as_deref()),
        (Some(true), Some("AA"))
    );
    let codes: Vec<_> = mail
        .recipients
        .iter()
        .map(|to| to.reply.as_ref().map(|reply| reply.code))
        .collect();
    assert_eq!(codes, [Some(250), Some(550), Some(452)]);
    assert!(session.complete);
}
