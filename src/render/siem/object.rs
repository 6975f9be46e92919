//! JSON objects in which what is not known does not stand.

use serde_json::{Map, Value};

/// An object that is built key by key.
#[derive(Clone, Debug, Default)]
pub(super) struct Object(Map<String, Value>);

impl Object {
    /// An empty one.
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// With this key, unless its value is null, an empty list or an empty object.
    #[must_use]
    pub(super) fn with(mut self, key: &str, value: impl Into<Value>) -> Self {
        let value = value.into();
        let is_nothing = match &value {
            Value::Null => true,
            Value::Array(list) => list.is_empty(),
            Value::Object(map) => map.is_empty(),
            _ => false,
        };
        if !is_nothing {
            self.0.insert(key.to_owned(), value);
        }
        self
    }

    /// With this list, if it is empty too: where its being empty says something.
    #[must_use]
    pub(super) fn with_list(mut self, key: &str, list: impl Into<Value>) -> Self {
        self.0.insert(key.to_owned(), list.into());
        self
    }
}

impl From<Object> for Value {
    fn from(object: Object) -> Self {
        Self::Object(object.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_known_does_not_stand() {
        let object = Object::new()
            .with("a", None::<String>)
            .with("b", Vec::<String>::new())
            .with("c", Object::new())
            .with("d", "")
            .with("e", false);
        assert_eq!(
            Value::from(object),
            serde_json::json!({"d": "", "e": false})
        );
    }
}
