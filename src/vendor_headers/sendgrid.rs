//! Twilio SendGrid.

use super::table::{Header, Key, Read, Vendor, header, key};

const SEEN: &str = "seen in mail; undocumented";

pub(super) const VENDOR: Vendor = Vendor {
    name: "SendGrid",
    writer: "SendGrid's servers, for the sender",
    headers: HEADERS,
    keys: KEYS,
};

#[rustfmt::skip]
const HEADERS: &[Header] = &[
    header("x-sg-eid", "opaque event ID: identifies the message to SendGrid's abuse desk", Read::Opaque),
    header("x-sg-id", "opaque ID", Read::Opaque),
    header("x-entity-id", "opaque ID of the account", Read::Whole("account")),
    header("x-sg-*", "a field of SendGrid", Read::Whole("stamp")),
    header("x-smtpapi", "instructions of the sender", Read::Whole("instructions")),
];

#[rustfmt::skip]
const KEYS: &[Key] = &[
    key("account", "opaque ID of the account", SEEN, &[]),
    key("instructions", "instructions of the sender, as JSON", SEEN, &[]),
];
