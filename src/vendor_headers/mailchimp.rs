//! Mailchimp and Mandrill.

use super::table::{Header, Key, Read, Vendor, header, key};

const SEEN: &str = "seen in mail; undocumented";

pub(super) const VENDOR: Vendor = Vendor {
    name: "Mailchimp",
    writer: "Mailchimp's servers, for the sender",
    headers: HEADERS,
    keys: KEYS,
};

#[rustfmt::skip]
const HEADERS: &[Header] = &[
    header("x-mc-user", "account of the sender", Read::Whole("account")),
    header("x-campaign", "campaign", Read::Whole("campaign")),
    header("x-campaignid", "campaign", Read::Whole("campaign")),
    header("x-accounttype", "kind of account", Read::Whole("account-type")),
    header("x-mailchimp-*", "a field of Mailchimp", Read::Whole("stamp")),
    header("x-mandrill-user", "account of the sender", Read::Whole("account")),
    header("x-mc-tags", "tags of the sender", Read::Whole("tags")),
    header("x-mc-track", "tracking requested by the sender", Read::Whole("tracking")),
    header("x-mc-metadata", "data of the sender", Read::Whole("data")),
    header("x-mandrill-*", "a field of Mandrill", Read::Whole("stamp")),
];

#[rustfmt::skip]
const KEYS: &[Key] = &[
    key("account", "account of the sender", SEEN, &[]),
    key("campaign", "campaign", SEEN, &[]),
    key("account-type", "kind of account", SEEN, &[]),
    key("tags", "tags of the sender", SEEN, &[]),
    key("tracking", "tracking requested by the sender", SEEN, &[]),
    key("data", "data of the sender", SEEN, &[]),
];
