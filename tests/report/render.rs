//! Renderers: golden files of every format, and that nothing of a message gets out of its place in any of them.
//!
//! `UPDATE_GOLDEN=1 cargo test --test report render::` writes the golden files anew; look at the difference before it is committed.

use crate::given::{Given, analyze};
use crate::hostile::{self, PAYLOADS};
use hdrtrace::dns::Capsule;
use hdrtrace::render::{Format, Style, Table, render};
use hdrtrace::{At, Clock, DnsSource, Known, Report, Settings};
use proptest::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

const FORMATS: &[(&str, Format)] = &[
    ("txt", Format::Terminal),
    ("json", Format::Json),
    ("html", Format::Html),
    ("md", Format::Markdown),
    ("hops.csv", Format::Csv(Table::Hops)),
    ("findings.csv", Format::Csv(Table::Findings)),
];

/// The formats that people read.
const FOR_PEOPLE: &[Format] = &[Format::Terminal, Format::Html, Format::Markdown];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The report on a sample.
pub fn sample(name: &str) -> Report {
    let folder = root().join("samples");
    let message = fs::read(folder.join(format!("{name}.eml"))).expect("a sample");
    let capsule = fs::read_to_string(folder.join(format!("{name}.dns.json"))).expect("a capsule");
    let options = Given {
        settings: Settings {
            clock: Clock::Fixed("2026-11-01T12:00:00Z".parse().expect("a time")),
            at: At::Received,
            dns: DnsSource::Replay {
                capsule: Arc::new(Capsule::parse(&capsule).expect("a capsule")),
                any_message: false,
            }
            .into(),
            ..Settings::default()
        },
        known: Known {
            name: format!("samples/{name}.eml"),
            ..Known::default()
        },
    };
    analyze(&message, &options).expect("a report")
}

/// The report on a message without DNS.
pub fn offline(message: &[u8]) -> Report {
    let options = Given {
        settings: Settings {
            clock: Clock::Fixed("2026-11-01T12:00:00Z".parse().expect("a time")),
            ..Settings::default()
        },
        known: Known::default(),
    };
    analyze(message, &options).expect("a report")
}

fn text(report: &Report, format: Format) -> String {
    String::from_utf8(render(report, format, &Style::default())).expect("UTF-8")
}

