//! The files that `scan` reads lists from and writes: what is in the way, what is its own, and what is left of a scan that was ended.

use crate::scan;
use crate::scratch::Scratch;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

fn command(args: &[&str]) -> Command {
    scan::hdrtrace(&[&["scan", "--offline"], args].concat())
}

/// Standard output, standard error, exit code.
fn run(args: &[&str]) -> (String, String, i32) {
    scan::run(&[&["scan", "--offline"], args].concat())
}

fn mailbox(count: usize) -> String {
    let message = "From a@b.example Sat May  2 10:00:00 2026\n\
                   From: a@sender.example\nSubject: Minutes\n\nHello.\n\n";
    message.repeat(count)
}

fn read(path: impl AsRef<Path>) -> String {
    fs::read_to_string(path).expect("a file")
}

/// A folder of its own with an inbox.
fn mail(scratch: &Scratch, count: usize) -> PathBuf {
    let folder = PathBuf::from(scratch.path("mail"));
    fs::create_dir(&folder).expect("a folder");
    fs::write(folder.join("inbox"), mailbox(count)).expect("a file");
    folder
}

/// What stands in a folder beside the inbox.
fn beside(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let names = entries.map(|entry| entry.expect("an entry").file_name());
    let names = names.map(|name| name.into_string().expect("text"));
    let mut names: Vec<String> = names.filter(|name| name != "inbox").collect();
    names.sort();
    names
}

#[test]
fn overwrite_replaces_what_a_scan_writes() {
    let scratch = Scratch::new();
    let inbox = scratch.file("inbox", mailbox(3));
    for (option, name) in [
        ("--out", "out.csv"),
        ("--dns-wanted", "wanted"),
        ("--record-dns", "dns.json"),
    ] {
        let path = scratch.file(name, "mine");
        let args = [option, &path, &inbox];
        // Recording and --offline exclude each other.
        let args = |more: &[&str]| {
            let mut command = match option {
                "--record-dns" => scan::hdrtrace(&["scan", "--nameserver", "127.0.0.1:1"]),
                _ => command(&[]),
            };
            command.args(args).args(more).output().expect("it runs")
        };
        let refused = args(&[]);
        assert_eq!(refused.status.code(), Some(2), "{option}");
        let err = String::from_utf8_lossy(&refused.stderr);
        assert!(err.contains("already exists; --overwrite"), "{err}");
        assert_eq!((refused.stdout.len(), read(&path)), (0, "mine".to_owned()));
        let done = args(&["--overwrite"]);
        assert_eq!(done.status.code(), Some(0), "{option}");
        assert_ne!(read(&path), "mine");
    }
}

