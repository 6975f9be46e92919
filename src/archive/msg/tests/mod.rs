//! Messages of Outlook, written as Outlook writes them.

mod bodies;
mod headers;
mod hostile;
mod nested;
mod seeds;
mod writer;

use crate::archive::{self, ArchiveError, Content, Item, Options};
use crate::words::origin::{Keeps, Origin};
use std::borrow::Cow;
use std::ops::ControlFlow;
use writer::Object;

/// What a file gives.
#[derive(Debug, Default)]
struct Found {
    header: String,
    rebuilt: Option<String>,
    origin: Origin,
    sha256: String,
    failures: Vec<String>,
}

impl Found {
    fn fact(&self, name: &str) -> Option<&str> {
        let fact = self.origin.facts.iter().find(|fact| fact.name == name);
        fact.map(|fact| fact.value.as_str())
    }
}

fn walk(bytes: &[u8]) -> Result<Found, ArchiveError> {
    let mut found = Found::default();
    let mut take = |item: Item<'_>| {
        match item {
            Item::Message(entry) => {
                found.header = String::from_utf8_lossy(&entry.bytes).into_owned();
                let text = |bytes| String::from_utf8(bytes).expect("ASCII");
                found.rebuilt = entry.rebuilt.map(text);
                found.origin = entry.origin.unwrap_or_default();
                found.sha256 = entry.known_by.map(|whole| whole.sha256).unwrap_or_default();
            }
            Item::Failed(failure) => found.failures.push(failure.error.to_string()),
        }
        ControlFlow::Continue(())
    };
    let content = Content::Bytes(Cow::Borrowed(bytes));
    archive::walk(content, &Options::default(), &mut take)?;
    Ok(found)
}

fn read(object: &Object) -> Found {
    walk(&object.file()).expect("a message")
}

const HEADER: &str = "Received: from a.example ([192.0.2.7]) by mx.example.net; Sat, 02 May 2026 10:00:11 +0000\r\n\
    From: Alice <alice@example.com>\r\nSubject: hello\r\n";

/// A message as it was received.
fn received() -> Object {
    Object::default()
        .text(0x001A, "IPM.Note")
        .text(0x007D, HEADER)
        .text(0x1000, "See https://example.com/a")
}

#[test]
fn a_message_says_where_it_comes_from() {
    let object = received()
        .time(0x0E06, 1_777_716_012)
        .time(0x0039, 1_777_716_000)
        .text(0x5D01, "alice@example.com")
        .text(0x5D07, "bob@example.net");
    let file = object.file();
    let found = walk(&file).unwrap();
    assert_eq!(found.header, HEADER);
    assert_eq!(found.origin.keeps, Keeps::Nothing);
    assert!(found.origin.reason.is_some());
    assert_eq!(found.sha256, crate::sha256(&file));
    let facts: Vec<_> = found
        .origin
        .facts
        .iter()
        .map(|fact| (&*fact.name, &*fact.value))
        .collect();
    assert_eq!(
        facts,
        [
            ("message-class", "IPM.Note"),
            ("submitted", "2026-05-02T10:00:00Z"),
            ("delivered", "2026-05-02T10:00:12Z"),
            ("sender", "alice@example.com"),
            ("received-by", "bob@example.net"),
        ]
    );
    assert!(found.failures.is_empty());
}

#[test]
fn files_of_both_versions_are_read() {
    for version in [cfb::Version::V3, cfb::Version::V4] {
        assert_eq!(walk(&received().file_of(version)).unwrap().header, HEADER);
    }
}
