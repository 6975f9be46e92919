//! Files that are damaged, or made to cost much.

use super::{HEADER, Object, received, walk};
use crate::archive::ArchiveError;
use crate::archive::mapi::{Attachment, Outlook, tag};
use crate::archive::msg::{ole::Ole, storage};
use crate::message::Message;
use proptest::prelude::*;
use std::time::{Duration, Instant};

fn rich() -> Object {
    let inner = received().attachment(
        Object::default()
            .text(0x3707, "a.pdf")
            .binary(0x3701, &[7; 600]),
    );
    received()
        .narrow(0x0037, b"caf\xe9")
        .integer(0x3FFD, 1252)
        .recipient(Object::default().text(0x3001, "Bob"))
        .attachment(Object::default().embedded(inner))
        .attachment(
            Object::default()
                .text(0x3707, "big.bin")
                .binary(0x3701, &[9; 9000]),
        )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_bytes_are_too_strange(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..40),
        words in prop::collection::vec((any::<prop::sample::Index>(), prop::sample::select(vec![0, 1, 2, 5, 0xFFFF_FFFE_u32, 0xFFFF_FFFF, 0x7FFF_FFFF])), 0..6),
        end in any::<prop::sample::Index>(),
        is_cut in any::<bool>(),
    ) {
        let mut file = rich().file();
        for (at, byte) in changes {
            let at = at.index(file.len());
            file[at] = byte;
        }
        for (at, word) in words {
            let at = at.index(file.len() / 4) * 4;
            file[at..at + 4].copy_from_slice(&word.to_le_bytes());
        }
        if is_cut {
            file.truncate(end.index(file.len()));
        }
        match walk(&file) {
            // What is no message is handed on as it is.
            Ok(found) if found.origin.steps.is_empty() => {
                prop_assert_eq!(found.header, String::from_utf8_lossy(&file));
            }
            Ok(found) => {
                prop_assert!(found.header.ends_with("\r\n") && !found.header.contains("\r\n\r\n"), "{}", found.header);
                prop_assert_eq!(found.sha256, crate::sha256(&file));
                if let Some(rebuilt) = found.rebuilt {
                    prop_assert_eq!(Message::parse(rebuilt.as_bytes()).fields().len(), 2);
                }
            }
            Err(error) => prop_assert!(
                matches!(error, ArchiveError::Damaged { .. } | ArchiveError::NoHeader(_)),
                "{error}"
            ),
        }
    }
}

#[test]
fn a_file_that_is_cut_is_said_to_be_damaged() {
    let file = rich().file();
    // Its directory is there, and a table or what it tells of is not.
    for end in [file.len() / 2, file.len() - 1000] {
        let error = walk(&file[..end]).expect_err("damaged");
        assert!(
            matches!(error, ArchiveError::Damaged { .. }),
            "{end}: {error}"
        );
    }
    // Nothing says that it was a message.
    let found = walk(&file[..600]).expect("handed on");
    assert!(found.origin.steps.is_empty());
}

#[test]
fn other_files_of_ole_are_no_messages() {
    use std::io::{Cursor, Write};
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_stream("/WordDocument")
        .unwrap()
        .write_all(b"text")
        .unwrap();
    file.create_stream("/__properties_version1.0")
        .unwrap()
        .write_all(b"x")
        .unwrap();
    let file = file.into_inner().into_inner();
    for bytes in [
        &file[..],
        &file[..512],
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and more",
    ] {
        // The walk hands it on, for the input to say what it is.
        let found = walk(bytes).expect("handed on");
        assert!(found.origin.steps.is_empty());
    }
}

#[test]
fn a_damaged_attachment_does_not_cost_the_header() {
    let object = rich();
    let mut file = object.file();
    // The directory's entry of the large stream: its first sector leads nowhere.
    let name: Vec<u8> = "__substg1.0_37010102"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let entries: Vec<usize> = memchr::memmem::find_iter(&file, &name).collect();
    for at in entries {
        if u32::from_le_bytes(file[at + 120..at + 124].try_into().unwrap()) == 9000 {
            file[at + 116..at + 120].copy_from_slice(&0x7FFF_u32.to_le_bytes());
        }
    }
    let found = walk(&file).unwrap();
    assert_eq!(found.header, HEADER);
    assert_eq!(found.fact("damaged"), Some("attachment 2"));
}

