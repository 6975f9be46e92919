//! Rows: a vendor, its fields, their keys and codes.

pub(super) use super::codes::{Code, Key, code, guess, guessed_key, key};
use super::out::Out;

/// A vendor: its fields and the codes that stand in them.
pub(super) struct Vendor {
    pub name: &'static str,
    /// Who writes its fields.
    pub writer: &'static str,
    pub headers: &'static [Header],
    pub keys: &'static [Key],
}

/// A field, or with a `*` at the end a family of fields.
pub(super) struct Header {
    /// In lower case.
    pub name: &'static str,
    pub what: &'static str,
    pub read: Read,
}

/// How a field's value is read.
#[derive(Clone, Copy)]
pub(super) enum Read {
    /// The whole value under one key.
    Whole(&'static str),
    /// `key=value` pairs: what separates them, and what stands between key and value.
    Pairs(char, char),
    /// Sealed for the vendor's own use: nothing can be read.
    Opaque,
    /// By its own reader.
    With(fn(&str, &mut Out)),
}

/// A field.
pub(super) const fn header(name: &'static str, what: &'static str, read: Read) -> Header {
    Header { name, what, read }
}

impl Header {
    /// Whether the row stands for a family of names.
    pub(super) fn is_family(&self) -> bool {
        self.name.ends_with('*')
    }
}
