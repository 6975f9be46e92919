//! Cisco: IronPort, Secure Email Gateway, AMP, Talos.

use super::VerdictKind;
use super::out::{Out, number};
use super::table::{Header, Key, Read, Vendor, code, guess, guessed_key, header, key};

const DOCS: &str = "Cisco, Secure Email Gateway user guide";
const SOPHOS: &str = "mgeeky/decode-spam-headers (guesses)";

pub(super) const VENDOR: Vendor = Vendor {
    name: "Cisco",
    writer: "a Cisco gateway, the recipient's or the sender's",
    headers: HEADERS,
    keys: KEYS,
};

#[rustfmt::skip]
const HEADERS: &[Header] = &[
    header("x-ironport-av", "virus engine, its version and the parts it looked at", Read::With(antivirus)),
    header("x-ironport-anti-spam-filtered", "whether the spam filter ran", Read::Whole("filtered")),
    header("x-ironport-anti-spam-result", "opaque findings of the spam filter", Read::Opaque),
    header("x-ipas-result", "opaque findings of the spam filter", Read::Opaque),
    header("x-ironport-remoteip", "the address that connected", Read::Whole("remote-ip")),
    header("x-ironport-mid", "ID of the message in the gateway", Read::Whole("mid")),
    header("x-ironport-reputation", "reputation of the sending address", Read::With(reputation)),
    header("x-sbrs", "reputation of the sending address", Read::With(reputation)),
    header("x-ironport-sendergroup", "the sender group applied", Read::Whole("sender-group")),
    header("x-sendergroup", "the sender group applied", Read::Whole("sender-group")),
    header("x-ironport-mailflowpolicy", "the policy that applied", Read::Whole("policy")),
    header("x-mailflowpolicy", "the policy that applied", Read::Whole("policy")),
    header("x-policy", "the policy that applied", Read::Whole("policy")),
    header("x-amp-result", "verdict of the malware scan", Read::With(malware)),
    header("x-amp-original-verdict", "first verdict of the malware scan", Read::With(malware)),
    header("x-amp-file-uploaded", "whether a file was sent for analysis", Read::Whole("uploaded")),
    header("x-extloop1", "loop mark of the gateway", Read::Whole("loop")),
    header("x-cse-connectionguid", "ID of the connection", Read::Whole("id")),
    header("x-cse-msgguid", "ID of the message", Read::Whole("id")),
    header("x-talos-cuid", "opaque ID of Talos", Read::Opaque),
    header("x-talos-muid", "opaque ID of Talos", Read::Opaque),
    header("ironport-data", "opaque findings", Read::Opaque),
    header("ironport-hdrordr", "opaque order of the header fields", Read::Opaque),
    header("ironport-phdr", "opaque header", Read::Opaque),
    header("ironport-sdr", "opaque findings on the sender's domain", Read::Opaque),
    header("ironport-*", "an opaque stamp", Read::Opaque),
    header("x-ironport-*", "a field of the gateway", Read::Whole("stamp")),
    header("x-amp-*", "a field of the malware scan", Read::Whole("stamp")),
];

#[rustfmt::skip]
const KEYS: &[Key] = &[
    key("filtered", "whether the spam filter ran", DOCS, &[code("true", "it ran"), code("false", "it did not")]),
    key("remote-ip", "the address that connected", DOCS, &[]),
    key("mid", "ID of the message in the gateway", DOCS, &[]),
    key("reputation", "from -10 (bad) to 10 (good)", DOCS, &[]),
    key("sender-group", "the sender group applied", DOCS, &[
        code("WHITELIST", "allowed"), code("ALLOWED_LIST", "allowed"), code("BLACKLIST", "blocked"), code("BLOCKED_LIST", "blocked"),
        code("SUSPECTLIST", "suspected: throttled"), code("UNKNOWNLIST", "not known"), code("RELAYLIST", "may relay"),
        code("GRAYLIST", "throttled"), code("UNCLASSIFIED", "not known"), code("*", "a custom group"),
    ]),
    key("policy", "the policy that applied", DOCS, &[
        code("$ACCEPTED", "accepted, to be scanned"), code("$BLOCKED", "rejected"), code("$THROTTLED", "throttled, to be scanned"), code("$TRUSTED", "accepted without a spam scan"), code("$RELAYED", "relayed for the sender"), code("*", "a custom policy"),
    ]),
    key("amp", "verdict of the malware scan", DOCS, &[
        code("CLEAN", "no malware"), code("MALICIOUS", "malware"), code("UNKNOWN", "no verdict"), code("UNSCANNABLE", "could not be scanned"), code("LOWRISK", "no code that could run"), code("SKIPPED", "not scanned"),
    ]),
    key("uploaded", "whether a file was sent for analysis", DOCS, &[code("True", "it was"), code("False", "it was not")]),
    key("id", "ID of the message or connection", DOCS, &[]),
    key("loop", "loop mark", DOCS, &[]),
    guessed_key("E", "virus engine", SOPHOS, &[guess("Sophos", "Sophos"), guess("McAfee", "McAfee")]),
    guessed_key("i", "version, number of definitions and serial of the engine", SOPHOS, &[]),
    guessed_key("d", "the parts that were looked at, by file kind", SOPHOS, &[]),
    guessed_key("v", "viruses found", SOPHOS, &[]),
    guessed_key("a", "serial number or action", SOPHOS, &[]),
    guessed_key("e", "errors", SOPHOS, &[guess("i", "ignored"), guess("u", "could not be scanned"), guess("e", "encrypted"), guess("t", "took too long"), guess("f", "aborted")]),
];

/// `E=Sophos;i="6.16,288,1744095600"; d="scan'208,217";a="7818613"`
fn antivirus(text: &str, out: &mut Out) {
    for piece in text
        .split(';')
        .map(str::trim)
        .filter(|piece| !piece.is_empty())
    {
        match piece.split_once('=') {
            // Keys differ by case here (`E`, `e`), which the table's look-up does not.
            Some(("e", errors)) => {
                let meaning = out
                    .meaning("e", errors.trim_matches('"'))
                    .unwrap_or("an error");
                out.guessed("e", errors.trim_matches('"'), meaning);
            }
            Some(("v", viruses)) => {
                out.guessed("v", viruses.trim_matches('"'), "viruses found");
                out.judge(VerdictKind::Malware, None, None);
            }
            Some((key, value)) => out.pair(key.trim(), value.trim().trim_matches('"')),
            None => out.unknown("?", piece),
        }
    }
}

/// `4.2`, `None`, or a word.
fn reputation(text: &str, out: &mut Out) {
    match number(text) {
        Some(score) => {
            let meaning = match score {
                score if score < -3.0 => "bad: such senders are blocked by default",
                score if score < -1.0 => "suspected: such senders are throttled by default",
                score if score < 6.0 => "neither good nor bad",
                _ => "good",
            };
            out.explained("reputation", text, meaning);
        }
        None => out.explained("reputation", text, "no score"),
    }
}

/// `CLEAN`, `SKIPPED(no attachment in message)`, `MALICIOUS`.
fn malware(text: &str, out: &mut Out) {
    let (word, why) = text.split_once('(').unwrap_or((text, ""));
    out.pair("amp", word.trim());
    if !why.is_empty() {
        out.plain("reason", why.trim_end_matches(')'));
    }
    match word.trim() {
        "CLEAN" | "LOWRISK" => out.judge(VerdictKind::Clean, None, None),
        "MALICIOUS" => out.judge(VerdictKind::Malware, None, None),
        "UNSCANNABLE" => out.judge(VerdictKind::Suspect, None, None),
        _ => {}
    }
}
