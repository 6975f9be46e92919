//! Addresses of From, Reply-To and their like, read by mail-parser.

use super::HeaderField;
use mail_parser::parsers::MessageStream;
use mail_parser::{Addr, Address, HeaderValue};

/// The most addresses that are read of one field. A To field may hold hundreds; no judgement needs more.
const MAX_MAILBOXES: usize = 256;

/// One address with its display name (RFC 5322 section 3.4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mailbox {
    /// The display name with encoded words decoded; `None` if there is none.
    pub display: Option<String>,
    /// The address without angle brackets; may lack `@`, and is empty where only a name is written.
    pub address: String,
}

impl Mailbox {
    /// The domain behind the last `@`, lower case and without trailing dot; `None` if there is none.
    pub fn domain(&self) -> Option<String> {
        let (_, domain) = self.address.rsplit_once('@')?;
        let domain = crate::names::normalize(domain.trim());
        (!domain.is_empty()).then_some(domain)
    }
}

/// The addresses of a field, those in groups included, in the order written. A name without an address goes with the
/// address behind it, as readers see it: `Example Bank, x <y@evil.example>` is `Example Bank, x`.
pub fn mailboxes(field: &HeaderField<'_>) -> Vec<Mailbox> {
    read(field, MAX_MAILBOXES)
}

/// The same without a bound, for who must not miss one.
pub fn all_mailboxes(field: &HeaderField<'_>) -> Vec<Mailbox> {
    read(field, usize::MAX)
}

fn read(field: &HeaderField<'_>, most: usize) -> Vec<Mailbox> {
    let mut value = field.unfolded().into_owned();
    // The reader stops at the line end that it expects.
    value.push(b'\n');
    let HeaderValue::Address(address) = MessageStream::new(&value).parse_address() else {
        return Vec::new();
    };
    let addresses: Box<dyn Iterator<Item = Addr<'_>>> = match address {
        Address::List(list) => Box::new(list.into_iter()),
        Address::Group(groups) => Box::new(groups.into_iter().flat_map(|group| group.addresses)),
    };
    let mut found: Vec<Mailbox> = Vec::new();
    // A comma that is not quoted cuts a display name in two; its first part comes as an entry without an address.
    let mut before: Option<String> = None;
    for addr in addresses.take(most) {
        let text = |part: Option<std::borrow::Cow<'_, str>>| {
            part.map(|part| part.trim().to_owned())
                .filter(|part| !part.is_empty())
        };
        let display = match (before.take(), text(addr.name)) {
            (Some(before), Some(name)) => Some(format!("{before}, {name}")),
            (before, name) => before.or(name),
        };
        match text(addr.address) {
            Some(address) => found.push(Mailbox { display, address }),
            None => before = display,
        }
    }
    if found.is_empty() && before.is_some() {
        found.push(Mailbox {
            display: before,
            address: String::new(),
        });
    }
    found
}

/// A value with its encoded words (RFC 2047) decoded, as Subject has them.
pub fn decoded_text(field: &HeaderField<'_>) -> String {
    let mut value = field.unfolded().into_owned();
    value.push(b'\n');
    match MessageStream::new(&value).parse_unstructured() {
        HeaderValue::Text(text) => text.into_owned(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::Message;

    #[test]
    fn none_is_missed_where_none_may_be() {
        let many = vec!["a@example.com"; MAX_MAILBOXES + 1].join(", ");
        let raw = format!("To: {many}\r\n\r\n");
        let message = Message::parse(raw.as_bytes());
        assert_eq!(mailboxes(&message.fields()[0]).len(), MAX_MAILBOXES);
        assert_eq!(all_mailboxes(&message.fields()[0]).len(), MAX_MAILBOXES + 1);
    }

    fn read(value: &str) -> Vec<(Option<String>, String)> {
        let raw = format!("From: {value}\r\n\r\n");
        let message = Message::parse(raw.as_bytes());
        mailboxes(&message.fields()[0])
            .into_iter()
            .map(|mailbox| (mailbox.display, mailbox.address))
            .collect()
    }

    #[test]
    fn addresses_are_read_with_their_names() {
        assert_eq!(read("a@example.com"), [(None, "a@example.com".into())]);
        assert_eq!(
            read("\"x@bank.example\" <y@evil.example>"),
            [(Some("x@bank.example".into()), "y@evil.example".into())]
        );
        assert_eq!(
            read("=?utf-8?q?J=C3=BCrgen?= <j@example.com>"),
            [(Some("J\u{fc}rgen".into()), "j@example.com".into())]
        );
        assert_eq!(read("G: a@example.com, b@example.org;").len(), 2);
    }

    #[test]
    fn no_name_is_lost_for_want_of_an_address() {
        let one = |display: &str, address: &str| vec![(Some(display.into()), address.into())];
        for (value, display, address) in [
            (
                "Example Bank ,_<x@evil.example>",
                "Example Bank, _",
                "x@evil.example",
            ),
            (
                "Example Bank, <x@evil.example>",
                "Example Bank",
                "x@evil.example",
            ),
            ("A, B, C <x@evil.example>", "A, B, C", "x@evil.example"),
            ("\"Example Bank\" <>", "Example Bank", ""),
            (
                "Example Bank,(<x@evil.example>)",
                "Example Bank, <x@evil.example>",
                "",
            ),
        ] {
            assert_eq!(read(value), one(display, address), "{value}");
        }
        assert_eq!(read("undisclosed-recipients:;"), []);
        assert_eq!(read("a@example.com, b@example.org").len(), 2);
    }
}
