//! The library reads no clock, no environment and no file unless it was handed one.

use std::fs;
use std::path::{Path, PathBuf};

/// What reads the world, and the only places of the library that may, with the reason.
const READS: &[(&str, &[&str])] = &[
    // The clock that settings name; the moment at which a server answered.
    ("Utc::now", &["settings/clock.rs", "dns/heard.rs"]),
    ("Local::now", &[]),
    ("SystemTime::now", &[]),
    ("std::env::", &[]),
    ("env::var", &[]),
    ("env::args", &[]),
    // A geo file and a case folder, by the path that the caller gives.
    (
        "File::open",
        &[
            "enrich/geo_file.rs",
            // Folders and files that the caller names.
            "archive/folder.rs",
            "casefile/verify.rs",
            "casefile/write.rs",
        ],
    ),
    ("File::create", &[]),
    ("File::options", &["casefile/write.rs"]),
    ("OpenOptions::", &[]),
    ("fs::read", &["casefile/verify.rs", "archive/folder.rs"]),
    ("fs::write", &[]),
    // The system's resolver, where DNS is to be asked of it.
    ("read_system_conf", &["dns/servers.rs"]),
];

#[test]
fn the_library_takes_from_the_world_what_it_is_handed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut wrong = Vec::new();
    for path in sources(&root) {
        let name = path.strip_prefix(&root).expect("below src");
        let name = name.display().to_string();
        let text = fs::read_to_string(&path).expect("text");
        for (number, line) in (1..).zip(code(&text)) {
            for (word, places) in READS {
                if names(line, word) && !places.contains(&name.as_str()) {
                    wrong.push(format!("src/{name}:{number}: {word}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// The places that are named are the ones where it happens: the table holds nothing that is gone.
#[test]
fn every_named_place_is_one() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for (word, places) in READS {
        for place in *places {
            let text = fs::read_to_string(root.join(place)).unwrap_or_default();
            assert!(
                code(&text).any(|line| line.contains(word)),
                "{place}: {word}"
            );
        }
    }
}

/// What only the features bring, and what cannot be built for a page in a browser.
const BROUGHT: &[&str] = &[
    "anyhow",
    "askama",
    "axum",
    "clap",
    "gethostname",
    "hickory-proto",
    "hickory-resolver",
    "hyper",
    "iana-time-zone",
    "mail-auth",
    "maxminddb",
    "ring",
    "socket2",
    "tokio",
    "ureq",
];

#[test]
fn without_features_the_library_brings_neither_network_nor_program() {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let output = std::process::Command::new(cargo)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["tree", "--offline", "--locked", "--no-default-features"])
        .args(["--edges", "normal", "--prefix", "none"])
        .output()
        .expect("cargo runs");
    let tree = String::from_utf8_lossy(&output.stdout);
    let crates: Vec<&str> = tree
        .lines()
        .filter_map(|line| line.split(' ').next())
        .collect();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(crates.contains(&"mail-parser"), "{said}");
    for brought in BROUGHT {
        assert!(!crates.contains(brought), "{brought}");
    }
}

/// Lines outside comments and tests.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .take_while(|line| !line.contains("#[cfg(test)]"))
        .map(|line| line.split("//").next().unwrap_or_default())
}

/// Whether a word stands in a line, and is not the end of another: `CompoundFile::open` opens no file.
fn names(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        before.is_none_or(|before| !before.is_alphanumeric())
    })
}

/// Every file of the library. The program, which hands it all that, is none.
fn sources(root: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            // Tests in files of their own.
            if path == root.join("bin") || path.ends_with("tests") {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") && !is_test(&path) {
                found.push(path);
            }
        }
    }
    assert!(found.len() > 100, "src was not found");
    found
}

fn is_test(path: &Path) -> bool {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    stem == "tests" || stem == "testing" || stem.ends_with("_tests")
}
