//! Coremail, which many Chinese providers run (NetEase, universities).

use super::table::{Header, Key, Read, Vendor, header, key};

const SEEN: &str = "seen in mail; undocumented";

pub(super) const VENDOR: Vendor = Vendor {
    name: "Coremail",
    writer: "the sender's or recipient's Coremail server",
    headers: HEADERS,
    keys: KEYS,
};

#[rustfmt::skip]
const HEADERS: &[Header] = &[
    header("x-coremail-antispam", "opaque findings", Read::Opaque),
    header("x-cm-transid", "ID of the submission", Read::Whole("id")),
    header("x-cm-senderinfo", "opaque sender", Read::Opaque),
    header("x-cm-messageid", "ID of the message", Read::Whole("id")),
    header("x-cm-*", "a field of Coremail", Read::Whole("stamp")),
    header("x-coremail-*", "a field of Coremail", Read::Whole("stamp")),
    header("x-netease-*", "a field of NetEase", Read::Whole("stamp")),
];

#[rustfmt::skip]
const KEYS: &[Key] = &[
    key("id", "ID of the message", SEEN, &[]),
];
