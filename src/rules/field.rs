//! A field of the report: what it is called, what it is, and how it is read.

use super::kind::Kind;
use super::record::Subject;
use super::value::{List, Value};

/// Whose word a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The sender can write whatever it wants there.
    Sender,
    /// What our side saw, what hdrtrace checked, or what the caller said.
    Checked,
    /// What hdrtrace makes of all that: the sender can bring it about.
    Derived,
}

/// A field of the report.
#[derive(Debug)]
pub struct Field {
    /// Its name in conditions.
    pub name: &'static str,
    /// What it is.
    pub kind: Kind,
    /// Whose word it is.
    pub source: Source,
    /// What it is, for a reader: a noun phrase.
    pub noun: &'static str,
    /// Where it stands in the JSON of its record, as a JSON pointer; empty where that has no such field.
    pub json: &'static str,
    /// The header fields that show it.
    pub shown_by: &'static [&'static str],
    pub(super) get: Get,
}

/// How it is read.
#[derive(Debug)]
pub(super) enum Get {
    Value(for<'r> fn(Subject<'r>) -> Value<'r>),
    List(for<'r> fn(Subject<'r>) -> Option<List<'r>>),
}

impl Field {
    pub(super) fn value<'r>(&self, subject: Subject<'r>) -> Value<'r> {
        match self.get {
            Get::Value(get) => get(subject),
            Get::List(_) => Value::Missing,
        }
    }

    pub(super) fn list<'r>(&self, subject: Subject<'r>) -> Option<List<'r>> {
        match self.get {
            Get::List(get) => get(subject),
            Get::Value(_) => None,
        }
    }
}
