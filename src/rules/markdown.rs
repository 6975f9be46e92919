//! The fields as tables in Markdown: those of `docs/rules.md`.

use super::field::{Field, Source};
use super::kind::Kind;
use super::record::Record;
use std::fmt::Write;

/// All fields, a table a record.
pub fn fields() -> String {
    let mut out = String::new();
    for record in Record::ALL {
        // Writing to a String cannot fail.
        let _ = writeln!(
            out,
            "\n### Of a{} {}\n",
            article(record.one()),
            record.one()
        );
        out.push_str(
            "| field | type | whose word | what it is | in the JSON |\n|---|---|---|---|---|\n",
        );
        for field in record.fields() {
            let Field { name, noun, .. } = field;
            let (kind, source, json) = (kind(field.kind), source(field.source), json(field));
            let _ = writeln!(out, "| `{name}` | {kind} | {source} | {noun} | {json} |");
        }
    }
    out
}

fn article(noun: &str) -> &'static str {
    if noun.starts_with(['a', 'A', 'e', 'i', 'o', 'u']) {
        "n"
    } else {
        ""
    }
}

fn kind(kind: Kind) -> String {
    match kind {
        Kind::Word(words) => {
            let all: Vec<String> = words.all().iter().map(|word| format!("`{word}`")).collect();
            let order = if words.is_ordered {
                ", in this order"
            } else {
                ""
            };
            format!("word: {}{order}", all.join(" "))
        }
        Kind::List(record) => format!("list of: {}", record.one()),
        kind => kind.text().to_owned(),
    }
}

fn source(source: Source) -> &'static str {
    match source {
        Source::Sender => "sender",
        Source::Checked => "checked",
        Source::Derived => "derived",
    }
}

fn json(field: &Field) -> String {
    if field.json.is_empty() {
        "computed".to_owned()
    } else {
        format!("`{}`", field.json)
    }
}
