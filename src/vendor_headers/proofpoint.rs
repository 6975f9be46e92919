//! Proofpoint.

use super::VerdictKind;
use super::out::{Out, number};
use super::table::{Header, Key, Read, Vendor, code, header, key};

const DOCS: &str = "Proofpoint, \"Email headers\" (knowledge base)";

pub(super) const VENDOR: Vendor = Vendor {
    name: "Proofpoint",
    writer: "a Proofpoint gateway, the recipient's (policy default) or the sender's (policy outbound)",
    headers: HEADERS,
    keys: KEYS,
};

#[rustfmt::skip]
const HEADERS: &[Header] = &[
    header("x-proofpoint-spam-details", "the rule that decided and the score of each classifier", Read::With(details)),
    header("x-proofpoint-spam-details-enc", "opaque scores", Read::Opaque),
    header("x-proofpoint-spam-info", "opaque scores", Read::Opaque),
    header("x-proofpoint-spam-reason", "why it is classified as safe or spam", Read::Whole("reason")),
    header("x-proofpoint-virus-version", "virus engines and signatures", Read::Pairs(' ', '=')),
    header("x-proofpoint-guid", "ID of the message", Read::Whole("guid")),
    header("x-proofpoint-orig-guid", "ID of the message when it was first seen", Read::Whole("guid")),
    header("x-proofpoint-reinject", "loop counter of the gateway", Read::Pairs(' ', '=')),
    header("x-authority-analysis", "fingerprints of the message, opaque", Read::Opaque),
    header("x-proofpoint-*", "a field of Proofpoint", Read::Whole("stamp")),
];

#[rustfmt::skip]
const KEYS: &[Key] = &[
    key("rule", "the rule that decided", DOCS, &[
        code("notspam", "not spam"), code("outbound_notspam", "not spam, outgoing"), code("spam", "spam"), code("definitespam", "spam, certain"),
        code("phish", "phishing"), code("bulk", "bulk mail"), code("suspect", "suspected"), code("adult", "adult content"), code("malware", "malware"),
        code("impostor", "impersonates a known person"), code("safe", "on the safe list"), code("blocked", "on the blocklist"), code("inbound_notspam", "not spam, incoming"),
        code("lowpriority", "newsletters and the like"), code("mlx_notspam", "not spam, by machine learning"), code("mlx_spam", "spam, by machine learning"), code("*", "a custom rule"),
    ]),
    key("policy", "the policy that applied", DOCS, &[code("default", "incoming mail"), code("outbound", "outgoing mail"), code("inbound", "incoming mail"), code("*", "a custom policy")]),
    key("score", "final score, 0 to 100", DOCS, &[]),
    key("spamscore", "spam score, 0 to 100", DOCS, &[]),
    key("phishscore", "phishing score, 0 to 100", DOCS, &[]),
    key("bulkscore", "bulk score, 0 to 100", DOCS, &[]),
    key("adultscore", "adult content score, 0 to 100", DOCS, &[]),
    key("malwarescore", "malware score, 0 to 100", DOCS, &[]),
    key("impostorscore", "impersonation score, 0 to 100", DOCS, &[]),
    key("suspectscore", "suspicion score, 0 to 100", DOCS, &[]),
    key("lowpriorityscore", "low priority score, 0 to 100", DOCS, &[]),
    key("priorityscore", "priority score", DOCS, &[]),
    key("mlxscore", "score of the machine-learning classifier", DOCS, &[]),
    key("mlxlogscore", "logarithmic score of the machine-learning classifier", DOCS, &[]),
    key("clxscore", "score of the reputation of the connection", DOCS, &[]),
    key("unknownsenderscore", "unknown sender score", DOCS, &[]),
    key("authscore", "score of the authentication", DOCS, &[]),
    key("authtc", "details of the authentication", DOCS, &[]),
    key("authcc", "details of the authentication", DOCS, &[]),
    key("classifier", "the class that won", DOCS, &[]),
    key("route", "the route of the mail", DOCS, &[]),
    key("adjust", "score adjustment", DOCS, &[]),
    key("reason", "which classifier decided", DOCS, &[]),
    key("scancount", "number of scans", DOCS, &[]),
    key("engine", "version of the engine", DOCS, &[]),
    key("definitions", "version of the definitions", DOCS, &[]),
    key("vendor", "maker of the virus engine", DOCS, &[]),
    key("signatures", "virus signatures that matched", DOCS, &[]),
    key("guid", "ID of the message", DOCS, &[]),
    key("loops", "times the gateway has seen it", DOCS, &[]),
    key("maxloops", "maximum count", DOCS, &[]),
];

/// `rule=notspam policy=default score=0 spamscore=0 …`
fn details(text: &str, out: &mut Out) {
    out.pairs(text, ' ', '=');
    let score = out.get("score").and_then(number);
    let Some(rule) = out.get("rule").map(str::to_ascii_lowercase) else {
        return;
    };
    // Sites name their own rules after what they catch.
    let kind = if rule.contains("notspam") {
        VerdictKind::Clean
    } else if rule.contains("phish") {
        VerdictKind::Phish
    } else if rule.contains("impost") {
        VerdictKind::Spoof
    } else if rule.contains("malware") || rule.contains("virus") {
        VerdictKind::Malware
    } else if rule.contains("bulk") || rule.contains("lowpriority") {
        VerdictKind::Bulk
    } else if rule.contains("spam") || rule.contains("blocked") || rule.contains("adult") {
        VerdictKind::Spam
    } else if rule.contains("suspect") {
        VerdictKind::Suspect
    } else if rule.contains("safe") {
        VerdictKind::Bypassed
    } else {
        return;
    };
    out.judge(kind, score, None);
}
