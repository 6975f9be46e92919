//! MailScanner, whose fields carry the site's name in the middle.

use super::VerdictKind;
use super::out::{Out, number};
use super::table::{Header, Key, Read, Vendor, code, header, key};

const DOCS: &str = "MailScanner, MailScanner.conf";

pub(super) const VENDOR: Vendor = Vendor {
    name: "MailScanner",
    writer: "the server that ran MailScanner, the recipient's or any before it",
    headers: HEADERS,
    keys: KEYS,
};

#[rustfmt::skip]
const HEADERS: &[Header] = &[
    header("x-mailscanner", "verdict of the malware scan", Read::With(found)),
    header("x-mailscanner-spamcheck", "verdict, score and rules of the spam check", Read::With(spam_check)),
    header("x-mailscanner-spamscore", "the score as letters, one per point", Read::Whole("level")),
    header("x-mailscanner-from", "envelope sender", Read::Whole("envelope-from")),
    header("x-mailscanner-id", "ID of the message", Read::Whole("id")),
    header("x-mailscanner-information", "contact for questions", Read::Whole("information")),
    header("x-mailscanner-*", "a field of MailScanner", Read::Whole("stamp")),
];

#[rustfmt::skip]
const KEYS: &[Key] = &[
    key("found", "verdict of the malware scan", DOCS, &[code("Found to be clean", "nothing found"), code("Found to be infected", "malware")]),
    key("verdict", "verdict of the spam check", DOCS, &[]),
    key("score", "sum of the rules", DOCS, &[]),
    key("required", "the spam threshold", DOCS, &[]),
    key("autolearn", "whether the Bayes filter learned", DOCS, &[]),
    key("level", "one letter per point", DOCS, &[]),
    key("envelope-from", "envelope sender", DOCS, &[]),
    key("id", "ID of the message", DOCS, &[]),
    key("information", "contact for questions", DOCS, &[]),
];

/// The row for a field with the site's name in it: `x-example-mailscanner-spamcheck`.
pub(super) fn of_site(lower: &[u8]) -> Option<&'static Header> {
    const NAME: &[u8] = b"mailscanner";
    let rest = lower.strip_prefix(b"x-")?;
    let kind = &rest[memchr::memmem::find(rest, NAME)? + NAME.len()..];
    let known = HEADERS.iter().find(|header| {
        let own = header.name.strip_prefix("x-mailscanner");
        own.is_some_and(|own| own.as_bytes() == kind)
    });
    known.or_else(|| HEADERS.last())
}

fn found(text: &str, out: &mut Out) {
    // A message that passed several sites has their verdicts in one field.
    for verdict in text.split(',').map(str::trim) {
        out.pair("found", verdict);
    }
    let lower = text.to_ascii_lowercase();
    if lower.contains("infected") {
        out.judge(VerdictKind::Malware, None, None);
    } else if lower.contains("clean") {
        out.judge(VerdictKind::Clean, None, None);
    }
}

/// `not spam, SpamAssassin (not cached, score=-1.9, required 5, autolearn=not spam, BAYES_00 -1.90)`.
fn spam_check(text: &str, out: &mut Out) {
    let (verdict, rest) = text.split_once([',', '(']).unwrap_or((text, ""));
    let verdict = verdict.trim();
    out.pair("verdict", verdict);
    for piece in rest
        .split([',', '(', ')'])
        .map(str::trim)
        .filter(|piece| !piece.is_empty())
    {
        let pair = piece.split_once('=').or_else(|| piece.rsplit_once(' '));
        match pair {
            Some((key @ ("score" | "required" | "autolearn"), value)) => out.pair(key, value),
            Some((rule, score)) if number(score).is_some() => out.rule("rule", rule, score),
            _ => {}
        }
    }
    let (score, required) = (
        out.get("score").and_then(number),
        out.get("required").and_then(number),
    );
    let lower = verdict.to_ascii_lowercase();
    if lower.starts_with("spam") {
        out.judge(VerdictKind::Spam, score, required);
    } else if lower.starts_with("not spam") {
        out.judge(VerdictKind::Clean, score, required);
    }
}
