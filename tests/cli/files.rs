//! What the program writes: whole or not at all, over nothing that is there unless told, and private where it must be.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR"))
            .join(format!("files-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn join(&self, name: &str) -> String {
        self.0.join(name).to_str().unwrap().to_owned()
    }

    fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(&self.0)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn hdrtrace() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hdrtrace"));
    command
        .env("HDRTRACE_CONFIG", "")
        .env("LC_ALL", "C.UTF-8")
        .stdin(Stdio::null());
    command
}

fn run(args: &[&str]) -> Output {
    hdrtrace().args(args).output().unwrap()
}

fn code(output: &Output) -> Option<i32> {
    output.status.code()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A list changed this message, and the signature proves what it was.
fn broken(scratch: &Scratch) -> (String, String) {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let message = scratch.join("list.eml");
    fs::copy(samples.join("list-arc.eml"), &message).unwrap();
    let answers = samples.join("list-arc.dns.json");
    (message, answers.to_str().unwrap().to_owned())
}

#[test]
fn what_is_there_stays_unless_told_otherwise() {
    let scratch = Scratch::new("there");
    let (message, answers) = broken(&scratch);
    let output = scratch.join("original.eml");
    let recover = ["recover", &message, "--replay-dns", &answers, "-o", &output];
    fs::write(&output, "mine").unwrap();
    // A file that happens to have the name of one half written is nobody's to destroy.
    fs::write(scratch.join("original.eml.part"), "mine, too").unwrap();
    let refused = run(&recover);
    assert_eq!(code(&refused), Some(2), "{}", said(&refused));
    assert!(said(&refused).contains("exists; --overwrite replaces it"));
    assert_eq!(fs::read(&output).unwrap(), b"mine");

    let replaced = run(&[&recover[..], &["--overwrite"]].concat());
    assert_eq!(code(&replaced), Some(0), "{}", said(&replaced));
    let original = fs::read_to_string(&output).unwrap();
    assert!(original.contains("\r\nSubject: Grafting pears in March\r\n"));
    assert_eq!(
        fs::read(scratch.join("original.eml.part")).unwrap(),
        b"mine, too"
    );
    assert_eq!(
        scratch.names(),
        ["list.eml", "original.eml", "original.eml.part"]
    );
}

#[test]
fn the_input_is_never_replaced() {
    let scratch = Scratch::new("input");
    let (message, answers) = broken(&scratch);
    let before = fs::read(&message).unwrap();
    let again = scratch.join("./list.eml");
    let key = scratch.join("key");
    for arguments in [
        &["recover", &message, "--replay-dns", &answers, "-o", &again][..],
        &["redact", &message, "--redact-key", &key, "-o", &again],
    ] {
        let refused = run(&[arguments, &["--overwrite"]].concat());
        assert_eq!(code(&refused), Some(2), "{}", said(&refused));
        assert!(
            said(&refused).contains("is the input"),
            "{}",
            said(&refused)
        );
    }
    assert_eq!(fs::read(&message).unwrap(), before);
}

#[cfg(unix)]
#[test]
fn a_link_is_replaced_and_not_followed() {
    let scratch = Scratch::new("link");
    let (message, answers) = broken(&scratch);
    let (link, target) = (scratch.join("out.eml"), scratch.join("unrelated"));
    fs::write(&target, "unrelated").unwrap();
    std::os::unix::fs::symlink(&target, &link).unwrap();
    let recover = ["recover", &message, "--replay-dns", &answers, "-o", &link];
    assert_eq!(code(&run(&recover)), Some(2));
    let replaced = run(&[&recover[..], &["--overwrite"]].concat());
    assert_eq!(code(&replaced), Some(0), "{}", said(&replaced));
    assert_eq!(fs::read(&target).unwrap(), b"unrelated");
    assert!(fs::symlink_metadata(&link).unwrap().is_file());
    // One that leads nowhere is taken, too.
    let dangling = scratch.join("dangling");
    std::os::unix::fs::symlink(scratch.join("nowhere"), &dangling).unwrap();
    let refused = run(&[
        "recover",
        &message,
        "--replay-dns",
        &answers,
        "-o",
        &dangling,
    ]);
    assert_eq!(code(&refused), Some(2));
    assert!(!Path::new(&scratch.join("nowhere")).exists());
}

#[test]
fn recordings_are_written_by_every_command_as_files_are() {
    let scratch = Scratch::new("recordings");
    let (message, _) = broken(&scratch);
    let capsule = scratch.join("answers.json");
    fs::write(&capsule, "mine").unwrap();
    let key = scratch.join("key");
    // Nothing listens there, and nothing is asked: the place is looked at first.
    let dns = ["--nameserver", "127.0.0.1:9", "--record-dns", &capsule];
    for command in [
        &[message.as_str()][..],
        &["recover", &message],
        &["check", "dkim-key", "s", "example.com"],
        &[
            "report",
            "arf",
            &message,
            "--reporter",
            "Desk <abuse@reporter.example>",
            "--redact-key",
            &key,
        ],
    ] {
        let refused = run(&[command, &dns].concat());
        assert_eq!(code(&refused), Some(2), "{command:?}: {}", said(&refused));
        assert!(said(&refused).contains("--overwrite"), "{}", said(&refused));
        assert!(refused.stdout.is_empty());
    }
    assert_eq!(fs::read(&capsule).unwrap(), b"mine");
    // As mktemp leaves it.
    fs::write(&capsule, "").unwrap();
    let key = ["check", "dkim-key", "s", "example.com"];
    assert_eq!(code(&run(&[&key[..], &dns].concat())), Some(2));
    assert!(
        fs::read_to_string(&capsule)
            .unwrap()
            .contains("hdrtrace-dns/1")
    );
}

#[test]
fn of_reports_that_belong_together_all_are_written_or_none() {
    let scratch = Scratch::new("together");
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let message = samples.join("clean.eml").display().to_string();
    let answers = samples.join("clean.dns.json").display().to_string();
    let (key, out) = (scratch.join("key"), scratch.join("reports"));
    let report = [
        "report",
        "arf",
        &message,
        "--replay-dns",
        &answers,
        "--redact-key",
        &key,
        "--reporter",
        "Desk <abuse@reporter.example>",
        "--out",
        &out,
    ];
    let first = run(&report);
    assert_eq!(code(&first), Some(0), "{}", said(&first));
    let mut names: Vec<PathBuf> = fs::read_dir(&out)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    names.sort();
    assert!(names.len() > 1, "{names:?}");
    // All but the last can be written; none is.
    for path in &names[..names.len() - 1] {
        fs::remove_file(path).unwrap();
    }
    let last = &names[names.len() - 1];
    fs::write(last, "edited by hand").unwrap();
    let refused = run(&report);
    assert_eq!(code(&refused), Some(2));
    assert!(said(&refused).contains("--overwrite"), "{}", said(&refused));
    let left: Vec<_> = fs::read_dir(&out).unwrap().collect();
    assert_eq!(left.len(), 1, "{left:?}");
    assert_eq!(fs::read_to_string(last).unwrap(), "edited by hand");
    let replaced = run(&[&report[..], &["--overwrite"]].concat());
    assert_eq!(code(&replaced), Some(0), "{}", said(&replaced));
    assert_eq!(fs::read_dir(&out).unwrap().count(), names.len());
    assert_ne!(fs::read_to_string(last).unwrap(), "edited by hand");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error_that_names_the_file() {
    let scratch = Scratch::new("full");
    let (message, answers) = broken(&scratch);
    let full = run(&[
        "recover",
        &message,
        "--replay-dns",
        &answers,
        "-o",
        "/dev/full",
    ]);
    assert_eq!(code(&full), Some(2));
    assert!(
        said(&full).contains("cannot write /dev/full: no space left"),
        "{}",
        said(&full)
    );
    let nowhere = scratch.join("no/folder/out.eml");
    let gone = run(&[
        "recover",
        &message,
        "--replay-dns",
        &answers,
        "-o",
        &nowhere,
    ]);
    assert_eq!(code(&gone), Some(2));
    assert!(said(&gone).contains(&nowhere), "{}", said(&gone));
}

#[test]
fn killed_at_any_moment_there_is_the_old_file_or_the_new_one() {
    let scratch = Scratch::new("killed");
    let (message, answers) = broken(&scratch);
    let output = scratch.join("original.eml");
    let recover = ["recover", &message, "--replay-dns", &answers, "-o", &output];
    assert_eq!(code(&run(&recover)), Some(0));
    let new = fs::read(&output).unwrap();
    fs::write(&output, "old").unwrap();
    for step in 0..20 {
        let mut child = hdrtrace()
            .args(recover)
            .arg("--overwrite")
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(4 * step));
        let _ = child.kill();
        child.wait().unwrap();
        let there = fs::read(&output).unwrap();
        assert!(there == b"old" || there == new, "{}", there.len());
    }
}

#[cfg(unix)]
mod private {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn a_key_and_a_case_folder_are_for_their_owner_only() {
        let scratch = Scratch::new("private");
        let (message, answers) = broken(&scratch);
        let key = scratch.join("key");
        let redacted = run(&["redact", &message, "--redact-key", &key]);
        assert_eq!(code(&redacted), Some(0), "{}", said(&redacted));
        assert_eq!(mode(Path::new(&key)), 0o600);
        let folder = scratch.join("case");
        let kept = run(&[&message, "--replay-dns", &answers, "--evidence", &folder]);
        assert_eq!(code(&kept), Some(0), "{}", said(&kept));
        assert_eq!(mode(Path::new(&folder)), 0o700);
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            assert_eq!(mode(&path), 0o600, "{}", path.display());
        }
    }

    #[test]
    fn first_runs_at_once_agree_on_one_key() {
        let scratch = Scratch::new("race");
        let (message, _) = broken(&scratch);
        let key = scratch.join("key");
        let children: Vec<_> = (0..8)
            .map(|_| {
                hdrtrace()
                    .args(["redact", &message, "--redact-key", &key])
                    .stdout(Stdio::piped())
                    .stderr(Stdio::piped())
                    .spawn()
                    .unwrap()
            })
            .collect();
        let outputs: Vec<Output> = children
            .into_iter()
            .map(|child| child.wait_with_output().unwrap())
            .collect();
        for output in &outputs {
            assert_eq!(code(output), Some(0), "{}", said(output));
            assert_eq!(output.stdout, outputs[0].stdout);
        }
        assert_eq!(scratch.names(), ["key", "list.eml"]);
    }

    #[test]
    #[ignore = "needs to be root, to give a file away"]
    fn a_key_of_another_user_is_not_taken() {
        let scratch = Scratch::new("owner");
        let (message, _) = broken(&scratch);
        let key = scratch.join("key");
        fs::write(&key, "a7".repeat(32)).unwrap();
        fs::set_permissions(&key, fs::Permissions::from_mode(0o600)).unwrap();
        std::os::unix::fs::chown(&key, Some(12_345), None).unwrap();
        let refused = run(&["redact", &message, "--redact-key", &key]);
        assert_eq!(code(&refused), Some(2));
        assert!(
            said(&refused).contains("belongs to another user"),
            "{}",
            said(&refused)
        );
    }
}

