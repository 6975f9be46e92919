//! What a client says: verb, paths, parameters (RFC 5321 section 4.1).

use super::model::{Parameter, Path};
use crate::limits::MAX_PARAMETERS;

/// A command's verb. What is none of them is not a command that is shown: it may be a secret that was said at the wrong
/// moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verb {
    Helo,
    Ehlo,
    Lhlo,
    Mail,
    Rcpt,
    Data,
    Bdat,
    Burl,
    Rset,
    Vrfy,
    Expn,
    Help,
    Noop,
    Quit,
    StartTls,
    Auth,
    Etrn,
    Atrn,
    Turn,
    Send,
    Xclient,
    Xforward,
    Proxy,
}

const VERBS: &[(&str, Verb)] = &[
    ("HELO", Verb::Helo),
    ("EHLO", Verb::Ehlo),
    ("LHLO", Verb::Lhlo),
    ("MAIL", Verb::Mail),
    ("RCPT", Verb::Rcpt),
    ("DATA", Verb::Data),
    ("BDAT", Verb::Bdat),
    ("BURL", Verb::Burl),
    ("RSET", Verb::Rset),
    ("VRFY", Verb::Vrfy),
    ("EXPN", Verb::Expn),
    ("HELP", Verb::Help),
    ("NOOP", Verb::Noop),
    ("QUIT", Verb::Quit),
    ("STARTTLS", Verb::StartTls),
    ("AUTH", Verb::Auth),
    ("ETRN", Verb::Etrn),
    ("ATRN", Verb::Atrn),
    ("TURN", Verb::Turn),
    ("SEND", Verb::Send),
    ("SOML", Verb::Send),
    ("SAML", Verb::Send),
    ("XCLIENT", Verb::Xclient),
    ("XFORWARD", Verb::Xforward),
    ("PROXY", Verb::Proxy),
];

/// The verb that a line begins with, and what follows it.
pub(super) fn split(line: &[u8]) -> Option<(Verb, &[u8])> {
    let line = line.trim_ascii();
    let end = line
        .iter()
        .position(|byte| byte.is_ascii_whitespace() || *byte == b':')
        .unwrap_or(line.len());
    let (word, rest) = line.split_at(end);
    let (_, verb) = VERBS
        .iter()
        .find(|(name, _)| word.eq_ignore_ascii_case(name.as_bytes()))?;
    let rest = rest.trim_ascii();
    // Behind a verb that is a word of any language too, only what the command wants: the rest may be a secret.
    let fits = match verb {
        Verb::Mail => rest.is_empty() || names(rest, b"FROM"),
        Verb::Rcpt => rest.is_empty() || names(rest, b"TO"),
        Verb::Send => names(rest, b"FROM"),
        Verb::Data | Verb::StartTls | Verb::Rset | Verb::Quit | Verb::Turn => rest.is_empty(),
        Verb::Bdat => rest.first().is_none_or(u8::is_ascii_digit),
        Verb::Xclient | Verb::Xforward => rest.is_empty() || rest.contains(&b'='),
        Verb::Proxy => starts_with(rest, b"TCP") || starts_with(rest, b"UNKNOWN"),
        // A `:` makes it a header field.
        _ => !rest.starts_with(b":"),
    };
    fits.then_some((*verb, rest))
}

/// Whether a text begins with this word, and what a path needs behind it.
fn names(text: &[u8], word: &[u8]) -> bool {
    starts_with(text, word)
        && text
            .get(word.len())
            .is_none_or(|byte| matches!(byte, b':' | b' ' | b'\t'))
}

/// Whether a line is a command for certain: its form is none that base64 or a word of a text could have.
pub(super) fn is_unmistakable(line: &[u8]) -> bool {
    match split(line) {
        Some((Verb::Mail, rest)) => starts_with(rest, b"FROM:"),
        Some((Verb::Rcpt, rest)) => starts_with(rest, b"TO:"),
        Some((Verb::Helo | Verb::Ehlo | Verb::Lhlo, rest)) => !rest.is_empty(),
        _ => false,
    }
}

fn starts_with(text: &[u8], word: &[u8]) -> bool {
    text.get(..word.len())
        .is_some_and(|head| head.eq_ignore_ascii_case(word))
}

