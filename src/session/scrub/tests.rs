use super::*;

fn shown(secrets: &[&str], text: &str, place: Place) -> String {
    let secrets: Vec<Secret> = secrets
        .iter()
        .map(|secret| Secret::new(secret.as_bytes()))
        .collect();
    let mut text = text.to_owned();
    Scrubber::new(&secrets).text(&mut text, place);
    text
}

fn masked(secret: &str, text: &str) -> String {
    let mut bytes = text.as_bytes().to_vec();
    Scrubber::new(&[Secret::new(secret.as_bytes())]).mask(&mut bytes);
    String::from_utf8(bytes).expect("text")
}

#[test]
fn a_secret_goes_in_both_forms_and_a_word_in_a_name_stays() {
    for place in [Place::Name, Place::Prose] {
        let mut scrubber = Scrubber::new(&[Secret::new(b"test"), Secret::new(b"correct horse")]);
        let mut text = "mail.test said test and correct horse, Y29ycmVjdCBob3JzZQ==".to_owned();
        scrubber.text(&mut text, place);
        assert_eq!(text, "mail.test said [secret] and [secret], [secret]==");
        assert_eq!(scrubber.count(), 3);
    }
}

#[test]
fn in_prose_only_letters_and_digits_make_a_word() {
    for text in [
        "535 Bad password: hunter2.",
        "535 password_hunter2",
        "535 smtp://alice:hunter2@mx.example.net refused",
        "pw=hunter2.",
        "HUNTER2",
        "68756e74657232",
        "mx.hunter2.example",
    ] {
        let shown = shown(&["hunter2"], text, Place::Prose);
        assert!(shown.contains("[secret]"), "{shown}");
    }
    assert_eq!(shown(&["hunter2"], "xhunter2", Place::Prose), "xhunter2");
    assert_eq!(
        shown(&["alice"], "<alice@client.example>", Place::Name),
        "<alice@client.example>"
    );
    assert_eq!(
        shown(&["abc"], "535 no <abc>", Place::Prose),
        "535 no <abc>"
    );
    assert_eq!(
        shown(&["abc"], "535 no <abc>", Place::Answer),
        "535 no <[secret]>"
    );
    assert_eq!(shown(&["535"], "535 no", Place::Answer), "535 no");
}

#[test]
fn one_that_does_not_stand_apart_hides_no_other() {
    assert_eq!(
        shown(&["x-hunt", "hunter2"], "ax-hunter2", Place::Prose),
        "ax-[secret]"
    );
}

#[test]
fn a_message_keeps_its_words_unless_they_are_told_as_a_password() {
    for (secret, text, expected) in [
        (
            "hunter2",
            "Subject: my pw is hunter2",
            "Subject: my pw is *******",
        ),
        ("hunter2", "I am hunter2.", "I am *******."),
        (
            "mail",
            "the mail came, and the MAIL",
            "the mail came, and the MAIL",
        ),
        ("mail", "Password: mail", "Password: ****"),
        ("2026", "Date: Sat, 02 May 2026", "Date: Sat, 02 May 2026"),
        ("correcthorse", "xCorrectHorsex", "x************x"),
        (
            "correcthorse",
            "=?utf-8?Q?correct=68orse?=",
            "=?utf-8?Q?**************?=",
        ),
        (
            "correct horse",
            "=?utf-8?Q?correct_horse?=",
            "=?utf-8?Q?*************?=",
        ),
        (
            "correcthorse",
            "From: \"correct\\horse\" <a@b.example>",
            "From: \"*************\" <a@b.example>",
        ),
    ] {
        assert_eq!(masked(secret, text), expected, "{secret}");
    }
    // Words that only a reader puts together go as a whole.
    for text in [
        "=?utf-8?B?Y29y cmVjdGhvcnNl?=",
        "=?utf-8?B?Y29y*cmVjdGhv?==?utf-8?Q?rse?=",
        "correct=?utf-8?B?aG9yc2U=?=",
        "correct=?utf-16be?Q?=00h=00o=00r=00s=00e?=",
        "=?utf-8?B?Y29ycmVj?=\r\n =?utf-8?Q?thorse?=",
    ] {
        let shown = masked("correcthorse", &format!("Subject: {text}\r\nTo: =?x?Q?y?="));
        assert_eq!(shown.len(), text.len() + 24, "{shown}");
        assert!(shown.ends_with("**\r\nTo: =?x?Q?y?="), "{shown}");
        let subject = crate::codec::encoded_word::decode(shown.as_bytes());
        assert!(!subject.contains("correcthorse"), "{shown}");
    }
    let coded = masked("correcthorse", "=?utf-8?B?bXkgcHcgaXMgY29ycmVjdGhvcnNl?=");
    assert!(coded.starts_with("=?utf-8?B?bXkgcHcgaXMg****"), "{coded}");
}
