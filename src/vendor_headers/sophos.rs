//! Sophos: Email Appliance, PureMessage, Sophos Email.

use super::VerdictKind;
use super::out::{Out, number};
use super::table::{Header, Key, Read, Vendor, header, key};

const DOCS: &str = "Sophos, Email Appliance help";

pub(super) const VENDOR: Vendor = Vendor {
    name: "Sophos",
    writer: "a Sophos gateway, the recipient's or the sender's",
    headers: HEADERS,
    keys: KEYS,
};

#[rustfmt::skip]
const HEADERS: &[Header] = &[
    header("x-sea-spam", "gauge, probability and rules", Read::With(sea)),
    header("x-sasi-spamprobability", "probability of spam", Read::With(probability)),
    header("x-sasi-hits", "rules that matched, with their scores", Read::With(hits)),
    header("x-sasi-version", "engine and data", Read::Whole("engine")),
    header("x-sasi-rcode", "return code of the engine", Read::Whole("rcode")),
    header("x-sasi-*", "a field of the spam engine", Read::Whole("stamp")),
    header("x-perlmx-spam", "gauge, probability and rules", Read::With(sea)),
    header("x-pmx-spam", "gauge, probability and rules", Read::With(sea)),
    header("x-pmx-version", "engine and data", Read::Whole("engine")),
    header("x-sophos-obs", "result of the outbound scan", Read::Whole("outbound")),
    header("x-sophos-senderhistory", "reputation of the sender", Read::Whole("history")),
    header("x-sophos-rescan", "whether it was scanned again", Read::Whole("rescan")),
    header("x-sophos-*", "a field of Sophos", Read::Whole("stamp")),
    header("x-sea-*", "a field of the appliance", Read::Whole("stamp")),
    header("x-lased-*", "a field of the spam engine", Read::Whole("stamp")),
];

#[rustfmt::skip]
const KEYS: &[Key] = &[
    key("Gauge", "one letter for each ten per cent", DOCS, &[]),
    key("Probability", "probability of spam", DOCS, &[]),
    key("Report", "rules that matched", DOCS, &[]),
    key("engine", "engine and data", DOCS, &[]),
    key("rcode", "return code of the engine", DOCS, &[]),
    key("outbound", "result of the outbound scan", DOCS, &[]),
    key("history", "reputation of the sender", DOCS, &[]),
    key("rescan", "whether it was scanned again", DOCS, &[]),
];

/// From this probability on the appliance's default policy takes mail for spam; from half of it, for suspect.
const SPAM_PERCENT: f64 = 90.0;
const SUSPECT_PERCENT: f64 = 50.0;

/// `Gauge=IIIIIIII, Probability=12%, Report='RULE 0.1, RULE 0.05'`.
fn sea(text: &str, out: &mut Out) {
    let (head, rules) = text.split_once("Report=").unwrap_or((text, ""));
    for piece in head
        .split(',')
        .map(str::trim)
        .filter(|piece| !piece.is_empty())
    {
        match piece.split_once('=') {
            Some(("Probability", value)) => probability(value, out),
            Some((key, value)) => out.pair(key, value.trim_matches('\'')),
            None => out.unknown("?", piece),
        }
    }
    hits(rules.trim().trim_matches('\''), out);
}

fn probability(text: &str, out: &mut Out) {
    out.pair("Probability", text);
    let Some(percent) = number(text.trim_end_matches('%')) else {
        return;
    };
    let kind = match percent {
        percent if percent >= SPAM_PERCENT => VerdictKind::Spam,
        percent if percent >= SUSPECT_PERCENT => VerdictKind::Suspect,
        _ => VerdictKind::Clean,
    };
    out.judge(kind, Some(percent), Some(SPAM_PERCENT));
}

/// `RULE 0.100000, RULE 0.050000, …`
fn hits(text: &str, out: &mut Out) {
    for hit in text.split(',').map(str::trim).filter(|hit| !hit.is_empty()) {
        let (rule, score) = hit.rsplit_once(' ').unwrap_or((hit, ""));
        out.rule("rule", rule, score);
    }
}
