//! The types of reports for Python, made of their JSON Schema: `python/hdrtrace/report.py`.

use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::fmt::Write;

/// The columns of the file.
const WIDTH: usize = 120;

const HEAD: &str = r#""""The types of a report: what docs/report.schema.json has, for type checkers.

`cargo xtask make-stubs` writes this file. All of them are plain dictionaries, lists, strings, numbers, booleans and None.
"""

from __future__ import annotations

from typing import Literal, NotRequired, TypeAlias, TypedDict
"#;

/// Words that cannot name a field of a class.
const KEYWORDS: &[&str] = &[
    "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif",
    "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda",
    "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield", "None",
    "True", "False",
];

/// The module that types what a schema describes.
pub fn module(schema: &Value) -> String {
    let mut made = Made::default();
    let types = schema["$defs"].as_object().into_iter().flatten();
    for (name, described) in types {
        made.define(&camel(name), described);
    }
    made.define("Report", schema);
    let mut text = HEAD.to_owned();
    for part in made.inner.values().chain(&made.parts) {
        text.push('\n');
        text.push_str(part);
    }
    text
}

/// What was made so far.
#[derive(Default)]
struct Made {
    parts: Vec<String>,
    /// Objects that stand inside of others, by their names.
    inner: BTreeMap<String, String>,
}

impl Made {
    fn define(&mut self, name: &str, described: &Value) {
        let part = if described.get("properties").is_some() {
            self.class(name, described)
        } else {
            let value = self.of(name, described);
            let about = comment(described);
            alias(&about, name, &value)
        };
        self.parts.push(part);
    }

    /// The type of a value of something with this name.
    fn of(&mut self, name: &str, described: &Value) -> String {
        if let Some(target) = described["$ref"].as_str() {
            return camel(target.rsplit('/').next().unwrap_or_default());
        }
        for word in ["anyOf", "oneOf"] {
            if let Some(all) = described[word].as_array() {
                return self.one_of(name, all);
            }
        }
        if let Some(words) = described["enum"].as_array() {
            return literal(words.iter());
        }
        if let Some(word) = described.get("const") {
            return literal([word].into_iter());
        }
        match &described["type"] {
            Value::Array(kinds) => {
                let kinds: Vec<String> = kinds
                    .iter()
                    .map(|kind| self.plain(name, kind.as_str().unwrap_or_default(), described))
                    .collect();
                kinds.join(" | ")
            }
            kind => self.plain(name, kind.as_str().unwrap_or_default(), described),
        }
    }

    fn one_of(&mut self, name: &str, all: &[Value]) -> String {
        if all.iter().all(|one| one.get("const").is_some()) {
            return literal(all.iter().map(|one| &one["const"]));
        }
        let kinds: Vec<String> = all.iter().map(|one| self.of(name, one)).collect();
        kinds.join(" | ")
    }

    fn plain(&mut self, name: &str, kind: &str, described: &Value) -> String {
        match kind {
            "string" => "str".to_owned(),
            "integer" => "int".to_owned(),
            "number" => "float".to_owned(),
            "boolean" => "bool".to_owned(),
            "null" => "None".to_owned(),
            "array" => {
                let items = described["prefixItems"]
                    .as_array()
                    .and_then(|all| all.first());
                format!(
                    "list[{}]",
                    self.of(name, items.unwrap_or(&described["items"]))
                )
            }
            "object" if described.get("properties").is_some() => {
                let name = inner_name(name, described);
                let class = self.class(&name, described);
                self.inner.insert(name.clone(), class);
                name
            }
            "object" => format!(
                "dict[str, {}]",
                self.of(name, &described["additionalProperties"])
            ),
            _ => "object".to_owned(),
        }
    }

    fn class(&mut self, name: &str, described: &Value) -> String {
        let none = Map::new();
        let properties = described["properties"].as_object().unwrap_or(&none);
        let required = described["required"].as_array();
        let is_required = |field: &String| {
            required.is_some_and(|all| all.iter().any(|one| one == field.as_str()))
        };
        let fields: Vec<(&String, String, &Value)> = properties
            .iter()
            .map(|(field, value)| {
                let kind = self.of(name, value);
                let kind = if is_required(field) {
                    kind
                } else {
                    format!("NotRequired[{kind}]")
                };
                (field, kind, value)
            })
            .collect();
        if fields.iter().any(|(field, _, _)| !is_name(field)) {
            return call(name, described, &fields);
        }
        let mut text = format!("\nclass {name}(TypedDict):\n");
        if let Some(about) = described["description"].as_str() {
            let _ = writeln!(text, "    \"\"\"{}\"\"\"\n", quoted(about, "    "));
        }
        for (field, kind, value) in fields {
            let _ = writeln!(text, "    {field}: {kind}");
            if let Some(about) = value["description"].as_str() {
                let _ = writeln!(text, "    \"\"\"{}\"\"\"", quoted(about, "    "));
            }
        }
        text
    }
}

/// A type whose fields have names that a class cannot have.
fn call(name: &str, described: &Value, fields: &[(&String, String, &Value)]) -> String {
    let mut text = format!(
        "{}{name} = TypedDict(\n    \"{name}\",\n    {{\n",
        comment(described)
    );
    for (field, kind, value) in fields {
        for line in value["description"].as_str().unwrap_or_default().lines() {
            let _ = writeln!(text, "        # {}", line.trim_end());
        }
        let _ = writeln!(text, "        {field:?}: {kind:?},");
    }
    text.push_str("    },\n)\n");
    text
}

fn alias(about: &str, name: &str, value: &str) -> String {
    let line = format!("{name}: TypeAlias = {value:?}\n");
    if line.len() <= WIDTH {
        return format!("{about}{line}");
    }
    let mut text = format!("{about}{name}: TypeAlias = (\n");
    let mut rest = value;
    while !rest.is_empty() {
        let end = match rest.char_indices().nth(WIDTH - 12) {
            Some((at, _)) => rest[..at].rfind(' ').map_or(rest.len(), |space| space + 1),
            None => rest.len(),
        };
        let _ = writeln!(text, "    {:?}", &rest[..end]);
        rest = &rest[end..];
    }
    text.push_str(")\n");
    text
}

fn comment(described: &Value) -> String {
    let about = described["description"].as_str().unwrap_or_default();
    about.lines().fold(String::new(), |mut text, line| {
        let _ = writeln!(text, "# {}", line.trim_end());
        text
    })
}

/// An object inside of another is called by the word that tells it from its neighbors, or by what it has.
fn inner_name(of: &str, described: &Value) -> String {
    let properties = described["properties"].as_object();
    let word = properties
        .into_iter()
        .flatten()
        .find_map(|(_, value)| value["const"].as_str());
    match word {
        Some(word) => format!("{of}{}", camel(word)),
        None => properties
            .into_iter()
            .flatten()
            .map(|(field, _)| camel(field))
            .collect(),
    }
}

fn literal<'v>(words: impl Iterator<Item = &'v Value>) -> String {
    let words: Vec<String> = words
        .map(|word| {
            word.as_str()
                .map_or_else(|| word.to_string(), |word| format!("'{word}'"))
        })
        .collect();
    format!("Literal[{}]", words.join(", "))
}

fn is_name(field: &str) -> bool {
    !KEYWORDS.contains(&field) && field.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// `Checked_SpfCheck` and `other-host` as names of classes.
fn camel(name: &str) -> String {
    let parts = name.split(['_', '-']);
    parts
        .map(|part| {
            let mut letters = part.chars();
            let first = letters.next().map(|first| first.to_ascii_uppercase());
            first.into_iter().chain(letters).collect::<String>()
        })
        .collect()
}

/// A text of ours between three quotes.
fn quoted(text: &str, indent: &str) -> String {
    let text = text.replace('\\', "\\\\").replace("\"\"\"", "'''");
    let text = text.replace('\n', &format!("\n{indent}"));
    // A quote at the end would be the fourth.
    if text.ends_with('"') {
        format!("{text} ")
    } else {
        text
    }
}
