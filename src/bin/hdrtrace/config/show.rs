//! `config show`: what is in force, and from where.

use super::{Own, base, folder, in_force, keys, shown};
use crate::args::configuration::Configuration;
use anyhow::Result;
use hdrtrace::render::escape::terminal;
use serde_json::Value;
use std::io::{self, Write};

/// Prints every setting with its value and where that comes from.
pub(super) fn show(asked: &Configuration) -> Result<u8> {
    let file = in_force(asked)?;
    let mut out = io::stdout().lock();
    match (&file, folder()) {
        (Some(file), _) => writeln!(out, "# {}", shown(&file.path))?,
        (None, Some(folder)) => writeln!(
            out,
            "# no configuration file; the usual place is {}",
            shown(&folder.join("hdrtrace.toml"))
        )?,
        (None, None) => writeln!(out, "# no configuration file; --config names one")?,
    }
    let (settings, own) = match &file {
        Some(file) => file.settings(|_| true)?,
        None => (base(), Own::default()),
    };
    let trees = [serde_json::to_value(settings)?, serde_json::to_value(own)?];
    let mut table = String::new();
    for key in keys::all() {
        let (own, name) = key.name.rsplit_once('.').unwrap_or(("", &key.name));
        if own != table {
            writeln!(out, "\n[{own}]")?;
            own.clone_into(&mut table);
        }
        let line = file.as_ref().and_then(|file| file.line(&key.name));
        let origin = line.map_or_else(|| "default".to_owned(), |line| format!("line {line}"));
        let pointer = format!("/{}", key.name.replace('.', "/"));
        let value = trees.iter().find_map(|tree| tree.pointer(&pointer));
        let assignment = match value.unwrap_or(&key.default) {
            Value::Null => format!("# {name} is not set"),
            Value::Array(none) if none.is_empty() && line.is_none() => {
                format!("# {name} is not set")
            }
            value => format!("{name} = {}", terminal(&written(value), true)),
        };
        writeln!(out, "{assignment:<46} # {origin}; option --{}", key.flag())?;
    }
    Ok(0)
}

/// A value as the file writes it.
pub(super) fn written(value: &Value) -> String {
    match value {
        Value::String(text) => format!("{text:?}"),
        Value::Array(all) => {
            let all: Vec<String> = all.iter().map(written).collect();
            format!("[{}]", all.join(", "))
        }
        other => other.to_string(),
    }
}
