//! What broke the signatures of real list mail: how many are explained, by which edit, in what time.
// Figures for those who ask for the output.
#![allow(clippy::print_stdout)]

use crate::shared;
use crate::suite::block_on;
use chrono::Utc;
use hdrtrace::auth::dkim::{DkimOptions, verify};
use hdrtrace::auth::repair::explain;
use hdrtrace::dns::Dns;
use hdrtrace::message::Message;
use std::collections::BTreeMap;
use std::time::Instant;

/// The share of broken body hashes that must be explained, in percent.
const GOAL: usize = 70;

#[test]
#[ignore = "needs HDRTRACE_SHARED"]
fn most_broken_body_hashes_are_explained() {
    let folder = shared::path("corpus/lists");
    let entries = std::fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error} (set HDRTRACE_SHARED)", folder.display()));
    let options = DkimOptions {
        explain: false,
        ..DkimOptions::at(Utc::now())
    };
    let mut paths: Vec<_> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    let (mut broken, mut explained) = (0, 0);
    let mut by_edit: BTreeMap<String, usize> = BTreeMap::new();
    let mut times = Vec::new();
    for path in paths {
        let raw = std::fs::read(&path).expect("a message");
        let message = Message::parse(&raw);
        for check in block_on(verify(&Dns::offline(), &message, &options)) {
            let Some(target) = check.broken_body() else {
                continue;
            };
            broken += 1;
            let start = Instant::now();
            let diagnosis = explain(&message, &target);
            times.push(start.elapsed());
            match diagnosis {
                Some(found) => {
                    explained += 1;
                    *by_edit.entry(format!("{:?}", found.edits)).or_default() += 1;
                }
                None => println!(
                    "unexplained: {} {:?} {:?}",
                    path.display(),
                    check.domain,
                    check.canonicalization
                ),
            }
        }
    }
    times.sort();
    println!("{explained} of {broken} explained: {by_edit:#?}");
    println!(
        "median {:?}, longest {:?}",
        times[times.len() / 2],
        times.last()
    );
    assert!(explained * 100 >= broken * GOAL);
}
