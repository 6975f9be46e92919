//! The README: its commands run, its picture is the real output, its links lead somewhere.

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

#[test]
fn the_daily_uses_are_accepted() {
    let text = readme();
    let daily = blocks(&text, "sh")
        .into_iter()
        .find(|block| block.contains("# trace a message"));
    let mut seen = 0;
    for line in daily.expect("daily uses").lines() {
        let line = line
            .split(" #")
            .next()
            .unwrap_or_default()
            .split(" | ")
            .next()
            .unwrap_or_default();
        let words: Vec<&str> = line.split_whitespace().skip(1).collect();
        let sample = "samples/clean.eml";
        let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(sample));
        let one = format!(
            "From a@example.org Sat May  2 10:00:00 2026\n{}\n",
            text.expect("a sample")
        );
        let inbox =
            std::env::temp_dir().join(format!("hdrtrace-readme-{}.mbox", std::process::id()));
        std::fs::write(&inbox, one.repeat(12)).expect("a mailbox");
        let capsule =
            std::env::temp_dir().join(format!("hdrtrace-readme-{}.json", std::process::id()));
        let (mut arguments, mut stdin) = (Vec::new(), words.is_empty());
        let mut words = words.into_iter();
        while let Some(word) = words.next() {
            match word {
                "<" => {
                    stdin = true;
                    words.next();
                }
                // What a file is, its content decides.
                "invoice.eml" | "mail.eml" | "*.eml" | "reported.msg" => {
                    arguments.push(sample.to_owned());
                }
                "inbox.mbox" => arguments.push(inbox.display().to_string()),
                "mail.dns.json" if line.contains("--record-dns") => {
                    arguments.push(capsule.display().to_string());
                }
                "mail.dns.json" => arguments.push("samples/clean.dns.json".to_owned()),
                other => arguments.push(other.to_owned()),
            }
        }
        // Nothing is asked of the network here: a server on loopback that is not there stands in for the system's.
        let asks = !["--offline", "--replay-dns", "explain"]
            .iter()
            .any(|word| line.contains(word));
        if asks {
            arguments.splice(0..0, ["--nameserver".to_owned(), "127.0.0.1:1".to_owned()]);
        }
        let mut command = hdrtrace();
        command.args(&arguments);
        if stdin {
            let root = Path::new(env!("CARGO_MANIFEST_DIR"));
            command.stdin(std::fs::File::open(root.join(sample)).expect("a sample"));
        }
        let output = command.output().expect("it runs");
        let _ = std::fs::remove_file(&capsule);
        let _ = std::fs::remove_file(&inbox);
        let code = output.status.code();
        assert!(
            matches!(code, Some(0 | 1)),
            "{line}: {code:?} {}",
            String::from_utf8_lossy(&output.stderr)
        );
        assert!(!output.stdout.is_empty(), "{line}: no output");
        seen += 1;
    }
    assert!(seen >= 8);
}

#[test]
fn the_files_it_names_are_there() {
    let text = readme();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for link in text
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split(')').next())
    {
        if !link.starts_with('#') && !link.starts_with("http") {
            assert!(root.join(link).exists(), "{link}");
        }
    }
}
