//! Mailgun.

use super::VerdictKind;
use super::out::Out;
use super::table::{Header, Key, Read, Vendor, code, header, key};

const DOCS: &str = "Mailgun, \"Sending messages\" and \"Webhooks\"";

pub(super) const VENDOR: Vendor = Vendor {
    name: "Mailgun",
    writer: "Mailgun's servers, for the sender",
    headers: HEADERS,
    keys: KEYS,
};

#[rustfmt::skip]
const HEADERS: &[Header] = &[
    header("x-mailgun-sid", "ID of the message and the recipient, as JSON in base64", Read::With(sid)),
    header("x-mailgun-sending-ip", "sending IP address", Read::Whole("ip")),
    header("x-mailgun-sending-ip-pool", "pool of addresses", Read::Whole("pool")),
    header("x-mailgun-sending-ip-pool-name", "pool of addresses", Read::Whole("pool")),
    header("x-mailgun-variables", "data of the sender, as JSON", Read::Whole("variables")),
    header("x-mailgun-tag", "tag of the sender", Read::Whole("tag")),
    header("x-mailgun-batch-id", "ID of the batch", Read::Whole("batch")),
    header("x-mailgun-sscore", "spam score of incoming mail", Read::Whole("score")),
    header("x-mailgun-sflag", "whether incoming mail is marked as spam", Read::With(flag)),
    header("x-mailgun-incoming", "incoming mail", Read::Whole("incoming")),
    header("x-mailgun-spf", "SPF result of incoming mail", Read::Whole("spf")),
    header("x-mailgun-dkim-check-result", "DKIM result of incoming mail", Read::Whole("dkim")),
    header("x-mailgun-*", "a field of Mailgun", Read::Whole("stamp")),
];

#[rustfmt::skip]
const KEYS: &[Key] = &[
    key("flag", "whether it is marked as spam", DOCS, &[code("Yes", "spam"), code("No", "not spam")]),
    key("ip", "sending IP address", DOCS, &[]),
    key("pool", "pool of addresses", DOCS, &[]),
    key("variables", "data of the sender", DOCS, &[]),
    key("tag", "tag of the sender", DOCS, &[]),
    key("batch", "ID of the batch", DOCS, &[]),
    key("score", "spam score", DOCS, &[]),
    key("incoming", "incoming mail", DOCS, &[]),
    key("spf", "SPF result", DOCS, &[]),
    key("dkim", "DKIM result", DOCS, &[]),
    key("recipient", "recipient", DOCS, &[]),
];

/// Base64 of `["a1b2c", "recipient@example.com", "d3e4f"]`.
fn sid(text: &str, out: &mut Out) {
    let parts: Option<Vec<String>> =
        super::text::unbase64(text).and_then(|bytes| serde_json::from_slice(&bytes).ok());
    let Some(parts) = parts else {
        return out.unknown("sid", text);
    };
    for part in &parts {
        if part.contains('@') {
            out.pair("recipient", part);
        } else {
            out.plain("sid", part);
        }
    }
}

fn flag(text: &str, out: &mut Out) {
    out.pair("flag", text);
    match text {
        "Yes" => out.judge(VerdictKind::Spam, None, None),
        "No" => out.judge(VerdictKind::Clean, None, None),
        _ => {}
    }
}
