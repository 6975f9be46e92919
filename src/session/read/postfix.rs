//! Logs of Postfix with `-v`: `< host[addr]: …` is what its peer says, `> …` what it says itself.

use crate::limits::MAX_PROCESSES;
use crate::message::Span;
use crate::session::line::{Fact, Item, Line, Side, physical};
use std::collections::BTreeMap;
use std::net::IpAddr;

pub(super) fn recognize(head: &[u8]) -> bool {
    // With -v the dialogue begins far below: many lines tell how the client was looked up.
    super::lines(head).any(|line| {
        entry(line)
            .is_some_and(|entry| entry.said().is_some() || entry.text.starts_with(b"connect from "))
    })
}

/// A line of the log.
struct Entry<'i> {
    time: String,
    /// Whether it is the server's log (`smtpd`) or the client's (`smtp`).
    is_server: bool,
    process: &'i [u8],
    text: &'i [u8],
    /// Where the text begins in the line.
    at: usize,
}

impl<'i> Entry<'i> {
    /// What was said: by whom, to or from which address, and where it begins in the text.
    fn said(&self) -> Option<(Side, Option<IpAddr>, &'i [u8], usize)> {
        let (peer_speaks, rest) = match self.text {
            [b'<', b' ', rest @ ..] => (true, rest),
            [b'>', b' ', rest @ ..] => (false, rest),
            _ => return None,
        };
        let close = memchr::memmem::find(rest, b"]:")?;
        let open = memchr::memchr(b'[', &rest[..close])?;
        let address = text(&rest[open + 1..close])
            .trim_start_matches("IPv6:")
            .parse()
            .ok();
        let mut from = close + 2;
        // The client's log names the port: `host[addr]:25: 220 …`.
        let digits = rest[from..]
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        if digits > 0 && rest.get(from + digits) == Some(&b':') {
            from += digits + 1;
        }
        let from = from + usize::from(rest.get(from) == Some(&b' '));
        let side = if peer_speaks == self.is_server {
            Side::Client
        } else {
            Side::Server
        };
        Some((side, address, &rest[from.min(rest.len())..], 2 + from))
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// `Nov 22 06:12:16 host postfix/smtpd[123]: text`, with any time in front and any prefix of the process.
fn entry(line: &[u8]) -> Option<Entry<'_>> {
    let close = memchr::memmem::find(line, b"]: ")?;
    let open = memchr::memrchr(b'[', &line[..close])?;
    let name_from = memchr::memrchr(b' ', &line[..open]).map_or(0, |at| at + 1);
    let name = &line[name_from..open];
    let is_server = name.ends_with(b"smtpd") || name.ends_with(b"postscreen");
    if !(is_server || name.ends_with(b"/smtp") || name.ends_with(b"/lmtp")) {
        return None;
    }
    // What stands before the process is the time and, as a rule, the host's name.
    let head = text(&line[..name_from]);
    let words: Vec<&str> = head.split_ascii_whitespace().collect();
    let time = match words.as_slice() {
        [one, ..] if one.contains('T') => (*one).to_owned(),
        [month, day, clock, ..] => format!("{month} {day} {clock}"),
        _ => String::new(),
    };
    Some(Entry {
        time,
        is_server,
        process: &line[open + 1..close],
        text: &line[close + 3..],
        at: close + 3,
    })
}

pub(super) fn read(input: &[u8]) -> Vec<Item<'_>> {
    // Lines of several connections stand among each other: each process has its own.
    let mut order: Vec<&[u8]> = Vec::new();
    let mut is_cut = false;
    let mut by_process: BTreeMap<&[u8], Vec<Item<'_>>> = BTreeMap::new();
    for (start, line, _) in physical(input) {
        let Some(entry) = entry(line) else { continue };
        if !by_process.contains_key(entry.process) {
            if order.len() == MAX_PROCESSES {
                is_cut = true;
                continue;
            }
            order.push(entry.process);
        }
        let items = by_process.entry(entry.process).or_default();
        if let Some((side, address, said, from)) = entry.said() {
            if let Some(ip) = address {
                items.push(if entry.is_server {
                    Fact::Client(ip, "the server's log").into()
                } else {
                    Fact::Server(Some(ip), None).into()
                });
            }
            let at = start + entry.at + from;
            let mut line = Line::new(side, said, Some(Span::new(at, at + said.len())));
            line.time = Some(entry.time).filter(|time| !time.is_empty());
            items.push(line.into());
        } else {
            items.extend(fact(entry.text).map(Item::from));
        }
    }
    let mut items = Vec::new();
    for process in order {
        items.push(Fact::Connection.into());
        items.extend(by_process.remove(process).unwrap_or_default());
    }
    if is_cut {
        items.push(Fact::LeftOut.into());
    }
    items
}

fn fact(said: &[u8]) -> Option<Fact> {
    let said = text(said);
    if said.starts_with("connect from ") {
        return Some(Fact::Connection);
    }
    // `Anonymous TLS connection established from host[addr]: TLSv1.3 with cipher NAME (256/256 bits)`
    let (_, rest) = said.split_once("TLS connection established ")?;
    let (_, rest) = rest.split_once("]: ").or_else(|| rest.split_once(": "))?;
    let mut words = rest.split_ascii_whitespace();
    let version = words.next().map(str::to_owned);
    let cipher = words
        .skip_while(|word| *word != "cipher")
        .nth(1)
        .map(str::to_owned);
    Some(Fact::Tls(version, cipher))
}
