//! Stores of Outlook, written as Outlook writes them.

mod hostile;
mod layers;
mod lost;
mod writer;

use crate::archive::{self, Content, Item, Options, Summary};
use std::borrow::Cow;
use std::fs;
use std::ops::ControlFlow;
use std::path::Path;
use writer::{Form, Property, Writer, binary, integer, text};

const HEADER: &str = "Received: from a.example ([192.0.2.7]) by mx.example.net; Sat, 02 May 2026 10:00:11 +0000\r\nFrom: a@example.com\r\n";

/// A folder, with its tables.
fn folder(writer: &mut Writer, id: u32, name: &str, inside: &[u32], messages: &[u32]) {
    let properties = writer.properties(vec![text(0x3001, name)], vec![]);
    writer.node(id, properties);
    for (kind, list) in [(0x0D, inside), (0x0E, messages)] {
        let rows: Vec<(u32, Vec<Property>)> = list.iter().map(|id| (*id, vec![])).collect();
        let table = writer.table(&rows);
        writer.node(id & !0x1F | kind, table);
    }
}

/// A store with a folder in a folder, and messages of several kinds; a file and a header are of so many bytes.
fn store(coding: u8, size: usize) -> Vec<u8> {
    store_of(Form::Unicode, coding, size)
}

const TOP: u32 = 0x8022;
const INBOX: u32 = 0x8042;

/// The store itself, which says which folder is above all others.
fn begin(form: Form) -> Writer {
    let mut writer = Writer::new(form);
    let mut entry = vec![0; 20];
    entry[4..20].copy_from_slice(&[7; 16]);
    entry.extend(TOP.to_le_bytes());
    let properties = vec![
        binary(0x0FF9, &[7; 16]),
        binary(0x35E0, &entry),
        text(0x3001, "store"),
    ];
    let properties = writer.properties(properties, vec![]);
    writer.node(0x21, properties);
    writer
}

fn store_of(form: Form, coding: u8, size: usize) -> Vec<u8> {
    const BELOW: u32 = 0x8062;
    let mut writer = begin(form);
    folder(&mut writer, TOP, "Top", &[INBOX], &[]);
    folder(
        &mut writer,
        INBOX,
        "Inbox",
        &[BELOW],
        &[0x20_0004, 0x20_0024],
    );
    // A folder that is in itself.
    folder(
        &mut writer,
        BELOW,
        "a/b",
        &[INBOX, BELOW],
        &[0x20_0044, 0x20_0064, 0x20_0084],
    );

    // Received, with a large file.
    let file = vec![
        integer(0x3705, 1),
        text(0x3707, "big.bin"),
        binary(0x3701, &vec![9; size]),
    ];
    let (data, inner) = writer.properties(file, vec![]);
    let table = writer.table(&[(0x8025, vec![])]);
    let message = vec![
        text(0x001A, "IPM.Note"),
        text(0x007D, HEADER),
        text(0x1000, "https://example.com/"),
    ];
    let message = writer.properties(message, vec![(0x671, table.0, 0), (0x8025, data, inner)]);
    writer.node(0x20_0004, message);

    // A draft to two people.
    let people = writer.table(&[
        (
            1,
            vec![
                integer(0x0C15, 1),
                text(0x3001, "Bob"),
                text(0x39FE, "bob@example.net"),
            ],
        ),
        (2, vec![integer(0x0C15, 2), text(0x3001, "Carol")]),
    ]);
    let draft = vec![
        text(0x0037, "\u{1}\u{1}x"),
        text(0x5D01, "a@example.com"),
        integer(0x0E07, 8),
    ];
    let draft = writer.properties(draft, vec![(0x692, people.0, 0)]);
    writer.node(0x20_0024, draft);

    // One of which the header is long.
    let long = format!("{HEADER}X-Long: {}\r\n", "x".repeat(size));
    let empty = writer.table(&[]);
    let message = writer.properties(vec![text(0x007D, &long)], vec![(0x671, empty.0, 0)]);
    writer.node(0x20_0044, message);

    let contact = writer.properties(
        vec![text(0x001A, "IPM.Contact"), text(0x0037, "Bob")],
        vec![],
    );
    writer.node(0x20_0064, contact);
    // The last is listed, and missing.
    writer.file(coding)
}

/// The messages of a file with the paths of them, and what could not be read.
fn walk(file: &[u8]) -> (Vec<(String, String)>, Vec<String>, Option<Summary>) {
    let (mut found, mut failed) = (Vec::new(), Vec::new());
    let mut take = |item: Item<'_>| {
        match item {
            Item::Message(entry) => {
                let header = String::from_utf8_lossy(&entry.bytes).into_owned();
                let member = entry.origin.map(|origin| origin.steps[0].member.clone());
                found.push((member.unwrap_or_default(), header));
            }
            Item::Failed(failure) => {
                failed.push(format!("{}: {}", failure.steps[0].member, failure.error));
            }
        }
        ControlFlow::Continue(())
    };
    let content = Content::Bytes(Cow::Borrowed(file));
    let end = archive::walk(content, &Options::default(), &mut take);
    (found, failed, end.ok())
}

