use super::*;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

fn opened(mechanism: &str, said: &[&str]) -> Opened {
    let responses: Vec<Response> = said
        .iter()
        .map(|said| Response {
            asked: None,
            pieces: vec![STANDARD.encode(said).into_bytes()],
        })
        .collect();
    open(Exchange {
        mechanism,
        responses,
        prompts: Vec::new(),
        initial: true,
        has_server: true,
    })
}

/// LOGIN with these prompts, as they are sent; the secret is always `correcthorse`.
fn logged_in(prompts: &[&str], said: &[&str], initial: bool) -> Option<String> {
    let mut asked = prompts.iter().map(|text| text.as_bytes().to_vec());
    let responses = said
        .iter()
        .enumerate()
        .map(|(at, said)| Response {
            asked: (at > 0 || !initial).then(|| asked.next()).flatten(),
            pieces: vec![STANDARD.encode(said).into_bytes()],
        })
        .collect();
    open(Exchange {
        mechanism: "LOGIN",
        responses,
        prompts: prompts
            .iter()
            .map(|text| text.as_bytes().to_vec())
            .collect(),
        initial,
        has_server: true,
    })
    .identity
}

#[test]
fn a_password_that_is_asked_for_first_is_no_name() {
    let (user, password) = ("VXNlcm5hbWU6", "UGFzc3dvcmQ6");
    let enter = STANDARD.encode("Enter password:");
    let right = &["alice", "correcthorse"][..];
    let wrong = &["correcthorse", "alice"][..];
    for (prompts, said, initial, identity) in [
        (&[user, password][..], right, false, Some("alice")),
        (&["User Name", "Password:"], right, false, Some("alice")),
        (&[password], right, true, Some("alice")),
        (&[password, user], wrong, false, None),
        (&["Password:", "Username:"], wrong, false, None),
        (&[&enter, user], wrong, false, None),
        (&["", user], wrong, false, None),
        (&["", ""], wrong, false, None),
        (&[user], wrong, true, None),
        (&["xyz"], &["correcthorse"], false, None),
    ] {
        let found = logged_in(prompts, said, initial);
        assert_eq!(found.as_deref(), identity, "{prompts:?}");
    }
}

#[test]
fn whatever_the_shape_the_secret_is_learnt() {
    let holds = |secrets: &[Secret], wanted: &[u8]| {
        secrets
            .iter()
            .any(|secret| secret.forms().contains(&wanted.to_vec()))
    };
    for said in ["alice\0hunter2", "\0alice\0hunter2\0", "alice:hunter2"] {
        assert!(
            holds(&opened("PLAIN", &[said]).secrets, b"hunter2"),
            "{said:?}"
        );
        let line = format!("AUTH=PLAIN {}", STANDARD.encode(said));
        assert!(holds(&withheld(line.as_bytes()), b"hunter2"), "{said:?}");
    }
    let glued = format!(
        "{}{}",
        STANDARD.encode("alice"),
        STANDARD.encode("correcthorse")
    );
    assert!(holds(&withheld(glued.as_bytes()), b"correcthorse"));
    let line = STANDARD.encode("\0alice\0correcthorse");
    assert!(!holds(&withheld(line.as_bytes()), b"alice"));
    assert!(!holds(
        &withheld(b"RCTP TO:<b1@example.net>"),
        b"TO:<b1@example.net>"
    ));
}

#[test]
fn identities_are_read_and_never_the_password() {
    for (mechanism, said, identity) in [
        ("PLAIN", &["\0alice\0secret"][..], Some("alice")),
        ("plain", &["admin\0\0secret"], Some("admin")),
        ("PLAIN", &["alice"], None),
        ("LOGIN", &["alice", "secret"], Some("alice")),
        ("LOGIN", &["secret", "secret"], None),
        (
            "XOAUTH2",
            &["user=a@x.example\u{1}auth=Bearer t0ken\u{1}\u{1}"],
            Some("a@x.example"),
        ),
        (
            "OAUTHBEARER",
            &["n,a=a@x.example,\u{1}auth=Bearer t0ken\u{1}\u{1}"],
            Some("a@x.example"),
        ),
        (
            "CRAM-MD5",
            &["alice smith 0123456789abcdef"],
            Some("alice smith"),
        ),
        (
            "DIGEST-MD5",
            &["username=\"alice\",realm=\"x\",response=00"],
            Some("alice"),
        ),
        (
            "SCRAM-SHA-256",
            &["n,,n=a=2Cb,r=nonce", "c=biws,r=nonce,p=proof"],
            Some("a,b"),
        ),
        ("X-UNKNOWN", &["alice"], None),
    ] {
        assert_eq!(
            opened(mechanism, said).identity.as_deref(),
            identity,
            "{mechanism} {said:?}"
        );
    }
}

#[test]
fn a_response_in_pieces_is_secret_however_it_is_read() {
    // Three questions and three lines: each may answer one, or the last two are one response that was broken.
    let packed = STANDARD.encode("A_AaA$-aaa+A!");
    let (head, tail) = packed.split_at(10);
    let prompt = || STANDARD.encode("Password:").into_bytes();
    let response = |pieces: &[&str]| Response {
        asked: Some(prompt()),
        pieces: pieces
            .iter()
            .map(|piece| piece.as_bytes().to_vec())
            .collect(),
    };
    let opened = open(Exchange {
        mechanism: "LOGIN",
        responses: vec![response(&["YWFh"]), response(&[head, tail])],
        prompts: vec![prompt(), prompt(), Vec::new()],
        initial: false,
        has_server: true,
    });
    let whole = b"A_AaA$-aaa+A!".to_vec();
    assert!(
        opened
            .secrets
            .iter()
            .any(|secret| secret.forms().contains(&whole))
    );
}
