//! Lines that say who speaks: `S:` and `C:` of the RFCs, the arrows of swaks, `<` and `>` of curl.

use super::keeps_line_ends;
use crate::message::Span;
use crate::session::line::{End, Fact, Item, Line, Side, physical};
use crate::session::{command, reply};

/// The marks, longest first among those that begin alike; each is followed by white space.
const MARKS: &[(&[u8], Side)] = &[
    (b"Server:", Side::Server),
    (b"Client:", Side::Client),
    (b"S:", Side::Server),
    (b"C:", Side::Client),
    (b"<~*", Side::Server),
    (b"<**", Side::Server),
    (b"<<<", Side::Server),
    (b">>>", Side::Client),
    (b"<~", Side::Server),
    (b"~>", Side::Client),
    (b"**>", Side::Client),
    (b"<-", Side::Server),
    (b"->", Side::Client),
    (b"<<", Side::Server),
    (b">>", Side::Client),
    (b"<", Side::Server),
    (b">", Side::Client),
];

/// Whether a field's name is one of our marks.
pub(super) fn is_mark(name: &[u8]) -> bool {
    MARKS
        .iter()
        .any(|(mark, _)| mark.strip_suffix(b":").is_some_and(|word| word == name))
}

/// A marked line: who, what follows, and where that begins.
fn marked(line: &[u8]) -> Option<(Side, &[u8], usize)> {
    let lead = line.len() - line.trim_ascii_start().len();
    let text = &line[lead..];
    let (mark, side) = MARKS.iter().find(|(mark, _)| {
        text.starts_with(mark)
            && text
                .get(mark.len())
                .is_none_or(|byte| matches!(byte, b' ' | b'\t'))
    })?;
    // One blank belongs to the mark; what follows may be folding.
    let from = (mark.len() + 1).min(text.len());
    Some((*side, &text[from..], lead + from))
}

pub(super) fn recognise(head: &[u8]) -> bool {
    let (mut client, mut server) = (false, false);
    for line in super::lines(head).flat_map(|line| steps(line, true)) {
        match marked(line.1) {
            Some((Side::Server, text, _)) => server |= reply::line(text).is_some(),
            Some((Side::Client, text, _)) => client |= command::split(text).is_some(),
            None => {}
        }
    }
    // A banner alone is a session that was cut off; quoted text has no replies.
    server && (client || super::lines(head).any(|line| is_server(line, b"220")))
        || client && swaks(head)
}

fn is_server(line: &[u8], code: &[u8]) -> bool {
    marked(line).is_some_and(|(side, text, _)| {
        side == Side::Server && text.trim_ascii_start().starts_with(code)
    })
}

fn swaks(head: &[u8]) -> bool {
    head.starts_with(b"=== ")
}

pub(super) fn read(input: &[u8]) -> Vec<Item<'_>> {
    let exact = keeps_line_ends(input);
    let joined = physical(input).any(|(_, line, _)| is_joined(line));
    let mut items = Vec::new();
    let mut after_client = false;
    for (start, line, end) in physical(input) {
        let end = match end {
            End::Lf if exact => End::Lf,
            End::CrLf => End::CrLf,
            _ => End::Assumed,
        };
        let mut any = false;
        for (offset, step) in steps(line, joined) {
            let Some((side, text, from)) = marked(step) else {
                if joined && offset == 0 {
                    items.extend(fact(step.trim_ascii()).into_iter().map(Item::from));
                }
                continue;
            };
            any = true;
            after_client = side == Side::Client;
            let at = start + offset + from;
            items.push(Item::Line(Line {
                end: if joined { End::Assumed } else { end },
                ..Line::new(side, text, Some(Span::new(at, at + text.len())))
            }));
        }
        if any {
            continue;
        }
        let text = line.trim_ascii();
        if after_client && is_packed(text) {
            // A response that was broken over lines.
            let at = start + line.len() - line.trim_ascii_start().len();
            let span = Some(Span::new(at, at + text.len()));
            items.push(Line::new(Side::Client, text, span).into());
        } else {
            after_client = false;
        }
        if !joined {
            items.extend(fact(text).into_iter().map(Item::from));
        }
    }
    items
}

/// Whether a line could be the rest of something in base64.
fn is_packed(text: &[u8]) -> bool {
    !text.is_empty()
        && text
            .iter()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'='))
}

/// Whether several steps stand on a line: both sides speak on it.
fn is_joined(line: &[u8]) -> bool {
    let (mut server, mut client) = (false, false);
    for (_, step) in steps(line, true) {
        match marked(step) {
            Some((Side::Server, text, _)) => server |= reply::line(text).is_some(),
            Some((Side::Client, ..)) => client = true,
            None => client |= step.starts_with(b"$"),
        }
    }
    server && client
}

/// The steps on a line with their offsets: the line itself, or, where steps are run together, the parts that marks begin.
fn steps(line: &[u8], joined: bool) -> Vec<(usize, &[u8])> {
    if !joined {
        return vec![(0, line)];
    }
    let mut starts: Vec<usize> = Vec::new();
    for at in memchr::memchr_iter(b':', line) {
        let Some(mark) = at.checked_sub(1) else {
            continue;
        };
        let is_word = matches!(line[mark], b'S' | b'C')
            && mark
                .checked_sub(1)
                .is_none_or(|before| line[before].is_ascii_whitespace())
            && line.get(at + 1).is_none_or(u8::is_ascii_whitespace);
        // A server's mark without a reply behind it is a word of a text.
        let fits = line[mark] == b'C' || reply::line(&line[(at + 1).min(line.len())..]).is_some();
        if is_word && fits {
            starts.push(mark);
        }
    }
    if starts.is_empty() {
        return vec![(0, line)];
    }
    let ends = starts.iter().skip(1).copied().chain([line.len()]);
    let mut parts = vec![(0, &line[..starts[0]])];
    parts.extend(starts.iter().zip(ends).map(|(&start, end)| {
        // The blank before the next mark is not said.
        let part = &line[start..end];
        let part = if end < line.len() {
            part.strip_suffix(b" ").unwrap_or(part)
        } else {
            part
        };
        (start, part)
    }));
    parts
}

/// What swaks and telnet say beside the dialogue.
fn fact(line: &[u8]) -> Vec<Fact> {
    let text = String::from_utf8_lossy(line);
    if let Some(target) = text.strip_prefix("=== Trying ") {
        let target = target.trim_end_matches('.');
        let (host, port) = target.rsplit_once(':').unwrap_or((target, ""));
        let host = host.trim_matches(['[', ']']);
        return vec![
            Fact::Connection,
            Fact::Server(host.parse().ok(), port.parse().ok()),
        ];
    }
    if let Some(cipher) = text.strip_prefix("=== TLS started with cipher ") {
        let mut parts = cipher.trim().split(':').map(str::to_owned);
        return vec![Fact::Tls(parts.next(), parts.next())];
    }
    if let Some((_, target)) = text.split_once("$ telnet ") {
        let port = target
            .split_ascii_whitespace()
            .nth(1)
            .and_then(|port| port.parse().ok());
        return vec![Fact::Connection, Fact::Server(None, port)];
    }
    Vec::new()
}
