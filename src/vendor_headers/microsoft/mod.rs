//! Microsoft: Exchange Online Protection, Defender, Outlook.com, Exchange Server.

mod builds;
mod codes;
mod compauth;

pub use builds::exchange_version;
pub use compauth::compauth_reason;
pub(super) use compauth::rows as compauth_rows;

use super::VerdictKind;
use super::out::{Out, number};
use super::table::{Header, Read, Vendor, header};
use super::text;

pub(super) const VENDOR: Vendor = Vendor {
    name: "Microsoft",
    writer: "Exchange or Microsoft 365, of the recipient or of the sender",
    headers: HEADERS,
    keys: codes::KEYS,
};

/// From this spam confidence level on, mail counts as spam.
const SCL_SPAM: f64 = 5.0;
/// From this phishing confidence level on, mail counts as phishing.
const PCL_PHISH: f64 = 4.0;

#[rustfmt::skip]
const HEADERS: &[Header] = &[
    header("x-forefront-antispam-report", "Exchange Online Protection results", Read::With(report)),
    header("x-forefront-antispam-report-untrusted", "the same from the sender's tenant, renamed by the receiver's", Read::With(report)),
    header("x-microsoft-antispam", "bulk and phishing levels", Read::With(report)),
    header("x-microsoft-antispam-untrusted", "the same from the sender's tenant, renamed by the receiver's", Read::With(report)),
    header("x-microsoft-antispam-mailbox-delivery", "delivery folder and reason", Read::With(report)),
    header("x-microsoft-antispam-prvs", "an ID of the filter", Read::Opaque),
    header("x-microsoft-antispam-message-info", "opaque findings of the filter", Read::Opaque),
    header("x-microsoft-antispam-message-info-original", "opaque findings of an earlier tenant's filter", Read::Opaque),
    header("x-exchange-antispam-report-cfa-test", "results of single filter tests", Read::With(report)),
    header("x-exchange-antispam-report-test", "results of single filter tests", Read::With(report)),
    header("x-ms-exchange-organization-scl", "spam confidence level", Read::With(scl)),
    header("x-ms-exchange-organization-pcl", "phishing confidence level", Read::With(pcl)),
    header("x-ms-exchange-organization-bcl", "bulk complaint level", Read::Whole("BCL")),
    header("x-ms-exchange-organization-authas", "how the sender counted at submission", Read::Whole("auth-as")),
    header("x-ms-exchange-crosstenant-authas", "how the sender counted at submission, as seen across tenants", Read::Whole("auth-as")),
    header("x-ms-exchange-organization-authsource", "the server that judged how the sender counts", Read::Whole("auth-source")),
    header("x-ms-exchange-crosstenant-authsource", "the server that judged how the sender counts", Read::Whole("auth-source")),
    header("x-ms-exchange-organization-authmechanism", "how the submitter authenticated", Read::Whole("auth-mechanism")),
    header("x-ms-exchange-organization-messagedirectionality", "whether the message came in or was submitted", Read::Whole("direction")),
    header("x-ms-exchange-crosstenant-fromentityheader", "Microsoft's classification of the sender", Read::Whole("from-entity")),
    header("x-ms-exchange-transport-fromentityheader", "Microsoft's classification of the sender", Read::Whole("from-entity")),
    header("x-ms-exchange-crosstenant-mailboxtype", "where the sender's mailbox lives", Read::Whole("mailbox-type")),
    header("x-ms-exchange-crosstenant-id", "the tenant", Read::Whole("tenant-id")),
    header("x-ms-exchange-crosstenant-originalarrivaltime", "when Microsoft first received the message", Read::Whole("arrived")),
    header("x-ms-exchange-crosstenant-network-message-id", "ID of the message in transport", Read::Whole("message-id")),
    header("x-ms-exchange-organization-network-message-id", "ID of the message in transport", Read::Whole("message-id")),
    header("x-ms-office365-filtering-correlation-id", "ID of the message in the filter", Read::Whole("message-id")),
    header("x-ms-office365-filtering-correlation-id-prvs", "ID of the message in an earlier filter", Read::Whole("message-id")),
    header("x-ms-exchange-crosstenant-originalattributedtenantconnectingip", "tenant, address and HELO of the connection that Microsoft attributed", Read::With(connecting)),
    header("x-ms-exchange-transport-endtoendlatency", "time within Microsoft's transport", Read::Whole("latency")),
    header("x-ms-exchange-atpmessageproperties", "what Defender did", Read::With(safe_features)),
    header("spamdiagnosticmetadata", "diagnostics of the spam filter", Read::Whole("spam-diagnostic")),
    header("spamdiagnosticoutput", "diagnostics of the spam filter: bulk level and a number", Read::Whole("spam-diagnostic")),
    header("x-ms-exchange-spamdiagnosticmetadata", "diagnostics of the spam filter", Read::Whole("spam-diagnostic")),
    header("x-originatororg", "domain of the tenant that sent", Read::Whole("tenant")),
    header("x-ms-exchange-skiplistedinternetsender", "the original sender behind a relay (enhanced filtering)", Read::Whole("skip-listed-sender")),
    header("x-ms-exchange-externaloriginalinternetsender", "the original sender behind a relay (enhanced filtering)", Read::Whole("original-sender")),
    header("x-ms-exchange-enablefirstcontactsafetytip", "a first-contact safety tip was enabled", Read::Whole("first-contact-tip")),
    header("x-ms-exchange-organization-bypassfocusedinbox", "a rule keeps it in the focused inbox", Read::Whole("bypass-focused-inbox")),
    header("x-ms-exchange-processed-by-bccfoldering", "build of the server that delivered it", Read::With(build)),
    header("x-sid-result", "Sender ID verdict of Outlook.com", Read::Whole("sender-id")),
    header("x-sid-pra", "purported responsible address of Outlook.com", Read::Whole("pra")),
    header("x-sender-ip", "the address that connected, as Outlook.com saw it", Read::Whole("connecting-ip")),
    header("x-message-delivery", "Outlook.com's delivery decision, base64", Read::With(message_delivery)),
    header("x-message-info", "opaque findings of Outlook.com", Read::Opaque),
    header("x-auto-response-suppress", "automatic replies that the sender does not want", Read::With(suppress)),
    header("x-ms-has-attach", "whether there are attachments", Read::Whole("has-attachment")),
    header("x-ms-traffictypediagnostic", "the servers of each tenant in the route", Read::With(traffic)),
    header("x-originalarrivaltime", "when Exchange received the message, with the Windows file time", Read::With(arrival)),
    header("x-ms-exchange-crosstenant-rms-persistedconsumerorg", "rights management: the consumer organization; zeros for none", Read::Whole("tenant-id")),
    header("x-ms-publictraffictype", "kind of item", Read::Whole("item")),
    header("x-eopattributedmessage", "number of the tenant that the message was attributed to", Read::Whole("attributed")),
    header("x-eoptenantattributedmessage", "the tenant that the message was attributed to", Read::Whole("attributed")),
    header("x-ms-exchange-organization-expirationstarttime", "start of the delivery time limit", Read::Whole("expiry")),
    header("x-ms-exchange-organization-expirationstarttimereason", "reason for that start", Read::Whole("expiry")),
    header("x-ms-exchange-organization-expirationinterval", "time limit of delivery", Read::Whole("expiry")),
    header("x-ms-exchange-organization-expirationintervalreason", "reason for that length", Read::Whole("expiry")),
    header("x-ms-exchange-eopdirect", "whether it came directly to Microsoft", Read::Whole("direct")),
    header("x-ms-exchange-senderadcheck", "whether the sender was looked up in the tenant's directory", Read::Whole("directory-check")),
    header("x-ms-exchange-antispam-relay", "whether the tenant's relay pool was used", Read::Whole("relay-pool")),
    header("x-ms-exchange-transport-crosstenantheadersstamped", "the server that copied its headers for other tenants", Read::Whole("server")),
    header("x-ms-exchange-transport-crosstenantheadersstripped", "the server that removed foreign headers", Read::Whole("server")),
    header("x-ms-exchange-transport-crosstenantheaderspromoted", "the server that took over headers from another tenant", Read::Whole("server")),
    header("x-ms-exchange-messagesentrepresentingtype", "whether it was sent on behalf of another mailbox", Read::Whole("representing")),
    header("x-ms-office365-filtering-p2notcompliant", "From does not comply with RFC 5322", Read::Whole("malformed-from")),
    header("x-ms-userlastlogontime", "when the recipient last logged in", Read::Whole("last-login")),
    header("x-ms-tnef-correlator", "ties the message to its TNEF part", Read::Whole("item")),
    header("x-ms-iris-metadata", "campaign data of Microsoft's own mailings, as JSON", Read::Whole("campaign")),
    header("x-clientproxiedby", "front end and mailbox server of the submission", Read::With(proxied)),
    header("x-tmn", "opaque mark of a message written at Outlook.com", Read::Opaque),
    header("msip_labels", "sensitivity labels", Read::Whole("labels")),
    header("x-ms-exchange-antispam-messagedata*", "opaque findings of the filter", Read::Opaque),
    header("x-ms-exchange-antispam-externalhop-messagedata*", "opaque findings of another tenant's filter", Read::Opaque),
    header("x-ms-exchange-crosstenant-userprincipalname", "the sending user, opaque", Read::Opaque),
    header("x-exchange-routingpolicychecked", "opaque stamp of a routing policy", Read::Opaque),
    header("x-ms-exchange-organization-*", "an internal stamp of an Exchange organization", Read::Whole("stamp")),
    header("x-ms-exchange-crosstenant-*", "a field passed between tenants", Read::Whole("stamp")),
    header("x-ms-exchange-transport-*", "a field of Exchange transport", Read::Whole("stamp")),
    header("x-ms-exchange-*", "a field of Exchange", Read::Whole("stamp")),
    header("x-ms-*", "a field of Microsoft's mail software", Read::Whole("stamp")),
    header("x-eop*", "a field of Exchange Online Protection", Read::Whole("stamp")),
    header("x-microsoft-*", "a field of Microsoft's mail software", Read::Whole("stamp")),
];

