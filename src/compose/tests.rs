use super::*;

fn draft(cc: &str) -> Draft {
    Draft {
        from: "alice@sender.example".parse().expect("an address"),
        to: vec!["bob@example.net".parse().expect("an address")],
        cc: vec![cc.parse().expect("an address")],
        subject: String::new(),
        date: DateTime::UNIX_EPOCH.fixed_offset(),
        message_id: "<1@sender.example>".to_owned(),
        text: None,
        html: None,
    }
}

#[test]
fn addresses_beyond_ascii_are_asked_for() {
    let said = |cc: &str| session_text(&draft(cc).session(None, None).expect("a session"));
    let wide = said("\u{f6}@\u{fc}.example");
    assert!(
        wide.contains("S: 250-SMTPUTF8\n") && wide.contains(" SMTPUTF8\n"),
        "{wide}"
    );
    assert!(!said("carol@example.org").contains("SMTPUTF8"));
}

#[test]
fn a_host_has_a_name_or_an_address() {
    for good in [
        "c.example",
        "localhost",
        "[192.0.2.7]",
        "[IPv6:2001:db8::1]",
    ] {
        assert_eq!(host(good).as_deref(), Ok(good));
    }
    assert_eq!(
        host("mx.\u{fc}.example").as_deref(),
        Ok("mx.xn--tda.example")
    );
    for wrong in [
        "x y",
        "",
        "[x]",
        "[2001:db8::1]",
        "-a.example",
        "a..example",
        "a\r\nb",
        "192.0.2.7 x",
    ] {
        assert!(host(wrong).is_err(), "{wrong:?}");
        assert!(
            draft("c@c.example").session(Some(wrong), None).is_err(),
            "{wrong:?}"
        );
    }
}
