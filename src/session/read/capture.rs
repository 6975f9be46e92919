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
    b"Script started",
    b"$ ",
    b"telnet ",
    b"openssl ",
];
/// Tools that show a session, and how a shell's prompt ends before them.
const TOOLS: &[&[u8]] = &[b"telnet ", b"openssl s_client", b"nc ", b"ncat "];
const PROMPTS: &[u8] = b"$#%>";

/// Whether a line is a tool's, or the command that began it.
pub(super) fn is_tool(line: &[u8]) -> bool {
    let line = line.trim_ascii();
    let is_begun = |tool: &&[u8]| {
        memchr::memmem::find(line, tool).is_some_and(|at| {
            let before = line[..at].trim_ascii_end();
            before.len() < at && before.last().is_some_and(|end| PROMPTS.contains(end))
        })
    };
    PREAMBLE.iter().any(|lead| line.starts_with(lead)) || TOOLS.iter().any(is_begun)
}

pub(super) fn recognize(head: &[u8]) -> bool {
    let mut lines = super::lines(head);
    let Some(first) = lines.next() else {
        return false;
    };
    let is_reply = |line: &[u8]| reply::line(line).is_some();
    if is_tool(first) {
        // Behind STARTTLS, s_client shows the last line of a reply alone.
        return lines.any(is_reply);
    }
    if command::is_unmistakable(first) {
        return lines
            .next()
            .is_some_and(|next| is_reply(next) || follows(first, next));
    }
    // A banner says what it is, or a dialogue follows.
    let speaks = |line: &[u8]| is_reply(line) || command::split(line).is_some();
    let names_itself = memchr::memmem::find(first, b"SMTP").is_some();
    is_reply(first) && (names_itself || lines.next().is_some_and(speaks))
}

/// Whether a client's second command stands behind its greeting: what was made to be sent, without the server's side.
fn follows(first: &[u8], next: &[u8]) -> bool {
    let verb = |line: &[u8]| command::split(line).map(|(verb, _)| verb);
    matches!(verb(first), Some(Verb::Helo | Verb::Ehlo | Verb::Lhlo))
        && (command::is_unmistakable(next)
            || matches!(
                verb(next),
                Some(Verb::Auth | Verb::StartTls | Verb::Rset | Verb::Quit)
            ))
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
    let exact = keeps_line_ends(input, command_ends(input));
    let annotated = is_annotated(input);
    let indent = indentation(input);
    // Nobody answers: the client's own words say what comes next.
    let alone = is_alone(input);
    let mut items = Vec::new();
    let mut state = State::Commands;
    let mut has_begun = false;
    for (start, whole, end) in physical(input) {
        let lead = whole
            .iter()
            .take(indent)
            .take_while(|&&byte| byte == b' ')
            .count();
        let (start, whole) = (start + lead, &whole[lead..]);
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
                let may_speak = state == State::Commands || alone;
                let said_now = command::split(line).filter(|_| may_speak);
                if let Some(found) = reply::line(line) {
                    items.push(said(Side::Server));
                    state = match found.code {
                        354 => State::Data,
                        334 => State::Login,
                        _ => State::Commands,
                    };
                } else if let Some((verb, rest)) = said_now {
                    items.push(said(Side::Client));
                    state = match verb {
                        Verb::Auth => State::Login,
                        Verb::Bdat => chunk(rest),
                        Verb::Data if alone => State::Data,
                        _ => State::Commands,
                    };
                } else if state == State::Login {
                    if !line.trim_ascii().is_empty() {
                        items.push(said(Side::Client));
                    }
                } else {
                    if has_begun && !is_tools_word(line) {
                        items.push(Fact::Overheard(line.to_vec()).into());
                    }
                    items.extend(fact(line).into_iter().map(Item::from));
                }
            }
        }
        has_begun = has_begun || matches!(items.last(), Some(Item::Line(_)));
    }
    items
}

/// What tools say between the lines.
const TOOLS_WORDS: &[&[u8]] = &[
    b"",
    b"---",
    b"DONE",
    b"closed",
    b"read R BLOCK",
    b"RENEGOTIATING",
    b"Connection closed by foreign host.",
    b"Connection closed by peer",
];

fn is_tools_word(line: &[u8]) -> bool {
    TOOLS_WORDS.contains(&line.trim_ascii())
}

/// The lines up to the first message.
fn before_data(input: &[u8]) -> impl Iterator<Item = (usize, &[u8], End)> {
    physical(input).take_while(|(_, line, _)| {
        let is_data = matches!(command::split(line), Some((Verb::Data, _)));
        !is_data && reply::line(line).is_none_or(|reply| reply.code != 354)
    })
}

/// Whether the server is not in the capture: no reply stands before the first message, nor at its beginning.
fn is_alone(input: &[u8]) -> bool {
    let is_reply = |(_, line, _): (usize, &[u8], End)| reply::line(line).is_some();
    let commands = before_data(input).count();
    !before_data(input).any(is_reply) && !physical(input).skip(commands).take(2).any(is_reply)
}

/// How the client's commands end.
fn command_ends(input: &[u8]) -> impl Iterator<Item = End> {
    before_data(input)
        .filter(|(_, line, _)| command::split(line).is_some())
        .map(|(_, _, end)| end)
}

/// By how many blanks all of the capture is set in, as a quotation is.
fn indentation(input: &[u8]) -> usize {
    let blanks = |line: &[u8]| line.iter().take_while(|&&byte| byte == b' ').count();
    super::lines(input).map(blanks).min().unwrap_or_default()
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
    if let Some((_, target)) = text.split_once("telnet ").filter(|_| is_tool(line)) {
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
