//! Fastmail and Messaging Engine.

use super::table::{Header, Key, Read, Vendor, header, key};

const SEEN: &str = "seen in mail; undocumented";

pub(super) const VENDOR: Vendor = Vendor {
    name: "Fastmail",
    writer: "Fastmail's servers, the recipient's or the sender's",
    headers: HEADERS,
    keys: KEYS,
};

#[rustfmt::skip]
const HEADERS: &[Header] = &[
    header("x-me-proxy-cause", "Vade's outbound findings, encoded as letters", Read::With(super::vade::cause)),
    header("x-me-vscause", "Vade's findings, encoded as letters", Read::With(super::vade::cause)),
    header("x-me-vsstate", "verdict of Vade", Read::With(super::vade::state)),
    header("x-me-vsscore", "score of Vade", Read::Whole("score")),
    header("x-me-vscategory", "type of mail", Read::Whole("category")),
    header("x-me-sender", "opaque sender", Read::Opaque),
    header("x-me-received", "opaque recipient", Read::Opaque),
    header("x-me-proxy", "opaque sender", Read::Opaque),
    header("x-me-helo", "opaque HELO", Read::Opaque),
    header("x-me-*", "a field of Messaging Engine", Read::Whole("stamp")),
    header("x-threadid", "ID of the thread", Read::Whole("thread")),
    header("x-spam-known-sender", "whether the recipient knows the sender", Read::Whole("known-sender")),
    header("x-resolved-to", "the receiving mailbox", Read::Whole("mailbox")),
];

#[rustfmt::skip]
const KEYS: &[Key] = &[
    key("state", "verdict", SEEN, super::vade::STATES),
    key("score", "higher means more likely spam", SEEN, &[]),
    key("category", "type of mail", SEEN, &[]),
    key("thread", "ID of the thread", SEEN, &[]),
    key("known-sender", "whether the recipient knows the sender", SEEN, &[]),
    key("mailbox", "the receiving mailbox", SEEN, &[]),
];
