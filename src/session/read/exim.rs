//! What Exim prints with `-d` or `-v`: `SMTP<<` is what it hears, `SMTP>>` what it says.

use crate::message::Span;
use crate::session::line::{Fact, Item, Line, Side, physical};
use crate::session::{command, reply};

const HEARD: &[u8] = b"SMTP<<";
const SAID: &[u8] = b"SMTP>>";

pub(super) fn recognize(head: &[u8]) -> bool {
    super::lines(head).any(|line| {
        marked(line).is_some_and(|(_, text, _)| {
            reply::line(text).is_some() || command::split(text).is_some()
        })
    })
}

/// Whether it is heard, what follows the mark, and where that begins.
fn marked(line: &[u8]) -> Option<(bool, &[u8], usize)> {
    // A debugging line has a time and a process number before the mark, and nothing else.
    let at = memchr::memmem::find(line, b"SMTP")?;
    let is_lead = |byte: &u8| byte.is_ascii_digit() || matches!(byte, b' ' | b':' | b'.' | b'\t');
    let text = &line[at..];
    let heard = text.starts_with(HEARD);
    if !line[..at].iter().all(is_lead) || !(heard || text.starts_with(SAID)) {
        return None;
    }
    let text = &text[HEARD.len()..];
    let blank = text.len() - text.trim_ascii_start().len();
    Some((heard, &text[blank..], at + HEARD.len() + blank))
}

pub(super) fn read(input: &[u8]) -> Vec<Item<'_>> {
    let mut items = Vec::new();
    // Which side Exim is on: whoever sends a reply is the server.
    let mut is_server = physical(input).find_map(|(_, line, _)| {
        let (heard, text, _) = marked(line)?;
        reply::line(text).map(|_| !heard)
    });
    // Further lines of a reply stand below it, indented.
    let mut below = false;
    for (start, line, _) in physical(input) {
        let item = |side, text: &'_ [u8], at: usize| {
            let at = start + at;
            Line::new(
                side,
                &input[at..at + text.len()],
                Some(Span::new(at, at + text.len())),
            )
        };
        if let Some((heard, text, at)) = marked(line) {
            if text.starts_with(b"220 ") || text.starts_with(b"220-") {
                is_server = Some(!heard);
            }
            let by_exim = !heard;
            let side = if by_exim == is_server.unwrap_or(false) {
                Side::Server
            } else {
                Side::Client
            };
            below = side == Side::Server && reply::line(text).is_some_and(|line| line.more);
            items.push(item(side, text, at).into());
            continue;
        }
        let text = line.trim_ascii();
        if below
            && line.starts_with(b" ")
            && let Some(found) = reply::line(text)
        {
            let at = line.len() - line.trim_ascii_start().len();
            items.push(item(Side::Server, text, at).into());
            below = found.more;
            continue;
        }
        below = false;
        items.extend(fact(&String::from_utf8_lossy(text)).map(Item::from));
    }
    items
}

/// `Connecting to mx.example.com [192.0.2.7]:25 ... connected`, `cipher: TLS1.3:…`.
fn fact(line: &str) -> Option<Fact> {
    if let Some((_, target)) = line.split_once("Connecting to ") {
        let (_, rest) = target.split_once('[')?;
        let (address, rest) = rest.split_once(']')?;
        let port = rest.strip_prefix(':').map(|rest| {
            rest.chars()
                .take_while(char::is_ascii_digit)
                .collect::<String>()
        });
        return Some(Fact::Server(
            address.parse().ok(),
            port.and_then(|port| port.parse().ok()),
        ));
    }
    if line.starts_with("SMTP connection from ") || line.contains("host in rfc1413_hosts?") {
        let (_, rest) = line.split_once('[')?;
        let address = rest.split(']').next()?.parse().ok()?;
        return Some(Fact::Client(address, "the server's log"));
    }
    let (_, cipher) = line
        .split_once("cipher: ")
        .or_else(|| line.split_once("Cipher: "))?;
    let mut parts = cipher.split(':').map(str::to_owned);
    Some(Fact::Tls(parts.next(), parts.next()))
}
