//! The files of the repository that are generated. For each a test holds what is written against what makes it.

use crate::{in_repository, studio, typed_dicts};
use anyhow::{Context, Result};
use hdrtrace::{Report, explain, limits, rules};
use std::fs;
use std::path::Path;

/// The folder of samples. The messages are invented, their signatures are real; keys, times and ids are fixed, so that
/// every run writes the same bytes.
pub(crate) fn samples(folder: Option<&Path>) -> Result<()> {
    let folder = folder.map_or_else(|| in_repository("samples"), Path::to_owned);
    fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    for file in studio::files() {
        write(&folder.join(file.name), &file.bytes)?;
    }
    Ok(())
}

pub(crate) fn catalogue() -> Result<()> {
    let page = explain::findings_markdown();
    write(&in_repository("docs/findings.md"), page.as_bytes())
}

pub(crate) fn schema() -> Result<()> {
    let document = Report::json_schema_document();
    write(
        &in_repository("docs/report.schema.json"),
        document.as_bytes(),
    )
}

pub(crate) fn stubs() -> Result<()> {
    let schema = serde_json::from_str(&Report::json_schema_document())?;
    let module = typed_dicts::module(&schema);
    write(
        &in_repository("python/hdrtrace/report.py"),
        module.as_bytes(),
    )
}

/// The table stands at the page's end.
pub(crate) fn limits() -> Result<()> {
    let path = in_repository("docs/security.md");
    let page = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let (text, _) = page
        .split_once(LIMITS)
        .context("docs/security.md has no chapter of limits")?;
    let table = limits::markdown();
    write(&path, format!("{text}{LIMITS}{table}").as_bytes())
}

/// The tables stand at the page's end.
pub(crate) fn fields() -> Result<()> {
    let path = in_repository("docs/rules.md");
    let page = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let (text, _) = page
        .split_once(FIELDS)
        .context("docs/rules.md has no chapter of fields")?;
    let tables = rules::fields_markdown();
    write(&path, format!("{text}{FIELDS}{tables}").as_bytes())
}

/// How the chapter of fields begins.
const FIELDS: &str = "\n## Fields\n";

/// How the chapter of limits begins.
const LIMITS: &str = "\n## Limits\n";

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    fs::write(path, bytes).with_context(|| path.display().to_string())
}
