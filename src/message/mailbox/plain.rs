//! Values as nearly all programs write them: names of words or in quotes, addresses of plain characters, commas between.
//! They are read without tokens; what is otherwise in any way is left to [`super::entry`], which says the same of these (held by
//! a test).

use super::Mailbox;
use super::entry::Read;
use crate::codec::encoded_word;
use crate::message::Span;

/// What stands in a value of plain entries; `None` where one is not plain.
pub(super) fn read(value: &[u8], most: usize) -> Option<Read> {
    let mut out = Read::default();
    let mut at = 0;
    loop {
        let entry = Entry::at(value, at + white(&value[at..]))?;
        if out.mailboxes.len() < most {
            out.mailboxes.push(entry.mailbox(value)?);
        } else {
            out.more += 1;
        }
        at = entry.end + white(&value[entry.end..]);
        match value.get(at) {
            None => return Some(out),
            Some(b',') => at += 1,
            Some(_) => return None,
        }
    }
}

/// One name and address.
struct Entry<'v> {
    name: &'v [u8],
    address: Span,
    end: usize,
}

impl<'v> Entry<'v> {
    fn at(value: &'v [u8], start: usize) -> Option<Self> {
        let rest = &value[start..];
        let (name, bracket) = match rest.first()? {
            b'"' => {
                let length = rest[1..].iter().position(|&byte| !is_quotable(byte))?;
                let behind = rest[1 + length..].strip_prefix(b"\"")?;
                let gap = white(behind);
                (&rest[1..=length], start + length + 2 + gap)
            }
            b'<' => (&rest[..0], start),
            _ => {
                let length = rest.iter().position(|&byte| !is_plain_name(byte));
                let length = length.unwrap_or(rest.len());
                if rest.get(length) != Some(&b'<') {
                    return Self::bare(value, start);
                }
                // Where no space stands between, or several do, it is not for this reader to say what the name is.
                let name = rest[..length].strip_suffix(b" ")?;
                let is_spaced = memchr::memmem::find(name, b"  ").is_none();
                (is_spaced.then_some(name)?, start + length)
            }
        };
        let inner = value.get(bracket..)?.strip_prefix(b"<")?;
        let length = address(inner)?;
        inner[length..].strip_prefix(b">")?;
        let start = bracket + 1;
        Some(Self {
            name,
            address: Span::new(start, start + length),
            end: start + length + 1,
        })
    }

    fn bare(value: &'v [u8], start: usize) -> Option<Self> {
        let end = start + address(&value[start..])?;
        Some(Self {
            name: b"",
            address: Span::new(start, end),
            end,
        })
    }

    fn mailbox(&self, value: &[u8]) -> Option<Mailbox> {
        let name = encoded_word::decode(self.name);
        let name = name.trim();
        let address = &value[self.address.start..self.address.end];
        Some(Mailbox {
            display: (!name.is_empty()).then(|| name.to_owned()),
            address: std::str::from_utf8(address).ok()?.to_owned(),
            group: None,
            span: self.address,
        })
    }
}

/// How much white space a text begins with, the line ends of folding included.
fn white(text: &[u8]) -> usize {
    let is_white = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\r' | b'\n');
    text.iter()
        .position(|byte| !is_white(byte))
        .unwrap_or(text.len())
}

/// The length of the address that a text begins with: words with dots between, one `@`.
fn address(text: &[u8]) -> Option<usize> {
    let local = words(text)?;
    let domain = text[local..].strip_prefix(b"@")?;
    let length = local + 1 + words(domain)?;
    // An encoded word in it is another reader's.
    let is_whole = memchr::memmem::find(&text[..length], b"=?").is_none();
    is_whole.then_some(length)
}

/// The length of words with one dot between each two.
fn words(text: &[u8]) -> Option<usize> {
    let mut is_due = true;
    let mut length = 0;
    for &byte in text {
        match byte {
            b'.' if is_due => return None,
            b'.' => is_due = true,
            _ if is_in_word(byte) => is_due = false,
            _ => break,
        }
        length += 1;
    }
    (!is_due).then_some(length)
}

fn is_in_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'+' | b'=' | b'/')
}

/// Whether a byte may stand in a name without quotes.
fn is_plain_name(byte: u8) -> bool {
    matches!(byte, b' '..=b'~') && !b"()<>[]:;@\\,\"".contains(&byte)
}

/// Whether a byte may stand in a name in quotes, and means itself there.
fn is_quotable(byte: u8) -> bool {
    matches!(byte, b' '..=b'~') && !matches!(byte, b'"' | b'\\' | b'@')
}

#[cfg(test)]
mod tests {
    use super::super::entry;
    use super::*;
    use proptest::prelude::*;

    fn is_same(value: &[u8], most: usize) -> bool {
        let Some(plain) = read(value, most) else {
            return false;
        };
        let whole = entry::read(value, most);
        assert_eq!(plain.mailboxes, whole.mailboxes, "{value:?}");
        assert_eq!(plain.more, whole.more, "{value:?}");
        assert!(
            plain.unread.is_none() && whole.unread.is_none(),
            "{value:?}"
        );
        true
    }

    #[test]
    fn plain_values_are_read_here() {
        for value in [
            " a@b.example",
            " <a@b.example>",
            " Ann Author <ann.author+list@b.example>",
            " \"Author, Ann (she/her)\" <ann@b.example>",
            " a@b.example, Ann <b@c.example>,\r\n\t\"C.\" <c@d.example>",
            " <bounces-1=x.example@b.example>",
            " =?utf-8?q?a?= =?utf-8?q?b?= <a@b.example>",
            " Ann A. Author <a@b.example>",
        ] {
            assert!(is_same(value.as_bytes(), 64), "{value}");
            is_same(value.as_bytes(), 1);
        }
        for value in [
            "",
            " ",
            " Ann",
            " Ann: a@b.example;",
            " a@b@c.example",
            " <a@b.example> x",
            " a@b.example,",
            " \"a@b.example\" <c@d.example>",
            " a@b..example",
            " Ann<a@b.example>",
        ] {
            assert!(read(value.as_bytes(), 64).is_none(), "{value}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4096))]
        #[test]
        fn plain_values_say_the_same_to_both_readers(
            pieces in prop::collection::vec(prop::sample::select(vec![
                "a", "Ann", "b.example", "@", "<", ">", ",", " ", "\"", ".", "-", "'", "=", "?", "=?utf-8?q?x?=", "\r\n ", "\t",
                "(c)", ":", ";", "a@b.example", "<a@b.example>", "\"A, B\" ", "\"=?utf-8?q?x?= =?utf-8?q?y?=\"", "  ", "|", "A. ", "Ann A ", "[", "\\", "&", "_", "/", "+",
            ]), 0..9),
            most in 1_usize..3,
        ) {
            is_same(pieces.concat().as_bytes(), most);
        }
    }
}
