//! Lines that a mailbox quotes so that they separate nothing.
//!
//! Nothing in a mailbox says how it quotes: mboxo writes `>` before `From ` and leaves `>From ` as it is, mboxrd writes one
//! before each `>From ` too, mboxcl2 writes none. What was signed tells: the body whose hash is stated is the one that was sent.

use crate::auth::signature::SignedBody;
use crate::limits::{MAX_QUOTE_JUDGES, MAX_QUOTED_LINES};
use crate::message::{Message, PieceKind};

/// How the lines of one message were quoted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::archive) enum Quoting {
    /// They are as they were sent.
    AsStored,
    /// A `>` was put before so many of them, and here is the message without.
    Removed { message: Vec<u8>, lines: usize },
    /// Nothing shows it: no signature states the hash of the body.
    Unknown { lines: usize },
    /// The hash that is stated is that of no spelling.
    NoMatch { lines: usize },
}

impl Quoting {
    /// For a reader.
    pub fn text(&self) -> String {
        let lines = |count: usize| {
            if count == 1 {
                "1 line".to_owned()
            } else {
                format!("{count} lines")
            }
        };
        match self {
            Self::AsStored => {
                "none: the body hash matches with lines that begin with >From as they stand"
                    .to_owned()
            }
            Self::Removed { lines: count, .. } => format!(
                "one > removed from {} that begin with >From: the body hash matches without",
                lines(*count)
            ),
            Self::Unknown { lines: count } => format!(
                "unknown: {} begin with >From, and no signature shows whether the mailbox added the >",
                lines(*count)
            ),
            Self::NoMatch { lines: count } => format!(
                "unknown: {} begin with >From, and the body hash matches neither with nor without the >",
                lines(*count)
            ),
        }
    }
}

/// How the lines of a message were quoted; `None` where none can have been.
pub(in crate::archive) fn decide(bytes: &[u8]) -> Option<Quoting> {
    // Nearly no message has one.
    memchr::memmem::find(bytes, b">From ")?;
    let message = Message::parse(bytes);
    let piece = message
        .pieces()
        .iter()
        .find(|piece| piece.kind == PieceKind::Body)?;
    let body = piece.span.of(bytes);
    let quoted: Vec<usize> = quoted_lines(body).collect();
    if quoted.is_empty() {
        return None;
    }
    let lines = quoted.len();
    // Who signed less than reaches the first of them tells nothing.
    let signed = SignedBody::all(&message, MAX_QUOTE_JUDGES, quoted[0]);
    if signed.is_empty() {
        return Some(Quoting::Unknown { lines });
    }
    let is_sent = |body: &[u8]| signed.iter().any(|one| one.is(body, message.line_ends()));
    if is_sent(body) {
        return Some(Quoting::AsStored);
    }
    let mut tried: Vec<Vec<usize>> = Vec::new();
    for choice in choices(body, &quoted) {
        if choice.is_empty() || tried.contains(&choice) {
            continue;
        }
        let sent = without(body, &choice);
        if is_sent(&sent) {
            let start = piece.span.start;
            let message = [&bytes[..start], &sent, &bytes[piece.span.end..]].concat();
            return Some(Quoting::Removed {
                message,
                lines: choice.len(),
            });
        }
        tried.push(choice);
    }
    Some(Quoting::NoMatch { lines })
}

/// Where the lines begin that a mailbox may have quoted.
fn quoted_lines(body: &[u8]) -> impl Iterator<Item = usize> {
    memchr::memmem::find_iter(body, b">From ").filter_map(|at| {
        let start = body[..at]
            .iter()
            .rposition(|byte| *byte != b'>')
            .map_or(0, |at| at + 1);
        (start == 0 || body[start - 1] == b'\n').then_some(start)
    })
}

/// Which of the lines lose a `>`: all (mboxrd), those with one (mboxo), and, where they are few, any of them.
fn choices(body: &[u8], quoted: &[usize]) -> Vec<Vec<usize>> {
    let mut all = vec![
        quoted.to_vec(),
        quoted
            .iter()
            .copied()
            .filter(|at| body[at + 1] != b'>')
            .collect(),
    ];
    if quoted.len() <= MAX_QUOTED_LINES {
        all.extend((1_u32..1 << quoted.len()).map(|chosen| {
            (0..)
                .zip(quoted)
                .filter(|(bit, _)| chosen & (1 << bit) != 0)
                .map(|(_, at)| *at)
                .collect()
        }));
    }
    all
}

/// The body without the bytes at these places.
fn without(body: &[u8], places: &[usize]) -> Vec<u8> {
    let mut out = Vec::with_capacity(body.len());
    let mut from = 0;
    for place in places {
        out.extend_from_slice(&body[from..*place]);
        from = place + 1;
    }
    out.extend_from_slice(&body[from..]);
    out
}
