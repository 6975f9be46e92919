//! All that a user can read: reports in every format, the catalogue, help, explanations, pages, and the texts of the source.

use super::traced::{Traced, reports};
use crate::texts::{Texts, files};
use hdrtrace::findings::CATALOGUE;
use hdrtrace::render::{Detail, Format, Style, Table, render};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Where texts come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// Every text of a finding.
    Catalogue,
    /// The strings of reports.
    Json,
    Csv,
    /// With and without how the results came about.
    Terminal,
    /// The text of the page, without its tags.
    Html,
    Markdown,
    /// Help of the program and of every command.
    Help,
    /// What is explained of every finding.
    Explain,
    /// What the schema says of each field.
    Schema,
    /// The pages in `docs`, and the one of the samples.
    Docs,
    /// README, and the page of findings, whose frame is the room's that explains.
    Readme,
    /// Literals of the library.
    Library,
    /// Literals of [`OTHER_ROOMS`], and templates.
    OtherRooms,
}

impl Source {
    pub const ALL: &[Self] = &[
        Self::Catalogue,
        Self::Json,
        Self::Csv,
        Self::Terminal,
        Self::Html,
        Self::Markdown,
        Self::Help,
        Self::Explain,
        Self::Schema,
        Self::Docs,
        Self::Readme,
        Self::Library,
        Self::OtherRooms,
    ];
}

/// Rooms of the library that are listed by themselves.
const OTHER_ROOMS: &[&str] = &[
    "src/render",
    "src/abuse",
    "src/abuse_report.rs",
    "src/explain",
    "src/serve",
];

/// Pages that are listed by themselves.
const README: &[&str] = &["README.md", "docs/findings.md"];

/// Pages outside of `docs`.
const OTHER_PAGES: [&str; 5] = [
    "README.md",
    "samples/README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "SECURITY.md",
];

/// Literals that no user reads: lists of words that are looked for.
const DATA: &[&str] = &[
    "src/redact/telling.rs",
    "src/findings/support/lookalike/named.rs",
];

/// A text, and what it may quote, in lower case.
pub struct Text {
    pub name: String,
    pub shown: String,
    pub quoted: Vec<String>,
}

impl Text {
    fn own(name: impl Into<String>, shown: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            shown: shown.into(),
            quoted: Vec::new(),
        }
    }
}

pub fn texts(source: Source) -> Vec<Text> {
    match source {
        Source::Catalogue => catalogue(),
        Source::Json => reports().iter().flat_map(json).collect(),
        Source::Csv => [Table::Hops, Table::Findings]
            .into_iter()
            .flat_map(|table| rendered(Format::Csv(table), false))
            .collect(),
        Source::Terminal => [false, true]
            .into_iter()
            .flat_map(|verbose| rendered(Format::Terminal, verbose))
            .collect(),
        Source::Html => {
            let pages = rendered(Format::Html, false).into_iter();
            pages
                .map(|page| Text {
                    shown: without_tags(&page.shown),
                    ..page
                })
                .collect()
        }
        Source::Markdown => rendered(Format::Markdown, false),
        Source::Help => help(&[]),
        Source::Explain => CATALOGUE
            .iter()
            .map(|finding| Text::own(finding.code, run(&["explain", finding.code])))
            .collect(),
        Source::Schema => schema(),
        Source::Docs => pages(|name| !README.contains(&name)),
        Source::Readme => pages(|name| README.contains(&name)),
        Source::Library => literals(|name| !is_other(name) && !DATA.contains(&name)),
        Source::OtherRooms => literals(is_other).into_iter().chain(templates()).collect(),
    }
}

