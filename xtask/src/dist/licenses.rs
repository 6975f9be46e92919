//! The licenses of what is linked into the program: most ask that their text goes with it.

use crate::in_repository;
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

/// How the names of the files begin.
const NAMES: [&str; 4] = ["LICENSE", "LICENCE", "COPYING", "NOTICE"];

/// Name, version, license and texts of every crate that the program is made of.
pub(super) fn text(target: &str) -> Result<String> {
    let output = Command::new("cargo")
        .current_dir(in_repository("."))
        .args(["metadata", "--locked", "--format-version", "1"])
        .args(["--filter-platform", target])
        .output()?;
    if !output.status.success() {
        bail!("{}", String::from_utf8_lossy(&output.stderr));
    }
    let metadata: Value = serde_json::from_slice(&output.stdout)?;
    let used = used(&metadata).context("the metadata of cargo have another form")?;
    let mut text = "What is linked into hdrtrace, and its licenses.\n".to_owned();
    for (name, package) in used {
        let word = |key: &str| package[key].as_str().unwrap_or("");
        let _ = write!(text, "\n{:=<80}\n{name}: {}\n", "", word("license"));
        let folder = Path::new(word("manifest_path")).parent();
        for (_, license) in texts(folder.context("a folder")?)? {
            let _ = write!(text, "\n{}\n", license.trim_end());
        }
    }
    Ok(text)
}

/// The packages that the program reaches by what is no dependency of builds or tests alone.
fn used(metadata: &Value) -> Option<BTreeMap<String, &Value>> {
    let nodes = metadata["resolve"]["nodes"].as_array()?;
    let packages = metadata["packages"].as_array()?;
    let root = metadata["resolve"]["root"].as_str()?;
    let mut seen = BTreeSet::from([root]);
    let mut open = vec![root];
    while let Some(id) = open.pop() {
        let node = nodes.iter().find(|node| node["id"] == id)?;
        for dependency in node["deps"].as_array()? {
            let kinds = dependency["dep_kinds"].as_array()?;
            let id = dependency["pkg"].as_str()?;
            if kinds.iter().any(|kind| kind["kind"].is_null()) && seen.insert(id) {
                open.push(id);
            }
        }
    }
    let named = packages.iter().filter(|package| {
        let id = package["id"].as_str().unwrap_or("");
        id != root && seen.contains(id)
    });
    let name = |package: &Value| {
        let (name, version) = (package["name"].as_str()?, package["version"].as_str()?);
        Some(format!("{name} {version}"))
    };
    named
        .map(|package| Some((name(package)?, package)))
        .collect()
}

/// The texts in a folder, by their names.
fn texts(folder: &Path) -> Result<BTreeMap<String, String>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().display().to_string();
        let upper = name.to_uppercase();
        if path.is_file() && NAMES.iter().any(|known| upper.starts_with(known)) {
            let bytes = fs::read(&path)?;
            found.insert(name, String::from_utf8_lossy(&bytes).into_owned());
        }
    }
    Ok(found)
}
