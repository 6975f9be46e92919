//! Google: Gmail, Workspace, Groups.

use super::out::Out;
use super::table::{Header, Key, Read, Vendor, code, header, key};

const SEEN: &str = "seen in mail; undocumented";
const DKIM: &str = "RFC 6376 (Google signs its own handling)";

pub(super) const VENDOR: Vendor = Vendor {
    name: "Google",
    writer: "Google's servers, the sender's or the recipient's; some are forged by senders",
    headers: HEADERS,
    keys: KEYS,
};

#[rustfmt::skip]
const HEADERS: &[Header] = &[
    header("x-gm-message-state", "opaque state of the message", Read::Opaque),
    header("x-gm-gg", "opaque state of the message", Read::Opaque),
    header("x-gm-features", "opaque list of features", Read::Opaque),
    header("x-google-smtp-source", "opaque origin of the message", Read::Opaque),
    header("x-google-dkim-signature", "Google's own DKIM signature over its handling", Read::With(signature)),
    header("x-received", "an internal step of Google", Read::Whole("step")),
    header("x-forwarded-encrypted", "opaque mark of a forward or a group", Read::With(forwarded)),
    header("x-forwarded-to", "the address Gmail forwarded it to", Read::Whole("forwarded-to")),
    header("x-forwarded-for", "the forwarding mailbox and its target", Read::Whole("forwarded-for")),
    header("x-google-original-from", "original From, before Gmail replaced it", Read::Whole("original-from")),
    header("x-original-from", "original From, before Google Groups or a list replaced it", Read::Whole("original-from")),
    header("x-original-sender", "the sender to a Google group", Read::Whole("original-sender")),
    header("x-google-group-id", "number of the Google group", Read::Whole("group")),
    header("x-spam-checked-in-group", "the Google group in which it was checked", Read::Whole("group")),
    header("x-google-appengine-app-id", "the App Engine program that sent it", Read::Whole("app")),
    header("x-gmail-original-message-id", "original Message-ID, before Gmail replaced it", Read::Whole("original-id")),
    header("x-gmail-labels", "labels of an exported mailbox", Read::Whole("labels")),
    header("x-gm-thrid", "thread of an exported mailbox", Read::Whole("thread")),
    header("x-gm-*", "a field of Gmail", Read::Whole("stamp")),
    header("x-gmail-*", "a field of Gmail", Read::Whole("stamp")),
    header("x-google-*", "a field of Google", Read::Whole("stamp")),
];

#[rustfmt::skip]
const KEYS: &[Key] = &[
    key("step", "an internal step of Google", SEEN, &[]),
    key("d", "signing domain", DKIM, &[code("1e100.net", "Google's own domain for its handling")]),
    key("s", "selector", DKIM, &[]),
    key("t", "when it was signed", DKIM, &[]),
    key("x", "when it expires", DKIM, &[]),
    key("a", "algorithm", DKIM, &[]),
    key("i", "number of the forward", SEEN, &[]),
    key("recipient", "domain of the recipient", SEEN, &[]),
    key("forwarded-to", "the address it was forwarded to", SEEN, &[]),
    key("forwarded-for", "the forwarding address and its target", SEEN, &[]),
    key("original-from", "From before it was rewritten", SEEN, &[]),
    key("original-sender", "the sender to the group", SEEN, &[]),
    key("group", "the group", SEEN, &[]),
    key("app", "the program", SEEN, &[]),
    key("original-id", "Message-ID before it was rewritten", SEEN, &[]),
    key("labels", "labels", SEEN, &[]),
    key("thread", "thread", SEEN, &[]),
];

/// The tags that say something; `h=`, `bh=` and `b=` are long.
fn signature(text: &str, out: &mut Out) {
    for tag in text.split(';') {
        let Some((name, value)) = tag.split_once('=') else {
            continue;
        };
        let (name, value) = (name.trim(), value.trim());
        match name {
            "t" | "x" => {
                let time = value
                    .parse()
                    .ok()
                    .and_then(|time| chrono::DateTime::from_timestamp(time, 0));
                match time {
                    Some(time) => out.explained(
                        if name == "t" { "t" } else { "x" },
                        value,
                        time.to_rfc3339(),
                    ),
                    None => out.unknown(name.to_owned(), value),
                }
            }
            "d" if value != "1e100.net" => out.plain("d", value),
            "d" | "s" | "a" => out.pair(name, value),
            _ => {}
        }
    }
}

/// `i=1; AJvYc…==@example.com`.
fn forwarded(text: &str, out: &mut Out) {
    let (number, rest) = text.split_once(';').unwrap_or(("", text));
    out.pair("i", number.trim().trim_start_matches("i="));
    if let Some((_, domain)) = rest.rsplit_once('@') {
        out.pair("recipient", domain.trim());
    }
}