fn is_other(name: &str) -> bool {
    OTHER_ROOMS.iter().any(|room| name.starts_with(room))
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn catalogue() -> Vec<Text> {
    CATALOGUE
        .iter()
        .flat_map(|finding| {
            let name = finding.name.replace('-', " ");
            [
                name.as_str(),
                finding.title,
                finding.meaning,
                finding.why,
                finding.wrong,
            ]
            .map(|text| Text::own(finding.code, text))
        })
        .collect()
}

/// The strings of a report, but for the message itself.
fn json(traced: &Traced) -> Vec<Text> {
    let mut report = serde_json::to_value(&traced.report).expect("JSON");
    if let Some(report) = report.as_object_mut() {
        report.remove("header");
    }
    let mut found = Vec::new();
    leaves(&report, &mut found);
    found
        .into_iter()
        .map(|shown| Text {
            name: traced.name.clone(),
            shown,
            quoted: traced.quoted.clone(),
        })
        .collect()
}

fn leaves(value: &Value, found: &mut Vec<String>) {
    match value {
        // A single word is a stable value, not a text.
        Value::String(text) if text.contains(' ') => found.push(text.clone()),
        Value::Array(values) => values.iter().for_each(|value| leaves(value, found)),
        Value::Object(fields) => fields.values().for_each(|value| leaves(value, found)),
        _ => {}
    }
}

fn rendered(format: Format, verbose: bool) -> Vec<Text> {
    let style = Style {
        detail: if verbose {
            Detail::Verbose
        } else {
            Detail::Usual
        },
        // No line breaks within words that belong together.
        width: 4000,
        ..Style::default()
    };
    let shown = |traced: &Traced| {
        let bytes = render(&traced.report, format, &style);
        Text {
            name: traced.name.clone(),
            shown: String::from_utf8_lossy(&bytes).into_owned(),
            quoted: traced.quoted.clone(),
        }
    };
    reports().iter().map(shown).collect()
}

fn without_tags(html: &str) -> String {
    // Rules of style are no text, and where a line may end is no space.
    let html = html.replace("<wbr>", "");
    let body = html.split("</style>").last().unwrap_or(&html);
    let parts = body
        .split('<')
        .map(|part| part.split_once('>').map_or(part, |(_, text)| text));
    parts.collect::<Vec<_>>().join(" ")
}

fn run(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_hdrtrace"))
        .args(arguments)
        .env("HDRTRACE_CONFIG", "")
        .output()
        .expect("the program runs");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// The help of a command and of those within it.
fn help(command: &[&str]) -> Vec<Text> {
    let shown = run(&[command, &["--help"]].concat());
    let listed = shown.split_once("Commands:\n").map_or("", |(_, rest)| rest);
    let listed = listed.split("\n\n").next().unwrap_or_default();
    let names: Vec<&str> = listed
        .lines()
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .collect();
    let within = names
        .iter()
        .flat_map(|name| help(&[command, &[*name]].concat()));
    let own = Text::own(format!("help of {command:?}"), shown.clone());
    within.chain([own]).collect()
}

fn schema() -> Vec<Text> {
    let schema = fs::read_to_string(root().join("docs/report.schema.json")).expect("the schema");
    let mut described = Vec::new();
    descriptions(
        &serde_json::from_str(&schema).expect("JSON"),
        &mut described,
    );
    described
        .into_iter()
        .map(|text| Text::own("docs/report.schema.json", text))
        .collect()
}

fn descriptions(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| descriptions(value, found)),
        Value::Object(fields) => {
            let text = fields.get("description").and_then(Value::as_str);
            found.extend(text.map(str::to_owned));
            fields.values().for_each(|value| descriptions(value, found));
        }
        _ => {}
    }
}

/// Pages for readers, line by line.
fn pages(wanted: impl Fn(&str) -> bool) -> Vec<Text> {
    let docs = ["docs", "docs/how-to", "docs/systems"]
        .into_iter()
        .flat_map(|folder| {
            let entries = fs::read_dir(root().join(folder)).expect("docs");
            entries.filter_map(move |entry| {
                let name = entry.ok()?.file_name().into_string().ok()?;
                Some(format!("{folder}/{name}"))
            })
        });
    let names = docs
        .filter(|name| Path::new(name).extension().is_some_and(|end| end == "md"))
        .chain(OTHER_PAGES.map(str::to_owned));
    names
        .filter(|name| wanted(name))
        .flat_map(|name| {
            let page = fs::read_to_string(root().join(&name)).expect("a page");
            page.lines()
                .map(|line| Text::own(name.clone(), line))
                .collect::<Vec<_>>()
        })
        .collect()
}

fn literals(wanted: impl Fn(&str) -> bool) -> Vec<Text> {
    let root = root();
    files(&root.join("src"), "rs")
        .into_iter()
        .filter_map(|path| {
            let name = path.strip_prefix(&root).ok()?.display().to_string();
            wanted(&name).then_some((path, name))
        })
        .flat_map(|(path, name)| {
            let source = fs::read_to_string(path).expect("text");
            // A single word may be a stable value.
            let found = Texts::of(&source).into_iter();
            found
                .filter(|text| text.contains(' '))
                .map(|text| Text::own(name.clone(), text))
                .collect::<Vec<_>>()
        })
        .collect()
}

fn templates() -> Vec<Text> {
    let read = |path: &PathBuf| fs::read_to_string(path).expect("text");
    let own = |path: &PathBuf, shown: String| Text::own(path.display().to_string(), shown);
    let markup = [root().join("templates"), root().join(PAGE)];
    let markup = markup.iter().flat_map(|folder| files(folder, "html"));
    let script = files(&root().join(PAGE), "js");
    markup
        .map(|path| own(&path, without_tags(&read(&path))))
        .chain(script.iter().map(|path| own(path, strings(&read(path)))))
        .collect()
}

/// The page of the server.
const PAGE: &str = "src/serve/page";

/// The strings of a script that may be texts: what stands between double quotes, or between backquotes.
fn strings(script: &str) -> String {
    let quoted = |quote: char| script.split(quote).skip(1).step_by(2);
    let texts = quoted('"').chain(quoted('`'));
    let texts = texts.filter(|text| text.contains(' ') && !text.contains('\n'));
    texts.collect::<Vec<_>>().join("\n")
}
