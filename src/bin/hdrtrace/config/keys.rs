//! What can be set: the keys of the file are the fields of the settings that have an option of the same name.

use super::Own;
use super::base;
use serde_json::Value;

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

/// A key with what holds where nothing is set.
pub(super) struct Key {
    /// With its table in front: `dns.timeout`.
    pub name: String,
    /// The default; null where there is none.
    pub default: Value,
}

impl Key {
    /// The option whose default it is, without its dashes.
    pub fn flag(&self) -> &str {
        flag(&self.name)
    }
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
    let mut keys = Vec::new();
    for tree in trees.into_iter().flatten() {
        leaves(String::new(), tree, &mut keys);
    }
    let options = crate::args::command();
    let is_option = |flag: &str| {
        std::iter::once(&options)
            .chain(options.get_subcommands())
            .flat_map(clap::Command::get_arguments)
            .any(|arg| arg.get_long() == Some(flag) && !arg.is_hide_set())
    };
    keys.retain(|key| is_option(key.flag()));
    // What stands in no table comes first, as the file wants it.
    keys.sort_by_key(|key| key.name.contains('.'));
    keys
}

fn leaves(name: String, value: Value, keys: &mut Vec<Key>) {
    match value {
        Value::Object(table) => {
            for (inner, value) in table {
                let name = if name.is_empty() {
                    inner
                } else {
                    format!("{name}.{inner}")
                };
                leaves(name, value, keys);
            }
        }
        default => keys.push(Key { name, default }),
    }
}
