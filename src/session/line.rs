//! What a reader gives: lines with their side, and facts that stand beside the dialogue.

use crate::message::Span;
pub use crate::words::session::Side;
use std::borrow::Cow;
use std::net::IpAddr;

/// How a line ends in the input.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// The form does not keep line ends: CRLF is what was sent.
    Assumed,
    /// CRLF.
    CrLf,
    /// LF alone.
    Lf,
    /// The input, or the step, ends here.
    Missing,
}

impl End {
    /// How it is written where line ends are kept.
    pub(super) fn bytes(self) -> &'static [u8] {
        match self {
            Self::CrLf | Self::Assumed => b"\r\n",
            Self::Lf => b"\n",
            Self::Missing => b"",
        }
    }
}

/// One line of the dialogue, as it was said: it may hold a secret, so that it can be neither printed nor kept.
pub(super) struct Line<'a> {
    pub side: Side,
    /// Without its line end.
    pub bytes: Cow<'a, [u8]>,
    pub end: End,
    /// Where it stands in the input; `None` where the form does not tell.
    pub span: Option<Span>,
    pub note: Option<String>,
    pub time: Option<String>,
}

impl<'a> Line<'a> {
    pub(super) fn new(side: Side, bytes: &'a [u8], span: Option<Span>) -> Self {
        Self {
            side,
            bytes: Cow::Borrowed(bytes),
            end: End::Assumed,
            span,
            note: None,
            time: None,
        }
    }
}

/// What stands beside the dialogue.
pub(super) enum Fact {
    /// Another connection begins.
    Connection,
    /// The input had run the lines of messages together; where they end was found again by their fields.
    Rejoined,
    /// What follows in the input is more than is read.
    LeftOut,
    /// The client's address, and where it is stated.
    Client(IpAddr, &'static str),
    /// The server's address or name, and its port.
    Server(Option<IpAddr>, Option<u16>),
    /// A line of nobody that may hold what was typed at the wrong moment: it is learnt as a secret, and no step.
    Overheard(Vec<u8>),
    /// TLS was set up: version and cipher, if they are told.
    Tls(Option<String>, Option<String>),
}

/// What a reader gives.
pub(super) enum Item<'a> {
    Line(Line<'a>),
    Fact(Fact),
}

impl<'a> From<Line<'a>> for Item<'a> {
    fn from(line: Line<'a>) -> Self {
        Self::Line(line)
    }
}

impl From<Fact> for Item<'_> {
    fn from(fact: Fact) -> Self {
        Self::Fact(fact)
    }
}

/// The physical lines of an input: offset, bytes without line end, line end.
pub(super) fn physical(input: &[u8]) -> impl Iterator<Item = (usize, &[u8], End)> {
    let mut at = 0;
    input
        .split_inclusive(|&byte| byte == b'\n')
        .map(move |raw| {
            let start = at;
            at += raw.len();
            let (line, end) = match raw {
                [line @ .., b'\r', b'\n'] => (line, End::CrLf),
                [line @ .., b'\n'] => (line, End::Lf),
                line => (line, End::Missing),
            };
            (start, line, end)
        })
}
