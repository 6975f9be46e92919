//! Inputs that once cost the square of their length, or reached a terminal as they were written.

use crate::given::{Given, analyze, analyze_all};
use crate::growth::assert_linear;
use crate::inert::every;
use hdrtrace::Report;
use hdrtrace::archive::{Content, Options, walk};
use hdrtrace::message::Message;
use hdrtrace::redact::{Key, Protected, Redactor};
use hdrtrace::render::{Format, Style, render};
use std::borrow::Cow;
use std::ops::ControlFlow;

/// How a report shows in a format.
fn in_format(report: &Report, format: Format) -> String {
    String::from_utf8(render(report, format, &Style::default())).expect("text")
}

/// Reports of a session, shown.
fn shown(session: &str) -> String {
    let reports = analyze_all(session.as_bytes(), &Given::default()).unwrap();
    assert!(!reports.is_empty());
    let shown = reports
        .iter()
        .map(|report| in_format(report, Format::Json) + &in_format(report, Format::Terminal));
    shown.collect()
}

#[test]
fn attempts_to_log_in_without_end_on_one_line_cost_their_length() {
    assert_linear("AUTH AUTH …", 100_000, |length| {
        shown(&format!(
            "220 mx ESMTP EHLO a 250 ok {}",
            "AUTH ".repeat(length / 5)
        ));
    });
}

#[test]
fn a_session_of_accents_and_of_repeated_results_costs_its_length() {
    let text = String::from_utf8_lossy(include_bytes!("../hostile/session-fuzz-slow-10k.txt"));
    shown(&text);
    let results = "ARC-Authentication-Results: i=1; a; ";
    let (head, tail) = text.split_once(results).expect("results");
    let (_, end) = tail.rsplit_once('\u{301}').expect("accents");
    for unit in [results, "\u{301}"] {
        assert_linear(unit, 200_000, |length| {
            shown(&format!("{head}{}{end}", unit.repeat(length / unit.len())));
        });
    }
}

#[test]
fn periodic_lines_of_a_client_cost_their_length() {
    let session = |length: usize| {
        let lines = ('a'..='h').map(|letter| {
            let line = letter.to_string().repeat(length / 8);
            ["C: ", &line, "\nS: 500 what?\n"].concat()
        });
        let lines: Vec<String> = lines.collect();
        format!("S: 220 mx ESMTP\nC: EHLO a\nS: 250 ok\n{}", lines.concat())
    };
    assert_linear("eight periodic lines", 64_000, |length| {
        let shown = shown(&session(length));
        // What is no command may be a secret.
        assert!(!shown.contains(&"a".repeat(20)));
    });
}

/// In many character sets, too.
#[test]
fn a_long_recipient_costs_its_length() {
    assert_linear("a long recipient", 400_000, |length| {
        let parts: Vec<String> = (0..length / 8).map(|n| format!("{n:06}")).collect();
        let word = parts.join("\u{e9}");
        let raw = format!("Delivered-To: {word}\r\nFrom: a@bank.example\r\n\r\nhello {word}\r\n");
        let who = Protected::of(&Message::parse(raw.as_bytes()));
        let redactor = Redactor::new(&who, Key::new([7; 32])).unwrap();
        let redacted = redactor.redact(raw.as_bytes()).unwrap();
        assert!(!String::from_utf8_lossy(&redacted.bytes).contains("000001\u{e9}"));
    });
}

#[test]
fn a_periodic_recipient_costs_its_length() {
    assert_linear("a periodic recipient", 32_000, |length| {
        let raw = format!(
            "To: {}@example.net\r\nFrom: Bank <alerts@bank.example>\r\nSubject: hello\r\n\r\nhello there\r\n",
            "a".repeat(length)
        );
        let who = Protected::of(&Message::parse(raw.as_bytes()));
        let redactor = Redactor::new(&who, Key::new([7; 32])).unwrap();
        let redacted = redactor.redact(raw.as_bytes()).unwrap();
        assert!(redactor.leaks(&redacted.bytes).is_empty());
    });
}

#[test]
fn exports_that_are_damaged_everywhere_cost_their_length() {
    for (head, again) in [
        ("", "* 1 FETCH (BODY[] {20000000}\r\n"),
        ("", "* 1 FETCH (BODY[] {20000000}\n"),
        ("S: * 1 FETCH (BODY[] {20000000}\n", "S: x\n"),
        ("* 1 FETCH (BODY[] {20000000}\n", "x\n"),
        ("* 1 FETCH (X ", "{0}\r\n "),
        ("", "{\"threadId\":\n{\"id\":[\n"),
        ("{\"threadId\":[[\"\n", "{\"raw\":1}\n"),
        ("{\"raw\":", "["),
        ("{\"internetMessageHeaders\":[", "{},"),
        ("[{\"receivedDateTime\":1}", ",1"),
        ("<Objs N=\"Eml\">", "<Obj ><S N=\"Eml\">"),
    ] {
        assert_linear(again, 1 << 20, |length| {
            let text = head.to_owned() + &again.repeat(length / again.len());
            let content = Content::Bytes(Cow::Borrowed(text.as_bytes()));
            // Most of them hold nothing, which is an error.
            let _ = walk(content, &Options::default(), &mut |_| {
                ControlFlow::Continue(())
            });
        });
    }
}

/// Characters that a terminal acts on, or that turn what stands around them.
fn acts(c: char) -> bool {
    (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[test]
fn escapes_of_a_subject_reach_no_format() {
    let raw = include_bytes!("../hostile/tty-escapes.eml");
    let report = analyze(raw, &Given::default()).unwrap();
    for format in every() {
        let shown = in_format(&report, format);
        // A table's records end with CRLF (RFC 4180).
        let shown = shown.replace("\r\n", "\n");
        assert!(
            !shown.contains(acts),
            "{format:?}: {}",
            shown.escape_debug()
        );
    }
}
