//! What the sending program says of itself. All of it is the sender's word.

use super::out::Out;
use super::table::{Header, Key, Read, Vendor, code, header, key};

const CLIENT: &str = "by convention; no standard";
const PRIORITY: &str = "by convention; Importance: RFC 2156 section 5.3.4";
const DRAFT: &str = "draft-melnikov-email-user-agent";

pub(super) const VENDOR: Vendor = Vendor {
    name: "Client",
    writer: "the sender's program (unverified)",
    headers: HEADERS,
    keys: KEYS,
};

#[rustfmt::skip]
const HEADERS: &[Header] = &[
    header("x-mailer", "mail program", Read::Whole("mailer")),
    header("user-agent", "mail program", Read::Whole("mailer")),
    header("x-mailer-version", "version of the mail program", Read::Whole("version")),
    header("x-library", "library of the mail program", Read::Whole("mailer")),
    header("x-mimeole", "Outlook's MIME library", Read::Whole("mailer")),
    header("x-newsreader", "mail program", Read::Whole("mailer")),
    header("x-originating-ip", "IP address of the user at the webmail or submission service", Read::With(originating)),
    header("x-originating-email", "login at the webmail service", Read::Whole("account")),
    header("x-remote-ip", "address that submitted or connected", Read::With(originating)),
    header("x-return-path", "envelope sender, as the sending program states it", Read::Whole("account")),
    header("x-x-sender", "the sender, as the program states it", Read::Whole("account")),
    header("x-apparently-from", "the sender, as seen by a gateway", Read::Whole("account")),
    header("x-os", "system of the sender", Read::Whole("system")),
    header("x-delivery-agent", "program that delivered or sent it", Read::Whole("mailer")),
    header("x-sender", "the sender, as the program states it", Read::Whole("account")),
    header("x-authentication-warning", "Sendmail: warning about the claimed sender", Read::Whole("warning")),
    header("x-priority", "priority that the sender gave", Read::With(priority)),
    header("x-msmail-priority", "priority that the sender gave", Read::Whole("importance")),
    header("priority", "priority that the sender gave", Read::Whole("importance")),
    header("importance", "importance that the sender gave", Read::Whole("importance")),
    header("sensitivity", "sensitivity set by the sender", Read::Whole("sensitivity")),
    header("x-message-flag", "flag shown by Outlook; often a joke", Read::Whole("flag")),
    header("x-accept-language", "languages of the sender", Read::Whole("languages")),
    header("accept-language", "languages of the sender", Read::Whole("languages")),
    header("content-language", "language of the text", Read::Whole("languages")),
    header("organization", "organization of the sender", Read::Whole("organisation")),
    header("x-operating-system", "system of the sender", Read::Whole("system")),
    header("thread-topic", "subject of the thread (Outlook)", Read::Whole("topic")),
    header("thread-index", "place in the thread, with the time of its first message (Outlook)", Read::With(thread_index)),
    header("x-mozilla-*", "a state of Thunderbird's mailbox", Read::Whole("stamp")),
    header("x-developer-*", "a signature of patatt over a patch", Read::Opaque),
    header("autocrypt", "OpenPGP key of the sender", Read::Opaque),
    header("disposition-notification-to", "address for read receipts", Read::Whole("receipt-to")),
    header("x-mime-autoconverted", "Sendmail re-encoded a part, which breaks body signatures", Read::Whole("recoded")),
];

#[rustfmt::skip]
const KEYS: &[Key] = &[
    key("priority", "1 highest to 5 lowest", PRIORITY, &[code("1", "highest"), code("2", "high"), code("3", "normal"), code("4", "low"), code("5", "lowest")]),
    key("importance", "importance that the sender gave", PRIORITY, &[code("high", "high"), code("normal", "normal"), code("low", "low"), code("urgent", "high"), code("non-urgent", "low")]),
    key("sensitivity", "sensitivity set by the sender", PRIORITY, &[code("personal", "personal"), code("private", "private"), code("company-confidential", "for the company only")]),
    key("thread-started", "when the thread began", "[MS-OXOMSG] section 2.2.1.3", &[]),
    key("thread-depth", "replies since", "[MS-OXOMSG] section 2.2.1.3", &[]),
    key("mailer", "mail program", DRAFT, &[]),
    key("version", "version of the mail program", CLIENT, &[]),
    key("address", "address", CLIENT, &[]),
    key("account", "account", CLIENT, &[]),
    key("warning", "Sendmail's warning", CLIENT, &[]),
    key("flag", "flag", CLIENT, &[]),
    key("languages", "languages", CLIENT, &[]),
    key("organisation", "organization", CLIENT, &[]),
    key("system", "operating system", CLIENT, &[]),
    key("topic", "subject of the thread", CLIENT, &[]),
    key("receipt-to", "address for read receipts", CLIENT, &[]),
    key("recoded", "what was re-encoded", CLIENT, &[]),
];

/// `[192.0.2.1]`, perhaps several, with or without brackets.
fn originating(text: &str, out: &mut Out) {
    for address in text
        .split([',', ' ', '[', ']'])
        .filter(|piece| !piece.is_empty())
    {
        match address.parse() {
            Ok(ip) if crate::names::is_internal(ip) => {
                out.explained("address", address, "within a private network");
            }
            Ok(_) => out.pair("address", address),
            Err(_) => out.unknown("address", address),
        }
    }
}

/// `1`, `3 (Normal)`, or a word.
fn priority(text: &str, out: &mut Out) {
    let level = text.split(['(', ' ']).next().unwrap_or(text);
    if level.bytes().all(|byte| byte.is_ascii_digit()) {
        out.pair("priority", level);
    } else {
        out.pair("importance", level);
    }
}

/// Windows file times count 100 nanoseconds from 1601; this many seconds lie between that and 1970.
const FILETIME_TO_UNIX: i64 = 11_644_473_600;

/// 22 bytes in base64, then five bytes a reply. The 22 are a file time and a GUID: the upper six bytes of the time in
/// older programs (1 and 0xC0 or more in this age), a 1 and its upper five bytes in newer ones (1, 1).
fn thread_index(text: &str, out: &mut Out) {
    let bytes = super::text::unbase64(text).unwrap_or_default();
    let (Some(head), true) = (bytes.get(..6), bytes.len() >= 22) else {
        return out.unknown("thread-index", text);
    };
    let number = head
        .iter()
        .fold(0u64, |sum, byte| sum << 8 | u64::from(*byte));
    let ticks = if head[1] == 1 {
        number << 24
    } else {
        number << 16
    };
    let seconds = i64::try_from(ticks / 10_000_000).unwrap_or(i64::MAX) - FILETIME_TO_UNIX;
    if let Some(time) = chrono::DateTime::from_timestamp(seconds, 0) {
        out.plain("thread-started", &time.to_rfc3339());
    }
    out.plain("thread-depth", &((bytes.len() - 22) / 5).to_string());
}
