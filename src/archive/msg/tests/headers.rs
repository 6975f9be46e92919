//! Headers: as they were stored, and made up.

use super::{HEADER, Object, read, received};

#[test]
fn stored_texts_are_cut_to_the_header() {
    let end = "\r\n\r\n------=_Part_1\r\nContent-Type: text/plain\r\nReceived: from nobody\r\n\r\n--b--\r\n";
    let plain = HEADER.replace("\r\n", "\n");
    for (stored, what) in [
        (HEADER.to_owned(), "as it is"),
        (HEADER.trim_end().to_owned(), "without a line end"),
        (format!("{}\0\0", HEADER.trim_end()), "with zeros behind"),
        (plain, "LF"),
        (format!("{}{end}", HEADER.trim_end()), "headers of parts"),
        (format!("\r\n{HEADER}"), "an empty line above"),
        (
            format!("Microsoft Mail Internet Headers Version 2.0\r\n{HEADER}\r\n"),
            "its title",
        ),
        (
            format!("Microsoft Mail Internet Headers Version 2.0\r\n\r\n{HEADER}"),
            "a title apart",
        ),
    ] {
        let found = read(&Object::default().text(0x007D, &stored));
        assert_eq!(found.header, HEADER, "{what}");
        assert_eq!(found.fact("header"), None, "{what}");
    }
}

#[test]
fn texts_are_read_by_their_code_page() {
    for (page, subject, expected, fact) in [
        (
            Some(1252),
            &b"caf\xe9 \x80"[..],
            "caf\u{e9} \u{20ac}",
            "1252",
        ),
        (
            Some(1251),
            b"\xcf\xf0\xe8\xe2\xe5\xf2",
            "\u{41f}\u{440}\u{438}\u{432}\u{435}\u{442}",
            "1251",
        ),
        (Some(932), b"\x93\xfa\x96\x7b", "\u{65e5}\u{672c}", "932"),
        (Some(65001), b"caf\xc3\xa9", "caf\u{e9}", "65001"),
        (
            Some(4711),
            b"caf\xe9",
            "caf\u{e9}",
            "4711 is unknown; read as windows-1252",
        ),
        (
            None,
            b"caf\xe9",
            "caf\u{e9}",
            "not stated; read as windows-1252",
        ),
    ] {
        let header = [b"From: a@example.com\r\nSubject: ", subject, b"\r\n"].concat();
        for id in [0x3FFD, 0x3FDE] {
            let mut object = Object::default().narrow(0x007D, &header);
            if let Some(page) = page {
                object = object.integer(id, page);
            }
            let found = read(&object);
            let lines = format!("From: a@example.com\r\nSubject: {expected}\r\n");
            assert_eq!(found.header, lines);
            assert_eq!(found.fact("code-page"), Some(fact));
        }
    }
    // The text in Unicode is the one that nothing was lost of.
    let both = Object::default()
        .narrow(0x007D, b"From: ?@example.com\r\n")
        .text(0x007D, HEADER);
    assert_eq!(read(&both).header, HEADER);
    assert_eq!(
        read(&received().integer(0x3FFD, 4711)).fact("code-page"),
        None
    );
}

/// A sender declares the character set of a message, and Outlook takes it for the code page.
#[test]
fn no_code_page_makes_lines_of_a_header() {
    let header = b"From: a@example.com\r\nSubject: +AA0ACg-Received: x \x1b$B!!\x1b(B caf\xe9\r\n";
    for page in [1200, 50220, 50221, 50222, 65000] {
        let object = Object::default()
            .narrow(0x007D, header)
            .integer(0x3FFD, page);
        let found = read(&object);
        assert_eq!(
            found.header,
            "From: a@example.com\r\nSubject: +AA0ACg-Received: x \u{1b}$B!!\u{1b}(B caf\u{e9}\r\n"
        );
        let said = format!("{page}; a header is read as windows-1252");
        assert_eq!(found.fact("code-page"), Some(&*said));
    }
}

fn recipient(kind: u32, name: &str, address: &str) -> Object {
    Object::default()
        .integer(0x0C15, kind)
        .text(0x3001, name)
        .text(0x3002, "SMTP")
        .text(0x3003, address)
}

/// A message as Outlook keeps it before it is sent.
fn draft() -> Object {
    Object::default()
        .text(0x001A, "IPM.Note")
        .text(0x0037, "Budget")
        .text(0x0C1A, "Alice \"A\" Example")
        .text(0x0C1E, "SMTP")
        .text(0x0C1F, "alice@example.com")
        .recipient(recipient(1, "Bob", "bob@example.net"))
        .recipient(recipient(
            0x8000_0002,
            "carol@example.net",
            "carol@example.net",
        ))
        .recipient(recipient(1, "", "dan@example.net"))
}

