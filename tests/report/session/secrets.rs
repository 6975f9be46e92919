//! The secret is never shown, however it is said and whoever repeats it.

use super::{Said, everything, options, responses, written};
use crate::given::analyze_all;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use proptest::prelude::*;

/// Ways to say user and secret to log in.
const WAYS: usize = 9;

fn said(way: usize, user: &str, secret: &str) -> Vec<Said> {
    let packed = |text: &str| STANDARD.encode(text);
    let client = |text: String| (true, text);
    let server = |text: &str| (false, text.to_owned());
    let login = || client("AUTH LOGIN".to_owned());
    let (name, password) = ("334 VXNlcm5hbWU6", "334 UGFzc3dvcmQ6");
    let one = |text: String| vec![client(format!("AUTH PLAIN {}", packed(&text)))];
    match way {
        0 => one(responses("PLAIN", user, secret).concat()),
        1 => one(format!("{user}\0{secret}")),
        2 => one(format!("\0{user}\0{secret}\0")),
        3 => one(format!("{user}:{secret}")),
        4 => vec![client(format!(
            "AUTH=PLAIN {}",
            packed(&format!("\0{user}\0{secret}"))
        ))],
        // Before it is asked.
        5 => vec![
            login(),
            client(packed(user)),
            client(packed(secret)),
            server(name),
            server(password),
        ],
        // Two responses behind one question.
        6 => vec![
            login(),
            server(name),
            client(packed(user)),
            client(packed(secret)),
        ],
        // In another order, as the server says in its own words.
        7 => vec![
            login(),
            server("334 Password:"),
            client(packed(secret)),
            server("334 Username:"),
            client(packed(user)),
        ],
        _ => vec![
            login(),
            server(&format!("334 {}", packed("Enter password:"))),
            client(packed(secret)),
            server(name),
            client(packed(user)),
        ],
    }
}

/// What is shown of a session in which user and secret are said in a way, and repeated in another.
fn shown(way: usize, user: &str, secret: &str, echo: &str, data: &str, form: usize) -> String {
    let mut steps = said(way, user, secret);
    let answer = echo.replace("SECRET", secret);
    steps.push((false, format!("535 5.7.8 {answer}")));
    steps.push((true, format!("NOOP {secret}")));
    steps.push((false, format!("500 5.5.1 {answer}")));
    let mail = ["MAIL FROM:<a@client.example>", "RCPT TO:<b@example.net>"];
    for command in mail {
        steps.push((true, command.to_owned()));
        steps.push((false, "250 ok".to_owned()));
    }
    steps.push((true, "DATA".to_owned()));
    steps.push((false, "354 go".to_owned()));
    for line in data.split('\n') {
        steps.push((true, line.to_owned()));
    }
    steps.push((true, ".".to_owned()));
    steps.push((false, "250 ok".to_owned()));
    let text = written(form, &steps, secret);
    match analyze_all(text.as_bytes(), &options()) {
        Ok(reports) => everything(&reports) + &format!("{reports:?}"),
        Err(error) => error.to_string(),
    }
}

const ECHOES: &[&str] = &[
    "Bad password: SECRET.",
    "password_SECRET",
    "smtp://alice:SECRET@mx.example.net refused",
    "<SECRET>",
    "pw=SECRET, no",
];

