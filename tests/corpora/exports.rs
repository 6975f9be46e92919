//! Messages packed as exports have them, and read back.

use crate::shared;
use hdrtrace::archive::{Content, Item, Options, walk};
use hdrtrace::message::Message;
use serde_json::{Value, json};
use std::borrow::Cow;
use std::ops::ControlFlow;
use std::path::PathBuf;

/// How many messages are packed.
const MESSAGES: usize = 60;

/// Messages of all folders, evenly.
fn messages() -> Vec<Vec<u8>> {
    let mut files: Vec<PathBuf> = ["ham2002", "lists", "phish", "spam2002"]
        .iter()
        .flat_map(|folder| {
            let folder = shared::path("corpus").join(folder);
            std::fs::read_dir(&folder)
                .unwrap_or_else(|error| {
                    panic!("{}: {error} (set HDRTRACE_SHARED)", folder.display())
                })
                .map(|entry| entry.expect("an entry").path())
        })
        .filter(|path| path.extension().is_some_and(|suffix| suffix == "eml"))
        .collect();
    files.sort();
    let step = files.len() / MESSAGES;
    files
        .iter()
        .step_by(step)
        .take(MESSAGES)
        .map(|path| std::fs::read(path).expect("a message"))
        .collect()
}

/// What a walk hands on.
fn read_back(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut all = Vec::new();
    walk(
        Content::Bytes(Cow::Borrowed(bytes)),
        &Options::default(),
        &mut |item| {
            match item {
                Item::Message(entry) => {
                    assert_eq!(entry.origin.expect("a container").steps.len(), 1);
                    all.push(entry.bytes.into_owned());
                }
                Item::Failed(failure) => panic!("{}", failure.error),
            }
            ControlFlow::Continue(())
        },
    )
    .expect("messages");
    all
}

/// Names and unfolded values, as the APIs list them.
fn headers(raw: &[u8]) -> Vec<(String, String)> {
    Message::parse(raw)
        .fields()
        .iter()
        .map(|field| (field.name().to_owned(), field.text().into_owned()))
        .collect()
}

fn listed(raw: &[u8]) -> Value {
    let headers = headers(raw);
    headers
        .iter()
        .map(|(name, value)| json!({"name": name, "value": value}))
        .collect()
}

fn base64(raw: &[u8], alphabet: &[u8; 64]) -> String {
    let mut out = String::new();
    for group in raw.chunks(3) {
        let bits = group
            .iter()
            .fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte));
        let bits = bits << (8 * (3 - group.len()));
        for digit in 0..=group.len() {
            out.push(char::from(
                alphabet[(bits >> (18 - 6 * digit)) as usize & 63],
            ));
        }
    }
    out
}

const URL: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const STANDARD: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

#[test]
#[ignore = "needs HDRTRACE_SHARED"]
fn what_keeps_the_bytes_gives_them_back() {
    let messages = messages();
    assert_eq!(messages.len(), MESSAGES);
    let numbered = || messages.iter().zip(1..);
    let gmail: Value = numbered()
        .map(|(raw, number)| json!({"id": format!("{number:x}"), "threadId": "1", "raw": base64(raw, URL)}))
        .collect();
    let quarantine: Value = numbered()
        .map(|(raw, number)| {
            let padding = "=".repeat((3 - raw.len() % 3) % 3);
            json!({"Identity": format!("{number}"), "Eml": base64(raw, STANDARD) + &padding})
        })
        .collect();
    let mut imap = b"* OK ready\r\na1 FETCH 1:60 (UID BODY[])\r\n".to_vec();
    for (raw, number) in numbered() {
        imap.extend(
            format!(
                "* {number} FETCH (UID {number} BODY[] {{{}}}\r\n",
                raw.len()
            )
            .bytes(),
        );
        imap.extend(raw);
        imap.extend(b")\r\n");
    }
    imap.extend(b"a1 OK done\r\n");
    for (format, packed) in [
        ("gmail", gmail.to_string().into_bytes()),
        ("quarantine", quarantine.to_string().into_bytes()),
        ("imap", imap),
    ] {
        let found = read_back(&packed);
        assert_eq!(found.len(), MESSAGES, "{format}");
        for (number, (found, raw)) in found.iter().zip(&messages).enumerate() {
            assert!(found == raw, "{format} {number}");
        }
    }
}

#[test]
#[ignore = "needs HDRTRACE_SHARED"]
fn what_lists_the_header_gives_its_fields_back() {
    let messages = messages();
    let graph: Value = messages
        .iter()
        .map(|raw| json!({"internetMessageHeaders": listed(raw)}))
        .collect();
    let gmail: Value = messages
        .iter()
        .map(|raw| json!({"id": "1", "threadId": "1", "payload": {"headers": listed(raw)}}))
        .collect();
    for (format, packed) in [
        ("graph", json!({ "value": graph }).to_string()),
        ("gmail", gmail.to_string()),
    ] {
        let found = read_back(packed.as_bytes());
        assert_eq!(found.len(), MESSAGES, "{format}");
        for (number, (found, raw)) in found.iter().zip(&messages).enumerate() {
            let lines: Vec<String> = headers(raw)
                .into_iter()
                .map(|(name, value)| format!("{name}: {value}\r\n"))
                .collect();
            assert!(*found == lines.concat().into_bytes(), "{format} {number}");
            assert!(Message::parse(found).body().is_none());
        }
    }
}
