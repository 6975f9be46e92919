//! The items of a response: names, each with a value.

use super::line::PLACE;

/// What the value of an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// The message.
    Whole,
    /// The message from this byte on, as far as was asked for.
    From(u64),
    /// Its header.
    Header,
    /// All but its header.
    Text,
    /// Some fields of its header.
    Fields,
    /// Nothing of it.
    Other,
}

/// An item.
#[derive(Debug)]
pub(super) struct Item {
    /// In capitals.
    name: String,
    /// As it stands there, without quotes and the parentheses around it.
    value: String,
    pub what: What,
    /// The literal that is its value, by its number.
    pub literal: Option<usize>,
}

impl Item {
    /// Whether the server undid the transfer encodings (RFC 3516 section 4.2), and changed the header to match.
    pub fn is_decoded(&self) -> bool {
        self.name.starts_with("BINARY")
    }
}

/// What the server says of a message beside its bytes. `INTERNALDATE` is when it accepted the message.
const FACTS: &[&str] = &[
    "UID",
    "FLAGS",
    "INTERNALDATE",
    "RFC822.SIZE",
    "X-GM-MSGID",
    "X-GM-THRID",
    "X-GM-LABELS",
    "EMAILID",
    "THREADID",
];

/// How the names of the other items begin.
const OTHERS: &[&str] = &[
    "BODY", "BINARY", "RFC822", "ENVELOPE", "MODSEQ", "PREVIEW", "SAVEDATE",
];

/// Whether an item begins here.
pub(super) fn begins(rest: &[u8]) -> bool {
    FACTS.iter().chain(OTHERS).any(|name| {
        rest.get(..name.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(name.as_bytes()))
    })
}

/// What of it stands in the report.
pub(super) fn facts(items: &[Item]) -> impl Iterator<Item = (&'static str, &str)> {
    FACTS.iter().filter_map(|name| {
        let item = named(items, name)?;
        (item.literal.is_none() && !item.value.is_empty()).then_some((*name, item.value.as_str()))
    })
}

/// How many bytes the message has, as the server says.
pub(super) fn size(items: &[Item]) -> Option<u64> {
    named(items, "RFC822.SIZE")?.value.parse().ok()
}

fn named<'i>(items: &'i [Item], name: &str) -> Option<&'i Item> {
    items.iter().find(|item| item.name == name)
}

/// Reads the items of a list in parentheses.
pub(super) fn read(text: &[u8]) -> Vec<Item> {
    let mut items = Vec::new();
    let mut literals = 0;
    let mut rest = text.strip_prefix(b"(").unwrap_or(text);
    loop {
        rest = rest.trim_ascii_start_spaces();
        let length = name(rest);
        if length == 0 {
            return items;
        }
        let name = String::from_utf8_lossy(&rest[..length]).to_ascii_uppercase();
        rest = rest[length..].trim_ascii_start_spaces();
        let length = value(rest);
        let value = &rest[..length];
        rest = &rest[length..];
        let places = memchr::memchr_iter(PLACE, value).count();
        items.push(Item {
            what: what(&name),
            literal: (value == [PLACE]).then_some(literals),
            value: bare(value),
            name,
        });
        literals += places;
    }
}

/// Spaces only: a line end stands for a literal.
trait Spaces {
    fn trim_ascii_start_spaces(&self) -> &Self;
}

impl Spaces for [u8] {
    fn trim_ascii_start_spaces(&self) -> &Self {
        let length = self.iter().take_while(|byte| **byte == b' ').count();
        &self[length..]
    }
}

/// The length of a name, which may have spaces in brackets.
fn name(rest: &[u8]) -> usize {
    let mut is_inside = false;
    rest.iter()
        .position(|byte| {
            match byte {
                b'[' => is_inside = true,
                b']' => is_inside = false,
                _ => {}
            }
            !is_inside && matches!(byte, b' ' | b')' | b'(' | b'"' | &PLACE)
        })
        .unwrap_or(rest.len())
}

/// The length of a value: an atom, a text in quotes, a literal, or a list.
fn value(rest: &[u8]) -> usize {
    let (mut depth, mut is_quoted, mut is_escaped) = (0_usize, false, false);
    for (at, byte) in rest.iter().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_quoted => is_escaped = true,
            b'"' => {
                is_quoted = !is_quoted;
                if !is_quoted && depth == 0 {
                    return at + 1;
                }
            }
            _ if is_quoted => {}
            b'(' => depth += 1,
            b')' | b' ' if depth == 0 => return at,
            b')' => {
                depth -= 1;
                if depth == 0 {
                    return at + 1;
                }
            }
            &PLACE if depth == 0 => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

fn bare(value: &[u8]) -> String {
    let text = String::from_utf8_lossy(value);
    let text = text.as_ref();
    let inner = text
        .strip_prefix('"')
        .and_then(|text| text.strip_suffix('"'))
        .or_else(|| {
            text.strip_prefix('(')
                .and_then(|text| text.strip_suffix(')'))
        });
    inner.unwrap_or(text).trim().to_owned()
}

/// What an item is, by its name (RFC 9051 section 7.5.2, RFC 3501, RFC 3516).
fn what(name: &str) -> What {
    let name = match name.strip_prefix("BODY.PEEK[") {
        Some(rest) => format!("BODY[{rest}"),
        None => name.to_owned(),
    };
    match name.as_str() {
        "BODY[]" | "BINARY[]" | "RFC822" => What::Whole,
        "BODY[HEADER]" | "RFC822.HEADER" => What::Header,
        "BODY[TEXT]" | "RFC822.TEXT" => What::Text,
        name if name.starts_with("BODY[HEADER.FIELDS") => What::Fields,
        name => ["BODY[]<", "BINARY[]<"]
            .iter()
            .find_map(|start| name.strip_prefix(start)?.strip_suffix('>')?.parse().ok())
            .map_or(What::Other, What::From),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_have_names_and_values() {
        for (text, expected) in [
            (
                "(UID 5 FLAGS (\\Seen $Junk) INTERNALDATE \" 5-Jan-2026 10:00:00 +0000\" BODY[] \n)",
                "UID=5;FLAGS=\\Seen $Junk;INTERNALDATE=5-Jan-2026 10:00:00 +0000;BODY[]=0 Whole",
            ),
            (
                "(ENVELOPE (\"x\" \n NIL (\"a\\\")\" \n)) body[header] \n RFC822.TEXT \n)",
                "ENVELOPE=\"x\" \n NIL (\"a\\\")\" \n);BODY[HEADER]=2 Header;RFC822.TEXT=3 Text",
            ),
            (
                "(BODY[HEADER.FIELDS (FROM TO)] \n BODY[]<0> \n BODY.PEEK[] \n)",
                "BODY[HEADER.FIELDS (FROM TO)]=0 Fields;BODY[]<0>=1 From(0);BODY.PEEK[]=2 Whole",
            ),
            ("(BODY[1] \n BODY[] NIL)", "BODY[1]=0 Other;BODY[]=NIL"),
            ("(UID 5", "UID=5"),
            ("(UID", "UID="),
            ("()", ""),
            ("(\" \n", ""),
        ] {
            let items = read(text.as_bytes());
            let found: Vec<String> = items
                .iter()
                .map(|item| match item.literal {
                    Some(literal) => format!("{}={literal} {:?}", item.name, item.what),
                    None => format!("{}={}", item.name, item.value),
                })
                .collect();
            assert_eq!(found.join(";"), expected, "{text:?}");
        }
    }
}
