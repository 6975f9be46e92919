//! Reports by HTTP: those of the library, byte for byte.

use super::{MESSAGE, Serving, rendered, samples};
use hdrtrace::render::Format;
use serde_json::Value;
use std::fmt::Write;
use std::fs;

#[test]
fn every_sample_gives_the_json_of_the_library() {
    let serving = Serving::start(|_| {});
    for sample in samples() {
        let message = fs::read(&sample).expect("a message");
        let answer = serving.post("/api/v1/reports", &message);
        assert_eq!(answer.status, 200, "{}", sample.display());
        assert!(
            answer.body == rendered(&message, Format::Json),
            "{}",
            sample.display()
        );
    }
}

/// Two messages in a mailbox, and something that cannot be read.
fn mailbox() -> Vec<u8> {
    let second = MESSAGE.replace("Hello", "Second");
    let mut text = String::new();
    for message in [MESSAGE, &second] {
        let message = message.replace("\r\n", "\n");
        let _ = write!(
            text,
            "From a@client.example Sat May  2 10:00:09 2026\n{message}\n"
        );
    }
    text.into_bytes()
}

fn subjects(reports: &Value) -> Vec<&str> {
    let reports = reports.as_array().expect("a list").iter();
    reports
        .filter_map(|report| report["message"]["subject"].as_str())
        .collect()
}

#[test]
fn several_messages_give_a_list() {
    let serving = Serving::start(|_| {});
    let all = serving.post("/api/v1/reports", &mailbox());
    assert_eq!(all.status, 200, "{}", all.text());
    assert_eq!(subjects(&all.json()), ["Hello", "Second"]);
    let lines = serving.post("/api/v1/reports?format=ndjson", &mailbox());
    let lines: Vec<&str> = lines.text().lines().collect();
    assert_eq!(all.text(), format!("[{},\n{}]\n", lines[0], lines[1]));
    let second = serving.post("/api/v1/reports?message=2", &mailbox());
    assert_eq!(second.text(), format!("{}\n", lines[1]));
    let table = serving.post("/api/v1/reports?format=csv", &mailbox());
    assert_eq!(table.text().lines().count(), 3, "{}", table.text());
    let list = serving.post("/api/v1/reports?format=terminal", &mailbox());
    assert!(
        list.text().contains("Hello") && list.text().contains("Second"),
        "{}",
        list.text()
    );
    let html = serving.post("/api/v1/reports?format=html", &mailbox());
    assert_eq!(
        html.problem(),
        (
            422,
            "holds several messages, and the format html takes one".to_owned()
        )
    );
    assert_eq!(html.json()["remedy"], "message=N chooses one");
}

#[test]
fn what_is_no_message_is_said_to_be_none() {
    let serving = Serving::start(|_| {});
    for (body, kind, status) in [
        (&b""[..], "message/rfc822", 422),
        (
            b"\x89PNG\r\n\x1a\n\0\0\0\0",
            "application/octet-stream",
            422,
        ),
        (MESSAGE.as_bytes(), "application/octet-stream", 200),
        (MESSAGE.as_bytes(), "text/plain; charset=utf-8", 200),
        (MESSAGE.as_bytes(), "image/png", 415),
        (MESSAGE.as_bytes(), "application/x-www-form-urlencoded", 415),
        (MESSAGE.as_bytes(), "multipart/form-data; boundary=a", 415),
    ] {
        let ask = serving
            .ask("POST", "/api/v1/reports")
            .with("Content-Type", kind);
        assert_eq!(ask.body(body).send().status, status, "{kind}");
    }
    let packed = serving
        .ask("POST", "/api/v1/reports")
        .with("Content-Encoding", "gzip");
    assert_eq!(packed.body(MESSAGE.as_bytes()).send().status, 415);
}

#[test]
fn the_log_has_nothing_of_a_message() {
    let serving = Serving::start(|_| {});
    serving.post(
        "/api/v1/reports?zip-password=secret&protect=client.example",
        MESSAGE.as_bytes(),
    );
    serving.get("/api/v1/explain/client.example");
    serving.get("/client.example");
    serving.ask("ALICE", "/client.example").send();
    let lines = serving.lines.lock().expect("lines");
    assert_eq!(lines.len(), 4);
    let text = serde_json::to_string(&*lines).expect("JSON").to_lowercase();
    for secret in ["alice", "client.example", "hello", "secret", "192.0.2.7"] {
        assert!(!text.contains(secret), "{secret}: {text}");
    }
    let routes: Vec<&str> = lines.iter().map(|line| line.route).collect();
    assert_eq!(
        routes,
        [
            "/api/v1/reports",
            "/api/v1/explain/{term}",
            "other",
            "other"
        ]
    );
    assert_eq!(lines[3].method, "other");
}

#[test]
fn indicators_are_those_of_the_messages() {
    let serving = Serving::start(|_| {});
    let list = serving.post("/api/v1/iocs", &mailbox());
    assert_eq!(list.status, 200, "{}", list.text());
    let list = list.json();
    assert_eq!(list["schema"], "hdrtrace-iocs/1");
    let values: Vec<&str> = list["indicators"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|indicator| indicator["value"].as_str())
        .collect();
    assert!(values.contains(&"192.0.2.7"), "{values:?}");
    for (format, media) in [
        ("text", "text/plain; charset=utf-8"),
        ("csv", "text/csv; charset=utf-8"),
        ("stix", "application/stix+json;version=2.1"),
        ("misp", "application/json"),
    ] {
        let answer = serving.post(&format!("/api/v1/iocs?format={format}"), &mailbox());
        assert_eq!(answer.status, 200, "{format}");
        assert_eq!(answer.field("content-type"), Some(media), "{format}");
    }
}
