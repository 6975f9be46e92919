//! Trend Micro.

use super::VerdictKind;
use super::out::{Out, number};
use super::table::{Header, Key, Read, Vendor, code, header, key};

const DOCS: &str =
    "Trend Micro, InterScan Messaging Security and Email Security administrator's guides";

pub(super) const VENDOR: Vendor = Vendor {
    name: "Trend Micro",
    writer: "a Trend Micro gateway or server product, the recipient's or the sender's",
    headers: HEADERS,
    keys: KEYS,
};

#[rustfmt::skip]
const HEADERS: &[Header] = &[
    header("x-tm-as-result", "verdict, score and threshold", Read::With(result)),
    header("x-tmase-result", "kind, score and threshold", Read::With(result)),
    header("x-imss-result", "verdict", Read::With(result)),
    header("x-tm-as-result-xfilter", "matches of content filters", Read::Whole("filters")),
    header("x-tmase-xgenfeature", "features of the message", Read::Whole("features")),
    header("x-tm-as-product-ver", "product, engine and pattern", Read::Whole("product")),
    header("x-tmase-version", "product, engine and pattern", Read::Whole("product")),
    header("x-imss-product-ver", "product, engine and pattern", Read::Whole("product")),
    header("x-tm-as-user-approved-sender", "whether the recipient allows the sender", Read::With(approved)),
    header("x-tm-as-user-blocked-sender", "whether the recipient blocks the sender", Read::With(blocked)),
    header("x-tm-as-smtp", "envelope and client, base64", Read::With(smtp)),
    header("x-tm-as-matchedid", "numbers of the rules that matched", Read::Whole("rules")),
    header("x-tmase-matchedrid", "opaque numbers of the rules that matched", Read::Opaque),
    header("x-tmase-snap-result", "verdict of the snapshot engine", Read::Whole("snapshot")),
    header("x-tm-as-gconf", "configuration", Read::Whole("configuration")),
    header("x-imss-scan-details", "engine, pattern and scores", Read::Whole("details")),
    header("x-imss-dkim-white-list", "whether a DKIM signature puts the sender on the allowlist", Read::Whole("dkim-allowed")),
    header("x-tm-authentication-results", "results of authentication", Read::Whole("authentication")),
    header("x-tm-as-*", "a field of Trend Micro", Read::Whole("stamp")),
    header("x-tmase-*", "a field of Trend Micro", Read::Whole("stamp")),
    header("x-imss-*", "a field of Trend Micro", Read::Whole("stamp")),
    header("x-tm-*", "a field of Trend Micro", Read::Whole("stamp")),
];

#[rustfmt::skip]
const KEYS: &[Key] = &[
    key("spam", "verdict", DOCS, &[code("Yes", "spam"), code("No", "not spam")]),
    key("kind", "kind of match", DOCS, &[]),
    key("score", "higher means more likely spam", DOCS, &[]),
    key("threshold", "the spam threshold", DOCS, &[]),
    key("filters", "content filters that matched", DOCS, &[]),
    key("features", "features of the message", DOCS, &[]),
    key("product", "product, engine and pattern", DOCS, &[]),
    key("approved", "the recipient allows the sender", DOCS, &[code("Yes", "they do"), code("No", "they do not")]),
    key("blocked", "the recipient blocks the sender", DOCS, &[code("Yes", "they do"), code("No", "they do not")]),
    key("rules", "numbers of the rules that matched", DOCS, &[]),
    key("snapshot", "verdict of the snapshot engine", DOCS, &[]),
    key("configuration", "configuration", DOCS, &[]),
    key("details", "engine, pattern and scores", DOCS, &[]),
    key("dkim-allowed", "allowed because of a DKIM signature", DOCS, &[]),
    key("authentication", "results of authentication", DOCS, &[]),
];

/// `No--10.123-5.0-31-10` (verdict, score, threshold, numbers) or `10--10.123000-10.000000` (kind, score, threshold).
/// A minus and a separator look the same: `--` before a number is a separator and a minus.
fn result(text: &str, out: &mut Out) {
    let (word, rest) = text.split_once('-').unwrap_or((text, ""));
    let is_verdict = matches!(word, "Yes" | "No");
    out.pair(if is_verdict { "spam" } else { "kind" }, word.trim());
    let (score, rest) = first_number(rest);
    out.pair("score", score);
    let (threshold, rest) = first_number(rest.strip_prefix('-').unwrap_or(rest));
    out.pair("threshold", threshold);
    if !rest.trim_matches('-').is_empty() {
        out.unknown("?", rest.trim_matches('-'));
    }
    let (points, limit) = (number(score), number(threshold));
    let kind = match (word, points, limit) {
        ("Yes", ..) => VerdictKind::Spam,
        ("No", ..) => VerdictKind::Clean,
        (_, Some(points), Some(limit)) if points >= limit => VerdictKind::Spam,
        (_, Some(_), Some(_)) => VerdictKind::Clean,
        _ => return,
    };
    out.judge(kind, points, limit);
}

/// A number at the start, with its sign, and what follows.
fn first_number(text: &str) -> (&str, &str) {
    let sign = usize::from(text.starts_with('-'));
    let digits = text[sign..]
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .unwrap_or(text.len() - sign);
    text.split_at(sign + digits)
}

fn approved(text: &str, out: &mut Out) {
    out.pair("approved", text);
    if text.eq_ignore_ascii_case("yes") {
        out.judge(VerdictKind::Bypassed, None, None);
    }
}

fn blocked(text: &str, out: &mut Out) {
    out.pair("blocked", text);
    if text.eq_ignore_ascii_case("yes") {
        out.judge(VerdictKind::Spam, None, None);
    }
}

/// Base64 words: client, envelope sender, recipient.
fn smtp(text: &str, out: &mut Out) {
    for word in text.split_ascii_whitespace() {
        match super::text::unbase64_text(word).filter(|decoded| decoded.contains(['.', '@'])) {
            Some(decoded) => out.plain("smtp", &decoded),
            None => out.plain("smtp", word),
        }
    }
}
