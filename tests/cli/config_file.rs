//! `config init` and `config path`, and the schema of the configuration file.

use crate::scratch::Scratch;
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn run(home: &Scratch, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_hdrtrace"))
        .env("XDG_CONFIG_HOME", home.path(""))
        .env_remove("HDRTRACE_CONFIG")
        .args(arguments)
        .output()
        .expect("it runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// The settings without where they come from.
fn settings(shown: &str) -> Vec<String> {
    let lines = shown.lines().skip(1);
    let settings = lines.map(|line| line.split("  #").next().unwrap_or_default().trim());
    settings.map(str::to_owned).collect()
}

/// The file that `config init` writes, with every setting in force.
fn with_every_setting(written: &str) -> String {
    let lines = written.lines().map(|line| {
        let setting = line.strip_prefix("# ").unwrap_or(line);
        let is_setting = setting
            .split_once(" = ")
            .is_some_and(|(key, _)| !key.contains(' '));
        if is_setting { setting } else { line }
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn the_file_that_is_written_changes_nothing_until_something_is_set() {
    let home = Scratch::new();
    let before = text(&run(&home, &["config", "show"]).stdout);
    let path = text(&run(&home, &["config", "path"]).stdout);
    let made = run(&home, &["config", "init"]);
    assert_eq!(made.status.code(), Some(0), "{}", text(&made.stderr));
    assert_eq!(text(&made.stdout), path);
    assert!(Path::new(path.trim_end()).ends_with("hdrtrace/hdrtrace.toml"));
    let after = text(&run(&home, &["config", "show"]).stdout);
    assert_eq!(settings(&after), settings(&before));

    let path = path.trim_end();
    let written = fs::read_to_string(path).expect("a file");
    fs::write(path, with_every_setting(&written)).expect("written");
    let all = run(&home, &["config", "show"]);
    assert_eq!(all.status.code(), Some(0), "{}", text(&all.stderr));
    let shown = text(&all.stdout);
    for line in shown.lines().skip(1).filter(|line| line.contains('=')) {
        assert!(line.contains("# line "), "{line}");
    }
    assert!(!shown.contains("is not set"), "{shown}");
}

#[test]
fn a_file_that_is_there_stays() {
    let home = Scratch::new();
    let path = home.file("team.toml", "trust = [\"auto\"]\n");
    let refused = run(&home, &["config", "init", "--config", &path]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(text(&refused.stderr).contains("--overwrite"));
    assert_eq!(
        fs::read_to_string(&path).expect("a file"),
        "trust = [\"auto\"]\n"
    );
    let replaced = run(&home, &["config", "init", "--config", &path, "--overwrite"]);
    assert_eq!(replaced.status.code(), Some(0));
    assert!(
        fs::read_to_string(&path)
            .expect("a file")
            .contains("# trust")
    );
    let none = run(&home, &["--no-config", "config", "init"]);
    assert_eq!(none.status.code(), Some(2));
    assert!(text(&none.stderr).contains("--config names one"));
}

#[test]
fn the_schema_in_docs_is_the_one_that_is_generated() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/config.schema.json");
    let generated = run(&Scratch::new(), &["config", "schema"]).stdout;
    assert!(
        fs::read(path).ok() == Some(generated),
        "hdrtrace config schema > docs/config.schema.json"
    );
}

#[test]
fn the_schema_admits_what_is_read_and_refuses_what_is_not() {
    let home = Scratch::new();
    let schema: Value =
        serde_json::from_slice(&run(&home, &["config", "schema"]).stdout).expect("JSON");
    let schema = jsonschema::validator_for(&schema).expect("a schema");
    let init = home.path("every.toml");
    run(&home, &["config", "init", "--config", &init]);
    let every = with_every_setting(&fs::read_to_string(&init).expect("a file"));
    for given in [
        "",
        &every,
        "trust = \"auto\"",
        "trust = 3",
        "trusts = []",
        "fail-on = \"high\"",
        "fail-on = \"severe\"",
        "depth = \"deep\"",
        "[dns]\ntimeout = 1",
        "[dns]\ntimeout = 120",
        "[dns]\ntimeout = 0",
        "[dns]\ntimeout = 121",
        "[dns]\nrate = 1",
        "[dns]\nrate = 4294967295",
        "[dns]\nrate = 0",
        "[dns]\nrate = 4294967296",
        "[dns]\noffline = \"yes\"",
        "[dns]\nserver = \"192.0.2.53\"",
        "[output]\nwidth = 40",
        "[output]\nwidth = 400",
        "[output]\nwidth = 39",
        "[output]\nwidth = 401",
        "[output]\nformat = \"pdf\"",
        "[enrich]\nsources = [\"all\"]",
        "[enrich]\nsources = [\"none\"]",
        "[reports]\nrdap = true",
    ] {
        let path = home.file("given.toml", given);
        let read = run(&home, &["--config", &path, "config", "show"]);
        let document: toml::Table = toml::from_str(given).expect("TOML");
        let document = serde_json::to_value(document).expect("JSON");
        assert_eq!(
            schema.is_valid(&document),
            read.status.success(),
            "{given}: {}",
            text(&read.stderr)
        );
    }
}
