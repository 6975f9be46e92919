//! Links within the repository: the file is there, and the heading is in it.

use super::{pages, root};
use std::collections::BTreeSet;
use std::fs;

/// The anchors of a page, as forges make them of its headings.
fn anchors(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut is_code = false;
    for line in text.lines() {
        is_code ^= line.starts_with("```");
        let title = line.trim_start_matches('#');
        if is_code || title.len() == line.len() || !title.starts_with(' ') {
            continue;
        }
        let anchor: String = title
            .trim()
            .to_lowercase()
            .chars()
            .filter(|char| char.is_alphanumeric() || matches!(char, ' ' | '-' | '_'))
            .map(|char| if char == ' ' { '-' } else { char })
            .collect();
        // One that is there already gets a number.
        let again = (1..).map(|number| format!("{anchor}-{number}"));
        let free = std::iter::once(anchor.clone())
            .chain(again)
            .find(|anchor| !found.contains(anchor));
        found.extend(free);
    }
    found
}

/// Where the links of a page lead to.
fn links(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut is_code = false;
    for line in text.lines() {
        is_code ^= line.starts_with("```");
        if !is_code {
            let links = line.split("](").skip(1);
            found.extend(links.filter_map(|rest| rest.split(')').next()));
        }
    }
    found
}

#[test]
fn every_link_leads_somewhere() {
    let mut wrong = Vec::new();
    let mut seen = 0;
    for (name, text) in pages() {
        let here = root().join(&name);
        for link in links(&text) {
            if link.contains("://") || link.starts_with("mailto:") {
                continue;
            }
            seen += 1;
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            let target = match file {
                "" => here.clone(),
                file => here.parent().expect("a folder").join(file),
            };
            let is_there = target.exists()
                && (anchor.is_empty()
                    || fs::read_to_string(&target).is_ok_and(|text| {
                        text.contains(&format!("id=\"{anchor}\""))
                            || anchors(&text).contains(anchor)
                    }));
            if !is_there {
                wrong.push(format!("{name}: {link}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(seen > 50, "{seen}");
}

#[test]
fn anchors_are_those_of_forges() {
    let anchors = anchors("# A, b-c\n```\n# no\n```\n## The `x` of --y\n## A, b-c\n");
    let expected = ["a-b-c", "the-x-of---y", "a-b-c-1"].map(str::to_owned);
    assert_eq!(anchors, BTreeSet::from(expected));
}
