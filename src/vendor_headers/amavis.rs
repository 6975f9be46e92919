//! amavis, ClamAV, MIMEDefang and other scanners that leave a stamp.

use super::VerdictKind;
use super::out::{Out, number};
use super::table::{Header, Key, Read, Vendor, header, key};

const DOCS: &str = "amavisd-new, README";

pub(super) const VENDOR: Vendor = Vendor {
    name: "amavis and others",
    writer: "the server that ran the scanner, the recipient's or any before it",
    headers: HEADERS,
    keys: KEYS,
};

#[rustfmt::skip]
const HEADERS: &[Header] = &[
    header("x-virus-scanned", "malware scanner used", Read::Whole("scanner")),
    header("x-virus-status", "verdict of the malware scan", Read::With(virus)),
    header("x-virus-flag", "verdict of the malware scan", Read::With(virus)),
    header("x-amavis-alert", "what amavis complains about", Read::With(alert)),
    header("x-amavis-*", "a field of amavis", Read::Whole("stamp")),
    header("x-quarantine-id", "quarantine ID", Read::Whole("id")),
    header("x-scanned-by", "scanner used", Read::Whole("scanner")),
    header("x-clamav-*", "a field of ClamAV", Read::Whole("stamp")),
    header("x-dspam-result", "verdict of DSPAM", Read::Whole("verdict")),
    header("x-dspam-*", "a field of DSPAM", Read::Whole("stamp")),
    header("x-bogosity", "verdict of Bogofilter", Read::With(bogosity)),
    header("x-greylist", "greylisting", Read::Whole("greylist")),
    header("x-policyd-weight", "weights of policyd-weight", Read::Whole("weights")),
    header("x-assp-*", "a field of ASSP", Read::Whole("stamp")),
];

#[rustfmt::skip]
const KEYS: &[Key] = &[
    key("scanner", "which scanner", DOCS, &[]),
    key("verdict", "verdict", DOCS, &[]),
    key("alert", "what it complains about", DOCS, &[]),
    key("id", "quarantine ID", DOCS, &[]),
    key("greylist", "greylisting", DOCS, &[]),
    key("weights", "weights of the checks", DOCS, &[]),
    key("spamicity", "probability of spam", DOCS, &[]),
    key("tests", "checks", DOCS, &[]),
    key("version", "version", DOCS, &[]),
    key("cutoff", "threshold", DOCS, &[]),
];

fn virus(text: &str, out: &mut Out) {
    out.pair("verdict", text);
    let word = text
        .split_ascii_whitespace()
        .next()
        .unwrap_or("")
        .to_ascii_lowercase();
    match word.trim_end_matches(',') {
        "clean" | "no" => out.judge(VerdictKind::Clean, None, None),
        "yes" | "infected" => out.judge(VerdictKind::Malware, None, None),
        _ => {}
    }
}

/// `INFECTED, message contains virus: …`, `BANNED, …`, `BAD HEADER, …`.
fn alert(text: &str, out: &mut Out) {
    out.pair("alert", text);
    if text.starts_with("INFECTED") {
        out.judge(VerdictKind::Malware, None, None);
    }
}

/// `Spam, tests=bogofilter, spamicity=0.99, version=1.2`.
fn bogosity(text: &str, out: &mut Out) {
    let (word, rest) = text.split_once(',').unwrap_or((text, ""));
    out.pair("verdict", word.trim());
    out.pairs(rest, ',', '=');
    let score = out.get("spamicity").and_then(number);
    match word.trim() {
        "Spam" | "Yes" => out.judge(VerdictKind::Spam, score, None),
        "Unsure" => out.judge(VerdictKind::Suspect, score, None),
        "Ham" | "No" => out.judge(VerdictKind::Clean, score, None),
        _ => {}
    }
}
