//! Tag lists: the `name=value; …` syntax of RFC 6376 section 3.2, shared by signatures, keys and ARC.

use crate::codec::base64::{self, Rule};
use crate::limits::MAX_TAGS;
use crate::message::Span;
use foldhash::{HashSet, HashSetExt};
use serde::Serialize;
use thiserror::Error;

/// One `name=value` of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tag<'a> {
    /// The name; case counts.
    pub name: &'a str,
    /// The value without white space at its ends; folding within is kept.
    pub value: &'a str,
    /// Where the value stands in the list, *with* the white space around it: all that belongs to `b=` and is emptied
    /// before a signature is checked (RFC 6376 section 3.5).
    pub slot: Span,
    /// Where the whole tag stands in the list, name to end of value.
    pub span: Span,
}

impl<'a> Tag<'a> {
    /// The value without any white space, which is how base64 and lists of names are read.
    pub fn compact(&self) -> String {
        self.value.chars().filter(|c| !is_fws_char(*c)).collect()
    }

    /// The items of a colon-separated list, white space around each cut.
    pub fn items(&self) -> impl Iterator<Item = &'a str> {
        self.value
            .split(':')
            .map(|item| item.trim_matches(is_fws_char))
    }

    /// The bytes that base64 stands for.
    pub fn base64(&self) -> Result<Vec<u8>, TagError> {
        base64::decode(self.value.as_bytes(), Rule::Tag)
            .ok_or_else(|| TagError::Base64(self.name.to_owned()))
    }
}

/// Why a text is no tag list, or a tag not what it must be.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum TagError {
    /// The list has no tag.
    #[error("there are no tags")]
    Empty,
    /// More than is read.
    #[error("it has {0} bytes; the limit is {MAX_TAGS}")]
    TooLong(usize),
    /// Bytes that are no text.
    #[error("a byte at offset {0} is not text")]
    NotText(usize),
    /// No `=`, a bad name, or nothing between two semicolons.
    #[error("no tag=value at offset {0}")]
    Syntax(usize),
    /// The same name twice (RFC 6376 section 3.2: the whole list is invalid).
    #[error("tag {0}= occurs twice")]
    Duplicate(String),
    /// Not base64.
    #[error("{0}= is not base64")]
    Base64(String),
}

/// A tag list in the order in which it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TagList<'a>(Vec<Tag<'a>>);

impl<'a> TagList<'a> {
    /// Reads a list strictly: every tag has a name and `=`, no name occurs twice, one semicolon may end the list.
    ///
    /// Values may hold UTF-8 (RFC 8616 section 5).
    pub fn parse(list: &'a [u8]) -> Result<Self, TagError> {
        if list.len() > MAX_TAGS {
            return Err(TagError::TooLong(list.len()));
        }
        let list =
            std::str::from_utf8(list).map_err(|error| TagError::NotText(error.valid_up_to()))?;
        let mut tags: Vec<Tag<'a>> = Vec::new();
        let mut seen = HashSet::new();
        let mut at = 0;
        while at < list.len() {
            let end = list[at..]
                .find(';')
                .map_or(list.len(), |length| at + length);
            let part = &list[at..end];
            if part.trim_matches(is_fws_char).is_empty() {
                if end < list.len() {
                    return Err(TagError::Syntax(at));
                }
                // What stands behind the last semicolon is white space.
                break;
            }
            let tag = parse_tag(part, at)?;
            if !seen.insert(tag.name) {
                return Err(TagError::Duplicate(tag.name.to_owned()));
            }
            tags.push(tag);
            at = end + 1;
        }
        if tags.is_empty() {
            return Err(TagError::Empty);
        }
        Ok(Self(tags))
    }

    /// The tag of a name.
    pub fn get(&self, name: &str) -> Option<&Tag<'a>> {
        self.0.iter().find(|tag| tag.name == name)
    }

    pub fn value(&self, name: &str) -> Option<&'a str> {
        self.get(name).map(|tag| tag.value)
    }

    pub fn first(&self) -> Option<&Tag<'a>> {
        self.0.first()
    }

    /// Owned views of the tags of a list that begins at `offset` of the message.
    pub fn views(&self, offset: usize) -> Vec<TagView> {
        let view = |tag: &Tag<'_>| TagView {
            name: tag.name.to_owned(),
            value: tag.value.to_owned(),
            span: Span::new(offset + tag.span.start, offset + tag.span.end),
        };
        self.0.iter().map(view).collect()
    }
}

/// A tag for a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TagView {
    pub name: String,
    /// Its value as written, folding included.
    pub value: String,
    /// Its position in the message.
    pub span: Span,
}

fn parse_tag(part: &str, offset: usize) -> Result<Tag<'_>, TagError> {
    let syntax = || TagError::Syntax(offset);
    let equals = part.find('=').ok_or_else(syntax)?;
    let name = part[..equals].trim_matches(is_fws_char);
    let mut letters = name.bytes();
    if !letters
        .next()
        .is_some_and(|first| first.is_ascii_alphabetic())
        || !letters.all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    {
        return Err(syntax());
    }
    let slot = &part[equals + 1..];
    let value = slot.trim_matches(is_fws_char);
    if let Some(at) = value.find(|c: char| c.is_control() && !is_fws_char(c)) {
        return Err(TagError::NotText(offset + equals + 1 + at));
    }
    let name_start = part.len() - part.trim_start_matches(is_fws_char).len();
    let value_end = part.trim_end_matches(is_fws_char).len();
    Ok(Tag {
        name,
        value,
        slot: Span::new(offset + equals + 1, offset + part.len()),
        span: Span::new(offset + name_start, offset + value_end),
    })
}

/// The characters of folding white space. A line end counts however it is written, since lists are read from
/// messages whose line ends may be damaged.
pub fn is_fws_char(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\n')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_stands_anywhere_between_tokens() {
        let list = TagList::parse(b" a = 1 ;\r\n\tb=\r\n x\r\n y ; c=;").unwrap();
        assert_eq!(list.value("a"), Some("1"));
        assert_eq!(list.value("c"), Some(""));
        let b = list.get("b").unwrap();
        assert_eq!(b.compact(), "xy");
        assert_eq!(
            b.slot.of(b" a = 1 ;\r\n\tb=\r\n x\r\n y ; c=;"),
            b"\r\n x\r\n y "
        );
        assert_eq!(b.span, Span::new(11, 21));
    }

    #[test]
    fn lists_that_are_none() {
        for (list, error) in [
            (&b""[..], TagError::Empty),
            (b" \r\n ", TagError::Empty),
            (b"a=1;;b=2", TagError::Syntax(4)),
            (b";a=1", TagError::Syntax(0)),
            (b"a=1;;", TagError::Syntax(4)),
            (b"a", TagError::Syntax(0)),
            (b"a=1; t; p=2", TagError::Syntax(4)),
            (b"1a=1", TagError::Syntax(0)),
            (b"a b=1", TagError::Syntax(0)),
            (b"=1", TagError::Syntax(0)),
            (b"a=1; a=2", TagError::Duplicate("a".into())),
            (b"a=\xff", TagError::NotText(2)),
            (b"a=x\x00", TagError::NotText(3)),
        ] {
            assert_eq!(TagList::parse(list), Err(error), "{list:?}");
        }
    }

    #[test]
    fn names_are_told_apart_by_case() {
        let list = TagList::parse(b"a=1; A=2").unwrap();
        assert_eq!((list.value("a"), list.value("A")), (Some("1"), Some("2")));
    }
}
