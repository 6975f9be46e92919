//! SMTP sessions: the documents that this project began from, secrets that must not get out, and sessions that are cut off.

mod forms;
mod secrets;
mod turns;

use crate::given::{Given, analyze, analyze_all};
use crate::inert::every;
use crate::shared;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hdrtrace::compose::{self, Draft};
use hdrtrace::render::{Format, Style, render};
use hdrtrace::{Clock, InputForm, Known, Report, Settings, casefile, session};
use proptest::prelude::*;
use std::fs;
use std::path::PathBuf;

fn options() -> Given {
    Given {
        settings: Settings {
            clock: Clock::Fixed("2026-11-01T12:00:00Z".parse().expect("a time")),
            ..Settings::default()
        },
        known: Known::default(),
    }
}

fn seed(name: &str) -> Vec<u8> {
    let folder = shared::path("seeds");
    let files =
        fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let path = files
        .map(|entry| entry.expect("an entry").path())
        .find(|path| {
            path.file_name()
                .is_some_and(|file| file.to_string_lossy().starts_with(name))
        })
        .expect("the seed");
    fs::read(path).expect("the seed")
}

/// The line of the lesson that begins so.
fn cut_out(lead: &str) -> Vec<u8> {
    let lesson = String::from_utf8(seed("002")).expect("text");
    let line = lesson.lines().find(|line| line.starts_with(lead));
    line.expect("the example").as_bytes().to_vec()
}

/// A report in every format, one behind the other.
fn everything(reports: &[Report]) -> String {
    let mut out = String::new();
    for report in reports {
        for format in every() {
            for (width, defang) in [(80, true), (160, false)] {
                let style = Style {
                    width,
                    defang,
                    detail: hdrtrace::render::Detail::Verbose,
                    ..Style::default()
                };
                out.push_str(&String::from_utf8(render(report, format, &style)).expect("UTF-8"));
            }
        }
    }
    out
}

#[test]
#[ignore = "needs HDRTRACE_SHARED"]
fn the_json_session_is_read() {
    let report = analyze(&seed("000"), &options()).expect("a report");
    let one = report.session.as_ref().expect("a session");
    let session = &one.session;
    assert_eq!((&*session.form, session.port), ("json", Some(587)));
    assert_eq!(session.server_name.as_deref(), Some("mail.example.com"));
    assert_eq!(session.client_name.as_deref(), Some("client.sender.com"));
    assert!(session.is_encrypted() && session.is_authenticated() && session.complete);
    assert_eq!(session.auth[0].identity.as_deref(), Some("username"));
    let mail = &session.transactions[0];
    assert_eq!(mail.queue_id.as_deref(), Some("A1B2C3D4E5"));
    // The addresses were lost when the page was copied; that is not the null sender.
    assert_eq!(mail.mail_from.as_ref().expect("MAIL").address, None);
    assert_eq!(report.message.subject.as_deref(), Some("Hello from SMTP"));
    assert!(!everything(&[report]).contains("dXNlcm5hbWUAdXNlcm5hbWUAcGFzc3dvcmQ"));
}

#[test]
#[ignore = "needs HDRTRACE_SHARED"]
fn the_session_over_telnet_is_read() {
    let report = analyze(&seed("001"), &options()).expect("a report");
    let session = &report.session.as_ref().expect("a session").session;
    assert_eq!((&*session.form, session.port), ("prefixed", Some(25)));
    let client = session.client_address.as_ref().expect("an address");
    assert_eq!(client.value.to_string(), "204.13.10.15");
    assert_eq!(session.auth[0].identity.as_deref(), Some("willie"));
    assert_eq!(session.auth[0].mechanism.as_deref(), Some("LOGIN"));
    assert_eq!(
        session.transactions[0].queue_id.as_deref(),
        Some("m2S6ExD6029743")
    );
    assert_eq!(report.message.from[0].address, "darth.vader@deathstar.com");
    let hop = report.route.hops.last().expect("the session");
    assert_eq!(hop.from.ip, Some(client.value));
    assert_eq!(hop.id.as_deref(), Some("m2S6ExD6029743"));
    let shown = everything(std::slice::from_ref(&report));
    for secret in ["funsmtp", "ZnVuc210cA"] {
        assert!(!shown.contains(secret), "{secret}");
    }
    assert!(report.findings.iter().any(|found| found.code == "SMT001"));
}

