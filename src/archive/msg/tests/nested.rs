//! Messages within messages.

use super::{HEADER, Object, received, walk};
use crate::archive::mapi::Outlook;
use crate::archive::msg::{ole::Ole, storage};
use crate::body;
use crate::limits::{MAX_CONTAINERS, MAX_RTF};

fn parsed(object: &Object) -> Outlook {
    let file = object.file();
    let item = storage::message(&mut Ole::open(&file).expect("a file")).expect("a message");
    Outlook::of(item).expect("a message")
}

#[test]
fn each_kind_of_attached_message_is_found() {
    let inner = Object::default()
        .narrow(0x007D, b"From: caf\xe9@example.com\r\n")
        .integer(0x3FFD, 1251);
    let outlook = parsed(
        &received()
            .attachment(Object::default().text(0x3001, "Fw: hello").embedded(inner))
            .attachment(
                Object::default()
                    .text(0x3707, "a.txt")
                    .binary(0x3701, b"text"),
            )
            .attachment(
                Object::default()
                    .text(0x3707, "b.EML")
                    .binary(0x3701, b"From: b@example.com"),
            )
            .attachment(
                Object::default()
                    .text(0x370E, "message/rfc822")
                    .binary(0x3701, b"From: c@example.com"),
            ),
    );
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let mut nested: Vec<_> = outlook
        .nested
        .iter()
        .map(|one| {
            (
                one.part.clone(),
                one.name.clone(),
                text(&one.outlook.header),
            )
        })
        .collect();
    // Files are attached to the message that was rebuilt.
    let rebuilt = outlook.rebuilt.expect("attachments");
    let files = body::attached(&rebuilt, 9).expect("messages");
    nested.extend(
        files
            .messages
            .iter()
            .map(|one| (one.part.clone(), one.name.clone(), text(&one.bytes))),
    );
    let named = |name: &str| Some(name.to_owned());
    assert_eq!(
        nested,
        [
            (
                "5".to_owned(),
                named("Fw: hello"),
                "From: caf\u{439}@example.com\r\n".to_owned()
            ),
            (
                "3".to_owned(),
                named("b.EML"),
                "From: b@example.com".to_owned()
            ),
            ("4".to_owned(), None, "From: c@example.com".to_owned()),
        ]
    );
}

#[test]
fn what_is_attached_and_no_message_is_counted() {
    let contact = Object::default()
        .text(0x001A, "IPM.Contact")
        .text(0x3001, "Bob");
    let outlook = parsed(&received().attachment(Object::default().embedded(contact)));
    assert!(outlook.nested.is_empty());
    let fact = outlook.facts.last().expect("a fact");
    assert_eq!(fact.name, "attached-items");
}

/// The same compressed text in every message would be unpacked for each.
#[test]
fn compressed_texts_are_unpacked_up_to_a_sum() {
    // One that is not compressed.
    let text = format!("{{\\rtf1 {}}}", "x".repeat(MAX_RTF / 2 - 100));
    let length = u32::try_from(text.len()).unwrap();
    let mut long = [
        (length + 12).to_le_bytes(),
        length.to_le_bytes(),
        *b"MELA",
        [0; 4],
    ]
    .concat();
    long.extend(text.bytes());
    let with = |rtf: &[u8]| Object::default().text(0x007D, HEADER).binary(0x1009, rtf);
    let mut object = with(&long);
    for _ in 0..3 {
        object = object.attachment(Object::default().embedded(with(&long)));
    }
    let outlook = parsed(&object);
    let texts = outlook
        .nested
        .iter()
        .filter(|one| one.outlook.rebuilt.is_some());
    assert_eq!((outlook.rebuilt.is_some(), texts.count()), (true, 1));
    let last = &outlook.nested[2].outlook.facts;
    assert!(last.iter().any(|fact| fact.name == "left-out"));
}

#[test]
fn nesting_has_an_end() {
    let mut object = received();
    for _ in 0..MAX_CONTAINERS {
        object = received().attachment(Object::default().embedded(object));
    }
    let mut depth = 0;
    let mut open = parsed(&object);
    loop {
        depth += 1;
        let fact = open.facts.iter().find(|fact| fact.name == "left-out");
        assert_eq!(fact.is_some(), depth == MAX_CONTAINERS);
        match open.nested.pop() {
            Some(inner) => open = inner.outlook,
            None => break,
        }
    }
    assert_eq!(depth, MAX_CONTAINERS);
    assert_eq!(walk(&object.file()).unwrap().header, HEADER);
}
