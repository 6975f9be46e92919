//! The addresses of From, Reply-To and their like: the one reader of them.
//!
//! Every address that it gives stands in the bytes. What no grammar admits is read as mail programs show it, and noted
//! ([`Fault`]).

mod entry;
mod name;
mod plain;
#[cfg(test)]
mod tests;
mod tokens;

use super::{HeaderField, Span};
use crate::limits::{MAX_ADDRESS_FIELD, MAX_MAILBOXES};
use std::borrow::Cow;

/// One address with its display name (RFC 5322 section 3.4).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mailbox {
    /// The display name with encoded words decoded; `None` if there is none.
    pub display: Option<String>,
    /// The address without angle brackets, white space and comments; a quoted local part has its quotes. May lack `@`, and
    /// is empty where only a name is written.
    pub address: String,
    /// The name of the group that it is the first member of.
    pub group: Option<String>,
    /// Where the address stands in the message; empty where only a name is written.
    pub span: Span,
}

impl Mailbox {
    /// One without a name that stands in no field of addresses.
    pub fn bare(address: impl Into<String>) -> Self {
        Self {
            address: address.into(),
            ..Self::default()
        }
    }

    /// The domain behind the last `@`, lower case and without trailing dot; `None` if there is none.
    pub fn domain(&self) -> Option<String> {
        let (_, domain) = self.address.rsplit_once('@')?;
        let domain = crate::names::normalize(domain.trim());
        (!domain.is_empty()).then_some(domain)
    }

    /// The names that a reader sees: the group's and its own.
    pub fn shown(&self) -> Option<Cow<'_, str>> {
        match (&self.group, &self.display) {
            (Some(group), Some(display)) => Some(Cow::Owned(format!("{group}: {display}"))),
            (one, other) => one.as_deref().or(other.as_deref()).map(Cow::Borrowed),
        }
    }
}

/// Why a value could not be read whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A quote is opened and never closed.
    OpenQuote,
    /// A comment is opened and never closed.
    OpenComment,
    /// An angle bracket is opened and not closed.
    OpenBracket,
    /// An angle bracket is closed that was not opened.
    LoneBracket,
    /// Two addresses without a comma between them.
    SecondAddress,
    /// An address with more than one `@`.
    SeveralAt,
    /// Text beside an address that no brackets part from it, or behind one in brackets.
    TextAround,
    /// A domain without a local part.
    NoLocalPart,
    /// A name that no address follows.
    NameAlone,
    /// The field is longer than is read.
    TooLong,
}

impl Fault {
    /// What is wrong, for a sentence.
    pub fn text(self) -> &'static str {
        match self {
            Self::OpenQuote => "a quotation mark is not closed",
            Self::OpenComment => "a parenthesis is not closed",
            Self::OpenBracket => "an angle bracket is not closed",
            Self::LoneBracket => "an angle bracket is not opened",
            Self::SecondAddress => "a comma is missing between two addresses",
            Self::SeveralAt => "an address has more than one @",
            Self::TextAround => "there is text outside the angle brackets",
            Self::NoLocalPart => "the local part before the @ is missing",
            Self::NameAlone => "a name has no address",
            Self::TooLong => "it exceeds the length limit",
        }
    }
}

/// What could not be read of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unread {
    /// Why.
    pub fault: Fault,
    /// Its position in the message.
    pub span: Span,
}

/// What a field holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Addresses {
    /// The addresses, those in groups included, in the order written. Where there is none: the name alone, if one is
    /// written.
    pub mailboxes: Vec<Mailbox>,
    /// The first thing that could not be read.
    pub unread: Option<Unread>,
    /// How many addresses there are beyond those.
    pub more: usize,
}

/// Reads a field of addresses, up to as many as any judgment needs.
pub fn addresses(field: &HeaderField<'_>) -> Addresses {
    read(field, MAX_MAILBOXES, MAX_ADDRESS_FIELD)
}

/// The same without a bound on their number, for who must not miss one.
pub fn all_addresses(field: &HeaderField<'_>) -> Addresses {
    read(field, usize::MAX, MAX_ADDRESS_FIELD)
}

/// The addresses of a field.
pub fn mailboxes(field: &HeaderField<'_>) -> Vec<Mailbox> {
    addresses(field).mailboxes
}

/// The same without any bound, for who must not lose one.
pub fn every_address(field: &HeaderField<'_>) -> Addresses {
    read(field, usize::MAX, usize::MAX)
}

/// The addresses of [`every_address`].
pub fn all_mailboxes(field: &HeaderField<'_>) -> Vec<Mailbox> {
    every_address(field).mailboxes
}

fn read(field: &HeaderField<'_>, most: usize, longest: usize) -> Addresses {
    let value = field.raw_value();
    let start = field.value_span().start;
    let (value, rest) = value.split_at(value.len().min(longest));
    let mut found = plain::read(value, most).unwrap_or_else(|| entry::read(value, most));
    if !rest.is_empty() {
        let span = Span::new(value.len(), value.len() + rest.len());
        let fault = Fault::TooLong;
        found.unread.get_or_insert(Unread { fault, span });
    }
    let moved = |span: Span| Span::new(start + span.start, start + span.end);
    for mailbox in &mut found.mailboxes {
        if !mailbox.span.is_empty() {
            mailbox.span = moved(mailbox.span);
        }
    }
    Addresses {
        mailboxes: found.mailboxes,
        unread: found.unread.map(|unread| Unread {
            span: moved(unread.span),
            ..unread
        }),
        more: found.more,
    }
}