#[test]
#[ignore = "needs HDRTRACE_SHARED"]
fn the_lessons_session_and_its_three_hops_are_read() {
    let report = analyze(&cut_out("220 mail.example.com"), &options()).expect("a report");
    let session = &report.session.as_ref().expect("a session").session;
    assert_eq!(
        session.auth[0].identity.as_deref(),
        Some("user@example.com")
    );
    assert!(session.is_encrypted() && session.complete);
    let offered: Vec<&str> = session
        .capabilities
        .clear
        .iter()
        .flatten()
        .map(|one| one.keyword.as_str())
        .collect();
    assert_eq!(
        offered,
        ["SIZE", "PIPELINING", "STARTTLS", "AUTH", "8BITMIME"]
    );
    let mail = &session.transactions[0];
    assert_eq!(
        mail.mail_from.as_ref().unwrap().address.as_deref(),
        Some("alice@sender.org")
    );
    assert_eq!(
        mail.recipients[0].address.as_deref(),
        Some("bob@example.com")
    );
    assert_eq!(mail.queue_id.as_deref(), Some("ABC123"));
    assert_eq!(report.message.subject.as_deref(), Some("Meeting Tomorrow"));
    let shown = everything(&[report]);
    for secret in ["password123", "cGFzc3dvcmQxMjM"] {
        assert!(!shown.contains(secret), "{secret}");
    }

    let report = analyze(&cut_out("# Most recent hop"), &options()).expect("a report");
    let by: Vec<&str> = report
        .route
        .hops
        .iter()
        .filter_map(|hop| hop.by.name.as_deref())
        .collect();
    assert_eq!(by, ["sender.org", "mail.relay.org", "mail.example.com"]);
    assert_eq!(report.route.total_delay_ms, Some(7000));
}

#[test]
#[ignore = "needs HDRTRACE_SHARED"]
fn a_session_cut_at_any_byte_gives_a_report_or_an_error() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut inputs = vec![seed("000"), seed("001"), cut_out("220 mail.example.com")];
    for entry in fs::read_dir(folder).expect("the cases") {
        let path = entry.expect("an entry").path();
        let is_session = path
            .file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with("session-"));
        if is_session {
            inputs.push(fs::read(path.join("message.eml")).expect("a case"));
        }
    }
    assert!(inputs.len() > 8);
    for input in inputs {
        for end in 0..input.len() {
            for form in [InputForm::Auto, InputForm::Session] {
                let given = Given {
                    settings: Settings {
                        input: form,
                        ..options().settings
                    },
                    known: options().known,
                };
                match analyze_all(&input[..end], &given) {
                    Ok(reports) if end % 64 == 0 => {
                        everything(&reports);
                    }
                    Ok(_) => {}
                    Err(error) => assert!(!error.to_string().is_empty()),
                }
            }
        }
    }
}

#[test]
fn every_message_of_a_session_has_its_report() {
    let path =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cases/session-telnet/message.eml");
    let reports = analyze_all(&fs::read(path).expect("the case"), &options()).expect("reports");
    let subjects: Vec<_> = reports
        .iter()
        .map(|report| report.message.subject.as_deref())
        .collect();
    assert_eq!(subjects, [Some("Minutes"), Some("second")]);
    for (number, report) in (1..).zip(&reports) {
        let session = &report.session.as_ref().unwrap().session;
        assert_eq!(session.mail_number, Some(number));
        assert_eq!(session.transactions.len(), 1);
    }
}

#[test]
fn the_session_is_the_hop_whose_field_it_produced() {
    let talk = "S: 220 mx.example.net ESMTP\nC: EHLO client.example\nS: 250 mx.example.net\nC: MAIL FROM:<a@client.example>\nS: 250 ok\n\
        C: RCPT TO:<b@example.net>\nS: 250 ok\nC: DATA\nS: 354 go\n\
        C: Received: from client.example (client.example [192.0.2.7]) by mx.example.net with ESMTP id 4ABCDE;\n\
        C: \u{20}Sat, 02 May 2026 10:00:09 +0000\nC: Authentication-Results: mx.example.net; spf=pass smtp.mailfrom=client.example\n\
        C: From: a@client.example\nC: \nC: x\nC: .\nS: 250 ok: queued as 4ABCDE\n";
    let report = analyze(talk.as_bytes(), &options()).expect("a report");
    assert_eq!(report.route.hops.len(), 1);
    assert_eq!(report.route.boundary.as_ref().unwrap().rule, "session");
    assert_eq!(
        serde_json::to_value(&report.route.hops[0]).unwrap()["trust"],
        "observed"
    );
    // Another id: the field was there before, and is the client's word, as is what stands beside it.
    let other = analyze(
        talk.replace("as 4ABCDE", "as 4OTHER").as_bytes(),
        &options(),
    )
    .expect("a report");
    assert_eq!(other.route.hops.len(), 2);
    assert_eq!(
        serde_json::to_value(&other.route.hops[0]).unwrap()["trust"],
        "claimed"
    );
    assert!(other.claims.iter().all(|claim| !claim.trusted));
}

