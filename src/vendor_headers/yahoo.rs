//! Yahoo and AOL.

use super::VerdictKind;
use super::out::Out;
use super::table::{Header, Key, Read, Vendor, header, key};

const SEEN: &str = "seen in mail; undocumented";

pub(super) const VENDOR: Vendor = Vendor {
    name: "Yahoo",
    writer: "Yahoo's servers, the recipient's or the sender's",
    headers: HEADERS,
    keys: KEYS,
};

#[rustfmt::skip]
const HEADERS: &[Header] = &[
    header("x-ymail-osg", "opaque findings", Read::Opaque),
    header("x-ymailisg", "opaque findings", Read::Opaque),
    header("x-sonic-mf", "opaque findings", Read::Opaque),
    header("x-sonic-id", "ID of the message", Read::Whole("id")),
    header("x-yahoo-newman-property", "type of mail that Yahoo sent", Read::Whole("kind")),
    header("x-yahoo-newman-id", "ID of the message", Read::Whole("id")),
    header("x-yahoo-smtp", "opaque user who submitted", Read::Opaque),
    header("x-yahoofilteredbulk", "address that Yahoo classified as a bulk sender", Read::With(bulk)),
    header("x-yahoo-filtered-bulk", "address that Yahoo classified as a bulk sender", Read::With(bulk)),
    header("x-yahoo-profile", "profile name of the sender", Read::Whole("profile")),
    header("x-apparently-to", "recipient, client address and time", Read::With(apparently)),
    header("x-egroups-return", "envelope sender of Yahoo Groups", Read::Whole("return-path")),
    header("x-egroups-*", "a field of Yahoo Groups", Read::Whole("stamp")),
    header("x-ygroups-*", "a field of Yahoo Groups", Read::Whole("stamp")),
    header("x-yahoo-*", "a field of Yahoo", Read::Whole("stamp")),
    header("x-ymail-*", "a field of Yahoo", Read::Whole("stamp")),
    header("x-aol-*", "a field of AOL", Read::Whole("stamp")),
    header("x-sonic-*", "a field of Yahoo", Read::Whole("stamp")),
];

#[rustfmt::skip]
const KEYS: &[Key] = &[
    key("id", "ID of the message", SEEN, &[]),
    key("kind", "type of mail", SEEN, &[]),
    key("profile", "profile name of the sender", SEEN, &[]),
    key("recipient", "recipient", SEEN, &[]),
    key("client-ip", "the address that connected", SEEN, &[]),
    key("time", "when it was received", SEEN, &[]),
    key("return-path", "envelope sender of the group", SEEN, &[]),
];

fn bulk(text: &str, out: &mut Out) {
    out.pair("client-ip", text);
    out.judge(VerdictKind::Bulk, None, None);
}

/// `user@example.com via 192.0.2.1; Tue, 01 Jan 2019 00:00:00 +0000`.
fn apparently(text: &str, out: &mut Out) {
    let (route, time) = text.split_once(';').unwrap_or((text, ""));
    let (recipient, client) = route.split_once(" via ").unwrap_or((route, ""));
    out.pair("recipient", recipient.trim());
    out.pair("client-ip", client.trim());
    out.pair("time", time.trim());
}
