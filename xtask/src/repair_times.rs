//! What the search for the edit that broke a body hash costs: time a message, over folders of list mail.

use crate::folders;
use crate::stopwatch::{percentile, quickest};
use anyhow::Result;
use chrono::Utc;
use futures::executor::block_on;
use hdrtrace::auth::dkim::{DkimCheck, DkimOptions, verify};
use hdrtrace::auth::repair::explain;
use hdrtrace::dns::Dns;
use hdrtrace::message::Message;
use std::io::Write;
use std::path::PathBuf;
use std::time::Duration;

/// How often each search is made.
const ROUNDS: usize = 3;
/// How many of the slowest are listed.
const SLOWEST: usize = 12;

pub(crate) fn run(of: &[PathBuf], out: &mut dyn Write) -> Result<()> {
    let mut searches: Vec<(Duration, usize, bool, PathBuf)> = Vec::new();
    let options = DkimOptions {
        explain: false,
        ..DkimOptions::at(Utc::now())
    };
    for folder in of {
        for path in folders::files(folder)? {
            let raw = folders::read(&path)?;
            let message = Message::parse(&raw);
            let checks = block_on(verify(&Dns::offline(), &message, &options));
            for target in checks.iter().filter_map(DkimCheck::broken_body) {
                let search = || explain(&message, &target).is_some();
                if let Some((time, found)) = quickest(ROUNDS, search) {
                    searches.push((time, raw.len(), found, path.clone()));
                }
            }
        }
    }
    searches.sort();
    let at = |percent| percentile(&searches, percent).map(|search| search.0);
    writeln!(
        out,
        "{} searches: median {:?}, p90 {:?}, p99 {:?}",
        searches.len(),
        at(50).unwrap_or_default(),
        at(90).unwrap_or_default(),
        at(99).unwrap_or_default()
    )?;
    for (time, size, found, path) in searches.iter().rev().take(SLOWEST) {
        let path = path.display();
        writeln!(out, "{time:?} {size} bytes, found: {found}, {path}")?;
    }
    Ok(())
}
