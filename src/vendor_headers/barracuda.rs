//! Barracuda.

use super::VerdictKind;
use super::out::{Out, number};
use super::spamassassin;
use super::table::{Header, Key, Read, Vendor, code, header, key};

const DOCS: &str = "Barracuda Campus, \"Email headers\"";

pub(super) const VENDOR: Vendor = Vendor {
    name: "Barracuda",
    writer: "a Barracuda gateway, the recipient's or the sender's",
    headers: HEADERS,
    keys: KEYS,
};

#[rustfmt::skip]
const HEADERS: &[Header] = &[
    header("x-barracuda-spam-score", "score, 0 to 10", Read::Whole("score")),
    header("x-barracuda-spam-status", "verdict, score and the levels that are set", Read::With(status)),
    header("x-barracuda-spam-report", "the rules that matched, with their scores", Read::With(spamassassin::report)),
    header("x-barracuda-spam-flag", "whether it is marked as spam", Read::With(flag)),
    header("x-barracuda-bayes", "verdict of the Bayes filter", Read::With(bayes)),
    header("x-barracuda-start-time", "when the connection began, Unix seconds", Read::With(start_time)),
    header("x-barracuda-connect", "the host that connected", Read::Whole("connect")),
    header("x-barracuda-apparent-source-ip", "the address treated as the source", Read::Whole("source-ip")),
    header("x-barracuda-envelope-from", "envelope sender", Read::Whole("envelope-from")),
    header("x-barracuda-effective-source-ip", "the address treated as the source", Read::Whole("source-ip")),
    header("x-barracuda-*", "a field of Barracuda", Read::Whole("stamp")),
    header("x-bess-*", "a field of Barracuda's cloud gateway", Read::Whole("stamp")),
    header("x-asg-*", "a field of Barracuda's gateway", Read::Whole("stamp")),
];

#[rustfmt::skip]
const KEYS: &[Key] = &[
    key("score", "higher means more likely spam", DOCS, &[]),
    key("spam", "whether it is marked as spam", DOCS, &[code("Yes", "spam"), code("No", "not spam")]),
    key("TAG_LEVEL", "the score from which the subject is tagged", DOCS, &[]),
    key("QUARANTINE_LEVEL", "the score from which it is quarantined", DOCS, &[]),
    key("KILL_LEVEL", "the score from which it is rejected", DOCS, &[]),
    key("bayes", "verdict of the Bayes filter", DOCS, &[code("INNOCENT", "not spam"), code("SPAM", "spam")]),
    key("connect", "the host that connected", DOCS, &[]),
    key("source-ip", "the address treated as the source", DOCS, &[]),
    key("envelope-from", "envelope sender", DOCS, &[]),
];

/// `No, SCORE=0.00 using global scores of TAG_LEVEL=3.5 QUARANTINE_LEVEL=1000.0 KILL_LEVEL=9.0 tests=A, B`
fn status(text: &str, out: &mut Out) {
    let (word, rest) = text.split_once(',').unwrap_or((text, ""));
    out.pair("spam", word.trim());
    let mut score = None;
    let mut kill = None;
    let mut in_tests = false;
    for piece in rest.split_ascii_whitespace() {
        match piece.split_once('=') {
            Some(("SCORE", value)) => {
                score = number(value);
                out.pair("score", value);
            }
            Some(("tests", value)) => {
                in_tests = true;
                tests(value, out);
            }
            Some((level, value)) => {
                if level == "KILL_LEVEL" {
                    kill = number(value);
                }
                out.pair(level, value);
            }
            None if in_tests => tests(piece, out),
            // `using global scores of`.
            None => {}
        }
    }
    judge(word.trim(), score, kill, out);
}

fn tests(list: &str, out: &mut Out) {
    for test in list.split(',').filter(|test| !test.is_empty()) {
        out.rule("test", test, "");
    }
}

fn judge(word: &str, score: Option<f64>, threshold: Option<f64>, out: &mut Out) {
    if word.eq_ignore_ascii_case("yes") {
        out.judge(VerdictKind::Spam, score, threshold);
    } else if word.eq_ignore_ascii_case("no") {
        out.judge(VerdictKind::Clean, score, threshold);
    }
}

fn flag(text: &str, out: &mut Out) {
    out.pair("spam", text);
    judge(text, None, None, out);
}

/// `INNOCENT GLOBAL 0.0000 1.0000 -2.0210`: verdict, whose database, probability, confidence, score.
fn bayes(text: &str, out: &mut Out) {
    let mut words = text.split_ascii_whitespace();
    let names = [
        "bayes",
        "database",
        "probability",
        "confidence",
        "bayes-score",
    ];
    for (name, word) in names.into_iter().zip(words.by_ref()) {
        if name == "bayes" {
            out.pair(name, word);
        } else {
            out.plain(name, word);
        }
    }
    for word in words {
        out.unknown("?", word);
    }
}

fn start_time(text: &str, out: &mut Out) {
    let time = text
        .parse()
        .ok()
        .and_then(|seconds| chrono::DateTime::from_timestamp(seconds, 0));
    match time {
        Some(time) => out.explained("start-time", text, time.to_rfc3339()),
        None => out.unknown("start-time", text),
    }
}
