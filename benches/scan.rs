//! What a scan costs for each message, by depth, beside the SHA-256 of the same bytes. `cargo bench --bench scan`.

use divan::Bencher;
use divan::counter::BytesCount;
use hdrtrace::render::{Format, Style, Table, try_render};
use hdrtrace::scan::{Counts, Digest, scan};
use hdrtrace::{Analyzer, Depth, Settings};
use sha2::{Digest as _, Sha256};
use std::fmt::Write;
use std::fs;
use std::ops::ControlFlow;
use std::path::PathBuf;

fn main() {
    divan::main();
}

/// How many messages the mailbox has.
const MESSAGES: usize = 200;

/// A mailbox of messages as people get them: some hops, a list's or a platform's fields, a body of text.
fn mailbox() -> (PathBuf, Vec<u8>) {
    let mut text = String::new();
    for number in 0..MESSAGES {
        let domain = format!("d{}.example", number % 20);
        write!(
            text,
            "From bounce@{domain} Sat May  2 10:00:00 2026\n\
             Return-Path: <bounce@{domain}>\n\
             Received: from mx.example.net (localhost [127.0.0.1])\n\
             \tby store.example.net (Postfix) with ESMTP id 4XyzAb001Zz\n\
             \tfor <robin@example.net>; Sat, 2 May 2026 10:00:10 +0000 (UTC)\n\
             Received: from out.{domain} (out.{domain} [203.0.113.{}])\n\
             \tby mx.example.net (Postfix) with ESMTPS id 4XyzAb002Zz\n\
             \tfor <robin@example.net>; Sat, 2 May 2026 10:00:09 +0000 (UTC)\n\
             Received: by app.{domain} id {number}; Sat, 2 May 2026 10:00:08 +0000\n\
             From: Example News <news@{domain}>\nTo: robin@example.net\nSubject: News {number} of the week\n\
             Date: Sat, 2 May 2026 10:00:00 +0000\nMessage-ID: <{number}.4711@app.{domain}>\n\
             MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\
             List-Unsubscribe: <https://{domain}/leave/{number}>\n\n",
            number % 250 + 1
        )
        .expect("a String takes all");
        for line in 0..number % 60 {
            writeln!(
                text,
                "Line {line} of what https://{domain}/story/{line} tells."
            )
            .expect("a String takes all");
        }
        text.push('\n');
    }
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("bench.mbox");
    fs::write(&path, &text).expect("a file");
    (path, text.into_bytes())
}

#[divan::bench(args = [Depth::Headers, Depth::Verdict, Depth::Full])]
fn csv(bencher: Bencher<'_, '_>, depth: Depth) {
    let (path, bytes) = mailbox();
    let settings = Settings {
        depth,
        ..Settings::default()
    };
    let analyzer = Analyzer::new(settings).expect("settings");
    let style = Style {
        columns: false,
        ..Style::default()
    };
    bencher
        .counter(BytesCount::new(bytes.len()))
        .bench_local(|| {
            let mut counts = Counts::default();
            let walked = scan(
                &analyzer,
                std::iter::once(path.clone()),
                1,
                None,
                |outcome| {
                    let reports = outcome.reports.iter();
                    reports
                        .map(|report| {
                            let csv = try_render(report, Format::Csv(Table::Messages), &style);
                            (Digest::of(report, &[]), csv.expect("CSV"))
                        })
                        .collect::<Vec<_>>()
                },
                |done| {
                    for (digest, csv) in done {
                        counts.add(&digest);
                        divan::black_box(csv);
                    }
                    ControlFlow::Continue(())
                },
            );
            assert_eq!(walked.expect("no journal").messages, MESSAGES as u64);
        });
}

/// The yardstick.
#[divan::bench]
fn sha256(bencher: Bencher<'_, '_>) {
    let (_, bytes) = mailbox();
    bencher
        .counter(BytesCount::new(bytes.len()))
        .bench_local(|| Sha256::digest(divan::black_box(&bytes)));
}
