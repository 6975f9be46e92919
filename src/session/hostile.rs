//! Sessions that somebody wrote so that they cost more than their length.

use super::{insist, read};
use crate::growth::assert_linear;

/// Reads a session in the form that is its own.
#[track_caller]
fn played(text: &str, form: &str) {
    let found = insist(text.as_bytes()).expect("a session");
    assert_eq!(found.name, form);
    let _ = read(text.as_bytes(), found);
}

const GREETED: &str = "S: 220 mx.example.net ESMTP\nC: EHLO a.example\nS: 250 mx.example.net\n";

/// The rest of a text of a length, in so many parts.
fn times(unit: &str, length: usize) -> String {
    unit.repeat(length / unit.len())
}

#[test]
fn what_stands_beside_the_dialogue_costs_its_length() {
    assert_linear("CONNECTED( …", 200_000, |length| {
        let head = "220 mx.example.net ESMTP\nEHLO a.example\n250 mx.example.net\n";
        played(
            &(head.to_owned() + &times("CONNECTED(\n", length)),
            "capture",
        );
    });
    assert_linear("=== Trying …", 200_000, |length| {
        let text = times("=== Trying a:25\n", length);
        played(&format!("{GREETED}{text}{GREETED}"), "prefixed");
    });
}

#[test]
fn what_facts_come_before_a_session_belong_to_it() {
    let text = format!("{GREETED}=== Trying 192.0.2.1:25\n=== Trying 192.0.2.2:26\n{GREETED}");
    let form = insist(text.as_bytes()).expect("a session");
    let sessions = read(text.as_bytes(), form).sessions;
    let ports: Vec<Option<u16>> = sessions.iter().map(|session| session.port).collect();
    assert_eq!(ports, [None, Some(25)]);
}

#[test]
fn a_line_costs_its_length() {
    assert_linear(". . …", 100_000, |length| {
        let head = "220 x ESMTP EHLO a 250 ok MAIL FROM:<a@b> 250 ok RCPT TO:<c@d> 250 ok DATA 354 go From: a@b ";
        played(&format!("{head}{} 250 ok", times(". ", length)), "joined");
    });
    assert_linear("354 . …", 100_000, |length| {
        let text = times("354 . ", length / 2) + &times("x ", length / 2);
        played(&format!("220 x ESMTP EHLO a 250 ok {text}"), "joined");
    });
    assert_linear("S:S: …", 200_000, |length| {
        let text = times("S: ", length / 2) + &" ".repeat(length / 2);
        played(
            &format!("{GREETED}C: DATA\nS: 354 go\n{text}\n"),
            "prefixed",
        );
    });
    assert_linear("EHLO [192.0.2.1]…", 200_000, |length| {
        let (own, echo) = (
            times("[192.0.2.1]", length / 2),
            times("[192.0.2.2]", length / 2),
        );
        let text = format!("S: 220 mx.example.net ESMTP\nC: EHLO {own}\nS: 250 mx {echo}\n");
        played(&text, "prefixed");
    });
}

#[test]
fn what_is_said_once_costs_once() {
    assert_linear("AUTH", 200_000, |length| {
        let offered = times(" a", length / 2);
        let text = times("C: AUTH x\nS: 535 no\n", length / 2);
        played(
            &format!("S: 220 mx\nC: EHLO a\nS: 250-mx\nS: 250 AUTH{offered}\n{text}"),
            "prefixed",
        );
    });
    assert_linear("a long name", 200_000, |length| {
        let name = "x".repeat(length / 2);
        let mail = "C: MAIL FROM:<a>\nS: 250 ok\nC: DATA\nS: 354 go\nC: a\nC: .\nS: 250 ok\n";
        let mails = times(mail, length / 2);
        played(
            &format!("S: 220 mx\nC: EHLO {name}\nS: 250 mx\n{mails}"),
            "prefixed",
        );
    });
    assert_linear("a long time", 200_000, |length| {
        let (lines, time) = (times("a\\n", length / 2), "1".repeat(length / 2));
        let steps = format!(
            "{{\"side\": \"client\", \"data\": \"EHLO a\\n{lines}\", \"time\": \"{time}\"}}"
        );
        let step = "{\"side\": \"server\", \"data\": \"220 mx\"}";
        played(&format!("{{\"session\": [{step}, {steps}]}}"), "json");
    });
}

/// In LMTP the server has a word for each recipient, once.
#[test]
fn recipients_are_answered_once() {
    assert_linear("LMTP", 120_000, |length| {
        let recipients = times("C: RCPT TO:<a>\nS: 250 ok\n", length / 2);
        let data = "C: DATA\n".repeat(length / 2 / 20);
        let messages = "S: 354 go\nC: .\n".repeat(length / 2 / 20);
        let head = "S: 220 mx\nC: LHLO a\nS: 250 mx\nC: MAIL FROM:<a>\nS: 250 ok\n";
        played(&format!("{head}{recipients}{data}{messages}"), "prefixed");
    });
}