/// However few steps are taken, an attachment is there or said to be damaged.
#[test]
fn what_is_too_far_is_said() {
    let file = rich().file();
    let mut ole = Ole::open(&file).unwrap();
    let all = ole.steps;
    storage::message(&mut ole).unwrap();
    let taken = all - ole.steps;
    let mut damaged = 0;
    for steps in (0..taken).step_by(usize::try_from(taken / 200).unwrap()) {
        let mut ole = Ole::open(&file).unwrap();
        ole.steps = steps;
        let Some(item) = storage::message(&mut ole) else {
            continue;
        };
        assert_eq!(item.attachments.len(), 2, "{steps}");
        let is_lost = |one: &Attachment| one.properties.is_unreadable(tag::ATTACH_DATA);
        for one in &item.attachments {
            let is_there =
                one.message.is_some() || one.properties.bytes(tag::ATTACH_DATA).is_some();
            assert_ne!(is_there, is_lost(one), "{steps}");
        }
        let lost = item.attachments.iter().filter(|one| is_lost(one)).count();
        if let Some(outlook) = Outlook::of(item) {
            let said = outlook.facts.iter().filter(|fact| fact.name == "damaged");
            let said: String = said.map(|fact| fact.value.as_str()).collect();
            assert!(said.matches("attachment").count() >= lost, "{steps} {said}");
            damaged += usize::from(lost > 0);
        }
    }
    assert!(damaged > 10, "{damaged}");
}

/// What a path costs is what stands in the storages on it.
#[test]
fn paths_are_charged_by_their_storages() {
    let mut object = received();
    for number in 0..200 {
        object = object.recipient(Object::default().text(0x3001, &number.to_string()));
    }
    let file = object
        .attachment(Object::default().embedded(received()))
        .file();
    let cost = |listed: &[&str], path: &str| {
        let mut ole = Ole::open(&file).unwrap();
        for storage in listed {
            ole.list(storage).unwrap();
        }
        let before = ole.steps;
        ole.list(path).unwrap();
        before - ole.steps
    };
    let outer = "/__attach_version1.0_#00000000";
    let inner = format!("{outer}/__substg1.0_3701000D");
    let [shallow, deep] = [cost(&["/"], outer), cost(&["/"], &inner)];
    assert!(deep > 2 * shallow, "{shallow} {deep}");
    assert!(cost(&["/", outer], &inner) < deep / 2);
}

/// A message whose storage is not where it belongs, and an attachment of which nothing says what it is.
#[test]
fn no_attachment_vanishes() {
    for (name, broken) in [
        ("__substg1.0_3701000D", "__substg1.0_3701000C"),
        ("__properties_version1.0", "__properties_version1.1"),
    ] {
        let object = received()
            .attachment(Object::default().embedded(received()))
            .attachment(Object::default().text(0x3707, "a.txt").binary(0x3701, b"x"));
        let mut file = object.file();
        let [_, name] = crate::codec::utf16::encode(name);
        let [_, broken] = crate::codec::utf16::encode(broken);
        let entries: Vec<usize> = memchr::memmem::find_iter(&file, &name).collect();
        // The message's own comes first.
        let skipped = usize::from(entries.len() > 1);
        for at in entries.into_iter().skip(skipped) {
            file[at..at + broken.len()].copy_from_slice(&broken);
        }
        let found = walk(&file).unwrap();
        assert_eq!(found.header, HEADER);
        let damaged = found.fact("damaged").unwrap_or_default();
        assert!(damaged.contains("attachment 1"), "{damaged}");
    }
}

/// A file of one table that claims to be as many tables as the file has sectors.
#[test]
fn tables_are_no_longer_than_the_file() {
    let mut file = rich().file();
    let sectors = 1 << 14;
    let first = file.len() / 512 - 1;
    file.resize(file.len() + sectors * 512, 0);
    let fat = file[0x4C..0x50].to_vec();
    for sector in first..first + sectors {
        let at = (sector + 1) * 512;
        for number in 0..127 {
            file[at + number * 4..at + number * 4 + 4].copy_from_slice(&fat);
        }
        let next = u32::try_from(sector + 1).unwrap();
        file[at + 508..at + 512].copy_from_slice(&next.to_le_bytes());
    }
    file[0x44..0x48].copy_from_slice(&u32::try_from(first).unwrap().to_le_bytes());
    let start = Instant::now();
    let error = walk(&file).expect_err("refused").to_string();
    assert!(error.contains("longer than the file"), "{error}");
    assert!(start.elapsed() < Duration::from_secs(2));
}

#[test]
fn many_attachments_are_all_read_in_good_time() {
    let mut object = received();
    for number in 0..500 {
        let name = format!("{number}.txt");
        object = object.attachment(
            Object::default()
                .text(0x3707, &name)
                .binary(0x3701, name.as_bytes()),
        );
    }
    let file = object.file();
    let start = Instant::now();
    let found = walk(&file).unwrap();
    let taken = start.elapsed();
    assert!(taken < Duration::from_secs(10), "{taken:?}");
    let parts = found.rebuilt.unwrap().matches("filename*=").count();
    assert_eq!((parts, found.origin.facts.len()), (500, 1));
}
