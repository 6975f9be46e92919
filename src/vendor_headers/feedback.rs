//! Ids for feedback loops and complaints: who sent it, in the sending platform's terms.

use super::out::Out;
use super::table::{Header, Key, Read, Vendor, code, header, key};

const GOOGLE: &str = "Google, \"Feedback Loop\" for Gmail";
const SPARK: &str = "SparkPost and Momentum, as seen in mail";
const CFBL: &str = "RFC 9477";
const CSA: &str = "Certified Senders Alliance, admission criteria";

pub(super) const VENDOR: Vendor = Vendor {
    name: "Feedback",
    writer: "the platform that sent it",
    headers: HEADERS,
    keys: KEYS,
};

#[rustfmt::skip]
const HEADERS: &[Header] = &[
    header("feedback-id", "campaign, customer, type of mail, sender, for Gmail's feedback loop", Read::With(feedback_id)),
    header("x-feedback-id", "the same under an older name", Read::With(feedback_id)),
    header("x-msfbl", "sender and recipient for Microsoft's feedback loop, as JSON in base64", Read::With(msfbl)),
    header("cfbl-address", "where to send complaints", Read::With(cfbl)),
    header("cfbl-feedback-id", "ID to send with a complaint", Read::Whole("feedback-id")),
    header("x-csa-complaints", "where to report a sender certified by the Certified Senders Alliance", Read::Whole("complaints")),
    header("x-complaints-to", "where to report abuse", Read::Whole("complaints")),
    header("x-report-abuse", "how to report abuse", Read::Whole("complaints")),
    header("x-abuse", "where to report abuse", Read::Whole("complaints")),
    header("x-abuse-reports-to", "where to report abuse", Read::Whole("complaints")),
    header("x-250ok-cid", "campaign for 250ok's statistics", Read::Whole("campaign")),
];

#[rustfmt::skip]
const KEYS: &[Key] = &[
    key("campaign", "campaign", GOOGLE, &[]),
    key("customer", "customer of the platform", GOOGLE, &[]),
    key("mail-type", "type of mail", GOOGLE, &[]),
    key("sender-id", "the platform", GOOGLE, &[]),
    key("msfbl", "sender of the message", SPARK, &[]),
    key("address", "where to send complaints", CFBL, &[]),
    key("report", "form of the complaint", CFBL, &[code("arf", "abuse reporting format, RFC 5965"), code("xarf", "extended abuse reporting format")]),
    key("feedback-id", "ID to send with a complaint", CFBL, &[]),
    key("complaints", "where to report abuse", CSA, &[]),
];

/// `a:b:c:SenderId`; the first three are the sender's own choice, the last names the platform.
fn feedback_id(text: &str, out: &mut Out) {
    let parts: Vec<&str> = text.split(':').map(str::trim).collect();
    let (sender, rest) = parts.split_last().unwrap_or((&"", &[]));
    for (key, part) in ["campaign", "customer", "mail-type"].into_iter().zip(rest) {
        out.pair(key, part);
    }
    for part in rest.iter().skip(3) {
        out.unknown("?", part);
    }
    out.pair("sender-id", sender);
}

/// Base64 JSON, behind a `|` where a signature stands first.
fn msfbl(text: &str, out: &mut Out) {
    let sealed = text.rsplit('|').next().unwrap_or(text);
    let object: Option<serde_json::Map<String, serde_json::Value>> =
        super::text::unbase64(sealed).and_then(|bytes| serde_json::from_slice(&bytes).ok());
    let Some(object) = object else {
        return out.unknown("msfbl", text);
    };
    for (key, value) in object {
        match value.as_str() {
            Some(value) => out.plain(key, value),
            None => out.plain(key, &value.to_string()),
        }
    }
}

/// `fbl@example.com; report=arf`.
fn cfbl(text: &str, out: &mut Out) {
    for piece in text.split(';').map(str::trim) {
        match piece.split_once('=') {
            Some(("report", form)) => out.pair("report", form.trim()),
            _ => out.pair("address", piece),
        }
    }
}
