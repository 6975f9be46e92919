//! The layers: a module uses modules of lower floors only. One flow, from bytes to report.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Floors from the ground. A new module takes its place here, or the test fails.
const FLOORS: &[&[&str]] = &[
    &["limits", "texts"],
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
    &["write", "explain"],
    &["check", "recover", "render"],
    &["abuse"],
    &["settings"],
    &["analyze"],
    &["casefile", "abuse_report"],
    &["lib"],
];

/// The same for the program, which takes of the library what is public.
const PROGRAM: &[&[&str]] = &[
    &["args"],
    &["config", "input"],
    &["given", "output"],
    &["redaction_key"],
    &["commands"],
    &["main"],
];

/// Where the program is.
const BIN: &str = "bin/hdrtrace";

/// What a layer may not name, whatever its floor: the network stays in `dns`, the mail
/// cryptography in `auth`.
const RESERVED: &[(&str, &str)] = &[
    ("mail_auth::", "auth"),
    ("hickory_", "dns"),
    ("ureq", "rdap"),
];

/// What knows nothing but these: the model of a report is plain, and whoever shows it needs nothing else.
const ALONE: &[(&str, &[&str])] = &[
    ("words", &["checked"]),
    ("report", &["checked", "names", "words"]),
    ("render", &["checked", "limits", "names", "report", "words"]),
];

#[test]
fn the_model_and_its_renderers_stand_alone() {
    let mut wrong = Vec::new();
    for (module, path, text) in sources() {
        let Some((_, known)) = ALONE.iter().find(|(name, _)| *name == module) else {
            continue;
        };
        for used in used_modules(&text) {
            if used != module && !known.contains(&used.as_str()) {
                wrong.push(format!("{path} uses {used}"));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn modules_use_lower_floors_only() {
    let floors = |table: &[&[&'static str]]| -> BTreeMap<&str, usize> {
        let numbered = table.iter().enumerate();
        numbered
            .flat_map(|(floor, modules)| modules.iter().map(move |module| (*module, floor)))
            .collect()
    };
    let (library, program) = (floors(FLOORS), floors(PROGRAM));
    let mut wrong = Vec::new();
    for (module, path, text) in sources() {
        let floor = if path.starts_with(BIN) {
            &program
        } else {
            &library
        };
        let Some(&own) = floor.get(module.as_str()) else {
            wrong.push(format!("{path}: the module {module} has no floor"));
            continue;
        };
        // Re-exports of the crate's root are its face, not a use.
        if module == "lib" {
            continue;
        }
        for used in used_modules(&text) {
            match floor.get(used.as_str()) {
                Some(&other) if used == module || other < own => {}
                Some(_) => wrong.push(format!("{path} uses {used}, which is not below {module}")),
                None => wrong.push(format!("{path} uses {used}, which has no floor")),
            }
        }
        for (word, owner) in RESERVED {
            if module != *owner && text.contains(word) {
                wrong.push(format!("{path} names {word}, which is {owner}'s"));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Every source file with the module of the first level that it belongs to.
fn sources() -> Vec<(String, String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("src can be listed") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let inner = path.strip_prefix(&root).expect("below src");
            let first = inner
                .strip_prefix(BIN)
                .unwrap_or(inner)
                .components()
                .next()
                .expect("a name")
                .as_os_str()
                .to_string_lossy();
            let module = first.trim_end_matches(".rs").to_owned();
            let text = fs::read_to_string(&path).expect("text");
            found.push((module, inner.display().to_string(), text));
        }
    }
    assert!(found.len() > 20, "src was not found");
    found
}

/// The first-level modules named behind `crate::`, outside comments and tests.
fn used_modules(text: &str) -> Vec<String> {
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    let mut used = Vec::new();
    for line in code
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
    {
        for (at, _) in line.match_indices("crate::") {
            let rest = &line[at + "crate::".len()..];
            let name: String = rest
                .chars()
                .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
                .collect();
            if !name.is_empty() && name.chars().next().is_some_and(char::is_lowercase) {
                used.push(name);
            }
        }
    }
    used
}
