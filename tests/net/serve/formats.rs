//! Every format, by its word and by its media type.

use super::{MESSAGE, Serving, rendered};
use hdrtrace::render::siem::SYSTEMS;
use hdrtrace::render::{Format, Table};

#[test]
fn every_format_is_what_the_library_renders() {
    let serving = Serving::start(|_| {});
    let text = |kind: &str| format!("{kind}; charset=utf-8");
    let mut rows = vec![
        (
            "format=json",
            "*/*",
            "application/json".to_owned(),
            Format::Json,
        ),
        ("", "*/*", "application/json".to_owned(), Format::Json),
        (
            "",
            "application/json",
            "application/json".to_owned(),
            Format::Json,
        ),
        (
            "",
            "application/x-ndjson",
            "application/x-ndjson".to_owned(),
            Format::Json,
        ),
        ("", "text/html,*/*;q=0.8", text("text/html"), Format::Html),
        (
            "format=html",
            "application/json",
            text("text/html"),
            Format::Html,
        ),
        ("", "text/markdown", text("text/markdown"), Format::Markdown),
        ("", "text/plain", text("text/plain"), Format::Terminal),
        (
            "",
            "text/csv",
            text("text/csv"),
            Format::Csv(Table::Messages),
        ),
        (
            "format=csv&table=hops",
            "*/*",
            text("text/csv"),
            Format::Csv(Table::Hops),
        ),
        (
            "table=findings",
            "text/csv",
            text("text/csv"),
            Format::Csv(Table::Findings),
        ),
    ];
    let words: Vec<String> = SYSTEMS
        .iter()
        .map(|system| format!("format={}", system.word))
        .collect();
    for (system, word) in SYSTEMS.iter().zip(&words) {
        rows.push((
            word,
            "*/*",
            system.media_type.to_owned(),
            Format::Siem(system),
        ));
    }
    for (query, accept, media, format) in rows {
        let ask = serving.ask("POST", &format!("/api/v1/reports?{query}"));
        let ask = ask
            .with("Accept", accept)
            .with("Content-Type", "message/rfc822");
        let answer = ask.body(MESSAGE.as_bytes()).send();
        assert_eq!(answer.status, 200, "{query} {accept}: {}", answer.text());
        assert_eq!(
            answer.field("content-type"),
            Some(media.as_str()),
            "{query} {accept}"
        );
        assert_eq!(answer.field("vary"), Some("Accept"));
        let expected = rendered(MESSAGE.as_bytes(), format);
        assert!(
            answer.body == expected,
            "{query} {accept}: {}",
            answer.text()
        );
    }
}

#[test]
fn what_is_not_served_is_said() {
    let serving = Serving::start(|_| {});
    for (query, accept, status, detail) in [
        (
            "",
            "image/png",
            406,
            "none of the media types in Accept is served here",
        ),
        (
            "format=pdf",
            "*/*",
            400,
            "invalid format: give one of json, html, ",
        ),
        (
            "format=html&table=hops",
            "*/*",
            400,
            "the option table works only with the format csv",
        ),
        (
            "nameserver=192.0.2.1",
            "*/*",
            400,
            "unknown option \"nameserver\"",
        ),
        ("rules=/etc/passwd", "*/*", 400, "unknown option \"rules\""),
        ("geo=/etc/passwd", "*/*", 400, "unknown option \"geo\""),
        ("evidence=/tmp/x", "*/*", 400, "unknown option \"evidence\""),
        (
            "depth=deep",
            "*/*",
            400,
            "invalid depth: give one of headers, verdict, full",
        ),
        (
            "depth=full&depth=full",
            "*/*",
            400,
            "the option depth is given twice",
        ),
        ("trust=some", "*/*", 400, "invalid trust: "),
        (
            "protect=a%20b",
            "*/*",
            400,
            "invalid protect: give a domain, such as example.com",
        ),
        ("client-ip=x", "*/*", 400, "invalid client-ip: "),
        (
            "message=0",
            "*/*",
            400,
            "invalid message: give a number from 1",
        ),
        (
            "message=2",
            "*/*",
            422,
            "there is no message 2: the input has 1 message",
        ),
        ("trust=hop:9", "*/*", 422, "trust hop:9: there is no hop 9"),
        ("tz=CET", "*/*", 400, "invalid tz: "),
    ] {
        let ask = serving.ask("POST", &format!("/api/v1/reports?{query}"));
        let ask = ask
            .with("Accept", accept)
            .with("Content-Type", "message/rfc822");
        let (found, said) = ask.body(MESSAGE.as_bytes()).send().problem();
        assert_eq!(found, status, "{query}: {said}");
        assert!(said.starts_with(detail), "{query}: {said}");
    }
}

#[test]
fn options_are_those_of_the_command_line() {
    let serving = Serving::start(|_| {});
    let report = |query: &str| {
        let answer = serving.post(&format!("/api/v1/reports?{query}"), MESSAGE.as_bytes());
        assert_eq!(answer.status, 200, "{query}: {}", answer.text());
        answer.json()
    };
    assert_eq!(
        report("at=2026-05-03T00:00:00Z")["as_of"]["time"],
        "2026-05-03T00:00:00Z"
    );
    let known = report("client-ip=203.0.113.9&helo=out.example&mail-from=a%40out.example");
    let spf = &known["authentication"]["spf"]["mail_from"];
    assert_eq!(spf["domain"], "out.example", "{spf}");
    let none = report("trust=none");
    assert!(none["route"]["boundary"].is_null(), "{none}");
    assert_eq!(report("depth=headers")["body"]["skipped"], "depth");
    assert_eq!(report("message=1"), report(""));
    let ask = serving
        .ask("POST", "/api/v1/reports?tz=%2B02:00")
        .with("Accept", "text/plain");
    let answer = ask.body(MESSAGE.as_bytes()).send();
    assert!(answer.text().contains("+02:00"), "{}", answer.text());
}
