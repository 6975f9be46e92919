//! Apache SpamAssassin, and what copies its fields (amavis, cPanel, Plesk).

use super::VerdictKind;
use super::out::{Out, number};
use super::table::{Header, Key, Read, Vendor, code, header, key};

const CONF: &str = "SpamAssassin, Mail::SpamAssassin::Conf and rules/";

pub(super) const VENDOR: Vendor = Vendor {
    name: "SpamAssassin",
    writer: "the server that ran SpamAssassin, the recipient's or any before it",
    headers: HEADERS,
    keys: KEYS,
};

#[rustfmt::skip]
const HEADERS: &[Header] = &[
    header("x-spam-status", "verdict, score, threshold and the tests that matched", Read::With(status)),
    header("x-spam-level", "the score as stars, one per point", Read::With(level)),
    header("x-spam-flag", "whether it is marked as spam", Read::With(flag)),
    header("x-spam-score", "the score", Read::Whole("score")),
    header("x-spam-report", "the tests that matched, with their scores and descriptions", Read::With(report)),
    header("x-ham-report", "the tests that matched a message that is not spam (cPanel)", Read::With(report)),
    header("x-spam-bar", "the score as characters, one per point (cPanel)", Read::With(level)),
    header("x-spam-checker-version", "version and host of SpamAssassin", Read::With(checker)),
    header("x-spam-prev-subject", "the subject before it was tagged", Read::Whole("subject")),
    header("x-spam-relay-country", "countries of the relays", Read::Whole("countries")),
];

