//! What telnet, nc or `openssl s_client` shows: a line that begins with a reply code is the server's, the rest the client's.

use super::keeps_line_ends;
use crate::message::Span;
use crate::session::command::{self, Verb};
use crate::session::line::{End, Fact, Item, Line, Side, physical};
use crate::session::reply;

/// What tools say before the server does.
const PREAMBLE: &[&[u8]] = &[
    b"Trying ",
    b"Connected to ",
    b"Connecting to ",
    b"Escape character",
    b"CONNECTED(",
    b"Connection to ",
    b"Ncat:",
    b"$ ",
    b"telnet ",
    b"openssl ",
];

pub(super) fn recognise(head: &[u8]) -> bool {
    let mut lines = super::lines(head);
    let Some(first) = lines.next() else {
        return false;
    };
    let is_reply = |line: &[u8]| reply::line(line).is_some();
    let is_tool = PREAMBLE.iter().any(|lead| first.starts_with(lead));
    if is_tool {
        return lines.any(|line| line.starts_with(b"220") && is_reply(line));
    }
    if command::is_unmistakable(first) {
        return lines.next().is_some_and(is_reply);
    }
    // A banner says what it is, or a dialogue follows.
    let speaks = |line: &[u8]| is_reply(line) || command::split(line).is_some();
    let names_itself = memchr::memmem::find(first, b"SMTP").is_some();
    is_reply(first) && (names_itself || lines.next().is_some_and(speaks))
}

/// What the client says next, as far as a reader must know to tell its lines from noise.
#[derive(PartialEq, Eq)]
enum State {
    Commands,
    Login,
    Data,
    Chunk(usize),
}

pub(super) fn read(input: &[u8]) -> Vec<Item<'_>> {
    let exact = keeps_line_ends(input);
    let annotated = is_annotated(input);
    let mut items = Vec::new();
    let mut state = State::Commands;
    for (start, whole, end) in physical(input) {
        let end = match end {
            End::Lf if exact => End::Lf,
            End::CrLf => End::CrLf,
            _ => End::Assumed,
        };
        let in_message = matches!(state, State::Data | State::Chunk(_));
        let (line, note) = if annotated && !in_message {
            without_note(whole)
        } else {
            (whole, None)
        };
        let span = Some(Span::new(start, start + line.len()));
        let said = |side| {
            Item::Line(Line {
                end,
                note: note.clone(),
                ..Line::new(side, line, span)
            })
        };
        match &mut state {
            State::Data => {
                items.push(said(Side::Client));
                if line == b"." {
                    state = State::Commands;
                }
            }
            State::Chunk(left) => {
                items.push(said(Side::Client));
                *left = left.saturating_sub(line.len() + end.bytes().len());
                if *left == 0 {
                    state = State::Commands;
                }
            }
            State::Commands | State::Login => {
                if let Some(found) = reply::line(line) {
                    items.push(said(Side::Server));
                    state = match found.code {
                        354 => State::Data,
                        334 => State::Login,
                        _ => State::Commands,
                    };
                } else if state == State::Login {
                    if !line.trim_ascii().is_empty() {
                        items.push(said(Side::Client));
                    }
                } else if let Some((verb, rest)) = command::split(line) {
                    items.push(said(Side::Client));
                    state = match verb {
                        Verb::Auth => State::Login,
                        Verb::Bdat => chunk(rest),
                        _ => State::Commands,
                    };
                } else {
                    items.extend(fact(line).into_iter().map(Item::from));
                }
            }
        }
    }
    items
}

fn chunk(rest: &[u8]) -> State {
    let size = String::from_utf8_lossy(rest);
    match size
        .split_ascii_whitespace()
        .next()
        .and_then(|size| size.parse().ok())
    {
        Some(size @ 1..) => State::Chunk(size),
        _ => State::Commands,
    }
}

/// Whether lines carry remarks behind `#`.
fn is_annotated(input: &[u8]) -> bool {
    physical(&input[..input.len().min(crate::session::SNIFF_BYTES)]).any(|(_, line, _)| {
        without_note(line).1.is_some()
            && (command::split(line).is_some() || line.starts_with(b"220 "))
    })
}

/// A line without its remark, and the remark.
fn without_note(line: &[u8]) -> (&[u8], Option<String>) {
    match memchr::memmem::find(line, b" # ") {
        Some(at) => {
            let note = String::from_utf8_lossy(line[at + 3..].trim_ascii()).into_owned();
            (line[..at].trim_ascii_end(), Some(note))
        }
        None => (line, None),
    }
}

/// What the tool says of the connection.
fn fact(line: &[u8]) -> Vec<Fact> {
    let text = String::from_utf8_lossy(line);
    let text = text.trim();
    if let Some(target) = text.strip_prefix("Trying ") {
        return vec![
            Fact::Connection,
            Fact::Server(target.trim_end_matches('.').parse().ok(), None),
        ];
    }
    if text.starts_with("CONNECTED(") {
        return vec![Fact::Connection];
    }
    if let Some((_, target)) = text.split_once("telnet ") {
        let port = target
            .split_ascii_whitespace()
            .nth(1)
            .and_then(|port| port.parse().ok());
        return vec![Fact::Connection, Fact::Server(None, port)];
    }
    // `New, TLSv1.3, Cipher is TLS_AES_256_GCM_SHA384`
    if let Some((version, cipher)) = text
        .strip_prefix("New, ")
        .and_then(|text| text.split_once(", Cipher is "))
        .filter(|(_, cipher)| *cipher != "(NONE)")
    {
        return vec![Fact::Tls(Some(version.to_owned()), Some(cipher.to_owned()))];
    }
    Vec::new()
}
