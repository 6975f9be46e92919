//! The JSON Schema of the configuration file, for editors.

use super::keys::{self, Key, Shape};
use serde_json::{Map, Value, json};

/// The schema (draft 2020-12), as a document.
pub(super) fn document() -> String {
    let mut root = table();
    root["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    root["title"] = json!("hdrtrace.toml");
    for key in keys::all() {
        let (table_name, name) = key.name.rsplit_once('.').unwrap_or(("", &key.name));
        let properties = match table_name {
            "" => &mut root["properties"],
            inner => {
                let inner = &mut root["properties"][inner];
                if inner.is_null() {
                    *inner = table();
                }
                &mut inner["properties"]
            }
        };
        properties[name] = property(&key);
    }
    let mut text = serde_json::to_string_pretty(&root).unwrap_or_default();
    text.push('\n');
    text
}

fn table() -> Value {
    json!({"type": "object", "additionalProperties": false, "properties": {}})
}

fn property(key: &Key) -> Value {
    let mut property = Map::new();
    let about = format!("{} (--{})", key.about(), key.flag());
    property.insert("description".to_owned(), about.into());
    let single = match key.shape() {
        Shape::Bool => json!({"type": "boolean"}),
        Shape::Number(range) => {
            json!({"type": "integer", "minimum": range.start(), "maximum": range.end()})
        }
        Shape::Word(words) => json!({"enum": words}),
        Shape::Text => json!({"type": "string"}),
    };
    if key.default.is_array() {
        // One may stand without its brackets.
        let several = json!({"type": "array", "items": single});
        property.insert("anyOf".to_owned(), json!([single, several]));
    } else if let Value::Object(single) = single {
        property.extend(single);
    }
    if !key.default.is_null() {
        property.insert("default".to_owned(), key.default.clone());
    }
    property.into()
}
