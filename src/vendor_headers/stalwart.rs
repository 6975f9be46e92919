//! Stalwart, which writes `X-Spam-Status` and `X-Spam-Result` in its own way (`crates/spam-filter/src/analysis/score.rs`).

use super::VerdictKind;
use super::out::{Out, number};
use super::table::{Header, Key, Read, Vendor, code, header, key};

const DOCS: &str = "Stalwart documentation, \"Spam filter\"";

pub(super) const VENDOR: Vendor = Vendor {
    name: "Stalwart",
    writer: "the server that ran Stalwart, the recipient's or any before it",
    headers: HEADERS,
    keys: KEYS,
};

#[rustfmt::skip]
const HEADERS: &[Header] = &[
    header("x-spam-result", "the tags that were set, with their scores", Read::With(result)),
    // The name is SpamAssassin's; `alike` tells whose the field is.
    header("x-spam-status", "verdict and score", Read::With(status)),
];

#[rustfmt::skip]
const KEYS: &[Key] = &[
    key("spam", "whether the score reaches the threshold", DOCS, &[code("Yes", "spam"), code("No", "not spam")]),
    key("score", "sum of the tags' scores", DOCS, &[]),
    key("tag", "a tag that was set", DOCS, &[
        code("ARC_NA", "no ARC chain"), code("ARC_ALLOW", "the ARC chain verifies"),
        code("DKIM_ALLOW", "a DKIM signature verifies"), code("DKIM_NA", "no DKIM signature"),
        code("DKIM_PERMFAIL", "a DKIM signature cannot be verified"), code("DKIM_REJECT", "DKIM fails"),
        code("DMARC_NA", "no DMARC policy"), code("DMARC_POLICY_ALLOW", "DMARC passes"),
        code("DMARC_POLICY_REJECT", "DMARC fails, policy reject"),
        code("DMARC_POLICY_QUARANTINE", "DMARC fails, policy quarantine"),
        code("SPF_ALLOW", "SPF passes"), code("SPF_FAIL", "SPF fails"), code("SPF_SOFTFAIL", "SPF softfail"),
        code("SPF_NA", "no SPF record"), code("RDNS_NONE", "the client has no reverse DNS"),
        code("PHISHING", "a link's text shows another site than the link's target"),
        code("SPOOF_DISPLAY_NAME", "the display name contains an address of another domain"),
        code("SPOOF_REPLYTO", "Reply-To is at another domain"),
        code("HOMOGRAPH_URL", "a link's host is a lookalike of another"),
        code("MIXED_CHARSET_URL", "a link's host mixes scripts"),
    ]),
];

/// Whether a value is a list of `TAG (score)`.
pub(super) fn is_result(text: &str) -> bool {
    let mut any = false;
    pieces(text).all(|piece| {
        any = true;
        piece.is_some_and(|(tag, _)| {
            !tag.is_empty()
                && tag
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        })
    }) && any
}

/// `TAG (0.00), TAG (1.50)`.
fn pieces(text: &str) -> impl Iterator<Item = Option<(&str, &str)>> {
    text.split(',')
        .map(str::trim)
        .filter(|piece| !piece.is_empty())
        .map(|piece| {
            let (tag, score) = piece.strip_suffix(')')?.split_once('(')?;
            number(score).is_some().then(|| (tag.trim(), score.trim()))
        })
}

fn result(text: &str, out: &mut Out) {
    for (piece, written) in pieces(text).zip(
        text.split(',')
            .map(str::trim)
            .filter(|piece| !piece.is_empty()),
    ) {
        match piece {
            Some((tag, score)) => out.rule("tag", tag, score),
            None => out.unknown("?", written),
        }
    }
}

/// `Yes, score=35.20`.
pub(super) fn status(text: &str, out: &mut Out) {
    let (word, rest) = text.split_once(',').unwrap_or((text, ""));
    let word = word.trim();
    out.pair("spam", word);
    out.pairs(rest, ' ', '=');
    let score = out.get("score").and_then(number);
    let kind = match word {
        _ if word.eq_ignore_ascii_case("yes") => VerdictKind::Spam,
        _ if word.eq_ignore_ascii_case("no") => VerdictKind::Clean,
        _ => return,
    };
    out.judge(kind, score, None);
}
