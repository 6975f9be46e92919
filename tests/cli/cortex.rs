//! Jobs of Cortex: what is refused, and that nothing outside of a job's folder is read.

use crate::scratch::Scratch;
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A job's folder with a message in it, and one beside it that no job may read.
struct Job {
    scratch: Scratch,
    folder: PathBuf,
}

impl Job {
    fn new() -> Self {
        let scratch = Scratch::new();
        let folder = PathBuf::from(scratch.path("job"));
        fs::create_dir_all(folder.join("input")).expect("a folder");
        let message = b"From: <a@client.example>\r\nSubject: Hello\r\n\r\nHi!\r\n";
        fs::write(folder.join("input/mail"), message).expect("a file");
        scratch.file("secret.eml", message);
        Self { scratch, folder }
    }

    /// Runs it with these changes to what Cortex says; gives exit code and output.
    fn run(&self, changes: &Value) -> (Option<i32>, Value) {
        let mut wanted = json!({
            "dataType": "file", "file": "mail", "filename": "mail.eml", "tlp": 2, "pap": 2,
            "config": {"api_key": "hunter2"},
        });
        for (key, value) in changes.as_object().expect("an object") {
            wanted[key] = value.clone();
        }
        fs::write(self.folder.join("input/input.json"), wanted.to_string()).expect("a file");
        let output = hdrtrace().arg(&self.folder).output().expect("it runs");
        let written = fs::read(self.folder.join("output/output.json")).expect("an output");
        assert!(!written.windows(7).any(|bytes| bytes == b"hunter2"));
        let value = serde_json::from_slice(&written).expect("JSON");
        (output.status.code(), value)
    }
}

fn hdrtrace() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hdrtrace"));
    command
        .env("HDRTRACE_CONFIG", "")
        .args(["cortex", "--nameserver", "127.0.0.1:1"]);
    command
}

#[test]
fn a_job_gives_a_report() {
    let (code, output) = Job::new().run(&json!({}));
    assert_eq!((code, &output["success"]), (Some(0), &json!(true)));
    assert_eq!(output["full"]["input"]["name"], "mail.eml");
}

#[test]
fn at_red_nobody_is_asked() {
    for (changes, is_offline) in [
        (json!({}), false),
        (json!({"tlp": 3}), true),
        (json!({"pap": 3}), true),
        (json!({"config": {"offline": true}}), true),
    ] {
        let (_, output) = Job::new().run(&changes);
        let dmarc = &output["full"]["authentication"]["dmarc"];
        assert_eq!(dmarc["skipped"] == "offline", is_offline, "{changes}");
    }
}

#[test]
fn what_may_not_be_done_is_refused_in_words() {
    let job = Job::new();
    let secret = job.scratch.path("secret.eml");
    let refused = [
        json!({"tlp": 3, "config": {"check_tlp": true, "max_tlp": 2}}),
        json!({"pap": 3, "config": {"check_pap": true, "max_pap": 2}}),
        json!({"dataType": "ip", "data": "192.0.2.1"}),
        json!({"file": "../../secret.eml"}),
        json!({"file": "..\\secret.eml"}),
        json!({"file": ".."}),
        json!({"file": secret}),
        json!({"file": "missing"}),
        json!({"file": null}),
    ];
    for changes in refused {
        let (code, output) = job.run(&changes);
        assert_eq!(
            (code, &output["success"]),
            (Some(1), &json!(false)),
            "{changes}"
        );
        let said = output["errorMessage"].as_str().expect("a text");
        assert!(!said.is_empty() && output["input"]["dataType"].is_string());
        assert_eq!(output.as_object().map(serde_json::Map::len), Some(3));
    }
    fs::write(job.folder.join("input/input.json"), "{").expect("a file");
    let output = hdrtrace().arg(&job.folder).output().expect("it runs");
    assert_eq!(output.status.code(), Some(1));
}

#[cfg(unix)]
#[test]
fn links_out_of_the_folder_are_not_followed() {
    use std::os::unix::fs::symlink;

    let job = Job::new();
    let secret = job.scratch.path("secret.eml");
    symlink(&secret, job.folder.join("input/link")).expect("a link");
    let (code, output) = job.run(&json!({"file": "link"}));
    assert_eq!((code, &output["success"]), (Some(1), &json!(false)));
    // A link within the folder leads nowhere else.
    symlink(
        job.folder.join("input/mail"),
        job.folder.join("input/inner"),
    )
    .expect("a link");
    assert_eq!(job.run(&json!({"file": "inner"})).0, Some(0));
    // Nor is anything written through one.
    fs::remove_dir_all(job.folder.join("output")).expect("removed");
    let elsewhere = job.scratch.path("elsewhere");
    fs::create_dir(&elsewhere).expect("a folder");
    symlink(&elsewhere, job.folder.join("output")).expect("a link");
    let output = hdrtrace().arg(&job.folder).output().expect("it runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(!Path::new(&elsewhere).join("output.json").exists());
}

#[test]
fn without_a_folder_the_job_is_read_and_the_result_printed() {
    let job = Job::new();
    let mail = job.folder.join("input/mail").display().to_string();
    for (file, code) in [(mail.as_str(), 0), ("/nowhere/../etc/hostname", 1)] {
        let wanted = json!({"dataType": "file", "file": file, "tlp": 3, "config": {}});
        let given = job.scratch.file("given.json", wanted.to_string());
        let output = hdrtrace()
            .stdin(Stdio::from(fs::File::open(given).expect("a file")))
            .output()
            .expect("it runs");
        assert_eq!(output.status.code(), Some(code), "{file}");
        let value: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        assert_eq!(value["success"], code == 0);
    }
}