#[test]
fn every_folder_is_read() {
    let forms = [Form::Unicode, Form::Ansi];
    for (form, coding) in forms
        .into_iter()
        .flat_map(|form| (0..3).map(move |coding| (form, coding)))
    {
        let (found, failed, summary) = walk(&store_of(form, coding, 20_000));
        let long = format!("{HEADER}X-Long: {}\r\n", "x".repeat(20_000));
        let draft = "From: a@example.com\r\nTo: \"Bob\" <bob@example.net>\r\nCc: \"Carol\"\r\nSubject: x\r\n";
        let expected = [
            ("Inbox/1", HEADER),
            ("Inbox/2", draft),
            ("Inbox/a_b/1", &long),
        ];
        let found: Vec<_> = found
            .iter()
            .map(|(member, header)| (&**member, &**header))
            .collect();
        assert_eq!(found, expected, "{form:?} {coding}");
        assert_eq!(
            failed,
            ["Inbox/a_b/3: is a damaged Outlook data file (.pst): a node or block is missing"]
        );
        assert_eq!(summary.map(|summary| summary.passed_over), Some(1));
    }
}

/// A store with so many messages in one folder.
fn large(form: Form, count: u32) -> Vec<u8> {
    let mut writer = begin(form);
    let ids: Vec<u32> = (0..count).map(|number| 0x20_0004 + number * 0x20).collect();
    folder(&mut writer, TOP, "Top", &[INBOX], &[]);
    folder(&mut writer, INBOX, "Inbox", &[], &ids);
    let empty = writer.table(&[]).0;
    for id in ids {
        let header = format!("From: {id}@example.com\r\n");
        let message = writer.properties(vec![text(0x007D, &header)], vec![(0x671, empty, 0)]);
        writer.node(id, message);
    }
    writer.file(1)
}

#[test]
fn a_large_folder_is_read_in_its_order() {
    for form in [Form::Unicode, Form::Ansi] {
        let (found, failed, _) = walk(&large(form, 2500));
        assert!(failed.is_empty(), "{:?}", failed.first());
        let expected: Vec<(String, String)> = (0..2500)
            .map(|number| {
                let header = format!("From: {}@example.com\r\n", 0x20_0004 + number * 0x20);
                (format!("Inbox/{}", number + 1), header)
            })
            .collect();
        assert!(found == expected, "{form:?}: {}", found.len());
    }
}

#[test]
fn files_are_in_what_is_rebuilt() {
    let mut hashes = Vec::new();
    let file = store(1, 10_000);
    let content = Content::Bytes(Cow::Borrowed(&file));
    let _ = archive::walk(content, &Options::default(), &mut |item| {
        if let Item::Message(entry) = item
            && let Some(rebuilt) = entry.rebuilt
            && let crate::checked::Checked::Done(body) = crate::body::read(
                &crate::message::Message::parse(&rebuilt),
                crate::body::Unpack::Files,
            )
        {
            hashes.extend(body.attachments.into_iter().map(|file| file.sha256));
        }
        ControlFlow::Continue(())
    });
    assert_eq!(hashes, [crate::sha256(&[9; 10_000])]);
}

/// What fuzzing begins with is what the writer writes. `UPDATE_GOLDEN=1 cargo test --lib pst::` writes it anew.
#[test]
fn the_seed_is_as_written() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds/outlook");
    let (path, file) = (folder.join("store.pst"), store(0, 10));
    assert!(file.len() <= 8192, "{} bytes", file.len());
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&path, &file).expect("written");
    }
    // A package leaves fuzzing out.
    if folder.is_dir() {
        assert!(
            fs::read(&path).is_ok_and(|kept| kept == file),
            "UPDATE_GOLDEN=1 writes it"
        );
    }
}

/// What Microsoft's own reader finds in what was written.
#[test]
fn another_reader_takes_what_was_written() {
    let first = "From: 2097156@example.com\r\n";
    for (file, header, count) in [
        (store(1, 20_000), HEADER, 2),
        (large(Form::Unicode, 2500), first, 2500),
    ] {
        other_reader(file, header, count);
    }
}

fn other_reader(file: Vec<u8>, expected: &str, count: usize) {
    use outlook_pst::messaging::store::UnicodeStore;
    use outlook_pst::{UnicodePstFile, messaging::store::Store as _};
    use std::io::Cursor;
    use std::rc::Rc;
    let file = UnicodePstFile::read_from(Box::new(Cursor::new(file))).expect("a file");
    let store = UnicodeStore::read(Rc::new(file)).expect("a store");
    let top = store
        .properties()
        .ipm_sub_tree_entry_id()
        .expect("a folder");
    let top = store.open_folder(&top).expect("a folder");
    assert_eq!(top.properties().display_name().expect("a name"), "Top");
    let inbox = outlook_pst::ndb::node_id::NodeId::from(INBOX);
    let inbox = store.properties().make_entry_id(inbox).expect("an entry");
    let inbox = store.open_folder(&inbox).expect("a folder");
    let listed = inbox.contents_table().expect("a table").rows_matrix();
    assert_eq!(listed.count(), count);
    let id = outlook_pst::ndb::node_id::NodeId::from(0x20_0004_u32);
    let id = store.properties().make_entry_id(id).expect("an entry");
    let message = store.open_message(&id, None).expect("a message");
    let header = message.properties().get(0x007D).expect("a header");
    let outlook_pst::ltp::prop_context::PropertyValue::Unicode(header) = header else {
        panic!("{header:?}");
    };
    assert_eq!(header.to_string(), expected);
}