/// `KEY:value;KEY:value;…`, and rule numbers in parentheses.
fn report(text: &str, out: &mut Out) {
    for piece in text
        .split(';')
        .map(str::trim)
        .filter(|piece| !piece.is_empty())
    {
        match piece.split_once(':') {
            Some((key, value)) => {
                out.pair(key.trim(), value.trim());
                if value.len() > 3 && matches!(key.trim(), "SFS" | "ENG" | "ARA" | "RULEID") {
                    rules(key.trim(), value, out);
                }
            }
            // The CFA test lists rule numbers without a key.
            None if piece.starts_with('(') => rules("RULEID", piece, out),
            None => out.unknown("?", piece),
        }
    }
    judge(out);
}

/// The rule numbers of which somebody has guessed the meaning.
fn rules(key: &str, list: &str, out: &mut Out) {
    for number in list
        .split(['(', ')', '|', ','])
        .filter(|number| !number.is_empty())
    {
        let guess = codes::RULE_GUESSES.iter().find(|(rule, _)| *rule == number);
        if let Some((rule, meaning)) = guess {
            out.guessed(format!("{key} rule"), rule, *meaning);
        }
    }
}

/// The policy category first, since it names the kind; then the filter's verdict; then the level.
fn judge(out: &mut Out) {
    let level = out.get("SCL").and_then(number);
    let kind = match (out.get("CAT"), out.get("SFV")) {
        (Some("PHSH" | "HPHSH" | "HPHISH" | "INTOS"), _) => VerdictKind::Phish,
        (Some("SPOOF" | "DIMP" | "UIMP" | "GIMP" | "BIMP"), _) => VerdictKind::Spoof,
        (Some("MALW" | "AMP" | "SAP" | "FTBP"), _) => VerdictKind::Malware,
        (Some("SPM" | "HSPM" | "OSPM"), _) | (_, Some("SPM" | "SKS" | "SKB" | "BLK")) => {
            VerdictKind::Spam
        }
        (Some("BULK"), _) => VerdictKind::Bulk,
        (_, Some("SKN" | "SKA" | "SFE" | "SKI" | "SKQ")) => VerdictKind::Bypassed,
        (_, Some("NSPM")) => VerdictKind::Clean,
        _ => match (level, out.get("dest")) {
            (Some(level), _) => level_kind(level),
            (None, Some("J")) => VerdictKind::Spam,
            _ => return,
        },
    };
    out.judge(kind, level, level.map(|_| SCL_SPAM));
}