/// A message that tells the secret, in one of the ways that mail has.
fn message(way: usize, secret: &str) -> String {
    let (head, tail) = secret.split_at(secret.len() / 2);
    let byte = |byte: u8| format!("={byte:02X}");
    let coded = |part: &str| part.bytes().map(byte).collect::<String>();
    let subject = match way {
        0 => format!("my pw is {secret}"),
        1 => format!("=?utf-8?Q?{head}{}?=", coded(tail)),
        2 => format!("=?utf-8?Q?{}?=\n =?utf-8?Q?{}?=", coded(head), coded(tail)),
        3 => format!(
            "=?utf-8?B?{}?=",
            STANDARD.encode(format!("my pw is {secret}"))
        ),
        _ => format!(
            "=?utf-8?B?{}?= =?utf-8?B?{}?=",
            STANDARD.encode(head),
            STANDARD.encode(tail)
        ),
    };
    format!(
        "From: \"{secret}\" <a@client.example> (pw {secret})\nTo: b@example.net\nSubject: {subject}\nX-Note: pw:{secret}\n\n\
        https://www.example.net/?pw={secret}"
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn no_secret_gets_out_however_it_is_said(
        way in 0..WAYS,
        user in "[a-z]{3,10}",
        secret in prop_oneof!["[a-z]{2}[0-9][A-Za-z0-9]{1,4}", "[A-Za-z0-9]{9,20}"],
        echo in 0..ECHOES.len(),
        capital in any::<bool>(),
        data in 0..5usize,
        form in 0..7usize,
    ) {
        prop_assume!(!user.contains(&secret));
        let echo = ECHOES[echo];
        let repeated = if capital { secret.to_ascii_uppercase() } else { secret.clone() };
        let echo = echo.replace("SECRET", &repeated);
        let shown = shown(way, &user, &secret, &echo, &message(data, &secret), form);
        // A short one may stand within a digest or a number: it must not stand apart.
        let is_apart = |at: usize, size: usize| {
            let bytes = shown.as_bytes();
            let is_word = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_alphanumeric);
            size >= 8 || !is_word(at.checked_sub(1)) && !is_word(Some(at + size))
        };
        let packed = STANDARD.encode(&secret);
        for wanted in [&secret, &repeated, packed.trim_end_matches('=')] {
            let found = shown.match_indices(wanted).find(|(at, _)| is_apart(*at, wanted.len()));
            let near = found.map(|(at, _)| {
                String::from_utf8_lossy(&shown.as_bytes()[at.saturating_sub(100)..(at + 40).min(shown.len())]).into_owned()
            });
            prop_assert!(near.is_none(), "{wanted} near {near:?}");
        }
    }
}

#[test]
fn words_of_the_clients_own_are_shown_only_where_none_is_a_secret() {
    let talk = |rest: &str| {
        let text = format!(
            "S: 220 mx.example.net ESMTP\nC: EHLO c.example\nS: 250 mx.example.net\n{rest}C: QUIT\nS: 221 bye\n"
        );
        let reports = analyze_all(text.as_bytes(), &options()).expect("reports");
        everything(&reports)
    };
    for typed in [
        "data zebra",
        "send money now",
        "mail correcthorse",
        "quit smoking",
        "AUTH xcorrecthorse",
        "AUTH correcthorse abc",
    ] {
        let shown = talk(&format!("C: {typed}\nS: 500 what\n")).to_lowercase();
        for word in ["zebra", "money", "correcthorse", "smoking"] {
            assert!(!shown.contains(word), "{typed}");
        }
    }
    let failed =
        "C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: YWxpY2U=\nS: 334 UGFzc3dvcmQ6\nS: 535 timeout\n";
    assert!(!talk(&format!("{failed}C: NOOP correcthorse\nS: 250 ok\n")).contains("correcthorse"));
    assert!(talk("C: NOOP keeping alive\nS: 250 ok\n").contains("keeping alive"));
    // The server goes: that is no log-in.
    let left = "C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: YWxpY2U=\nS: 334 UGFzc3dvcmQ6\nC: QUIT\nS: 221 x\nC: NOOP correcthorse\nS: 250 ok\n";
    assert!(!talk(left).contains("correcthorse"));
    let packed = STANDARD.encode("\0alice\0correcthorse");
    assert!(!talk(&format!("S: C: AUTH PLAIN {packed}\nS: 235 ok\n")).contains(&packed));
    // A mechanism that the server offers is one.
    let offered =
        "C: EHLO c.example\nS: 250-mx.example.net\nS: 250 AUTH XNEW\nC: AUTH XNEW\nS: 535 no\n";
    assert!(talk(offered).contains("AUTH XNEW"));
}

