//! rspamd.

use super::VerdictKind;
use super::out::{Out, number};
use super::table::{Header, Key, Read, Vendor, code, header, key};

const SOURCE: &str = "rspamd, rules/ and conf/scores.d/";
const DOCS: &str = "rspamd, \"Milter headers\" and \"Metrics and actions\"";

pub(super) const VENDOR: Vendor = Vendor {
    name: "rspamd",
    writer: "the server that ran rspamd, the recipient's or any before it",
    headers: HEADERS,
    keys: KEYS,
};

#[rustfmt::skip]
const HEADERS: &[Header] = &[
    header("x-spamd-result", "score, threshold and the symbols that matched with their options", Read::With(result)),
    header("x-rspamd-score", "the score, perhaps with the threshold", Read::With(score)),
    header("x-rspamd-action", "action requested by rspamd", Read::With(action)),
    header("x-rspamd-pre-result", "a decision made before the scan", Read::With(pre_result)),
    header("x-rspamd-queue-id", "ID of the message in the queue", Read::Whole("queue-id")),
    header("x-rspamd-server", "the server that scanned", Read::Whole("server")),
    header("x-rspamd-uid", "ID of the scan", Read::Whole("scan-id")),
    header("x-spamd-bar", "the score as characters, one per point", Read::With(bar)),
    header("x-spam", "Yes if rspamd classifies it as spam", Read::With(spam)),
    // The name is SpamAssassin's; `alike` tells whose the field is.
    header("x-spam-status", "verdict and score, in SpamAssassin's name", Read::With(super::stalwart::status)),
    header("x-rspamd-*", "a field of rspamd", Read::Whole("stamp")),
];