fn level_kind(level: f64) -> VerdictKind {
    if level >= SCL_SPAM {
        VerdictKind::Spam
    } else if level < 0.0 {
        VerdictKind::Bypassed
    } else {
        VerdictKind::Clean
    }
}

fn scl(text: &str, out: &mut Out) {
    out.pair("SCL", text);
    if let Some(level) = number(text) {
        out.judge(level_kind(level), Some(level), Some(SCL_SPAM));
    }
}

fn pcl(text: &str, out: &mut Out) {
    out.pair("PCL", text);
    if let Some(level) = number(text) {
        let kind = if level >= PCL_PHISH {
            VerdictKind::Phish
        } else {
            VerdictKind::Clean
        };
        out.judge(kind, Some(level), Some(PCL_PHISH));
    }
}

/// `TenantId=…;Ip=[192.0.2.1];Helo=[mx.example.com]`.
fn connecting(text: &str, out: &mut Out) {
    for piece in text.split(';') {
        let (name, value) = piece.split_once('=').unwrap_or(("?", piece));
        let value = value.trim().trim_matches(['[', ']']);
        match name.trim() {
            "TenantId" => out.pair("tenant-id", value),
            "Ip" => out.pair("CIP", value),
            "Helo" => out.pair("H", value),
            _ if value.is_empty() => {}
            other => out.unknown(other.to_owned(), value),
        }
    }
}

