//! cPanel and its Exim configuration: which account of a shared host sent the message.

use super::out::Out;
use super::table::{Header, Key, Read, Vendor, code, header, key};

const DOCS: &str = "cPanel, \"Exim configuration\" and \"X-AntiAbuse headers\"";

pub(super) const VENDOR: Vendor = Vendor {
    name: "cPanel",
    writer: "the shared host from which it was sent",
    headers: HEADERS,
    keys: KEYS,
};

#[rustfmt::skip]
const HEADERS: &[Header] = &[
    header("x-antiabuse", "abuse contact, and the sending account", Read::With(anti_abuse)),
    header("x-get-message-sender-via", "how the sending account was found", Read::With(sender_via)),
    header("x-authenticated-sender", "the account that sent it", Read::With(authenticated)),
    header("x-source", "program that sent it", Read::Whole("program")),
    header("x-source-args", "command line of the program", Read::Whole("arguments")),
    header("x-source-dir", "folder of the program", Read::With(directory)),
    header("x-source-ip", "address from which it was submitted", Read::Whole("address")),
    header("x-source-sender", "host and user that submitted it", Read::Whole("submitter")),
    header("x-source-auth", "account that submitted it", Read::Whole("account")),
    header("x-source-cap", "opaque account", Read::Opaque),
    header("x-source-l", "whether it was submitted locally", Read::Whole("local")),
    header("x-exim-id", "ID of the message", Read::Whole("id")),
    header("x-email-count", "messages of the account", Read::Whole("count")),
    header("x-bwhitelist", "allowlist flag", Read::Whole("allowed")),
    header("x-local-domain", "whether the domain is the host's", Read::Whole("local")),
    header("x-org", "organization flag", Read::Whole("organisation")),
    header("x-outgoing-spam-status", "score of outgoing mail", Read::Whole("status")),
];

#[rustfmt::skip]
const KEYS: &[Key] = &[
    key("via", "how the account was found", DOCS, &[code("authenticated_id", "it logged in"), code("acl_c_authenticated_local_user", "a local process of that user"), code("acl_c_relayhosts_text_entry", "it had logged in to POP or IMAP before"), code("redirect/forwarder owner", "owner of the forwarder")]),
    key("Primary Hostname", "name of the shared host", DOCS, &[]),
    key("Original Domain", "domain of the recipient, or of the account", DOCS, &[]),
    key("Originator/Caller UID/GID", "numbers of the user that sent and of the caller", DOCS, &[]),
    key("Sender Address Domain", "domain of the sender", DOCS, &[]),
    key("note", "a note to the reader", DOCS, &[]),
    key("host", "name of the shared host", DOCS, &[]),
    key("account", "the account that sent it", DOCS, &[]),
    key("program", "program that sent it", DOCS, &[]),
    key("arguments", "its command line", DOCS, &[]),
    key("directory", "its folder", DOCS, &[]),
    key("domain", "site whose folder that is", DOCS, &[]),
    key("address", "address from which it was submitted", DOCS, &[]),
    key("submitter", "host and user that submitted it", DOCS, &[]),
    key("local", "whether it is local", DOCS, &[]),
    key("id", "ID of the message", DOCS, &[]),
    key("count", "messages of the account", DOCS, &[]),
    key("allowed", "allowlist flag", DOCS, &[]),
    key("organisation", "organization flag", DOCS, &[]),
    key("status", "score of outgoing mail", DOCS, &[]),
];

/// One field a line: `Primary Hostname - mx.example.com`.
fn anti_abuse(text: &str, out: &mut Out) {
    match text.split_once(" - ") {
        Some((key, value)) => out.pair(key.trim(), value.trim()),
        None => out.pair("note", text),
    }
}

/// `mx.example.com: authenticated_id: user@example.com`.
fn sender_via(text: &str, out: &mut Out) {
    let mut parts = text.splitn(3, ": ");
    out.pair("host", parts.next().unwrap_or("").trim());
    out.pair("via", parts.next().unwrap_or("").trim());
    // `account/how it was found/kind of user`.
    out.pair("account", parts.next().unwrap_or("").trim());
}

/// `mx.example.com: user@example.com`.
fn authenticated(text: &str, out: &mut Out) {
    let (host, account) = text.split_once(": ").unwrap_or(("", text));
    out.pair("host", host.trim());
    out.pair("account", account.trim());
}

/// `example.com:/public_html`.
fn directory(text: &str, out: &mut Out) {
    let (domain, directory) = text.split_once(':').unwrap_or(("", text));
    out.pair("domain", domain.trim());
    out.pair("directory", directory.trim());
}
