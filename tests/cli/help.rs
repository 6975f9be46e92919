//! The help of every command: one screen for `-h`, all of it with sections and examples for `--help`.

use std::process::{Command, Output};

/// Lines of the short help, and its columns.
const LINES: usize = 30;
const COLUMNS: usize = 80;

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_hdrtrace"))
        .env("HDRTRACE_CONFIG", "")
        .args(arguments)
        .output()
        .expect("the program runs")
}

fn help(arguments: &[&str]) -> String {
    let output = run(arguments);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}");
    String::from_utf8(output.stdout).expect("text")
}

/// The commands that the help lists in so many words, with those below them.
const COMMANDS: &[&[&str]] = &[
    &[],
    &["check"],
    &["check", "spf"],
    &["check", "dmarc"],
    &["check", "dkim-key"],
    &["check", "domain"],
    &["recover"],
    &["explain"],
    &["report"],
    &["render"],
    &["redact"],
    &["compose"],
    &["serve"],
    &["cortex"],
    &["verify-evidence"],
    &["generate"],
    &["generate", "man"],
    &["generate", "completions"],
    &["generate", "schema"],
    &["config"],
    &["config", "init"],
    &["config", "path"],
    &["config", "schema"],
    &["config", "show"],
];

#[test]
fn the_short_help_fits_on_a_screen() {
    for command in COMMANDS {
        let text = help(&[command, &["-h"][..]].concat());
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines.len() <= LINES, "{command:?}: {}\n{text}", lines.len());
        for line in &lines {
            assert!(line.chars().count() <= COLUMNS, "{command:?}: {line}");
        }
        assert!(text.contains("Usage: hdrtrace"), "{text}");
        assert!(
            lines
                .last()
                .is_some_and(|last| last.contains("--help lists all"))
        );
    }
    let text = help(&["-h"]);
    for part in [
        "check",
        "verify-evidence",
        "--offline",
        "--format",
        "--trust",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
}

#[test]
fn the_long_help_has_sections_and_ends_with_examples() {
    for command in COMMANDS {
        let text = help(&[command, &["--help"][..]].concat());
        assert!(text.contains("Options:"), "{text}");
        // A command of commands has theirs.
        let has_commands = text.contains("Commands:") && !command.is_empty();
        let example = text.rfind("\nExample");
        assert_eq!(example.is_some(), !has_commands, "{command:?}\n{text}");
        if let Some(at) = example {
            assert!(!text[at..].contains("Options:"), "{text}");
        }
    }
}
