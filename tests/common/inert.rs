//! What no report may do, whatever a message says: leave its place in a format that people or programs read.

use hdrtrace::Report;
use hdrtrace::render::siem::SYSTEMS;
use hdrtrace::render::{Format, Style, Table, render};
use serde_json::Value;

/// Who reads a format.
#[derive(Clone, Copy, PartialEq)]
pub enum Reader {
    /// People: no link in it may be one that a program makes clickable.
    People,
    Programs,
}

/// Every format of our own, by the end of its golden file. What no report may do is tried in each.
pub const FORMATS: &[(&str, Format, Reader)] = &[
    ("txt", Format::Terminal, Reader::People),
    ("json", Format::Json, Reader::Programs),
    ("html", Format::Html, Reader::People),
    ("md", Format::Markdown, Reader::People),
    ("hops.csv", Format::Csv(Table::Hops), Reader::Programs),
    (
        "findings.csv",
        Format::Csv(Table::Findings),
        Reader::Programs,
    ),
];

/// All of them, and the annotated header, which has no golden file.
pub fn every() -> impl Iterator<Item = Format> {
    let rows = FORMATS.iter().map(|(_, format, _)| *format);
    rows.chain([Format::Annotated])
}

/// The formats that people read.
pub fn for_people() -> impl Iterator<Item = Format> {
    let rows = FORMATS
        .iter()
        .filter(|(_, _, reader)| *reader == Reader::People);
    rows.map(|(_, format, _)| *format)
}

/// A report in a format, as text.
pub fn text(report: &Report, format: Format) -> String {
    String::from_utf8(render(report, format, &Style::default())).expect("UTF-8")
}

/// The same as it is read: without the places where a line may end.
pub fn read(report: &Report, format: Format) -> String {
    text(report, format).replace("<wbr>", "")
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
    "tbody", "td", "text", "th", "thead", "title", "tr", "ul", "wbr",
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

/// No element, attribute or link but those of the templates.
pub fn assert_inert_html(html: &str) {
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

/// Whether a text holds what a program makes a link of.
pub fn is_link(text: &str) -> bool {
    ["http://", "https://", "www.evil"]
        .iter()
        .any(|link| text.contains(link))
}

/// Nothing of a report gets out of its place, in any format.
pub fn assert_inert(report: &Report) {
    for format in every() {
        assert_no_controls(&text(report, format), format);
    }
    assert_inert_html(&text(report, Format::Html));
    for format in for_people() {
        let shown = read(report, format);
        let line = shown.lines().find(|line| is_link(line));
        assert_eq!(line, None, "{format:?} holds a link");
    }
    assert_csv_is_inert(&text(report, Format::Csv(Table::Hops)));
    assert_csv_is_inert(&text(report, Format::Csv(Table::Findings)));
    assert_markdown_is_inert(&text(report, Format::Markdown));
    for system in SYSTEMS {
        assert_json_is_inert(report, Format::Siem(system));
    }
}

/// One line of JSON, in which what was found stands as in the report.
fn assert_json_is_inert(report: &Report, format: Format) {
    let line = text(report, format);
    assert_no_controls(&line, format);
    assert_eq!(line.matches('\n').count(), 1, "{format:?}");
    let value: Value = serde_json::from_str(&line).expect("JSON");
    let mut said = Vec::new();
    details(&value, &mut said);
    for finding in &report.findings {
        let detail = finding.detail.as_str();
        assert!(said.contains(&detail), "{format:?} lacks {detail:?}");
    }
}

/// Every text under the key `detail`, or that is a remark of MISP's.
fn details<'v>(value: &'v Value, out: &mut Vec<&'v str>) {
    match value {
        Value::Object(object) => {
            out.extend(object.get("detail").and_then(Value::as_str));
            // A MISP event has remarks in their place.
            if object.get("type").is_some_and(|kind| kind == "comment") {
                out.extend(object.get("value").and_then(Value::as_str));
            }
            object.values().for_each(|inner| details(inner, out));
        }
        Value::Array(list) => list.iter().for_each(|inner| details(inner, out)),
        _ => {}
    }
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
    // The cells of the table's first row.
    let mut columns = None;
    for line in markdown.lines() {
        let bare = line.trim_start();
        let run = bare.len() - bare.trim_start_matches('`').len();
        match fence {
            Some(open) if run >= open && bare.len() == run => fence = None,
            Some(_) => {}
            None if run >= 3 && bare[run..] == *"text" => fence = Some(run),
            None => {
                let mut outside = without_code(line);
                if line.starts_with('|') {
                    // The lines of a reply, in one cell.
                    outside = outside.replace("<br>", "");
                }
                // Alone they begin nothing.
                for sign in ["< ", "<, ", "& "] {
                    outside = outside.replace(sign, "");
                }
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
                if line.starts_with('|') {
                    // Bars in code are counted: they end cells too.
                    let cells = line.matches('|').count();
                    assert_eq!(cells, *columns.get_or_insert(cells), "{line}");
                } else {
                    columns = None;
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