#[rustfmt::skip]
const KEYS: &[Key] = &[
    key("score", "sum of the tests' scores", CONF, &[]),
    key("hits", "sum of the tests' scores (before version 3)", CONF, &[]),
    key("required", "the spam threshold", CONF, &[]),
    key("tagged_above", "the score from which these fields are added (amavis)", CONF, &[]),
    key("autolearn", "whether the Bayes filter learned from the message", CONF, &[
        code("no", "not learned"), code("ham", "learned as not spam"), code("spam", "learned as spam"),
        code("disabled", "learning is switched off"), code("failed", "learning failed"),
        code("unavailable", "learning was not possible"),
    ]),
    key("autolearn_force", "whether a rule forced learning", CONF, &[code("no", "no"), code("yes", "yes")]),
    key("version", "version of SpamAssassin", CONF, &[]),
    key("spam", "whether it is marked as spam", CONF, &[code("Yes", "spam"), code("No", "not spam")]),
    key("test", "a test that matched", CONF, &[
        code("ALL_TRUSTED", "passed only through trusted hosts"),
        code("AWL", "the sender's average in the auto-welcomelist"),
        code("BAYES_00", "Bayes: 0 to 1 % spam"), code("BAYES_05", "Bayes: 1 to 5 % spam"),
        code("BAYES_20", "Bayes: 5 to 20 % spam"), code("BAYES_40", "Bayes: 20 to 40 % spam"),
        code("BAYES_50", "Bayes: 40 to 60 % spam"), code("BAYES_60", "Bayes: 60 to 80 % spam"),
        code("BAYES_80", "Bayes: 80 to 95 % spam"), code("BAYES_95", "Bayes: 95 to 99 % spam"),
        code("BAYES_99", "Bayes: 99 to 100 % spam"), code("BAYES_999", "Bayes: 99.9 to 100 % spam"),
        code("DKIM_SIGNED", "has a DKIM signature, valid or not"),
        code("DKIM_VALID", "has a DKIM signature that verifies"),
        code("DKIM_VALID_AU", "has a DKIM signature of the author's domain that verifies"),
        code("DKIM_VALID_EF", "has a DKIM signature of the envelope sender's domain that verifies"),
        code("DKIM_INVALID", "has a DKIM signature that does not verify"),
        code("DKIM_ADSP_CUSTOM_MED", "no valid author signature though the domain usually signs"),
        code("DMARC_FAIL_REJECT", "DMARC failed, policy reject"),
        code("SPF_PASS", "SPF passed"), code("SPF_FAIL", "SPF failed"), code("SPF_SOFTFAIL", "SPF softfail"),
        code("SPF_NEUTRAL", "SPF neutral"), code("SPF_NONE", "no SPF record"),
        code("SPF_HELO_NONE", "no SPF record for the HELO name"), code("SPF_HELO_PASS", "SPF passed for the HELO name"),
        code("SPF_HELO_FAIL", "SPF failed for the HELO name"),
        code("FORGED_GMAIL_RCVD", "From gmail.com without a Gmail Received field"),
        code("FREEMAIL_FROM", "From is at a freemail provider"),
        code("FREEMAIL_REPLYTO", "Reply-To is a different freemail address than From"),
        code("FREEMAIL_FORGED_REPLYTO", "Reply-To is a freemail address, From is not"),
        code("HEADER_FROM_DIFFERENT_DOMAINS", "From and envelope sender have different domains"),
        code("HTML_MESSAGE", "has an HTML part"), code("HTML_MIME_NO_HTML_TAG", "HTML part without <html>"),
        code("HTML_IMAGE_ONLY_04", "HTML with images and hardly any words"),
        code("HTTPS_HTTP_MISMATCH", "a link's text says https, its target is http"),
        code("MIME_HTML_ONLY", "has HTML parts only"), code("MIME_HTML_MOSTLY", "is nearly all HTML"),
        code("MIME_QP_LONG_LINE", "quoted-printable line over 76 characters"),
        code("MISSING_DATE", "no Date"), code("MISSING_MID", "no Message-ID"), code("MISSING_FROM", "no From"),
        code("MISSING_SUBJECT", "no Subject"), code("MISSING_HEADERS", "no To"),
        code("MPART_ALT_DIFF", "text and HTML parts differ"),
        code("NO_RDNS", "the sending relay has no reverse DNS"), code("RDNS_NONE", "the sending relay has no reverse DNS"),
        code("RDNS_DYNAMIC", "reverse DNS looks like a dial-up host"),
        code("RCVD_IN_DNSWL_NONE", "relay listed at dnswl.org, no trust"), code("RCVD_IN_DNSWL_LOW", "relay listed at dnswl.org, low trust"),
        code("RCVD_IN_DNSWL_MED", "relay listed at dnswl.org, medium trust"), code("RCVD_IN_DNSWL_HI", "relay listed at dnswl.org, high trust"),
        code("RCVD_IN_DNSWL_BLOCKED", "dnswl.org refused the query"),
        code("RCVD_IN_MSPIKE_H2", "relay of good reputation at Mailspike"), code("RCVD_IN_MSPIKE_H3", "relay of good reputation at Mailspike"),
        code("RCVD_IN_SBL", "relay on the Spamhaus SBL"), code("RCVD_IN_XBL", "relay on the Spamhaus XBL"), code("RCVD_IN_PBL", "relay on the Spamhaus PBL"),
        code("RCVD_IN_VALIDITY_RPBL_BLOCKED", "Validity refused the query"),
        code("RCVD_IN_BL_SPAMCOP_NET", "relay on SpamCop's list"),
        code("SUBJ_ALL_CAPS", "subject in capitals"), code("T_REMOTE_IMAGE", "remote images"),
        code("TVD_RCVD_IP", "the relay's name contains its IP address"),
        code("TO_EQ_FM_DIRECT_MX", "recipient equals sender, sent directly to the MX"),
        code("UNPARSEABLE_RELAY", "a Received field that SpamAssassin cannot read"),
        code("URIBL_BLOCKED", "URIBL refused the query"), code("URIBL_BLACK", "a link on URIBL's blocklist"),
        code("URIBL_DBL_SPAM", "a link on Spamhaus' domain list"), code("URIBL_ABUSE_SURBL", "a link on SURBL's abuse list"),
        code("URIBL_PH_SURBL", "a link on SURBL's phishing list"), code("URI_PHISH", "a link that looks like phishing"),
        code("URI_WP_HACKED_2", "a link to a WordPress site that looks compromised"),
        code("USER_IN_WHITELIST", "the sender is on the user's allowlist"), code("USER_IN_BLACKLIST", "the sender is on the user's blocklist"),
        code("USER_IN_WELCOMELIST", "the sender is on the user's allowlist"), code("USER_IN_BLOCKLIST", "the sender is on the user's blocklist"),
        code("GTUBE", "the test pattern that every filter must catch"),
    ]),
];