#[test]
#[ignore = "needs HDRTRACE_SHARED"]
fn evidence_keeps_no_secret() {
    let folder = std::env::temp_dir().join(format!("hdrtrace-session-{}", std::process::id()));
    let report = analyze(&seed("001"), &options()).expect("a report");
    let refused = casefile::write(
        &folder,
        &seed("001"),
        &report,
        &options().settings,
        &options().known,
        &[],
        false,
    );
    assert!(refused.unwrap_err().to_string().contains("secrets"));
    assert!(!folder.exists());
}

#[test]
fn what_is_composed_is_read_again() {
    let draft = Draft {
        from: "Alice <alice@sender.example>".parse().unwrap(),
        to: vec!["bob@example.net".parse().unwrap()],
        cc: Vec::new(),
        subject: "Minutes: gr\u{fc}n".to_owned(),
        date: chrono::DateTime::parse_from_rfc3339("2026-05-02T10:00:00+02:00").unwrap(),
        message_id: "<1@sender.example>".to_owned(),
        text: Some(".a line with a dot\r\nand another\r\n".to_owned()),
        html: Some("<p>the same</p>".to_owned()),
    };
    let message = draft.message().unwrap();
    assert_eq!(message, draft.message().unwrap());
    let alone = analyze(&message, &options()).expect("a report");
    assert_eq!(alone.message.subject.as_deref(), Some("Minutes: gr\u{fc}n"));
    let form: Vec<&str> = alone
        .findings
        .iter()
        .filter(|found| found.code.starts_with("FRM"))
        .map(|found| &*found.code)
        .collect();
    assert_eq!(form, [""; 0]);
    let turns = draft.session(None, None).unwrap();
    for text in [compose::session_text(&turns), compose::session_json(&turns)] {
        let form = session::recognize(text.as_bytes()).expect("a session");
        let transcript = session::read(text.as_bytes(), form);
        let mail = &transcript.sessions[0].transactions[0];
        let handed = mail.message.as_ref().expect("the message");
        assert_eq!(
            String::from_utf8_lossy(&handed.content.message),
            String::from_utf8_lossy(&message)
        );
        assert_eq!(mail.queue_id.as_deref(), Some("4EXAMPLE"));
        let report = analyze(text.as_bytes(), &options()).expect("a report");
        assert_eq!(report.message.subject, alone.message.subject);
        assert!(
            report.findings.iter().all(|found| found.code != "SMT017"),
            "{:?}",
            report.findings
        );
    }
    for wrong in ["nobody", "a@b\r\nBcc: x@y.example", "<a b@c.example>"] {
        assert!(wrong.parse::<compose::Person>().is_err(), "{wrong:?}");
    }
}

/// What a client says for a mechanism, in base64, one response an element.
fn responses(mechanism: &str, user: &str, secret: &str) -> Vec<String> {
    let packed = |text: String| STANDARD.encode(text);
    match mechanism {
        "PLAIN" => vec![packed(format!("\0{user}\0{secret}"))],
        "LOGIN" => vec![packed(user.to_owned()), packed(secret.to_owned())],
        "XOAUTH2" => vec![packed(format!(
            "user={user}\u{1}auth=Bearer {secret}\u{1}\u{1}"
        ))],
        "OAUTHBEARER" => vec![packed(format!(
            "n,a={user},\u{1}auth=Bearer {secret}\u{1}\u{1}"
        ))],
        "CRAM-MD5" => vec![packed(format!("{user} {secret}"))],
        "DIGEST-MD5" => vec![packed(format!("username=\"{user}\",response={secret}"))],
        "SCRAM-SHA-256" => vec![
            packed(format!("n,,n={user},r=abc")),
            packed(format!("c=biws,r=abc,p={secret}")),
        ],
        // Damaged, and a mechanism that nobody knows.
        "X-OTHER" => vec![secret.to_owned(), format!("{}!", packed(secret.to_owned()))],
        _ => vec![packed(secret.to_owned())],
    }
}

const MECHANISMS: &[&str] = &[
    "PLAIN",
    "LOGIN",
    "XOAUTH2",
    "OAUTHBEARER",
    "CRAM-MD5",
    "DIGEST-MD5",
    "SCRAM-SHA-256",
    "X-OTHER",
    "NTLM",
];

