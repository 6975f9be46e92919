//! Fortinet FortiMail.

use super::table::{Header, Key, Read, Vendor, code, header, key};

const DOCS: &str = "Fortinet, FortiMail administration guide";

pub(super) const VENDOR: Vendor = Vendor {
    name: "Fortinet",
    writer: "a FortiMail gateway, the recipient's or the sender's",
    headers: HEADERS,
    keys: KEYS,
};

#[rustfmt::skip]
const HEADERS: &[Header] = &[
    header("x-feas-client-ip", "the address that connected", Read::Whole("client-ip")),
    header("x-feas-spf", "SPF result with its inputs", Read::Pairs(',', '=')),
    header("x-feas-dkim", "DKIM result", Read::Whole("dkim")),
    header("x-feas-dmarc", "DMARC result", Read::Whole("dmarc")),
    header("x-feas-hash", "fingerprint that matched", Read::Whole("fingerprint")),
    header("x-feas-bec-info", "opaque impersonation findings", Read::Opaque),
    header("x-feas-spam-outbreak", "outbreak rule that matched", Read::Whole("rule")),
    header("x-feas-url", "link that matched", Read::Whole("link")),
    header("x-feas-dictionary", "word list that matched", Read::Whole("words")),
    header("x-feas-greyip", "graylist entry", Read::Whole("grey")),
    header("x-feas-*", "result of one of the filters", Read::Whole("stamp")),
    header("x-fe-policy-id", "numbers of the policies that applied", Read::Whole("policy")),
    header("x-fe-last-public-client-ip", "last public IP address in the route", Read::Whole("client-ip")),
    header("x-fe-attachment-name", "names of the attachments", Read::Whole("attachment")),
    header("x-fe-*", "a field of the gateway", Read::Whole("stamp")),
    header("x-fortimail-*", "a field of the gateway", Read::Whole("stamp")),
];

#[rustfmt::skip]
const KEYS: &[Key] = &[
    key("client-ip", "address", DOCS, &[]),
    key("spf-result", "SPF result", DOCS, &[code("pass", "the client may send for the domain"), code("fail", "it may not"), code("softfail", "probably not"), code("neutral", "no statement"), code("none", "no record")]),
    key("ip", "client address of the SPF check", DOCS, &[]),
    key("helo", "HELO of the SPF check", DOCS, &[]),
    key("mailFrom", "envelope sender of the SPF check", DOCS, &[]),
    key("dkim", "DKIM result", DOCS, &[code("Valid", "verifies"), code("Invalid", "does not verify"), code("None", "no signature")]),
    key("dmarc", "DMARC result", DOCS, &[]),
    key("fingerprint", "fingerprint that matched", DOCS, &[]),
    key("rule", "outbreak rule", DOCS, &[]),
    key("link", "link", DOCS, &[]),
    key("words", "word list", DOCS, &[]),
    key("grey", "graylist entry", DOCS, &[]),
    key("policy", "numbers of the policies: IP, recipient, and so on", DOCS, &[]),
    key("attachment", "names of the attachments", DOCS, &[]),
];
