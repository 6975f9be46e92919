//! `docs/security.md`: every promise names what holds it, and the limits are those of the source, which stand in one place.

use hdrtrace::limits;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn page() -> String {
    fs::read_to_string(root().join("docs/security.md")).expect("docs/security.md")
}

#[test]
fn the_table_of_limits_is_what_the_code_has() {
    let (text, table) = (page(), limits::markdown());
    let (_, written) = text.split_once("\n## Limits\n").expect("the chapter");
    let missing: Vec<&str> = table
        .lines()
        .filter(|line| !written.lines().any(|other| other == *line))
        .collect();
    assert!(
        written == table,
        "docs/security.md is not up to date: cargo xtask make-limits\n{}",
        missing.join("\n")
    );
}

/// The files of a folder and of those in it.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder");
    entries
        .flat_map(|entry| {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                sources(&path)
            } else {
                vec![path]
            }
        })
        .filter(|path| path.extension().is_some_and(|end| end == "rs"))
        .collect()
}

#[test]
fn every_promise_names_tests_that_there_are() {
    let all: String = ["src", "tests"]
        .iter()
        .flat_map(|folder| sources(&root().join(folder)))
        .map(|file| fs::read_to_string(file).expect("text"))
        .collect();
    let page = page();
    let (promises, _) = page.split_once("\n## Limits\n").expect("the chapter");
    let mut named = 0;
    for row in promises.lines().filter(|line| line.starts_with("| ")) {
        let held = row.rsplit('|').nth(1).expect("a column");
        for word in held.split('`').skip(1).step_by(2) {
            let is_there = if word.starts_with(".ci/") {
                let run = fs::read_to_string(root().join(".ci/run")).expect(".ci/run");
                root().join(word).exists() && run.contains(word)
            } else if word.contains("::") {
                let name = word.rsplit("::").next().unwrap_or(word);
                all.contains(&format!("fn {name}("))
            } else {
                let run = fs::read_to_string(root().join(".ci/run")).expect(".ci/run");
                run.contains(word) || root().join(word).exists()
            };
            assert!(is_there, "{word}: {row}");
            named += 1;
        }
    }
    assert!(named > 20, "{named}");
}

/// Where else a `MAX_…` may stand, and of what it is then: none of them bounds how much is taken of a message.
const ELSEWHERE: &[(&str, &str)] = &[
    ("render/", "what a format shows"),
    ("report/kept.rs", "what a format shows"),
    ("explain/", "what is suggested"),
    ("abuse", "what a report to a desk may hold"),
    ("findings/", "the places that a finding names"),
    ("enrich/", "what is kept of one answer"),
    ("rdap/response.rs", "what is kept of one answer"),
    ("recover.rs", "the lines that are shown"),
    ("settings/dns.rs", "an option"),
    ("bin/", "files of the user's own"),
    ("dns/capsule.rs", "a name for one of the limits"),
    ("dns/health.rs", "how long a resolver is left alone"),
    ("dns/heard.rs", "how long an answer is kept"),
    ("dns/servers.rs", "servers of the system"),
    ("dns/exchange.rs", "what is quoted in an error"),
    ("dns/json.rs", "what is quoted in an error"),
    // How long a word of a grammar may be.
    ("dns/name.rs", "RFC 1035"),
    ("dns/nameserver.rs", "RFC 1035"),
    ("auth/name.rs", "RFC 1035"),
    ("auth/signature/domain.rs", "RFC 1035"),
    ("auth/repair/candidates.rs", "what is tried"),
    ("codec/entity.rs", "the name of an entity"),
    ("redact/decoder.rs", "a spelling of a character"),
    ("redact/opaque.rs", "a line of uuencode"),
    ("received/", "words of dates, protocols and addresses"),
    ("message/split.rs", "RFC 5322: the length of a line"),
    ("message/mailbox/entry.rs", "the name of a group"),
    ("input/lines.rs", "the name of a field"),
    ("vendor_headers/vendors.rs", "the name of a field"),
    ("session/reply.rs", "the name of a queue"),
];

#[test]
fn limits_stand_in_one_place() {
    let folder = root().join("src");
    let mut used = vec![false; ELSEWHERE.len()];
    let mut wrong = Vec::new();
    for file in sources(&folder) {
        let name = file
            .strip_prefix(&folder)
            .expect("below")
            .display()
            .to_string();
        let text = fs::read_to_string(&file).expect("text");
        if name.starts_with("limits/") || !text.contains("const MAX_") {
            continue;
        }
        match ELSEWHERE
            .iter()
            .position(|(place, _)| name.starts_with(place))
        {
            Some(at) => used[at] = true,
            None => wrong.push(name),
        }
    }
    assert!(wrong.is_empty(), "belongs into src/limits: {wrong:?}");
    let unused = ELSEWHERE.iter().zip(&used).find(|(_, used)| !**used);
    assert!(unused.is_none(), "{unused:?}");
}
