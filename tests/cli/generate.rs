//! Manual pages and completions: there is one for everything that can be typed.

use crate::scratch::Scratch;
use std::fs;
use std::process::Command;

fn generate(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_hdrtrace"))
        .env("HDRTRACE_CONFIG", "")
        .arg("generate")
        .args(arguments)
        .output()
        .expect("it runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).expect("text")
}

#[test]
fn every_command_has_a_manual_page() {
    let folder = Scratch::new();
    let out = folder.path("man");
    generate(&["man", "--out", &out]);
    let pages: Vec<(String, String)> = fs::read_dir(&out)
        .expect("a folder")
        .map(|entry| {
            let path = entry.expect("an entry").path();
            let name = path.file_stem().expect("a name").display().to_string();
            (name, fs::read_to_string(path).expect("text"))
        })
        .collect();
    assert!(pages.len() > 20, "{}", pages.len());
    for (name, page) in &pages {
        let words: Vec<&str> = name.split('-').skip(1).collect();
        let listed = page.replace("\\-", "-");
        // What whatis and apropos read.
        assert!(listed.contains(&format!("\n.SH NAME\n{name} - ")), "{name}");
        assert!(listed.contains(".SH OPTIONS"), "{name}");
        // A page that another one names is there.
        for named in listed.split("hdrtrace-").skip(1) {
            if let Some((rest, _)) = named.split_once("(1)")
                && !rest.contains([' ', '\n'])
                && !rest.ends_with("help")
            {
                let named = format!("hdrtrace-{}", rest.replace("\\fR", ""));
                assert!(pages.iter().any(|(name, _)| *name == named), "{named}");
            }
        }
        // The same page is printed when it is asked for by its command, where that is one word.
        if words.len() == 1 {
            assert_eq!(generate(&["man", words[0]]), *page, "{name}");
        }
    }
    assert_eq!(
        generate(&["man", "check", "spf"]),
        fs::read_to_string(folder.path("man/hdrtrace-check-spf.1")).expect("text")
    );
}

#[test]
fn every_shell_has_completions() {
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let made = generate(&["completions", shell]);
        for word in ["verify-evidence", "dkim-key", "replay-dns", "markdown"] {
            assert!(made.contains(word), "{shell}: {word}");
        }
    }
}
