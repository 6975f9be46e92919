//! Over all messages of the corpus: whom a run without options asks, against what the README says.

use crate::given::{Given, analyze};
use crate::shared;
use crate::support::{Options, Question, Zone};
use hdrtrace::{DnsSource, Report, Settings};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The messages below a folder.
fn messages(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("{}: {error} (set HDRTRACE_SHARED)", folder.display()));
    let mut found: Vec<PathBuf> = entries
        .flat_map(|entry| {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                messages(&path)
            } else {
                vec![path]
            }
        })
        .filter(|path| path.extension().is_none_or(|end| end != "md"))
        .collect();
    found.sort();
    found
}

/// The values of the fields of these names, unfolded, read by the simplest of readers.
fn values<'r>(raw: &'r str, names: &'r [&str]) -> impl Iterator<Item = String> + 'r {
    let header = raw.split("\n\n").next().unwrap_or(raw);
    let mut fields: Vec<String> = Vec::new();
    for line in header.lines() {
        match fields.last_mut() {
            Some(last) if line.starts_with([' ', '\t']) => *last += line,
            _ => fields.push(line.to_owned()),
        }
    }
    fields.into_iter().filter_map(|field| {
        let (name, value) = field.split_once(':')?;
        let is_one = names
            .iter()
            .any(|one| name.trim().eq_ignore_ascii_case(one));
        is_one.then(|| value.to_owned())
    })
}

/// A tag of a signature.
fn tag(value: &str, name: &str) -> Option<String> {
    value.split(';').find_map(|tag| {
        let (found, text) = tag.split_once('=')?;
        let text = text.split_whitespace().collect::<String>();
        (found.trim() == name).then(|| text.to_lowercase())
    })
}

/// A name and those above it.
fn parents(name: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(name), |name| {
        name.split_once('.').map(|(_, rest)| rest)
    })
}

fn text(value: &Value) -> String {
    let text = value.as_str().unwrap_or_default().to_lowercase();
    text.trim_end_matches('.').to_owned()
}

/// A name in which any label that is not ASCII, or encodes one, is as any other.
fn plain(name: &str) -> String {
    let labels = name.split('.').map(|label| {
        let is_coded = !label.is_ascii() || label.starts_with("xn--");
        if is_coded { "xn--" } else { label }
    });
    labels.collect::<Vec<_>>().join(".")
}

/// What a run may ask about a message: each question, as `name type`.
fn may_ask(raw: &str, report: &Report) -> BTreeSet<String> {
    let report = serde_json::to_value(report).expect("JSON");
    let authentication = &report["authentication"];
    let mut found = BTreeSet::from(["com NS".to_owned()]);
    // Keys of signatures and of seals.
    let signatures = &[
        "dkim-signature",
        "domainkey-signature",
        "arc-seal",
        "arc-message-signature",
    ];
    let mut identifiers = Vec::new();
    for value in values(raw, signatures) {
        if let (Some(domain), Some(selector)) = (tag(&value, "d"), tag(&value, "s")) {
            found.insert(plain(&format!("{selector}._domainkey.{domain}")) + " TXT");
            identifiers.push(domain);
        }
    }
    // SPF of the envelope sender and of the HELO name. The server has no record that would lead to others.
    for identity in ["helo", "mail_from"] {
        let domain = text(&authentication["spf"][identity]["domain"]);
        if !domain.is_empty() {
            found.insert(plain(&domain) + " TXT");
            identifiers.push(domain);
        }
    }
    for value in values(raw, &["return-path"]) {
        let address = value.trim().trim_matches(['<', '>']).to_lowercase();
        identifiers.extend(
            address
                .rsplit_once('@')
                .map(|(_, domain)| domain.to_owned()),
        );
    }
    // DMARC of From, of what could be aligned with it, and of their parents.
    let authors = report["message"]["from"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    for author in &authors {
        let address = text(&author["address"]);
        if let Some((_, domain)) = address.rsplit_once('@') {
            identifiers.push(domain.to_owned());
        }
    }
    for domain in &identifiers {
        let domain = &plain(domain);
        found.extend(parents(domain).map(|name| format!("_dmarc.{name} TXT")));
    }
    found
}

/// Local parts of those who received it, of more letters than a name of a host may have by chance.
fn recipients(raw: &str) -> BTreeSet<String> {
    let names = &["to", "cc", "delivered-to", "x-original-to", "envelope-to"];
    values(raw, names)
        .flat_map(|value| {
            let words = value.split(|c: char| !c.is_alphanumeric() && !"@._-+".contains(c));
            words.map(str::to_lowercase).collect::<Vec<_>>()
        })
        .filter_map(|word| Some(word.split_once('@')?.0.to_owned()))
        .filter(|local| local.len() > 4)
        .collect()
}

#[test]
#[ignore = "needs HDRTRACE_SHARED"]
fn a_run_asks_what_the_readme_says_and_nothing_else() {
    let files = messages(&shared::path("corpus"));
    assert!(files.len() > 900, "{}", files.len());
    let server =
        Zone::from_json(&json!({"com": [{"type": "NS", "data": "a.gtld-servers.example"}]}))
            .serve(Options::default());
    let given = Given {
        settings: Settings {
            dns: DnsSource::Server(server.addr().into()).into(),
            ..Settings::default()
        },
        ..Given::default()
    };
    let (mut before, mut wrong) = (0, Vec::new());
    for file in files {
        let raw = fs::read(&file).expect("a message");
        let Ok(report) = analyze(&raw, &given) else {
            continue;
        };
        let asked: Vec<Question> = server.questions().split_off(before);
        before += asked.len();
        let text = String::from_utf8_lossy(&raw).replace("\r\n", "\n");
        let may = may_ask(&text, &report);
        let recipients = recipients(&text);
        for Question { name, rtype, .. } in asked {
            // What stands for itself in the text of a name.
            let name = name.replace('\\', "");
            let question = format!("{} {rtype}", plain(&name));
            let is_named = !may.contains(&question)
                || name.contains('@')
                || name.split('.').any(|label| recipients.contains(label));
            if is_named {
                wrong.push(format!("{}: {question}", file.display()));
            }
        }
    }
    assert!(before > 1000, "{before}");
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}
