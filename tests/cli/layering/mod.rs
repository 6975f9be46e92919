//! The layers: a module uses modules of lower floors only, and no two files use each other. One flow, from bytes to
//! report. The source is read as a syntax tree, and each name followed to the file that defines it.

pub mod source;

use source::{Crate, ModulePath};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Floors from the ground. A new room takes its place here, or the test fails.
const FLOORS: &[&[&str]] = &[
    &["limits"],
    &["codec", "fault", "texts"],
    &["checked", "names"],
    &["words"],
    &["report"],
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
    &["rules"],
    &["write", "explain", "indicators"],
    &["check", "recover", "render"],
    &["abuse"],
    &["archive"],
    &["settings"],
    &["analyze"],
    &["casefile", "abuse_report", "scan", "trial"],
    &["serve"],
];

/// The same for the program, which takes of the library what is public.
const PROGRAM: &[&[&str]] = &[
    &["faults"],
    &["files"],
    &["args", "remedies"],
    &["config", "input"],
    &["given", "output", "pager", "progress"],
    &["message", "redaction_key"],
    &["commands"],
];

/// What a room may not name, whatever its floor: the network stays in `dns` and `rdap`, the mail cryptography in `auth`,
/// what reads a coding in `codec`.
const RESERVED: &[(&str, &str)] = &[
    ("mail_auth::", "auth"),
    ("hickory_", "dns"),
    ("ureq", "rdap"),
    ("use base64::", "codec"),
    ("charset_decoder", "codec"),
    ("axum", "serve"),
    ("hyper", "serve"),
];

/// The crates: where each is, its root, and its floors.
fn crates() -> [(PathBuf, Crate, &'static [&'static [&'static str]]); 2] {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let bin = src.join("bin/hdrtrace");
    let (library, program) = (Crate::read(&src, "lib.rs"), Crate::read(&bin, "main.rs"));
    assert!(library.modules.len() > 300 && program.modules.len() > 10);
    [(src, library, FLOORS), (bin, program, PROGRAM)]
}

#[test]
fn rooms_use_lower_floors_only() {
    let mut wrong = Vec::new();
    for (folder, tree, floors) in crates() {
        let floor: BTreeMap<&str, usize> = floors
            .iter()
            .enumerate()
            .flat_map(|(floor, rooms)| rooms.iter().map(move |room| (*room, floor)))
            .collect();
        for (path, module) in &tree.modules {
            // The root is the crate's face.
            let Some(room) = path.first() else { continue };
            let Some(own) = floor.get(room.as_str()) else {
                wrong.push(format!("{}: the room {room} has no floor", module.file));
                continue;
            };
            for used in tree.used_by(path) {
                let Some(other) = used.first().filter(|other| *other != room) else {
                    continue;
                };
                if floor.get(other.as_str()).is_none_or(|floor| floor >= own) {
                    let used = used.join("::");
                    wrong.push(format!(
                        "{} uses {used}, which is not below {room}",
                        module.file
                    ));
                }
            }
            let text = fs::read_to_string(folder.join(&module.file)).expect("text");
            for (word, owner) in RESERVED {
                if room != owner && text.contains(word) {
                    wrong.push(format!("{} names {word}, which is {owner}'s", module.file));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// What knows nothing but these: the model of a report is plain, and whoever shows it needs nothing else. `codec` is bytes in,
/// bytes out, and knows of no mail.
const ALONE: &[(&str, &[&str])] = &[
    ("words", &["checked", "codec"]),
    ("report", &["checked", "codec", "names", "words"]),
    (
        "render",
        &[
            "checked",
            "codec",
            "indicators",
            "limits",
            "names",
            "report",
            "words",
        ],
    ),
];

#[test]
fn the_model_and_its_renderers_stand_alone() {
    let [(_, library, _), _] = crates();
    let mut wrong = Vec::new();
    for (path, module) in &library.modules {
        let Some((room, known)) = ALONE
            .iter()
            .find(|(room, _)| path.first().is_some_and(|first| first == room))
        else {
            continue;
        };
        for used in library.used_by(path) {
            if used
                .first()
                .is_some_and(|first| first != room && !known.contains(&first.as_str()))
            {
                wrong.push(format!("{} uses {}", module.file, used.join("::")));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn no_files_use_each_other() {
    let mut wrong = Vec::new();
    for (_, tree, _) in crates() {
        let uses: BTreeMap<&ModulePath, BTreeSet<ModulePath>> = tree
            .modules
            .keys()
            // A file may use the words of the folder that it is in.
            .map(|path| {
                let mut used = tree.used_by(path);
                used.retain(|used| !path.starts_with(used));
                (path, used)
            })
            .collect();
        for circle in circles(&uses) {
            let ties = circle.iter().flat_map(|path| {
                let inside = uses[path].iter().filter(|used| circle.contains(used));
                inside.map(|used| format!("  {} -> {}", path.join("::"), used.join("::")))
            });
            let ties: Vec<_> = ties.collect();
            wrong.push(format!("a circle:\n{}", ties.join("\n")));
        }
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
