//! Options that several commands have: before and after the command's name, and only where they mean something.

use std::process::{Command, Output};

const SAMPLE: &str = "samples/spoofed-bank.eml";
const REPLAY: [&str; 2] = ["--replay-dns", "samples/spoofed-bank.dns.json"];

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_hdrtrace"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("HDRTRACE_CONFIG", "")
        .env("LC_ALL", "C.UTF-8")
        .args(arguments)
        .output()
        .expect("it runs")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn before_the_command_they_mean_what_they_mean_behind_it() {
    let check = [
        "check",
        "spf",
        "--ip",
        "192.0.2.7",
        "--mail-from",
        "a@b.example",
    ];
    let report = [
        "report",
        "text",
        SAMPLE,
        "--reporter",
        "a@b.example",
        "--no-redact",
    ];
    for (common, command) in [
        (&["--no-config", "--offline"][..], &check[..]),
        (&["--offline", "--format", "json"], &check),
        (&["--offline", "--color", "always"], &check),
        (&["--offline"], &["check", "dkim-key", "s", "b.example"]),
        (&["--offline"], &["recover", SAMPLE]),
        (&["--no-config"], &["explain", "SCL"]),
    ] {
        let before = run(&[common, command].concat());
        let behind = run(&[command, common].concat());
        let exit = before.status.code();
        assert!(!said(&before).contains("Usage"), "{}", said(&before));
        assert_eq!(
            (exit, &before.stdout, &before.stderr),
            (behind.status.code(), &behind.stdout, &behind.stderr),
            "{common:?} {command:?}"
        );
    }
    for common in [
        &["--offline"][..],
        &[&REPLAY[..], &["--at", "now"]].concat(),
    ] {
        let before = run(&[common, &report].concat());
        assert_eq!(before.status.code(), Some(0), "{}", said(&before));
        assert_eq!(run(&[&report[..], common].concat()).status.code(), Some(0));
    }
}

#[test]
fn what_a_command_has_no_use_for_is_refused_on_either_side() {
    for (common, command) in [
        (&["--offline"][..], &["redact", SAMPLE][..]),
        (&["--offline"], &["explain", "SCL"]),
        (&["--color", "never"], &["recover", SAMPLE]),
        (&["--client-ip", "192.0.2.7"], &["recover", SAMPLE]),
        (&["--at", "now"], &["check", "dkim-key", "s", "b.example"]),
    ] {
        for arguments in [[common, command].concat(), [command, common].concat()] {
            let output = run(&arguments);
            assert_eq!(output.status.code(), Some(2), "{arguments:?}");
            let expected = format!("'{}' is not for '{}'", common[0], command[0]);
            assert!(said(&output).contains(&expected), "{}", said(&output));
        }
    }
    // Options of tracing are no common ones.
    let output = run(&["--annotate", "check", "dkim-key", "s", "b.example"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("--annotate"), "{}", said(&output));
}

#[test]
fn what_excludes_each_other_does_so_across_the_command() {
    for (before, behind) in [
        (&["--offline"][..], &["--nameserver", "192.0.2.53"][..]),
        (&REPLAY, &["--offline"]),
        (&["--no-config"], &["--config", "x.toml"]),
    ] {
        let command = &["recover", SAMPLE][..];
        let output = run(&[before, command, behind].concat());
        assert_eq!(output.status.code(), Some(2), "{before:?} {behind:?}");
        assert!(
            said(&output).contains("cannot be used with"),
            "{}",
            said(&output)
        );
    }
}

#[test]
fn help_lists_what_a_command_has_and_no_more() {
    let help = |command: &[&str]| {
        let output = run(&[command, &["--help"]].concat());
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    for (command, has, lacks) in [
        (
            &["check", "spf"][..],
            &["--offline", "--color", "--config"][..],
            &["--trust", "--at "][..],
        ),
        (
            &["recover"],
            &["--offline", "--config"],
            &["--trust", "--format"],
        ),
        (
            &["report"],
            &["--offline", "--trust", "--at "],
            &["--format", "--color"],
        ),
        (
            &["redact"],
            &["--config", "--redact-key"],
            &["--offline", "--format", "--at "],
        ),
        (
            &["explain"],
            &["--list"],
            &["--offline", "--format", "--trust"],
        ),
    ] {
        let text = help(command);
        for option in has {
            assert!(text.contains(option), "{command:?} lacks {option}:\n{text}");
        }
        for option in lacks {
            assert!(!text.contains(option), "{command:?} has {option}:\n{text}");
        }
    }
}

#[test]
fn help_keeps_its_headings_apart() {
    let output = run(&["--help"]);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let places = [
        "\nOptions:",
        "\nOutput:",
        "\nAnalysis:",
        "\nDNS:",
        "\nFiles:",
        "\nKnown facts:",
        "\nConfiguration:",
        "\nEnrichment (off by default):",
        "\nExit codes:",
    ];
    let at: Vec<usize> = places
        .iter()
        .map(|heading| {
            text.find(heading)
                .unwrap_or_else(|| panic!("{heading}\n{text}"))
        })
        .collect();
    assert!(at.is_sorted(), "{at:?}");
    for (option, section) in [
        ("  -h, --help", 0),
        ("--format <", 1),
        ("--color <", 1),
        ("--width <", 1),
        ("--verbose\n", 1),
        ("--evidence <", 1),
        ("--at <", 2),
        ("--depth <", 2),
        ("--fail-on <", 2),
        ("--offline\n", 3),
        ("--overwrite\n", 4),
        ("--trust <", 5),
        ("--config <", 6),
        ("--enrich <", 7),
    ] {
        let place = text.find(option).expect(option);
        assert!(at[section] < place && place < at[section + 1], "{option}");
    }
}

#[test]
fn manual_pages_and_completions_are_made_of_what_can_be_typed() {
    let made = |what: &[&str]| {
        let output = run(&[&["generate"], what].concat());
        assert_eq!(output.status.code(), Some(0), "{}", said(&output));
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    let page = made(&["man"]);
    assert!(page.contains(".TH hdrtrace 1"), "{page}");
    assert!(page.contains("\\-\\-offline") && page.contains("verify\\-evidence"));
    assert!(page.contains("Overwrite existing output files"), "{page}");
    let page = made(&["man", "check", "spf"]);
    assert!(page.contains("hdrtrace\\-check\\-spf") && page.contains("Exit codes"));
    let page = made(&["man", "recover"]);
    assert!(page.contains("hdrtrace\\-recover") && page.contains("\\-\\-output"));
    assert!(!page.contains("\\-\\-trust"), "{page}");
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let text = made(&["completions", shell]);
        assert!(text.contains("verify-evidence"), "{shell}");
        assert!(text.contains("offline"), "{shell}");
    }
    let output = run(&["generate", "man", "no-such-command"]);
    assert_eq!(output.status.code(), Some(2));
}
