//! How a report looks to whoever runs the program: on a terminal, in brief, of several files, in local time.

use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Winsize, tcsetwinsize};
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use unicode_width::UnicodeWidthStr;

const SAMPLE: &str = "samples/spoofed-bank.eml";
const CAPSULE: &str = "samples/spoofed-bank.dns.json";
const CONCLUSION: &str = "not authenticated as example-bank[.]test";

fn hdrtrace(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hdrtrace"));
    command
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["--no-config", "--replay-dns", CAPSULE, "--color", "never"])
        .args(args)
        .env("LC_ALL", "C.UTF-8");
    for name in ["PAGER", "HDRTRACE_PAGER", "LESS", "TZ"] {
        command.env_remove(name);
    }
    command
}

fn piped(args: &[&str]) -> String {
    let output = hdrtrace(args).output().expect("it runs");
    assert!(output.status.success(), "{args:?}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// What a command writes on a terminal of this size.
fn on_terminal(mut command: Command, rows: u16, columns: u16) -> String {
    let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).expect("a terminal");
    grantpt(&master).expect("grantpt");
    unlockpt(&master).expect("unlockpt");
    let name = ptsname(&master, Vec::new()).expect("its name");
    let name = PathBuf::from(name.into_string().expect("UTF-8"));
    let open = || {
        let mut options = File::options();
        options.read(true).write(true).open(&name).expect("its end")
    };
    let size = Winsize {
        ws_row: rows,
        ws_col: columns,
        ws_xpixel: 0,
        ws_ypixel: 0,
    };
    tcsetwinsize(&master, size).expect("its size");
    let mut child = command
        .stdin(open())
        .stdout(open())
        .stderr(open())
        .env("TERM", "xterm-256color")
        .spawn()
        .expect("it runs");
    // The command holds the terminal's ends open, which the reader would wait for.
    drop(command);
    let reader = thread::spawn(move || {
        let mut all = Vec::new();
        // The other side of a terminal ends with an error.
        let _ = File::from(master).read_to_end(&mut all);
        all
    });
    child.wait().expect("it ends");
    let all = reader.join().expect("it was read");
    String::from_utf8_lossy(&all).replace("\r\n", "\n")
}

fn conclusions(text: &str) -> usize {
    text.matches(CONCLUSION).count()
}

#[test]
fn brief_is_the_conclusion_and_four_lines() {
    let text = piped(&["--brief", SAMPLE]);
    let labels: Vec<&str> = text
        .lines()
        .skip_while(|line| !line.starts_with(" From"))
        .map(|line| line.get(1..15).unwrap_or_default().trim())
        .collect();
    assert_eq!(
        labels,
        ["From", "Received from", "Authentication", "Findings"]
    );
    assert_eq!(conclusions(&text), 1);
    assert!(
        text.contains("SPF softfail, DKIM pass, DMARC fail"),
        "{text}"
    );
}

#[test]
fn each_of_several_files_has_a_line_with_the_end_of_its_name() {
    let folder =
        Path::new(env!("CARGO_TARGET_TMPDIR")).join("a-folder-with-a-long-name-for-a-report");
    fs::create_dir_all(&folder).expect("a folder");
    let file = folder.join("the-end-of-its-name.eml");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    fs::copy(root.join(SAMPLE), &file).expect("a copy");
    let name = file.to_str().expect("UTF-8");
    let text = piped(&["--brief", "--width", "60", name, SAMPLE]);
    let heads: Vec<&str> = text
        .lines()
        .filter(|line| line.starts_with("\u{2501}\u{2501}\u{2501} "))
        .collect();
    assert_eq!(heads.len(), 2, "{text}");
    assert!(heads[0].contains("the-end-of-its-name.eml "), "{text}");
    assert!(heads[1].contains(SAMPLE), "{text}");
    assert!(heads.iter().all(|head| head.width() <= 60), "{text}");
}

#[test]
fn local_time_stands_beside_utc() {
    let of = |zone: Option<&str>, args: &[&str]| {
        let mut command = hdrtrace(args);
        if let Some(zone) = zone {
            command.env("TZ", zone);
        }
        let output = command.output().expect("it runs");
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    // POSIX has the sign the other way round.
    for text in [
        of(Some("JST-9"), &[SAMPLE]),
        of(Some("JST-9"), &["--local-time", SAMPLE]),
    ] {
        assert!(text.contains("10:00:09Z = 19:00:09 +09:00"), "{text}");
        assert!(text.contains("09:58:57Z=18:58:57"), "{text}");
    }
    for zone in [None, Some("UTC"), Some("UTC0"), Some("")] {
        assert!(!of(zone, &[SAMPLE]).contains("+00:00"), "{zone:?}");
    }
    let asked = of(Some("UTC0"), &["--local-time", SAMPLE]);
    assert!(asked.contains("10:00:09Z = 10:00:09 +00:00"), "{asked}");
}

#[test]
fn a_long_report_repeats_its_conclusion_on_a_terminal_only() {
    let direct = |args: &[&str], rows| on_terminal(hdrtrace(args), rows, 80);
    assert_eq!(conclusions(&direct(&["--no-pager", SAMPLE], 24)), 2);
    assert_eq!(conclusions(&direct(&["--no-pager", SAMPLE], 60)), 1);
    assert_eq!(conclusions(&direct(&["--brief", SAMPLE], 5)), 1);
    assert_eq!(conclusions(&piped(&[SAMPLE])), 1);
}

#[test]
fn a_terminal_is_filled_and_never_overrun() {
    for columns in [40, 80, 120, 160] {
        let text = on_terminal(hdrtrace(&["--no-pager", SAMPLE]), 100, columns);
        let widest = text.lines().map(UnicodeWidthStr::width).max();
        assert!(widest <= Some(usize::from(columns)), "{text}");
    }
}

#[test]
fn a_pager_is_used_as_git_uses_it() {
    let paged = |pager: &str, args: &[&str]| {
        let mut command = hdrtrace(args);
        command.env("PAGER", pager);
        on_terminal(command, 24, 80)
    };
    // It gets the report, whose end is a key away: nothing is repeated.
    let text = paged("sed 's/^/> /; 1s/^/'$LESS' /'", &[SAMPLE]);
    assert!(text.starts_with("FRX > "), "{text}");
    assert!(text.contains("> \n>  FINDINGS"), "{text}");
    assert_eq!(conclusions(&text), 1, "{text}");
    // What only passes on is none, and neither is nothing.
    for pager in ["cat", ""] {
        assert_eq!(conclusions(&paged(pager, &[SAMPLE])), 2);
    }
    // Not for programs, not where it is not wanted.
    for args in [
        &["--no-pager", SAMPLE][..],
        &["--brief", SAMPLE],
        &["--format", "json", SAMPLE],
    ] {
        assert!(!paged("sed 's/^/> /'", args).contains("> "), "{args:?}");
    }
    // One that ends early is no error.
    let text = paged("head -3", &["--verbose", SAMPLE]);
    assert!(!text.contains("hdrtrace:"), "{text}");
    let mut command = hdrtrace(&[SAMPLE]);
    command
        .env("PAGER", "cat")
        .env("HDRTRACE_PAGER", "sed 's/^/own /'");
    assert!(on_terminal(command, 24, 80).starts_with("own "));
}
