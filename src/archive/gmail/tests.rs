use super::super::walked::walked;
use crate::codec::base64::encode_unpadded;
use crate::words::origin::Keeps;
use serde_json::json;

const MESSAGE: &[u8] =
    b"From: a@example.com\r\nSubject: \xff\xfe???>>>\r\n\r\n\xfb\xef\xbe body\r\n";

#[test]
fn raw_is_the_message_in_any_base64() {
    let url = encode_unpadded(MESSAGE, true);
    let standard = crate::codec::base64::encode(MESSAGE);
    assert!(url.contains(['-', '_']) && standard.contains(['+', '/']));
    let broken = |text: &str| {
        let lines: Vec<&str> = text
            .as_bytes()
            .chunks(20)
            .map(|line| std::str::from_utf8(line).unwrap())
            .collect();
        lines.join("\r\n")
    };
    for raw in [
        url.clone(),
        format!("{url}{}", "=".repeat(standard.len() - url.len())),
        standard.clone(),
        broken(&url),
        broken(&standard),
        standard.replace('+', "-"),
    ] {
        for message in [
            json!({"id": "18c0ffee", "threadId": "1", "raw": raw}),
            json!({"raw": raw}),
        ] {
            let found = walked(message.to_string().as_bytes());
            assert_eq!(found[0].bytes, MESSAGE, "{raw}");
            assert_eq!(found[0].keeps(), Keeps::All);
            assert_eq!(found[0].origin.steps.len(), 1);
        }
    }
}

#[test]
fn what_google_says_of_it_is_kept() {
    let raw = encode_unpadded(MESSAGE, true);
    let found = walked(
        json!({"id": "18c0ffee00c0ffee", "threadId": "18c0", "labelIds": ["INBOX", "SPAM"], "snippet": "x", "historyId": "9",
            "internalDate": "1767607200123", "sizeEstimate": 4711, "raw": raw})
        .to_string()
        .as_bytes(),
    );
    for (name, expected) in [
        ("id", "18c0ffee00c0ffee"),
        ("X-GM-MSGID", "1783706850118664174"),
        ("threadId", "18c0"),
        ("labelIds", "INBOX, SPAM"),
        ("internalDate", "2026-01-05T10:00:00.123Z"),
        ("sizeEstimate", "4711"),
    ] {
        assert_eq!(found[0].fact(name), expected, "{name}");
    }
    for (id, date) in [
        ("x", "x"),
        ("", "99999999999999999999"),
        ("ffffffffffffffffff", "9223372036854775807"),
    ] {
        let message = json!({"id": id, "threadId": "1", "internalDate": date, "raw": raw});
        let found = walked(message.to_string().as_bytes());
        assert_eq!(
            found[0].fact("X-GM-MSGID") + &found[0].fact("internalDate"),
            ""
        );
    }
}

#[test]
fn a_payload_is_a_header_and_a_rebuilt_body() {
    let data = |text: &[u8]| encode_unpadded(text, true);
    let message = json!({"id": "1", "threadId": "1", "payload": {
        "mimeType": "multipart/mixed",
        "headers": [
            {"name": "Delivered-To", "value": "x@example.com"},
            {"name": "Subject", "value": "a\r\nX: forged"},
            {"name": "A: b\r\nFrom", "value": "x"},
        ],
        "body": {"size": 0},
        "parts": [
            {"mimeType": "multipart/alternative", "parts": [
                {"mimeType": "text/plain", "filename": "", "body": {"data": data(b"hello")}},
                {"mimeType": "text/html", "filename": "", "body": {"data": data(b"<p>gr\xfcn</p>")}},
            ]},
            {"mimeType": "application/pdf", "filename": "a.pdf", "body": {"attachmentId": "x", "size": 9}},
            {"mimeType": "text/plain", "filename": "b.txt", "body": {"data": data(b"\xff")}},
            {"mimeType": "text/plain", "body": {"data": "*"}},
        ],
    }});
    let found = walked(message.to_string().as_bytes());
    assert_eq!(
        found[0].text(),
        "Delivered-To: x@example.com\r\nSubject: a X: forged\r\n"
    );
    assert_eq!(found[0].keeps(), Keeps::Nothing);
    assert_eq!(
        found[0].fact("headers-skipped"),
        "1: their names are not names of fields"
    );
    assert_eq!(
        found[0].fact("parts-missing"),
        "1: not in the export; 1: not valid base64"
    );
    let rebuilt = String::from_utf8(found[0].rebuilt.clone().unwrap()).unwrap();
    for part in [
        "aGVsbG8=",
        "charset=windows-1252",
        "filename*=utf-8''b.txt",
        "\r\n\r\n/w==\r\n",
    ] {
        assert!(rebuilt.contains(part), "{part}: {rebuilt}");
    }
}

