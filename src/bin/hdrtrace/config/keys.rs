//! What can be set: the keys of the file are the fields of the settings that have an option of the same name.

use super::Own;
use super::base;
use clap::{Arg, Command};
use serde_json::Value;
use std::ops::RangeInclusive;

/// The options that are not called like their key.
const OTHERWISE: &[(&str, &str)] = &[
    ("output.defang", "no-defang"),
    ("output.pager", "no-pager"),
    ("dns.rate", "dns-rate"),
    ("dns.timeout", "dns-timeout"),
    ("enrich.sources", "enrich"),
    ("redaction.key", "redact-key"),
];

/// Keys that name files: a relative name is one beside the configuration.
pub(super) const PATHS: &[&str] = &["enrich.geo", "redaction.key", "rules"];

/// Options that, when typed, leave no room for a key.
const YIELDS: &[(&str, &[&str])] = &[("dns.offline", &["nameserver", "replay-dns", "record-dns"])];

/// What keys say whose options say the contrary.
const ABOUT: &[(&str, &str)] = &[
    (
        "output.pager",
        "Send long reports through a pager, on a terminal",
    ),
    (
        "output.defang",
        "Defang links and names in human-readable formats",
    ),
];

/// Values to begin with, where nothing is set by default.
const EXAMPLES: &[(&str, &str)] = &[
    ("trust", "[\"host:example.net\"]"),
    ("protect", "[\"example.net\", \"example-bank.test\"]"),
    ("fail-on", "\"high\""),
    ("rules", "[\"team.toml\"]"),
    ("dns.nameserver", "\"192.0.2.53\""),
    ("dns.rate", "50"),
    ("enrich.sources", "[\"rdns\", \"asn\"]"),
    ("enrich.dnsbl", "[\"bl.example.net\"]"),
    ("enrich.geo", "[\"city.mmdb\"]"),
    ("output.width", "100"),
    ("report.reporter", "\"Example Org <abuse@example.org>\""),
    ("redaction.protect-address", "[\"robin@example.net\"]"),
    ("redaction.key", "\"redaction.key\""),
];

/// The numbers that keys take: those that their readers let pass.
const RANGES: &[(&str, RangeInclusive<u32>)] = &[
    ("dns.timeout", 1..=120),
    ("dns.rate", 1..=u32::MAX),
    ("output.width", 40..=400),
];

/// What a key takes; a list takes several of it.
pub(super) enum Shape {
    /// `true` or `false`.
    Bool,
    /// A whole number.
    Number(RangeInclusive<u32>),
    /// One of these.
    Word(Vec<String>),
    /// Any text.
    Text,
}

/// A key with what holds where nothing is set.
pub(super) struct Key {
    /// With its table in front: `dns.timeout`.
    pub name: String,
    /// The default; null where there is none.
    pub default: Value,
    option: Arg,
}

impl Key {
    /// The option whose default it is, without its dashes.
    pub fn flag(&self) -> &str {
        flag(&self.name)
    }

    /// What it means, in a line.
    pub fn about(&self) -> String {
        let help = || self.option.get_help().map(ToString::to_string);
        row(ABOUT, &self.name)
            .map(|about| (*about).to_owned())
            .or_else(help)
            .unwrap_or_default()
    }

    /// A value to begin with, where nothing is set by default.
    pub fn example(&self) -> Option<&'static str> {
        row(EXAMPLES, &self.name).copied()
    }

    /// What it takes.
    pub fn shape(&self) -> Shape {
        let words = self.option.get_possible_values();
        if !self.option.get_action().takes_values() {
            Shape::Bool
        } else if let Some(range) = row(RANGES, &self.name) {
            Shape::Number(range.clone())
        } else if words.is_empty() {
            Shape::Text
        } else {
            Shape::Word(words.iter().map(|word| word.get_name().into()).collect())
        }
    }
}

fn row<T>(table: &'static [(&str, T)], key: &str) -> Option<&'static T> {
    table
        .iter()
        .find(|(known, _)| *known == key)
        .map(|(_, value)| value)
}

/// The option whose default a key is.
pub(super) fn flag(key: &str) -> &str {
    OTHERWISE
        .iter()
        .find(|(known, _)| *known == key)
        .map_or_else(|| key.rsplit('.').next().unwrap_or(key), |(_, flag)| flag)
}

/// The options that, when typed, leave no room for a key.
pub(super) fn yields_to(key: &str) -> &'static [&'static str] {
    let row = YIELDS.iter().find(|(known, _)| *known == key);
    row.map_or(&[], |(_, flags)| flags)
}

/// Every key that some command has an option for, in the order in which they are shown.
pub(super) fn all() -> Vec<Key> {
    let trees = [
        serde_json::to_value(base()),
        serde_json::to_value(Own::default()),
    ];
    let mut found = Vec::new();
    for tree in trees.into_iter().flatten() {
        leaves(String::new(), tree, &mut found);
    }
    let options = crate::args::command();
    let option = |flag: &str| {
        std::iter::once(&options)
            .chain(options.get_subcommands())
            .flat_map(Command::get_arguments)
            .find(|arg| arg.get_long() == Some(flag) && !arg.is_hide_set())
    };
    let mut keys: Vec<Key> = found
        .into_iter()
        .filter_map(|(name, default)| {
            let option = option(flag(&name))?.clone();
            Some(Key {
                name,
                default,
                option,
            })
        })
        .collect();
    // What stands in no table comes first, as the file wants it.
    keys.sort_by_key(|key| key.name.contains('.'));
    keys
}

fn leaves(name: String, value: Value, found: &mut Vec<(String, Value)>) {
    match value {
        Value::Object(table) => {
            for (inner, value) in table {
                let name = if name.is_empty() {
                    inner
                } else {
                    format!("{name}.{inner}")
                };
                leaves(name, value, found);
            }
        }
        default => found.push((name, default)),
    }
}
