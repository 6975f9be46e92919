//! Blocks of `console`: lines that begin with `$ ` are run by a shell in a copy of the samples, and what they print is compared
//! with the lines below. `…` stands for any text, alone on a line for any lines.

use super::{blocks, copy, pages, root};
use crate::scratch::Scratch;
use std::fs;
use std::path::Path;
use std::process::Command;

/// A command, and what it prints.
struct Run<'t> {
    command: &'t str,
    shown: Vec<&'t str>,
}

fn runs(text: &str) -> Vec<Run<'_>> {
    let mut found: Vec<Run<'_>> = Vec::new();
    for block in blocks(text) {
        if block.info != "console" {
            continue;
        }
        for line in block.lines {
            if let Some(command) = line.strip_prefix("$ ") {
                let shown = Vec::new();
                found.push(Run { command, shown });
            } else if let Some(last) = found.last_mut() {
                last.shown.push(line);
            }
        }
    }
    found
}

/// Whether a line is what is shown, in which `…` is any text.
fn is_like(shown: &str, line: &str) -> bool {
    match shown.split_once('…') {
        None => shown == line,
        Some((start, rest)) => line.strip_prefix(start).is_some_and(|line| {
            let ends = line.char_indices().map(|(at, _)| at).chain([line.len()]);
            ends.into_iter().any(|at| is_like(rest, &line[at..]))
        }),
    }
}

/// Whether lines are what is shown, in which a line `…` is any lines.
fn are_like(shown: &[&str], lines: &[&str]) -> bool {
    match shown.split_first() {
        None => lines.is_empty(),
        Some((&"…", rest)) => (0..=lines.len()).any(|at| are_like(rest, &lines[at..])),
        Some((first, rest)) => lines
            .split_first()
            .is_some_and(|(line, lines)| is_like(first, line) && are_like(rest, lines)),
    }
}

/// What a command prints, on both outputs.
fn printed(command: &str, folder: &Path, programs: &Path, home: &str) -> String {
    let path = std::env::var("PATH").expect("PATH");
    let output = Command::new("sh")
        .args(["-c", &format!("exec 2>&1\n{command}")])
        .current_dir(folder)
        .env("PATH", format!("{}:{path}", programs.display()))
        .env("HDRTRACE_CONFIG", "")
        .env("XDG_CONFIG_HOME", home)
        .env("LC_ALL", "C.UTF-8")
        .output()
        .expect("a shell");
    String::from_utf8_lossy(&output.stdout).replace('\r', "")
}

#[test]
fn what_a_page_shows_is_printed() {
    let mut seen = 0;
    let mut wrong = Vec::new();
    for (name, text) in pages() {
        let runs = runs(&text);
        if runs.is_empty() {
            continue;
        }
        let scratch = Scratch::new();
        let (folder, programs) = (scratch.path("work"), scratch.path("bin"));
        let (folder, programs) = (Path::new(&folder), Path::new(&programs));
        fs::create_dir_all(folder).expect("a folder");
        fs::create_dir_all(programs).expect("a folder");
        fs::hard_link(env!("CARGO_BIN_EXE_hdrtrace"), programs.join("hdrtrace")).expect("a link");
        copy(&root().join("samples"), folder, |_| true);
        let beside = root().join(&name);
        copy(beside.parent().expect("a folder"), folder, |path| {
            path.extension().is_some_and(|end| end == "eml")
        });
        for run in runs {
            let printed = printed(run.command, folder, programs, &scratch.path("home"));
            let lines: Vec<&str> = printed.trim_end().lines().collect();
            let shown = run.shown.join("\n");
            let shown: Vec<&str> = shown.trim_end().lines().collect();
            if !are_like(&shown, &lines) {
                wrong.push(format!("{name}: $ {}\n{printed}", run.command));
            }
            seen += 1;
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(seen > 30, "{seen}");
}

#[test]
fn an_ellipsis_is_any_text_and_nothing_else_is() {
    assert!(is_like("seal …", "seal 83dd"));
    assert!(is_like("a … c … e", "a b c d e"));
    assert!(!is_like("a … c", "a b"));
    assert!(!is_like("a", "a b"));
    assert!(are_like(&["a", "…", "d"], &["a", "b", "c", "d"]));
    assert!(are_like(&["…"], &[]));
    assert!(!are_like(&["a", "…"], &["b"]));
    assert!(!are_like(&["a"], &["a", "b"]));
}