/// What a person sees: the program on a terminal of its own, which `script` makes.
#[cfg(target_os = "linux")]
mod on_a_terminal {
    use super::*;

    fn shown(arguments: &[&str]) -> String {
        let words: Vec<String> = std::iter::once(env!("CARGO_BIN_EXE_hdrtrace"))
            .chain(arguments.iter().copied())
            .map(|word| format!("'{}'", word.replace('\'', "'\\''")))
            .collect();
        let output = Command::new("script")
            .args(["-qec", &words.join(" "), "/dev/null"])
            .env("HDRTRACE_CONFIG", "")
            .env("LC_ALL", "C.UTF-8")
            .env("TERM", "xterm")
            // A pager would wait for somebody to press a key.
            .env("PAGER", "cat")
            .env_remove("HDRTRACE_PAGER")
            .stdin(Stdio::null())
            .output()
            .expect("script of util-linux");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// A message that would act on a terminal wherever it is shown as it is.
    fn hostile(scratch: &Scratch) -> String {
        let path = scratch.join("hostile\u{1b}[31m.eml");
        let message = "Received: from a.example ([192.0.2.7]) by mx.example.net id 1; Sat, 2 May 2026 10:00:09 +0000\r\n\
            To: robin@example.net\r\nFrom: \"\u{1b}]0;owned\u{7}\" <a@a.example>\r\n\
            Subject: \u{1b}[2J\u{9b}31m\u{202e}gpj.exe\r\n\r\n\u{1b}[31mHello, robin@example.net\r\n";
        fs::write(&path, message).unwrap();
        path
    }

    /// What a terminal would act on, beside the colors that are ours.
    fn acts(text: &str) -> Vec<char> {
        let mut plain = text.to_owned();
        while let Some(at) = plain.find("\u{1b}[") {
            let end = plain[at + 2..].find(|c: char| !c.is_ascii_digit() && c != ';');
            match end.map(|end| at + 2 + end) {
                Some(end) if plain[end..].starts_with('m') => plain.replace_range(at..=end, ""),
                _ => break,
            }
        }
        plain
            .chars()
            .filter(|c| c.is_control() && !matches!(c, '\r' | '\n' | '\t') || *c == '\u{202e}')
            .collect()
    }

    #[test]
    #[ignore = "needs script(1) of util-linux"]
    fn nothing_of_a_stranger_reaches_a_terminal_raw() {
        let scratch = Scratch::new("tty");
        let message = hostile(&scratch);
        let (key, gone) = (scratch.join("key"), scratch.join("gone\u{1b}[2J"));
        let arf = [
            "report",
            "arf",
            &message,
            "--offline",
            "--reporter",
            "Desk <abuse@reporter.example>",
            "--redact-key",
            &key,
        ];
        let text = [&["report", "text"], &arf[2..]].concat();
        for arguments in [
            &["--offline", &message][..],
            &["--offline", "--color", "never", &message],
            &["--offline", "--annotate", &message],
            &["--offline", "--format", "json", &message],
            &["--offline", "--format", "markdown", &message],
            &["--offline", "--format", "html", &message],
            &["--offline", "--format", "csv", "--table", "hops", &message],
            &["--offline", &gone],
            &["redact", &message, "--redact-key", &key],
            &["recover", "--offline", &message],
            &["render", &message],
            &["render", &gone],
            &["verify-evidence", &gone],
            &["--replay-dns", &gone, &message],
            &["--no-such-\u{1b}[2J"],
            &["--format", "\u{1b}[2J"],
            &["explain", "\u{1b}[2Jx"],
            &arf,
            &text,
        ] {
            let shown = shown(arguments);
            assert!(
                acts(&shown).is_empty(),
                "{arguments:?}:\n{}",
                shown.escape_debug()
            );
        }
        let refused = shown(&arf);
        assert!(refused.contains("--output FILE"), "{refused}");
        let told = shown(&[&arf[..], &["--output", "-"]].concat());
        assert!(told.contains("Feedback-Type: abuse"), "{told}");
    }
}
