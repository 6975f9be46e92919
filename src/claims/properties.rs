//! `ptype.property=value` pairs in the order written.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

/// The properties of a clause in the order written. In JSON a map; a name that stands twice has its first value
/// there, and the clause says so ([`super::Oddity::RepeatedProperty`]).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Properties(Vec<(String, String)>);

impl Properties {
    /// The first value of a property, by its full name in lower case.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.iter()
            .find_map(|(key, value)| (key == name).then_some(value))
    }

    /// All pairs, names in lower case, repeated ones included.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(key, value)| (key.as_str(), value.as_str()))
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many pairs there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Adds a pair; whether its name was new.
    pub(super) fn push(&mut self, name: String, value: String) -> bool {
        let new = self.get(&name).is_none();
        self.0.push((name, value));
        new
    }
}

impl Serialize for Properties {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (at, (key, value)) in self.0.iter().enumerate() {
            if self.0[..at].iter().all(|(earlier, _)| earlier != key) {
                map.serialize_entry(key, value)?;
            }
        }
        map.end()
    }
}
