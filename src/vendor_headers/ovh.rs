//! OVH, which filters with Vade.

use super::out::Out;
use super::table::{Header, Key, Read, Vendor, header, key};
use super::vade::{STATES, cause, state};

const SEEN: &str = "seen in mail; undocumented";

pub(super) const VENDOR: Vendor = Vendor {
    name: "OVH",
    writer: "OVH's servers, for mail in and out",
    headers: HEADERS,
    keys: KEYS,
};

#[rustfmt::skip]
const HEADERS: &[Header] = &[
    header("x-vr-spamcause", "the filter's findings, encoded as letters", Read::With(cause)),
    header("x-vr-spamscore", "score; spam from about 300", Read::Whole("score")),
    header("x-vr-spamstate", "verdict", Read::With(state)),
    header("x-vr-spamcategory", "type of mail", Read::Whole("category")),
    header("x-ovh-spam-reason", "result of each check", Read::With(reason)),
    header("x-ovh-spam-score", "score", Read::Whole("score")),
    header("x-ovh-clientip", "the address that submitted", Read::Whole("client-ip")),
    header("x-ovh-remote", "the address that connected", Read::Whole("client-ip")),
    header("x-ovh-tracer-id", "ID of the message at OVH", Read::Whole("id")),
    header("x-ovh-*", "a field of OVH", Read::Whole("stamp")),
    header("x-vr-*", "a field of OVH's filter", Read::Whole("stamp")),
];

#[rustfmt::skip]
const KEYS: &[Key] = &[
    key("score", "higher means more likely spam", SEEN, &[]),
    key("state", "verdict", SEEN, STATES),
    key("category", "type of mail", SEEN, &[]),
    key("client-ip", "the address that submitted or connected", SEEN, &[]),
    key("id", "ID of the message at OVH", SEEN, &[]),
    key("vr", "verdict of the content filter", SEEN, STATES),
    key("dkim", "DKIM check", SEEN, &[]),
    key("spf", "SPF check", SEEN, &[]),
];

/// `vr: OK; dkim: disabled; spf: disabled`.
fn reason(text: &str, out: &mut Out) {
    out.pairs(text, ';', ':');
    if let Some(verdict) = out.get("vr").map(str::to_owned) {
        let before = out.values.len();
        state(&verdict, out);
        // The verdict stands there already as `vr`.
        out.values.truncate(before);
    }
}
