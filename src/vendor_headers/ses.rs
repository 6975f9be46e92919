//! Amazon Simple Email Service.

use super::VerdictKind;
use super::out::Out;
use super::table::{Header, Key, Read, Vendor, code, header, key};

const DOCS: &str = "Amazon SES developer guide";

pub(super) const VENDOR: Vendor = Vendor {
    name: "Amazon SES",
    writer: "Amazon's servers, for the sender",
    headers: HEADERS,
    keys: KEYS,
};

#[rustfmt::skip]
const HEADERS: &[Header] = &[
    header("x-ses-outgoing", "day and sending IP address", Read::With(outgoing)),
    header("x-ses-receipt", "opaque receipt of incoming mail", Read::Opaque),
    header("x-ses-spam-verdict", "verdict on incoming mail", Read::With(verdict)),
    header("x-ses-virus-verdict", "verdict of the malware scan of incoming mail", Read::With(virus)),
    header("x-ses-configuration-set", "configuration of the sender", Read::Whole("configuration")),
    header("x-ses-message-tags", "tags of the sender", Read::Whole("tags")),
    header("x-ses-*", "a field of Amazon SES", Read::Whole("stamp")),
];

#[rustfmt::skip]
const KEYS: &[Key] = &[
    key("day", "day on which it left", DOCS, &[]),
    key("ip", "sending IP address", DOCS, &[]),
    key("verdict", "verdict", DOCS, &[code("PASS", "nothing found"), code("FAIL", "spam or malware"), code("GRAY", "not certain"), code("PROCESSING_FAILED", "could not be scanned"), code("DISABLED", "not scanned")]),
    key("configuration", "configuration of the sender", DOCS, &[]),
    key("tags", "tags of the sender", DOCS, &[]),
];

/// `2023.09.18-192.0.2.33`.
fn outgoing(text: &str, out: &mut Out) {
    let (day, ip) = text.split_once('-').unwrap_or((text, ""));
    out.pair("day", day);
    out.pair("ip", ip);
}

fn verdict(text: &str, out: &mut Out) {
    judge(text, VerdictKind::Spam, out);
}

fn virus(text: &str, out: &mut Out) {
    judge(text, VerdictKind::Malware, out);
}

fn judge(text: &str, bad: VerdictKind, out: &mut Out) {
    out.pair("verdict", text);
    match text {
        "PASS" => out.judge(VerdictKind::Clean, None, None),
        "FAIL" => out.judge(bad, None, None),
        "GRAY" => out.judge(VerdictKind::Suspect, None, None),
        _ => {}
    }
}
