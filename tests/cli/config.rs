//! The configuration file, as the command reads it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const SAMPLE: &str = "samples/spoofed-bank.eml";

/// A folder of one test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR"))
            .join(format!("config-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(path.join("hdrtrace")).expect("a folder");
        Self(path)
    }

    /// Writes the user's configuration, and runs the command there.
    fn run(&self, configuration: &str, arguments: &[&str]) -> Output {
        fs::write(self.0.join("hdrtrace/hdrtrace.toml"), configuration).expect("written");
        self.command(arguments).output().expect("it runs")
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hdrtrace"));
        command
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .env("XDG_CONFIG_HOME", &self.0)
            .env("LC_ALL", "C.UTF-8")
            .env_remove("HDRTRACE_CONFIG")
            .args(arguments);
        command
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_setting_is_the_default_of_its_option() {
    let folder = Folder::new("default");
    let file = "fail-on = \"notice\"\n[output]\nformat = \"json\"\n[dns]\noffline = true\n";
    let output = folder.run(file, &[SAMPLE]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    assert!(stdout(&output).starts_with("{\"schema\":"));
    assert!(stdout(&output).contains("\"rcode\":\"skipped\",\"detail\":\"offline\""));
}

#[test]
fn what_is_typed_wins() {
    let folder = Folder::new("typed");
    let file = "fail-on = \"notice\"\ntrust = [\"none\"]\n[output]\nformat = \"json\"\n[dns]\noffline = true\n";
    let replay = ["--replay-dns", "samples/spoofed-bank.dns.json"];
    let typed = [
        &replay[..],
        &[
            "--format",
            "markdown",
            "--fail-on=high",
            "--trust",
            "auto",
            SAMPLE,
        ],
    ]
    .concat();
    let output = folder.run(file, &typed);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    // It has DNS answers although the file says offline, and a boundary although it trusts nobody.
    assert!(stdout(&output).contains("p=reject"), "{}", stdout(&output));
    assert!(stdout(&output).contains("203.0.113.9"));
    assert!(!stdout(&output).starts_with('{'));
}

#[test]
fn it_can_be_named_and_shut_out() {
    let folder = Folder::new("named");
    let other = folder.0.join("other.toml");
    fs::write(&other, "[output]\nformat = \"csv\"\n").expect("written");
    let other = other.to_str().expect("a plain name");
    let json = "[dns]\noffline = true\n[output]\nformat = \"json\"\n";
    let named = folder.run(
        json,
        &["--config", other, "--table=hops", "--offline", SAMPLE],
    );
    assert!(stdout(&named).starts_with("input,"), "{}", stdout(&named));
    let none = folder.run(json, &["--no-config", "--offline", SAMPLE]);
    assert!(stdout(&none).starts_with(" samples"), "{}", stdout(&none));
    let emptied = folder
        .command(&["--offline", SAMPLE])
        .env("HDRTRACE_CONFIG", "")
        .output()
        .expect("it runs");
    assert!(stdout(&emptied).starts_with(" samples"));
    let by_variable = folder
        .command(&["--table=hops", "--offline", SAMPLE])
        .env("HDRTRACE_CONFIG", other)
        .output()
        .expect("it runs");
    assert!(stdout(&by_variable).starts_with("input,"));
}

#[test]
fn it_serves_every_command_that_has_the_option() {
    let folder = Folder::new("commands");
    let file = "[report]\nreporter = \"Example Org <abuse@example.org>\"\n[dns]\noffline = true\n\
                [redaction]\nkey = \"tokens.key\"\n";
    let output = folder.run(file, &["report", "text", SAMPLE]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stdout(&output).contains("abuse@example.org"));
    // A relative name is one beside the file.
    assert!(folder.0.join("hdrtrace/tokens.key").exists());
    let output = folder.run(
        "[report]\nheaders-only = true\n",
        &["report", "text", SAMPLE],
    );
    assert!(
        stderr(&output).contains("--reporter"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn errors_name_file_line_and_remedy() {
    let folder = Folder::new("errors");
    let place = |line: usize| {
        let path = folder.0.join("hdrtrace/hdrtrace.toml");
        format!("hdrtrace: {}:{line}: ", path.display())
    };
    for (file, line, expected) in [
        (
            "protects = \"x\"\n",
            1,
            "unknown setting protects; did you mean protect?",
        ),
        ("[dns]\nserver = \"x\"\n", 2, "unknown setting dns.server"),
        (
            "offline = true\n",
            1,
            "unknown setting offline; did you mean dns.offline?",
        ),
        (
            "[dns]\noffline = \"yes\"\n",
            2,
            "dns.offline: must be true or false",
        ),
        ("trust = 3\n", 1, "trust: must be a list of strings"),
        (
            "trust = [\"auto\",\n \"some\"]\n",
            1,
            "trust: invalid trust value \"some\"",
        ),
        (
            "[output]\n\nwidth = 7\n",
            3,
            "output.width: 7 is not in 40..=400",
        ),
        (
            "[output]\ncolor = \"blue\"\n",
            2,
            "output.color: give one of auto, always, never",
        ),
        ("protect = \n", 1, ""),
        ("protect = \"\u{1b}[31m\"\n", 1, ""),
    ] {
        let output = folder.run(file, &["--offline", SAMPLE]);
        assert_eq!(output.status.code(), Some(2), "{file}");
        let said = stderr(&output);
        assert!(
            said.starts_with(&format!("{}{expected}", place(line))),
            "{file}: {said}"
        );
        assert!(!said.contains('\u{1b}'));
    }
    let missing = folder.run("", &["--config", "no-such-file.toml", SAMPLE]);
    assert_eq!(missing.status.code(), Some(2));
    assert!(stderr(&missing).contains("no-such-file.toml"));
    // What has no use for it is not stopped by a broken one.
    for arguments in [&["--help"][..], &["explain", "SCL"], &["--version"]] {
        let output = folder.run("protect = \n", arguments);
        assert_eq!(
            output.status.code(),
            Some(0),
            "{arguments:?}: {}",
            stderr(&output)
        );
    }
}

#[test]
fn what_is_shown_is_in_force_and_can_be_read_again() {
    let folder = Folder::new("show");
    let file = "protect = [\"example.net\", \"example.org\"]\n[output]\ndefang = false\n[dns]\ntimeout = 9\n";
    let shown = folder.run(file, &["config", "show"]);
    assert_eq!(shown.status.code(), Some(0), "{}", stderr(&shown));
    let text = stdout(&shown);
    let line = |start: &str| {
        text.lines()
            .find(|line| line.starts_with(start))
            .unwrap_or_else(|| panic!("{start} is missing in\n{text}"))
    };
    assert!(line("protect = [\"example.net\", \"example.org\"]").contains("# line 1"));
    assert!(line("defang = false").contains("# line 3"));
    assert!(line("timeout = 9").contains("# line 5"));
    assert!(line("at = \"received\"").contains("# default"));
    assert!(line("# nameserver is not set").contains("# default"));
    let again = stdout(&folder.run(&text, &["config", "show"]));
    let settings = |text: &str| -> Vec<String> {
        text.lines()
            .filter(|line| !line.starts_with('#'))
            .map(|line| {
                line.split(" #")
                    .next()
                    .unwrap_or_default()
                    .trim()
                    .to_owned()
            })
            .collect()
    };
    assert_eq!(settings(&again), settings(&text));
}
