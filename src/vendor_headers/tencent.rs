//! Tencent: QQ Mail, Exmail.

use super::table::{Header, Key, Read, Vendor, header, key};

const SEEN: &str = "seen in mail; undocumented";

pub(super) const VENDOR: Vendor = Vendor {
    name: "Tencent",
    writer: "Tencent's servers, the sender's",
    headers: HEADERS,
    keys: KEYS,
};

#[rustfmt::skip]
const HEADERS: &[Header] = &[
    header("x-qq-mid", "ID of the message, with the machine", Read::Whole("id")),
    header("x-qq-originating-ip", "opaque address that submitted", Read::Opaque),
    header("x-qq-sendsize", "size class", Read::Whole("size")),
    header("x-qq-rechkspam", "verdict of a second scan", Read::Whole("rescan")),
    header("x-qq-ssf", "opaque flags of the filter", Read::Opaque),
    header("x-qq-goodbg", "good sender", Read::Whole("good-sender")),
    header("x-qq-feat", "opaque features", Read::Opaque),
    header("x-qq-xmailinfo", "opaque findings", Read::Opaque),
    header("x-qq-xmrinfo", "opaque findings", Read::Opaque),
    header("x-bizmail-id", "ID of the message", Read::Whole("id")),
    header("x-oq-msgid", "ID of the message", Read::Whole("id")),
    header("x-qq-*", "a field of Tencent", Read::Whole("stamp")),
    header("ex-qq-*", "a field of Tencent", Read::Whole("stamp")),
];

#[rustfmt::skip]
const KEYS: &[Key] = &[
    key("id", "ID of the message", SEEN, &[]),
    key("size", "size class", SEEN, &[]),
    key("rescan", "verdict of a second scan", SEEN, &[]),
    key("good-sender", "good sender", SEEN, &[]),
];
