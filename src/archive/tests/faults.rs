//! Faults of what reads a container, and of whoever takes what it holds.

use super::*;
use crate::archive::error::Halt;
use crate::archive::member::{Expect, Member};
use crate::archive::walk::{Format, Formats, Reader, Walk};
use crate::words::origin::Container;
use std::borrow::Cow;
use std::io::Read;
use std::panic::catch_unwind;

/// A format whose reader has a fault in its second member, and another at its end.
const FAULTY: Formats = Formats {
    all: &[Format {
        container: Container::Tar,
        sniff: |head| head.starts_with(b"faulty"),
        read: Reader::Stream(faulty),
    }],
    doubt: |_| None,
};

fn faulty(walk: &mut Walk<'_>, _: &mut dyn Read) -> Result<(), Halt> {
    for member in ["1", "2", "3"] {
        let member = Member::new(Container::Tar, member);
        if member.step.member == "2" {
            let content = Content::Stream(Box::new(Faulty));
            walk.member(member, content)?;
        } else {
            walk.message(member, Cow::Borrowed(b"A: b\n\n"), None)?;
        }
    }
    panic!("the end")
}

/// A stream that has a fault.
struct Faulty;

impl Read for Faulty {
    fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
        panic!("a member")
    }
}

fn run(sink: &mut dyn FnMut(Item<'_>) -> ControlFlow<()>) -> Result<Summary, ArchiveError> {
    let options = Options::default();
    let content = Content::Bytes(Cow::Borrowed(b"faulty"));
    Walk::new(FAULTY, &options, sink).run(|walk| walk.open(content, Expect::Anything))
}

fn place(item: &Item<'_>) -> (String, Option<String>) {
    let path = |steps: &[crate::words::origin::Step]| {
        let members = steps.iter().map(|step| step.member.as_str());
        members.collect::<Vec<_>>().join("/")
    };
    match item {
        Item::Message(entry) => (path(&entry.origin.as_ref().unwrap().steps), None),
        Item::Failed(failure) => (path(&failure.steps), Some(failure.error.to_string())),
    }
}

#[test]
fn a_fault_of_a_reader_is_an_error_in_its_place() {
    let mut found = Vec::new();
    let end = run(&mut |item| {
        found.push(place(&item));
        ControlFlow::Continue(())
    });
    let bug = |what: &str| {
        Some(format!(
            "this is a bug in hdrtrace, please report it: {what}"
        ))
    };
    assert_eq!(
        found,
        [
            ("1".to_owned(), None),
            ("2".to_owned(), bug("a member")),
            ("3".to_owned(), None),
            (String::new(), bug("the end")),
        ]
    );
    let end = end.unwrap();
    assert_eq!((end.messages, end.failed), (2, 2));
}

#[test]
fn a_fault_of_whoever_takes_messages_is_theirs() {
    for at in ["1", "2", "3", ""] {
        let mut found = Vec::new();
        let thrown = catch_unwind(std::panic::AssertUnwindSafe(|| {
            run(&mut |item| {
                let (place, _) = place(&item);
                assert!(place != at, "mine, at {place:?}");
                found.push(place);
                ControlFlow::Continue(())
            })
        }))
        .unwrap_err();
        let said = crate::fault::said(thrown.as_ref());
        assert!(said.contains(&format!("mine, at {at:?}")), "{said}");
        // It was not called again.
        let before = ["1", "2", "3", ""].iter().take_while(|one| **one != at);
        assert!(found.iter().eq(before), "{found:?}");
    }
}