#[test]
fn samples_render_as_their_golden_files() {
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    let mut wrong = Vec::new();
    for name in ["spoofed-bank", "list-arc"] {
        let report = sample(name);
        for (extension, format) in FORMATS {
            let path = root().join(format!("tests/golden/{name}.{extension}"));
            let bytes = render(&report, *format, &Style::default());
            assert_eq!(bytes, render(&sample(name), *format, &Style::default()));
            if update {
                fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
                fs::write(&path, &bytes).expect("written");
            } else if fs::read(&path).unwrap_or_default() != bytes {
                wrong.push(path.display().to_string());
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "these differ; UPDATE_GOLDEN=1 writes them anew:\n{}",
        wrong.join("\n")
    );
}

/// Every element of the document: the text between `<` and `>`. A `<` or `>` of a value would show as an element that is none.
fn elements(html: &str) -> Vec<&str> {
    let body = html.split_once("</style>").expect("a style sheet").1;
    body.match_indices('<')
        .map(|(at, _)| {
            let rest = &body[at + 1..];
            &rest[..rest.find('>').expect("the element's end")]
        })
        .collect()
}

const ELEMENTS: &[&str] = &[
    "a", "article", "b", "body", "caption", "circle", "code", "dd", "defs", "div", "dl", "dt",
    "figure", "g", "h1", "h2", "h3", "h4", "head", "header", "html", "i", "li", "line", "main",
    "mark", "nav", "p", "path", "pattern", "pre", "q", "rect", "section", "span", "svg", "table",
    "tbody", "td", "text", "th", "thead", "title", "tr", "ul",
];

const ATTRIBUTES: &[&str] = &[
    "aria-hidden",
    "aria-label",
    "class",
    "colspan",
    "cx",
    "cy",
    "d",
    "data-label",
    "fill",
    "height",
    "href",
    "id",
    "patternTransform",
    "patternUnits",
    "r",
    "role",
    "rowspan",
    "rx",
    "text-anchor",
    "title",
    "transform",
    "viewBox",
    "width",
    "x",
    "x1",
    "x2",
    "y",
    "y1",
    "y2",
];

fn assert_inert_html(html: &str) {
    for element in elements(html) {
        let name = element
            .trim_start_matches('/')
            .split([' ', '/'])
            .next()
            .unwrap_or_default();
        assert!(ELEMENTS.contains(&name), "element <{element}>");
        let mut rest = element
            .trim_start_matches('/')
            .strip_prefix(name)
            .expect("its name")
            .trim();
        while !rest.is_empty() && rest != "/" {
            let (attribute, after) = rest
                .split_once("=\"")
                .unwrap_or_else(|| panic!("<{element}>"));
            assert!(
                ATTRIBUTES.contains(&attribute),
                "attribute {attribute} in <{element}>"
            );
            let (value, after) = after.split_once('"').expect("the value's end");
            assert!(
                attribute != "href" || value.starts_with('#'),
                "link {value}"
            );
            // What is only read aloud or shown beside is no style.
            let is_text = ["title", "aria-label"].contains(&attribute);
            assert!(
                is_text || !value.contains("url(") || value.starts_with("url(#hatch-"),
                "{value}"
            );
            rest = after.trim();
        }
    }
    let policy = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-";
    let head = html.split_once("<title>").expect("a title").0;
    assert!(head.contains(policy), "no policy before the first value");
}

/// No control, no bidirectional or invisible character, in any format.
fn assert_no_controls(text: &str, format: Format) {
    let bad = text.chars().find(|&c| {
        let wanted = c == '\n' || (c == '\r' && matches!(format, Format::Csv(_)));
        (c.is_control() && !wanted)
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    });
    assert_eq!(bad, None, "{format:?}");
}

fn is_link(text: &str) -> bool {
    ["http://", "https://", "www.evil"]
        .iter()
        .any(|link| text.contains(link))
}

#[test]
fn payloads_in_every_field_are_inert() {
    for payload in PAYLOADS {
        let report = offline(&hostile::message(payload));
        assert!(
            report.route.hops.len() == 3 && !report.findings.is_empty(),
            "{payload}"
        );
        assert_inert(&report);
    }
}

/// Nothing of a report gets out of its place, in any format.
pub fn assert_inert(report: &Report) {
    for (_, format) in FORMATS {
        if *format != Format::Json {
            assert_no_controls(&text(report, *format), *format);
        }
    }
    assert_inert_html(&text(report, Format::Html));
    for format in FOR_PEOPLE {
        let shown = text(report, *format);
        let line = shown.lines().find(|line| is_link(line));
        assert_eq!(line, None, "{format:?} holds a link");
    }
    assert_csv_is_inert(&text(report, Format::Csv(Table::Hops)));
    assert_csv_is_inert(&text(report, Format::Csv(Table::Findings)));
    assert_markdown_is_inert(&text(report, Format::Markdown));
}

/// Reads CSV as RFC 4180 has it, and as a spreadsheet that begins cells at semicolons, too.
fn assert_csv_is_inert(csv: &str) {
    let columns = csv
        .split("\r\n")
        .next()
        .expect("the columns")
        .split(',')
        .count();
    for record in csv
        .strip_suffix("\r\n")
        .expect("the last line's end")
        .split("\r\n")
    {
        let mut cells = vec![String::new()];
        let mut quoted = false;
        for c in record.chars() {
            match c {
                '"' => quoted = !quoted,
                ',' if !quoted => cells.push(String::new()),
                c => cells.last_mut().expect("a cell").push(c),
            }
        }
        assert_eq!(cells.len(), columns, "{record}");
        for cell in cells.iter().flat_map(|cell| cell.split(';')) {
            let is_number = cell.parse::<i64>().is_ok();
            assert!(
                is_number || !cell.starts_with(['=', '+', '-', '@', '\t']),
                "{cell}"
            );
        }
    }
}

/// Outside of code nothing but plain words and the report's own markup.
fn assert_markdown_is_inert(markdown: &str) {
    let mut fence = None;
    for line in markdown.lines() {
        let bare = line.trim_start();
        let run = bare.len() - bare.trim_start_matches('`').len();
        match fence {
            Some(open) if run >= open && bare.len() == run => fence = None,
            Some(_) => {}
            None if run >= 3 && bare[run..] == *"text" => fence = Some(run),
            None => {
                let outside = without_code(line);
                let bad = outside.find(['<', '[', '\\', '`', '@', '!', '$', '_', '~', '&']);
                assert_eq!(bad, None, "{outside}");
                assert!(
                    !outside.contains("://") && !outside.contains("www."),
                    "{outside}"
                );
                let reference = outside.trim_start_matches('#').find('#');
                assert!(
                    reference.is_none() || outside.starts_with("| # |"),
                    "{outside}"
                );
                if line.starts_with("| ") {
                    // Every row of a table has its table's cells, bars in code counted: they end cells too.
                    let cells = line.matches('|').count() - 1;
                    assert!([2, 5, 7].contains(&cells), "{cells} cells: {line}");
                }
            }
        }
    }
    assert_eq!(fence, None);
}

/// A line without its code spans, as `CommonMark` pairs backticks.
fn without_code(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(at) = rest.find('`') {
        out.push_str(&rest[..at]);
        let run = rest[at..].len() - rest[at..].trim_start_matches('`').len();
        let after = &rest[at + run..];
        let mut from = 0;
        let end = loop {
            let Some(found) = after[from..].find('`') else {
                panic!("a code span without end: {line}");
            };
            let length =
                after[from + found..].len() - after[from + found..].trim_start_matches('`').len();
            if length == run {
                break from + found + run;
            }
            from += found + length;
        };
        rest = &after[end..];
    }
    out + rest
}

#[test]
fn whole_links_only_where_asked_for() {
    let report = offline(&hostile::message("see https://evil.example/x"));
    let whole = Style {
        defang: false,
        ..Style::default()
    };
    for format in FOR_PEOPLE {
        let shown = render(&report, *format, &whole);
        assert!(is_link(&String::from_utf8_lossy(&shown)), "{format:?}");
        assert!(
            text(&report, *format).contains("hxxps://evil[.]example"),
            "{format:?}"
        );
    }
    for format in [Format::Json, Format::Csv(Table::Hops)] {
        assert_eq!(
            render(&report, format, &whole),
            render(&report, format, &Style::default())
        );
    }
}

#[test]
fn every_finding_of_the_samples_links_to_its_bytes() {
    for entry in fs::read_dir(root().join("samples")).expect("samples") {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|extension| extension != "eml") {
            continue;
        }
        let name = path
            .file_stem()
            .and_then(|name| name.to_str())
            .expect("a name");
        let html = text(&sample(name), Format::Html);
        assert_inert_html(&html);
        for (at, _) in html.match_indices("href=\"#") {
            let target = html[at + 7..].split('"').next().expect("a target");
            assert!(
                html.contains(&format!("id=\"{target}\"")),
                "{name}: #{target} leads nowhere"
            );
        }
        for (number, finding) in sample(name).findings.iter().enumerate() {
            for place in 0..finding.evidence.len() {
                assert!(
                    html.contains(&format!("href=\"#e{number}-{place}\"")),
                    "{name}"
                );
            }
        }
    }
}

#[test]
fn ten_thousand_hops_make_a_file_that_can_be_opened() {
    let mut message = String::new();
    for hop in (0..10_001).rev() {
        let field = format!(
            "Received: from h{hop}.example.org (h{hop}.example.org [198.51.100.{}])\r\n\tby h{}.example.net with ESMTPS id {hop}A;\r\n\tSat, 02 May 2026 {:02}:{:02}:{:02} +0000\r\n",
            hop % 250,
            hop + 1,
            hop / 3600,
            hop / 60 % 60,
            hop % 60
        );
        message.push_str(&field);
    }
    message.push_str("From: a@example.org\r\n\r\nx\r\n");
    let html = text(&offline(message.as_bytes()), Format::Html);
    assert!(html.len() < 5_000_000, "{} bytes", html.len());
    assert_inert_html(&html);
    for said in [
        "1 older Received fields were not read",
        "9960 more hops are left out",
        "9800 more hops are left out here",
        "more fields (",
    ] {
        assert!(html.contains(said), "{said}");
    }
    let markdown = text(&offline(message.as_bytes()), Format::Markdown);
    assert!(markdown.len() < 100_000 && markdown.contains("9960 more hops"));
}

#[test]
fn templates_leave_no_value_unescaped() {
    let mut folders = vec![root().join("templates")];
    let mut safe = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("templates") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let template = fs::read_to_string(&path).expect("a template");
            safe.extend(unescaped(&path, &template));
        }
    }
    safe.sort();
    // The style sheet and its hash are ours.
    assert_eq!(
        safe,
        [
            "report.html: {{ css|safe }}",
            "report.html: {{ style_hash|safe }}"
        ]
    );
}

