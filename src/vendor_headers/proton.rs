//! Proton Mail.

use super::VerdictKind;
use super::out::Out;
use super::table::{Header, Key, Read, Vendor, code, header, key};

const SEEN: &str = "seen in mail; undocumented";

pub(super) const VENDOR: Vendor = Vendor {
    name: "Proton",
    writer: "Proton's servers, the recipient's",
    headers: HEADERS,
    keys: KEYS,
};

#[rustfmt::skip]
const HEADERS: &[Header] = &[
    header("x-pm-spam", "opaque findings of the filter", Read::Opaque),
    header("x-pm-spamscore", "score of the filter", Read::Whole("score")),
    header("x-pm-spam-action", "delivery folder", Read::With(action)),
    header("x-pm-origin", "whether it came from outside", Read::Whole("origin")),
    header("x-pm-content-encryption", "when the content was encrypted", Read::Whole("content-encryption")),
    header("x-pm-transfer-encryption", "TLS of the last hop", Read::Whole("transfer-encryption")),
    header("x-pm-message-id", "ID of the message: Proton's, or Postmark's", Read::Whole("id")),
    header("x-pm-*", "a field of Proton or Postmark", Read::Whole("stamp")),
];

#[rustfmt::skip]
const KEYS: &[Key] = &[
    key("score", "higher means more likely spam", SEEN, &[]),
    key("action", "delivery folder", SEEN, &[code("inbox", "inbox"), code("spam", "spam"), code("phishing", "phishing")]),
    key("origin", "where it came from", SEEN, &[code("external", "from outside"), code("internal", "from a Proton user"), code("import", "imported")]),
    key("content-encryption", "when the content was encrypted", SEEN, &[code("on-delivery", "by Proton at delivery"), code("end-to-end", "by the sender"), code("on-compose", "by the sender")]),
    key("transfer-encryption", "TLS of the last hop", SEEN, &[]),
    key("id", "ID of the message", SEEN, &[]),
];

fn action(text: &str, out: &mut Out) {
    out.pair("action", text);
    let kind = match text {
        "inbox" => VerdictKind::Clean,
        "spam" => VerdictKind::Spam,
        "phishing" => VerdictKind::Phish,
        _ => return,
    };
    out.judge(kind, None, None);
}
