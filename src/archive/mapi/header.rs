//! The header: what Outlook stored of it, and what has to be made up.

use super::Item;
use super::made_up;
use super::properties::{Properties, tag};
use std::borrow::Cow;

/// Where a header comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// It was stored.
    Stored,
    /// Fields were stored, and neither From nor Received is among them.
    Completed,
    /// Nothing was stored.
    MadeUp,
}

/// What Outlook Express and old versions of Exchange wrote above it.
const TITLE: &str = "Microsoft Mail Internet Headers";

/// The header that was stored.
pub(super) fn stored(properties: &Properties) -> String {
    let text = properties.text(tag::TRANSPORT_MESSAGE_HEADERS);
    text.map(|text| block(&text)).unwrap_or_default()
}

/// The header, with CRLF at the end of each line, and where it comes from.
pub(super) fn of(item: &mut Item) -> (String, Source) {
    if item.is_stored() {
        return (std::mem::take(&mut item.stored), Source::Stored);
    }
    let mut header = std::mem::take(&mut item.stored);
    let source = if header.contains(':') {
        Source::Completed
    } else {
        header.clear();
        Source::MadeUp
    };
    for (name, value) in made_up::fields(item) {
        if !has_field(&header, name) {
            header.push_str(name);
            header.push_str(": ");
            header.push_str(&value);
            header.push_str("\r\n");
        }
    }
    (header, source)
}

/// The header in a stored text: up to the first empty line. What follows are headers of the body's parts, which Outlook
/// stores behind it.
pub(in crate::archive) fn block(text: &str) -> String {
    let text = text.trim_start_matches(['\u{feff}', '\r', '\n']);
    let mut header = String::with_capacity(text.len() + 2);
    for (at, line) in text.lines().enumerate() {
        let line = line.trim_end_matches('\r');
        if at == 0 && line.starts_with(TITLE) {
            continue;
        }
        if line.is_empty() {
            if header.is_empty() {
                continue;
            }
            break;
        }
        header.push_str(line);
        header.push_str("\r\n");
    }
    header
}

/// Whether a header has a field.
pub(in crate::archive) fn has_field(header: &str, name: &str) -> bool {
    field(header, name).is_some()
}

/// The first line of a field's value.
pub(super) fn field<'h>(header: &'h str, name: &str) -> Option<Cow<'h, str>> {
    header.lines().find_map(|line| {
        let (own, value) = line.split_once(':')?;
        own.trim_end()
            .eq_ignore_ascii_case(name)
            .then(|| Cow::Borrowed(value.trim()))
    })
}
