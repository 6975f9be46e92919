//! `config init`: a file to begin with.

use super::keys;
use super::show::written;
use crate::files::{self, Existing};
use anyhow::{Context, Result};
use serde_json::Value;
use std::fmt::Write as _;
use std::path::Path;

/// How the file begins.
const HEAD: &str = "\
# The configuration of hdrtrace. Each setting is the default of the option that is named beside it; what is typed wins.
# Remove a # to set one. `hdrtrace config show` tells what is in force.
#
# Editors complete and check this file with the schema that `hdrtrace config schema` prints.
";

/// Writes every setting, commented out, with its default or an example.
pub(super) fn write(path: &Path, overwrite: bool) -> Result<()> {
    let existing = if overwrite {
        Existing::Replace
    } else {
        Existing::Keep
    };
    files::refuse_taken(path, existing)?;
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)
            .with_context(|| format!("cannot create {}", folder.display()))?;
    }
    files::write(path, text().as_bytes(), existing)
}

fn text() -> String {
    let mut text = HEAD.to_owned();
    let mut table = String::new();
    for key in keys::all() {
        let (own, name) = key.name.rsplit_once('.').unwrap_or(("", &key.name));
        // Writing to a String cannot fail.
        if own != table {
            let _ = write!(text, "\n[{own}]\n");
            own.clone_into(&mut table);
        } else if table.is_empty() {
            text.push('\n');
        }
        let value = match (&key.default, key.example()) {
            (_, Some(example)) => example.to_owned(),
            (Value::Null, None) => continue,
            (default, None) => written(default),
        };
        let _ = writeln!(text, "# {} (--{})", key.about(), key.flag());
        let _ = writeln!(text, "# {name} = {value}");
    }
    text
}
