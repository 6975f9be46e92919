//! How real captures look.

use super::{everything, options};
use crate::given::{Given, analyze_all};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hdrtrace::message::DamageKind;
use hdrtrace::{InputForm, Report, Settings, session};

const SECRET: &str = "correcthorse";

fn rest() -> String {
    format!(
        "EHLO c.example\n250-mx.example.net\n250 AUTH PLAIN LOGIN\nAUTH PLAIN {}\n235 2.7.0 ok\nMAIL FROM:<a@a.example>\n250 ok\n\
        RCPT TO:<b@example.net>\n250 ok\nDATA\n354 go\nFrom: a@a.example\nSubject: hi\n\nhi\n.\n250 ok queued as X1\nQUIT\n221 bye\n",
        STANDARD.encode(format!("\0alice\0{SECRET}"))
    )
}

fn read(input: &str, form: InputForm) -> Vec<Report> {
    let given = Given {
        settings: Settings {
            input: form,
            ..options().settings
        },
        known: options().known,
    };
    let reports =
        analyze_all(input.as_bytes(), &given).unwrap_or_else(|error| panic!("{error}: {input}"));
    let shown = everything(&reports);
    let packed = STANDARD.encode(SECRET);
    for secret in [SECRET, packed.trim_end_matches('='), "AGFsaWNl"] {
        assert!(!shown.contains(secret), "{secret} of {input}");
    }
    reports
}

#[test]
fn captures_are_read_as_terminals_show_them() {
    let certificate =
        "MIIDdzCCAl+gAwIBAgIEAgAAuTANBgkqhkiG9w0BAQUFADBaMQswCQYDVQQGEwJJ\n".repeat(80);
    let openssl = |first: &str| {
        format!(
            "CONNECTED(00000003)\ndepth=0 CN = mx.example.net\n---\nServer certificate\n{certificate}---\n\
            New, TLSv1.3, Cipher is TLS_AES_256_GCM_SHA384\n---\n{first}\n{}",
            rest()
        )
    };
    let telnet = format!(
        "Trying 192.0.2.1...\nConnected to mx.example.net.\nEscape character is '^]'.\n220 mx.example.net ESMTP\n{}",
        rest()
    );
    let set_in = format!("    {}", telnet.trim_end().replace('\n', "\n    "));
    for input in [
        openssl("250 CHUNKING"),
        openssl("220 mx.example.net ESMTP"),
        telnet.clone(),
        format!("user@box:~$ telnet mx.example.net 25\n{telnet}"),
        format!("[root@box ~]# telnet mx.example.net 25\n{telnet}"),
        format!(
            "Script started on 2026-01-01 10:00:00+00:00 [TERM=\"xterm\"]\n$ telnet mx.example.net 25\n{telnet}"
        ),
        set_in,
    ] {
        let reports = read(&input, InputForm::Auto);
        assert_eq!(reports.len(), 1, "{input}");
        let session = &reports[0].session.as_ref().expect(&input).session;
        let mail = &session.transactions[0];
        assert_eq!(mail.queue_id.as_deref(), Some("X1"), "{input}");
        assert_eq!(reports[0].message.subject.as_deref(), Some("hi"), "{input}");
        assert_eq!(
            session.auth[0].identity.as_deref(),
            Some("alice"),
            "{input}"
        );
    }
}

#[test]
fn a_session_that_begins_in_the_middle_is_read_if_it_is_asked_for() {
    let login = format!(
        "AUTH LOGIN\n334 VXNlcm5hbWU6\n{}\n334 UGFzc3dvcmQ6\n{}\n235 2.7.0 ok\nMAIL FROM:<a@a.example>\n250 ok\nQUIT\n221 bye\n",
        STANDARD.encode("alice"),
        STANDARD.encode(SECRET)
    );
    let mut from = login.as_str();
    for _ in 0..6 {
        let reports = read(from, InputForm::Session);
        let session = &reports[0].session.as_ref().expect("a session").session;
        assert!(session.complete, "{from}");
        from = from.split_once('\n').expect("a line").1;
    }
    for (client, server) in [
        ("C:", "S:"),
        ("client: ", "server: "),
        ("CLIENT: ", "SERVER: "),
        ("[12:00:01] C: ", "[12:00:02] S: "),
        ("12:00:01 > ", "12:00:02 < "),
    ] {
        let mark = |line: &str| {
            let is_reply = line.len() > 3 && line.as_bytes()[..3].iter().all(u8::is_ascii_digit);
            format!("{}{line}\n", if is_reply { server } else { client })
        };
        let marked: String = login.lines().map(mark).collect();
        let reports = read(&marked, InputForm::Session);
        let session = &reports[0].session.as_ref().expect("a session").session;
        assert_eq!(
            session.auth[0].identity.as_deref(),
            Some("alice"),
            "{marked}"
        );
        assert!(session.complete, "{marked}");
    }
}

