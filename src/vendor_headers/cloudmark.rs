//! Cloudmark, which many providers use (Comcast, GoDaddy, Cox).

use super::VerdictKind;
use super::out::{Out, number};
use super::table::{Header, Key, Read, Vendor, code, header, key};

const DOCS: &str = "Cloudmark Authority, as seen in mail; undocumented";

pub(super) const VENDOR: Vendor = Vendor {
    name: "Cloudmark",
    writer: "a provider that filters with Cloudmark",
    headers: HEADERS,
    keys: KEYS,
};

#[rustfmt::skip]
const HEADERS: &[Header] = &[
    header("x-cnfs-analysis", "fingerprints and scores", Read::With(analysis)),
    header("x-cmae-analysis", "fingerprints and scores", Read::With(analysis)),
    header("x-cmae-envelope", "opaque envelope", Read::Opaque),
    header("x-cmae-score", "score, 0 to 100", Read::With(score)),
    header("x-cmae-verdict", "verdict", Read::With(verdict)),
    header("x-cmae-*", "a field of Cloudmark", Read::Whole("stamp")),
    header("x-cloudmark-*", "a field of Cloudmark", Read::Whole("stamp")),
];

#[rustfmt::skip]
const KEYS: &[Key] = &[
    key("v", "version", DOCS, &[]),
    key("cv", "fingerprint of the content", DOCS, &[]),
    key("c", "certainty that it is spam", DOCS, &[]),
    key("sm", "class of mail", DOCS, &[]),
    key("cx", "class of the mail", DOCS, &[]),
    key("ts", "time of the scan, Unix seconds in hexadecimal", DOCS, &[]),
    key("tr", "trace", DOCS, &[]),
    key("score", "0 to 100, spam from about 95", DOCS, &[]),
    key("verdict", "verdict", DOCS, &[code("clean", "nothing found"), code("spam", "spam"), code("virus", "malware"), code("phishing", "phishing")]),
];

/// `v=2.4 cv=H7DWAuYi c=1 sm=1 tr=0 a=…:117 a=…`: the values of `a` are opaque.
fn analysis(text: &str, out: &mut Out) {
    let sealed = text
        .split_ascii_whitespace()
        .filter(|word| word.starts_with("a="))
        .count();
    for word in text
        .split_ascii_whitespace()
        .filter(|word| !word.starts_with("a="))
    {
        match word.split_once('=') {
            Some((key, value)) => out.pair(key, value),
            None => out.unknown("?", word),
        }
    }
    if sealed > 0 {
        out.explained("a", &sealed.to_string(), "opaque fingerprints");
    }
}

/// From this score on, providers classify it as spam.
const SPAM: f64 = 95.0;

fn score(text: &str, out: &mut Out) {
    out.pair("score", text);
    if let Some(score) = number(text) {
        let kind = if score >= SPAM {
            VerdictKind::Spam
        } else {
            VerdictKind::Clean
        };
        out.judge(kind, Some(score), Some(SPAM));
    }
}

fn verdict(text: &str, out: &mut Out) {
    out.pair("verdict", text);
    let kind = match text.to_ascii_lowercase().as_str() {
        "clean" => VerdictKind::Clean,
        "spam" => VerdictKind::Spam,
        "virus" => VerdictKind::Malware,
        "phishing" => VerdictKind::Phish,
        _ => return,
    };
    out.judge(kind, None, None);
}
