//! Mimecast.

use super::VerdictKind;
use super::out::{Out, number};
use super::table::{Header, Key, Read, Vendor, code, header, key};

const DOCS: &str = "Mimecast, \"Spam scanning\" and \"Message headers\"";

/// From this score on Mimecast rejects by default; 7, 5 and 3 are the thresholds of its relaxed, moderate and
/// aggressive settings.
const REJECTED: f64 = 28.0;
const RELAXED: f64 = 7.0;

pub(super) const VENDOR: Vendor = Vendor {
    name: "Mimecast",
    writer: "Mimecast's gateway, the recipient's or the sender's",
    headers: HEADERS,
    keys: KEYS,
};

#[rustfmt::skip]
const HEADERS: &[Header] = &[
    header("x-mimecast-spam-score", "score: 28 and more is rejected", Read::With(score)),
    header("x-mimecast-spam-signature", "whether it matches a known spam message", Read::With(signature)),
    header("x-mimecast-bulk-signature", "whether it matches known bulk mail", Read::With(bulk)),
    header("x-mimecast-impersonation-protect", "impersonation indicators", Read::With(impersonation)),
    header("x-mimecast-originator", "domain of the sending customer", Read::Whole("originator")),
    header("x-mimecast-mfc-agg-id", "ID of the message", Read::Whole("id")),
    header("x-mimecast-mfc-proc-id", "ID of the scan", Read::Whole("id")),
    header("x-mc-unique", "ID of the message", Read::Whole("id")),
    header("x-mimecast-*", "a field of Mimecast", Read::Whole("stamp")),
];

#[rustfmt::skip]
const KEYS: &[Key] = &[
    key("score", "thresholds: 3 aggressive, 5 moderate, 7 relaxed, 28 rejected", DOCS, &[]),
    key("spam-signature", "matches a known spam message", DOCS, &[code("yes", "it does"), code("no", "it does not")]),
    key("bulk-signature", "matches known bulk mail", DOCS, &[code("yes", "it does"), code("no", "it does not")]),
    key("originator", "domain of the sending customer", DOCS, &[]),
    key("id", "ID of the message or scan", DOCS, &[]),
    key("Policy", "the impersonation policy that applied", DOCS, &[]),
    key("Similar Internal Domain", "resembles a domain of the recipient", DOCS, TRUTH),
    key("Similar Monitored External Domain", "resembles a watched domain", DOCS, TRUTH),
    key("Custom External Domain", "resembles a domain of the customer's list", DOCS, TRUTH),
    key("Mimecast External Domain", "resembles a domain of Mimecast's list", DOCS, TRUTH),
    key("Newly Observed Domain", "the domain was first seen recently", DOCS, TRUTH),
    key("Internal User Name", "the display name is that of an internal user", DOCS, TRUTH),
    key("Custom Display Name List", "the display name is on the customer's list", DOCS, TRUTH),
    key("Reply-to Address Mismatch", "Reply-To differs from From", DOCS, TRUTH),
    key("Targeted Threat Dictionary", "words of known scams", DOCS, TRUTH),
    key("Mimecast Threat Dictionary", "words of known scams", DOCS, TRUTH),
    key("Custom Threat Dictionary", "words of the customer's list", DOCS, TRUTH),
];

const TRUTH: &[super::table::Code] = &[code("true", "yes"), code("false", "no")];

fn score(text: &str, out: &mut Out) {
    out.pair("score", text);
    let Some(score) = number(text) else { return };
    let kind = if score >= RELAXED {
        VerdictKind::Spam
    } else {
        VerdictKind::Clean
    };
    out.judge(
        kind,
        Some(score),
        Some(if score >= REJECTED { REJECTED } else { RELAXED }),
    );
}

fn signature(text: &str, out: &mut Out) {
    out.pair("spam-signature", text);
    if text.eq_ignore_ascii_case("yes") {
        out.judge(VerdictKind::Spam, None, None);
    }
}

fn bulk(text: &str, out: &mut Out) {
    out.pair("bulk-signature", text);
    if text.eq_ignore_ascii_case("yes") {
        out.judge(VerdictKind::Bulk, None, None);
    }
}

/// `Policy=Name;Similar Internal Domain=false;…`
fn impersonation(text: &str, out: &mut Out) {
    out.pairs(text, ';', '=');
    let noticed = out
        .values
        .iter()
        .any(|value| value.value.eq_ignore_ascii_case("true"));
    if noticed {
        out.judge(VerdictKind::Spoof, None, None);
    }
}
