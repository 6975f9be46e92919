//! What the search for the edit that broke a body hash costs: CPU time a message, over a folder of list mail.
//!
//! `cargo run --release --example repair-times -- DIR`
#![allow(clippy::print_stdout, reason = "a tool that prints")]

use chrono::Utc;
use hdrtrace::auth::dkim::{DkimOptions, verify};
use hdrtrace::auth::repair::explain;
use hdrtrace::dns::Dns;
use hdrtrace::message::Message;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// How often each search is made; the best counts, since others may use the machine.
const TIMES: usize = 3;
/// How many of the slowest are listed.
const SLOWEST: usize = 12;

fn main() -> std::io::Result<()> {
    let mut times: Vec<(Duration, usize, bool, PathBuf)> = Vec::new();
    let options = DkimOptions {
        explain: false,
        ..DkimOptions::at(Utc::now())
    };
    for folder in std::env::args_os().skip(1) {
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            let raw = std::fs::read(&path)?;
            let message = Message::parse(&raw);
            let checks = futures::executor::block_on(verify(&Dns::offline(), &message, &options));
            for target in checks
                .iter()
                .filter_map(hdrtrace::auth::dkim::DkimCheck::broken_body)
            {
                let once = || {
                    let start = Instant::now();
                    let found = explain(&message, &target).is_some();
                    (start.elapsed(), found)
                };
                let (time, found) = (0..TIMES).map(|_| once()).min().unwrap_or_default();
                times.push((time, raw.len(), found, path.clone()));
            }
        }
    }
    times.sort();
    let at = |share: usize| times.get(times.len() * share / 100).map(|row| row.0);
    println!(
        "{} searches: median {:?}, p90 {:?}, p99 {:?}",
        times.len(),
        at(50),
        at(90),
        at(99)
    );
    for (time, size, found, path) in times.iter().rev().take(SLOWEST) {
        println!("{time:?} {size} bytes, found: {found}, {}", path.display());
    }
    Ok(())
}
