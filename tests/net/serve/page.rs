//! The page, as a browser without scripts has it.

use super::{MESSAGE, Serving};
use std::fmt::Write;

fn form(fields: &[(&str, Option<&str>, &str)]) -> Vec<u8> {
    let mut body = String::new();
    for (name, file, value) in fields {
        let file = file
            .map(|file| format!("; filename=\"{file}\""))
            .unwrap_or_default();
        let _ = write!(
            body,
            "--limit\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n{value}\r\n"
        );
    }
    body.push_str("--limit--\r\n");
    body.into_bytes()
}

fn send(serving: &Serving, fields: &[(&str, Option<&str>, &str)]) -> super::Answer {
    let ask = serving
        .ask("POST", "/")
        .with("Content-Type", "multipart/form-data; boundary=limit");
    ask.body(&form(fields)).send()
}

#[test]
fn the_form_gives_reports() {
    let serving = Serving::start(|_| {});
    let empty = serving.get("/?offline=true&trust=host:mx.example.net");
    assert_eq!(empty.status, 200);
    assert!(
        empty.text().contains("value=\"host:mx.example.net\""),
        "{}",
        empty.text()
    );
    assert_eq!(serving.get("/page.css").status, 200);
    let one = send(
        &serving,
        &[("pasted", None, MESSAGE), ("offline", None, "true")],
    );
    assert_eq!(one.status, 200, "{}", one.text());
    assert_eq!(one.text().matches("<iframe").count(), 1);
    let several = send(
        &serving,
        &[
            ("file", Some("a.eml"), MESSAGE),
            ("file", Some("b.eml"), MESSAGE),
            ("file", Some("c.png"), "\u{1}nothing"),
            ("pasted", None, ""),
            (
                "trust",
                None,
                "host:mx.example.net, authserv:mx.example.net",
            ),
        ],
    );
    assert_eq!(several.status, 200, "{}", several.text());
    assert_eq!(several.text().matches("<iframe").count(), 2);
    assert!(
        several.text().contains("<p class=\"sentence\">c.png: "),
        "{}",
        several.text()
    );
    assert_eq!(send(&serving, &[("pasted", None, "")]).status, 400);
    assert_eq!(
        send(
            &serving,
            &[("pasted", None, MESSAGE), ("nameserver", None, "x")]
        )
        .status,
        400
    );
    assert_eq!(serving.post("/", MESSAGE.as_bytes()).status, 415);
}

#[test]
fn what_a_sender_writes_stays_text() {
    let serving = Serving::start(|_| {});
    let hostile = MESSAGE.replace("Hello", "\"><script>alert(1)</script>");
    let page = send(
        &serving,
        &[
            ("file", Some("<b>.eml"), &hostile),
            ("file", Some("<i>.eml"), &hostile),
            ("file", Some("<u>.png"), "\u{1}nothing"),
        ],
    );
    assert_eq!(page.status, 200);
    for markup in ["<script>", "<b>", "<i>", "<u>"] {
        assert!(!page.text().contains(markup), "{markup}");
    }
}