fn unescaped(path: &Path, template: &str) -> Vec<String> {
    let file = path
        .file_name()
        .and_then(|name| name.to_str())
        .expect("a name");
    template
        .split("{{")
        .skip(1)
        .filter_map(|rest| rest.split("}}").next())
        .filter(|expression| expression.contains('|') && !expression.contains("||"))
        .map(|expression| format!("{file}: {{{{{expression}}}}}"))
        .collect()
}

/// Bytes that are likely to break something, more often than chance gives them.
fn hostile_text() -> impl Strategy<Value = String> {
    let pieces = prop_oneof![
        4 => any::<char>().prop_map(String::from),
        4 => "[<>\"'&`|\\\\=+@#:;(),.\\[\\]{}%-]{1,4}",
        2 => "[a-z.]{1,12}",
        1 => proptest::sample::select(PAYLOADS).prop_map(str::to_owned),
        1 => Just("https://a.evil.example/".to_owned()),
    ];
    proptest::collection::vec(pieces, 0..8)
        .prop_map(|pieces| pieces.concat().replace(['\r', '\n'], " "))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn hostile_reports_are_inert(payload in hostile_text()) {
        let report = offline(&hostile::message(&payload));
        for (_, format) in FORMATS {
            if *format != Format::Json {
                assert_no_controls(&text(&report, *format), *format);
            }
        }
        assert_inert_html(&text(&report, Format::Html));
        assert_csv_is_inert(&text(&report, Format::Csv(Table::Hops)));
        assert_csv_is_inert(&text(&report, Format::Csv(Table::Findings)));
        assert_markdown_is_inert(&text(&report, Format::Markdown));
        for format in FOR_PEOPLE {
            let shown = text(&report, *format);
            let line = shown.lines().find(|line| is_link(line));
            assert_eq!(line, None, "{format:?}");
        }
    }
}
