//! FireEye, now Trellix.

use super::VerdictKind;
use super::out::Out;
use super::table::{Header, Key, Read, Vendor, code, header, key};

const DOCS: &str = "Trellix, Email Security";

pub(super) const VENDOR: Vendor = Vendor {
    name: "FireEye",
    writer: "a FireEye gateway or cloud",
    headers: HEADERS,
    keys: KEYS,
};

#[rustfmt::skip]
const HEADERS: &[Header] = &[
    header("x-fireeye", "verdict", Read::With(verdict)),
    header("x-fe-etp-meta-info", "opaque findings of the cloud", Read::Opaque),
    header("x-fe-etp-*", "a field of the cloud", Read::Whole("stamp")),
    header("x-fireeye-*", "a field of FireEye", Read::Whole("stamp")),
];

#[rustfmt::skip]
const KEYS: &[Key] = &[
    key("verdict", "verdict", DOCS, &[code("Clean", "nothing found")]),
];

fn verdict(text: &str, out: &mut Out) {
    if text.eq_ignore_ascii_case("clean") {
        out.pair("verdict", text);
        out.judge(VerdictKind::Clean, None, None);
    } else {
        out.plain("verdict", text);
    }
}