fn safe_features(text: &str, out: &mut Out) {
    for feature in text.split('|') {
        out.pair("safe-features", feature.trim());
    }
}

/// `Vj0xLjE7…`, which is `V=1.1;us=0;l=0;a=0;D=2;GD=3;SCL=6`.
fn message_delivery(text: &str, out: &mut Out) {
    match text::unbase64_text(text) {
        Some(decoded) => {
            out.pairs(&decoded, ';', '=');
            judge(out);
        }
        None => out.unknown("?", text),
    }
}

fn suppress(text: &str, out: &mut Out) {
    for what in text.split(',') {
        out.pair("suppress", what.trim());
    }
}

/// `SERVER:EE_|SERVER:EE_`, the topmost tenant first.
fn traffic(text: &str, out: &mut Out) {
    for server in text.split('|').filter(|server| !server.is_empty()) {
        out.plain("server", server.split(':').next().unwrap_or(server));
    }
}

fn build(text: &str, out: &mut Out) {
    match exchange_version(text) {
        Some(release) => out.explained("build", text, release),
        None => out.unknown("build", text),
    }
}

/// `19 Sep 2002 13:30:46.0039 (UTC) FILETIME=[C281BA70:01C25FE0]`.
fn arrival(text: &str, out: &mut Out) {
    let (time, file_time) = text.split_once("FILETIME=").unwrap_or((text, ""));
    out.pair("arrived", time.trim());
    if !file_time.is_empty() {
        out.plain("file-time", file_time.trim_matches(['[', ']', ' ']));
    }
}

/// `BJ1.example (2001:db8::22) To NT1.example (2001:db8::9)`.
fn proxied(text: &str, out: &mut Out) {
    for server in text.split(" To ") {
        out.pair("server", server.trim());
    }
}
