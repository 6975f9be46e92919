//! Spam filters that do not say who they are: fields under names that many use.

use super::stalwart;
use super::table::{Header, Key, Read, Vendor, code, header, key};

const USE: &str = "seen in mail; no one filter's";

pub(super) const VENDOR: Vendor = Vendor {
    name: "a spam filter",
    writer: "a server that ran a spam filter, the recipient's or any before it",
    headers: HEADERS,
    keys: KEYS,
};

#[rustfmt::skip]
const HEADERS: &[Header] = &[
    // The names are others' first; `alike` tells whose the field is.
    header("x-spam-status", "verdict, perhaps with the score", Read::With(stalwart::status)),
    header("x-spam-result", "result of a spam filter", Read::Whole("stamp")),
    header("x-spam-*", "a field of a spam filter", Read::Whole("stamp")),
    header("x-ip-spam-verdict", "verdict on the address", Read::Whole("verdict")),
];

#[rustfmt::skip]
const KEYS: &[Key] = &[
    key("spam", "whether it is marked as spam", USE, &[code("Yes", "spam"), code("No", "not spam")]),
    key("score", "the score", USE, &[]),
    key("required", "the spam threshold", USE, &[]),
    key("stamp", "", USE, &[]),
    key("verdict", "", USE, &[]),
];
