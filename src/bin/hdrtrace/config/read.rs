//! The file: TOML to settings, with the line of each.

use super::settings::{Kind, SETTINGS, Setting};
use anyhow::{Context, Result, anyhow, bail};
use std::io::{ErrorKind, Read};
use std::ops::Range;
use std::path::{Path, PathBuf};
use toml::de::{DeTable, DeValue};

/// The longest file that is read: a team's settings are a page.
const MAX_BYTES: u64 = 1024 * 1024;

/// A configuration file that was read.
#[derive(Debug)]
pub(super) struct Configuration {
    /// Where it is.
    pub path: PathBuf,
    values: Vec<(&'static str, Value)>,
}

/// What a setting was set to.
#[derive(Debug)]
pub(super) struct Value {
    /// As it would be typed; a switch that is on has one empty text, one that is off none.
    pub texts: Vec<String>,
    /// The line, from 1.
    pub line: usize,
}

impl Configuration {
    /// What a setting was set to.
    pub(super) fn value(&self, setting: &Setting) -> Option<&Value> {
        self.values
            .iter()
            .find(|(key, _)| *key == setting.key)
            .map(|(_, value)| value)
    }

    /// Where a setting was set: `file:line`.
    pub(super) fn place(&self, setting: &Setting) -> String {
        let line = self.value(setting).map_or(1, |value| value.line);
        format!("{}:{line}", self.path.display())
    }
}

/// Reads a file. One that is not there is an error only if it was asked for.
pub(super) fn file(path: &Path, asked_for: bool) -> Result<Option<Configuration>> {
    let opened = match std::fs::File::open(path) {
        Err(error) if error.kind() == ErrorKind::NotFound && !asked_for => return Ok(None),
        opened => opened,
    };
    let place = || format!("the configuration, {}", path.display());
    let mut text = String::new();
    opened
        .and_then(|file| file.take(MAX_BYTES + 1).read_to_string(&mut text))
        .with_context(place)?;
    if text.len() as u64 > MAX_BYTES {
        bail!("{}: is longer than 1 MiB", place());
    }
    parse(path, &text).map(Some)
}

/// Reads the text of a file.
pub(super) fn parse(path: &Path, text: &str) -> Result<Configuration> {
    let at = |span: &Range<usize>| format!("{}:{}", path.display(), line(text, span.start));
    let table = DeTable::parse(text).map_err(|error| {
        let place = error
            .span()
            .map_or_else(|| path.display().to_string(), |span| at(&span));
        anyhow!("{place}: {}", error.message())
    })?;
    let mut values = Vec::new();
    let mut open = vec![(String::new(), table.get_ref())];
    while let Some((prefix, table)) = open.pop() {
        for (name, value) in table {
            let key = format!("{prefix}{}", name.get_ref());
            let setting = SETTINGS.iter().find(|setting| setting.key == key);
            match (setting, value.get_ref()) {
                (Some(setting), value_of) => {
                    let texts = texts(setting.kind, value_of, path.parent())
                        .map_err(|wanted| anyhow!("{}: {key}: {wanted}", at(&value.span())))?;
                    let line = line(text, name.span().start);
                    values.push((setting.key, Value { texts, line }));
                }
                (None, DeValue::Table(inner)) if is_table(&key) => {
                    open.push((format!("{key}."), inner));
                }
                (None, _) => bail!("{}: {}", at(&name.span()), unknown(&key)),
            }
        }
    }
    Ok(Configuration {
        path: path.to_owned(),
        values,
    })
}

fn is_table(key: &str) -> bool {
    SETTINGS.iter().any(|setting| {
        setting
            .key
            .strip_prefix(key)
            .is_some_and(|rest| rest.starts_with('.'))
    })
}

/// The texts of a value, or what it should have been.
fn texts(
    kind: Kind,
    value: &DeValue<'_>,
    folder: Option<&Path>,
) -> std::result::Result<Vec<String>, &'static str> {
    let text = |value: &DeValue<'_>| value.as_str().map(str::to_owned);
    let path = |value: &DeValue<'_>| {
        let path = Path::new(value.as_str()?);
        Some(
            folder
                .unwrap_or(Path::new(""))
                .join(path)
                .display()
                .to_string(),
        )
    };
    match kind {
        Kind::Text => text(value)
            .map(|text| vec![text])
            .ok_or("wants a text in quotes"),
        Kind::Path => path(value)
            .map(|path| vec![path])
            .ok_or("wants the name of a file in quotes"),
        Kind::Number => value
            .as_integer()
            .map(|number| vec![number.to_string()])
            .ok_or("wants a number"),
        Kind::List => several(value, text).ok_or("wants a list of texts: [\"…\", \"…\"]"),
        Kind::Paths => several(value, path).ok_or("wants a list of names of files: [\"…\", \"…\"]"),
        Kind::On | Kind::Off => value
            .as_bool()
            .map(|is_on| {
                if is_on == (kind == Kind::On) {
                    vec![String::new()]
                } else {
                    Vec::new()
                }
            })
            .ok_or("wants true or false"),
    }
}

/// One, or the members of an array.
fn several(
    value: &DeValue<'_>,
    one: impl Fn(&DeValue<'_>) -> Option<String>,
) -> Option<Vec<String>> {
    match value.as_array() {
        Some(array) => array.iter().map(|member| one(member.get_ref())).collect(),
        None => one(value).map(|text| vec![text]),
    }
}

/// Lines are counted from 1.
fn line(text: &str, at: usize) -> usize {
    1 + memchr::memchr_iter(b'\n', &text.as_bytes()[..at.min(text.len())]).count()
}

fn unknown(key: &str) -> String {
    let shown = hdrtrace::render::escape::terminal(key, false);
    let near = SETTINGS
        .iter()
        .map(|setting| setting.key)
        .filter(|known| {
            known.ends_with(key)
                || key.ends_with(known)
                || key.contains(known.rsplit('.').next().unwrap_or(known))
        })
        .collect::<Vec<_>>();
    if near.is_empty() {
        format!("{shown}: there is no such setting; hdrtrace config show lists them")
    } else {
        format!(
            "{shown}: there is no such setting; is it {}?",
            near.join(" or ")
        )
    }
}
