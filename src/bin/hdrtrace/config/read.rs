//! The file: TOML to settings, with the line of each.

use super::keys::{self, Key};
use super::{Own, fault};
use anyhow::{Context, Result, anyhow, bail};
use hdrtrace::Settings;
use serde::Deserialize;
use std::io::{ErrorKind, Read};
use std::ops::Range;
use std::path::{Path, PathBuf};
use toml::Spanned;
use toml::de::{DeTable, DeValue, Deserializer};

/// The longest file that is read: a team's settings are a page.
const MAX_BYTES: u64 = 1024 * 1024;

/// A configuration file that was read, and found good.
#[derive(Debug)]
pub(super) struct Configuration {
    /// Where it is.
    pub path: PathBuf,
    text: String,
    set: Vec<Set>,
}

/// A key that the file sets.
#[derive(Debug)]
struct Set {
    key: String,
    /// The line, from 1.
    line: usize,
    /// Where its value stands.
    span: Range<usize>,
}

/// Reads a file. One that is not there is an error only if it was asked for.
pub(super) fn file(path: &Path, asked_for: bool) -> Result<Option<Configuration>> {
    let opened = match std::fs::File::open(path) {
        Err(error) if error.kind() == ErrorKind::NotFound && !asked_for => return Ok(None),
        opened => opened,
    };
    let place = || format!("cannot read the configuration {}", path.display());
    let mut text = String::new();
    opened
        .and_then(|file| file.take(MAX_BYTES + 1).read_to_string(&mut text))
        .with_context(place)?;
    if text.len() as u64 > MAX_BYTES {
        bail!("{}: longer than 1 MiB", place());
    }
    Configuration::parse(path, text).map(Some)
}

impl Configuration {
    fn parse(path: &Path, text: String) -> Result<Self> {
        let mut read = Self {
            path: path.to_owned(),
            text,
            set: Vec::new(),
        };
        let table = read.table()?;
        read.set = read.keys(table.get_ref())?;
        read.settings(|_| true)?;
        Ok(read)
    }

    /// The keys that it sets, with the line of each.
    pub(super) fn line(&self, key: &str) -> Option<usize> {
        let set = self.set.iter().find(|set| set.key == key)?;
        Some(set.line)
    }

    /// What it says, as far as a key is wanted; the rest is as it is by default.
    pub(super) fn settings(&self, wants: impl Fn(&str) -> bool) -> Result<(Settings, Own)> {
        let table = self.table()?;
        let (own, analysis) = self.halves(table, &wants);
        Ok((self.deserialize(analysis)?, self.deserialize(own)?))
    }

    fn table(&self) -> Result<Spanned<DeTable<'_>>> {
        DeTable::parse(&self.text).map_err(|error| {
            let place = match error.span() {
                Some(span) => self.place(span.start),
                None => self.path.display().to_string(),
            };
            anyhow!("{place}: {}", error.message())
        })
    }

    fn place(&self, at: usize) -> String {
        format!("{}:{}", self.path.display(), line(&self.text, at))
    }

    fn keys(&self, table: &DeTable<'_>) -> Result<Vec<Set>> {
        let known = keys::all();
        let is_table = |key: &str| {
            known.iter().any(|known| {
                let rest = known.name.strip_prefix(key);
                rest.is_some_and(|rest| rest.starts_with('.'))
            })
        };
        let mut set = Vec::new();
        let mut open = vec![(String::new(), table)];
        while let Some((prefix, table)) = open.pop() {
            for (name, value) in table {
                let key = format!("{prefix}{}", name.get_ref());
                let start = name.span().start;
                match value.get_ref() {
                    _ if known.iter().any(|known| known.name == key) => set.push(Set {
                        line: line(&self.text, start),
                        span: value.span(),
                        key,
                    }),
                    DeValue::Table(inner) if is_table(&key) => {
                        open.push((format!("{key}."), inner));
                    }
                    _ => bail!("{}: {}", self.place(start), unknown(&key, &known)),
                }
            }
        }
        Ok(set)
    }

    /// The wanted keys apart: those of the program, and those of the analysis. Files are named as seen from here.
    fn halves<'t>(
        &self,
        table: Spanned<DeTable<'t>>,
        wants: &impl Fn(&str) -> bool,
    ) -> (Spanned<DeTable<'t>>, Spanned<DeTable<'t>>) {
        let is_own = |name: &str| Own::KEYS.contains(&name);
        let span = table.span();
        let (mut own, mut analysis) = (DeTable::new(), DeTable::new());
        for (name, mut value) in table.into_inner() {
            let key = name.get_ref().to_string();
            match value.get_mut() {
                DeValue::Table(inner) => {
                    for (name, mut value) in std::mem::take(inner) {
                        let key = format!("{key}.{}", name.get_ref());
                        if keys::PATHS.contains(&key.as_str()) {
                            self.beside(value.get_mut());
                        }
                        if wants(&key) {
                            inner.insert(name, value);
                        }
                    }
                }
                _ if !wants(&key) => continue,
                value if keys::PATHS.contains(&key.as_str()) => self.beside(value),
                _ => {}
            }
            let half = if is_own(&key) {
                &mut own
            } else {
                &mut analysis
            };
            half.insert(name, value);
        }
        // By itself the analysis asks nothing of DNS; the program does.
        if !analysis.iter().any(|(name, _)| name.get_ref() == "dns") {
            let empty = Spanned::new(span.clone(), DeValue::Table(DeTable::new()));
            analysis.insert(Spanned::new(span.clone(), "dns".into()), empty);
        }
        (
            Spanned::new(span.clone(), own),
            Spanned::new(span, analysis),
        )
    }

    /// A relative name is one beside the configuration.
    fn beside(&self, value: &mut DeValue<'_>) {
        let folder = self.path.parent().unwrap_or(Path::new(""));
        match value {
            DeValue::String(name) => {
                *name = folder.join(&**name).display().to_string().into();
            }
            DeValue::Array(names) => {
                for name in names.iter_mut() {
                    self.beside(name.get_mut());
                }
            }
            _ => {}
        }
    }

    fn deserialize<'t, T: Deserialize<'t>>(&self, table: Spanned<DeTable<'t>>) -> Result<T> {
        T::deserialize(Deserializer::from(table)).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            let holds =
                |set: &&Set| set.span.start <= at && at < set.span.end.max(set.span.start + 1);
            let key = self.set.iter().find(holds).map_or("", |set| &set.key);
            anyhow!(
                "{}: {key}: {}",
                self.place(at),
                fault::text(error.message())
            )
        })
    }
}

/// Lines are counted from 1.
fn line(text: &str, at: usize) -> usize {
    1 + memchr::memchr_iter(b'\n', &text.as_bytes()[..at.min(text.len())]).count()
}

fn unknown(key: &str, known: &[Key]) -> String {
    let shown = hdrtrace::render::escape::terminal(key, false);
    let near: Vec<&str> = known
        .iter()
        .map(|known| known.name.as_str())
        .filter(|known| {
            known.ends_with(key)
                || key.ends_with(known)
                || key.contains(known.rsplit('.').next().unwrap_or(known))
        })
        .collect();
    if near.is_empty() {
        format!("unknown setting {shown}; hdrtrace config show lists all")
    } else {
        let near = near.join(" or ");
        format!("unknown setting {shown}; did you mean {near}?")
    }
}