/// `Yes, score=5.2 required=5.0 tests=A,B,\n\tC autolearn=no version=3.4.6`; amavis writes `tests=[A=1, B=0.1]`.
fn status(text: &str, out: &mut Out) {
    let (word, rest) = text.split_once([',', ' ']).unwrap_or((text, ""));
    out.pair("spam", word.trim());
    let mut score = None;
    let mut required = None;
    let mut in_tests = false;
    for piece in rest.split_ascii_whitespace() {
        let (name, value) = piece.split_once('=').unwrap_or(("", piece));
        match name {
            "tests" => {
                in_tests = true;
                tests(value, out);
                continue;
            }
            "score" | "hits" => score = number(value),
            "required" => required = number(value),
            "tagged_above" | "autolearn" | "autolearn_force" | "version" => {}
            _ if in_tests => {
                tests(piece, out);
                continue;
            }
            "" => {
                out.unknown("?", piece);
                continue;
            }
            _ => {}
        }
        in_tests = false;
        out.pair(name, value.trim_end_matches(','));
    }
    judge(word, score, required, out);
}

/// `A,B,C`, `[A=1,B=2]`, or a part of that.
fn tests(list: &str, out: &mut Out) {
    for test in list.split([',', '[', ']']).filter(|test| !test.is_empty()) {
        let (name, score) = test.split_once('=').unwrap_or((test, ""));
        if name != "none" {
            out.rule("test", name, score);
        }
    }
}

fn judge(word: &str, score: Option<f64>, required: Option<f64>, out: &mut Out) {
    let kind = match word {
        _ if word.eq_ignore_ascii_case("yes") => VerdictKind::Spam,
        _ if word.eq_ignore_ascii_case("no") => VerdictKind::Clean,
        _ => return,
    };
    out.judge(kind, score, required);
}

fn flag(text: &str, out: &mut Out) {
    out.pair("spam", text);
    judge(text, None, None, out);
}

/// Stars, or `+` and `-`, one a point; `/` stands for zero.
fn level(text: &str, out: &mut Out) {
    let points = text
        .chars()
        .filter(|&c| matches!(c, '*' | '+' | 's'))
        .count();
    let below = text.chars().filter(|&c| c == '-').count();
    let sign = if below > points { "-" } else { "" };
    out.explained(
        "level",
        text,
        format!("a score of about {sign}{}", points.max(below)),
    );
}

fn checker(text: &str, out: &mut Out) {
    out.pair("version", text);
}

/// A line a test: `*  1.5 RULE_NAME description`, or `1.5 RULE_NAME description` below a head of `pts rule name`.
/// The fields of Barracuda have the same shape.
pub(super) fn report(text: &str, out: &mut Out) {
    let mut rule: Option<(&str, &str)> = None;
    let mut about = String::new();
    let mut words = text.split_ascii_whitespace().peekable();
    while let Some(word) = words.next() {
        let name = words.peek().copied().unwrap_or("");
        if number(word).is_some() && is_rule(name) {
            flush(rule, &mut about, out);
            rule = Some((name, word));
            words.next();
        } else if word != "*" {
            if !about.is_empty() {
                about.push(' ');
            }
            about.push_str(word);
        }
    }
    flush(rule, &mut about, out);
}

fn flush(rule: Option<(&str, &str)>, about: &mut String, out: &mut Out) {
    let about = std::mem::take(about);
    match rule {
        Some((name, score)) if about.is_empty() => out.rule("test", name, score),
        // The filter's own words say what the rule is.
        Some((name, score)) => out.explained(name.to_owned(), score, about),
        None if about.is_empty() => {}
        None => out.plain("text", &about),
    }
}

fn is_rule(name: &str) -> bool {
    name.len() >= 3
        && name.starts_with(|first: char| first.is_ascii_uppercase() || first == '_')
        && name
            .bytes()
            .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
}
