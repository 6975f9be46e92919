use super::super::walked::{Walked, walked};
use super::super::{Cargo, Content, Item, Options, walk};
use crate::limits::MAX_CONTAINERS;
use crate::words::origin::{Keeps, Wrapper};
use serde_json::{Value, json};
use std::ops::ControlFlow;

fn read(value: &Value) -> Vec<Walked> {
    walked(value.to_string().as_bytes())
}

fn header(name: &str, value: &str) -> Value {
    json!({"name": name, "value": value})
}

#[test]
fn the_header_comes_from_the_best_there_is() {
    let listed = json!([
        header("Received", "from a by b"),
        header("From", "x@example.com")
    ]);
    let property = |id: &str, value: &str| json!([{"id": "Binary 0x7d", "value": "no"}, {"id": id, "value": value}]);
    let from = json!({"emailAddress": {"name": "A \"B\"", "address": "a@example.com"}});
    for (message, expected, reason) in [
        (
            json!({"internetMessageHeaders": listed}),
            "Received: from a by b\r\nFrom: x@example.com\r\n",
            "unfolds",
        ),
        (
            json!({"InternetMessageHeaders": [{"Name": "To", "Value": "x"}]}),
            "To: x\r\n",
            "unfolds",
        ),
        (
            json!({"internetMessageHeaders": listed, "singleValueExtendedProperties": property("string 0x7D", "To: y\r\n\tz\r\n\r\nContent-Type: x\r\n")}),
            "To: y\r\n\tz\r\n",
            "keeps the header",
        ),
        (
            json!({"singleValueExtendedProperties": property("String 0x007D", "Microsoft Mail Internet Headers Version 2.0\r\nTo: y")}),
            "To: y\r\n",
            "keeps the header",
        ),
        // A property that has nothing, and one of another tag.
        (
            json!({"internetMessageHeaders": listed, "singleValueExtendedProperties": property("String 0x7D", "\r\n")}),
            "Received: from a by b\r\nFrom: x@example.com\r\n",
            "unfolds",
        ),
        (
            json!({"internetMessageHeaders": listed, "singleValueExtendedProperties": property("String 0x7E", "To: y")}),
            "Received: from a by b\r\nFrom: x@example.com\r\n",
            "unfolds",
        ),
        (
            json!({"subject": "S\r\nX: y", "from": from, "toRecipients": [from, {}], "internetMessageId": "<1@example.com>",
                "sentDateTime": "2026-01-05T10:00:00Z", "receivedDateTime": "2026-01-05T10:00:09Z"}),
            "Date: Mon, 5 Jan 2026 10:00:00 +0000\r\nMessage-ID: <1@example.com>\r\nFrom: \"A \\\"B\\\"\" <a@example.com>\r\n\
             To: \"A \\\"B\\\"\" <a@example.com>\r\nSubject: S X: y\r\n",
            "made up",
        ),
        (
            json!({"from": {"emailAddress": {"name": "x\r\nY: z", "address": "a@example.com>, <b@example.com\r\nTo: c"}},
                "receivedDateTime": "2026-01-05T10:00:09Z"}),
            "From: \"x Y: z\"\r\n",
            "made up",
        ),
    ] {
        let found = read(&message);
        let [found] = &found[..] else {
            panic!("{message}: {found:?}");
        };
        assert_eq!(found.error, None, "{message}");
        assert_eq!(found.text(), expected, "{message}");
        let keeps = if reason == "made up" {
            Keeps::Fields
        } else {
            Keeps::Nothing
        };
        assert_eq!(found.keeps(), keeps);
        let said = found.origin.reason.as_deref().unwrap();
        assert!(said.contains(reason), "{said}");
        assert_eq!(
            found.fact("header").is_empty(),
            reason != "made up",
            "{message}"
        );
    }
}

#[test]
fn no_text_begins_a_field() {
    let headers = json!([
        header("X-A", "x\r\nReceived: forged"),
        header("A: b\r\nFrom", "forged"),
        header("X-B", "x\n\nbody"),
        {"name": "X-C"},
        {"name": ["X-D"], "value": "x"},
        7,
    ]);
    let found = read(&json!({ "internetMessageHeaders": headers }));
    assert_eq!(
        found[0].text(),
        "X-A: x Received: forged\r\nX-B: x body\r\nX-C: \r\n"
    );
    assert_eq!(
        found[0].fact("headers-skipped"),
        "3: their names are not names of fields"
    );
}

