//! The layers: a module uses modules of lower floors only, and no two files use each other. One flow, from bytes to
//! report. The source is read as a syntax tree, and each name followed to the file that defines it.

mod source;

use source::{Crate, ModulePath};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Floors from the ground. A new module takes its place here, or the test fails.
const FLOORS: &[&[&str]] = &[
    &["limits"],
    &["checked", "names"],
    &["message", "dns", "rdap"],
    &[
        "input",
        "received",
        "claims",
        "vendor_headers",
        "auth",
        "redact",
        "body",
        "session",
        "compose",
    ],
    &["route"],
    &["enrich"],
    &["evidence"],
    &["findings"],
    &["report", "explain"],
    &["probe", "recovery", "abuse"],
    &["render"],
    &["analyze"],
    &["casefile", "desk"],
];

/// What a room may not name, whatever its floor: the network stays in `dns` and `rdap`, the mail cryptography in `auth`.
const RESERVED: &[(&str, &str)] = &[
    ("mail_auth::", "auth"),
    ("hickory_", "dns"),
    ("ureq", "rdap"),
];

fn src() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn library() -> Crate {
    let library = Crate::read(&src(), "lib.rs");
    assert!(library.modules.len() > 300, "src was not found");
    library
}

#[test]
fn rooms_use_lower_floors_only() {
    let floor: BTreeMap<&str, usize> = FLOORS
        .iter()
        .enumerate()
        .flat_map(|(floor, rooms)| rooms.iter().map(move |room| (*room, floor)))
        .collect();
    let library = library();
    let mut wrong = Vec::new();
    for (path, module) in &library.modules {
        // The root is the crate's face.
        let Some(room) = path.first() else { continue };
        let Some(own) = floor.get(room.as_str()) else {
            wrong.push(format!("{}: the room {room} has no floor", module.file));
            continue;
        };
        for used in library.used_by(path) {
            let Some(other) = used.first().filter(|other| *other != room) else {
                continue;
            };
            if floor.get(other.as_str()).is_none_or(|floor| floor >= own) {
                wrong.push(format!(
                    "{} uses {}, which is not below {room}",
                    module.file,
                    used.join("::")
                ));
            }
        }
        let text = fs::read_to_string(src().join(&module.file)).expect("text");
        for (word, owner) in RESERVED {
            if room != owner && text.contains(word) {
                wrong.push(format!("{} names {word}, which is {owner}'s", module.file));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn no_files_use_each_other() {
    let mut wrong = Vec::new();
    let library = library();
    let uses: BTreeMap<&ModulePath, BTreeSet<ModulePath>> = library
        .modules
        .keys()
        .map(|path| (path, library.used_by(path)))
        .collect();
    for circle in circles(&uses) {
        let ties = circle.iter().flat_map(|path| {
            let inside = uses[path].iter().filter(|used| circle.contains(used));
            inside.map(|used| format!("  {} -> {}", path.join("::"), used.join("::")))
        });
        wrong.push(format!(
            "a circle:\n{}",
            ties.collect::<Vec<_>>().join("\n")
        ));
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// The groups of modules that reach each other.
fn circles<'m>(uses: &BTreeMap<&'m ModulePath, BTreeSet<ModulePath>>) -> Vec<Vec<&'m ModulePath>> {
    let reach = |from: &ModulePath| {
        let mut seen = BTreeSet::new();
        let mut open: Vec<&ModulePath> = uses[from].iter().collect();
        while let Some(next) = open.pop() {
            if uses.contains_key(next) && seen.insert(next.clone()) {
                open.extend(&uses[next]);
            }
        }
        seen
    };
    let reached: BTreeMap<&ModulePath, BTreeSet<ModulePath>> =
        uses.keys().map(|path| (*path, reach(path))).collect();
    let mut found: Vec<Vec<&ModulePath>> = Vec::new();
    for (path, seen) in &reached {
        if seen.contains(*path) && !found.iter().any(|circle| circle.contains(path)) {
            let same = reached
                .iter()
                .filter(|(other, back)| seen.contains(**other) && back.contains(*path));
            found.push(same.map(|(other, _)| *other).collect());
        }
    }
    found
}