#[rustfmt::skip]
const KEYS: &[Key] = &[
    key("score", "sum of the symbols' scores", DOCS, &[]),
    key("required", "the score from which it is rejected", DOCS, &[]),
    key("queue-id", "ID of the message in the queue", DOCS, &[]),
    key("server", "the server that scanned", DOCS, &[]),
    key("scan-id", "ID of the scan", DOCS, &[]),
    key("spam", "whether the score reaches the threshold", DOCS, &[
        code("True", "at or over the threshold"), code("False", "below the threshold"), code("Yes", "spam"), code("No", "not spam"),
    ]),
    key("action", "action requested by rspamd", DOCS, &[
        code("no action", "accept"), code("greylist", "greylist: ask the sender to retry"),
        code("add header", "mark as spam"), code("rewrite subject", "mark as spam in the subject"),
        code("soft reject", "reject temporarily"), code("reject", "reject"), code("quarantine", "quarantine"), code("discard", "discard"),
    ]),
    key("symbol", "a rule that matched", SOURCE, &[
        code("ARC_ALLOW", "the ARC chain verifies"), code("ARC_REJECT", "the ARC chain does not verify"), code("ARC_NA", "no ARC chain"), code("ARC_INVALID", "the ARC chain is malformed"), code("ARC_SIGNED", "ARC-sealed here"),
        code("ASN", "the network of the client"),
        code("BAYES_HAM", "Bayes: not spam"), code("BAYES_SPAM", "Bayes: spam"),
        code("BAD_REP_POLICIES", "valid authentication of a domain of bad reputation"),
        code("DATE_IN_PAST", "Date is in the past"), code("DATE_IN_FUTURE", "Date is in the future"), code("MISSING_DATE", "no Date"),
        code("DKIM_SIGNED", "signed here"), code("DKIM_TRACE", "the signatures and their results"), code("R_DKIM_ALLOW", "a DKIM signature verifies"), code("R_DKIM_REJECT", "a DKIM signature does not verify"),
        code("R_DKIM_NA", "no DKIM signature"), code("R_DKIM_PERMFAIL", "a DKIM signature or key is malformed"), code("R_DKIM_TEMPFAIL", "a DKIM key could not be fetched"),
        code("DMARC_POLICY_ALLOW", "DMARC passes"), code("DMARC_POLICY_REJECT", "DMARC fails, policy reject"), code("DMARC_POLICY_QUARANTINE", "DMARC fails, policy quarantine"),
        code("DMARC_POLICY_SOFTFAIL", "DMARC fails, policy none"), code("DMARC_NA", "no DMARC record"), code("DMARC_BAD_POLICY", "the DMARC record is malformed"),
        code("R_SPF_ALLOW", "SPF passes"), code("R_SPF_FAIL", "SPF fails"), code("R_SPF_SOFTFAIL", "SPF softfail"), code("R_SPF_NEUTRAL", "SPF neutral"), code("R_SPF_NA", "no SPF record"), code("R_SPF_PERMFAIL", "the SPF record is malformed"), code("R_SPF_DNSFAIL", "SPF could not be looked up"),
        code("FORGED_RECIPIENTS", "To and the envelope name different recipients"), code("FORGED_SENDER", "From and the envelope name different senders"),
        code("FREEMAIL_FROM", "From is at a freemail provider"), code("FREEMAIL_ENVFROM", "envelope sender is at a freemail provider"), code("FREEMAIL_REPLYTO", "Reply-To is at a freemail provider"),
        code("FROM_EQ_ENVFROM", "From equals the envelope sender"), code("FROM_NEQ_ENVFROM", "From differs from the envelope sender"), code("FROM_HAS_DN", "From has a display name"), code("FROM_NO_DN", "From has no display name"),
        code("FUZZY_DENIED", "similar to a known spam message"), code("HAS_LIST_UNSUB", "has List-Unsubscribe"), code("HAS_REPLYTO", "has Reply-To"), code("HAS_PHPMAILER_SIG", "sent with PHPMailer"),
        code("HFILTER_HOSTNAME_UNKNOWN", "the client's name is not known"), code("HFILTER_HELO_BAREIP", "HELO is an address"), code("HFILTER_HELO_IP_A", "HELO does not resolve to the client"),
        code("MAILLIST", "from a mailing list"), code("MID_RHS_MATCH_FROM", "Message-ID has the domain of From"), code("MID_RHS_MATCH_TO", "Message-ID has the domain of To"), code("MID_CONTAINS_FROM", "Message-ID contains the From address"), code("MISSING_MID", "no Message-ID"),
        code("MIME_GOOD", "usual parts"), code("MIME_BASE64_TEXT", "text in base64"), code("MIME_HTML_ONLY", "HTML only"), code("MIME_TRACE", "the kinds of parts"), code("MIME_UNKNOWN", "a part of unknown kind"), code("MISSING_MIME_VERSION", "no MIME-Version"),
        code("NEURAL_HAM", "the neural net: not spam"), code("NEURAL_SPAM", "the neural net: spam"), code("ONCE_RECEIVED", "one Received field only"), code("PHISHING", "a link whose text shows another site"), code("PREVIOUSLY_DELIVERED", "was delivered to this recipient before"),
        code("RCPT_COUNT_ONE", "one recipient"), code("RCVD_COUNT_ZERO", "no Received field"), code("RCVD_COUNT_TWO", "two Received fields"), code("RCVD_COUNT_THREE", "three Received fields"), code("RCVD_TLS_ALL", "TLS at every hop"), code("RCVD_TLS_LAST", "TLS at the last hop"), code("RCVD_NO_TLS_LAST", "no TLS at the last hop"), code("RCVD_VIA_SMTP_AUTH", "submitted with authentication"),
        code("RCVD_IN_DNSWL_NONE", "relay listed at dnswl.org, no trust"), code("RCVD_IN_DNSWL_LOW", "relay listed at dnswl.org, low trust"), code("RCVD_IN_DNSWL_MED", "relay listed at dnswl.org, medium trust"), code("RCVD_IN_DNSWL_HI", "relay listed at dnswl.org, high trust"),
        code("RDNS_NONE", "the client has no reverse DNS"), code("RBL_SPAMHAUS_XBL", "client on the Spamhaus XBL"), code("RBL_SPAMHAUS_PBL", "client on the Spamhaus PBL"), code("RBL_SPAMHAUS_SBL", "client on the Spamhaus SBL"), code("DBL_SPAM", "a domain on Spamhaus' domain list"), code("DBL_PHISH", "a phishing domain on Spamhaus' list"),
        code("R_MISSING_CHARSET", "text without charset"), code("R_SUSPICIOUS_URL", "a suspicious link"), code("SUBJ_ALL_CAPS", "subject in capitals"), code("SUSPICIOUS_RECIPS", "similar recipients"), code("TAGGED_FROM", "envelope sender with a tag"), code("TAGGED_RCPT", "recipient with a tag"),
        code("TO_DN_NONE", "recipients without display names"), code("TO_DN_ALL", "all recipients with display names"), code("TO_DN_SOME", "some recipients with display names"), code("TO_MATCH_ENVRCPT_ALL", "To equals the envelope's recipients"), code("URIBL_BLOCKED", "URIBL refused the query"),
        code("WHITELIST_DMARC", "a well-known domain that passes DMARC"), code("WHITELIST_SPF_DKIM", "a well-known domain that passes SPF and DKIM"), code("WHITELIST_SPF", "a well-known domain that passes SPF"), code("WHITELIST_DKIM", "a well-known domain that passes DKIM"), code("BLACKLIST_DMARC", "a well-known domain that fails DMARC"),
        code("XM_UA_NO_VERSION", "a mailer without a version"), code("GTUBE", "the test pattern that every filter must catch"),
    ]),
];

