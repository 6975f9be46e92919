//! Lines that say who speaks: `S:` and `C:` of the RFCs, the arrows of swaks, `<` and `>` of curl.

use super::keeps_line_ends;
use crate::codec::base64::is_standard;
use crate::message::Span;
use crate::session::line::{End, Fact, Item, Line, Side, physical};
use crate::session::{command, reply};

/// The marks, longest first among those that begin alike. White space follows each, but for those with a colon; these may be
/// written in capitals or not.
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
    MARKS.iter().any(|(mark, _)| {
        mark.strip_suffix(b":")
            .is_some_and(|word| word.eq_ignore_ascii_case(name))
    })
}

/// Whether a line is marked, and what follows is said in SMTP.
pub(super) fn speaks(line: &[u8]) -> bool {
    marked(line).is_some_and(|(side, text, _)| match side {
        Side::Server => reply::line(text).is_some(),
        Side::Client => command::split(text).is_some(),
    })
}

/// A marked line: who, what follows, and where that begins.
fn marked(line: &[u8]) -> Option<(Side, &[u8], usize)> {
    let lead = line.len() - without_time(line).len();
    let text = &line[lead..];
    let (mark, side) = MARKS.iter().find(|(mark, _)| {
        let is_here = text
            .get(..mark.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(mark));
        is_here
            && (mark.ends_with(b":")
                || text
                    .get(mark.len())
                    .is_none_or(|byte| matches!(byte, b' ' | b'\t')))
    })?;
    // One blank belongs to the mark; what follows may be folding.
    let blank = usize::from(matches!(text.get(mark.len()), Some(b' ' | b'\t')));
    let from = mark.len() + blank;
    Some((*side, &text[from..], lead + from))
}

/// What follows a time before the mark: `[12:00:01]`, `2026-05-02T12:00:01Z`.
fn without_time(line: &[u8]) -> &[u8] {
    let line = line.trim_ascii_start();
    let is_time = |byte: &u8| byte.is_ascii_digit() || b"[]()-:.,+TZ/".contains(byte);
    let end = line.iter().take_while(|byte| is_time(byte)).count();
    let head = &line[..end];
    let has_clock = head
        .windows(3)
        .any(|three| three[0].is_ascii_digit() && three[1] == b':' && three[2].is_ascii_digit());
    let blanks = line[end..].iter().take_while(|byte| **byte == b' ').count();
    if has_clock && blanks > 0 {
        &line[end + blanks..]
    } else {
        line
    }
}

/// Whether a mark of swaks says that TLS protects the line.
fn is_tls(line: &[u8]) -> bool {
    let text = without_time(line);
    text.starts_with(b"~>") || text.starts_with(b"<~")
}

pub(super) fn recognize(head: &[u8]) -> bool {
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

/// Where the reader is: what stands in a message is no step, whatever it looks like.
#[derive(Default)]
struct State {
    /// Between 354 and the dot.
    in_data: bool,
    /// Steps of the dialogue were run together on a line before.
    joined: bool,
    /// The last line was the client's: what it said may be broken over lines.
    after_client: bool,
}

pub(super) fn read(input: &[u8]) -> Vec<Item<'_>> {
    let exact = keeps_line_ends(input, command_ends(input));
    let mut items = Vec::new();
    let mut state = State::default();
    // Whether a mark has said that TLS began.
    let mut encrypted = false;
    for (start, line, end) in physical(input) {
        let end = match end {
            End::Lf if exact => End::Lf,
            End::CrLf => End::CrLf,
            _ => End::Assumed,
        };
        // In a message only what began on such a line goes on so.
        state.joined |= !state.in_data && is_joined(line);
        let joined = state.joined;
        let mut any = false;
        for (offset, step) in steps_of(line, joined, state.in_data) {
            let Some((side, text, from)) = marked(step) else {
                if joined && offset == 0 {
                    items.extend(fact(step.trim_ascii()).into_iter().map(Item::from));
                }
                continue;
            };
            if is_tls(step) && !encrypted {
                encrypted = true;
                items.push(Fact::Tls(None, None).into());
            }
            any = true;
            state.after_client = side == Side::Client;
            state.in_data = match side {
                Side::Client => state.in_data && text.trim_ascii() != b".",
                Side::Server => reply::line(text).is_some_and(|reply| reply.code == 354),
            };
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
        if state.after_client && is_packed(text) {
            // A response that was broken over lines.
            let at = start + line.len() - line.trim_ascii_start().len();
            let span = Some(Span::new(at, at + text.len()));
            items.push(Line::new(Side::Client, text, span).into());
        } else {
            state.after_client = false;
        }
        if !joined {
            let facts = fact(text);
            if facts.iter().any(|fact| matches!(fact, Fact::Connection)) {
                state = State::default();
                encrypted = false;
            }
            items.extend(facts.into_iter().map(Item::from));
        }
    }
    items
}

/// How the client's commands end, up to the first message.
fn command_ends(input: &[u8]) -> impl Iterator<Item = End> {
    physical(input)
        .filter_map(|(_, line, end)| marked(line).map(|(side, text, _)| (side, text, end)))
        .take_while(|(_, text, _)| reply::line(text).is_none_or(|reply| reply.code != 354))
        .filter(|(side, text, _)| *side == Side::Client && command::split(text).is_some())
        .map(|(_, _, end)| end)
}

/// The steps on a line. In a message a server's mark is text, up to the dot that ends it.
fn steps_of(line: &[u8], joined: bool, in_data: bool) -> Vec<(usize, &[u8])> {
    let mut in_data = in_data;
    let mut all: Vec<(usize, &[u8])> = Vec::new();
    for (at, step) in steps(line, joined) {
        let found = marked(step);
        let is_text = in_data && matches!(found, Some((Side::Server, ..))) && !all.is_empty();
        if is_text && let Some(last) = all.last_mut() {
            last.1 = &line[last.0..at + step.len()];
            continue;
        }
        in_data = match found {
            Some((Side::Client, text, _)) => in_data && text.trim_ascii() != b".",
            Some((Side::Server, text, _)) => {
                reply::line(text).is_some_and(|reply| reply.code == 354)
            }
            None => in_data,
        };
        all.push((at, step));
    }
    all
}

/// Whether a line could be the rest of something in base64.
fn is_packed(text: &[u8]) -> bool {
    !text.is_empty() && text.iter().all(|byte| is_standard(*byte) || *byte == b'=')
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
        if is_word && (line[mark] == b'C' || begins_reply(&line[at + 1..])) {
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

/// Whether a reply begins here: told by its code and the sign behind it, however long the line is.
fn begins_reply(text: &[u8]) -> bool {
    let text = text.trim_ascii_start();
    reply::line(&text[..text.len().min(4)]).is_some()
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
    let cipher = text
        .strip_prefix("=== TLS started with cipher ")
        .or_else(|| text.strip_prefix("=== TLS started w/ cipher "));
    if let Some(cipher) = cipher {
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