#[test]
fn a_message_that_is_attached_is_one_of_its_own() {
    let data = |text: &[u8]| encode_unpadded(text, true);
    let inner = json!({"mimeType": "multipart/mixed", "headers": [{"name": "Received", "value": "from a by b"}, {"name": "Subject", "value": "in"}],
        "parts": [{"mimeType": "text/plain", "body": {"data": data(b"https://inner.example/")}}]});
    let attached = |parts: serde_json::Value| json!({"mimeType": "message/rfc822", "filename": "in.eml", "body": {"attachmentId": "x"}, "parts": parts});
    let message = json!({"id": "1", "threadId": "1", "payload": {
        "mimeType": "multipart/mixed",
        "headers": [{"name": "Subject", "value": "out"}],
        "parts": [
            {"mimeType": "text/plain", "body": {"data": data(b"see below")}},
            attached(json!([inner])),
            {"mimeType": "image/gif", "filename": "", "headers": [{"name": "Content-ID", "value": "<logo>"}], "body": {"data": data(b"GIF89a")}},
            attached(json!([{"mimeType": "text/plain"}])),
            attached(json!([])),
        ],
    }});
    let found = walked(message.to_string().as_bytes());
    assert_eq!(found[0].text(), "Subject: out\r\n");
    assert_eq!(found[0].nested.len(), 1, "{found:?}");
    let one = &found[0].nested[0];
    assert_eq!(one.bytes, b"Received: from a by b\r\nSubject: in\r\n");
    assert_eq!(
        (&*one.member.step.member, one.name.as_deref()),
        ("3", Some("in.eml"))
    );
    let text = |bytes: &Option<Vec<u8>>| String::from_utf8(bytes.clone().unwrap()).unwrap();
    let link = crate::codec::base64::encode(b"https://inner.example/");
    assert!(text(&one.member.rebuilt).contains(&link));
    let outer = text(&found[0].rebuilt);
    assert!(!outer.contains(&link), "{outer}");
    assert!(
        outer.contains("inline\r\nContent-ID: <logo>\r\n"),
        "{outer}"
    );
    assert_eq!(
        found[0].fact("parts-missing"),
        "1: not in the export; 1: no message, or without a header"
    );
}

#[test]
fn only_an_export_of_the_header_alone_may_lack_fields() {
    let headers = json!([{"name": "Subject", "value": "x"}]);
    for (payload, keeps) in [
        (
            json!({"mimeType": "text/plain", "headers": headers}),
            Keeps::Fields,
        ),
        (
            json!({"headers": headers, "body": {"size": 0}}),
            Keeps::Nothing,
        ),
        (json!({"headers": headers, "parts": []}), Keeps::Nothing),
        (
            json!({"headers": headers, "parts": [{"mimeType": "text/plain", "body": {"size": 0}}]}),
            Keeps::Nothing,
        ),
    ] {
        let message = json!({"id": "1", "threadId": "1", "payload": payload}).to_string();
        assert_eq!(walked(message.as_bytes())[0].keeps(), keeps, "{message}");
    }
}

#[test]
fn parts_are_read_so_deep() {
    let mut part = json!({"mimeType": "text/plain", "body": {"data": "aGVsbG8"}});
    for _ in 0..100 {
        part = json!({"parts": [part, {"mimeType": "text/plain", "body": {"data": "aGVsbG8"}}]});
    }
    part["headers"] = json!([{"name": "Subject", "value": "x"}]);
    let text = json!({"id": "1", "threadId": "1", "payload": part}).to_string();
    let found = walked(text.as_bytes());
    assert_eq!(found[0].text(), "Subject: x\r\n");
    assert_eq!(
        found[0].fact("parts-missing"),
        "2: too many, or nested too deeply"
    );
}

#[test]
fn what_has_no_content_is_told() {
    let raw = encode_unpadded(MESSAGE, true);
    let good = json!({"id": "1", "threadId": "1", "raw": raw});
    let bare = json!({"id": "2", "threadId": "1"});
    let cut = json!({"id": "3", "threadId": "1", "raw": &raw[..raw.len() - 1]});
    let lists = "lists messages without their content; get each message with format=raw";
    let damaged = "is a damaged Gmail API export: raw is not valid base64url, or is cut off";
    for (text, expected) in [
        (
            json!({"messages": [bare, bare], "resultSizeEstimate": 2}).to_string(),
            &[lists][..],
        ),
        (
            json!([good, bare, cut, good]).to_string(),
            &["", lists, damaged, ""],
        ),
        (
            json!({"id": "1", "messages": [good, good]}).to_string(),
            &["", ""],
        ),
        (format!("{good}\n{cut}\n{good}\n"), &["", damaged, ""]),
        (json!([cut]).to_string(), &[damaged]),
    ] {
        let found = walked(text.as_bytes());
        let errors: Vec<&str> = found
            .iter()
            .map(|found| found.error.as_deref().unwrap_or(""))
            .collect();
        assert_eq!(errors, expected, "{text}");
    }
    // JSON of others.
    for text in [
        json!({"raw": "aGVsbG8"}).to_string(),
        json!([{"payload": "x"}]).to_string(),
        json!({"payload": {}}).to_string(),
    ] {
        assert_eq!(walked(text.as_bytes())[0].bytes, text.as_bytes());
    }
}
