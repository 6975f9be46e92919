//! PHP: which script of a web server sent the message.

use super::out::Out;
use super::table::{Header, Key, Read, Vendor, header, key};

const DOCS: &str = "PHP manual, mail.add_x_header";

pub(super) const VENDOR: Vendor = Vendor {
    name: "PHP",
    writer: "PHP's mail() on the web server from which it was sent",
    headers: HEADERS,
    keys: KEYS,
};

#[rustfmt::skip]
const HEADERS: &[Header] = &[
    header("x-php-originating-script", "user ID and script that sent it", Read::With(originating)),
    header("x-php-script", "script that sent it, and the requesting IP address", Read::With(script)),
    header("x-php-filename", "script that sent it", Read::Whole("script")),
    header("x-php-list-original-sender", "sender before the list", Read::Whole("sender")),
    header("x-php-*", "a field of PHP", Read::Whole("stamp")),
    header("x-wp-*", "a field of WordPress, or of Wirtualna Polska", Read::Whole("stamp")),
    header("x-ebay-*", "a field of a shop script", Read::Whole("stamp")),
];

#[rustfmt::skip]
const KEYS: &[Key] = &[
    key("uid", "ID of the user that ran it", DOCS, &[]),
    key("script", "script that sent it", DOCS, &[]),
    key("client", "IP address of the request", DOCS, &[]),
    key("sender", "sender before the list", DOCS, &[]),
];

/// `1010:class-phpmailer.php`, or `33:mailer.php(3) : eval()'d code`.
fn originating(text: &str, out: &mut Out) {
    let (uid, script) = text.split_once(':').unwrap_or(("", text));
    let uid = uid.trim();
    if uid == "0" {
        out.explained("uid", uid, "run as root");
    } else {
        out.pair("uid", uid);
    }
    name(script.trim(), out);
}

/// `www.example.com/path/mailer.php for 192.0.2.1, 192.0.2.2`.
fn script(text: &str, out: &mut Out) {
    let (script, clients) = text.split_once(" for ").unwrap_or((text, ""));
    name(script.trim(), out);
    for client in clients.split(',') {
        out.pair("client", client.trim());
    }
}

fn name(script: &str, out: &mut Out) {
    if script.contains("eval()'d code") {
        out.explained(
            "script",
            script,
            "code generated at run time: often a malicious script",
        );
    } else {
        out.pair("script", script);
    }
}
