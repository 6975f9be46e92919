//! The fields of a report that conditions can name: a table a record.

pub(super) mod auth;
pub(super) mod body;
pub(super) mod finding;
pub(super) mod header;
pub(super) mod hop;
pub(super) mod mailbox;
pub(super) mod message;
pub(super) mod vendor;

#[cfg(test)]
mod tests;

use super::field::{Field, Get, Source};
use super::kind::Kind;
use super::record::Subject;
use super::value::{List, Value};
use chrono::{DateTime, Utc};

/// Declares a table of fields: whose word each is, its name, kind, what it is, its place in the JSON of its record, the header
/// fields that show it, and how it is read.
macro_rules! fields {
    ($(#[$meta:meta])* $table:ident: $record:ident($one:ident) {
        $($source:ident $name:literal: $kind:expr, $noun:literal, $json:literal, [$($header:literal),*] => $how:ident $read:expr;)+
    }) => {
        $(#[$meta])*
        pub(in crate::rules) const $table: &[Field] = &[$(Field {
            name: $name,
            kind: $kind,
            source: Source::$source,
            noun: $noun,
            json: $json,
            shown_by: &[$($header),*],
            get: $crate::rules::fields::get!($how $record $one $read),
        }),+];
    };
}

macro_rules! get {
    (value $record:ident $one:ident $read:expr) => {
        Get::Value(|subject| match subject {
            Subject::$record($one) => Value::from($read),
            _ => Value::Missing,
        })
    };
    (list $record:ident $one:ident $read:expr) => {
        Get::List(|subject| match subject {
            Subject::$record($one) => $read,
            _ => None,
        })
    };
}

use {fields, get};

fields! {
    /// Of the texts of a list.
    TEXT: Text(text) {
        Sender "value": Kind::Text, "text", "", [] => value text;
    }
}

/// The elements of a list.
fn each<'r, T>(all: &'r [T], subject: fn(&'r T) -> Subject<'r>) -> List<'r> {
    Box::new(all.iter().map(subject))
}

/// A time as the report has it.
fn time(written: Option<&str>) -> Option<DateTime<Utc>> {
    let time = DateTime::parse_from_rfc3339(written?).ok()?;
    Some(time.to_utc())
}
