//! SpamExperts, now N-able Mail Assure.

use super::VerdictKind;
use super::out::Out;
use super::table::{Header, Key, Read, Vendor, code, header, key};

const DOCS: &str = "N-able, \"Mail Assure message headers\"";

pub(super) const VENDOR: Vendor = Vendor {
    name: "SpamExperts",
    writer: "a hosting provider's filter, for incoming or (outgoing) mail",
    headers: HEADERS,
    keys: KEYS,
};

#[rustfmt::skip]
const HEADERS: &[Header] = &[
    header("x-spamexperts-class", "verdict", Read::With(class)),
    header("x-spamexperts-evidence", "deciding rule, with its score", Read::With(evidence)),
    header("x-spamexperts-outgoing-class", "verdict on outgoing mail", Read::With(class)),
    header("x-spamexperts-outgoing-evidence", "deciding rule for outgoing mail, with its score", Read::With(evidence)),
    header("x-spamexperts-domain", "domain of the customer", Read::Whole("domain")),
    header("x-spamexperts-username", "user of the customer who submitted", Read::Whole("user")),
    header("x-recommended-action", "action advised by the filter", Read::Whole("action")),
    header("x-filter-id", "opaque trace of the filter", Read::Opaque),
    header("x-report-abuse-to", "where to report abuse", Read::Whole("report-to")),
    header("x-spamexperts-*", "a field of SpamExperts", Read::Whole("stamp")),
];

#[rustfmt::skip]
const KEYS: &[Key] = &[
    key("class", "verdict", DOCS, &[code("ham", "not spam"), code("unsure", "unsure: neither spam nor ham"), code("spam", "spam, though not certain enough to block"), code("whitelisted", "the sender is allowed"), code("blacklisted", "the sender is blocked"), code("phish", "phishing"), code("virus", "malware"), code("oversize", "too large to scan")]),
    key("action", "action advised by the filter", DOCS, &[code("accept", "accept"), code("drop", "discard"), code("reject", "reject"), code("quarantine", "quarantine")]),
    key("evidence", "deciding rule", DOCS, &[]),
    key("score", "0 to 1, the higher the more likely spam", DOCS, &[]),
    key("domain", "domain of the customer", DOCS, &[]),
    key("user", "user of the customer", DOCS, &[]),
    key("report-to", "where to report abuse", DOCS, &[]),
];

fn class(text: &str, out: &mut Out) {
    out.pair("class", text);
    let kind = match text.to_ascii_lowercase().as_str() {
        "ham" => VerdictKind::Clean,
        "whitelisted" | "oversize" => VerdictKind::Bypassed,
        "unsure" => VerdictKind::Suspect,
        "spam" | "blacklisted" => VerdictKind::Spam,
        "phish" => VerdictKind::Phish,
        "virus" => VerdictKind::Malware,
        _ => return,
    };
    out.judge(kind, None, None);
}

/// `Combined (0.78)`.
fn evidence(text: &str, out: &mut Out) {
    let (what, score) = text.split_once('(').unwrap_or((text, ""));
    out.pair("evidence", what.trim());
    out.pair("score", score.trim_end_matches(')'));
}
