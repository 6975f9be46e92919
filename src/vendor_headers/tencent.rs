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
    header("x-qq-mid", "id of the message, with the machine", Read::Whole("id")),
    header("x-qq-originating-ip", "sealed address that submitted", Read::Opaque),
    header("x-qq-sendsize", "size class", Read::Whole("size")),
    header("x-qq-rechkspam", "verdict of a second scan", Read::Whole("rescan")),
    header("x-qq-ssf", "sealed flags of the filter", Read::Opaque),
    header("x-qq-goodbg", "good sender", Read::Whole("good-sender")),
    header("x-qq-feat", "sealed features", Read::Opaque),
    header("x-qq-xmailinfo", "sealed findings", Read::Opaque),
    header("x-qq-xmrinfo", "sealed findings", Read::Opaque),
    header("x-bizmail-id", "id of the message", Read::Whole("id")),
    header("x-oq-msgid", "id of the message", Read::Whole("id")),
    header("x-qq-*", "a stamp of Tencent", Read::Whole("stamp")),
    header("ex-qq-*", "a stamp of Tencent", Read::Whole("stamp")),
];

#[rustfmt::skip]
const KEYS: &[Key] = &[
    key("id", "id of the message", SEEN, &[]),
    key("size", "size class", SEEN, &[]),
    key("rescan", "verdict of a second scan", SEEN, &[]),
    key("good-sender", "good sender", SEEN, &[]),
];
