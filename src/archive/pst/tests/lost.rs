//! What is missing of a message is said, and nothing is read without end.

use super::writer::{Inner, Property, Writer, binary, integer, text};
use super::{Form, HEADER, INBOX, TOP, begin, folder};
use crate::archive::walked::{Walked, walked};
use std::time::{Duration, Instant};

const FIRST: u32 = 0x20_0004;

/// A store whose messages are written one by one, and listed as said.
fn store(listed: &[u32], write: impl FnOnce(&mut Writer)) -> Vec<Walked> {
    let mut writer = begin(Form::Unicode);
    folder(&mut writer, TOP, "Top", &[INBOX], &[]);
    folder(&mut writer, INBOX, "Inbox", &[], listed);
    write(&mut writer);
    walked(&writer.file(0))
}

fn message(writer: &mut Writer, inner: Vec<Inner>) -> (u64, u64) {
    writer.properties(vec![text(0x007D, HEADER)], inner)
}

/// A list of subnodes, as an attachment table has it.
fn list(writer: &mut Writer, ids: &[u32]) -> Inner {
    let rows: Vec<(u32, Vec<Property>)> = ids.iter().map(|id| (*id, vec![])).collect();
    let (data, inner) = writer.table(&rows);
    (0x671, data, inner)
}

#[test]
fn lists_that_are_damaged_are_said() {
    let found = store(&[FIRST], |writer| {
        let garbage = writer.data(b"no table");
        let draft = vec![text(0x0037, "x"), text(0x5D01, "a@example.com")];
        let draft = writer.properties(draft, vec![(0x692, garbage, 0), (0x671, garbage, 0)]);
        writer.node(FIRST, draft);
    });
    assert_eq!(
        found[0].fact("damaged"),
        "the list of recipients, the list of attachments"
    );
}

#[test]
fn a_message_that_is_listed_twice_is_one() {
    let found = store(&[FIRST, FIRST, FIRST], |writer| {
        let message = message(writer, vec![]);
        writer.node(FIRST, message);
    });
    assert_eq!(found.len(), 1);
}

/// An attachment that is the message itself, listed more than once.
#[test]
fn a_message_that_is_in_itself_is_damaged_in_its_place() {
    let start = Instant::now();
    let found = store(&[FIRST], |writer| {
        let (data, _) = message(writer, vec![]);
        let object = [0x8065_u32.to_le_bytes(), [0; 4]].concat();
        let attachment = vec![integer(0x3705, 5), (0x3701, 0x0D, object)];
        let (attached, _) = writer.properties(attachment, vec![]);
        let table = list(writer, &[0x8025, 0x8025, 0x8025, 0x8025, 0x8025, 0x8025]);
        let own = writer.next_list();
        let inner = writer.subnodes(vec![table, (0x8025, attached, 0), (0x8065, data, own)]);
        assert_eq!(inner, own);
        writer.node(FIRST, (data, inner));
    });
    assert!(start.elapsed() < Duration::from_secs(5));
    assert_eq!(found[0].text(), HEADER);
    // Within the first, all of them are in themselves.
    let inside = &found[0].nested;
    assert_eq!(inside.len(), 0, "{found:?}");
    assert!(
        found[0]
            .fact("damaged")
            .starts_with("attachment 1, attachment 2")
    );
}

#[test]
fn data_that_lists_a_block_again_is_damaged() {
    let read = |is_repeated: bool| {
        store(&[FIRST], |writer| {
            let file = vec![
                integer(0x3705, 1),
                text(0x3707, "a.bin"),
                binary(0x3701, &[7; 30_000]),
            ];
            let (data, inner) = writer.properties(file, vec![]);
            if is_repeated {
                writer.repeat_first();
            }
            let table = list(writer, &[0x8025]);
            let message = message(writer, vec![table, (0x8025, data, inner)]);
            writer.node(FIRST, message);
        })
    };
    assert_eq!(read(false)[0].fact("damaged"), "");
    assert_eq!(read(true)[0].fact("damaged"), "attachment 1");
}

/// Attachments without end, all of them the same data: no message takes more than an input may, and no store more than it may
/// unpack to.
#[test]
fn what_a_message_takes_is_counted() {
    let ids: Vec<u32> = (0..700).map(|number| 0x8025 + number * 0x20).collect();
    let found = store(&[FIRST, FIRST + 0x20, FIRST + 0x40], |writer| {
        let file = vec![
            integer(0x3705, 1),
            text(0x3707, "a.bin"),
            binary(0x3701, &[7; 500_000]),
        ];
        let (data, inner) = writer.properties(file, vec![]);
        let mut nodes = vec![list(writer, &ids)];
        nodes.extend(ids.iter().map(|id| (*id, data, inner)));
        let message = message(writer, nodes);
        for number in 0..3 {
            writer.node(FIRST + number * 0x20, message);
        }
    });
    let last = found.last().unwrap();
    let error = last.error.as_deref().unwrap_or_default();
    assert!(
        error.contains("refers to itself too often"),
        "{} {error} {:?}",
        found.len(),
        last.origin
    );
    let bytes: usize = found
        .iter()
        .filter_map(|one| Some(one.rebuilt.as_ref()?.len()))
        .sum();
    assert!(bytes < 400 << 20, "{bytes}");
}
