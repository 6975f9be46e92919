//! A header made of names and values, in which no value can begin a field.

use super::json::{Shape, Text, value};
use crate::archive::member::Member;
use crate::limits::MAX_FIELDS;
use serde::de::MapAccess;
use std::borrow::Cow;

/// A name and a value, as exports have them.
#[derive(Debug, Default)]
pub struct Header<'j> {
    name: Text<'j>,
    value: Text<'j>,
}

impl<'j> Shape<'j> for Header<'j> {
    fn entry<A: MapAccess<'j>>(&mut self, key: &str, object: &mut A) -> Result<(), A::Error> {
        match key {
            "name" => self.name = value(object)?,
            "value" => self.value = value(object)?,
            _ => drop(super::json::later(object)?),
        }
        Ok(())
    }
}

impl Header<'_> {
    /// The value, if this is the name.
    pub fn named(&self, name: &str) -> Option<&str> {
        self.value.get().filter(|_| self.name.is(name))
    }
}

/// A header, topmost field first.
#[derive(Debug, Default)]
pub struct Block {
    bytes: Vec<u8>,
    fields: usize,
    /// Headers whose name no field can have.
    skipped: usize,
    left_out: usize,
}

impl Block {
    /// Adds a list of headers; `left_out` were not read.
    pub fn headers(&mut self, headers: &[Header<'_>], left_out: usize) {
        for header in headers {
            let value = header.value.get().unwrap_or_default();
            self.field(header.name.get().unwrap_or_default(), value);
        }
        self.left_out += left_out;
    }

    /// Adds a field.
    pub fn field(&mut self, name: &str, value: &str) {
        // RFC 5322 section 2.2.
        let is_name = |byte: u8| byte.is_ascii_graphic() && byte != b':';
        if name.is_empty() || !name.bytes().all(is_name) {
            self.skipped += 1;
            return;
        }
        if self.fields == MAX_FIELDS {
            self.left_out += 1;
            return;
        }
        self.fields += 1;
        self.bytes.extend_from_slice(name.as_bytes());
        self.bytes.extend_from_slice(b": ");
        self.bytes.extend_from_slice(unfolded(value).as_bytes());
        self.bytes.extend_from_slice(b"\r\n");
    }

    /// Whether it has no field.
    pub fn is_empty(&self) -> bool {
        self.fields == 0
    }

    /// Its bytes, without an empty line at the end. What is missing becomes facts.
    pub fn finish(self, member: &mut Member) -> Vec<u8> {
        if self.skipped > 0 {
            let what = format!("{}: their names are not names of fields", self.skipped);
            member.fact("headers-skipped", what);
        }
        if self.left_out > 0 {
            let what = format!("{}: at most {MAX_FIELDS} are read", self.left_out);
            member.fact("headers-left-out", what);
        }
        self.bytes
    }
}

/// A value on one line: a line end goes where it folds, and is a space elsewhere.
fn unfolded(value: &str) -> Cow<'_, str> {
    let value = value.trim_end_matches(['\r', '\n']);
    if memchr::memchr2(b'\r', b'\n', value.as_bytes()).is_none() {
        return Cow::Borrowed(value);
    }
    let mut out = String::with_capacity(value.len());
    for piece in value.split_inclusive(['\r', '\n']) {
        let text = piece.trim_end_matches(['\r', '\n']);
        // The end of a line before, if any, is a space that is not wanted before folding.
        if text.starts_with([' ', '\t']) && out.ends_with('\n') {
            out.pop();
        }
        if text.len() == piece.len() {
            out.push_str(text);
        } else if !text.is_empty() || !out.ends_with('\n') {
            out.push_str(text);
            out.push('\n');
        }
    }
    Cow::Owned(out.replace('\n', " "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::Message;
    use crate::words::origin::Container;

    #[test]
    fn no_text_begins_a_second_field() {
        for (name, value, expected) in [
            ("A", "x", "A: x\r\n"),
            ("A", "", "A: \r\n"),
            ("A", "x\r\nReceived: forged", "A: x Received: forged\r\n"),
            ("A", "x\nReceived: forged\n\n", "A: x Received: forged\r\n"),
            ("A", "x\r\n\r\n<body>", "A: x <body>\r\n"),
            ("A", "x\rB: y", "A: x B: y\r\n"),
            ("A", "x\r\n\ty\r\n z", "A: x\ty z\r\n"),
            ("A", "\r\nB: y", "A:  B: y\r\n"),
            ("A", "\r\n", "A: \r\n"),
            (
                "A",
                "x\u{0}\u{b}\u{85}\u{2028}y",
                "A: x\u{0}\u{b}\u{85}\u{2028}y\r\n",
            ),
            ("A: b\r\nFrom", "x", ""),
            ("A\r\n", "x", ""),
            ("A ", "x", ""),
            (" A", "x", ""),
            ("\u{e9}", "x", ""),
            ("", "x", ""),
        ] {
            let mut block = Block::default();
            block.field(name, value);
            let mut member = Member::new(Container::Graph, "1");
            let bytes = block.finish(&mut member);
            assert_eq!(
                String::from_utf8_lossy(&bytes),
                expected,
                "{name:?} {value:?}"
            );
            let message = Message::parse(&bytes);
            assert_eq!(message.fields().len(), usize::from(!expected.is_empty()));
            assert!(message.body().is_none());
            assert_eq!(
                member.facts.len(),
                usize::from(expected.is_empty()),
                "{name:?}"
            );
        }
    }

    #[test]
    fn there_are_as_many_fields_as_are_read() {
        let mut block = Block::default();
        for _ in 0..MAX_FIELDS + 3 {
            block.field("A", "");
        }
        let mut member = Member::new(Container::Graph, "1");
        assert_eq!(block.finish(&mut member).len(), MAX_FIELDS * 5);
        assert_eq!(member.facts[0].value, "3: at most 50000 are read");
    }
}
