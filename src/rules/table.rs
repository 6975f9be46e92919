//! Tables of TOML, read with the place of everything that is wrong in them.

use super::near::near;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// What is wrong, and the bytes of the file that are meant.
#[derive(Clone, Debug)]
pub(super) struct Wrong {
    pub at: Range<usize>,
    pub message: String,
    pub hint: Option<String>,
}

impl Wrong {
    pub(super) fn new(at: Range<usize>, message: impl Into<String>) -> Self {
        Self {
            at,
            message: message.into(),
            hint: None,
        }
    }

    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

/// A text, and where it stands.
pub(super) type Placed = (String, Range<usize>);

/// A table, and where it stands.
#[derive(Clone, Copy)]
pub(super) struct Table<'t> {
    pub entries: &'t DeTable<'t>,
    pub at: (usize, usize),
    /// What it is called.
    pub what: &'static str,
}

impl<'t> Table<'t> {
    /// Refuses what has none of these names.
    pub(super) fn only(self, names: &[&str]) -> Result<Self, Wrong> {
        let unknown = self
            .entries
            .keys()
            .find(|key| !names.contains(&&**key.get_ref()));
        let Some(key) = unknown else {
            return Ok(self);
        };
        let name = key.get_ref();
        let wrong = Wrong::new(key.span(), format!("a {} has no key {name}", self.what));
        Err(match near(name, names.iter().copied()) {
            Some(near) => wrong.hint(format!("did you mean {near}?")),
            None => wrong.hint(format!("it has {}", names.join(", "))),
        })
    }

    pub(super) fn get(self, name: &str) -> Option<&'t Spanned<DeValue<'t>>> {
        let entry = self.entries.iter().find(|(key, _)| key.get_ref() == name);
        entry.map(|(_, value)| value)
    }

    pub(super) fn missing(self, name: &str) -> Wrong {
        Wrong::new(
            self.at.0..self.at.1,
            format!("the {} lacks {name}", self.what),
        )
    }

    pub(super) fn text(self, name: &str) -> Result<Option<Placed>, Wrong> {
        self.get(name).map(text).transpose()
    }

    /// A text that says something.
    pub(super) fn required(self, name: &str) -> Result<Placed, Wrong> {
        let found = self.text(name)?.ok_or_else(|| self.missing(name))?;
        if found.0.trim().is_empty() {
            return Err(Wrong::new(found.1, format!("{name} is empty")));
        }
        Ok(found)
    }

    pub(super) fn bool(self, name: &str) -> Result<Option<bool>, Wrong> {
        self.get(name)
            .map(|value| match value.get_ref() {
                DeValue::Boolean(is) => Ok(*is),
                _ => Err(Wrong::new(
                    value.span(),
                    format!("{name} must be true or false"),
                )),
            })
            .transpose()
    }

    /// One text, or a list of texts.
    pub(super) fn texts(self, name: &str) -> Result<Vec<Placed>, Wrong> {
        let Some(value) = self.get(name) else {
            return Ok(Vec::new());
        };
        match value.get_ref() {
            DeValue::Array(all) => all.iter().map(text).collect(),
            _ => Ok(vec![text(value)?]),
        }
    }

    /// One table, or a list of tables.
    pub(super) fn tables(self, name: &str, what: &'static str) -> Result<Vec<Table<'t>>, Wrong> {
        let Some(value) = self.get(name) else {
            return Ok(Vec::new());
        };
        let table = |value: &'t Spanned<DeValue<'t>>| match value.get_ref() {
            DeValue::Table(table) => {
                let span = value.span();
                Ok(Table {
                    entries: table,
                    at: (span.start, span.end),
                    what,
                })
            }
            _ => Err(Wrong::new(value.span(), format!("{name} must be a table"))),
        };
        match value.get_ref() {
            DeValue::Array(all) => all.iter().map(table).collect(),
            _ => Ok(vec![table(value)?]),
        }
    }
}

fn text(value: &Spanned<DeValue<'_>>) -> Result<Placed, Wrong> {
    match value.get_ref() {
        DeValue::String(text) => Ok((text.to_string(), value.span())),
        _ => Err(Wrong::new(value.span(), "must be text in quotes")),
    }
}