#[test]
fn the_evidence_around_a_secret_stays() {
    let text = format!(
        "S: 220 mail.example.net ESMTP\nC: EHLO mail.example\nS: 250-mail.example.net\nS: 250 SIZE 100000\nC: AUTH PLAIN {}\nS: 235 ok\n\
        C: MAIL FROM:<mail@client.example>\nS: 250 ok\nC: RCPT TO:<b@example.net>\nS: 250 ok\nC: DATA\nS: 354 go\n\
        C: Subject: the mail came\nC: \nC: x\nC: .\nS: 250 ok queued as AA\nC: QUIT\nS: 221 bye\n",
        STANDARD.encode("\0alice\0mail")
    );
    let report = &analyze_all(text.as_bytes(), &options()).expect("a report")[0];
    let session = &report.session.as_ref().expect("a session").session;
    assert_eq!(report.message.subject.as_deref(), Some("the mail came"));
    assert_eq!(session.server_name.as_deref(), Some("mail.example.net"));
    let from = session.transactions[0].mail_from.as_ref().expect("MAIL");
    assert_eq!(from.address.as_deref(), Some("mail@client.example"));
    assert!(
        session
            .steps
            .iter()
            .any(|step| step.text[0].starts_with("MAIL"))
    );
    assert_eq!(session.auth[0].identity.as_deref(), Some("alice"));
}

/// How a page or a link writes it: nothing that undoes that may show it.
fn escaped(way: usize, secret: &str) -> String {
    let each = |write: fn(u8) -> String| secret.bytes().map(write).collect::<String>();
    let percent = each(|byte| format!("%{byte:02X}"));
    match way {
        0 => percent,
        1 => percent.replace('%', "%25"),
        2 => percent.replace('%', "%2525"),
        3 => each(|byte| format!("&#{byte};")),
        4 => each(|byte| format!("&#x{byte:x};")),
        5 => percent.replace('%', "&#37;"),
        _ => each(|byte| format!("&#{byte};"))
            .replace('&', "%26")
            .replace('#', "%23"),
    }
}

#[test]
fn what_is_escaped_in_replies_subject_and_links_is_replaced_in_every_format() {
    let reports = analyze_all(include_bytes!("secret-entities.txt"), &options()).expect("reports");
    let shown = everything(&reports).to_lowercase();
    let undone = shown.replace("%21", "!").replace("&#67;", "c");
    for part in ["corr3ct", "horse!9", "horse%219", "&#67;&#111;&#114;"] {
        assert!(!undone.contains(part) && !shown.contains(part), "{part}");
    }
    let kept = serde_json::to_vec(&reports[0]).expect("JSON");
    let again = hdrtrace::Report::read(&kept).expect("a kept report");
    assert!(!everything(&again).to_lowercase().contains("corr3ct"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn no_escaped_secret_gets_out(
        secret in "[A-Z][a-z]{3}[0-9]-[A-Za-z]{4}![0-9]",
        way in 0..7usize,
        carrier in 0..5usize,
    ) {
        let told = escaped(way, &secret);
        let link = format!("https://www.example.net/?pw={told}");
        let page = format!("<a href='{link}'>your password {told}</a>");
        let data = match carrier {
            0 => format!("From: a@client.example\nSubject: x {told}\n\n{link}"),
            1 => format!("From: a@client.example\nContent-Type: text/html\n\n{page}"),
            2 => format!(
                "From: a@client.example\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\n{}",
                STANDARD.encode(&page)
            ),
            3 => format!(
                "From: a@client.example\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n{}",
                page.replace('=', "=3D").replace('&', "=26")
            ),
            _ => format!(
                "From: a@client.example\nSubject: =?utf-8?B?{}?=\nX-A: =?utf-8?Q?{}?=\n\nx",
                STANDARD.encode(&told),
                told.replace('=', "=3D").replace('&', "=26")
            ),
        };
        let shown = shown(0, "alice", &secret, "see https://x.example/?p=SECRET", &data, 0);
        let shown = shown + &shown_in_reply(&secret, &told);
        for wanted in [&secret, &told] {
            prop_assert!(!shown.contains(wanted.as_str()), "{wanted} of {secret} in {data}");
        }
    }
}

/// What is shown of a session in which the server's reply has the secret so.
fn shown_in_reply(secret: &str, told: &str) -> String {
    let text = format!(
        "S: 220 mx.example.net ESMTP\nC: EHLO c.example\nS: 250 AUTH PLAIN\nC: AUTH PLAIN {}\nS: 535 5.7.8 see https://x.example/?p={told}\nC: QUIT\nS: 221 bye\n",
        STANDARD.encode(format!("\0alice\0{secret}"))
    );
    let reports = analyze_all(text.as_bytes(), &options()).expect("reports");
    everything(&reports)
}