/// `default: False [-6.16 / 15.00]; SYMBOL(-7.00)[option,option]; …`
fn result(text: &str, out: &mut Out) {
    let mut pieces = pieces(text);
    let head = pieces.next().unwrap_or("");
    let (verdict, scores) = head.split_once('[').unwrap_or((head, ""));
    let verdict = verdict.rsplit(':').next().unwrap_or(verdict).trim();
    let (score, required) = scores.split_once('/').unwrap_or((scores, ""));
    let (score, required) = (score.trim(), required.trim().trim_end_matches(']').trim());
    out.pair("spam", verdict);
    out.pair("score", score);
    out.pair("required", required);
    match verdict {
        "True" => out.judge(VerdictKind::Spam, number(score), number(required)),
        "False" => out.judge(VerdictKind::Clean, number(score), number(required)),
        _ => {}
    }
    for piece in pieces.map(str::trim).filter(|piece| !piece.is_empty()) {
        symbol(piece, out);
    }
}

/// `NAME(score)[options]` as `score [options]`.
fn symbol(piece: &str, out: &mut Out) {
    let end = piece.find(['(', '[']).unwrap_or(piece.len());
    let (name, rest) = piece.split_at(end);
    let is_name = !name.is_empty()
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.'));
    if !is_name {
        return out.unknown("?", piece);
    }
    let (score, options) = match rest.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
        Some((score, options)) => (score, options.trim()),
        None => ("", rest),
    };
    if matches!(options, "" | "[]") {
        out.rule("symbol", name, score);
    } else {
        out.rule("symbol", name, &format!("{score} {options}"));
    }
}

/// The text split at `;` outside of brackets.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0u32;
    let mut start = 0;
    let ends = memchr::memchr3_iter(b'[', b']', b';', text.as_bytes()).filter(move |&at| {
        match text.as_bytes()[at] {
            b'[' => depth += 1,
            b']' => depth = depth.saturating_sub(1),
            _ => return depth == 0,
        }
        false
    });
    ends.chain([text.len()]).map(move |end| {
        let piece = &text[start..end];
        start = (end + 1).min(text.len());
        piece
    })
}

/// `-2.10`, or `-2.10 / 15.00`.
fn score(text: &str, out: &mut Out) {
    let (score, required) = text.split_once('/').unwrap_or((text, ""));
    out.pair("score", score.trim());
    out.pair("required", required.trim());
}

fn action(text: &str, out: &mut Out) {
    out.pair("action", text);
    let kind = match text.to_ascii_lowercase().as_str() {
        "no action" => VerdictKind::Clean,
        "greylist" | "soft reject" => VerdictKind::Suspect,
        "add header" | "rewrite subject" | "reject" | "quarantine" | "discard" => VerdictKind::Spam,
        _ => return,
    };
    out.judge(kind, None, None);
}

/// `action=no action; module=replies; Message is reply to one we originated`.
fn pre_result(text: &str, out: &mut Out) {
    for piece in text.split(';').map(str::trim) {
        match piece.split_once('=') {
            Some(("action", value)) => action(value, out),
            Some((key, value)) => out.plain(key.to_owned(), value),
            None => out.plain("reason", piece),
        }
    }
}

/// `+++++` or `---`: one sign a point; `/` is zero.
fn bar(text: &str, out: &mut Out) {
    let points = text.chars().filter(|c| matches!(c, '+' | '-')).count();
    let sign = if text.starts_with('-') { "-" } else { "" };
    out.explained("level", text, format!("a score of about {sign}{points}"));
}

fn spam(text: &str, out: &mut Out) {
    out.pair("spam", text);
    if text.eq_ignore_ascii_case("yes") {
        out.judge(VerdictKind::Spam, None, None);
    }
}
