//! What a decoder writes into.

use super::codes::Rows;
use super::{Known, Value, VendorVerdict, VerdictKind};
use crate::limits::MAX_VENDOR_VALUES;
use std::borrow::Cow;

/// Collects values and the verdict.
pub(super) struct Out {
    rows: &'static Rows,
    pub values: Vec<Value>,
    pub verdict: Option<VendorVerdict>,
    omitted: usize,
}

impl Out {
    /// Nothing yet, for fields of a vendor.
    pub(super) fn new(rows: &'static Rows, room: usize) -> Self {
        Self {
            rows,
            values: Vec::with_capacity(room),
            verdict: None,
            omitted: 0,
        }
    }

    /// A value that means what it says.
    pub(super) fn plain(&mut self, key: impl Into<Cow<'static, str>>, value: &str) {
        self.push(key.into(), value, None, Known::Known);
    }

    /// A value with a meaning that was worked out.
    pub(super) fn explained(
        &mut self,
        key: impl Into<Cow<'static, str>>,
        value: &str,
        meaning: impl Into<Cow<'static, str>>,
    ) {
        self.push(key.into(), value, Some(meaning.into()), Known::Known);
    }

    /// A value whose meaning others have guessed.
    pub(super) fn guessed(
        &mut self,
        key: impl Into<Cow<'static, str>>,
        value: &str,
        meaning: impl Into<Cow<'static, str>>,
    ) {
        self.push(key.into(), value, Some(meaning.into()), Known::Folklore);
    }

    /// Something that is not understood.
    pub(super) fn unknown(&mut self, key: impl Into<Cow<'static, str>>, value: &str) {
        self.push(key.into(), value, None, Known::Unknown);
    }

    /// A value under a key of the vendor's table; a code that the table lacks is unknown, and so is a key.
    pub(super) fn pair(&mut self, key: &str, value: &str) {
        if value.is_empty() {
            return;
        }
        let Some(row) = self.rows.key(key) else {
            return self.unknown(key.to_owned(), value);
        };
        let code = row
            .codes
            .iter()
            .find(|code| code.word.eq_ignore_ascii_case(value));
        match code {
            Some(code) => self.push(
                Cow::Borrowed(row.name),
                value,
                Some(Cow::Borrowed(code.meaning)),
                code.known,
            ),
            None if row.is_open() => {
                self.push(Cow::Borrowed(row.name), value, None, row.known);
            }
            None => self.unknown(row.name, value),
        }
    }

    /// `key=value` pairs; a piece without the sign is unknown.
    pub(super) fn pairs(&mut self, text: &str, between: char, equals: char) {
        for piece in text
            .split(between)
            .map(str::trim)
            .filter(|piece| !piece.is_empty())
        {
            match piece.split_once(equals) {
                Some((key, value)) => self.pair(key.trim(), value.trim().trim_matches('"')),
                None => self.unknown("?", piece),
            }
        }
    }

    /// The value that stands under a key already.
    pub(super) fn get(&self, key: &str) -> Option<&str> {
        self.values
            .iter()
            .find(|value| value.key == key)
            .map(|value| value.value.as_str())
    }

    /// What the table says of a code under a key, if anything.
    pub(super) fn meaning(&self, key: &'static str, code: &str) -> Option<&'static str> {
        self.rows.code(key, code).map(|row| row.meaning)
    }

    /// A rule that matched, with its score: its meaning is looked up under `table`.
    pub(super) fn rule(&mut self, table: &'static str, name: &str, value: &str) {
        let meaning = self.meaning(table, name).map(Cow::Borrowed);
        self.push(Cow::Owned(name.to_owned()), value, meaning, Known::Known);
    }

    /// The field's judgment.
    pub(super) fn judge(&mut self, kind: VerdictKind, score: Option<f64>, threshold: Option<f64>) {
        self.verdict = Some(VendorVerdict {
            kind,
            score,
            threshold,
        });
    }

    /// The values; where there were more than are listed, the last says how many.
    pub(super) fn finish(mut self) -> Vec<Value> {
        if self.omitted > 0 {
            self.values.push(Value {
                key: Cow::Borrowed("left-out"),
                value: self.omitted.to_string(),
                meaning: Some(Cow::Borrowed("number of further values not listed")),
                known: Known::Known,
            });
        }
        self.values
    }

    fn push(
        &mut self,
        key: Cow<'static, str>,
        value: &str,
        meaning: Option<Cow<'static, str>>,
        known: Known,
    ) {
        if self.values.len() == MAX_VENDOR_VALUES {
            self.omitted += 1;
        } else {
            self.values.push(Value {
                key,
                value: value.to_owned(),
                meaning,
                known,
            });
        }
    }
}

/// A number, if it is one and finite.
pub(super) fn number(text: &str) -> Option<f64> {
    text.trim()
        .parse()
        .ok()
        .filter(|number: &f64| number.is_finite())
}
