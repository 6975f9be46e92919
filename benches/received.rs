//! What one Received field costs to read. `cargo bench --bench received`.
//!
//! The families' typical fields are of the project's own make. With `HDRTRACE_SHARED` (default `../shared`) the fields
//! of `corpus/` are read too: each of them several times, its best reading counts, and the median over the fields is
//! the figure to look at.
#![allow(clippy::print_stdout, reason = "a tool that prints")]

use hdrtrace::message::Message;
use hdrtrace::received;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// A typical field of each family.
const FAMILIES: &[(&str, &str)] = &[
    (
        "exchange",
        "from AB1PR01MB0001.eurprd01.prod.example (2001:db8:208:42a::6) by CD2PR01MB0002.eurprd01.prod.example with HTTPS; \
         Thu, 12 Jun 2025 21:06:42 +0000",
    ),
    (
        "exchange-online",
        "from mail.example.com (192.0.2.1) by AB1PEPF00000001.mail.example.org (198.51.100.7) with Microsoft SMTP Server \
         (version=TLS1_3, cipher=TLS_AES_256_GCM_SHA384) id 15.20.8835.15 via Frontend Transport; Thu, 12 Jun 2025 21:06:42 +0000",
    ),
    (
        "postfix",
        "from mail.example.com (host.example.net [192.0.2.1]) (using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits) \
         key-exchange X25519 server-signature RSA-PSS (2048 bits) server-digest SHA256) (No client certificate requested) \
         by mx.example.org (Postfix) with ESMTPS id 4RHHjG1nyfz7QQ5q for <user@example.org>; Fri, 4 Aug 2023 07:41:54 +0000 (UTC)",
    ),
    (
        "gmail",
        "from mail.example.com (host.example.com. [192.0.2.1]) by mx.google.com with ESMTPS id \
         ada2fe7eead31-5f54d5fc0ccsi60586137.4.2026.01.22.23.40.35 for <user@example.org> \
         (version=TLS1_2 cipher=ECDHE-ECDSA-AES128-GCM-SHA256 bits=128/128); Thu, 22 Jan 2026 23:40:36 -0800 (PST)",
    ),
    (
        "exim",
        "from host.example.net ([192.0.2.1]:49019 helo=mail.example.com) by mx.example.org with esmtps (TLS1.2) tls \
         TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384 (Exim 4.96) (envelope-from <u@example.net>) id 1wF9vY-00000001ErI-0ePf \
         for user@example.org; Tue, 21 Apr 2026 09:10:04 -0300",
    ),
    (
        "sendmail",
        "from mail.example.com (host.example.net [192.0.2.1] (may be forged)) by mx.example.org (8.12.11/8.12.11) with ESMTP \
         id i8FJcSRZ007847 for <user@example.org>; Wed, 15 Sep 2004 21:38:31 +0200",
    ),
    (
        "qmail",
        "from unknown (HELO mail.example.com) (192.0.2.1) by mx.example.org with SMTP; 10 Nov 2003 06:30:34 -0000",
    ),
    (
        "sendgrid",
        "by recvd-59f8db56c-f6v6n with SMTP id recvd-59f8db56c-f6v6n-1-688DA60D-2E 2025-08-02 05:45:49.863581843 +0000 UTC \
         m=+5058941.377650552",
    ),
];

fn main() {
    corpus();
    divan::main();
}

#[divan::bench(args = FAMILIES.iter().map(|&(name, _)| name))]
fn family(bencher: divan::Bencher, name: &str) {
    let field = FAMILIES
        .iter()
        .find(|&&(known, _)| known == name)
        .map_or("", |&(_, field)| field);
    bencher.bench(|| received::read(divan::black_box(field)));
}

/// How often each field is read; the first readings pay for cold caches.
const READINGS: usize = 20;

/// Readings per look at the clock, so that the clock's own cost and step do not show.
const BATCH: u32 = 10;

fn corpus() {
    let root = std::env::var_os("HDRTRACE_SHARED").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"),
        PathBuf::from,
    );
    let mut fields = Vec::new();
    collect(&root.join("corpus"), &mut fields);
    if fields.is_empty() {
        println!("corpus: not there ({})", root.display());
        return;
    }
    let mut costs: Vec<Duration> = fields.iter().map(|field| best(field)).collect();
    costs.sort_unstable();
    let at = |percent: usize| costs[(costs.len() - 1) * percent / 100];
    println!(
        "corpus, {} fields: median {:?}, p90 {:?}, p99 {:?}",
        costs.len(),
        at(50),
        at(90),
        at(99)
    );
}

fn best(field: &str) -> Duration {
    (0..READINGS)
        .map(|_| {
            let start = Instant::now();
            for _ in 0..BATCH {
                black_box(received::read(black_box(field)));
            }
            start.elapsed() / BATCH
        })
        .min()
        .unwrap_or_default()
}

fn collect(folder: &Path, fields: &mut Vec<String>) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        if path.is_dir() {
            collect(&path, fields);
        } else if let Ok(raw) = std::fs::read(&path) {
            for (_, field) in Message::parse(&raw).named("Received") {
                fields.push(field.text().into_owned());
            }
        }
    }
}
