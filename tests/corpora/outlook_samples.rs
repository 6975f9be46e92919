//! Messages of Outlook that others made, read by us and by Debian's msgconvert: the fields and the hops are the same.
//!
//! `.ci/outlook` fetches them, converts them, and runs this. msgconvert writes some fields anew from properties; these are
//! compared by what they say, or not at all.
// Figures for those who ask for the output.
#![allow(clippy::print_stdout)]

use crate::given::{Given, analyze};
use hdrtrace::archive::{self, ArchiveError, Item, Options};
use hdrtrace::message::{Message, decoded_text};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// Fields that msgconvert makes for the message that it builds, or leaves out.
const ITS_OWN: &[&str] = &[
    "bcc",
    "content-transfer-encoding",
    "content-type",
    "date",
    "mime-version",
    "x-ms-has-attach",
    "x-ms-tnef-correlator",
];

/// Where we differ.
const DIFFERENT: &[(&str, &str)] = &[
    // It takes a path of Exchange for an address of mail.
    ("attachment.msg", "from"),
    // It takes the address of the first recipient of that name.
    ("test_email.msg", "cc"),
    // A draft: it leaves out the author.
    ("test_email.msg", "from"),
    // As the first.
    ("test_email_2.msg", "from"),
];

/// How many there are in the crate `msg_parser`, and how many of them are messages.
const FILES: usize = 9;
const MESSAGES: usize = 8;

/// The header, and why it is not the one that was received.
fn read(path: &Path) -> Result<(Vec<u8>, Option<String>), ArchiveError> {
    let mut found = None;
    archive::walk_path(path, &Options::default(), &mut |item| {
        if let Item::Message(entry) = item {
            let facts = entry.origin.map(|origin| origin.facts).unwrap_or_default();
            let header = facts.into_iter().find(|fact| fact.name == "header");
            found = Some((entry.bytes.into_owned(), header.map(|fact| fact.value)));
        }
        ControlFlow::Continue(())
    })?;
    Ok(found.expect("a message or an error"))
}

/// The values of each field, unfolded, in their order.
fn fields(raw: &[u8]) -> BTreeMap<String, Vec<String>> {
    let mut fields: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for field in Message::parse(raw).fields() {
        let name = field.name().to_lowercase();
        if !ITS_OWN.contains(&&*name) {
            let value = decoded_text(field);
            fields.entry(name).or_default().push(alike(&value));
        }
    }
    fields
}

/// A value without what writers are free in: spaces where a line is folded, quotes, and a name that is the address.
fn alike(value: &str) -> String {
    let people: Vec<String> = value
        .split(',')
        .map(|one| {
            let one: String = one
                .chars()
                .filter(|c| !c.is_whitespace() && *c != '"')
                .collect();
            match one.split_once('<') {
                Some((name, address)) if address.strip_suffix('>') == Some(name) => name.to_owned(),
                _ => one,
            }
        })
        .collect();
    people.join(",")
}

/// What each hop says.
fn hops(raw: &[u8]) -> Vec<String> {
    let report = analyze(raw, &Given::default()).expect("a report");
    let hops = report.route.hops.iter();
    hops.map(|hop| format!("{:?} {:?} {:?} {:?}", hop.time, hop.from, hop.by, hop.id))
        .collect()
}

#[test]
#[ignore = "needs HDRTRACE_OUTLOOK, which .ci/outlook sets"]
fn headers_are_those_that_msgconvert_finds() {
    let folder = std::env::var_os("HDRTRACE_OUTLOOK").expect("HDRTRACE_OUTLOOK names a folder");
    let entries = std::fs::read_dir(PathBuf::from(folder)).expect("a folder");
    let mut paths: Vec<_> = entries
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|end| end == "msg"))
        .collect();
    paths.sort();
    assert_eq!(paths.len(), FILES);
    let (mut messages, mut same_hops, mut same_fields) = (0, 0, 0);
    let mut different = Vec::new();
    for path in &paths {
        let name = path.file_name().expect("a name").display().to_string();
        let converted = std::fs::read(path.with_extension("eml"));
        let (Ok((ours, header)), Ok(theirs)) = (read(path), &converted) else {
            println!(
                "{name}: no message, and msgconvert gives {:?}",
                converted.is_ok()
            );
            assert!(converted.is_err(), "{name}: msgconvert reads it");
            continue;
        };
        messages += 1;
        let (own, other) = (hops(&ours), hops(theirs));
        let is_same = own == other;
        same_hops += usize::from(is_same);
        println!("{name}: {} and {} hops; {header:?}", own.len(), other.len());
        let (own, other) = (fields(&ours), fields(theirs));
        let mut names: BTreeSet<_> = own.keys().chain(other.keys()).collect();
        names.retain(|field| own.get(*field) != other.get(*field));
        for field in &names {
            println!("  {field}: {:?} {:?}", own.get(*field), other.get(*field));
            different.push((name.clone(), (*field).clone()));
        }
        same_fields += usize::from(names.is_empty());
    }
    println!(
        "{messages} messages: {same_hops} with the same hops, {same_fields} with the same fields"
    );
    assert_eq!((messages, same_hops), (MESSAGES, MESSAGES));
    let different: Vec<_> = different
        .iter()
        .map(|(name, field)| (&**name, &**field))
        .collect();
    assert_eq!(different, DIFFERENT);
}
