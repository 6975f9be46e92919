use super::*;
use crate::{Analyzer, Known, Settings};

/// Values that would break out of a form: quotes, formulas, controls, what turns the direction of a text.
const HOSTILE: &str = "From: \"x\" <=cmd|'/c calc'!A1@evil.example>\r\n\
    X-Mailer: =HYPERLINK(\"https://evil.example/\")\x1b[31m,\"x\"\u{202e}y\r\n\
    Message-ID: <a'] OR [url:value = 'x@evil.example>\r\n\
    Subject: +1\"'<script>\r\n";

fn sum() -> Sum {
    let message = format!(
        "Received: from client.evil.example (client.evil.example [192.0.2.7])\r\n\tby mx.example.net (Postfix) with ESMTP id 1;\r\n\
         \tSat, 02 May 2026 10:00:09 +0000\r\n{HOSTILE}\r\nhttps://evil.example/'%22x https://bit.ly/3x\r\n"
    );
    let analyzer = Analyzer::new(Settings::default()).unwrap();
    let mut sum = Sum::default();
    for _ in 0..2 {
        sum.add(
            &analyzer
                .analyze(message.as_bytes(), &Known::default())
                .unwrap(),
        );
    }
    sum.sorted()
}

fn text(format: Iocs, style: &Style) -> String {
    String::from_utf8(iocs(&sum(), format, style).unwrap()).unwrap()
}

#[test]
fn text_is_defanged_and_fits() {
    for width in [40, 80] {
        let style = Style {
            width,
            ..Style::default()
        };
        let text = text(Iocs::Text, &style);
        assert!(
            text.contains("evil[.]example") && !text.contains("evil.example"),
            "{text}"
        );
        assert!(
            !text.contains(|c: char| c.is_control() && c != '\n'),
            "{text:?}"
        );
        for line in text.lines() {
            assert!(crate::render::text::width(line) <= width, "{width}: {line}");
        }
    }
}

#[test]
fn csv_starts_no_formula() {
    let text = text(Iocs::Csv, &Style::default());
    assert!(
        text.starts_with("type,value,blockable,reason,word,roles,"),
        "{text}"
    );
    assert!(text.contains("domain,evil.example,"), "{text}");
    for record in text.lines() {
        assert!(!record.contains(",="), "{record}");
        assert!(!record.contains(",\"="), "{record}");
        assert!(
            !record.contains('\u{1b}') && !record.contains('\u{202e}'),
            "{record}"
        );
    }
}

#[test]
fn json_is_read_back_as_it_was() {
    let bytes = iocs(&sum(), Iocs::Json, &Style::default()).unwrap();
    let read: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(read["schema"], SCHEMA);
    assert_eq!(read["total"], 2);
    let all = read["indicators"].as_array().unwrap();
    let mailer = all.iter().find(|one| one["type"] == "mailer").unwrap();
    assert_eq!(
        mailer["value"],
        "=HYPERLINK(\"https://evil.example/\")\u{1b}[31m,\"x\"\u{202e}y"
    );
    assert_eq!(mailer["count"], 2);
    assert_eq!(mailer["messages"], serde_json::json!([0, 1]));
    assert!(all[0]["blockable"]["may"] == "yes");
}

#[test]
fn only_what_is_proven_is_for_detection() {
    let event: serde_json::Value =
        serde_json::from_slice(&iocs(&sum(), Iocs::Misp, &Style::default()).unwrap()).unwrap();
    let attributes = event["Event"]["Attribute"].as_array().unwrap();
    let marked: Vec<&str> = attributes
        .iter()
        .filter(|one| one["to_ids"] == true)
        .filter_map(|one| one["value"].as_str())
        .collect();
    assert_eq!(marked, ["192.0.2.7", "client.evil.example"]);
}

#[test]
fn patterns_hold_their_values() {
    let bundle: serde_json::Value =
        serde_json::from_slice(&iocs(&sum(), Iocs::Stix, &Style::default()).unwrap()).unwrap();
    let objects = bundle["objects"].as_array().unwrap();
    let patterns: Vec<&str> = objects
        .iter()
        .filter_map(|one| one["pattern"].as_str())
        .collect();
    assert_eq!(
        patterns,
        [
            "[ipv4-addr:value = '192.0.2.7']",
            "[domain-name:value = 'client.evil.example']"
        ]
    );
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    for format in [Iocs::Text, Iocs::Csv, Iocs::Json, Iocs::Stix, Iocs::Misp] {
        let style = Style::default();
        assert_eq!(text(format, &style), text(format, &style));
    }
}