#[test]
fn every_shape_has_the_same_messages() {
    let one = json!({"id": "1", "internetMessageHeaders": [header("Subject", "one")]});
    let two = json!({"id": "2", "internetMessageHeaders": [header("Subject", "two")]});
    let utf16: Vec<u8> = format!("\u{feff}{}", json!([one, two]))
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    for text in [
        json!([one, two]).to_string().into_bytes(),
        json!({"@odata.context": "x", "value": [one, two], "@odata.nextLink": "y"})
            .to_string()
            .into_bytes(),
        format!("{one}\n{two}\n").into_bytes(),
        format!("\u{feff}{one:#}\r\n{two:#}").into_bytes(),
        utf16,
    ] {
        let found = walked(&text);
        let texts: Vec<&str> = found.iter().map(Walked::text).collect();
        assert_eq!(texts, ["Subject: one\r\n", "Subject: two\r\n"]);
        let members: Vec<&str> = found
            .iter()
            .map(|found| found.origin.steps[0].member.as_str())
            .collect();
        assert_eq!(members, ["1", "2"]);
    }
}

#[test]
fn what_is_damaged_or_no_message_leaves_the_others() {
    let one = json!({"internetMessageHeaders": [header("Subject", "one")]});
    let event = json!({"@odata.type": "#microsoft.graph.event", "@odata.etag": "x", "subject": "y",
        "receivedDateTime": "x", "sentDateTime": "y"});
    for (text, expected) in [
        (
            format!("[{one},{event},{one}]"),
            &["", "is not a message", ""][..],
        ),
        (
            format!("{one}\n{{\"subject\":\n{one}"),
            &[
                "",
                "is a damaged Microsoft Graph export: it is cut off at byte 135",
                "",
            ],
        ),
        (
            format!("[{one},{{\"sub"),
            &[
                "",
                "is a damaged Microsoft Graph export: it is cut off at byte 68",
            ],
        ),
        (
            format!("{{\"value\":[{one},{{\"@odata.etag\":\"x\",\"id\":\"y\"}}]}}"),
            &[
                "",
                "has items without a message header; request it with $select=internetMessageHeaders",
            ],
        ),
        (
            "{\"value\":[{\"@odata.etag\":\"x\",\"id\":\"y\"}]}".to_owned(),
            &["has items without a message header; request it with $select=internetMessageHeaders"],
        ),
        (
            format!("[{{\"internetMessageHeaders\":[{{\"name\":1e999}}]}},{one}]"),
            &[
                "is a damaged Microsoft Graph export: it is not valid JSON: number out of range at line 1 column 40",
                "",
            ],
        ),
        // Half a character is a part of what somebody wrote.
        (
            format!(
                "[{{\"internetMessageHeaders\":[{{\"name\":\"Subject\",\"value\":\"\\ud800\"}}]}},{one}]"
            ),
            &["", ""],
        ),
        (
            "{\"receivedDateTime\": \"x".to_owned(),
            &["is a damaged Microsoft Graph export: it is cut off at byte 23"],
        ),
    ] {
        let found = walked(text.as_bytes());
        let errors: Vec<&str> = found
            .iter()
            .map(|found| found.error.as_deref().unwrap_or(""))
            .collect();
        assert_eq!(errors, expected, "{text}");
    }
    // What has a key of it and is something else is handed on as it is.
    for text in [
        json!([event]).to_string(),
        json!({"x": {"receivedDateTime": 1}}).to_string(),
    ] {
        assert_eq!(walked(text.as_bytes())[0].bytes, text.as_bytes());
    }
}

#[test]
fn an_attachment_that_is_nested_too_deeply_costs_itself() {
    let [open, close] = ["{\"additionalProperties\":".repeat(200), "}".repeat(200)];
    let text = format!(
        "{{\"internetMessageHeaders\":[{{\"name\":\"To\"}}],\"attachments\":[{open}{{}}{close},{{}}]}}"
    );
    let found = walked(text.as_bytes());
    assert_eq!(found[0].text(), "To: \r\n");
    assert_eq!(
        found[0].fact("parts-missing"),
        "1: not in the export; 1: too many, or nested too deeply"
    );
}