/// A step: whether the client speaks, and what.
type Said = (bool, String);

/// The exchange in one of its ways.
fn exchange(mechanism: &str, said: &[String], initial: bool, end: &str, split: bool) -> Vec<Said> {
    let broken = |text: &str| -> Vec<Said> {
        if split && text.len() > 12 && text.is_ascii() {
            let (head, tail) = text.split_at(text.len() / 2);
            vec![(true, head.to_owned()), (true, tail.to_owned())]
        } else {
            vec![(true, text.to_owned())]
        }
    };
    let mut steps = Vec::new();
    let mut rest = said.iter();
    if initial && let Some(first) = rest.next() {
        let mut lines = broken(first);
        lines[0].1 = format!("AUTH {mechanism} {}", lines[0].1);
        steps.extend(lines);
    } else {
        steps.push((true, format!("AUTH {mechanism}")));
    }
    for response in rest {
        steps.push((false, "334 UGFzc3dvcmQ6".to_owned()));
        steps.extend(broken(response));
    }
    if end.starts_with('*') {
        steps.push((false, "334 ".to_owned()));
        steps.push((true, "*".to_owned()));
        steps.push((false, "501 cancelled".to_owned()));
    } else {
        steps.push((false, end.to_owned()));
    }
    steps
}

fn written(form: usize, steps: &[Said], secret: &str) -> String {
    let begin = [
        (false, "220 mx.example.net ESMTP"),
        (true, "EHLO client.example"),
        (false, "250 mx.example.net"),
    ];
    let ending = [
        (true, "MAIL FROM:<a@client.example>"),
        (false, "250 ok"),
        (true, "QUIT"),
        (false, "221 bye"),
    ];
    let all: Vec<(bool, String)> = begin
        .iter()
        .map(|(by, text)| (*by, (*text).to_owned()))
        .chain(steps.iter().cloned())
        .chain(ending.iter().map(|(by, text)| (*by, (*text).to_owned())))
        .collect();
    let lines = |client: &str, server: &str| {
        let line = |(by, text): &Said| format!("{}{text}\n", if *by { client } else { server });
        all.iter().map(line).collect::<String>()
    };
    match form {
        0 => lines("C: ", "S: "),
        1 => lines(" -> ", "<-  "),
        2 => lines("", ""),
        3 => lines(
            "2026-05-02T12:00:05Z mx postfix/smtpd[1]: < c.example[192.0.2.7]: ",
            "2026-05-02T12:00:05Z mx postfix/smtpd[1]: > c.example[192.0.2.7]: ",
        ),
        4 => lines("  SMTP>> ", "  SMTP<< "),
        // Prose that repeats the secret, as write-ups do.
        5 => lines("C: ", "S: ").replace(
            "S: 221",
            &format!("I said {secret} ({}).\nS: 221", STANDARD.encode(secret)),
        ),
        _ => {
            let step = |(by, text): &Said| serde_json::json!({"direction": if *by { "client" } else { "server" }, "data": text, "note": format!("here {secret} is said")});
            serde_json::json!({"session": all.iter().map(step).collect::<Vec<_>>()}).to_string()
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn no_secret_gets_out(
        mechanism in 0..MECHANISMS.len(),
        user in "[a-z]{3,10}(@[a-z]{3,8}\\.example)?",
        secret in "[A-Za-z0-9!$%_.+-]{9,24}",
        initial in any::<bool>(),
        split in any::<bool>(),
        end in prop_oneof![Just("235 2.7.0 ok"), Just("535 5.7.8 bad SECRET"), Just("235 welcome SECRET"), Just("*")],
        form in 0..7usize,
    ) {
        let mechanism = MECHANISMS[mechanism];
        let said = responses(mechanism, &user, &secret);
        // A secret that the server repeats; where the mechanism hides it, nobody could repeat it.
        let end = end.replace("SECRET", &secret);
        let steps = exchange(mechanism, &said, initial, &end, split);
        let text = written(form, &steps, &secret);
        let reports = analyze_all(text.as_bytes(), &options());
        let shown = match &reports {
            Ok(reports) => everything(reports) + &format!("{reports:?}"),
            Err(error) => error.to_string(),
        };
        let packed = STANDARD.encode(&secret);
        let mut secrets = vec![secret.clone(), packed.trim_end_matches('=').to_owned()];
        let all_but_user = said.iter().skip(usize::from(mechanism == "LOGIN"));
        secrets.extend(all_but_user.map(|said| said.trim_end_matches(['=', '!']).to_owned()));
        for secret in secrets {
            prop_assert!(!shown.contains(&secret), "{secret:?} of {text}");
        }
        prop_assert!(reports.is_ok(), "{text}");
    }

    #[test]
    fn no_text_panics(text in "(([SC]: |<- | -> |220 |250-|334 |354 |EHLO a|AUTH PLAIN |AUTH LOGIN|MAIL FROM:<a@b>|RCPT TO:<a>|DATA|BDAT 5 LAST|\\.|[a-z=]{0,8}|\r?\n)){0,40}") {
        for input in [InputForm::Auto, InputForm::Session] {
            let given = Given { settings: Settings { input, ..options().settings }, known: options().known };
            if let Ok(reports) = analyze_all(text.as_bytes(), &given) {
                everything(&reports);
            }
        }
    }
}

#[test]
fn every_word_of_the_lesson_is_explained() {
    let words = "HELO EHLO MAIL RCPT DATA QUIT RSET NOOP VRFY EXPN STARTTLS AUTH SIZE 8BITMIME PIPELINING DSN \
        ENHANCEDSTATUSCODES SMTPUTF8 PLAIN LOGIN CRAM-MD5 XOAUTH2 220 221 235 250 334 354 421 450 451 452 500 501 503 530 \
        550 552 553 554 25 465 587 2525 5.7.1 5.1.1 2.0.0 2.7.0 4.7.0 MUA MTA MDA OAUTH2 2xx 3xx 4xx 5xx";
    for word in words
        .split_ascii_whitespace()
        .chain(["MAIL FROM", "RCPT TO", "port 587"])
    {
        let found = hdrtrace::explain::find(word);
        assert!(!found.is_empty(), "{word}");
        assert!(
            found.iter().all(|entry| !entry.references.is_empty()),
            "{word}"
        );
    }
}

#[test]
fn what_a_session_says_is_harmless_where_it_is_shown() {
    let talk = "S: 220 mx.example.net ESMTP <script>alert(1)</script>\nC: EHLO <img\u{1b}[31m/src=x>\nS: 250-mx.example.net\nS: 250 `|**x**\u{202e}\n\
        C: MAIL FROM:<\"<b>|\"@a.example>\nS: 550 =cmd|'/C calc'!A0 https://evil.example/x\n";
    let report = analyze(talk.as_bytes(), &options()).expect("a report");
    let html = String::from_utf8(render(&report, Format::Html, &Style::default())).unwrap();
    assert!(!html.contains("<script") && !html.contains("<img") && html.contains("&lt;script"));
    assert!(html.contains("default-src 'none'"));
    for format in every() {
        let bytes = render(&report, format, &Style::default());
        assert!(!bytes.contains(&0x1b), "{format:?}");
        let text = String::from_utf8(bytes).unwrap();
        assert!(
            !text.contains('\u{202e}') || format == Format::Json,
            "{format:?}"
        );
    }
}

#[test]
fn an_ordinary_message_is_no_session() {
    for text in [
        "From: a@example.com\n\nS: 220 mx.example.net ESMTP\nC: EHLO x\nS: 250 ok\n",
        "Received: from a by b\nSubject: 220 mx ESMTP\n\n220 mx ESMTP\nEHLO x\n250 ok\n",
        "From alice Sat May  2 10:00:00 2026\nFrom: a@example.com\n\n220 mx ESMTP\n",
        "> Received: from a by b\n> From: a@example.com\n",
        "Subject: {\"direction\": \"server\", \"data\": \"220\"}\n\n",
        "\u{feff}From: a@example.com\n\nx\n",
    ] {
        assert!(session::recognize(text.as_bytes()).is_none(), "{text:?}");
        let report = analyze(text.as_bytes(), &options()).expect("a report");
        assert!(report.session.is_none());
    }
    let talk = "S: 220 mx.example.net ESMTP\nC: EHLO x\nS: 250 ok\n";
    let forbidden = Given {
        settings: Settings {
            input: InputForm::Message,
            ..options().settings
        },
        known: options().known,
    };
    assert!(analyze(talk.as_bytes(), &forbidden).is_err());
    let insisted = Given {
        settings: Settings {
            input: InputForm::Session,
            ..options().settings
        },
        known: options().known,
    };
    let prose = format!("Note: this is what I saw.\n\n{talk}");
    assert!(analyze(prose.as_bytes(), &insisted).is_ok());
    assert!(analyze(b"From: a@example.com\n\nx\n", &insisted).is_err());
}
