//! The README: its picture is the real output, and its two commands are those of a fresh checkout.

use std::path::Path;
use std::process::Command;

fn readme() -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md"))
        .expect("README.md")
}

/// The contents of the fenced blocks with this info string.
fn blocks<'t>(text: &'t str, info: &str) -> Vec<&'t str> {
    let opening = format!("```{info}\n");
    text.split(&opening)
        .skip(1)
        .filter_map(|rest| rest.split("\n```").next())
        .collect()
}

fn hdrtrace() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hdrtrace"));
    command
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("HDRTRACE_CONFIG", "")
        .env("LC_ALL", "C.UTF-8");
    command
}

#[test]
fn the_picture_is_the_real_output() {
    let text = readme();
    let picture = blocks(&text, "")
        .into_iter()
        .find(|block| block.starts_with("$ hdrtrace"));
    let picture = picture.expect("a picture of the output");
    let (command, shown) = picture.split_once('\n').expect("a command and its output");
    let arguments = command.split(' ').skip(2);
    let output = hdrtrace().args(arguments).output().expect("it runs");
    assert!(output.status.success());
    assert_eq!(
        String::from_utf8_lossy(&output.stdout).trim_end(),
        shown.trim_end()
    );
}

#[test]
fn the_first_command_runs_the_main_job_without_a_network() {
    let text = readme();
    let command = blocks(&text, "sh")
        .into_iter()
        .find(|block| block.starts_with("cargo run"));
    let command = command.expect("the command of the main job");
    // What cargo builds is what this test was given; the arguments are those of the README.
    let (_, arguments) = command
        .trim()
        .split_once(" -- ")
        .expect("arguments behind --");
    let output = hdrtrace()
        .args(arguments.split(' '))
        .output()
        .expect("it runs");
    let shown = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success());
    for part in ["ROUTE", "AUTHENTICATION", "FINDINGS", "DMARC"] {
        assert!(shown.contains(part), "{part} is missing in\n{shown}");
    }
    assert!(
        !shown.contains("unchecked"),
        "the capsule lacks answers:\n{shown}"
    );
}

#[test]
fn the_second_command_is_the_tests() {
    assert!(blocks(&readme(), "sh").contains(&"cargo test"));
}
