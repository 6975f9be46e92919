//! Mailboxes and archives, whatever lies in what: what is said to stand at a place does, and what a message carries can be opened.

use hdrtrace::archive::{Cargo, Content, Entry, Item, Options, carries, walk};
use hdrtrace::words::origin::{Container, Keeps, Wrapper};
use std::borrow::Cow;
use std::ops::ControlFlow;

pub fn run(data: &[u8]) {
    let options = Options::default();
    let mut behind = 0;
    let mut given = 0;
    let _ = walk(Content::Bytes(Cow::Borrowed(data)), &options, &mut |item| {
        let Item::Message(entry) = item else {
            return ControlFlow::Continue(());
        };
        given += 1;
        in_its_place(&entry, data, &mut behind);
        opened(entry, &options);
        if given == 64 {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
}

fn in_its_place(entry: &Entry<'_>, data: &[u8], behind: &mut usize) {
    let Some(origin) = &entry.origin else {
        assert!(entry.bytes == data);
        return;
    };
    let ([step], Some(offset), Some(length)) = (&origin.steps[..], origin.offset, origin.length)
    else {
        return;
    };
    let start = usize::try_from(offset).expect("a place");
    let end = start + usize::try_from(length).expect("a length");
    assert!(*behind <= start && end <= data.len(), "{origin:?}");
    *behind = end;
    let is_unquoted = origin.facts.iter().any(|fact| fact.name == "quoting");
    let is_as_it_stands = matches!(
        step.container,
        Container::Mbox | Container::Mmdf | Container::Emlx
    );
    if is_as_it_stands && !is_unquoted && origin.keeps == Keeps::All {
        assert!(data[start..end] == *entry.bytes, "{origin:?}");
    }
}

fn opened(mut entry: Entry<'_>, options: &Options) {
    let carries = carries(&entry);
    let cargo = Cargo::of(&mut entry);
    assert_eq!(carries, cargo.is_some());
    let Some(cargo) = cargo else { return };
    assert!(!cargo.listed().is_empty());
    let _ = cargo.is_reported(&entry.bytes);
    let mut given = 0;
    cargo.walk(&Wrapper::default(), options, &mut |_| {
        given += 1;
        if given == 16 {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
}
