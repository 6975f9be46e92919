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
    header("x-me-proxy-cause", "what Vade found as it went out, in a letter cipher", Read::With(super::vade::cause)),
    header("x-me-vscause", "what Vade found, in a letter cipher", Read::With(super::vade::cause)),
    header("x-me-vsstate", "verdict of Vade", Read::With(super::vade::state)),
    header("x-me-vsscore", "score of Vade", Read::Whole("score")),
    header("x-me-vscategory", "kind of mail", Read::Whole("category")),
    header("x-me-sender", "sealed sender", Read::Opaque),
    header("x-me-received", "sealed recipient", Read::Opaque),
    header("x-me-proxy", "sealed sender", Read::Opaque),
    header("x-me-helo", "sealed HELO", Read::Opaque),
    header("x-me-*", "a stamp of Messaging Engine", Read::Whole("stamp")),
    header("x-threadid", "id of the thread", Read::Whole("thread")),
    header("x-spam-known-sender", "whether the recipient knows the sender", Read::Whole("known-sender")),
    header("x-resolved-to", "the mailbox that got it", Read::Whole("mailbox")),
];

#[rustfmt::skip]
const KEYS: &[Key] = &[
    key("state", "verdict", SEEN, super::vade::STATES),
    key("score", "the higher, the more likely spam", SEEN, &[]),
    key("category", "kind of mail", SEEN, &[]),
    key("thread", "id of the thread", SEEN, &[]),
    key("known-sender", "whether the recipient knows the sender", SEEN, &[]),
    key("mailbox", "the mailbox that got it", SEEN, &[]),
];
