//! A report for tests.

use super::language::{Sight, Test, compile};
use super::mail::Mail;
use super::record::Subject;
use crate::checked::Checked;
use crate::report::Report;
use crate::report::body::Body;
use crate::{Analyzer, Known, Settings};

/// A message with something of everything.
pub(super) const MAIL: &str = concat!(
    "Return-Path: <bounce@mail.sender.example>\r\n",
    "X-Gateway: scanned\r\n",
    "Received: from out.sender.example (out.sender.example [192.0.2.7])\r\n",
    "\tby mx.example.net (Postfix) with ESMTPS id 4bXk2c0zPnz1\r\n",
    "\tfor <bob@example.net>; Sat, 02 May 2026 10:00:09 +0000\r\n",
    "Authentication-Results: mx.example.net; spf=pass smtp.mailfrom=mail.sender.example\r\n",
    "Received: from desk.sender.example ([198.51.100.9]) by out.sender.example\r\n",
    "\twith ESMTPA id 77; Sat, 02 May 2026 09:59:58 +0000\r\n",
    "X-Gateway: forged\r\n",
    "From: =?utf-8?q?J=C3=B6rg?= CEO <Boss@Sender.Example>\r\n",
    "Reply-To: boss@freemail.example\r\n",
    "To: bob@example.net, eve@example.net\r\n",
    "Subject: Invoice 4711\r\n",
    "Date: Sat, 02 May 2026 07:00:00 +0000\r\n",
    "Message-ID: <A1b2.4711@campaign.example>\r\n",
    "X-Score: 7.5\r\n",
    "MIME-Version: 1.0\r\n",
    "Content-Type: text/html\r\n",
    "\r\n",
    "<a href=\"https://login.evil.example/x?y=1\">your bank</a> <a href=\"https://sender.example/\">us</a>\r\n",
);

pub(super) fn report(message: &str) -> Report {
    let analyzer = Analyzer::new(Settings::default()).expect("settings");
    let known = Known::default();
    analyzer
        .analyze(message.as_bytes(), &known)
        .expect("a report")
}

/// Whether a condition is true of a report.
pub(super) fn holds(condition: &str, report: &Report) -> bool {
    let test = compile(condition).unwrap_or_else(|fault| panic!("{condition}: {fault:?}"));
    test_holds(&test, report)
}

pub(super) fn test_holds(test: &Test, report: &Report) -> bool {
    let mail = Mail::of(report);
    test.holds(Sight::of(Subject::Message(&mail)))
}

/// The body of a report that has one.
pub(super) fn body(report: &mut Report) -> &mut Body {
    match &mut report.body {
        Checked::Done(body) => body,
        Checked::Skipped(why) => panic!("no body: {why:?}"),
    }
}
