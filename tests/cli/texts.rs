//! No text of the library speaks of an option of the command line: whoever calls it may have buttons, or arguments.

use hdrtrace::render::{Format, Style, render};
use hdrtrace::{Analyzer, Known, Settings, TrustSpec};
use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use syn::buffer::{Cursor, TokenBuffer};
use syn::visit::{self, Visit};
use syn::{Attribute, ImplItem, Item, Lit, LitStr, Macro, Meta};

/// The long options of the program and of its commands, hidden ones too, as its completions list them.
fn options() -> BTreeSet<String> {
    let output = Command::new(env!("CARGO_BIN_EXE_hdrtrace"))
        .args(["generate", "completions", "bash"])
        .output()
        .expect("the program runs");
    let script = String::from_utf8(output.stdout).expect("text");
    let found: BTreeSet<String> = flags(&script).map(str::to_owned).collect();
    assert!(found.len() > 40, "{found:?}");
    found
}

/// The words of a text that begin as long options do: not `xn--a`, nor `--` alone.
fn flags(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices("--").filter_map(|(at, _)| {
        let joined = text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '-');
        let rest = &text[at + 2..];
        let length = rest
            .find(|c: char| !(c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'))
            .unwrap_or(rest.len());
        let is_word = rest.starts_with(|c: char| c.is_ascii_lowercase());
        (!joined && is_word).then(|| &text[at..at + 2 + length])
    })
}

/// The texts of a file that are not only for those who read the source: string literals outside comments and tests.
#[derive(Default)]
pub(crate) struct Texts {
    found: Vec<String>,
}

impl Texts {
    pub(crate) fn of(source: &str) -> Vec<String> {
        let mut texts = Self::default();
        texts.visit_file(&syn::parse_file(source).expect("Rust"));
        texts.found
    }

    /// Literals in what a macro or an attribute is given, which is no tree.
    fn tokens(&mut self, mut at: Cursor<'_>) {
        while !at.eof() {
            if let Some((inner, _, _, after)) = at.any_group() {
                self.tokens(inner);
                at = after;
            } else if at.ident().is_some_and(|(word, _)| word == "doc") {
                // A comment within a macro is an attribute with all of its tokens.
                break;
            } else if let Some((literal, after)) = at.literal() {
                if let Ok(Lit::Str(text)) = syn::parse_str(&literal.to_string()) {
                    self.found.push(text.value());
                }
                at = after;
            } else if let Some((_, after)) = at.token_tree() {
                at = after;
            }
        }
    }
}

impl<'ast> Visit<'ast> for Texts {
    fn visit_item(&mut self, item: &'ast Item) {
        let attributes = match item {
            Item::Const(item) => &item.attrs,
            Item::Fn(item) => &item.attrs,
            Item::Impl(item) => &item.attrs,
            Item::Mod(item) => &item.attrs,
            Item::Static(item) => &item.attrs,
            Item::Struct(item) => &item.attrs,
            _ => &Vec::new(),
        };
        if !attributes.iter().any(is_for_tests) {
            visit::visit_item(self, item);
        }
    }

    fn visit_impl_item(&mut self, item: &'ast ImplItem) {
        let attributes = match item {
            ImplItem::Const(item) => &item.attrs,
            ImplItem::Fn(item) => &item.attrs,
            _ => &Vec::new(),
        };
        if !attributes.iter().any(is_for_tests) {
            visit::visit_impl_item(self, item);
        }
    }

    fn visit_lit_str(&mut self, text: &'ast LitStr) {
        self.found.push(text.value());
    }

    fn visit_attribute(&mut self, attribute: &'ast Attribute) {
        match &attribute.meta {
            Meta::List(list) => self.tokens(TokenBuffer::new2(list.tokens.clone()).begin()),
            // A comment is one of these.
            Meta::NameValue(_) | Meta::Path(_) => {}
        }
    }

    fn visit_macro(&mut self, mac: &'ast Macro) {
        self.tokens(TokenBuffer::new2(mac.tokens.clone()).begin());
    }
}

fn is_for_tests(attribute: &Attribute) -> bool {
    let is_test = |path: syn::Path| path.is_ident("test");
    attribute.path().is_ident("test")
        || attribute.path().is_ident("cfg") && attribute.parse_args().is_ok_and(is_test)
}

#[test]
fn no_text_of_the_library_names_an_option() {
    let options = options();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut wrong = Vec::new();
    let mut look = |path: &Path, text: &str| {
        for flag in flags(text).filter(|flag| options.contains(*flag)) {
            let name = path.strip_prefix(root).expect("below").display();
            wrong.push(format!("{name}: {flag} in {text:?}"));
        }
    };
    let sources = files(&root.join("src"), "rs");
    assert!(sources.len() > 300, "src was not found");
    for path in sources {
        let source = fs::read_to_string(&path).expect("text");
        for text in Texts::of(&source) {
            look(&path, &text);
        }
    }
    let templates = files(&root.join("templates"), "html");
    assert!(templates.len() > 5, "templates were not found");
    for path in templates {
        look(&path, &fs::read_to_string(&path).expect("text"));
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// What the program is given, and the option that it then names.
const HELPS: &[(&[&str], &str, &str)] = &[
    (
        &["--trust", "none"],
        HOP,
        "--trust names the hosts to trust",
    ),
    (&["--format", "html"], FROM, "--client-ip names it"),
    (
        &[
            "report",
            "text",
            "-",
            "--reporter",
            "desk@example.net",
            "--no-redact",
        ],
        FROM,
        "--client-ip names it",
    ),
    (
        &["report", "xarf", "-", "--reporter", "desk@example.net"],
        HOP,
        "--protect-address names the recipient, --no-recipient continues without one",
    ),
    (
        &[
            "report",
            "xarf",
            "-",
            "--reporter",
            "desk@example.net",
            "--no-redact",
        ],
        HOP,
        "--mail-from names it",
    ),
];

const FROM: &str = "From: a@sender.example\n\nHi!\n";
const HOP: &str = "Received: from c.example (c.example [203.0.113.7]) by mx.example.net (Postfix) with ESMTPS id 1;\n \
    Sat, 02 May 2026 10:00:09 +0000\nFrom: a@sender.example\n\nHi!\n";

#[test]
fn the_program_names_the_option_that_helps() {
    for (arguments, input, help) in HELPS {
        let mut program = Command::new(env!("CARGO_BIN_EXE_hdrtrace"))
            .args(*arguments)
            .args(["--offline", "--no-config"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program runs");
        let mut stdin = program.stdin.take().expect("piped");
        stdin.write_all(input.as_bytes()).expect("written");
        drop(stdin);
        let output = program.wait_with_output().expect("an end");
        let said = [output.stdout, output.stderr].concat();
        let said = String::from_utf8_lossy(&said);
        assert!(said.contains(help), "{arguments:?}: {said}");
    }
}

#[test]
fn other_callers_hear_what_helps_without_an_option() {
    let trust = vec![TrustSpec::None];
    let settings = Settings {
        trust,
        ..Settings::default()
    };
    let analyzer = Analyzer::new(settings).expect("settings");
    let report = analyzer.analyze(HOP.as_bytes(), &Known::default());
    let report = report.expect("a report");
    for format in [Format::Terminal, Format::Html, Format::Markdown] {
        let shown = render(&report, format, &Style::default());
        let shown = String::from_utf8_lossy(&shown);
        assert_eq!(flags(&shown).find(|flag| options().contains(*flag)), None);
        assert!(shown.contains("trusted hops can be given"), "{shown}");
    }
}

/// The files with this ending, but for the program's and for tests.
pub(crate) fn files(root: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let stem = path.file_stem().unwrap_or_default().to_string_lossy();
            let is_test = stem == "tests" || stem == "testing" || stem.ends_with("_tests");
            if path.is_dir() && path != root.join("bin") {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == ending) && !is_test {
                found.push(path);
            }
        }
    }
    found
}

#[test]
fn options_are_found_wherever_a_text_may_stand() {
    let source = r##"
        //! Not --offline in a comment.
        /// Nor --at here.
        #[error("a --geo too many")]
        struct A;
        const B: &str = "name it with --trust";
        fn c() -> String {
            let d = format!("({})", concat!("--", "x", " --format json"));
            listed! { /// Not --nameserver.
                A }
            d + r#"xn--helo.example -- --protect-"#
        }
        #[cfg(test)]
        mod tests { const E: &str = "--helo"; }
    "##;
    let texts = Texts::of(source).join("\n");
    let found: Vec<&str> = flags(&texts).collect();
    assert_eq!(found, ["--geo", "--trust", "--format", "--protect-"]);
}
