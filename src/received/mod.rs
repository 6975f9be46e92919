//! One Received field → [`Received`]: a grammar splits it (RFC 5321 section 4.4), a dialect says what its slots mean.
//!
//! HELO name, reverse-DNS name and peer address are three slots of three types. The peer's address is only ever what
//! the receiver wrote, never what the client said. What nothing understands is kept in [`Received::unparsed`].
//!
//! ```
//! let field = "from mail.example.com (host.example.net [192.0.2.1]) by mx.example.org (Postfix) with ESMTPS \
//!              id 4RHHjG1nyfz7QQ5q for <user@example.org>; Fri, 4 Aug 2023 07:41:54 +0000 (UTC)";
//! let hop = hdrtrace::received::read(field);
//! assert_eq!(hop.helo(), Some("mail.example.com"));
//! assert_eq!(hop.rdns(), Some("host.example.net"));
//! assert_eq!(hop.peer().unwrap().to_string(), "192.0.2.1");
//! assert_eq!(hop.dialect, "postfix");
//! assert_eq!(hop.id_time.unwrap().time.timestamp(), hop.time().unwrap().timestamp());
//! ```
#![allow(clippy::doc_markdown, reason = "MTAs have names such as MailEnable")]

mod client_words;
mod clock;
mod clock_time;
mod comment;
#[cfg(test)]
mod conventions;
pub mod date;
mod date_oddity;
mod date_place;
mod date_words;
mod date_zone;
mod draft;
pub mod grammar;
mod ip;
mod lexer;
mod mta;
mod nul;
mod pacific;
mod peer;
mod peer_comment;
mod peer_notes;
mod peer_slots;
mod phrases;
mod scan;
mod slots;
#[cfg(test)]
mod testing;
mod tls;
mod types;
mod user_phrases;
mod usual_date;
mod with;
mod zones;

pub use clock::{IdClock, IdClockKind, IdShape, IdShapeKind};
pub use date::{DateProblem, ReceivedDate};
pub use date_oddity::DateOddity;
pub use mta::{DIALECTS, Dialect, dialect};
pub use types::is_build_number;
pub use types::{
    Auth, ByClause, FromClause, Helo, RdnsName, Received, Remark, RemarkKind, SlotSpans, Tls,
    Unparsed,
};

use crate::limits::MAX_RECEIVED;
use crate::message::Span;

/// Reads the value of a Received field, as [`crate::message::HeaderField::text`] gives it. Never fails: what cannot be
/// read is empty, and its text is in [`Received::unparsed`].
pub fn read(value: &str) -> Received {
    // NUL ends nothing here, as for the receivers that show such a name without it (RFC 5322 section 4.1, obs-NUL).
    if memchr::memchr(0, value.as_bytes()).is_some() {
        nul::read_without(value)
    } else {
        read_plain(value)
    }
}

/// Whether a text holds a needle, which is in lower case, without regard to case.
fn contains_ignore_case(text: &str, needle: &str) -> bool {
    find_ignore_case(text, needle).is_some()
}

fn find_ignore_case(text: &str, needle: &str) -> Option<usize> {
    let (text, needle) = (text.as_bytes(), needle.as_bytes());
    let first = *needle.first()?;
    let begins = text.get(..=text.len().checked_sub(needle.len())?)?;
    memchr::memchr2_iter(first, first.to_ascii_uppercase(), begins)
        .find(|&at| text[at..at + needle.len()].eq_ignore_ascii_case(needle))
}

fn read_plain(value: &str) -> Received {
    let head = &value[..value.floor_char_boundary(MAX_RECEIVED)];
    let mut draft = draft::Draft::new(head);
    let mta::Recognized { dialect, is_told } = mta::recognize(&draft);
    draft.out.dialect = dialect.name;
    (dialect.read)(&mut draft);
    if let Some(id) = &draft.out.id {
        draft.out.id_time = clock::read(id, dialect.clocks, is_told, draft.out.instant());
    }
    let mut received = draft.finish();
    if head.len() < value.len() {
        received.unparsed.push(Unparsed {
            text: value[head.len()..].to_owned(),
            span: Span::new(head.len(), value.len()),
        });
    }
    received
}
