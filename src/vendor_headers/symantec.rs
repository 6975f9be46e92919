//! Symantec: Brightmail, MessageLabs (Email Security.cloud).

use super::VerdictKind;
use super::out::{Out, number};
use super::table::{Header, Key, Read, Vendor, code, header, key};

const DOCS: &str = "Broadcom, \"Email Security.cloud headers\"";

pub(super) const VENDOR: Vendor = Vendor {
    name: "Symantec",
    writer: "a Symantec gateway or cloud, the recipient's or the sender's",
    headers: HEADERS,
    keys: KEYS,
};

#[rustfmt::skip]
const HEADERS: &[Header] = &[
    header("x-brightmail-tracker", "opaque trace of the filter; AAAA… alone says that nothing matched", Read::With(tracker)),
    header("x-auditid", "ID of the message in the gateway", Read::Whole("id")),
    header("x-starscan-received", "received by the cloud", Read::Whole("received")),
    header("x-starscan-version", "version of the scanner", Read::Whole("engine")),
    header("x-spamreason", "verdict and reason", Read::With(reason)),
    header("x-spaminfo", "details of the verdict", Read::Whole("details")),
    header("x-spamwhitelisted", "allowed by a list", Read::Whole("allowed")),
    header("x-viruschecked", "whether it was scanned for malware", Read::Whole("virus-checked")),
    header("x-msg-ref", "ID of the message in the cloud", Read::Whole("id")),
    header("x-env-sender", "envelope sender", Read::Whole("envelope-from")),
    header("x-originating-*", "origin as the sender's system states it", Read::Whole("stamp")),
    header("x-symc-*", "a field of Symantec", Read::Whole("stamp")),
    header("x-starscan-*", "a field of the cloud", Read::Whole("stamp")),
    header("x-brightmail-*", "a field of Brightmail", Read::Whole("stamp")),
];

#[rustfmt::skip]
const KEYS: &[Key] = &[
    key("tracker", "trace of the filter", DOCS, &[]),
    key("id", "ID of the message", DOCS, &[]),
    key("received", "received by the cloud", DOCS, &[]),
    key("engine", "version of the scanner", DOCS, &[]),
    key("reason", "reason of the verdict", DOCS, &[]),
    key("spam", "verdict", DOCS, &[code("Yes", "spam"), code("No", "not spam")]),
    key("hits", "score", DOCS, &[]),
    key("required", "threshold", DOCS, &[]),
    key("tests", "rules that matched", DOCS, &[]),
    key("details", "details of the verdict", DOCS, &[]),
    key("allowed", "allowed by a list", DOCS, &[]),
    key("virus-checked", "whether it was scanned for malware", DOCS, &[code("Checked", "it was")]),
    key("envelope-from", "envelope sender", DOCS, &[]),
];

/// `AAAAA…=` is an empty trace; `H4sI…` a packed one.
fn tracker(text: &str, out: &mut Out) {
    if text.trim_end_matches('=').bytes().all(|byte| byte == b'A') {
        out.explained("tracker", text, "empty: nothing matched");
    } else {
        out.unknown(
            "tracker",
            super::text::cut(text, crate::limits::MAX_VENDOR_RAW),
        );
    }
}

/// `No, hits=0.0 required=7.0 tests=…`.
fn reason(text: &str, out: &mut Out) {
    let (word, rest) = text.split_once(',').unwrap_or((text, ""));
    out.pair("spam", word.trim());
    out.pairs(rest, ' ', '=');
    let (score, required) = (
        out.get("hits").and_then(number),
        out.get("required").and_then(number),
    );
    match word.trim().to_ascii_lowercase().as_str() {
        "yes" => out.judge(VerdictKind::Spam, score, required),
        "no" => out.judge(VerdictKind::Clean, score, required),
        _ => {}
    }
}