/// The path and parameters behind `MAIL` or `RCPT`: `FROM:<a@example.com> SIZE=100`.
pub(super) fn path(rest: &[u8]) -> (Path, Vec<Parameter>) {
    let text = String::from_utf8_lossy(rest);
    let text = text.split_once(':').map_or("", |(_, path)| path).trim();
    let (address, rest) = match text.strip_prefix('<') {
        Some(inner) => match closing(inner) {
            Some(end) => (Some(inner[..end].trim()), &inner[end + 1..]),
            None => (Some(inner.trim()), ""),
        },
        None => match text.split_once(char::is_whitespace) {
            Some((address, rest)) => (Some(address), rest),
            None => (Some(text).filter(|text| !text.is_empty()), ""),
        },
    };
    // A source route (RFC 5321 appendix C) is not part of the address.
    let address = address.map(|address| match address.split_once(':') {
        Some((route, address)) if route.starts_with('@') => address.to_owned(),
        _ => address.to_owned(),
    });
    let parameters = rest
        .split_ascii_whitespace()
        .take(MAX_PARAMETERS)
        .map(|word| match word.split_once('=') {
            Some((name, value)) => Parameter {
                name: name.to_ascii_uppercase(),
                value: Some(value.to_owned()),
            },
            None => Parameter {
                name: word.to_ascii_uppercase(),
                value: None,
            },
        })
        .collect();
    (Path { address }, parameters)
}

/// Where the `>` stands that closes a path; one within a quoted local part does not.
fn closing(path: &str) -> Option<usize> {
    let mut quoted = false;
    let mut escaped = false;
    for (at, c) in path.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            '>' if !quoted => return Some(at),
            _ => {}
        }
    }
    path.find('>')
}

/// The `name=value` pairs of `XCLIENT` and `XFORWARD`: the address that is named, if one is.
pub(super) fn named_address(rest: &[u8]) -> Option<std::net::IpAddr> {
    let text = String::from_utf8_lossy(rest);
    text.split_ascii_whitespace().find_map(|pair| {
        let (name, value) = pair.split_once('=')?;
        if !name.eq_ignore_ascii_case("ADDR") {
            return None;
        }
        let value = match value.get(..5) {
            Some(head) if head.eq_ignore_ascii_case("IPV6:") => &value[5..],
            _ => value,
        };
        value.parse().ok()
    })
}

/// The client's address in a line of a load balancer: `TCP4 192.0.2.1 198.51.100.1 5000 25`.
pub(super) fn proxied_address(rest: &[u8]) -> Option<std::net::IpAddr> {
    let text = String::from_utf8_lossy(rest);
    let mut words = text.split_ascii_whitespace();
    let family = words.next()?;
    matches!(family, "TCP4" | "TCP6")
        .then(|| words.next()?.parse().ok())
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_read() {
        for (line, address, parameters) in [
            ("FROM:<a@example.com>", Some("a@example.com"), ""),
            ("FROM:<>", Some(""), ""),
            ("FROM:", None, ""),
            (
                "FROM: <a@example.com> SIZE=10 body=8BITMIME",
                Some("a@example.com"),
                "SIZE BODY",
            ),
            (
                "TO:<@relay.example:b@example.com>",
                Some("b@example.com"),
                "",
            ),
            (
                "TO:b@example.com NOTIFY=NEVER",
                Some("b@example.com"),
                "NOTIFY",
            ),
            ("TO:<\"a>b\"@example.com>", Some("\"a>b\"@example.com"), ""),
            ("TO:<b@example.com", Some("b@example.com"), ""),
        ] {
            let (path, found) = path(line.as_bytes());
            let names: Vec<_> = found.iter().map(|one| one.name.as_str()).collect();
            assert_eq!(path.address.as_deref(), address, "{line}");
            assert_eq!(names.join(" "), parameters, "{line}");
        }
    }

    #[test]
    fn only_commands_are_commands() {
        for line in [
            "EHLO a",
            "mail from:<a>",
            "DATA",
            "quit",
            "AUTH PLAIN x",
            "MAIL",
        ] {
            assert!(split(line.as_bytes()).is_some(), "{line}");
        }
        for line in [
            "Data: x",
            "dXNlcg==",
            "hunter2",
            "",
            "From: a@b",
            "MAILER",
            "data center",
            "send money now",
            "mail correcthorse",
            "MAIL FROMAGE",
            "quit smoking",
            "bdat hunter2",
        ] {
            assert!(split(line.as_bytes()).is_none(), "{line}");
        }
    }
}
