//! What a message costs without DNS, part by part. `cargo bench --bench analysis`.

#[path = "../tests/common/given.rs"]
mod given;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use given::{Given, analyze};
use hdrtrace::message::Message;
use hdrtrace::render::{Format, Style, render};
use hdrtrace::route::Route;
use hdrtrace::{Clock, Known, Settings};
use sha2::{Digest, Sha256};
use std::fmt::Write;

fn main() {
    divan::main();
}

/// A message as mailboxes hold them: ten Received fields, a signature whose body hash matches, results, some 40 fields
/// and a body of 4 kB.
fn typical() -> Vec<u8> {
    let lines = (0..64)
        .map(|n| format!("Line {n:02} of a body that says nothing in particular at all.\r\n"));
    let body = lines.collect::<Vec<_>>().concat();
    let hash = STANDARD.encode(Sha256::digest(&body));
    message(&hash, &body)
}

/// The same, changed on its way: what changed is searched for.
fn broken() -> Vec<u8> {
    let body = "Line 01 of a body that says nothing in particular at all.\r\n".repeat(64);
    message("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", &body)
}

fn message(hash: &str, body: &str) -> Vec<u8> {
    let mut text = String::from("Return-Path: <bounce@news.example.com>\r\n");
    for hop in (1..=10).rev() {
        write!(
            text,
            "Received: from mx{hop}.example.com (mx{hop}.example.com [192.0.2.{hop}])\r\n\
             \tby mx{}.example.net (Postfix) with ESMTPS id 4XyzAb{hop:03}Zz\r\n\
             \tfor <user@example.net>; Sat, 02 May 2026 10:00:{hop:02} +0000 (UTC)\r\n",
            hop + 1
        )
        .expect("a String takes all");
    }
    write!(
        text,
        "Authentication-Results: mx11.example.net;\r\n\
         \tdkim=pass header.d=example.com header.s=k1 header.b=abcdefgh;\r\n\
         \tspf=pass smtp.mailfrom=bounce@news.example.com;\r\n\
         \tdmarc=pass (p=REJECT) header.from=example.com\r\n\
         DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.com; s=k1;\r\n\
         \th=from:to:subject:date:message-id:mime-version:content-type;\r\n\
         \tbh={hash};\r\n\
         \tb=abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789abcdefghijklmn\r\n\
         \tabcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789abcdefghijklmno=\r\n\
         From: Example News <news@example.com>\r\nTo: user@example.net\r\n\
         Subject: =?utf-8?q?Your_weekly_news?=\r\nDate: Sat, 02 May 2026 10:00:00 +0000\r\n\
         Message-ID: <20260502100000.1@example.com>\r\nMIME-Version: 1.0\r\n\
         Content-Type: text/plain; charset=utf-8\r\nList-Unsubscribe: <https://example.com/u/1>\r\n",
    )
    .expect("a String takes all");
    for n in 0..16 {
        write!(
            text,
            "X-Example-Header-{n}: some value of an ordinary length, number {n}\r\n"
        )
        .expect("a String takes all");
    }
    text.push_str("\r\n");
    text.push_str(body);
    text.into_bytes()
}

fn options() -> Given {
    Given {
        settings: Settings {
            clock: Clock::Fixed(chrono::DateTime::UNIX_EPOCH),
            ..Settings::default()
        },
        known: Known::default(),
    }
}

#[divan::bench]
fn whole_analysis_offline(bencher: divan::Bencher) {
    let (message, options) = (typical(), options());
    bencher.bench(|| analyze(divan::black_box(&message), &options));
}

#[divan::bench]
fn whole_analysis_of_a_broken_body(bencher: divan::Bencher) {
    let (message, options) = (broken(), options());
    bencher.bench(|| analyze(divan::black_box(&message), &options));
}

#[divan::bench]
fn split(bencher: divan::Bencher) {
    let message = typical();
    bencher.bench(|| Message::parse(divan::black_box(&message)).fields().len());
}

#[divan::bench]
fn route(bencher: divan::Bencher) {
    let raw = typical();
    let message = Message::parse(&raw);
    bencher.bench(|| Route::of(divan::black_box(&message), &[]));
}

#[divan::bench]
fn claims(bencher: divan::Bencher) {
    let raw = typical();
    let message = Message::parse(&raw);
    bencher.bench(|| hdrtrace::claims::read(divan::black_box(&message)));
}

#[divan::bench]
fn one_received_field(bencher: divan::Bencher) {
    let field = "from mx1.example.com (mx1.example.com [192.0.2.1]) by mx2.example.net (Postfix) with \
                 ESMTPS id 4XyzAb001Zz for <user@example.net>; Sat, 02 May 2026 10:00:01 +0000 (UTC)";
    bencher.bench(|| hdrtrace::received::read(divan::black_box(field)));
}

#[divan::bench(args = [Format::Terminal, Format::Json])]
fn rendering(bencher: divan::Bencher, format: Format) {
    let report = analyze(&typical(), &options()).expect("a report");
    bencher.bench(|| render(divan::black_box(&report), format, &Style::default()));
}
