//! The pages for readers: what a page shows is what the program prints, every command is run or listed with the reason why
//! not, and every link leads somewhere.

mod commands;
mod links;
mod runs;

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Folders without pages of ours.
const OTHERS: &[&str] = &["target", "tests", "src", "node_modules", "venv"];

/// Every page: its path in the repository, and its text.
fn pages() -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut open = vec![root()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path.strip_prefix(root()).expect("below").display();
            let name = name.to_string();
            let own = path.file_name().unwrap_or_default().display().to_string();
            if path.is_dir() {
                // What is made, fetched or recorded is no page of ours.
                let is_hidden = own.starts_with('.') && own != ".github";
                if !is_hidden && !OTHERS.contains(&own.as_str()) {
                    open.push(path);
                }
            } else if path.extension().is_some_and(|end| end == "md") {
                found.push((name, fs::read_to_string(&path).expect("text")));
            }
        }
    }
    found.sort();
    found
}

/// A fenced block: the word after its fence, and its lines.
struct Block<'t> {
    info: &'t str,
    lines: Vec<&'t str>,
}

fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut found: Vec<Block<'_>> = Vec::new();
    let mut is_open = false;
    for line in text.lines() {
        match line.strip_prefix("```") {
            Some(info) if !is_open => {
                is_open = true;
                let lines = Vec::new();
                found.push(Block { info, lines });
            }
            Some(_) => is_open = false,
            None if is_open => {
                if let Some(last) = found.last_mut() {
                    last.lines.push(line);
                }
            }
            None => {}
        }
    }
    found
}

/// A copy of a folder's files.
fn copy(from: &Path, to: &Path, wanted: impl Fn(&Path) -> bool) {
    for entry in fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_file() && wanted(&path) {
            fs::copy(&path, to.join(path.file_name().expect("a name"))).expect("a copy");
        }
    }
}