#[test]
fn attached_items_are_numbered_behind_the_parts_or_counted() {
    let inner = |subject: &str, attachments: Value| {
        json!({"@odata.type": "#microsoft.graph.message", "internetMessageHeaders": [header("Subject", subject)],
            "attachments": attachments})
    };
    let mut deep = inner("deepest", json!([]));
    for _ in 1..20 {
        deep = inner("deep", json!([{"name": "deep", "item": deep}]));
    }
    let event = json!({"@odata.type": "#microsoft.graph.event", "subject": "x", "sentDateTime": "x", "receivedDateTime": "y"});
    let mut attachments: Vec<Value> = (0..40)
        .map(|_| json!({"name": "one", "item": inner("one", json!([]))}))
        .collect();
    attachments.extend([
        json!({"name": "event", "item": event}),
        json!({"name": "deep", "item": deep}),
        json!({"name": "x.eml", "contentType": "message/rfc822", "contentBytes": "RnJvbTogYUBleGFtcGxlLmNvbQ0KDQp4"}),
        json!({"name": "bare", "item": {"@odata.type": "#microsoft.graph.message", "id": "1"}}),
        json!({"name": "not there"}),
    ]);
    let message = json!({
        "internetMessageHeaders": [header("Subject", "out")],
        "body": {"contentType": "text", "content": "x"},
        "attachments": attachments,
    });
    let mut entries = Vec::new();
    let text = message.to_string();
    let content = Content::Bytes(text.as_bytes().into());
    walk(content, &Options::default(), &mut |item| {
        if let Item::Message(entry) = item {
            entries.push(entry.into_owned());
        }
        ControlFlow::Continue(())
    })
    .unwrap();
    let mut entry = entries.remove(0);
    let facts = entry.origin.clone().unwrap().facts;
    // However many messages there are, what is missing is said.
    let missing: Vec<&str> = facts
        .iter()
        .filter(|fact| fact.name == "parts-missing")
        .map(|fact| fact.value.as_str())
        .collect();
    assert_eq!(
        missing,
        ["1: not in the export", "2: no message, or without a header"]
    );
    let cargo = Cargo::of(&mut entry).expect("messages");
    let listed: Vec<String> = cargo
        .listed()
        .into_iter()
        .map(|inside| format!("{} {}", inside.part, inside.name.unwrap_or_default()))
        .collect();
    // The text is the first part, and the file the second.
    assert_eq!((&*listed[0], &*listed[40]), ("3 one", "43 deep"));
    assert_eq!(listed.last().map(String::as_str), Some("2 x.eml"));
    let mut depth = 0;
    let mut last = entry.clone();
    let mut inside = Some(cargo);
    while let Some(cargo) = inside.take() {
        let mut carried = Vec::new();
        cargo.walk(&Wrapper::default(), &Options::default(), &mut |item| {
            if let Item::Message(entry) = item {
                carried.push(entry.into_owned());
            }
            ControlFlow::Continue(())
        });
        let at = carried.len().min(41) - 1;
        last = carried.swap_remove(at);
        depth += 1;
        inside = Cargo::of(&mut last);
    }
    assert_eq!(depth, MAX_CONTAINERS - 1);
    let facts = last.origin.unwrap().facts;
    assert!(
        facts
            .iter()
            .any(|fact| fact.value == "1: too many, or nested too deeply")
    );
}

#[test]
fn those_who_are_not_named_in_the_header_are_found() {
    let person = json!({"emailAddress": {"address": "a@example.com"}});
    let found =
        read(&json!({"bccRecipients": [person], "sentDateTime": "x", "receivedDateTime": "x"}));
    assert_eq!(found[0].text(), "Bcc: a@example.com\r\n");
}

#[test]
fn body_and_files_are_rebuilt() {
    let inner = json!({"@odata.type": "#microsoft.graph.message", "internetMessageHeaders": [header("Subject", "in")]});
    let message = json!({
        "internetMessageHeaders": [header("Subject", "out")],
        "hasAttachments": true,
        "isDraft": false,
        "receivedDateTime": "2026-01-05T10:00:09Z",
        "from": {"emailAddress": {"address": "a@example.com"}},
        "body": {"contentType": "HTML", "content": "<a href=\"https://shop.example/\">gr\u{fc}n</a>"},
        "attachments": [
            {"@odata.type": "#microsoft.graph.fileAttachment", "name": "a.txt", "contentType": "text/plain", "contentBytes": "aGVs\r\nbG8="},
            {"@odata.type": "#microsoft.graph.itemAttachment", "name": "in\r\nside", "item": inner},
            {"@odata.type": "#microsoft.graph.referenceAttachment", "name": "c"},
            {"Name": "d.bin", "AdditionalProperties": {"contentBytes": "AAE="}},
            {"name": "e", "contentBytes": "AAE"},
            {"name": "f", "contentBytes": "*"},
        ],
    });
    let found = read(&message);
    let rebuilt = String::from_utf8(found[0].rebuilt.clone().unwrap()).unwrap();
    for part in [
        "filename*=utf-8''a.txt",
        "\r\n\r\naGVsbG8=\r\n",
        "filename*=utf-8''d.bin",
        "charset=utf-8",
        "Content-Type: text/html",
    ] {
        assert!(rebuilt.contains(part), "{part}: {rebuilt}");
    }
    for (name, expected) in [
        ("attached-message", "in\r\nside"),
        ("parts-missing", "1: not in the export; 1: not valid base64"),
        ("receivedDateTime", "2026-01-05T10:00:09Z"),
        ("from", "a@example.com"),
        ("isDraft", ""),
        ("attachments", ""),
    ] {
        assert_eq!(found[0].fact(name), expected, "{name}");
    }
    let without =
        json!({"internetMessageHeaders": [header("Subject", "out")], "hasAttachments": true});
    let found = read(&without);
    assert_eq!(
        found[0].fact("attachments"),
        "not in the export; request them with $expand=attachments"
    );
    assert!(found[0].rebuilt.is_none());
}