#[test]
fn what_was_made_to_be_sent_is_a_session() {
    let input = format!(
        "EHLO c.example\nAUTH LOGIN\n{}\n{}\nMAIL FROM:<a@a.example>\nRCPT TO:<b@b.example>\nDATA\nFrom: a@a.example\nTo: b@b.example\n\
        Subject: hi\nDate: Mon, 4 May 2026 08:14:05 +0000\n\n250 people came\nEHLO to them\n.\nQUIT\n",
        STANDARD.encode("alice"),
        STANDARD.encode(SECRET)
    );
    let reports = read(&input, InputForm::Auto);
    let session = &reports[0].session.as_ref().expect("a session").session;
    assert_eq!(session.auth[0].identity.as_deref(), Some("alice"));
    let mail = &session.transactions[0];
    assert_eq!(mail.recipients.len(), 1);
    assert_eq!(reports[0].message.subject.as_deref(), Some("hi"));
    let form = session::recognize(input.as_bytes()).expect("a session");
    let transcript = session::read(input.as_bytes(), form);
    let message = transcript.sessions[0].transactions[0].message.as_ref();
    let content =
        String::from_utf8_lossy(&message.expect("a message").content.message).into_owned();
    assert!(
        content.ends_with("\r\n\r\n250 people came\r\nEHLO to them\r\n"),
        "{content}"
    );
}

#[test]
fn typed_line_ends_in_a_terminal_are_no_smuggling() {
    let typed = "220 mx.example.net ESMTP\r\nEHLO c.example\n250 mx.example.net\r\nMAIL FROM:<a@a.example>\n250 ok\r\n\
        RCPT TO:<b@example.net>\n250 ok\r\nDATA\n354 go\r\nFrom: a@a.example\n\nhi\n.\n250 ok queued as A12\r\nQUIT\n221 bye\r\n";
    let mark = |line: &str| {
        let is_reply = line.as_bytes()[0].is_ascii_digit();
        format!("{}{line}", if is_reply { "S: " } else { "C: " })
    };
    let marked: String = typed.split_inclusive('\n').map(mark).collect();
    let json = serde_json::json!({"session": typed.split_inclusive('\n').map(|line| {
        let is_reply = line.as_bytes()[0].is_ascii_digit();
        serde_json::json!({"direction": if is_reply { "server" } else { "client" }, "data": line})
    }).collect::<Vec<_>>()})
    .to_string();
    for input in [typed, &marked, &json] {
        let reports = analyze_all(input.as_bytes(), &options()).expect("reports");
        let codes: Vec<&str> = reports[0]
            .findings
            .iter()
            .map(|found| &*found.code)
            .collect();
        assert!(!codes.contains(&"SMT015"), "{codes:?} of {input}");
    }
}

#[test]
fn a_session_far_below_makes_none_of_a_message() {
    let quoted = "S: 220 mx.example.net ESMTP\nC: EHLO c.example\nS: 250 mx.example.net\n";
    let text = format!(
        "(forwarded)\nFrom: a@a.example\n\n{}{quoted}",
        "text\n".repeat(1000)
    );
    assert!(session::recognize(text.as_bytes()).is_none());
}

#[test]
fn utf_16_is_read() {
    let talk = format!(
        "220 mx.example.net ESMTP\r\n{}",
        rest().replace('\n', "\r\n")
    );
    let mut input = vec![0xFF, 0xFE];
    input.extend(talk.encode_utf16().flat_map(u16::to_le_bytes));
    let reports = analyze_all(&input, &options()).expect("a report");
    assert_eq!(reports[0].message.subject.as_deref(), Some("hi"));
    assert!(!everything(&reports).contains(SECRET));
}

/// What a client hands over is no paste: what looks like an accident of copying, it sent so.
#[test]
fn data_is_no_paste() {
    let fields = "DKIM-Signature: v=1; d=a.example; b=AAAA\nSubject: hi\n";
    for own in [
        format!("{fields}Received: from x\nby y;\nloose\nFrom: a@a.example\n"),
        format!("{fields}Message-ID: \u{201c}x\u{201d}\nFrom: a@a.example\n"),
        format!("{fields}Message-ID:\nFrom: Ann\n"),
        format!("{fields}From: Ann &lt;a@a.example&gt;\n"),
        format!("{fields}\u{a0}x\nFrom: a@a.example\n"),
        format!("{fields}From: a@a[.]example\n"),
        format!("{fields}\nFrom: a@a.example\n"),
        format!("From: a@a.example\n{fields}DKIM-Signature: v=1; h=from\n"),
        "From: a@a.example Subject: hi To: b@b.example\n".to_owned(),
        "From: a@a.example\\nSubject: hi\\nTo: b@b.example\n".to_owned(),
        "From\ta@a.example\nSubject\thi\nTo\tb@b.example\n".to_owned(),
    ] {
        for body in ["", "\nhi\n"] {
            let data = "From: a@a.example\nSubject: hi\n\nhi\n";
            assert!(rest().contains(data));
            let input = rest().replace(data, &format!("{own}{body}"));
            let input = format!("220 mx.example.net ESMTP\n{input}");
            let reports = read(&input, InputForm::Session);
            assert!(!reports.is_empty(), "{input}");
            for report in reports {
                let kinds = report.input.damage.iter().map(|one| one.kind);
                let found: Vec<_> = kinds.filter(|kind| kind.alters_header()).collect();
                assert!(found.is_empty(), "{found:?} of {input}");
                let removed = report
                    .input
                    .damage
                    .iter()
                    .any(|one| one.kind == DamageKind::BlankLines);
                assert!(!removed, "{input}");
            }
        }
    }
}