#[test]
fn what_cannot_be_written_is_said_before_the_work() {
    let scratch = Scratch::new();
    let inbox = scratch.file("inbox", mailbox(3));
    let there = |name: &str| scratch.path(name);
    let nowhere = there("no/file.json");
    let journal = there("journal");
    for option in ["--summary", "--dns-wanted", "--resume"] {
        let (out, err, code) = run(&[option, &nowhere, &inbox]);
        assert_eq!((out.as_str(), code), ("", 2), "{option}");
        assert!(err.contains("its folder does not exist"), "{err}");
    }
    let csv = there("no/out.csv");
    let (_, _, code) = run(&["--resume", &journal, "--out", &csv, &inbox]);
    assert_eq!((code, Path::new(&journal).exists()), (2, false));
    let (same, other) = (there("same.csv"), there("./same.csv"));
    let link = there("link");
    for (args, why) in [
        (vec!["--summary", &same, "--out", &other], "name the same"),
        (
            vec!["--summary", &same, "--resume", &other],
            "name the same",
        ),
        (vec!["--summary", &inbox], "is the input"),
        (vec!["--resume", &inbox], "is the input"),
        (vec!["--summary", &link], "is the input"),
        (vec!["--summary", "-"], "takes the name of a file"),
        (vec!["--resume", "/dev/null"], "is no regular file"),
    ] {
        #[cfg(unix)]
        if !Path::new(&link).exists() {
            std::os::unix::fs::symlink(&inbox, &link).expect("a link");
        }
        let (out, err, code) = run(&[&args[..], &[&inbox]].concat());
        assert_eq!((out.as_str(), code), ("", 2), "{args:?}: {err}");
        assert!(err.contains(why), "{args:?}: {err}");
        assert_eq!(read(&inbox), mailbox(3));
        assert!(!Path::new(&same).exists());
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_summary_that_cannot_be_written_is_told() {
    let scratch = Scratch::new();
    let inbox = scratch.file("inbox", mailbox(3));
    let (out, err, code) = run(&["--format", "csv", "--summary", "/dev/full", &inbox]);
    assert_eq!((out.lines().count(), code), (4, 2));
    assert!(err.contains("3 messages, 0 errors"), "{err}");
    assert!(
        err.contains("cannot write /dev/full: no space left"),
        "{err}"
    );
}

#[test]
fn what_a_scan_has_finished_is_its_own_when_it_goes_on() {
    let scratch = Scratch::new();
    let inbox = scratch.file("inbox", mailbox(30));
    let (out, summary) = (scratch.path("out.csv"), scratch.path("summary.json"));
    let (wanted, journal) = (scratch.path("wanted"), scratch.path("journal"));
    let resumed = |out: &str| {
        let files = ["--out", out, "--summary", &summary, "--dns-wanted", &wanted];
        run(&[&files[..], &["--resume", &journal, &inbox]].concat())
    };
    let all = || [read(&out), read(&summary), read(&wanted)];
    let first = (resumed(&out), all());
    assert_eq!(first.0.2, 0, "{}", first.0.1);
    // As it is where it was killed between two of them.
    for missing in [&summary, &wanted, &out] {
        fs::remove_file(missing).expect("a file");
        assert_eq!((resumed(&out), all()), first);
    }
    // Of another output nothing is known.
    let other = scratch.file("other.csv", "mine");
    let (_, err, code) = resumed(&other);
    assert_eq!((code, read(&other).as_str()), (2, "mine"), "{err}");
    // Neither is of one that was there before the scan had finished any.
    let journal = scratch.path("journal2");
    let args = ["--out", &other, "--resume", &journal, &inbox];
    for _ in 0..2 {
        let (_, err, code) = run(&args);
        assert_eq!((code, read(&other).as_str()), (2, "mine"), "{err}");
        assert!(!Path::new(&journal).exists());
    }
}

#[test]
fn a_scan_does_not_count_its_own_files() {
    let scratch = Scratch::new();
    let folder = mail(&scratch, 300);
    let path = |name: &str| folder.join(name).display().to_string();
    let (out, summary, journal) = (path("out.csv"), path("summary"), path(".journal"));
    let mail = folder.display().to_string();
    let args = [
        "--out",
        &out,
        "--summary",
        &summary,
        "--resume",
        &journal,
        &mail,
    ];
    let mut child = command(&args)
        .stderr(Stdio::null())
        .spawn()
        .expect("it runs");
    wait_for(&mut child, &folder, ".part");
    child.kill().expect("it can be ended");
    child.wait().expect("it ends");
    for _ in 0..2 {
        let (_, err, code) = run(&args);
        assert_eq!((err.as_str(), code), ("", 0));
        assert!(read(&summary).contains("\"skipped_hidden\":0"));
        assert_eq!(beside(&folder), [".journal", "out.csv", "summary"]);
        assert_eq!(read(&out).lines().count(), 301);
    }
}

/// Waits until there is a file whose name ends so, or the work is done.
fn wait_for(child: &mut Child, folder: &Path, end: &str) {
    let is_there = || beside(folder).iter().any(|name| name.ends_with(end));
    while !is_there() && child.try_wait().expect("its state").is_none() {
        std::thread::sleep(Duration::from_millis(1));
    }
}

#[cfg(unix)]
#[test]
fn whatever_asks_a_scan_to_end_leaves_no_half_of_a_file() {
    for (signal, wanted) in [("TERM", 143), ("HUP", 129), ("INT", 130)] {
        // What these tests were started to ignore, the program is, too.
        if signal == "HUP" && ignores_hangups() {
            continue;
        }
        let scratch = Scratch::new();
        let folder = mail(&scratch, 3000);
        let out = folder.join("out.csv").display().to_string();
        let inbox = folder.join("inbox").display().to_string();
        let mut child = command(&["--out", &out, &inbox])
            .stderr(Stdio::null())
            .spawn()
            .expect("it runs");
        wait_for(&mut child, &folder, ".part");
        // It listens a moment later.
        std::thread::sleep(Duration::from_millis(100));
        let number = child.id().to_string();
        let sent = Command::new("kill").args(["-s", signal, &number]).status();
        assert!(sent.is_ok_and(|sent| sent.success()), "{signal}");
        assert_eq!(
            child.wait().expect("it ends").code(),
            Some(wanted),
            "{signal}"
        );
        assert_eq!(beside(&folder), [""; 0], "{signal}");
    }
}

/// Whether whoever started the tests wants them to outlive a terminal.
#[cfg(unix)]
fn ignores_hangups() -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    mask.is_some_and(|mask| mask & 1 == 1)
}

/// As `nohup` starts it.
#[cfg(target_os = "linux")]
#[test]
fn a_hangup_that_is_to_be_ignored_is() {
    let scratch = Scratch::new();
    let folder = mail(&scratch, 1000);
    let out = folder.join("out.csv").display().to_string();
    let inbox = folder.join("inbox").display().to_string();
    let mut child = Command::new("sh")
        .args(["-c", r#"trap '' HUP; exec "$@""#, "sh"])
        .arg(env!("CARGO_BIN_EXE_hdrtrace"))
        .args(["--no-config", "scan", "--offline", "--out", &out, &inbox])
        .stderr(Stdio::null())
        .spawn()
        .expect("it runs");
    wait_for(&mut child, &folder, ".part");
    std::thread::sleep(Duration::from_millis(50));
    let number = child.id().to_string();
    let _ = Command::new("kill").args(["-s", "HUP", &number]).status();
    assert_eq!(child.wait().expect("it ends").code(), Some(0));
    assert_eq!(read(&out).lines().count(), 1001);
}

#[cfg(target_os = "linux")]
#[test]
fn a_list_names_files_by_any_bytes() {
    use std::os::unix::ffi::OsStrExt;
    let scratch = Scratch::new();
    let folder = mail(&scratch, 1);
    let name = folder.join(std::ffi::OsStr::from_bytes(b"\xe4 1.eml"));
    fs::write(&name, "From: a@sender.example\n\nHello.\n").expect("a file");
    let inbox = folder.join("inbox");
    let list = [
        &b"\xef\xbb\xbf"[..],
        name.as_os_str().as_bytes(),
        b"\r\n\r\n",
        inbox.as_os_str().as_bytes(),
    ];
    let list = scratch.file("list", list.concat());
    let (out, err, code) = run(&["--format", "csv", "--files-from", &list]);
    assert_eq!((out.lines().count(), code), (3, 0), "{err}");
}
