//! `hdrtrace serve`, as it is started and stopped. What it answers is tested with the library's.

use crate::scratch::Scratch;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hdrtrace"));
    command
        .env("HDRTRACE_CONFIG", "")
        .arg("serve")
        .args(arguments);
    command
}

fn refused(arguments: &[&str]) -> String {
    let output = program(arguments).output().expect("the program runs");
    assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    assert!(output.stdout.is_empty());
    String::from_utf8(output.stderr).expect("text")
}

#[test]
fn strangers_are_refused_with_what_helps() {
    let said = refused(&["--offline", "--listen", "0.0.0.0:0"]);
    assert_eq!(
        said,
        "hdrtrace: other machines can reach 0.0.0.0:0, and everybody would have access; \
         --token-file requires a token, --trusted-header the name that a proxy gives\n"
    );
}

#[test]
fn what_cannot_be_used_is_said() {
    let scratch = Scratch::new();
    let token = scratch.file("token", "short\n");
    let said = refused(&["--offline", "--token-file", &token]);
    assert!(
        said.contains("a token has at least 16 characters"),
        "{said}"
    );
    let said = refused(&["--offline", "--token-file", "/nowhere/token"]);
    assert!(said.contains("/nowhere/token"), "{said}");
    let said = refused(&["--offline", "--allow-host", "https://a.example"]);
    assert!(said.contains("is not a host name"), "{said}");
    let said = refused(&["--offline", "--trusted-header", "a b"]);
    assert!(said.contains("is not the name of a header field"), "{said}");
    let said = refused(&["--record-dns", "x.json"]);
    assert!(said.contains("--record-dns"), "{said}");
}

/// A server that is ended with the test.
struct Started {
    child: Child,
    address: String,
}

impl Drop for Started {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn started(arguments: &[&str]) -> Started {
    let mut child = program(arguments)
        .args(["--listen", "127.0.0.1:0"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    let mut line = String::new();
    let mut out = BufReader::new(child.stdout.take().expect("a pipe"));
    out.read_line(&mut line).expect("a line");
    let address = line
        .strip_prefix("http://")
        .and_then(|rest| rest.strip_suffix("/\n"));
    let address = address.unwrap_or_else(|| panic!("{line:?}")).to_owned();
    Started { child, address }
}

fn ask(address: &str, head: &str, body: &str) -> String {
    let mut stream = TcpStream::connect(address).expect("a connection");
    let length = body.len();
    let request = format!(
        "{head} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{body}"
    );
    stream.write_all(request.as_bytes()).expect("sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    answer
}

#[cfg(unix)]
#[test]
fn it_tells_where_it_is_and_ends_with_a_signal() {
    let mut server = started(&["--offline"]);
    let message = "From: a@b.example\r\nSubject: A secret\r\n\r\nHi!\r\n";
    let answer = ask(
        &server.address,
        "POST /api/v1/reports?protect=b.example",
        message,
    );
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
    let pid = i32::try_from(server.child.id()).expect("a number");
    let pid = rustix::process::Pid::from_raw(pid).expect("a process");
    rustix::process::kill_process(pid, rustix::process::Signal::TERM).expect("a signal");
    assert_eq!(server.child.wait().expect("an end").code(), Some(0));
    let mut log = String::new();
    let mut err = server.child.stderr.take().expect("a pipe");
    err.read_to_string(&mut log).expect("text");
    let lines: Vec<&str> = log.lines().collect();
    assert_eq!(lines.len(), 1, "{log}");
    let line: serde_json::Value = serde_json::from_str(lines[0]).expect("JSON");
    assert_eq!(line["route"], "/api/v1/reports");
    assert_eq!(line["status"], 200);
    assert!(
        !log.contains("secret") && !log.contains("b.example"),
        "{log}"
    );
}

/// What the command line prints of standard input is what the server answers.
#[test]
fn its_json_is_that_of_the_command_line() {
    let server = started(&["--offline", "--at", "2026-11-01T00:00:00Z"]);
    let message = fs::read_to_string(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/samples/spoofed-bank.eml"
    ));
    let message = message.expect("a sample");
    for format in ["json", "html", "markdown", "ocsf"] {
        let answer = ask(
            &server.address,
            &format!("POST /api/v1/reports?format={format}"),
            &message,
        );
        let (_, served) = answer.split_once("\r\n\r\n").expect("a body");
        let mut child = Command::new(env!("CARGO_BIN_EXE_hdrtrace"))
            .env("HDRTRACE_CONFIG", "")
            .args([
                "--offline",
                "--at",
                "2026-11-01T00:00:00Z",
                "--format",
                format,
            ])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program runs");
        let mut input = child.stdin.take().expect("a pipe");
        input.write_all(message.as_bytes()).expect("written");
        drop(input);
        let printed = child.wait_with_output().expect("an end").stdout;
        assert!(served.as_bytes() == printed, "{format}");
    }
}