#[test]
fn what_was_not_stored_is_made_up_and_said() {
    const EX: &str = "/O=EXAMPLE/OU=FIRST/CN=RECIPIENTS/CN=ALICE";
    let from = "From: \"Alice \\\"A\\\" Example\" <alice@example.com>\r\n";
    let people = "To: \"Bob\" <bob@example.net>, dan@example.net\r\nCc: carol@example.net\r\nSubject: Budget\r\n";
    let made_up = "made up from properties: Outlook stored no transport header; ";
    let internal = || draft().text(0x0C1E, "EX").text(0x0C1F, EX);
    for (object, header, fact) in [
        (draft().integer(0x0E07, 0x9), format!("{from}{people}"), format!("{made_up}the item is a draft")),
        (
            draft().integer(0x0E07, 0x21).time(0x0039, 1_777_716_000).text(0x1035, "<1@example.com>"),
            format!("{from}{people}Date: Sat, 2 May 2026 10:00:00 +0000\r\nMessage-ID: <1@example.com>\r\n"),
            format!("{made_up}the item was sent from this mailbox"),
        ),
        (
            internal().time(0x0E06, 1),
            format!("From: \"Alice \\\"A\\\" Example\"\r\n{people}"),
            format!("{made_up}the sender's address is one of Exchange, and the message probably never left it"),
        ),
        (
            internal().text(0x5D01, "alice@example.com"),
            format!("{from}{people}"),
            format!("{made_up}the sender's address is one of Exchange, and the message probably never left it"),
        ),
        (
            draft(),
            format!("{from}{people}"),
            format!("{made_up}the item has no time of delivery, and was probably not received"),
        ),
        (
            draft().time(0x0E06, 1_777_716_000),
            format!("{from}{people}"),
            format!("{made_up}the item does not say why"),
        ),
        (
            draft().text(0x007D, "X-Unsent: 1\r\nSubject: stored\r\n\r\n"),
            format!("X-Unsent: 1\r\nSubject: stored\r\n{from}{}", people.replace("Subject: Budget\r\n", "")),
            "completed from properties: the stored header has neither From nor Received; the item is a draft".to_owned(),
        ),
        (
            draft().text(0x007D, "From: eve@example.com\r\nX-Unsent: 1\r\n"),
            "From: eve@example.com\r\nX-Unsent: 1\r\n".to_owned(),
            "X-Unsent: 1: the message was composed, and not received".to_owned(),
        ),
        // A sender can write the field, and a receiver's stands above it.
        (
            draft().text(0x007D, "Received: from a by b\r\nFrom: eve@example.com\r\nX-Unsent: 1\r\n"),
            "Received: from a by b\r\nFrom: eve@example.com\r\nX-Unsent: 1\r\n".to_owned(),
            String::new(),
        ),
        (
            draft().text(0x0042, "The Boss").text(0x5D02, "boss@example.com"),
            format!("From: \"The Boss\" <boss@example.com>\r\n{}{people}", from.replace("From", "Sender")),
            format!("{made_up}the item has no time of delivery, and was probably not received"),
        ),
    ] {
        let found = read(&object);
        assert_eq!(found.header, header);
        assert_eq!(found.fact("header").unwrap_or_default(), fact);
    }
}

#[test]
fn no_property_makes_a_field_of_its_own() {
    let object = Object::default()
        .text(0x0037, "\u{1}\u{5}RE: a\r\nReceived: from nobody\r\n\tb")
        .text(0x0C1A, "x\nBcc: y")
        .text(0x5D01, "a@example.com>\r\nX: <y@example.com")
        .text(0x1035, "<1@example.com>\nX: y");
    let found = read(&object);
    assert_eq!(
        found.header,
        "From: \"x Bcc: y\"\r\nSubject: RE: a Received: from nobody b\r\nMessage-ID: <1@example.com> X: y\r\n"
    );
}

#[test]
fn items_that_are_no_messages_are_errors() {
    for object in [
        Object::default()
            .text(0x001A, "IPM.Contact")
            .text(0x0037, "Alice"),
        Object::default()
            .text(0x001A, "IPM.Task")
            .text(0x0037, "Do it"),
        Object::default().text(0x001A, "IPM.Note"),
        Object::default(),
    ] {
        let error = super::walk(&object.file()).expect_err("no message");
        assert!(error.to_string().contains("no message"), "{error}");
    }
}
